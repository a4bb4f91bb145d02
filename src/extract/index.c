#include "extract/index.h"

static void
clear_row(uint64_t *rows, size_t stride, size_t symbol)
{
    uint64_t *row = rows + symbol * stride;

    for (size_t w = 0; w < stride; w += AVER_BITS_WORDS)
        row[w] = row[w + AVER_BITS_WORDS - 1] = 0;
}

/* Keeps the first units of a row; 0 if it has none of them. */
static inline int
keep_row(const aver_index *self, size_t symbol, aver_bits first)
{
    uint64_t *words = self->rows + symbol * self->stride;
    aver_bits row = aver_bits_of(words) & first;

    aver_bits_put(words, row);
    return row != 0;
}

/* Empties the rows but for the first units, of a view that is one set. */
static void
keep_first(aver_index *self, size_t n)
{
    aver_bits first = ((aver_bits)1 << n) - 1;

    for (unsigned w = 0; w < AVER_SYMBOLS / 64; w++)
        for (uint64_t left = self->present.w[w]; left; left &= left - 1)
            if (!keep_row(self, w * 64 + (unsigned)__builtin_ctzll(left),
                          first))
                self->present.w[w] &= ~(left & -left);
    for (unsigned i = AVER_SYMBOLS; i < AVER_SYMBOLS_ASKED; i++)
        (void)keep_row(self, i, first);
}

/* Empties the rows that the last view filled. */
static void
clear(aver_index *self)
{
    uint64_t *rows = self->rows;
    size_t stride = self->stride;

    for (unsigned w = 0; w < AVER_SYMBOLS / 64; w++)
        for (uint64_t left = self->present.w[w]; left; left &= left - 1)
            clear_row(rows, stride, w * 64 + (unsigned)__builtin_ctzll(left));
    for (unsigned i = AVER_SYMBOLS; i < AVER_SYMBOLS_ASKED; i++)
        clear_row(rows, stride, i);
    memset(&self->present, 0, sizeof self->present);
}

/* One block, all zero, for all that has room for `width` sets. */
static int
make_room(aver_index *self, size_t width)
{
    size_t rows = (AVER_SYMBOLS_ASKED + 1) * width;
    /* A set that begins in the middle ends behind the last unit. */
    size_t words = (AVER_BITS * width + 64) * sizeof *self->unit_words;
    aver_bits *block;

    if (self->rows && width <= self->room)
        return 1;
    block = aver_mem_zero(self->mem,
                          (2 * width + rows) * sizeof *block + words);
    if (!block)
        return 0;
    aver_index_free(self);
    self->found = block;
    self->hits = block + width;
    self->rows = (uint64_t *)(block + 2 * width);
    self->unit_words = (uint32_t *)(block + 2 * width + rows);
    self->room = width;
    return 1;
}

void
aver_index_free(aver_index *self)
{
    aver_mem_free(self->mem, self->found);
}

int
aver_index_begin(aver_index *self, const aver_reaches *all, size_t n,
                 size_t *kept)
{
    size_t width = (n + AVER_BITS - 1) / AVER_BITS;

    self->version = 0;
    if (width > 1 || self->width != 1)
        *kept = 0;
    if (*kept)
        keep_first(self, *kept);
    else if (self->rows)
        clear(self);
    if (!make_room(self, width))
        return 0;
    self->all = all;
    self->n = n;
    self->width = width;
    self->stride = width * AVER_BITS_WORDS;
    (void)aver_index_mark(self, (aver_index_marks){UINT32_MAX, UINT32_MAX});
    return 1;
}

/* Sets a symbol's bit of the unit whose words and bit these are. */
static inline void
set(uint64_t *words, size_t stride, size_t symbol, uint64_t bit)
{
    words[symbol * stride] |= bit;
}

static void
set_features(aver_index *self, const aver_feats *feats, uint64_t *words,
             size_t stride, uint64_t bit)
{
    uint64_t *present = self->present.w + AVER_SYMBOL_FEATS / 64;

    for (unsigned w = 0; w < AVER_FEATS_MOST / 64; w++) {
        uint64_t left = feats->w[w];
        if (!left)
            continue;
        present[w] |= left;
        for (; left; left &= left - 1)
            set(words, stride,
                AVER_SYMBOL_FEATS + w * 64 + (unsigned)__builtin_ctzll(left),
                bit);
    }
}

void
aver_index_unit(aver_index *self, size_t at, uint16_t kind,
                const aver_feats *feats, uint32_t word)
{
    uint64_t *words = self->rows + at / 64, bit = (uint64_t)1 << at % 64;
    size_t stride = self->stride;

    self->unit_words[at] = word;
    if (word) {
        unsigned symbol = aver_symbol_of_word(word);
        self->present.w[symbol / 64] |= (uint64_t)1 << symbol % 64;
        set(words, stride, symbol, bit);
    }
    if (kind == AVER_NO_SYMBOL) {
        set(words, stride, AVER_SYMBOL_PLAIN, bit);
        return;
    }
    self->present.w[kind / 64] |= (uint64_t)1 << kind % 64;
    set(words, stride, AVER_SYMBOL_KIND, bit);
    set(words, stride, kind, bit);
    set_features(self, feats, words, stride, bit);
}

static void
mark(aver_index *self, unsigned symbol, uint32_t at)
{
    clear_row(self->rows, self->stride, symbol);
    if (at != UINT32_MAX)
        set(self->rows + at / 64, self->stride, symbol,
            (uint64_t)1 << at % 64);
}

int
aver_index_mark(aver_index *self, aver_index_marks marks)
{
    if (self->marks.trigger == marks.trigger &&
        self->marks.people == marks.people)
        return 0;
    mark(self, AVER_SYMBOL_TRIGGER, marks.trigger);
    mark(self, AVER_SYMBOL_PEOPLE, marks.people);
    self->marks = marks;
    return 1;
}

static int
has_word(const uint32_t *words, size_t n, uint32_t word)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && words[low] == word;
}

/* Words share buckets, so that each unit is looked at. */
static aver_bits
with_words(const aver_index *self, const aver_unit_set *set, size_t w)
{
    const uint32_t *words = self->all->words.at + set->words;
    const uint64_t *there = self->present.w + AVER_SYMBOL_WORDS / 64;
    aver_bits may = 0, is = 0;

    for (unsigned in = set->in; in; in &= in - 1) {
        unsigned b = (unsigned)__builtin_ctz(in);
        for (uint64_t left = set->buckets[b] & there[b]; left;
             left &= left - 1)
            may |= aver_index_row(self,
                                  AVER_SYMBOL_WORDS + b * 64 +
                                      (unsigned)__builtin_ctzll(left),
                                  w);
    }
    for (; may; may &= may - 1)
        if (has_word(words, set->n_words,
                     self->unit_words[64 * w + aver_bits_first(may)]))
            is |= may & -may;
    return is;
}

static inline aver_bits
term_row(const aver_index *self, size_t term, size_t w)
{
    return aver_index_row(self, term / AVER_TERMS, w);
}

/* A first term, others that will do as well, and what else is asked of those
 * units; the same again. */
static aver_bits
with_terms(const aver_index *self, const aver_unit_set *set, size_t w)
{
    const uint16_t *at = self->all->terms.at + set->terms;
    const uint16_t *end = at + set->n_terms;
    aver_bits is = 0;

    while (at < end) {
        aver_bits part = term_row(self, *at++, w);
        for (; at < end && *at % AVER_TERMS == AVER_TERM_OR; at++)
            part |= term_row(self, *at, w);
        for (; at < end && *at % AVER_TERMS != AVER_TERM_FIRST; at++)
            if (*at % AVER_TERMS == AVER_TERM_AND)
                part &= term_row(self, *at, w);
            else
                part &= ~term_row(self, *at, w);
        is |= part;
    }
    return is;
}

aver_bits
aver_index_in(const aver_index *self, const aver_unit_set *set, size_t w)
{
    aver_bits is = with_terms(self, set, w);

    return set->in ? is | with_words(self, set, w) : is;
}

int
aver_index_has(const aver_index *self, const aver_unit_set *set)
{
    for (size_t w = 0; w < self->width; w++)
        if (aver_index_in(self, set, w * AVER_BITS_WORDS))
            return 1;
    return 0;
}

/* Sets the bits [from, to]. */
static void
fill(aver_bits *bits, size_t from, size_t to)
{
    const aver_bits all = ~(aver_bits)0;
    size_t first = from / AVER_BITS, last = to / AVER_BITS;

    for (size_t w = first; w <= last; w++) {
        aver_bits here = all;
        if (w == first)
            here &= all << from % AVER_BITS;
        if (w == last)
            here &= all >> (AVER_BITS - 1 - to % AVER_BITS);
        bits[w] |= here;
    }
}

/* The units from which one that passes is as far as the requirement says. */
static void
reach_far(aver_index *self, const aver_unit_set *set,
          const aver_require *require)
{
    memset(self->hits, 0, self->width * sizeof *self->hits);
    for (size_t w = 0; w < self->width; w++) {
        aver_bits pass = aver_index_in(self, set, w * AVER_BITS_WORDS);
        for (; pass; pass &= pass - 1) {
            size_t at = w * AVER_BITS + aver_bits_first(pass);
            if (at >= require->min)
                fill(self->hits,
                     require->max == AVER_SHAPE_FAR || require->max > at
                         ? 0
                         : at - require->max,
                     at - require->min);
        }
    }
}

/* Keeps of `found` what has a passing unit where the requirement says; 0 when
 * nothing is left. */
static int
keep(aver_index *self, const aver_unit_set *set, const aver_require *require)
{
    aver_bits left = 0;

    reach_far(self, set, require);
    for (size_t w = 0; w < self->width; w++)
        left |= self->found[w] &= self->hits[w];
    return left != 0;
}

const aver_bits *
aver_index_find(aver_index *self, const aver_unit_set *sets,
                aver_requires requires, size_t from)
{
    if (from >= self->n)
        return NULL;
    memset(self->found, 0, self->width * sizeof *self->found);
    fill(self->found, from, self->n - 1);
    for (size_t i = 0; i < requires.n; i++)
        if (!keep(self, &sets[requires.at[i].set], &requires.at[i]))
            return NULL;
    return self->found;
}
