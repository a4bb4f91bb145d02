#include "rules/require.h"

enum { TESTS = 6, ITEMS = 8, DEEPEST = 20 };

/* One requirement while it is built. */
typedef struct {
    aver_unit_test tests[TESTS];
    uint16_t n_tests, min, max;
} item;

/* A stretch of a pattern: an element, a group, or the elements so far. */
typedef struct {
    uint32_t min, max; /* units */
    item items[ITEMS];
    size_t n;
    item first; /* tests of the first unit */
    int skips;  /* may be empty, so that `first` may be what follows */
} stretch;

typedef struct {
    aver_group_type type;
    stretch done; /* the alternatives that are over */
    int has_done;
    stretch now;
} frame;

/* Told of the elements of a pattern, one by one. */
typedef struct {
    aver_arena *arena;
    aver_reaches *all;
    frame frames[DEEPEST];
    size_t depth, lost; /* groups that are nested too deep to be followed */
    stretch last;       /* not yet part of what is in front of it */
    int has_last;
} builder;

static uint32_t
sum(uint32_t a, uint32_t b)
{
    return a >= AVER_SHAPE_FAR || b >= AVER_SHAPE_FAR - a ? AVER_SHAPE_FAR
                                                          : a + b;
}

static int
has_kinds(const aver_unit_test *test)
{
    return test->kinds.w[0] || test->kinds.w[1] ||
           test->flags &
               (AVER_TEST_KIND | AVER_TEST_TRIGGER | AVER_TEST_PEOPLE);
}

static int
same_feats(const aver_unit_test *a, const aver_unit_test *b)
{
    return a->n_with == b->n_with && a->n_without == b->n_without &&
           !memcmp(a->with, b->with, sizeof a->with) &&
           !memcmp(a->without, b->without, sizeof a->without);
}

static void
join(aver_arena *arena, aver_unit_test *to, const aver_unit_test *test)
{
    for (const aver_word_link *at = test->links; at; at = at->next) {
        aver_word_link *copy = AVER_NEW(arena, aver_word_link);
        copy->word = at->word;
        copy->next = to->links;
        to->links = copy;
    }
    for (int i = 0; i < AVER_KINDS_MOST / 64; i++)
        to->kinds.w[i] |= test->kinds.w[i];
    to->flags |= test->flags;
}

static void
set_feats(aver_unit_test *to, const aver_unit_test *from)
{
    memcpy(to->with, from->with, sizeof to->with);
    memcpy(to->without, from->without, sizeof to->without);
    to->n_with = from->n_with;
    to->n_without = from->n_without;
}

/* Or-s a test to others; where there are too many, features are forgotten. */
static void
add_test(aver_arena *arena, item *to, const aver_unit_test *test)
{
    static const aver_unit_test none = {0};
    aver_unit_test *at = to->tests, *end = at + to->n_tests;

    for (; at < end; at++)
        if (!has_kinds(test) || !has_kinds(at) || same_feats(at, test)) {
            if (!has_kinds(at))
                set_feats(at, test);
            join(arena, at, test);
            return;
        }
    if (to->n_tests < TESTS) {
        to->tests[to->n_tests++] = *test;
        return;
    }
    join(arena, end - 1, test);
    set_feats(end - 1, &none);
}

static void
add_tests(aver_arena *arena, item *to, const item *from)
{
    for (size_t i = 0; i < from->n_tests; i++)
        add_test(arena, to, &from->tests[i]);
}

static void
append(aver_arena *arena, stretch *to, const stretch *part)
{
    for (size_t i = 0; i < part->n && to->n < ITEMS; i++) {
        item *fresh = &to->items[to->n++];
        *fresh = part->items[i];
        fresh->min = (uint16_t)sum(to->min, fresh->min);
        fresh->max = (uint16_t)sum(to->max, fresh->max);
    }
    if (to->skips)
        add_tests(arena, &to->first, &part->first);
    to->skips = to->skips && part->skips;
    to->min = sum(to->min, part->min);
    to->max = sum(to->max, part->max);
}

/* `to` or `other`: what one of them requires, one by one. */
static void
alternate(aver_arena *arena, stretch *to, const stretch *other)
{
    to->n = to->n < other->n ? to->n : other->n;
    for (size_t i = 0; i < to->n; i++) {
        item *a = &to->items[i];
        const item *b = &other->items[i];
        add_tests(arena, a, b);
        a->min = a->min < b->min ? a->min : b->min;
        a->max = a->max > b->max ? a->max : b->max;
    }
    add_tests(arena, &to->first, &other->first);
    to->skips = to->skips || other->skips;
    to->min = to->min < other->min ? to->min : other->min;
    to->max = to->max > other->max ? to->max : other->max;
}

static void
begin(stretch *self)
{
    memset(self, 0, sizeof *self);
    self->skips = 1;
}

static frame *
top(builder *self)
{
    return &self->frames[self->depth];
}

static void
settle(builder *self)
{
    if (self->has_last)
        append(self->arena, &top(self)->now, &self->last);
    self->has_last = 0;
}

static void
start(builder *self, aver_arena *arena)
{
    self->arena = arena;
    self->depth = self->lost = 0;
    self->has_last = 0;
    memset(&self->frames[0], 0, sizeof self->frames[0]);
    begin(&self->frames[0].now);
}

static void
put_unit(builder *self, const aver_unit_test *test)
{
    if (self->lost)
        return;
    settle(self);
    memset(&self->last, 0, sizeof self->last);
    self->last.min = self->last.max = 1;
    self->last.first.n_tests = 1;
    self->last.first.tests[0] = *test;
    self->last.items[0] = self->last.first;
    self->last.n = !(test->flags & AVER_TEST_ANY);
    self->has_last = 1;
}

static void
put_some(builder *self)
{
    static const aver_unit_test any = {.flags = AVER_TEST_ANY};

    put_unit(self, &any);
    self->last.max = AVER_SHAPE_FAR;
}

static void
open_group(builder *self, aver_group_type type)
{
    if (self->lost || self->depth + 1 == DEEPEST) {
        self->lost++;
        return;
    }
    settle(self);
    self->depth++;
    top(self)->type = type;
    top(self)->has_done = 0;
    begin(&top(self)->now);
}

static void
put_bar(builder *self)
{
    frame *here = top(self);

    if (self->lost)
        return;
    settle(self);
    if (here->has_done)
        alternate(self->arena, &here->done, &here->now);
    else
        here->done = here->now;
    here->has_done = 1;
    begin(&here->now);
}

static void
put_repeat(builder *self, uint32_t least, uint32_t most)
{
    stretch *last = &self->last;

    if (self->lost || !self->has_last)
        return;
    if (!least) {
        last->n = 0;
        last->skips = 1;
    }
    least *= last->min;
    last->min = least < AVER_SHAPE_FAR ? least : AVER_SHAPE_FAR;
    if (most >= AVER_SHAPE_FAR || last->max >= AVER_SHAPE_FAR ||
        most * last->max >= AVER_SHAPE_FAR)
        last->max = AVER_SHAPE_FAR;
    else
        last->max *= most;
}

static void
close_group(builder *self)
{
    frame *here;

    if (self->lost) {
        if (--self->lost)
            return;
        put_some(self);
        put_repeat(self, 0, AVER_SHAPE_FAR);
        return;
    }
    if (!self->depth)
        return;
    put_bar(self);
    here = top(self);
    self->depth--;
    self->last = here->done;
    self->has_last = 1;
    if (here->type == AVER_GROUP_PART)
        return;
    if (here->type != AVER_GROUP_AHEAD)
        self->last.n = 0;
    self->last.min = self->last.max = 0;
    self->last.first.n_tests = 0;
    self->last.skips = 1;
}

static int
is_any(const item *self)
{
    for (size_t i = 0; i < self->n_tests; i++)
        if (self->tests[i].flags & AVER_TEST_ANY)
            return 1;
    return 0;
}

static void
keep(builder *self, aver_require *to, const item *from)
{
    size_t size = from->n_tests * sizeof *from->tests;

    to->tests = memcpy(aver_arena_get(self->arena, size), from->tests, size);
    to->n_tests = from->n_tests;
    to->set = aver_reach_set(self->arena, self->all, to->tests, to->n_tests);
    to->marked = self->all->sets.at[to->set].marked;
    to->min = from->min;
    to->max = from->max;
}

static int
is_same(const item *a, const item *b)
{
    return a->n_tests == b->n_tests && a->min == b->min && a->max == b->max &&
           !memcmp(a->tests, b->tests, a->n_tests * sizeof *a->tests);
}

/* How many units may pass, more or less. */
static unsigned
breadth(const aver_require *self)
{
    enum { FEATURE = 8, KIND = 16, PLAIN = 400 };
    unsigned sum = 0;

    for (size_t i = 0; i < self->n_tests; i++) {
        const aver_unit_test *test = &self->tests[i];
        for (const aver_word_link *at = test->links; at; at = at->next)
            sum++;
        if (test->flags & AVER_TEST_PLAIN)
            sum += PLAIN;
        if (test->n_with)
            sum += FEATURE;
        else if (test->flags & AVER_TEST_KIND)
            sum += PLAIN;
        else
            for (unsigned k = 0; k < AVER_KINDS_MOST / 64; k++)
                sum += KIND * (unsigned)__builtin_popcountll(test->kinds.w[k]);
    }
    return sum;
}

/* The narrowest ones first: they rule out most. */
static void
sort(aver_require *at, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k && breadth(&at[k]) < breadth(&at[k - 1]); k--) {
            aver_require swap = at[k];
            at[k] = at[k - 1];
            at[k - 1] = swap;
        }
}

static aver_requires
finish(builder *self)
{
    aver_requires out = {.n = 0};
    aver_require *at;
    stretch *all;

    put_bar(self);
    all = &self->frames[0].done;
    at = AVER_NEWS(self->arena, aver_require, all->n + 1);
    all->first.min = all->first.max = 0;
    if (!all->skips && !is_any(&all->first))
        keep(self, &at[out.n++], &all->first);
    for (size_t i = 0; i < all->n; i++)
        if (!is_any(&all->items[i]) &&
            !(out.n && is_same(&all->items[i], &all->first)))
            keep(self, &at[out.n++], &all->items[i]);
    sort(at, out.n);
    out.at = at;
    return out;
}

static void
put(builder *self, const aver_shape_item *what)
{
    switch (what->type) {
    case AVER_SHAPE_UNIT:
        put_unit(self, &what->test);
        break;
    case AVER_SHAPE_SOME:
        put_some(self);
        break;
    case AVER_SHAPE_OPEN:
        open_group(self, what->group);
        break;
    case AVER_SHAPE_BAR:
        put_bar(self);
        break;
    case AVER_SHAPE_CLOSE:
        close_group(self);
        break;
    case AVER_SHAPE_REPEAT:
        put_repeat(self, what->least, what->most);
        break;
    case AVER_SHAPE_FIRST:
    case AVER_SHAPE_LAST:
        break;
    }
}

aver_requires
aver_requires_of(aver_arena *arena, aver_reaches *all, const aver_shape *shape)
{
    builder self;

    start(&self, arena);
    self.all = all;
    for (size_t i = 0; i < shape->n; i++)
        put(&self, &shape->at[i]);
    return finish(&self);
}
