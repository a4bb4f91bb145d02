#include "extract/reach.h"

#include <limits.h>

typedef aver_reaching reach;

static aver_bits
find_set(const reach *self, const aver_unit_set *set)
{
    aver_bits is = self->units;

    if (!set->all)
        is &= aver_index_in(self->index, set, self->w);
    for (uint64_t left = set->raws; left; left &= left - 1)
        is |= self->cache->find_raw(self->cache->ctx, self->w,
                                    (unsigned)__builtin_ctzll(left),
                                    self->units & ~is);
    if (set->but)
        is &= ~aver_reach_set_units(self, set->but - 1);
    return is;
}

static inline aver_bits
units_of(const reach *self, uint32_t number, uint64_t version)
{
    aver_reach_known *known = &self->cache->sets[number];

    if (known->version != version) {
        known->version = version;
        known->units = find_set(self, &self->cache->all->sets.at[number]);
    }
    return known->units;
}

aver_bits
aver_reach_set_units(const reach *self, uint32_t number)
{
    int marked = self->cache->all->sets.at[number].marked;

    return units_of(self, number, marked ? self->marking : self->version);
}

aver_bits
aver_reach_class(const reach *self, const aver_reach_step *step)
{
    if (step->type == AVER_REACH_ANY)
        return self->units;
    return units_of(self, step->at,
                    step->type == AVER_REACH_MARKED ? self->marking
                                                    : self->version);
}

/* What a step that holds others finds holds for as long. */
static uint64_t
version_for(const reach *self, const aver_reach_step *step)
{
    return step->flags & AVER_REACH_MARKS ? self->marking : self->version;
}

aver_bits
aver_reach_look(const reach *self, const aver_reach_step *step)
{
    const aver_reach_step *body = self->cache->all->steps.at + step->at;
    aver_reach_known *known = &self->cache->looks[step->look];
    uint64_t version = version_for(self, step);

    if (known->version != version) {
        known->version = version;
        known->units = aver_reach_back(self, body, step->n, self->ends);
    }
    return known->units;
}

static aver_bits repeated_group(const reach *self, const aver_reach_step *step,
                                aver_bits to);

/* Rules have groups in common, and often what is behind them. Where the view
 * goes on behind what is known the answer depends on what is asked for. */
static aver_bits
group(const reach *self, const aver_reach_step *step, aver_bits to)
{
    uint32_t hash = (step->at * 4U + step->least + step->most) *
                    UINT32_C(2654435769);
    aver_reach_led *known = &self->cache->leds[hash >> 24];
    uint64_t version = version_for(self, step);

    if (self->open)
        return repeated_group(self, step, to);
    if (known->version != version || known->at != step->at ||
        known->to != to || known->least != step->least ||
        known->most != step->most) {
        aver_bits units = repeated_group(self, step, to);
        known->to = to;
        known->units = units;
        known->version = version;
        known->at = step->at;
        known->least = step->least;
        known->most = step->most;
    }
    return known->units;
}

/* Of `to` those in front of which is what a step looks for, or is not. */
static aver_bits
looked(const reach *self, const aver_reach_step *step, aver_bits to)
{
    aver_bits can;

    if (self->open)
        return aver_reach_look_far(self, step, to);
    can = aver_reach_look(self, step);
    return to & (step->type == AVER_REACH_NOT ? ~can : can);
}

/* What may be left out at the end leads there from everywhere. */
static aver_bits
repeated_class(const reach *self, const aver_reach_step *step, aver_bits to)
{
    aver_bits class = aver_reach_class(self, step), fresh = to;

    if (to != self->ends || self->doubts)
        for (unsigned i = step->least; i < step->most && fresh; i++) {
            fresh = class & fresh >> 1 & ~to;
            to |= fresh;
        }
    for (unsigned i = 0; i < step->least && to; i++)
        to = (class & to >> 1) | self->open;
    return to;
}

static aver_bits
repeated_group(const reach *self, const aver_reach_step *step, aver_bits to)
{
    const aver_reach_step *body = self->cache->all->steps.at + step->at;
    unsigned most = step->most == AVER_REACH_FAR ? UINT_MAX : step->most;
    aver_bits fresh = to;

    if (to != self->ends || self->doubts)
        for (unsigned i = step->least; i < most && fresh; i++) {
            fresh = aver_reach_back(self, body, step->n, fresh) & ~to;
            to |= fresh;
        }
    for (unsigned i = 0; i < step->least && to; i++)
        to = aver_reach_back(self, body, step->n, to);
    return to;
}

/* How a step is followed: its type, and whether it is taken just once, so that
 * both are told at once. */
enum { REPEATED = 16 };

static inline unsigned
way_of(const aver_reach_step *step)
{
    return step->type + (step->least == 1 && step->most == 1 ? 0U : REPEATED);
}

static inline aver_bits
one_unit(const reach *self, aver_bits class, aver_bits to)
{
    return (class & to >> 1) | self->open;
}

static inline aver_bits
follow(const reach *self, const aver_reach_step *step, aver_bits to)
{
    switch (way_of(step)) {
    case AVER_REACH_SET:
        return one_unit(self, units_of(self, step->at, self->version), to);
    case AVER_REACH_MARKED:
        return one_unit(self, units_of(self, step->at, self->marking), to);
    case AVER_REACH_ANY:
        return one_unit(self, self->units, to);
    case AVER_REACH_GROUP:
    case AVER_REACH_GROUP + REPEATED:
        return group(self, step, to);
    case AVER_REACH_AHEAD:
    case AVER_REACH_NOT:
        return looked(self, step, to);
    case AVER_REACH_FIRST:
        return to & ((aver_bits)(self->w == 0) | self->open);
    case AVER_REACH_LAST:
        return to & (self->units + 1);
    default:
        return repeated_class(self, step, to);
    }
}

aver_bits
aver_reach_back(const reach *self, const aver_reach_step *steps, uint32_t n,
                aver_bits to)
{
    const aver_reach_step *step = steps + n;
    aver_bits out = 0, here = to;

    while (step-- > steps) {
        if (step->type == AVER_REACH_BAR) {
            out |= here;
            here = to;
        } else if (here) {
            here = follow(self, step, here);
        }
    }
    return out | here;
}

int
aver_reach_cache_init(aver_reach_cache *self, const aver_reaches *all,
                      const aver_alloc *mem)
{
    self->all = all;
    self->sets = aver_mem_zero(mem, all->sets.n * sizeof *self->sets);
    self->looks = aver_mem_zero(mem, all->n_looks * sizeof *self->looks);
    self->leds = aver_mem_zero(mem, AVER_REACH_LEDS * sizeof *self->leds);
    return self->sets && self->looks && self->leds;
}

void
aver_reach_cache_free(aver_reach_cache *self, const aver_alloc *mem)
{
    aver_mem_free(mem, self->sets);
    aver_mem_free(mem, self->looks);
    aver_mem_free(mem, self->leds);
}

aver_reaching
aver_reach_view(aver_reach_cache *cache, const aver_index *index, size_t w,
                uint64_t version, uint64_t marking)
{
    aver_reaching self = {.cache = cache, .index = index, .w = w};
    size_t n = index->n - 64 * w;

    self.version = version;
    self.marking = marking;
    if (n > AVER_REACH_UNITS) {
        n = AVER_REACH_UNITS;
        self.open = (aver_bits)1 << n;
    }
    self.units = ((aver_bits)1 << n) - 1;
    self.ends = self.units << 1 | 1;
    return self;
}

static inline unsigned
least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The units from which one that passes is as far as the requirement says: as
 * many steps for any distance, so that nothing is to be guessed. */
static inline uint64_t
in_reach_few(uint64_t pass, const aver_require *require)
{
    unsigned more = (unsigned)(require->max - require->min);

    if (require->min >= 64)
        return 0;
    pass >>= require->min;
    for (unsigned step = 1; step < 64; step *= 2) {
        unsigned now = least_of(step, more);
        pass |= pass >> now;
        more -= now;
    }
    return pass;
}

/* The same of more units. */
static aver_bits
in_reach(aver_bits pass, const aver_require *require)
{
    unsigned more = (unsigned)(require->max - require->min);

    if (require->min >= AVER_BITS)
        return 0;
    pass >>= require->min;
    for (unsigned step = 1; more && step < AVER_BITS; step *= 2) {
        unsigned now = least_of(step, more);
        pass |= pass >> now;
        more -= now;
    }
    return pass;
}

aver_bits
aver_reach_starts(const aver_reaching *self, aver_requires requires,
                  aver_bits from)
{
    int few = !(self->ends >> (64 - 1) >> 1);

    for (size_t i = 0; i < requires.n && from; i++) {
        const aver_require *at = &requires.at[i];
        aver_bits pass = units_of(self, at->set,
                                  at->marked ? self->marking : self->version);
        from &= few ? in_reach_few((uint64_t)pass, at) : in_reach(pass, at);
    }
    return from;
}
