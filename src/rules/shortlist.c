#include "rules/shortlist.h"

enum { SYMBOLS_MOST = 400 }; /* of a requirement; more say little */

/* The symbols of which a requirement asks for one. */
typedef struct {
    uint16_t at[SYMBOLS_MOST];
    size_t n;
    int any; /* others will do */
    uint64_t cost;
} wish;

typedef struct {
    aver_arena *arena;
    uint16_t *row_of;
    aver_symbols_set asked;
    AVER_VEC(uint64_t) rows;
    size_t width;
} builder;

static void
add(wish *self, unsigned symbol, uint64_t cost)
{
    if (self->n == SYMBOLS_MOST)
        self->any = 1;
    else
        self->at[self->n++] = (uint16_t)symbol;
    self->cost += cost;
}

/* Words are rarer than features, and those than kinds. Of what a unit must
 * have only one thing is asked for, the last but `skip`; behind the features
 * that is the kind. */
static void
add_test(wish *self, const aver_unit_test *test, unsigned skip)
{
    enum { WORD = 1, FEATURE = 8, KIND = 16 };

    for (const aver_word_link *at = test->links; at; at = at->next)
        add(self, aver_symbol_of_word(at->word), WORD);
    if (test->flags & (AVER_TEST_ANY | AVER_TEST_PLAIN) ||
        (test->flags && skip >= test->n_with))
        self->any = 1;
    else if (skip < test->n_with)
        add(self, AVER_SYMBOL_FEATS + test->with[test->n_with - 1U - skip],
            FEATURE);
    else
        for (unsigned k = 0; k < AVER_KINDS_MOST; k++)
            if (test->kinds.w[k / 64] >> k % 64 & 1)
                add(self, k, KIND);
}

static wish
wish_of(const aver_require *require, unsigned skip)
{
    wish self = {.n = 0};

    for (size_t i = 0; i < require->n_tests; i++)
        add_test(&self, &require->tests[i], skip);
    return self;
}

static int
is_same(const wish *a, const wish *b)
{
    return a->n == b->n && !memcmp(a->at, b->at, a->n * sizeof *a->at);
}

static uint64_t *
row(builder *self, size_t number)
{
    return self->rows.at + number * AVER_SHORTLIST_DEPTH * self->width;
}

static void
add_row(builder *self)
{
    size_t n = AVER_SHORTLIST_DEPTH * self->width;

    for (size_t i = 0; i < n; i++)
        AVER_PUSH(self->arena, &self->rows, 0);
}

static void
set(builder *self, size_t number, size_t depth, size_t rule)
{
    row(self, number)[depth * self->width + rule / 64] |= (uint64_t)1
                                                          << rule % 64;
}

static void
put_wish(builder *self, const wish *what, size_t depth, size_t rule)
{
    for (size_t i = 0; i < what->n; i++) {
        uint16_t *place = &self->row_of[what->at[i]];
        if (!*place) {
            size_t n = AVER_SHORTLIST_DEPTH * self->width;
            *place = (uint16_t)(self->rows.n / n);
            self->asked.w[what->at[i] / 64] |= (uint64_t)1 << what->at[i] % 64;
            add_row(self);
        }
        set(self, *place, depth, rule);
    }
}

/* Adds a wish to others, the best first; `n` is how many they are now. */
static size_t
add_wish(wish *all, size_t n, const wish *fresh)
{
    size_t k = n;

    for (size_t i = 0; i < n; i++)
        if (is_same(&all[i], fresh))
            return n;
    if (fresh->any || !fresh->n)
        return n;
    for (; k && all[k - 1].cost > fresh->cost; k--)
        all[k] = all[k - 1];
    all[k] = *fresh;
    return n + 1;
}

static void
put_rule(builder *self, const aver_requires *requires, size_t rule)
{
    wish *all = AVER_NEWS(self->arena, wish,
                          (AVER_TEST_FEATS + 1) * requires->n + 1);
    size_t n = 0, depth = 0;

    for (size_t i = 0; i < requires->n; i++)
        for (unsigned skip = 0; skip <= AVER_TEST_FEATS; skip++) {
            wish now = wish_of(&requires->at[i], skip);
            n = add_wish(all, n, &now);
        }
    for (; depth < n && depth < AVER_SHORTLIST_DEPTH; depth++)
        put_wish(self, &all[depth], depth, rule);
    for (; depth < AVER_SHORTLIST_DEPTH; depth++)
        set(self, 0, depth, rule);
}

aver_shortlist
aver_shortlist_make(aver_arena *arena, const aver_requires *requires, size_t n)
{
    builder self = {.arena = arena, .width = (n + 63) / 64};
    aver_shortlist out = {.row_of = NULL};

    self.row_of = AVER_NEWS(arena, uint16_t, AVER_SYMBOLS);
    add_row(&self);
    for (size_t i = 0; i < n; i++)
        put_rule(&self, &requires[i], i);
    out.row_of = self.row_of;
    out.asked = self.asked;
    out.rows = self.rows.at;
    out.width = (uint32_t)self.width;
    out.n_rows = (uint32_t)(self.rows.n /
                            (AVER_SHORTLIST_DEPTH * self.width + !self.width));
    return out;
}

/* The rows of all symbols that are there and asked for, into `out`, of `n`
 * words. */
static inline void
add_rows(const aver_shortlist *self, const aver_symbols_set *present,
         uint64_t *out, size_t n)
{
    for (unsigned w = 0; w < AVER_SYMBOLS / 64; w++)
        for (uint64_t left = present->w[w] & self->asked.w[w]; left;
             left &= left - 1) {
            unsigned symbol = w * 64 + (unsigned)__builtin_ctzll(left);
            const uint64_t *row = self->rows + self->row_of[symbol] * n;
            for (size_t i = 0; i < n; i++)
                out[i] |= row[i];
        }
}

/* Most passes have few rules: a loop of known length is a few instructions. */
static void
add_few(const aver_shortlist *self, const aver_symbols_set *present,
        uint64_t *out)
{
    uint64_t now[AVER_SHORTLIST_DEPTH];

    memcpy(now, out, sizeof now);
    add_rows(self, present, now, AVER_SHORTLIST_DEPTH);
    memcpy(out, now, sizeof now);
}

void
aver_shortlist_find(const aver_shortlist *self,
                    const aver_symbols_set *present, uint64_t *out)
{
    size_t n = AVER_SHORTLIST_DEPTH * self->width;

    if (n)
        memcpy(out, self->rows, n * sizeof *out);
    if (self->width == 1)
        add_few(self, present, out);
    else
        add_rows(self, present, out, n);
    for (size_t w = 0; w < self->width; w++)
        for (size_t d = 1; d < AVER_SHORTLIST_DEPTH; d++)
            out[w] &= out[d * self->width + w];
}
