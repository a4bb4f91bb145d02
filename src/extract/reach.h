/* Runs the steps of patterns (rules/reach.h) over a view of few units. */
#ifndef AVER_EXTRACT_REACH_H
#define AVER_EXTRACT_REACH_H

#include "base/bits.h"
#include "extract/index.h"
#include "rules/reach.h"

enum { AVER_REACH_UNITS = AVER_BITS - 1 }; /* a view may have */

/* What has been found out about a view: the units of a set, or those in front
 * of which something can be found. */
typedef struct {
    aver_bits units;
    uint64_t version; /* of the view */
} aver_reach_known;

typedef struct {
    const aver_reaches *all;
    aver_reach_known *sets, *looks;
    /* Of the units `among` those that match a raw word. */
    aver_bits (*find_raw)(void *ctx, unsigned raw, aver_bits among);
    void *ctx;
} aver_reach_cache;

/* 0 where there is no memory. */
int aver_reach_cache_init(aver_reach_cache *self, const aver_reaches *all,
                          const aver_alloc *mem);
void aver_reach_cache_free(aver_reach_cache *self, const aver_alloc *mem);

/* A view, and what is asked of it. */
typedef struct {
    aver_reach_cache *cache;
    const aver_index *index; /* of the view */
    uint64_t version;
    uint64_t marking; /* the same, of what is marked */
    aver_bits units;  /* all of them */
    aver_bits ends;   /* and where one may be behind the last */
    aver_bits goal;   /* of these, those that a match may end at */
} aver_reaching;

/* For a view of at most AVER_REACH_UNITS. */
aver_reaching aver_reach_view(aver_reach_cache *cache,
                              const aver_index *index);

/* Of the units `from` those from which all that is required is where it should
 * be. */
aver_bits aver_reach_starts(const aver_reaching *self,
                            const aver_requires *requires, aver_bits from);

/* The units at which a match of the `n` steps can begin, but for those in
 * front of the first of `from`. */
aver_bits aver_reach_begins(aver_reaching *self, const aver_reach_step *steps,
                            uint32_t n, aver_bits from);

/* The units in a set. */
aver_bits aver_reach_set_units(const aver_reaching *self, uint32_t set);

/* The units from which `n` steps, or one, lead to one of `to`. */
aver_bits aver_reach_back(const aver_reaching *self,
                          const aver_reach_step *steps, uint32_t n,
                          aver_bits to);
aver_bits aver_reach_back_step(const aver_reaching *self,
                               const aver_reach_step *step, aver_bits to);

/* The units from `from` on that any number of units of a class lead to: a
 * carry runs through each stretch. */
static inline aver_bits
aver_reach_through(aver_bits from, aver_bits class)
{
    return (((from & class) + class) ^ class) | from;
}

#endif
