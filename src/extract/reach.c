#include "extract/reach.h"

typedef aver_reaching reach;

static aver_bits run(const reach *self, uint32_t at, uint32_t n,
                     aver_bits from);
static aver_bits mask_of(const reach *self, uint32_t number);

static aver_bits
find_mask(const reach *self, const aver_unit_set *set)
{
    aver_bits is = set->all ? self->units
                            : aver_index_in(self->index, self->marks, set, 0);

    if (self->index->width > 1 && !set->all)
        is |= aver_bits_high(aver_index_in(self->index, self->marks, set, 1));
    for (uint64_t left = set->raws; left; left &= left - 1)
        is |= self->cache->find_raw(self->cache->ctx,
                                    (unsigned)__builtin_ctzll(left));
    if (set->but)
        is &= ~mask_of(self, set->but - 1);
    return is;
}

static aver_bits
mask_of(const reach *self, uint32_t number)
{
    aver_reach_cache *cache = self->cache;
    const aver_unit_set *set = &cache->all->sets.at[number];

    if (set->marked)
        return find_mask(self, set);
    if (cache->versions[number] != self->index->version) {
        cache->versions[number] = self->index->version;
        cache->masks[number] = find_mask(self, set);
    }
    return cache->masks[number];
}

/* Of `from`, those behind which the steps can be taken. */
static aver_bits
find_ahead(const reach *self, const aver_reach_step *step, aver_bits from)
{
    aver_bits can = 0;

    if (!from || !run(self, step->at, step->n, from))
        return 0;
    if (!aver_bits_many(from))
        return from;
    for (aver_bits left = from; left; left &= left - 1)
        if (run(self, step->at, step->n, left & -left))
            can |= left & -left;
    return can;
}

static aver_bits
look_ahead(const reach *self, const aver_reach_step *step, aver_bits from)
{
    aver_reach_look *look;

    if (!step->look)
        return find_ahead(self, step, from);
    look = &self->cache->looks[step->look - 1];
    if (look->version != self->index->version) {
        look->version = self->index->version;
        look->known = look->can = 0;
    }
    look->can |= find_ahead(self, step, from & ~look->known);
    look->known |= from;
    return from & look->can;
}

static aver_bits
once(const reach *self, const aver_reach_step *step, aver_bits from)
{
    switch ((aver_reach_type)step->type) {
    case AVER_REACH_SET:
        return (from & mask_of(self, step->at)) << 1;
    case AVER_REACH_ANY:
        return (from & self->units) << 1;
    case AVER_REACH_GROUP:
        return run(self, step->at, step->n, from);
    case AVER_REACH_AHEAD:
        return look_ahead(self, step, from);
    case AVER_REACH_NOT:
        return from & ~look_ahead(self, step, from);
    case AVER_REACH_FIRST:
        return from & 1;
    case AVER_REACH_LAST:
        return from & (self->units + 1);
    case AVER_REACH_BAR:
        break;
    }
    return from;
}

/* Any number of units of a class: a carry runs through each stretch. */
static aver_bits
through(aver_bits from, aver_bits class)
{
    return (((from & class) + class) ^ class) | from;
}

static aver_bits
repeated(const reach *self, const aver_reach_step *step, aver_bits from)
{
    aver_bits all;

    for (unsigned i = 0; i < step->least && from; i++)
        from = once(self, step, from);
    if (step->most == AVER_REACH_FAR && step->type == AVER_REACH_SET)
        return from ? through(from, mask_of(self, step->at)) : 0;
    if (step->most == AVER_REACH_FAR && step->type == AVER_REACH_ANY)
        return through(from, self->units);
    all = from;
    for (unsigned i = step->least; i < step->most && from; i++) {
        from = once(self, step, from) & ~all;
        all |= from;
    }
    return all;
}

/* Where one may be behind the steps, having begun at `from`. */
static aver_bits
run(const reach *self, uint32_t at, uint32_t n, aver_bits from)
{
    const aver_reach_step *step = self->cache->all->steps.at + at;
    const aver_reach_step *end = step + n;
    aver_bits out = 0, here = from;

    for (; step < end; step++) {
        if (step->type == AVER_REACH_BAR) {
            out |= here;
            here = from;
        } else if (here) {
            here = step->least == 1 && step->most == 1
                       ? once(self, step, here)
                       : repeated(self, step, here);
        }
    }
    return out | here;
}

int
aver_reach_cache_init(aver_reach_cache *self, const aver_reaches *all,
                      const aver_alloc *mem)
{
    self->all = all;
    self->masks = aver_mem_zero(mem, all->sets.n * sizeof *self->masks);
    self->versions = aver_mem_zero(mem, all->sets.n * sizeof *self->versions);
    self->looks = aver_mem_zero(mem, all->n_looks * sizeof *self->looks);
    return self->masks && self->versions && self->looks;
}

void
aver_reach_cache_free(aver_reach_cache *self, const aver_alloc *mem)
{
    aver_mem_free(mem, self->masks);
    aver_mem_free(mem, self->versions);
    aver_mem_free(mem, self->looks);
}

/* The lower half of the bits, more or less: not all, not none. */
static aver_bits
lower_half(aver_bits bits)
{
    unsigned middle = (aver_bits_first(bits) + aver_bits_last(bits)) / 2;

    return bits & (((aver_bits)2 << middle) - 1);
}

aver_reaching
aver_reach_view(aver_reach_cache *cache, const aver_index *index,
                aver_index_marks marks)
{
    aver_reaching self = {cache, index, marks, 0};

    self.units = ((aver_bits)1 << index->n) - 1;
    return self;
}

/* The units from which one that passes is as far as the requirement says. */
static aver_bits
in_reach(aver_bits pass, const aver_require *require)
{
    aver_bits hits = 0;

    if (require->min >= AVER_BITS)
        return 0;
    if (require->max == AVER_SHAPE_FAR) {
        pass >>= require->min;
        return pass ? ((aver_bits)2 << aver_bits_last(pass)) - 1 : 0;
    }
    pass >>= require->min;
    for (unsigned d = require->min; d <= require->max && pass; d++) {
        hits |= pass;
        pass >>= 1;
    }
    return hits;
}

aver_bits
aver_reach_starts(const aver_reaching *self, const aver_requires *requires,
                  aver_bits from)
{
    for (size_t i = 0; i < requires->n && from; i++)
        from &= in_reach(mask_of(self, requires->at[i].set), &requires->at[i]);
    return from;
}

aver_bits
aver_reach_first(const aver_reaching *self, aver_reach pattern, aver_bits from)
{
    if (!from || !run(self, pattern.at, pattern.n, from))
        return 0;
    if (aver_bits_many(from) && run(self, pattern.at, pattern.n, from & -from))
        return from & -from;
    while (aver_bits_many(from)) {
        aver_bits half = lower_half(from);
        from = run(self, pattern.at, pattern.n, half) ? half : from & ~half;
    }
    return from;
}
