/* Which rules may match a sentence, from what is in it: so that the others are
 * not even looked at. May name too many, never too few. */
#ifndef AVER_SHORTLIST_H
#define AVER_SHORTLIST_H

#include "rules/require.h"

/* Of what a rule requires so many things are looked for. */
enum { AVER_SHORTLIST_DEPTH = 6 };

/* So many rules can be listed. */
enum {
    AVER_SHORTLIST_MOST = (UINT16_MAX + 1) / (4 * AVER_SHORTLIST_DEPTH) * 64
};

/* What a symbol adds to a list: rules of a word of it. Small, since a sentence
 * reads a thousand of them. */
typedef struct {
    uint16_t rules, at;
} aver_shortlist_part;

/* A list has a bit a rule: of 64 rules four words, and that for each of
 * AVER_SHORTLIST_DEPTH things that are looked for. Const once made. */
typedef struct {
    const uint32_t *first; /* by symbol, and one more: in `parts` */
    const aver_shortlist_part *parts;
    const uint16_t *open; /* the list of a sentence that has nothing */
    uint32_t n_words;     /* of a list */
    uint32_t n_symbols;
} aver_shortlist;

/* The list of a sentence, and the symbols that it was made for: bits. */
typedef struct {
    uint16_t *words;
    uint32_t *told;
} aver_listed;

/* Made from what `n` rules require, the one of rule i at requires[i]; its bit
 * has the number places[i]. `n_places` is more than all of them. */
aver_shortlist aver_shortlist_make(aver_arena *arena, const aver_reaches *all,
                                   const aver_requires *requires,
                                   const uint32_t *places, size_t n,
                                   size_t n_places);

/* Room for a list; 0 where there is no memory. */
int aver_listed_init(aver_listed *self, const aver_shortlist *all,
                     const aver_alloc *mem);
void aver_listed_free(aver_listed *self, const aver_alloc *mem);

/* A list for a sentence that has nothing so far. */
void aver_shortlist_begin(const aver_shortlist *self, aver_listed *list);

/* Adds the rules that may match where there are these symbols as well. */
void aver_shortlist_add(const aver_shortlist *self, const uint32_t *symbols,
                        size_t n, aver_listed *list);

static inline uint64_t
aver_listed_words(const uint16_t *at)
{
    return (uint64_t)at[3] << 48 | (uint64_t)at[2] << 32 |
           (uint64_t)at[1] << 16 | at[0];
}

/* The rules 64 * i and behind that are listed, as bits. */
static inline uint64_t
aver_listed_rules(const aver_listed *self, size_t i)
{
    const uint16_t *words = self->words + i * 4 * AVER_SHORTLIST_DEPTH;
    uint64_t all = aver_listed_words(words);

    for (size_t d = 1; d < AVER_SHORTLIST_DEPTH; d++)
        all &= aver_listed_words(words + 4 * d);
    return all;
}

#endif
