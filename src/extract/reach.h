/* Runs the steps of patterns (rules/reach.h) over a view of few units. */
#ifndef AVER_EXTRACT_REACH_H
#define AVER_EXTRACT_REACH_H

#include "extract/index.h"
#include "rules/reach.h"

enum { AVER_REACH_UNITS = 63 }; /* a view may have */

/* The sets of a view that have been asked for, until the next document. */
typedef struct {
    const aver_reaches *all;
    uint64_t *masks;    /* of every set */
    uint64_t *versions; /* of the view that it was found for */
} aver_reach_cache;

/* Whether a match that begins at one of the units `from`, as bits, can end
 * somewhere. `index` is that of the view. */
int aver_reach_ends(aver_reach_cache *self, aver_arena *arena,
                    const aver_index *index, aver_index_marks marks,
                    aver_reach pattern, uint64_t from);

#endif
