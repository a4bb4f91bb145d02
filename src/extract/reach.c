#include "extract/reach.h"

#include <limits.h>

typedef aver_reaching reach;

static aver_bits
find_set(const reach *self, const aver_unit_set *set)
{
    aver_bits is = set->all ? self->units : aver_index_in(self->index, set, 0);

    for (uint64_t left = set->raws; left; left &= left - 1)
        is |= self->cache->find_raw(self->cache->ctx,
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

static aver_bits
look(const reach *self, const aver_reach_step *step)
{
    const aver_reach_step *body = self->cache->all->steps.at + step->at;
    aver_reach_known *known = &self->cache->looks[step->look];
    uint64_t version = step->flags & AVER_REACH_MARKS ? self->marking
                                                      : self->version;

    if (known->version != version) {
        known->version = version;
        known->units = aver_reach_back(self, body, step->n, self->ends);
    }
    return known->units;
}

static inline aver_bits
once(const reach *self, const aver_reach_step *step, aver_bits to)
{
    switch ((aver_reach_type)step->type) {
    case AVER_REACH_SET:
        return units_of(self, step->at, self->version) & to >> 1;
    case AVER_REACH_MARKED:
        return units_of(self, step->at, self->marking) & to >> 1;
    case AVER_REACH_ANY:
        return self->units & to >> 1;
    case AVER_REACH_GROUP:
        return aver_reach_back(self, self->cache->all->steps.at + step->at,
                               step->n, to);
    case AVER_REACH_AHEAD:
        return to & look(self, step);
    case AVER_REACH_NOT:
        return to & ~look(self, step);
    case AVER_REACH_FIRST:
        return to & 1;
    case AVER_REACH_LAST:
        return to & (self->units + 1);
    case AVER_REACH_BAR:
        break;
    }
    return to;
}

/* What may be left out at the end leads there from everywhere. */
static aver_bits
repeated(const reach *self, const aver_reach_step *step, aver_bits to)
{
    aver_bits fresh = to;
    unsigned most = step->most == AVER_REACH_FAR ? UINT_MAX : step->most;

    if (to != self->goal)
        for (unsigned i = step->least; i < most && fresh; i++) {
            fresh = once(self, step, fresh) & ~to;
            to |= fresh;
        }
    for (unsigned i = 0; i < step->least && to; i++)
        to = once(self, step, to);
    return to;
}

aver_bits
aver_reach_back_step(const reach *self, const aver_reach_step *step,
                     aver_bits to)
{
    return step->least == 1 && step->most == 1 ? once(self, step, to)
                                               : repeated(self, step, to);
}

aver_bits
aver_reach_back(const reach *self, const aver_reach_step *steps, uint32_t n,
                aver_bits to)
{
    aver_bits out = 0, here = to;

    while (n-- > 0) {
        if (steps[n].type == AVER_REACH_BAR) {
            out |= here;
            here = to;
        } else if (here) {
            here = aver_reach_back_step(self, &steps[n], here);
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
    return self->sets && self->looks;
}

void
aver_reach_cache_free(aver_reach_cache *self, const aver_alloc *mem)
{
    aver_mem_free(mem, self->sets);
    aver_mem_free(mem, self->looks);
}

aver_reaching
aver_reach_view(aver_reach_cache *cache, const aver_index *index)
{
    aver_reaching self = {.cache = cache, .index = index};

    self.version = self.marking = index->version;
    self.units = ((aver_bits)1 << index->n) - 1;
    self.ends = self.goal = self.units << 1 | 1;
    return self;
}

aver_bits
aver_reach_begins(reach *self, const aver_reach_step *steps, uint32_t n,
                  aver_bits from)
{
    aver_bits found;

    self->goal = self->ends & ~((from & -from) - 1);
    found = aver_reach_back(self, steps, n, self->goal);
    self->goal = self->ends;
    return found;
}

/* The units from which one that passes is as far as the requirement says. */
static aver_bits
in_reach(aver_bits pass, const aver_require *require)
{
    unsigned more = (unsigned)(require->max - require->min);

    if (require->min >= AVER_BITS)
        return 0;
    pass >>= require->min;
    if (require->max == AVER_SHAPE_FAR || more >= AVER_BITS)
        return pass ? ((aver_bits)2 << aver_bits_last(pass)) - 1 : 0;
    for (unsigned step = 1; more; step *= 2) {
        step = step < more ? step : more;
        pass |= pass >> step;
        more -= step;
    }
    return pass;
}

aver_bits
aver_reach_starts(const aver_reaching *self, const aver_requires *requires,
                  aver_bits from)
{
    for (size_t i = 0; i < requires->n && from; i++)
        from &= in_reach(aver_reach_set_units(self, requires->at[i].set),
                         &requires->at[i]);
    return from;
}
