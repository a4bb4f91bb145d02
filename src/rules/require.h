/* What a pattern requires of a sentence, and where: so that it is tried only
 * at units where it may match. Derived while a pattern is compiled; may let
 * too much through, never too little. */
#ifndef AVER_REQUIRE_H
#define AVER_REQUIRE_H

#include "rules/symbols.h"

/* Kinds: a set of at most AVER_KINDS_MOST. */
typedef struct {
    uint64_t w[AVER_KINDS_MOST / 64];
} aver_kinds;

/* One bit for a word: a sentence's words are or-ed. */
static inline uint64_t
aver_word_bit(uint32_t word)
{
    return (uint64_t)1 << (word * UINT32_C(2654435769) >> 26);
}

enum {
    AVER_TEST_ANY = 1,     /* any unit */
    AVER_TEST_PLAIN = 2,   /* any that has no kind */
    AVER_TEST_KIND = 4,    /* any kind */
    AVER_TEST_TRIGGER = 8, /* the one that is marked so */
    AVER_TEST_PEOPLE = 16,
    AVER_TEST_FEATS = 4
};

/* Words, by their numbers. */
typedef struct aver_word_link aver_word_link;
struct aver_word_link {
    uint32_t word;
    const aver_word_link *next;
};

/* A unit passes if it is of a kind, with and without some features; or if it
 * has a word, or is what the flags say. */
typedef struct {
    aver_kinds kinds;
    uint64_t words; /* by aver_word_bit */
    uint16_t with[AVER_TEST_FEATS], without[AVER_TEST_FEATS];
    uint8_t n_with, n_without, flags;
    const aver_word_link *links; /* the words; of use while rules load */
} aver_unit_test;

enum { AVER_REQUIRE_FAR = 0xFFFF };

/* Of the units from `min` to `max` (AVER_REQUIRE_FAR: any number) behind the
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

/* What a group of a pattern is. */
typedef enum {
    AVER_GROUP_PART,  /* its units are part of the match */
    AVER_GROUP_AHEAD, /* they must follow, but are no part of it */
    AVER_GROUP_NOT    /* nothing can be said of it */
} aver_group_type;

enum {
    AVER_REQUIRE_TESTS = 3,
    AVER_REQUIRE_ITEMS = 8,
    AVER_REQUIRE_DEEPEST = 20
};

/* One requirement while it is built. */
typedef struct {
    aver_unit_test tests[AVER_REQUIRE_TESTS];
    uint16_t n_tests, min, max;
} aver_require_item;

/* A stretch of a pattern: an element, a group, or the elements so far. */
typedef struct {
    uint32_t min, max; /* units */
    aver_require_item items[AVER_REQUIRE_ITEMS];
    size_t n;
    aver_require_item first; /* tests of the first unit */
    int skips; /* may be empty, so that `first` may be what follows */
} aver_require_part;

typedef struct {
    aver_group_type type;
    aver_require_part done; /* the alternatives that are over */
    int has_done;
    aver_require_part now;
} aver_require_frame;

/* Told of the elements of a pattern, one by one. */
typedef struct {
    aver_arena *arena;
    aver_require_frame frames[AVER_REQUIRE_DEEPEST];
    size_t depth, lost; /* groups that are nested too deep to be followed */
    aver_require_part last; /* not yet part of what is in front of it */
    int has_last;
} aver_require_builder;

void aver_require_begin(aver_require_builder *self, aver_arena *arena);

void aver_require_unit(aver_require_builder *self, const aver_unit_test *test);

/* One unit or more of which nothing is known. */
void aver_require_some(aver_require_builder *self);

void aver_require_open(aver_require_builder *self, aver_group_type type);
void aver_require_bar(aver_require_builder *self);
void aver_require_close(aver_require_builder *self);

/* Of the unit or group in front; `most` AVER_REQUIRE_FAR: any number. */
void aver_require_repeat(aver_require_builder *self, uint32_t least,
                         uint32_t most);

aver_requires aver_require_end(aver_require_builder *self);

#endif
