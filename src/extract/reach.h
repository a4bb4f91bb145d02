/* Runs the steps of patterns (rules/reach.h) over a view of few units. */
#ifndef AVER_EXTRACT_REACH_H
#define AVER_EXTRACT_REACH_H

#include "extract/index.h"
#include "rules/reach.h"

enum { AVER_REACH_UNITS = 63 }; /* a view may have */

/* What has been looked for ahead: of the units that are known, those in front
 * of which it can be found. */
typedef struct {
    uint64_t version; /* of the view */
    uint64_t known, can;
} aver_reach_look;

/* What has been found out about a view, until the next document. */
typedef struct {
    const aver_reaches *all;
    uint64_t *masks;    /* of every set */
    uint64_t *versions; /* of the view that it was found for */
    aver_reach_look *looks;
    /* The plain words of the view that match a raw one. */
    uint64_t (*find_raw)(void *ctx, unsigned raw);
    void *ctx;
} aver_reach_cache;

/* The first of the units `from`, as bits, at which a match that can end can
 * begin: its bit; 0 if there is none. `index` is that of the view. */
uint64_t aver_reach_first(aver_reach_cache *self, aver_arena *arena,
                          const aver_index *index, aver_index_marks marks,
                          aver_reach pattern, uint64_t from);

#endif
