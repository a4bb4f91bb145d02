#include "rules/gate_key.h"

#include <stdlib.h>

enum { PHRASES_MOST = AVER_GATE_ANY };

void
aver_gate_add(aver_gate *self, aver_arena *arena, aver_str phrase,
              const aver_gate_set *classes)
{
    aver_gate_added fresh = {phrase, *classes};
    aver_str *text = &fresh.text;

    /* Figures in front do not matter. */
    while (text->len && !aver_gate_letter(text->ptr[0]))
        *text = aver_str_of(text->ptr + 1, text->len - 1);
    for (size_t i = 0; i < text->len; i++)
        if (aver_gate_beyond(text->ptr[i]))
            self->open = 1;
    if (!text->len || self->added.n == PHRASES_MOST) {
        self->open = 1;
        return;
    }
    AVER_PUSH(arena, &self->added, fresh);
}

static int
has_first(const aver_gate *self, const aver_gate_slot *slot)
{
    for (unsigned i = slot->first; i < (unsigned)slot->first + slot->n; i++)
        if (aver_gate_set_meets(&self->phrases.at[i].classes, &self->firsts))
            return 1;
    return 0;
}

static void
set_key(aver_gate *self, uint64_t key, const aver_gate_slot *slot)
{
    uint64_t bit = aver_gate_hash(key) >> (64 - AVER_GATE_BITS);
    size_t mask = self->slots.n - 1, i = aver_gate_slot_of(self, key);

    self->may[bit / 64] |= (uint64_t)1 << bit % 64;
    if (has_first(self, slot))
        self->first[bit / 64] |= (uint64_t)1 << bit % 64;
    while (self->slots.at[i].n)
        i = (i + 1) & mask;
    self->slots.at[i] = *slot;
    self->slots.at[i].key = key;
}

static uint64_t
key_of(const aver_gate *self, size_t phrase)
{
    aver_str text = aver_gate_text(self, phrase);

    return aver_gate_key(text.ptr, text.len);
}

/* A word that is not longer may have a not, or the n of n't, behind it. */
static void
set_keys(aver_gate *self, size_t first, size_t end)
{
    static const char tail[] = "not";
    uint64_t key = key_of(self, first);
    unsigned n = 0;
    aver_gate_slot slot = {.first = (uint16_t)first,
                           .n = (uint16_t)(end - first)};

    while (n < AVER_GATE_WORD && key >> 8 * n & 0xFF)
        n++;
    slot.letters = (uint16_t)n;
    for (size_t i = first; i < end; i++)
        slot.nexts |= aver_gate_next_bit(self->phrases.at[i].next);
    set_key(self, key, &slot);
    for (unsigned i = 0; i < 3 && n < AVER_GATE_WORD; i++, n++) {
        key |= (uint64_t)tail[i] << 8 * n;
        if (i != 1 || n + 1 == AVER_GATE_WORD)
            set_key(self, key, &slot);
    }
}

static int
compare(const void *a, const void *b)
{
    const aver_gate_added *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = memcmp(x->text.ptr, y->text.ptr, n);

    return order ? order
                 : (x->text.len > y->text.len) - (x->text.len < y->text.len);
}

/* What was added, sorted; the same phrase twice is one. */
static void
merge_added(aver_gate *self)
{
    aver_gate_added *at = self->added.at;
    size_t n = 0;

    if (self->added.n)
        qsort(at, self->added.n, sizeof *at, compare);
    for (size_t i = 0; i < self->added.n; i++) {
        if (n && !compare(&at[i], &at[n - 1]))
            aver_gate_set_join(&at[n - 1].classes, &at[i].classes);
        else
            at[n++] = at[i];
    }
    self->added.n = n;
}

/* The letter with which a phrase goes on behind the letters of its key; 0: it
 * ends, or goes on with something else. */
static char
letter_behind(aver_str phrase)
{
    size_t i = 0;

    while (i < AVER_GATE_WORD && i < phrase.len &&
           aver_gate_letter(phrase.ptr[i]))
        i++;
    if (i < phrase.len && !aver_gate_alnum(phrase.ptr[i]))
        i++;
    return (char)(i < phrase.len && aver_gate_letter(phrase.ptr[i])
                      ? phrase.ptr[i]
                      : 0);
}

static void
write_phrases(aver_gate *self, aver_arena *arena)
{
    for (size_t i = 0; i < self->added.n; i++) {
        aver_str text = self->added.at[i].text;
        aver_gate_phrase fresh = {
            (uint32_t)self->letters.n, (uint32_t)text.len,
            self->added.at[i].classes, letter_behind(text)};
        AVER_PUSH(arena, &self->phrases, fresh);
        AVER_VEC_ROOM(arena, &self->letters, self->letters.n + text.len);
        memcpy(self->letters.at + self->letters.n, text.ptr, text.len);
        self->letters.n += text.len;
    }
}

/* The end of the phrases that have the same key as the one at `from`. */
static size_t
group_end(const aver_gate *self, size_t from)
{
    uint64_t key = key_of(self, from);
    size_t to = from + 1;

    while (to < self->phrases.n && key_of(self, to) == key)
        to++;
    return to;
}

/* The class of an opening that is looked for in all texts: of several one that
 * the rules give, which tells more than what a text is about. */
static unsigned
leader(const aver_gate *self, const aver_gate_set *opening)
{
    unsigned i = AVER_GATE_CLASSES - 1;

    while (i && !(aver_gate_set_has(opening, i) &&
                  aver_gate_set_has(&self->firsts, i)))
        i--;
    return i;
}

/* Each opening has a class that is looked for in all texts. */
static void
need_firsts(aver_gate *self)
{
    for (size_t i = 0; i < self->openings.n; i++)
        if (!aver_gate_set_meets(&self->openings.at[i], &self->firsts))
            aver_gate_set_join(&self->firsts, &self->openings.at[i]);
}

static void
sort_openings(aver_gate *self, aver_arena *arena)
{
    size_t n = self->openings.n, end = 0;
    aver_gate_set *by_class = AVER_NEWS(arena, aver_gate_set, n);

    for (unsigned k = 0; k < AVER_GATE_CLASSES; k++) {
        for (size_t i = 0; i < n; i++)
            if (leader(self, &self->openings.at[i]) == k)
                by_class[end++] = self->openings.at[i];
        self->ends[k] = (uint16_t)end;
    }
    self->openings.at = by_class;
}

void
aver_gate_freeze(aver_gate *self, aver_arena *arena)
{
    size_t groups = 0, room = 16;

    need_firsts(self);
    sort_openings(self, arena);
    merge_added(self);
    write_phrases(self, arena);
    for (size_t i = 0; i < self->phrases.n; i = group_end(self, i))
        groups++;
    while (room < 5 * groups)
        room *= 2;
    self->slots.at = AVER_NEWS(arena, aver_gate_slot, room);
    self->first = AVER_NEWS(arena, uint64_t, (1 << AVER_GATE_BITS) / 64);
    self->may = AVER_NEWS(arena, uint64_t, (1 << AVER_GATE_BITS) / 64);
    self->slots.n = self->slots.room = room;
    for (size_t i = 0; i < self->phrases.n; i = group_end(self, i))
        set_keys(self, i, group_end(self, i));
}

static int
is_there(const aver_gate_set *need, const aver_gate_set *there)
{
    uint64_t lacks = 0;

    for (int w = 0; w < AVER_GATE_CLASSES / 64; w++)
        lacks |= need->w[w] & ~there->w[w];
    return !lacks;
}

/* Whether all of one of the openings of a class is there. */
static int
opens_with(const aver_gate *self, unsigned k, const aver_gate_set *there)
{
    for (size_t i = k ? self->ends[k - 1] : 0; i < self->ends[k]; i++)
        if (is_there(&self->openings.at[i], there))
            return 1;
    return 0;
}

int
aver_gate_opens(const aver_gate *self, const aver_gate_set *there)
{
    if (self->open || aver_gate_set_has(there, AVER_GATE_ALONE))
        return 1;
    for (unsigned w = 0; w < AVER_GATE_CLASSES / 64; w++)
        for (uint64_t left = there->w[w] & self->firsts.w[w]; left;
             left &= left - 1)
            if (opens_with(self, 64 * w + (unsigned)__builtin_ctzll(left),
                           there))
                return 1;
    return 0;
}

int
aver_gate_may_open(const aver_gate *self, const aver_gate_set *first)
{
    aver_gate_set there = *first;

    for (int w = 0; w < AVER_GATE_CLASSES / 64; w++)
        there.w[w] |= ~self->firsts.w[w];
    return aver_gate_opens(self, &there);
}

const aver_gate_set *
aver_gate_classes(const aver_gate *self, const aver_gate_hit *hit)
{
    static const aver_gate_set alone = {{(uint64_t)1 << AVER_GATE_ALONE}};

    return hit->phrase == AVER_GATE_ANY
               ? &alone
               : &self->phrases.at[hit->phrase].classes;
}

int
aver_gate_has_part(const aver_gate *self, const aver_gate_set *there,
                   const aver_gate_hit *hit)
{
    const aver_gate_set *has = aver_gate_classes(self, hit);

    if (aver_gate_set_has(has, AVER_GATE_ALONE))
        return 1;
    for (size_t i = 0; i < self->openings.n; i++) {
        const aver_gate_set *need = &self->openings.at[i];
        if (aver_gate_set_meets(need, has) && is_there(need, there))
            return 1;
    }
    return 0;
}
