/* Runs the steps of patterns (rules/reach.h) over a view of few units. */
#ifndef AVER_EXTRACT_REACH_H
#define AVER_EXTRACT_REACH_H

#include "base/bits.h"
#include "extract/index.h"
#include "rules/reach.h"

enum { AVER_REACH_UNITS = AVER_BITS - 1 }; /* a view may have */

/* What has been looked for ahead: of the units that are known, those in front
 * of which it can be found. */
typedef struct {
    uint64_t version; /* of the view */
    aver_bits known, can;
} aver_reach_look;

/* What has been found out about a view. */
typedef struct {
    const aver_reaches *all;
    aver_bits *masks;   /* of every set */
    uint64_t *versions; /* of the view that it was found for */
    aver_reach_look *looks;
    /* The plain words of the view that match a raw one. */
    aver_bits (*find_raw)(void *ctx, unsigned raw);
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
    aver_index_marks marks;
    aver_bits units; /* all of them */
} aver_reaching;

/* For a view of at most AVER_REACH_UNITS. */
aver_reaching aver_reach_view(aver_reach_cache *cache, const aver_index *index,
                              aver_index_marks marks);

/* Of the units `from` those from which all that is required is where it should
 * be. */
aver_bits aver_reach_starts(const aver_reaching *self,
                            const aver_requires *requires, aver_bits from);

/* The first of the units `from` at which a match that can end can begin: its
 * bit; 0 if there is none. */
aver_bits aver_reach_first(const aver_reaching *self, aver_reach pattern,
                           aver_bits from);

#endif
