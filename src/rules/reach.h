/* A pattern as steps over sets of units: from all units at which a match may
 * end at once to those at which it may begin. What a regex engine finds out by
 * trying, a few operations on a word of bits rule out. May let too much
 * through, never too little; most patterns' steps are exact, and their
 * captures follow from the sets as well.
 *
 * After the bit-parallel regular expression matching of Cameron et al. 2014
 * ("Bitwise data parallelism in regular expression matching"), with units for
 * bytes. */
#ifndef AVER_REACH_H
#define AVER_REACH_H

#include "rules/raw_word.h"
#include "rules/rx.h"
#include "rules/shape.h"

/* Units that have three symbols and not a fourth: always four, so that nothing
 * is to be guessed. `without` is that symbol twice, and 1 if they must be in
 * the next part as well. */
typedef struct {
    uint16_t with[3], without;
} aver_unit_part;

/* Words of patterns are symbols in the order in which they are met: those of a
 * set are often neighbours. Of 32 symbols, which are a set's: 32 * at and
 * behind. */
typedef struct {
    uint32_t at, symbols;
} aver_unit_block;

/* Units of the parts, or with one of the symbols in blocks; or all. No
 * pointers: see aver_entry. Two to what a processor reads at once. */
typedef struct {
    uint64_t raws;          /* raw words: bits */
    uint32_t parts, blocks; /* the first, in those of all sets */
    uint32_t n_parts, n_blocks;
    uint32_t but;   /* not those of this set, its number + 1; 0: none */
    uint8_t all;    /* any unit */
    uint8_t marked; /* depends on what is marked as trigger and people */
} aver_unit_set;

typedef enum {
    AVER_REACH_SET,    /* a unit of set `at` */
    AVER_REACH_MARKED, /* the same; it depends on what is marked */
    AVER_REACH_ANY,    /* any unit */
    AVER_REACH_GROUP,  /* the `n` steps from `at` on */
    AVER_REACH_AHEAD,  /* the same must follow; nothing is taken */
    AVER_REACH_NOT,    /* they must not follow */
    AVER_REACH_BAR,    /* parts alternatives */
    AVER_REACH_FIRST,  /* the first unit follows */
    AVER_REACH_LAST    /* none follows */
} aver_reach_type;

enum {
    AVER_REACH_FAR = 255,  /* any number of times */
    AVER_REACH_TIMES = 24, /* other repeats of a group, where it is exact */
    AVER_REACH_STEPS = 64  /* of an alternative, where it is exact */
};

enum {
    AVER_REACH_LAZY = 1,     /* takes as little as will do */
    AVER_REACH_CAPTURES = 2, /* what it takes is a group of the match */
    AVER_REACH_MARKS = 4     /* what is looked for depends on marks */
};

/* `group`: the number of what it captures, of a group also that of the last
 * one in front of what it holds; counted from what the step stands in. */
typedef struct {
    uint8_t type;        /* aver_reach_type */
    uint8_t least, most; /* how often; AVER_REACH_FAR */
    uint8_t flags;
    uint16_t group, n;
    uint32_t look; /* the number of what is looked for */
    uint32_t at;
} aver_reach_step;

/* Of a whole pattern; exact if what its steps let through matches. */
typedef struct {
    uint32_t at, n, exact;
} aver_reach;

enum { AVER_RAWS_MOST = 64 };

/* The regex of a raw word. */
typedef struct {
    aver_str regex; /* with the space behind the word */
    const aver_rx *rx;
    int any; /* units of any kind may match, not plain words alone */
    aver_raw_edges edges;
} aver_raw;

/* The steps and sets of all patterns: what is the same is there once. Filled
 * while rules load, const afterwards. */
typedef struct {
    AVER_VEC(aver_reach_step) steps;
    AVER_VEC(aver_unit_set) sets;
    AVER_VEC(aver_unit_part) parts;
    AVER_VEC(aver_unit_block) blocks;
    AVER_VEC(uint32_t) symbols; /* by word; 0 or none: of no pattern */
    uint32_t n_words;           /* that are symbols */
    uint32_t n_looks;
    AVER_VEC(aver_raw) raws; /* at most AVER_RAWS_MOST */
    /* Of use while rules load: by hash, a number + 1. */
    uint32_t *bodies, *by_set;
    size_t bodies_room, by_set_room;
    AVER_VEC(aver_reach) body_list;
    AVER_VEC(uint32_t) looks; /* by number in body_list */
} aver_reaches;

/* The number of the set of units that pass one of the tests, added if need be.
 */
uint32_t aver_reach_set(aver_arena *arena, aver_reaches *all,
                        const aver_unit_test *tests, size_t n);

/* The symbol of a word; 0: it is of no pattern. */
static inline uint32_t
aver_reach_word(const aver_reaches *all, uint32_t word)
{
    return word < all->symbols.n ? all->symbols.at[word] : 0;
}

/* More than any symbol. */
static inline uint32_t
aver_reach_symbols(const aver_reaches *all)
{
    return AVER_SYMBOL_WORDS + all->n_words;
}

/* The number of a raw word, added if need be, + 1; 0 if there is no room. */
uint32_t aver_raw_number(aver_arena *arena, aver_reaches *all,
                         const aver_raw *raw);

/* The steps of a pattern, added to `all`. */
aver_reach aver_reach_of(aver_arena *arena, aver_reaches *all,
                         const aver_shape *shape);

#endif
