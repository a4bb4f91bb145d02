#include "extract/index.h"

static void
clear_row(aver_index *self, size_t number)
{
    for (size_t w = 0; w < self->width; w++)
        self->rows[number * self->width + w] = 0;
}

/* Empties the rows that the last view filled. */
static void
clear(aver_index *self)
{
    for (unsigned w = 0; w < AVER_SYMBOLS / 64; w++)
        for (uint64_t left = self->present.w[w]; left; left &= left - 1)
            clear_row(self, w * 64 + (unsigned)__builtin_ctzll(left));
    clear_row(self, AVER_INDEX_PLAIN);
    clear_row(self, AVER_INDEX_KIND);
}

void
aver_index_begin(aver_index *self, aver_arena *arena, size_t n)
{
    size_t width = (n + 63) / 64;
    size_t size = (AVER_INDEX_ROWS + 2) * width * sizeof *self->rows;

    if (width > self->room) {
        self->rows = aver_arena_get(arena, size);
        self->unit_words = aver_arena_get(arena, 64 * width *
                                                     sizeof *self->unit_words);
        self->room = width;
    }
    if (width == self->width)
        clear(self);
    else
        memset(self->rows, 0, AVER_INDEX_ROWS * width * sizeof *self->rows);
    self->n = n;
    self->width = width;
    self->found = self->rows + AVER_INDEX_ROWS * width;
    self->hits = self->found + width;
    memset(&self->present, 0, sizeof self->present);
}

static void
set(aver_index *self, size_t row, size_t at)
{
    self->rows[row * self->width + at / 64] |= (uint64_t)1 << at % 64;
}

static void
set_symbol(aver_index *self, unsigned symbol, size_t at)
{
    self->present.w[symbol / 64] |= (uint64_t)1 << symbol % 64;
    set(self, symbol, at);
}

void
aver_index_unit(aver_index *self, size_t at, uint16_t kind,
                const aver_feats *feats, uint32_t word)
{
    self->unit_words[at] = word;
    if (word)
        set_symbol(self, aver_symbol_of_word(word), at);
    if (kind == AVER_NO_SYMBOL) {
        set(self, AVER_INDEX_PLAIN, at);
        return;
    }
    set(self, AVER_INDEX_KIND, at);
    set_symbol(self, kind, at);
    for (unsigned w = 0; w < AVER_FEATS_MOST / 64; w++) {
        self->present.w[AVER_SYMBOL_FEATS / 64 + w] |= feats->w[w];
        for (uint64_t left = feats->w[w]; left; left &= left - 1)
            set(self,
                AVER_SYMBOL_FEATS + w * 64 + (unsigned)__builtin_ctzll(left),
                at);
    }
}

static uint64_t
row(const aver_index *self, size_t number, size_t w)
{
    return self->rows[number * self->width + w];
}

static uint64_t
bit_in(uint32_t at, size_t w)
{
    return at / 64 == w ? (uint64_t)1 << at % 64 : 0;
}

static uint64_t
passing(const aver_index *self, aver_index_marks marks,
        const aver_unit_test *test, size_t w)
{
    uint64_t is = 0;

    for (unsigned k = 0; k < AVER_KINDS_MOST / 64; k++)
        for (uint64_t left = test->kinds.w[k]; left; left &= left - 1)
            is |= row(self, k * 64 + (unsigned)__builtin_ctzll(left), w);
    if (test->flags & AVER_TEST_KIND)
        is |= row(self, AVER_INDEX_KIND, w);
    if (test->flags & AVER_TEST_TRIGGER)
        is |= bit_in(marks.trigger, w);
    if (test->flags & AVER_TEST_PEOPLE)
        is |= bit_in(marks.people, w);
    for (unsigned i = 0; i < test->n_with && is; i++)
        is &= row(self, AVER_SYMBOL_FEATS + test->with[i], w);
    for (unsigned i = 0; i < test->n_without && is; i++)
        is &= ~row(self, AVER_SYMBOL_FEATS + test->without[i], w);
    if (test->flags & AVER_TEST_PLAIN)
        is |= row(self, AVER_INDEX_PLAIN, w);
    return is;
}

static int
has_word(const aver_unit_set *set, uint32_t word)
{
    size_t low = 0, high = set->n_words;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->n_words && set->words[low] == word;
}

/* Words share buckets, so that each unit is looked at. */
static uint64_t
with_words(const aver_index *self, const aver_unit_set *set, size_t w)
{
    const uint64_t *there = self->present.w + AVER_SYMBOL_WORDS / 64;
    uint64_t may = 0, is = 0;

    for (unsigned b = 0; b < AVER_SYMBOL_BUCKETS / 64; b++)
        for (uint64_t left = set->buckets[b] & there[b]; left;
             left &= left - 1)
            may |= row(self,
                       AVER_SYMBOL_WORDS + b * 64 +
                           (unsigned)__builtin_ctzll(left),
                       w);
    for (; may; may &= may - 1) {
        size_t at = 64 * w + (unsigned)__builtin_ctzll(may);
        if (has_word(set, self->unit_words[at]))
            is |= may & -may;
    }
    return is;
}

uint64_t
aver_index_in(const aver_index *self, aver_index_marks marks,
              const aver_unit_set *set, size_t w)
{
    uint64_t is = set->n_words ? with_words(self, set, w) : 0;

    for (size_t i = 0; i < set->n_tests; i++)
        is |= passing(self, marks, &set->tests[i], w);
    return is;
}

int
aver_index_has(const aver_index *self, aver_index_marks marks,
               const aver_unit_set *set)
{
    for (size_t w = 0; w < self->width; w++)
        if (aver_index_in(self, marks, set, w))
            return 1;
    return 0;
}

/* Sets the bits [from, to]. */
static void
fill(uint64_t *bits, size_t from, size_t to)
{
    size_t first = from / 64, last = to / 64;

    for (size_t w = first; w <= last; w++) {
        uint64_t here = ~(uint64_t)0;
        if (w == first)
            here &= ~(uint64_t)0 << from % 64;
        if (w == last)
            here &= ~(uint64_t)0 >> (63 - to % 64);
        bits[w] |= here;
    }
}

/* The units from which one that passes is as far as the requirement says. */
static void
reach_far(aver_index *self, aver_index_marks marks, const aver_unit_set *set,
          const aver_require *require)
{
    memset(self->hits, 0, self->width * sizeof *self->hits);
    for (size_t w = 0; w < self->width; w++) {
        uint64_t pass = aver_index_in(self, marks, set, w);
        for (; pass; pass &= pass - 1) {
            size_t at = w * 64 + (unsigned)__builtin_ctzll(pass);
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
keep(aver_index *self, aver_index_marks marks, const aver_unit_set *set,
     const aver_require *require)
{
    uint64_t left = 0;

    reach_far(self, marks, set, require);
    for (size_t w = 0; w < self->width; w++)
        left |= self->found[w] &= self->hits[w];
    return left != 0;
}

const uint64_t *
aver_index_find(aver_index *self, aver_index_marks marks,
                const aver_unit_set *sets, const aver_requires *requires,
                size_t from)
{
    if (from >= self->n)
        return NULL;
    memset(self->found, 0, self->width * sizeof *self->found);
    fill(self->found, from, self->n - 1);
    for (size_t i = 0; i < requires->n; i++)
        if (!keep(self, marks, &sets[requires->at[i].set], &requires->at[i]))
            return NULL;
    return self->found;
}
