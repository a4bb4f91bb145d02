/* What a pattern requires of a sentence, and where: so that it is tried only
 * at units where it may match. May let too much through, never too little. */
#ifndef AVER_REQUIRE_H
#define AVER_REQUIRE_H

#include "rules/shape.h"

/* Of the units from `min` to `max` (AVER_SHAPE_FAR: any number) behind the
 * first of a match, one passes one of the tests. */
typedef struct {
    const aver_unit_test *tests;
    uint16_t n_tests, min, max;
} aver_require;

/* What must be somewhere in a sentence, quickly told: all of `feats`, `kinds`
 * and `words`, and one of the others, where there are any. */
typedef struct {
    aver_feats feats;
    aver_kinds kinds, one_kind;
    uint64_t words, one_word; /* by aver_word_bit */
} aver_sieve;

/* All of them. */
typedef struct {
    const aver_require *at;
    size_t n;
    aver_sieve sieve;
} aver_requires;

aver_requires aver_requires_of(aver_arena *arena, const aver_shape *shape);

#endif
