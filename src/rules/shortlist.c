#include "rules/shortlist.h"

enum { SYMBOLS_MOST = 400 }; /* of a requirement; more say little */

/* The symbols of which a requirement asks for one. */
typedef struct {
    uint32_t at[SYMBOLS_MOST];
    size_t n;
    int any; /* others will do */
    uint64_t cost;
} wish;

typedef AVER_VEC(aver_shortlist_part) parts;

typedef struct {
    aver_arena *arena;
    const aver_reaches *all;
    parts *of; /* by symbol */
    uint16_t *open;
    size_t n_parts;
} builder;

static void
add(wish *self, unsigned symbol, uint64_t cost)
{
    if (self->n == SYMBOLS_MOST)
        self->any = 1;
    else
        self->at[self->n++] = symbol;
    self->cost += cost;
}

/* Words are rarer than features, and those than kinds. Of what a unit must
 * have only one thing is asked for, the last but `skip`; behind the features
 * that is the kind. */
static void
add_test(wish *self, const aver_reaches *all, const aver_unit_test *test,
         unsigned skip)
{
    enum { WORD = 1, FEATURE = 8, KIND = 16 };

    for (const aver_word_link *at = test->links; at; at = at->next)
        add(self, aver_reach_word(all, at->word), WORD);
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
wish_of(const aver_reaches *all, const aver_require *require, unsigned skip)
{
    wish self = {.n = 0};

    for (size_t i = 0; i < require->n_tests; i++)
        add_test(&self, all, &require->tests[i], skip);
    return self;
}

static int
is_same(const wish *a, const wish *b)
{
    return a->n == b->n && !memcmp(a->at, b->at, a->n * sizeof *a->at);
}

static uint32_t
word_of(uint32_t place, size_t depth)
{
    return (uint32_t)((place / 64 * AVER_SHORTLIST_DEPTH + depth) * 4 +
                      place % 64 / 16);
}

static uint16_t
bit_of(uint32_t place)
{
    return (uint16_t)(1U << place % 16);
}

static void
put_part(builder *self, unsigned symbol, uint32_t at, uint16_t rule)
{
    parts *all = &self->of[symbol];
    aver_shortlist_part fresh = {rule, (uint16_t)at};

    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].at == at) {
            all->at[i].rules = (uint16_t)(all->at[i].rules | rule);
            return;
        }
    AVER_PUSH(self->arena, all, fresh);
    self->n_parts++;
}

static void
put_wish(builder *self, const wish *what, size_t depth, uint32_t place)
{
    for (size_t i = 0; i < what->n; i++)
        put_part(self, what->at[i], word_of(place, depth), bit_of(place));
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
put_rule(builder *self, const aver_requires *requires, uint32_t place)
{
    wish *all = AVER_NEWS(self->arena, wish,
                          (AVER_TEST_FEATS + 1) * requires->n + 1);
    size_t n = 0, depth = 0;

    for (size_t i = 0; i < requires->n; i++)
        for (unsigned skip = 0; skip <= AVER_TEST_FEATS; skip++) {
            wish now = wish_of(self->all, &requires->at[i], skip);
            n = add_wish(all, n, &now);
        }
    for (; depth < n && depth < AVER_SHORTLIST_DEPTH; depth++)
        put_wish(self, &all[depth], depth, place);
    for (; depth < AVER_SHORTLIST_DEPTH; depth++) {
        uint16_t *open = &self->open[word_of(place, depth)];
        *open = (uint16_t)(*open | bit_of(place));
    }
}

/* What was gathered for each symbol, one behind the other. */
static void
put_together(builder *self, aver_shortlist *out)
{
    size_t symbols = out->n_symbols;
    uint32_t *first = AVER_NEWS(self->arena, uint32_t, symbols + 1);
    aver_shortlist_part *all = AVER_NEWS(self->arena, aver_shortlist_part,
                                         self->n_parts + 1);
    uint32_t n = 0;

    for (size_t i = 0; i < symbols; i++) {
        first[i] = n;
        for (size_t k = 0; k < self->of[i].n; k++)
            all[n++] = self->of[i].at[k];
    }
    first[symbols] = n;
    out->first = first;
    out->parts = all;
}

aver_shortlist
aver_shortlist_make(aver_arena *arena, const aver_reaches *all,
                    const aver_requires *requires, const uint32_t *places,
                    size_t n, size_t n_places)
{
    builder self = {.arena = arena, .all = all};
    aver_shortlist out = {.first = NULL};

    out.n_words = word_of((uint32_t)n_places, 0);
    out.n_symbols = aver_reach_symbols(all);
    self.of = AVER_NEWS(arena, parts, out.n_symbols);
    self.open = AVER_NEWS(arena, uint16_t, out.n_words + 1);
    for (size_t i = 0; i < n; i++)
        put_rule(&self, &requires[i], places[i]);
    put_together(&self, &out);
    out.open = self.open;
    return out;
}

static size_t
told_size(const aver_shortlist *self)
{
    return (self->n_symbols / 32 + 1) * sizeof(uint32_t);
}

int
aver_listed_init(aver_listed *self, const aver_shortlist *all,
                 const aver_alloc *mem)
{
    self->words = aver_mem_zero(mem, (all->n_words + 1) * sizeof *self->words);
    self->told = aver_mem_zero(mem, told_size(all));
    return self->words && self->told;
}

void
aver_listed_free(aver_listed *self, const aver_alloc *mem)
{
    aver_mem_free(mem, self->words);
    aver_mem_free(mem, self->told);
}

void
aver_shortlist_begin(const aver_shortlist *self, aver_listed *list)
{
    memset(list->told, 0, told_size(self));
    memcpy(list->words, self->open, self->n_words * sizeof *list->words);
}

static inline void
add_symbol(const aver_shortlist *self, uint32_t symbol, uint16_t *words)
{
    const aver_shortlist_part *at = self->parts + self->first[symbol];
    const aver_shortlist_part *end = self->parts + self->first[symbol + 1];

    for (; at < end; at++)
        words[at->at] = (uint16_t)(words[at->at] | at->rules);
}

void
aver_shortlist_add(const aver_shortlist *self, const uint32_t *symbols,
                   size_t n, aver_listed *list)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t *told = &list->told[symbols[i] / 32];
        uint32_t bit = UINT32_C(1) << symbols[i] % 32;
        if (*told & bit)
            continue;
        *told |= bit;
        add_symbol(self, symbols[i], list->words);
    }
}
