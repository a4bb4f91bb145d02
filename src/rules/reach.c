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
    unsigned captures; /* so far */
    int exact;         /* so far, the captures as well */
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
    AVER_VEC(aver_unit_part) parts;
    AVER_VEC(uint32_t) symbols;
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

static const aver_unit_part *
parts_of(const aver_reaches *all, const aver_unit_set *set)
{
    return set->n_parts ? all->parts.at + set->parts : NULL;
}

static const aver_unit_block *
blocks_of(const aver_reaches *all, const aver_unit_set *set)
{
    return set->n_blocks ? all->blocks.at + set->blocks : NULL;
}

static int
same_set(const aver_reaches *all, const aver_unit_set *a,
         const aver_unit_set *b)
{
    return a->n_parts == b->n_parts && a->n_blocks == b->n_blocks &&
           a->but == b->but && a->all == b->all && a->raws == b->raws &&
           same_bytes(parts_of(all, a), parts_of(all, b),
                      a->n_parts * sizeof(aver_unit_part)) &&
           same_bytes(blocks_of(all, a), blocks_of(all, b),
                      a->n_blocks * sizeof(aver_unit_block));
}

static uint32_t
hash_set(const aver_reaches *all, const aver_unit_set *set)
{
    uint32_t hash = hash_bytes(UINT32_C(2166136261), parts_of(all, set),
                               set->n_parts * sizeof(aver_unit_part));

    hash = hash_bytes(hash, &set->but, sizeof set->but);
    hash = hash_bytes(hash, &set->raws, sizeof set->raws);
    return hash_bytes(hash, blocks_of(all, set),
                      set->n_blocks * sizeof(aver_unit_block));
}

static uint32_t *
set_place(aver_reaches *all, const aver_unit_set *set)
{
    size_t mask = all->by_set_room - 1, i = hash_set(all, set) & mask;

    while (all->by_set[i] &&
           !same_set(all, &all->sets.at[all->by_set[i] - 1], set))
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
is_marked(uint32_t symbol)
{
    return symbol == AVER_SYMBOL_TRIGGER || symbol == AVER_SYMBOL_PEOPLE;
}

/* The symbol of a word of a pattern. */
static uint32_t
word_symbol(aver_arena *arena, aver_reaches *all, uint32_t word)
{
    while (all->symbols.n <= word)
        AVER_PUSH(arena, &all->symbols, 0);
    if (!all->symbols.at[word])
        all->symbols.at[word] = AVER_SYMBOL_WORDS + all->n_words++;
    return all->symbols.at[word];
}

/* Few symbols that are no words are quicker as parts; the index says of those
 * of marks only where they are. */
static int
is_in_block(const draft *from, uint32_t symbol)
{
    enum { FEW = 2 };
    size_t n = 0;

    for (size_t i = 0; i < from->symbols.n; i++)
        n += from->symbols.at[i] < AVER_SYMBOL_WORDS;
    return symbol >= AVER_SYMBOL_WORDS || (n > FEW && !is_marked(symbol));
}

static void
write_symbols(aver_arena *arena, aver_reaches *all, const draft *from)
{
    size_t first = all->blocks.n;

    for (size_t i = 0; i < from->symbols.n; i++) {
        uint32_t symbol = from->symbols.at[i];
        uint16_t narrow = (uint16_t)symbol;
        aver_unit_part part = {{narrow, narrow, narrow}, 2 * AVER_SYMBOL_NONE};
        aver_unit_block block = {symbol / 32, 0};
        if (!is_in_block(from, symbol)) {
            AVER_PUSH(arena, &all->parts, part);
            continue;
        }
        if (all->blocks.n == first ||
            all->blocks.at[all->blocks.n - 1].at != block.at)
            AVER_PUSH(arena, &all->blocks, block);
        all->blocks.at[all->blocks.n - 1].symbols |= UINT32_C(1)
                                                     << symbol % 32;
    }
}

/* The parts and symbols of a draft, at the end of those of all sets. */
static aver_unit_set
write_set(aver_arena *arena, aver_reaches *all, draft *from)
{
    aver_unit_set set = {.parts = (uint32_t)all->parts.n,
                         .blocks = (uint32_t)all->blocks.n};

    for (size_t i = 0; i < from->parts.n; i++)
        AVER_PUSH(arena, &all->parts, from->parts.at[i]);
    if (from->symbols.n)
        qsort(from->symbols.at, from->symbols.n, sizeof *from->symbols.at,
              by_number);
    write_symbols(arena, all, from);
    set.n_parts = (uint32_t)all->parts.n - set.parts;
    set.n_blocks = (uint32_t)all->blocks.n - set.blocks;
    for (uint32_t i = set.parts; i < all->parts.n; i++)
        set.marked |= (uint8_t)is_marked(all->parts.at[i].with[0]);
    return set;
}

/* The number of the set. */
static uint32_t
keep_set(aver_arena *arena, aver_reaches *all, draft *from)
{
    aver_unit_set set = write_set(arena, all, from);
    uint32_t *place;

    set.all = (uint8_t)from->all;
    set.but = from->but;
    set.raws = from->raws;
    if (set.but)
        set.marked |= all->sets.at[set.but - 1].marked;
    if (2 * all->sets.n >= all->by_set_room)
        grow_sets(arena, all);
    place = set_place(all, &set);
    if (*place) {
        all->parts.n = set.parts;
        all->blocks.n = set.blocks;
    } else {
        AVER_PUSH(arena, &all->sets, set);
        *place = (uint32_t)all->sets.n;
    }
    return *place - 1;
}

/* Adds the units that have a symbol and pass a test's features. */
static void
add_parts(aver_arena *arena, draft *to, uint32_t symbol,
          const aver_unit_test *test)
{
    unsigned with = 0, without = 0;

    if (!test->n_with && !test->n_without) {
        AVER_PUSH(arena, &to->symbols, symbol);
        return;
    }
    while (with < test->n_with || without < test->n_without) {
        uint16_t first = (uint16_t)symbol;
        aver_unit_part part = {{first, first, first}, 2 * AVER_SYMBOL_NONE};
        for (int i = 1; i < 3 && with < test->n_with; i++)
            part.with[i] = (uint16_t)(AVER_SYMBOL_FEATS + test->with[with++]);
        if (without < test->n_without)
            part.without =
                (uint16_t)(2 * (AVER_SYMBOL_FEATS + test->without[without++]));
        if (with < test->n_with || without < test->n_without)
            part.without |= 1;
        AVER_PUSH(arena, &to->parts, part);
    }
}

/* Adds what passes a test. */
static void
add_test(aver_arena *arena, aver_reaches *all, draft *to,
         const aver_unit_test *test)
{
    static const unsigned flags[][2] = {
        {AVER_TEST_KIND, AVER_SYMBOL_KIND},
        {AVER_TEST_TRIGGER, AVER_SYMBOL_TRIGGER},
        {AVER_TEST_PEOPLE, AVER_SYMBOL_PEOPLE},
    };

    for (const aver_word_link *at = test->links; at; at = at->next)
        AVER_PUSH(arena, &to->symbols, word_symbol(arena, all, at->word));
    for (unsigned k = 0; k < AVER_KINDS_MOST; k++)
        if (test->kinds.w[k / 64] >> k % 64 & 1)
            add_parts(arena, to, k, test);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (test->flags & flags[i][0])
            add_parts(arena, to, flags[i][1], test);
    if (test->flags & AVER_TEST_PLAIN)
        AVER_PUSH(arena, &to->symbols, AVER_SYMBOL_PLAIN);
}

/* Adds what a unit of the pattern asks for. */
static void
add_item(builder *self, draft *to, const aver_shape_item *item)
{
    for (int i = 0; i < 2; i++)
        if (item->marks[i])
            AVER_PUSH(self->arena, &to->symbols,
                      word_symbol(self->arena, self->all, item->marks[i]));
    if (item->raw)
        to->raws |= (uint64_t)1 << (item->raw - 1);
    if (!item->marks[0] && !item->raw)
        add_test(self->arena, self->all, to, &item->test);
}

uint32_t
aver_reach_set(aver_arena *arena, aver_reaches *all,
               const aver_unit_test *tests, size_t n)
{
    draft set = {.all = 0};

    for (size_t i = 0; i < n; i++)
        add_test(arena, all, &set, &tests[i]);
    return keep_set(arena, all, &set);
}

static void
add_set(builder *self, draft *to, const aver_unit_set *set)
{
    for (size_t i = 0; i < set->n_parts; i++)
        AVER_PUSH(self->arena, &to->parts,
                  self->all->parts.at[set->parts + i]);
    for (size_t i = 0; i < set->n_blocks; i++) {
        aver_unit_block block = self->all->blocks.at[set->blocks + i];
        for (uint32_t left = block.symbols; left; left &= left - 1)
            AVER_PUSH(self->arena, &to->symbols,
                      block.at * 32 + (unsigned)__builtin_ctz(left));
    }
    to->raws |= set->raws;
}

static step
new_step(aver_reach_type type)
{
    step fresh = {.type = (uint8_t)type, .least = 1, .most = 1};

    return fresh;
}

static step
set_step(builder *self, draft *set)
{
    uint32_t at = keep_set(self->arena, self->all, set);
    step fresh = new_step(self->all->sets.at[at].marked ? AVER_REACH_MARKED
                                                        : AVER_REACH_SET);

    fresh.at = at;
    return fresh;
}

static step
unit_step(builder *self, const aver_shape_item *item)
{
    draft set = {.all = 0};

    if (item->test.flags & AVER_TEST_ANY && !item->raw)
        return new_step(AVER_REACH_ANY);
    add_item(self, &set, item);
    return set_step(self, &set);
}

static void
capture(step *at, unsigned number)
{
    at->flags |= AVER_REACH_CAPTURES;
    at->group = (uint16_t)number;
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
    const aver_unit_set *set;

    if (at->type > AVER_REACH_MARKED || !is_once(at))
        return 0;
    set = &self->all->sets.at[at->at];
    return !set->all && !set->but;
}

/* Whether every alternative is one unit of a set. */
static int
are_sets(const builder *self, const steps *body)
{
    for (size_t i = 0; i < body->n; i++)
        if (i % 2 ? body->at[i].type != AVER_REACH_BAR
                  : body->at[i].flags || !is_plain_set(self, &body->at[i]))
            return 0;
    return body->n % 2;
}

static step
joined_sets(builder *self, const steps *body)
{
    draft set = {.all = 0};

    for (size_t i = 0; i < body->n; i += 2)
        add_set(self, &set, &self->all->sets.at[body->at[i].at]);
    return set_step(self, &set);
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
    step whole = *last;
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
    *last = set_step(self, &set);
    last->flags = whole.flags;
    last->group = whole.group;
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
    aver_reach fresh = {(uint32_t)all->steps.n, (uint32_t)body->n, 0};
    uint32_t *place;

    AVER_VEC_ROOM(self->arena, &all->steps, all->steps.n + body->n);
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
        aver_reach inner = {at->at, at->n, 0};
        if (at->type == AVER_REACH_MARKED ||
            (at->type != AVER_REACH_SET && depends_on_marks(self, &inner)))
            return 1;
    }
    return 0;
}

static uint32_t
look_number(builder *self, const steps *body)
{
    aver_reaches *all = self->all;
    size_t number = *body_place(all, body);

    while (all->looks.n < number)
        AVER_PUSH(self->arena, &all->looks, 0);
    if (!all->looks.at[number - 1])
        all->looks.at[number - 1] = ++all->n_looks;
    return all->looks.at[number - 1] - 1;
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

static int
holds_steps(const step *at)
{
    return at->type >= AVER_REACH_GROUP && at->type <= AVER_REACH_NOT;
}

/* Whether each alternative has few enough steps. */
static int
is_short(const steps *body)
{
    size_t n = 0;

    for (size_t i = 0; i < body->n; i++) {
        n = body->at[i].type == AVER_REACH_BAR ? 0 : n + 1;
        if (n > AVER_REACH_STEPS)
            return 0;
    }
    return 1;
}

/* Captures are counted from `front`, the last one in front of the body. */
static void
count_from(steps *body, unsigned front)
{
    for (size_t i = 0; i < body->n; i++)
        if (holds_steps(&body->at[i]) ||
            body->at[i].flags & AVER_REACH_CAPTURES)
            body->at[i].group = (uint16_t)(body->at[i].group - front);
}

static step
group_step(builder *self, aver_reach_type type, steps *body, unsigned front)
{
    step fresh = new_step(type);
    aver_reach kept;

    count_from(body, front);
    kept = keep_body(self, body);
    fresh.group = (uint16_t)front;
    fresh.at = kept.at;
    fresh.n = (uint16_t)kept.n;
    if (type != AVER_REACH_GROUP)
        fresh.look = look_number(self, body);
    if (depends_on_marks(self, &kept))
        fresh.flags |= AVER_REACH_MARKS;
    return fresh;
}

/* Whether the steps of a body can be taken without taking a unit. */
static int
may_be_empty(const builder *self, const step *at, uint32_t n)
{
    int empty = 1;

    for (uint32_t i = 0; i < n; i++) {
        if (at[i].type == AVER_REACH_BAR) {
            if (empty)
                return 1;
            empty = 1;
        } else if (at[i].type <= AVER_REACH_ANY) {
            empty = empty && !at[i].least;
        } else if (at[i].type == AVER_REACH_GROUP && at[i].least) {
            empty = empty && may_be_empty(self, self->all->steps.at + at[i].at,
                                          at[i].n);
        }
    }
    return empty;
}

/* Whether it is a repeat that sets of units can follow in the order in which
 * a regex engine would. */
static int
is_regular(const builder *self, const step *last, const aver_shape_item *item)
{
    if (item->least >= AVER_REACH_FAR ||
        (item->most >= AVER_REACH_FAR && item->most != AVER_SHAPE_FAR))
        return 0;
    if (last->type != AVER_REACH_GROUP)
        return 1;
    if (item->most != AVER_SHAPE_FAR)
        return item->most <= AVER_REACH_TIMES;
    return item->least <= AVER_REACH_TIMES &&
           !may_be_empty(self, self->all->steps.at + last->at, last->n);
}

static int
has_bar(const steps *body)
{
    for (size_t i = 0; i < body->n; i++)
        if (body->at[i].type == AVER_REACH_BAR)
            return 1;
    return 0;
}

static int read_body(builder *self, int resets, steps *out);

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
        *last = group_step(self, AVER_REACH_GROUP, &body, last->group);
    }
    self->exact = self->exact && is_regular(self, last, item);
    last->least = times(item->least);
    last->most = times(item->most);
    last->flags |= item->lazy ? AVER_REACH_LAZY : 0;
    return !item->vague;
}

/* What is looked for in front or behind, but not taken. */
static int
read_look(builder *self, const aver_shape_item *open, steps *body,
          unsigned front, steps *out)
{
    const aver_shape_item *next = next_item(self);
    int is_not = open->group == AVER_GROUP_NOT;

    if (next && next->type == AVER_SHAPE_REPEAT) {
        self->at++;
        return 0;
    }
    if (is_not || self->captures == front)
        shorten(body);
    AVER_PUSH(self->arena, out,
              group_step(self, is_not ? AVER_REACH_NOT : AVER_REACH_AHEAD,
                         body, front));
    if (!is_not && self->captures > front)
        out->at[out->n - 1].flags |= AVER_REACH_CAPTURES;
    return 1;
}

/* What a group is in the steps of what it stands in; 1 if exactly so. */
static int
read_group(builder *self, const aver_shape_item *open, steps *out)
{
    unsigned front = self->captures += (unsigned)open->captures;
    const aver_shape_item *next;
    steps body = {0};
    int exact = read_body(self, open->resets, &body) && !open->vague;

    if (open->group == AVER_GROUP_BEHIND)
        return 0;
    if (open->group == AVER_GROUP_NOT && !exact)
        return 0;
    if (open->group != AVER_GROUP_PART)
        return read_look(self, open, &body, front, out) && exact;
    next = next_item(self);
    if (are_sets(self, &body)) {
        AVER_PUSH(self->arena, out, joined_sets(self, &body));
    } else if (!(next && next->type == AVER_SHAPE_REPEAT) && !has_bar(&body) &&
               !open->captures) {
        for (size_t i = 0; i < body.n; i++)
            AVER_PUSH(self->arena, out, body.at[i]);
        return exact;
    } else {
        AVER_PUSH(self->arena, out,
                  group_step(self, AVER_REACH_GROUP, &body, front));
    }
    if (open->captures)
        capture(&out->at[out->n - 1], front);
    return read_repeat(self, out) && exact;
}

/* One element with its repeat. */
static int
read_element(builder *self, const aver_shape_item *item, steps *out)
{
    switch (item->type) {
    case AVER_SHAPE_UNIT:
        AVER_PUSH(self->arena, out, unit_step(self, item));
        if (item->captures)
            capture(&out->at[out->n - 1], ++self->captures);
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
read_body(builder *self, int resets, steps *out)
{
    const aver_shape_item *item;
    unsigned front = self->captures, most = front;
    int exact = 1;

    while ((item = next_item(self)) != NULL) {
        self->at++;
        if (item->type == AVER_SHAPE_CLOSE)
            break;
        exact = read_element(self, item, out) && exact;
        if (out->n)
            subtract(self, out);
        most = self->captures > most ? self->captures : most;
        if (resets && item->type == AVER_SHAPE_BAR)
            self->captures = front;
    }
    self->captures = most;
    self->exact = self->exact && is_short(out);
    return exact;
}

uint32_t
aver_raw_number(aver_arena *arena, aver_reaches *all, const aver_raw *raw)
{
    size_t i = 0;

    while (i < all->raws.n &&
           !aver_str_same(all->raws.at[i].regex, raw->regex))
        i++;
    if (i == AVER_RAWS_MOST)
        return 0;
    if (i == all->raws.n)
        AVER_PUSH(arena, &all->raws, *raw);
    return (uint32_t)i + 1;
}

aver_reach
aver_reach_of(aver_arena *arena, aver_reaches *all, const aver_shape *shape)
{
    builder self = {arena, all, shape, 0, 0, 1};
    steps body = {0};
    int exact = read_body(&self, 0, &body);
    aver_reach whole = keep_body(&self, &body);

    whole.exact = exact && self.exact;
    return whole;
}
