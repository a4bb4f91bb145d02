#include "rules/reach.h"

#include <stdlib.h>

enum { FIRST_ROOM = 1 << 10 };

typedef aver_reach_step step;
typedef AVER_VEC(step) steps;

typedef struct {
    aver_arena *arena;
    aver_reaches *all;
    const aver_shape *shape;
    size_t at;
} builder;

static uint32_t
hash_bytes(uint32_t hash, const void *from, size_t n)
{
    const unsigned char *at = from;

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ at[i]) * UINT32_C(16777619);
    return hash;
}

/* A set while it is built. */
typedef struct {
    AVER_VEC(aver_unit_test) tests;
    AVER_VEC(uint32_t) words;
    uint64_t raws;
    int all;
    uint32_t but;
} draft;

/* Of nothing there may be no address. */
static int
same_bytes(const void *a, const void *b, size_t n)
{
    return !n || !memcmp(a, b, n);
}

static int
same_set(const aver_unit_set *a, const aver_unit_set *b)
{
    return a->n_tests == b->n_tests && a->n_words == b->n_words &&
           a->but == b->but && a->all == b->all && a->raws == b->raws &&
           same_bytes(a->tests, b->tests, a->n_tests * sizeof *a->tests) &&
           same_bytes(a->words, b->words, a->n_words * sizeof *a->words);
}

static uint32_t
hash_set(const aver_unit_set *set)
{
    uint32_t hash = hash_bytes(UINT32_C(2166136261), set->tests,
                               set->n_tests * sizeof *set->tests);

    hash = hash_bytes(hash, &set->but, sizeof set->but);
    hash = hash_bytes(hash, &set->raws, sizeof set->raws);
    return hash_bytes(hash, set->words, set->n_words * sizeof *set->words);
}

static uint32_t *
set_place(aver_reaches *all, const aver_unit_set *set)
{
    size_t mask = all->by_set_room - 1, i = hash_set(set) & mask;

    while (all->by_set[i] && !same_set(&all->sets.at[all->by_set[i] - 1], set))
        i = (i + 1) & mask;
    return &all->by_set[i];
}

static void
grow_sets(aver_arena *arena, aver_reaches *all)
{
    all->by_set_room = all->by_set_room ? 2 * all->by_set_room : FIRST_ROOM;
    all->by_set = AVER_NEWS(arena, uint32_t, all->by_set_room);
    for (size_t i = 0; i < all->sets.n; i++)
        *set_place(all, &all->sets.at[i]) = (uint32_t)i + 1;
}

static int
by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static int
is_marked(const aver_unit_test *test)
{
    return (test->flags & (AVER_TEST_TRIGGER | AVER_TEST_PEOPLE)) != 0;
}

/* The number of the set. */
static uint32_t
keep_set(aver_arena *arena, aver_reaches *all, draft *from)
{
    aver_unit_set set = {.tests = from->tests.at, .words = from->words.at};
    uint32_t *place;

    if (from->words.n)
        qsort(from->words.at, from->words.n, sizeof *from->words.at,
              by_number);
    set.n_tests = (uint32_t)from->tests.n;
    for (size_t i = 0; i < from->words.n; i++)
        if (!i || from->words.at[i] != from->words.at[i - 1])
            from->words.at[set.n_words++] = from->words.at[i];
    for (size_t i = 0; i < set.n_words; i++) {
        unsigned at = aver_symbol_of_word(set.words[i]) - AVER_SYMBOL_WORDS;
        set.buckets[at / 64] |= (uint64_t)1 << at % 64;
    }
    for (size_t i = 0; i < set.n_tests; i++)
        set.marked |= (uint8_t)is_marked(&set.tests[i]);
    set.all = (uint8_t)from->all;
    set.but = from->but;
    set.raws = from->raws;
    if (set.but)
        set.marked |= all->sets.at[set.but - 1].marked;
    if (2 * all->sets.n >= all->by_set_room)
        grow_sets(arena, all);
    place = set_place(all, &set);
    if (!*place) {
        AVER_PUSH(arena, &all->sets, set);
        *place = (uint32_t)all->sets.n;
    }
    return *place - 1;
}

/* Adds what passes a test. */
static void
add_test(aver_arena *arena, draft *to, const aver_unit_test *from)
{
    aver_unit_test test = *from;

    for (const aver_word_link *at = test.links; at; at = at->next)
        AVER_PUSH(arena, &to->words, at->word);
    test.links = NULL;
    if (test.flags || test.n_with || test.n_without || !from->links ||
        test.kinds.w[0] || test.kinds.w[1])
        AVER_PUSH(arena, &to->tests, test);
}

/* Adds what a unit of the pattern asks for. */
static void
add_item(builder *self, draft *to, const aver_shape_item *item)
{
    for (int i = 0; i < 2; i++)
        if (item->marks[i])
            AVER_PUSH(self->arena, &to->words, item->marks[i]);
    if (item->raw)
        to->raws |= (uint64_t)1 << (item->raw - 1);
    if (!item->marks[0] && !item->raw)
        add_test(self->arena, to, &item->test);
}

uint32_t
aver_reach_set(aver_arena *arena, aver_reaches *all,
               const aver_unit_test *tests, size_t n)
{
    draft set = {.all = 0};

    for (size_t i = 0; i < n; i++)
        add_test(arena, &set, &tests[i]);
    return keep_set(arena, all, &set);
}

static void
add_set(builder *self, draft *to, const aver_unit_set *set)
{
    for (size_t i = 0; i < set->n_tests; i++)
        AVER_PUSH(self->arena, &to->tests, set->tests[i]);
    for (size_t i = 0; i < set->n_words; i++)
        AVER_PUSH(self->arena, &to->words, set->words[i]);
    to->raws |= set->raws;
}

static step
new_step(aver_reach_type type)
{
    step fresh = {.type = (uint8_t)type, .least = 1, .most = 1};

    return fresh;
}

static step
unit_step(builder *self, const aver_shape_item *item)
{
    step fresh = new_step(AVER_REACH_SET);
    draft set = {.all = 0};

    if (item->test.flags & AVER_TEST_ANY)
        return new_step(AVER_REACH_ANY);
    add_item(self, &set, item);
    fresh.at = keep_set(self->arena, self->all, &set);
    return fresh;
}

static int
is_once(const step *at)
{
    return at->least == 1 && at->most == 1;
}

/* One unit of a set that is tests and words alone. */
static int
is_plain_set(const builder *self, const step *at)
{
    const aver_unit_set *set = &self->all->sets.at[at->at];

    return at->type == AVER_REACH_SET && is_once(at) && !set->all && !set->but;
}

/* Whether every alternative is one unit of a set. */
static int
are_sets(const builder *self, const steps *body)
{
    for (size_t i = 0; i < body->n; i++)
        if (i % 2 ? body->at[i].type != AVER_REACH_BAR
                  : !is_plain_set(self, &body->at[i]))
            return 0;
    return body->n % 2;
}

static step
joined_sets(builder *self, const steps *body)
{
    step fresh = new_step(AVER_REACH_SET);
    draft set = {.all = 0};

    for (size_t i = 0; i < body->n; i += 2)
        add_set(self, &set, &self->all->sets.at[body->at[i].at]);
    fresh.at = keep_set(self->arena, self->all, &set);
    return fresh;
}

/* The set of which one unit must not follow, if that is all that the step
 * says: its number + 1, else 0. */
static uint32_t
refused(const builder *self, const step *at)
{
    const step *only;

    if (at->type != AVER_REACH_NOT || at->n != 1)
        return 0;
    only = &self->all->steps.at[at->at];
    return is_plain_set(self, only) ? only->at + 1 : 0;
}

/* Makes one set of "(?! A ) (?! B ) C" at the end of the steps. */
static void
subtract(builder *self, steps *out)
{
    step *last = &out->at[out->n - 1];
    draft set = {.all = last->type == AVER_REACH_ANY}, but = {.all = 0};
    size_t n = 0;

    if (!set.all && !is_plain_set(self, last))
        return;
    for (uint32_t no; n + 1 < out->n && is_once(last) &&
                      (no = refused(self, last - n - 1)) != 0;
         n++)
        add_set(self, &but, &self->all->sets.at[no - 1]);
    if (!n)
        return;
    if (!set.all)
        add_set(self, &set, &self->all->sets.at[last->at]);
    set.but = keep_set(self->arena, self->all, &but) + 1;
    out->n -= n;
    last = &out->at[out->n - 1];
    *last = new_step(AVER_REACH_SET);
    last->at = keep_set(self->arena, self->all, &set);
}

static uint32_t *
body_place(aver_reaches *all, const steps *body)
{
    size_t mask = all->bodies_room - 1;
    size_t size = body->n * sizeof *body->at;
    size_t i = hash_bytes(UINT32_C(2166136261), body->at, size) & mask;

    for (; all->bodies[i]; i = (i + 1) & mask) {
        const aver_reach *have = &all->body_list.at[all->bodies[i] - 1];
        if (have->n == body->n &&
            same_bytes(all->steps.at + have->at, body->at, size))
            break;
    }
    return &all->bodies[i];
}

static void
grow_bodies(aver_arena *arena, aver_reaches *all)
{
    all->bodies_room = all->bodies_room ? 2 * all->bodies_room : FIRST_ROOM;
    all->bodies = AVER_NEWS(arena, uint32_t, all->bodies_room);
    for (size_t i = 0; i < all->body_list.n; i++) {
        const aver_reach *have = &all->body_list.at[i];
        steps body = {all->steps.at + have->at, have->n, have->n};
        *body_place(all, &body) = (uint32_t)i + 1;
    }
}

/* Where the same steps are, or are now. */
static aver_reach
keep_body(builder *self, const steps *body)
{
    aver_reaches *all = self->all;
    aver_reach fresh = {(uint32_t)all->steps.n, (uint32_t)body->n};
    uint32_t *place;

    if (2 * all->body_list.n >= all->bodies_room)
        grow_bodies(self->arena, all);
    place = body_place(all, body);
    if (*place)
        return all->body_list.at[*place - 1];
    for (size_t i = 0; i < body->n; i++)
        AVER_PUSH(self->arena, &all->steps, body->at[i]);
    AVER_PUSH(self->arena, &all->body_list, fresh);
    *place = (uint32_t)all->body_list.n;
    return fresh;
}

static int
depends_on_marks(const builder *self, const aver_reach *body)
{
    const aver_reaches *all = self->all;

    for (uint32_t i = 0; i < body->n; i++) {
        const step *at = &all->steps.at[body->at + i];
        aver_reach inner = {at->at, at->n};
        if (at->type == AVER_REACH_SET ? all->sets.at[at->at].marked
                                       : depends_on_marks(self, &inner))
            return 1;
    }
    return 0;
}

static uint16_t
look_number(builder *self, const steps *body)
{
    aver_reaches *all = self->all;
    size_t number = *body_place(all, body);

    while (all->looks.n < number)
        AVER_PUSH(self->arena, &all->looks, 0);
    if (!all->looks.at[number - 1] && all->n_looks < UINT16_MAX)
        all->looks.at[number - 1] = (uint16_t)++all->n_looks;
    return all->looks.at[number - 1];
}

/* What matters is only whether the end can be reached, not by how many ways:
 * what may repeat or be left out there is cut short. */
static void
shorten(steps *body)
{
    size_t n = 0;

    for (size_t i = 0; i < body->n; i++) {
        int ends = i + 1 == body->n || body->at[i + 1].type == AVER_REACH_BAR;
        body->at[n++] = body->at[i];
        while (ends && n && body->at[n - 1].type != AVER_REACH_BAR &&
               body->at[n - 1].type <= AVER_REACH_GROUP) {
            body->at[n - 1].most = body->at[n - 1].least;
            if (body->at[n - 1].least)
                break;
            n--;
        }
    }
    body->n = n;
}

static step
group_step(builder *self, aver_reach_type type, const steps *body)
{
    step fresh = new_step(type);
    aver_reach kept = keep_body(self, body);

    fresh.at = kept.at;
    fresh.n = (uint16_t)kept.n;
    if (type != AVER_REACH_GROUP && !depends_on_marks(self, &kept))
        fresh.look = look_number(self, body);
    return fresh;
}

static int
has_bar(const steps *body)
{
    for (size_t i = 0; i < body->n; i++)
        if (body->at[i].type == AVER_REACH_BAR)
            return 1;
    return 0;
}

static int read_body(builder *self, steps *out);

static const aver_shape_item *
next_item(const builder *self)
{
    return self->at < self->shape->n ? &self->shape->at[self->at] : NULL;
}

static uint8_t
times(uint32_t n)
{
    return n < AVER_REACH_FAR ? (uint8_t)n : AVER_REACH_FAR;
}

/* Applies the repeat that follows, if one does, to the last of `out`. */
static int
read_repeat(builder *self, steps *out)
{
    const aver_shape_item *item = next_item(self);
    step *last;

    if (!item || item->type != AVER_SHAPE_REPEAT)
        return 1;
    self->at++;
    last = &out->at[out->n - 1];
    if (!is_once(last)) {
        steps body = {last, 1, 1};
        *last = group_step(self, AVER_REACH_GROUP, &body);
    }
    last->least = times(item->least);
    last->most = times(item->most);
    return !item->vague;
}

/* What a group is in the steps of what it stands in; 1 if exactly so. */
static int
read_group(builder *self, const aver_shape_item *open, steps *out)
{
    const aver_shape_item *next;
    steps body = {0};
    int exact = read_body(self, &body) && !open->vague;

    if (open->group == AVER_GROUP_BEHIND)
        return 0;
    if (open->group == AVER_GROUP_NOT && !exact)
        return 0;
    if (open->group != AVER_GROUP_PART) {
        shorten(&body);
        AVER_PUSH(self->arena, out,
                  group_step(self,
                             open->group == AVER_GROUP_NOT ? AVER_REACH_NOT
                                                           : AVER_REACH_AHEAD,
                             &body));
        return exact;
    }
    next = next_item(self);
    if (are_sets(self, &body)) {
        AVER_PUSH(self->arena, out, joined_sets(self, &body));
    } else if (!(next && next->type == AVER_SHAPE_REPEAT) && !has_bar(&body)) {
        for (size_t i = 0; i < body.n; i++)
            AVER_PUSH(self->arena, out, body.at[i]);
        return exact;
    } else {
        AVER_PUSH(self->arena, out, group_step(self, AVER_REACH_GROUP, &body));
    }
    return read_repeat(self, out) && exact;
}

/* One element with its repeat. */
static int
read_element(builder *self, const aver_shape_item *item, steps *out)
{
    switch (item->type) {
    case AVER_SHAPE_UNIT:
        AVER_PUSH(self->arena, out, unit_step(self, item));
        return read_repeat(self, out) && !item->vague;
    case AVER_SHAPE_SOME:
        AVER_PUSH(self->arena, out, new_step(AVER_REACH_ANY));
        out->at[out->n - 1].most = AVER_REACH_FAR;
        read_repeat(self, out);
        return 0;
    case AVER_SHAPE_OPEN:
        return read_group(self, item, out);
    case AVER_SHAPE_BAR:
        AVER_PUSH(self->arena, out, new_step(AVER_REACH_BAR));
        return 1;
    case AVER_SHAPE_FIRST:
        AVER_PUSH(self->arena, out, new_step(AVER_REACH_FIRST));
        return 1;
    case AVER_SHAPE_LAST:
        AVER_PUSH(self->arena, out, new_step(AVER_REACH_LAST));
        return 1;
    case AVER_SHAPE_CLOSE:
    case AVER_SHAPE_REPEAT:
        break;
    }
    return 1;
}

/* The steps up to what closes the group; 1 if they let nothing more through
 * than the pattern does. */
static int
read_body(builder *self, steps *out)
{
    const aver_shape_item *item;
    int exact = 1;

    while ((item = next_item(self)) != NULL) {
        self->at++;
        if (item->type == AVER_SHAPE_CLOSE)
            break;
        exact = read_element(self, item, out) && exact;
        if (out->n)
            subtract(self, out);
    }
    return exact;
}

uint32_t
aver_raw_number(aver_arena *arena, aver_reaches *all, aver_str regex)
{
    aver_raw fresh = {regex, NULL};
    size_t i = 0;

    while (i < all->raws.n && !aver_str_same(all->raws.at[i].regex, regex))
        i++;
    if (i == AVER_RAWS_MOST)
        return 0;
    if (i == all->raws.n)
        AVER_PUSH(arena, &all->raws, fresh);
    return (uint32_t)i + 1;
}

aver_reach
aver_reach_of(aver_arena *arena, aver_reaches *all, const aver_shape *shape)
{
    builder self = {arena, all, shape, 0};
    steps body = {0};

    read_body(&self, &body);
    shorten(&body);
    return keep_body(&self, &body);
}
