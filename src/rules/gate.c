#include "rules/gate.h"

#include <stdlib.h>

#include "text/fold.h"
#include "text/utf8.h"

/* Classes of bytes, five bits: 0 no letter, 1 to 26 a letter of ASCII. */
enum {
    OTHER = 30, /* beyond ASCII, and no letter that folds to ASCII's begins */
    LATIN = 31, /* such a letter may begin here */
    ANY = 32
};

static unsigned
class_of(char c)
{
    unsigned char u = (unsigned char)c;

    if (u >= 0x80)
        return (u >= 0xC3 && u <= 0xC9) || u == 0xE1 || u == 0xE2 || u == 0xEF
                   ? LATIN
                   : OTHER;
    u |= 0x20;
    return u >= 'a' && u <= 'z' ? u - 'a' + 1U : 0;
}

static int
is_letter(unsigned class)
{
    return class && class < OTHER;
}

static int
is_alnum(char c)
{
    return is_letter(class_of(c)) || (c >= '0' && c <= '9');
}

static unsigned
class_at(aver_str text, size_t at)
{
    return at < text.len ? class_of(text.ptr[at]) : 0;
}

static unsigned
key_of(unsigned a, unsigned b, unsigned c)
{
    return a << 10 | b << 5 | c;
}

void
aver_gate_add(aver_gate *self, aver_arena *arena, aver_str phrase)
{
    aver_gate_phrase fresh = {0, phrase};

    for (size_t i = 0; i < phrase.len; i++)
        if (class_of(phrase.ptr[i]) >= OTHER)
            self->open = 1;
    if (!is_letter(class_at(phrase, 0)))
        self->open = 1;
    fresh.key = (uint16_t)key_of(class_at(phrase, 0), class_at(phrase, 1),
                                 class_at(phrase, 2));
    AVER_PUSH(arena, &self->phrases, fresh);
}

static int
compare(const void *a, const void *b)
{
    const aver_gate_phrase *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = (x->key > y->key) - (x->key < y->key);

    if (!order)
        order = memcmp(x->text.ptr, y->text.ptr, n);
    if (!order)
        order = (x->text.len > y->text.len) - (x->text.len < y->text.len);
    return order;
}

static void
set(aver_gate *self, unsigned a, unsigned b, unsigned c)
{
    unsigned key = key_of(a, b, c);

    self->first[key / 64] |= (uint64_t)1 << key % 64;
}

/* Sets all keys that text may have where a phrase begins: between its letters
 * may stand what folds away, and a letter may have an accent. */
static void
set_keys(aver_gate *self, uint16_t key)
{
    unsigned a = key >> 10, b = key >> 5 & 31, c = key & 31;

    for (unsigned any = 0; any < ANY; any++) {
        set(self, a, OTHER, any);
        set(self, a, LATIN, any);
        if (!b)
            set(self, a, 0, any);
    }
    set(self, a, b, c);
    set(self, a, b, OTHER);
    set(self, a, b, LATIN);
}

/* Letters and digits from `at` on. */
static size_t
run_of(const aver_gate *self, const char *at, const char *end)
{
    size_t n = 0, most = (size_t)(end - at);

    while (n < most && ((self->classes[(unsigned char)at[n]] &&
                         (unsigned char)at[n] < 0x80) ||
                        (at[n] >= '0' && at[n] <= '9')))
        n++;
    return n;
}

static uint32_t
hash_of(const char *at, size_t n)
{
    uint32_t hash = UINT32_C(2166136261);

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ ((unsigned char)at[i] | 0x20U)) * UINT32_C(16777619);
    return hash ^ hash >> 15;
}

static void
fill_slots(aver_gate *self, aver_arena *arena)
{
    const aver_gate_phrase *at = self->phrases.at;
    size_t room = 16, from = 0;

    while (room < 4 * self->phrases.n)
        room *= 2;
    self->slots.at = AVER_NEWS(arena, aver_gate_slot, room);
    self->slots.n = self->slots.room = room;
    while (from < self->phrases.n) {
        aver_str text = at[from].text;
        size_t n = run_of(self, text.ptr, text.ptr + text.len), to = from;
        aver_gate_slot slot = {hash_of(text.ptr, n), (uint16_t)from, 0};
        size_t i = slot.hash & (room - 1);
        while (to < self->phrases.n && at[to].text.len >= n &&
               run_of(self, at[to].text.ptr,
                      at[to].text.ptr + at[to].text.len) == n &&
               !memcmp(at[to].text.ptr, text.ptr, n))
            to++;
        slot.n = (uint16_t)(to - from);
        while (self->slots.at[i].n)
            i = (i + 1) & (room - 1);
        self->slots.at[i] = slot;
        from = to;
    }
}

void
aver_gate_freeze(aver_gate *self, aver_arena *arena)
{
    aver_gate_phrase *at = self->phrases.at;
    size_t n = 0;

    if (self->phrases.n)
        qsort(at, self->phrases.n, sizeof *at, compare);
    for (size_t i = 0; i < self->phrases.n; i++)
        if (!n || compare(&at[i], &at[n - 1]))
            at[n++] = at[i];
    self->phrases.n = n;
    for (unsigned c = 0; c < 256; c++)
        self->classes[c] = (uint8_t)class_of((char)c);
    for (size_t i = 0; i < n; i++)
        set_keys(self, at[i].key);
    for (unsigned b = 0; b < ANY; b++)
        for (unsigned c = 0; c < ANY; c++)
            set(self, LATIN, b, c);
    fill_slots(self, arena);
}

/* A character beyond ASCII. */
typedef enum {
    CHAR_APART,   /* stands between words */
    CHAR_NOTHING, /* folds away */
    CHAR_LETTERS, /* folds to letters */
    CHAR_UNKNOWN
} char_kind;

static char_kind
fold_char(const char *at, const char *end, unsigned *len, aver_str *fold,
          char *room)
{
    int32_t cp = aver_utf8_get(at, end, len);

    if (cp == 0xAD || cp == 0x34F || (cp >= 0x300 && cp <= 0x36F) ||
        (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2060 && cp <= 0x206F) ||
        cp == 0xFEFF)
        return CHAR_NOTHING;
    if ((cp >= 0x80 && cp < 0xC0) || (cp >= 0x2000 && cp < 0x2070))
        return CHAR_APART;
    if ((cp >= 0xC0 && cp < 0x250) || (cp >= 0x1E00 && cp < 0x1F00) ||
        cp == 0x212A || cp == 0x212B) {
        *fold = aver_str_of(room, aver_fold_put(room, at, *len, NULL));
        return CHAR_LETTERS;
    }
    return CHAR_UNKNOWN;
}

/* Whether what stands at `at`, behind a phrase, ends its last word: not, or
 * n't, may be a word of its own. */
static int
is_end(const char *at, const char *end)
{
    if (at == end || !is_letter(class_of(*at)))
        return 1;
    return (*at | 0x20) == 'n' && end - at > 2 &&
           ((at[1] | 0x20) == 'o' || !is_letter(class_of(at[1])));
}

static const char *
skip_gap(const char *at, const char *end)
{
    while (at < end && !is_alnum(*at) && class_of(*at) != LATIN)
        at++;
    return at;
}

/* Whether the letters at `at`, which is beyond ASCII, go on as the phrase at
 * `*i` does: 1, with both behind them; 0 no; -1 not known. */
static int
goes_on(const char **at, const char *end, aver_str phrase, size_t *i)
{
    char room[16];
    aver_str fold = {room, 0};
    unsigned len;

    switch (fold_char(*at, end, &len, &fold, room)) {
    case CHAR_APART:
        return 0;
    case CHAR_UNKNOWN:
        return -1;
    case CHAR_NOTHING:
    case CHAR_LETTERS:
        break;
    }
    if (fold.len > phrase.len - *i ||
        (fold.len && memcmp(fold.ptr, phrase.ptr + *i, fold.len)))
        return 0;
    *i += fold.len;
    *at += len;
    return 1;
}

static int
is_phrase(const char *at, const char *end, aver_str phrase)
{
    size_t i = 0;

    while (i < phrase.len) {
        char want = phrase.ptr[i];
        int on;
        if (!is_alnum(want)) {
            at = skip_gap(at, end);
            i++;
            continue;
        }
        if (at == end)
            return 0;
        if ((unsigned char)*at < 0x80) {
            if ((*at >= 'A' && *at <= 'Z' ? *at + 32 : *at) != want)
                return 0;
            at++;
            i++;
            continue;
        }
        on = goes_on(&at, end, phrase, &i);
        if (on <= 0)
            return on < 0;
    }
    return is_end(at, end);
}

/* The first phrase whose key is not below `key`. */
static size_t
first_of(const aver_gate *self, unsigned key)
{
    size_t low = 0, high = self->phrases.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->phrases.at[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int
in_range(const aver_gate *self, const char *at, const char *end,
         unsigned least, unsigned most)
{
    for (size_t i = first_of(self, least);
         i < self->phrases.n && self->phrases.at[i].key <= most; i++)
        if (is_phrase(at, end, self->phrases.at[i].text))
            return 1;
    return 0;
}

/* The same for phrases whose first word is the `n` bytes at `at`. A word may
 * have several slots: its phrases need not stand together. */
static int
with_word(const aver_gate *self, const char *at, const char *end, size_t n)
{
    uint32_t hash = hash_of(at, n);
    size_t mask = self->slots.n - 1;

    for (size_t i = hash & mask; self->slots.at[i].n; i = (i + 1) & mask) {
        const aver_gate_slot *slot = &self->slots.at[i];
        if (slot->hash != hash)
            continue;
        for (size_t k = slot->first; k < (size_t)slot->first + slot->n; k++)
            if (is_phrase(at, end, self->phrases.at[k].text))
                return 1;
    }
    return 0;
}

/* The word without a not, or the n of n't, at its end; or all of it. */
static size_t
without_not(const char *at, const char *end, size_t n)
{
    if (n > 3 && (at[n - 3] | 0x20) == 'n' && (at[n - 2] | 0x20) == 'o' &&
        (at[n - 1] | 0x20) == 't')
        return n - 3;
    return n > 1 && at + n < end && (at[n - 1] | 0x20) == 'n' ? n - 1 : n;
}

/* The same with a first letter beyond ASCII. Of what is not known only
 * ligatures are made into letters. */
static int
begins_latin(const aver_gate *self, const char *at, const char *end)
{
    char room[16];
    aver_str fold = {room, 0};
    unsigned len, a;

    switch (fold_char(at, end, &len, &fold, room)) {
    case CHAR_APART:
    case CHAR_NOTHING:
        return 0;
    case CHAR_UNKNOWN:
        return len == 3 && !memcmp(at, "\xEF\xAC", 2);
    case CHAR_LETTERS:
        break;
    }
    a = fold.len ? class_of(fold.ptr[0]) : 0;
    return is_letter(a) &&
           in_range(self, at, end, key_of(a, 0, 0), key_of(a, 31, 31));
}

/* Whether a phrase begins at `at`, whose key the bitmap knows. */
static int
begins(const aver_gate *self, const char *at, const char *end)
{
    size_t n = run_of(self, at, end), less;
    unsigned a, b;

    if (n && (at + n == end || (unsigned char)at[n] < 0x80)) {
        less = without_not(at, end, n);
        return with_word(self, at, end, n) ||
               (less < n && with_word(self, at, end, less));
    }
    /* Something beyond ASCII in the word, or behind it: by the key. */
    a = class_of(*at);
    b = at + 1 < end ? class_of(at[1]) : 0;
    if (a == LATIN)
        return begins_latin(self, at, end);
    if (!b || b >= OTHER)
        return in_range(self, at, end, key_of(a, 0, 0), key_of(a, 31, 31));
    return in_range(self, at, end, key_of(a, b, 0), key_of(a, b, 31));
}

/* The five bits of the byte in front of `at`, and of two from `at` on. */
static unsigned
window_at(aver_str text, const char *at)
{
    const char *end = text.ptr + text.len;
    unsigned before = at > text.ptr ? class_of(at[-1]) : 0;
    unsigned next = at + 1 < end ? class_of(at[1]) : 0;

    return before << 10 | class_of(*at) << 5 | next;
}

const char *
aver_gate_next(const aver_gate *self, aver_str text, const char *from)
{
    const uint32_t letters = UINT32_C(0x07FFFFFE); /* bits 1 to 26 */
    const char *end = text.ptr + text.len, *at = from;
    unsigned window;

    if (at >= end)
        return NULL;
    if (self->open)
        return at;
    window = window_at(text, at);
    for (; at < end; at++) {
        unsigned char third = (unsigned char)(end - at > 2 ? at[2] : 0);
        uint64_t may;
        window = window << 5 | self->classes[third];
        may = self->first[window >> 6 & 511] >> (window & 63);
        may &= ~(letters >> (window >> 15 & 31));
        if ((may & 1) && begins(self, at, end))
            return at;
    }
    return NULL;
}

int
aver_gate_passes(const aver_gate *self, aver_str text)
{
    return aver_gate_next(self, text, text.ptr) != NULL;
}
