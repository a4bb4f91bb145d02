/* Which rules of a pass may match a sentence, from what is in it: so that the
 * others are not even looked at. May name too many, never too few. */
#ifndef AVER_SHORTLIST_H
#define AVER_SHORTLIST_H

#include "rules/require.h"

/* Of what a rule requires so many things are looked for. */
enum { AVER_SHORTLIST_DEPTH = 4 };

/* A bit a rule, `width` words of them. `rows` has AVER_SHORTLIST_DEPTH times
 * that for each symbol that a rule asks for; the first row is of the rules
 * that ask for nothing. Const once made. */
typedef struct {
    const uint16_t *row_of; /* by symbol */
    aver_symbols_set asked; /* that have a row */
    const uint64_t *rows;
    uint32_t width, n_rows;
} aver_shortlist;

/* Made from what `n` rules require, the one of rule i at requires[i]. */
aver_shortlist aver_shortlist_make(aver_arena *arena,
                                   const aver_requires *requires, size_t n);

/* The rules that may match where the symbols are: bits, into `out`, of
 * AVER_SHORTLIST_DEPTH * width words, the first `width` of which are it. */
void aver_shortlist_find(const aver_shortlist *self,
                         const aver_symbols_set *present, uint64_t *out);

#endif
