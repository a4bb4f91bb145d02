/* The shape of a pattern: its units, groups and repeats, in the order in
 * which the compiler meets them. What the engine knows of a pattern besides
 * its regex is derived from it. */
#ifndef AVER_SHAPE_H
#define AVER_SHAPE_H

#include "rules/symbols.h"

/* Kinds: a set of at most AVER_KINDS_MOST. */
typedef struct {
    uint64_t w[AVER_KINDS_MOST / 64];
} aver_kinds;

enum {
    AVER_TEST_ANY = 1,     /* any unit */
    AVER_TEST_PLAIN = 2,   /* any that has no kind */
    AVER_TEST_KIND = 4,    /* any kind */
    AVER_TEST_TRIGGER = 8, /* the one that is marked so */
    AVER_TEST_PEOPLE = 16,
    AVER_TEST_FEATS = 4,   /* that it asks for, at most */
    AVER_TEST_WITHOUT = 10 /* that it refuses */
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
    uint16_t with[AVER_TEST_FEATS], without[AVER_TEST_WITHOUT];
    uint8_t n_with, n_without, flags;
    const aver_word_link *links; /* the words; only while rules load */
} aver_unit_test;

/* What a group of a pattern is. */
typedef enum {
    AVER_GROUP_PART,  /* its units are part of the match */
    AVER_GROUP_AHEAD, /* they must follow, but are no part of it */
    AVER_GROUP_NOT,   /* they must not follow */
    AVER_GROUP_BEHIND /* it is about what stands in front */
} aver_group_type;

enum { AVER_SHAPE_FAR = 0xFFFF }; /* any number of times */

typedef enum {
    AVER_SHAPE_UNIT,
    AVER_SHAPE_SOME, /* one unit or more, of which nothing is known */
    AVER_SHAPE_OPEN,
    AVER_SHAPE_BAR,
    AVER_SHAPE_CLOSE,
    AVER_SHAPE_REPEAT, /* of the unit or group in front */
    AVER_SHAPE_FIRST,  /* the sentence begins here */
    AVER_SHAPE_LAST    /* it ends here */
} aver_shape_type;

typedef struct {
    aver_shape_type type;
    aver_group_type group;
    uint32_t least, most; /* of a repeat */
    int lazy;             /* a repeat that takes as little as will do */
    int captures;         /* a unit or group that is captured */
    int resets;           /* a group whose alternatives capture the same */
    int vague;            /* a match may be refused that this lets through */
    aver_unit_test test;
    uint32_t marks[2]; /* of a unit that is one of these words; 0: none */
    uint32_t raw;      /* of one that is a word with a regex: its number + 1 */
} aver_shape_item;

typedef AVER_VEC(aver_shape_item) aver_shape;

#endif
