/* Where a view's units are, by kind, feature and word: sets of positions as
 * bits, from which the places follow at which a rule can match. */
#ifndef AVER_INDEX_H
#define AVER_INDEX_H

#include "base/bits.h"
#include "rules/reach.h"
#include "rules/require.h"

/* The units that are marked; UINT32_MAX: none. */
typedef struct {
    uint32_t trigger, people;
} aver_index_marks;

/* A row for each symbol: `width` sets of AVER_BITS units, in words, so that a
 * unit is one of a word. Zero but `mem` it is a fresh one. */
typedef struct {
    const aver_alloc *mem;
    aver_bits *found, *hits;
    uint64_t *rows;
    const aver_reaches *all; /* whose sets are asked for */
    /* Symbols whose rows are not empty, but for those of marks; the same as
     * bits. */
    uint32_t *live, *there;
    size_t n_live;
    size_t width, room, stride; /* of a row, in words */
    size_t n;                   /* units */
    uint64_t version;           /* of the view that it is of; 0: of none */
    aver_index_marks marks;
} aver_index;

void aver_index_free(aver_index *self);

/* Empties it, for `n` units. `all` has the sets that will be asked for. 0
 * where there is no memory. */
int aver_index_begin(aver_index *self, const aver_reaches *all, size_t n);

/* Of each of the spans, which are in order, one unit is made, of which nothing
 * is known yet. Only where all units are one set. */
void aver_index_join(aver_index *self, const aver_span *spans, size_t n);

/* One unit's bits; kind AVER_NO_SYMBOL: none. `word` is the symbol of what its
 * rendering shows; 0: none. */
void aver_index_unit(aver_index *self, size_t at, uint16_t kind,
                     const aver_feats *feats, uint32_t word);

/* What is marked from now on; 1 if it is something else than before. */
int aver_index_mark(aver_index *self, aver_index_marks marks);

/* Of a symbol's row the set from word `w` on: where the row ends in it, there
 * are others behind it. */
static inline aver_bits
aver_index_row(const aver_index *self, size_t symbol, size_t w)
{
    return aver_bits_of(self->rows + symbol * self->stride + w);
}

/* Which of the units 64 * w and behind are in a set, but for raw words and
 * what the set leaves out. */
aver_bits aver_index_in(const aver_index *self, const aver_unit_set *set,
                        size_t w);

/* Whether some unit, anywhere, is in the set. */
int aver_index_has(const aver_index *self, const aver_unit_set *set);

/* The units at which a match may begin, from `from` on: sets, until the next
 * call. NULL if there are none. `sets` are those that requirements name. */
const aver_bits *aver_index_find(aver_index *self, const aver_unit_set *sets,
                                 aver_requires requires, size_t from);

#endif
