#include "extract/index.h"

static void
clear_row(uint64_t *rows, size_t stride, size_t symbol)
{
    uint64_t *row = rows + symbol * stride;

    for (size_t w = 0; w < stride; w += AVER_BITS_WORDS)
        row[w] = row[w + AVER_BITS_WORDS - 1] = 0;
}

/* Empties the rows that the last view filled. */
static void
clear(aver_index *self)
{
    (void)aver_index_mark(self, (aver_index_marks){UINT32_MAX, UINT32_MAX});
    for (size_t i = 0; i < self->n_live; i++) {
        clear_row(self->rows, self->stride, self->live[i]);
        self->there[self->live[i] / 32] = 0;
    }
    self->n_live = 0;
}

/* One block, all zero, for all that has room for `width` sets. */
static int
make_room(aver_index *self, size_t width)
{
    size_t symbols = aver_reach_symbols(self->all);
    /* A set that begins in the middle of the last row ends behind it. */
    size_t sets = (symbols + 1 + 2) * width;
    size_t words = symbols + 1 + symbols / 32 + 1;
    aver_bits *block;

    if (self->rows && width <= self->room)
        return 1;
    block = aver_mem_zero(self->mem,
                          sets * sizeof *block + words * sizeof *self->live);
    if (!block)
        return 0;
    aver_index_free(self);
    self->found = block;
    self->hits = block + width;
    self->rows = (uint64_t *)(block + 2 * width);
    self->live = (uint32_t *)(block + sets);
    self->there = self->live + symbols + 1;
    self->room = width;
    return 1;
}

void
aver_index_free(aver_index *self)
{
    aver_mem_free(self->mem, self->found);
}

int
aver_index_begin(aver_index *self, const aver_reaches *all, size_t n)
{
    size_t width = (n + AVER_BITS - 1) / AVER_BITS;

    self->version = 0;
    self->all = all;
    if (self->rows)
        clear(self);
    if (!make_room(self, width))
        return 0;
    self->n = n;
    self->width = width;
    self->stride = width * AVER_BITS_WORDS;
    self->marks = (aver_index_marks){UINT32_MAX, UINT32_MAX};
    return 1;
}

/* Units that stay, and how far they move. */
typedef struct {
    aver_bits units;
    unsigned by;
} move;

/* The units from `from` to `to` (not one of them) move by `by`, as those in
 * front may do as well. */
static size_t
add_move(move *moves, size_t n, uint32_t from, uint32_t to, unsigned by)
{
    aver_bits units = ((aver_bits)1 << to) - ((aver_bits)1 << from);

    if (!n || moves[n - 1].by != by)
        moves[n++] = (move){0, by};
    moves[n - 1].units |= units;
    return n;
}

static size_t
plan_moves(const aver_index *self, const aver_span *spans, size_t n,
           move *moves)
{
    size_t n_moves = 0;
    uint32_t from = 0;
    unsigned by = 0;

    for (size_t i = 0; i < n; i++) {
        n_moves = add_move(moves, n_moves, from, spans[i].start, by);
        by += spans[i].end - spans[i].start - 1;
        from = spans[i].end;
    }
    return add_move(moves, n_moves, from, (uint32_t)self->n, by);
}

/* The first of the moves is by nothing. */
static inline aver_bits
moved(aver_bits row, const move *moves, size_t n)
{
    aver_bits out = row & moves->units;

    for (size_t i = 1; i < n; i++)
        out |= (row & moves[i].units) >> moves[i].by;
    return out;
}

/* The same of a row of few units, as most have. */
static inline uint64_t
moved_few(uint64_t row, const move *moves, size_t n)
{
    uint64_t out = row & (uint64_t)moves->units;

    for (size_t i = 1; i < n; i++)
        out |= (row & (uint64_t)moves[i].units) >> moves[i].by;
    return out;
}

/* 0: the row is empty now. */
static inline int
move_row(const aver_index *self, uint32_t symbol, const move *moves, size_t n)
{
    uint64_t *words = self->rows + symbol * self->stride;
    aver_bits row;

    if (self->n <= 64)
        return (*words = moved_few(*words, moves, n)) != 0;
    row = moved(aver_bits_of(words), moves, n);
    aver_bits_put(words, row);
    return row != 0;
}

void
aver_index_join(aver_index *self, const aver_span *spans, size_t n)
{
    move moves[AVER_BITS + 1];
    size_t n_moves = plan_moves(self, spans, n, moves), left = 0;

    self->version = 0;
    (void)aver_index_mark(self, (aver_index_marks){UINT32_MAX, UINT32_MAX});
    for (size_t i = 0; i < self->n_live; i++) {
        uint32_t symbol = self->live[i];
        int any = move_row(self, symbol, moves, n_moves);
        self->live[left] = symbol;
        left += (size_t)any;
        self->there[symbol / 32] &= ~((uint32_t)!any << symbol % 32);
    }
    self->n_live = left;
    self->n -= moves[n_moves - 1].by;
}

/* Where a unit is in a row. */
typedef struct {
    uint64_t *words, bit;
} place;

static inline void
set(aver_index *self, place at, uint32_t symbol)
{
    uint32_t *there = &self->there[symbol / 32];
    uint32_t bit = UINT32_C(1) << symbol % 32;

    self->live[self->n_live] = symbol;
    self->n_live += !(*there & bit);
    *there |= bit;
    at.words[symbol * self->stride] |= at.bit;
}

static void
set_features(aver_index *self, place at, const aver_feats *feats)
{
    for (unsigned w = 0; w < AVER_FEATS_MOST / 64; w++)
        for (uint64_t left = feats->w[w]; left; left &= left - 1)
            set(self, at,
                AVER_SYMBOL_FEATS + w * 64 + (unsigned)__builtin_ctzll(left));
}

void
aver_index_unit(aver_index *self, size_t at, uint16_t kind,
                const aver_feats *feats, uint32_t word)
{
    place here = {self->rows + at / 64, (uint64_t)1 << at % 64};

    if (word)
        set(self, here, word);
    if (kind == AVER_NO_SYMBOL) {
        set(self, here, AVER_SYMBOL_PLAIN);
        return;
    }
    set(self, here, AVER_SYMBOL_KIND);
    set(self, here, kind);
    set_features(self, here, feats);
}

static void
mark(aver_index *self, unsigned symbol, uint32_t at)
{
    clear_row(self->rows, self->stride, symbol);
    if (at != UINT32_MAX)
        self->rows[symbol * self->stride + at / 64] |= (uint64_t)1 << at % 64;
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

static aver_bits
in_blocks(const aver_index *self, const aver_unit_set *set, size_t w)
{
    const aver_unit_block *at = self->all->blocks.at + set->blocks;
    const aver_unit_block *end = at + set->n_blocks;
    aver_bits is = 0;

    for (; at < end; at++)
        for (uint32_t left = at->symbols & self->there[at->at]; left;
             left &= left - 1)
            is |= aver_index_row(
                self, at->at * 32 + (unsigned)__builtin_ctz(left), w);
    return is;
}

static inline aver_bits
in_part(const aver_index *self, const aver_unit_part *at, size_t w)
{
    return aver_index_row(self, at->with[0], w) &
           aver_index_row(self, at->with[1], w) &
           aver_index_row(self, at->with[2], w) &
           ~aver_index_row(self, at->without / 2, w);
}

static inline aver_bits
in_parts(const aver_index *self, const aver_unit_set *set, size_t w)
{
    const aver_unit_part *at = self->all->parts.at + set->parts;
    const aver_unit_part *end = at + set->n_parts;
    aver_bits is = 0;

    for (; at < end; at++) {
        aver_bits here = in_part(self, at, w);
        for (; at->without & 1; at++)
            here &= in_part(self, at + 1, w);
        is |= here;
    }
    return is;
}

aver_bits
aver_index_in(const aver_index *self, const aver_unit_set *set, size_t w)
{
    aver_bits is = set->n_parts ? in_parts(self, set, w) : 0;

    return set->n_blocks ? is | in_blocks(self, set, w) : is;
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
