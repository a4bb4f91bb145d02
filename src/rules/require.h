/* What a pattern requires of a sentence, and where: so that it is tried only
 * at units where it may match. May let too much through, never too little. */
#ifndef AVER_REQUIRE_H
#define AVER_REQUIRE_H

#include "rules/reach.h"

/* Of the units from `min` to `max` (AVER_SHAPE_FAR: any number) behind the
 * first of a match, one passes one of the tests. */
typedef struct {
    const aver_unit_test *tests; /* of use while rules load */
    uint16_t n_tests, min, max;
    uint16_t marked; /* who passes depends on what is marked */
    uint32_t set;    /* of the units that pass: reach.h */
} aver_require;

/* All of them. */
typedef struct {
    const aver_require *at;
    size_t n;
} aver_requires;

/* The sets are added to `all`. */
aver_requires aver_requires_of(aver_arena *arena, aver_reaches *all,
                               const aver_shape *shape);

#endif
