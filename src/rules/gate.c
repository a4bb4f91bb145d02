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
    if (!text->len || text->len > UINT16_MAX ||
        self->added.n == PHRASES_MOST) {
        self->open = 1;
        return;
    }
    AVER_PUSH(arena, &self->added, fresh);
}

static void
set_bit(uint64_t *bitmap, size_t bit)
{
    bitmap[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void
set_bits(aver_gate *self, uint64_t key, unsigned behind,
         const aver_gate_set *classes)
{
    uint64_t hash = aver_gate_hash(key);
    size_t few = aver_gate_bit(hash, AVER_GATE_FEW);

    set_bit(self->pairs, aver_gate_pair(key, behind));
    for (unsigned i = 0; i < AVER_GATE_CLASSES; i++)
        if (aver_gate_set_has(classes, i))
            set_bit(self->by_class, ((size_t)i << AVER_GATE_FEW) + few);
    if (!aver_gate_set_meets(classes, &self->firsts))
        return;
    set_bit(self->first, aver_gate_bit(hash, AVER_GATE_KEYS));
    set_bit(self->first_pairs, aver_gate_pair(key, behind));
}

/* In a slot and in the bitmaps. To the letters of its phrases the key may add
 * some: it is not told with what they go on, then. */
static void
set_key(aver_gate *self, uint64_t key, size_t letters,
        const aver_gate_slot *slot)
{
    size_t mask = self->slots.n - 1, i = aver_gate_slot_of(self, key);

    for (size_t k = slot->first; k < (size_t)slot->first + slot->n; k++)
        set_bits(self, key,
                 letters > slot->letters ? AVER_GATE_BEHIND_ANY
                                         : self->phrases.at[k].behind,
                 aver_gate_has(self, k));
    for (; self->slots.at[i].n; i = (i + 1) & mask)
        self->slots.at[i].again |= self->slots.at[i].key == key;
    self->slots.at[i] = *slot;
    self->slots.at[i].key = key;
}

static uint64_t
key_of(const aver_gate *self, size_t phrase)
{
    aver_str text = aver_gate_text(self, phrase);

    return aver_gate_key(text.ptr, text.len);
}

/* Whether a phrase may go on with an n, or end before it. */
static int
may_be_not(const aver_gate_phrase *phrase)
{
    return phrase->behind == AVER_GATE_BEHIND_ANY ||
           phrase->behind >> 5 == aver_gate_behind('n', ' ') >> 5;
}

/* Those that have the same key, by what they go on with. */
static void
sort_group(aver_gate *self, size_t first, size_t end)
{
    for (size_t i = first + 1; i < end; i++) {
        aver_gate_phrase phrase = self->phrases.at[i];
        size_t j = i;
        for (; j > first && self->phrases.at[j - 1].behind > phrase.behind;
             j--)
            self->phrases.at[j] = self->phrases.at[j - 1];
        self->phrases.at[j] = phrase;
    }
}

/* A word that is not longer may have a not, or the n of n't, behind it. */
static void
set_keys(aver_gate *self, size_t first, size_t end)
{
    static const char tail[] = "not";
    uint64_t key = key_of(self, first);
    unsigned n = 0;
    int nots = 0;
    aver_gate_slot slot = {.first = (uint16_t)first,
                           .n = (uint16_t)(end - first)};

    while (n < AVER_GATE_WORD && key >> 8 * n & 0xFF)
        n++;
    slot.letters = (uint8_t)n;
    sort_group(self, first, end);
    for (size_t i = first; i < end; i++) {
        slot.any = (uint16_t)(slot.any + !self->phrases.at[i].behind);
        nots |= may_be_not(&self->phrases.at[i]);
    }
    set_key(self, key, n, &slot);
    for (unsigned i = 0; nots && i < 3 && n < AVER_GATE_WORD; i++) {
        key |= (uint64_t)tail[i] << 8 * n++;
        if (i != 1 || n == AVER_GATE_WORD)
            set_key(self, key, n, &slot);
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

static unsigned
behind_key(aver_str phrase)
{
    size_t i = 0;

    while (i < AVER_GATE_WORD && i < phrase.len &&
           aver_gate_letter(phrase.ptr[i]))
        i++;
    while (i < phrase.len && !aver_gate_alnum(phrase.ptr[i]))
        i++;
    /* behind a single letter at its end there may be an n */
    return i + 1 < phrase.len && aver_gate_letter(phrase.ptr[i])
               ? aver_gate_behind(phrase.ptr[i], phrase.ptr[i + 1])
               : AVER_GATE_BEHIND_ANY;
}

static uint16_t
set_number(aver_gate *self, aver_arena *arena, const aver_gate_set *set)
{
    for (size_t i = self->sets.n; i--;)
        if (!memcmp(&self->sets.at[i], set, sizeof *set))
            return (uint16_t)i;
    AVER_PUSH(arena, &self->sets, *set);
    return (uint16_t)(self->sets.n - 1);
}

static void
write_phrases(aver_gate *self, aver_arena *arena)
{
    for (size_t i = 0; i < self->added.n; i++) {
        aver_str text = self->added.at[i].text;
        aver_gate_phrase fresh = {
            (uint32_t)self->letters.n, (uint16_t)text.len,
            (uint16_t)behind_key(text),
            set_number(self, arena, &self->added.at[i].classes)};
        AVER_PUSH(arena, &self->phrases, fresh);
        AVER_VEC_ROOM(arena, &self->letters, self->letters.n + text.len);
        memcpy(self->letters.at + self->letters.n, text.ptr, text.len);
        self->letters.n += text.len;
    }
    /* so that eight can be read from any of them on */
    AVER_VEC_ROOM(arena, &self->letters, self->letters.n + AVER_GATE_WORD);
    memset(self->letters.at + self->letters.n, 0, AVER_GATE_WORD);
    self->letters.n += AVER_GATE_WORD;
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

static uint64_t *
bitmap(aver_arena *arena, size_t n, unsigned bits)
{
    return AVER_NEWS(arena, uint64_t, (n << bits) / 64);
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
    while (room < 4 * groups)
        room *= 2;
    self->slots.at = AVER_NEWS(arena, aver_gate_slot, room);
    self->first = bitmap(arena, 1, AVER_GATE_KEYS);
    self->first_pairs = bitmap(arena, 1, AVER_GATE_PAIRS);
    self->pairs = bitmap(arena, 1, AVER_GATE_PAIRS);
    self->by_class = bitmap(arena, AVER_GATE_CLASSES, AVER_GATE_FEW);
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

/* Whether all of one of the openings of a class is there; into `lacks`, if
 * that is asked for, what the others lack. */
static int
opens_with(const aver_gate *self, unsigned k, const aver_gate_set *there,
           aver_gate_set *lacks)
{
    for (size_t i = k ? self->ends[k - 1] : 0; i < self->ends[k]; i++) {
        aver_gate_set lack = self->openings.at[i];
        for (int w = 0; w < AVER_GATE_CLASSES / 64; w++)
            lack.w[w] &= ~there->w[w];
        if (aver_gate_set_empty(&lack))
            return 1;
        if (lacks && !aver_gate_set_meets(&lack, &self->firsts))
            aver_gate_set_join(lacks, &lack);
    }
    return 0;
}

static int
opens(const aver_gate *self, const aver_gate_set *there, aver_gate_set *lacks)
{
    if (self->open || aver_gate_set_has(there, AVER_GATE_ALONE))
        return 1;
    for (unsigned w = 0; w < AVER_GATE_CLASSES / 64; w++)
        for (uint64_t left = there->w[w] & self->firsts.w[w]; left;
             left &= left - 1)
            if (opens_with(self, 64 * w + (unsigned)__builtin_ctzll(left),
                           there, lacks))
                return 1;
    return 0;
}

int
aver_gate_opens(const aver_gate *self, const aver_gate_set *there)
{
    return opens(self, there, NULL);
}

int
aver_gate_opens_or(const aver_gate *self, const aver_gate_set *there,
                   aver_gate_set *lacks)
{
    memset(lacks, 0, sizeof *lacks);
    return opens(self, there, lacks);
}

const aver_gate_set *
aver_gate_classes(const aver_gate *self, const aver_gate_hit *hit)
{
    static const aver_gate_set alone = {{(uint64_t)1 << AVER_GATE_ALONE}};

    return hit->phrase == AVER_GATE_ANY ? &alone
                                        : aver_gate_has(self, hit->phrase);
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
