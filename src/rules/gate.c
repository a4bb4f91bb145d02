#include "rules/gate.h"

#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/fold.h"
#include "text/utf8.h"

enum {
    WORD = 8,
    BLOCK = 64,
    STEP = BLOCK - WORD, /* of a block: a word that begins there is seen */
    PHRASES_MOST = AVER_GATE_ANY
};

static const uint64_t ONES = UINT64_C(0x0101010101010101);

static int
is_letter(char c)
{
    unsigned char u = (unsigned char)c | 0x20;

    return u >= 'a' && u <= 'z';
}

static int
is_alnum(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static int
is_beyond(char c)
{
    return (unsigned char)c >= 0x80;
}

/* Whether a letter that folds to ASCII's may begin with this byte. */
static int
is_latin(char c)
{
    unsigned char u = (unsigned char)c;

    return (u >= 0xC3 && u <= 0xC9) || u == 0xE1 || u == 0xE2 || u == 0xEF;
}

void
aver_gate_add(aver_gate *self, aver_arena *arena, aver_str phrase,
              const aver_gate_set *classes)
{
    aver_gate_phrase fresh = {phrase, *classes, 0};
    aver_str *text = &fresh.text;

    /* Figures in front do not matter. */
    while (text->len && !is_letter(text->ptr[0]))
        *text = aver_str_of(text->ptr + 1, text->len - 1);
    for (size_t i = 0; i < text->len; i++)
        if (is_beyond(text->ptr[i]))
            self->open = 1;
    if (!text->len || self->phrases.n == PHRASES_MOST) {
        self->open = 1;
        return;
    }
    AVER_PUSH(arena, &self->phrases, fresh);
}

/* Eight bytes, the first of them the lowest. */
static inline uint64_t
load(const char *at)
{
    uint64_t bytes;

    memcpy(&bytes, at, WORD);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes;
}

/* --- keys: the letters at the beginning of a word, small, eight at most ---
 */

static uint64_t
key_of(const char *at, size_t n)
{
    uint64_t key = 0;

    for (size_t i = 0; i < n && i < WORD && is_letter(at[i]); i++)
        key |= (uint64_t)((unsigned char)at[i] | 0x20) << 8 * i;
    return key;
}

static uint64_t
hash_of(uint64_t key)
{
    return key * UINT64_C(0x9E3779B97F4A7C15);
}

static int
is_in(const uint64_t *bitmap, uint64_t key)
{
    uint64_t bit = hash_of(key) >> (64 - AVER_GATE_BITS);

    return (int)(bitmap[bit / 64] >> bit % 64 & 1);
}

static size_t
slot_of(const aver_gate *self, uint64_t key)
{
    return (size_t)(hash_of(key) >> (64 - __builtin_ctzll(self->slots.n)));
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
    uint64_t bit = hash_of(key) >> (64 - AVER_GATE_BITS);
    size_t mask = self->slots.n - 1, i = slot_of(self, key);

    self->may[bit / 64] |= (uint64_t)1 << bit % 64;
    if (has_first(self, slot))
        self->first[bit / 64] |= (uint64_t)1 << bit % 64;
    while (self->slots.at[i].n)
        i = (i + 1) & mask;
    self->slots.at[i] = *slot;
    self->slots.at[i].key = key;
}

/* A word that is not longer may have a not, or the n of n't, behind it. */
static void
set_keys(aver_gate *self, size_t first, size_t end)
{
    static const char tail[] = "not";
    aver_str text = self->phrases.at[first].text;
    uint64_t key = key_of(text.ptr, text.len);
    unsigned n = 0;
    aver_gate_slot slot = {0, (uint16_t)first, (uint16_t)(end - first), 0};

    while (n < WORD && key >> 8 * n & 0xFF)
        n++;
    slot.letters = (uint16_t)n;
    set_key(self, key, &slot);
    for (unsigned i = 0; i < 3 && n < WORD; i++, n++) {
        key |= (uint64_t)tail[i] << 8 * n;
        if (i != 1 || n + 1 == WORD)
            set_key(self, key, &slot);
    }
}

static int
compare(const void *a, const void *b)
{
    const aver_gate_phrase *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = memcmp(x->text.ptr, y->text.ptr, n);

    return order ? order
                 : (x->text.len > y->text.len) - (x->text.len < y->text.len);
}

static void
merge_phrases(aver_gate *self)
{
    aver_gate_phrase *at = self->phrases.at;
    size_t n = 0;

    if (self->phrases.n)
        qsort(at, self->phrases.n, sizeof *at, compare);
    for (size_t i = 0; i < self->phrases.n; i++) {
        if (n && !compare(&at[i], &at[n - 1]))
            aver_gate_set_join(&at[n - 1].classes, &at[i].classes);
        else
            at[n++] = at[i];
    }
    self->phrases.n = n;
}

/* The letter with which a phrase goes on behind the letters of its key; 0: it
 * ends, or goes on with something else. */
static char
letter_behind(aver_str phrase)
{
    size_t i = 0;

    while (i < WORD && i < phrase.len && is_letter(phrase.ptr[i]))
        i++;
    if (i < phrase.len && !is_alnum(phrase.ptr[i]))
        i++;
    return (char)(i < phrase.len && is_letter(phrase.ptr[i]) ? phrase.ptr[i]
                                                             : 0);
}

/* The end of the phrases that have the same key as the one at `from`. */
static size_t
group_end(const aver_gate *self, size_t from)
{
    const aver_gate_phrase *at = self->phrases.at;
    uint64_t key = key_of(at[from].text.ptr, at[from].text.len);
    size_t to = from + 1;

    while (to < self->phrases.n &&
           key_of(at[to].text.ptr, at[to].text.len) == key)
        to++;
    return to;
}

void
aver_gate_freeze(aver_gate *self, aver_arena *arena)
{
    size_t groups = 0, room = 16;

    merge_phrases(self);
    for (size_t i = 0; i < self->phrases.n; i++)
        self->phrases.at[i].next = letter_behind(self->phrases.at[i].text);
    for (size_t i = 0; i < self->phrases.n; i = group_end(self, i))
        groups++;
    while (room < 5 * groups)
        room *= 2;
    self->slots.at = AVER_NEWS(arena, aver_gate_slot, room);
    self->slots.n = self->slots.room = room;
    for (size_t i = 0; i < self->phrases.n; i = group_end(self, i))
        set_keys(self, i, group_end(self, i));
}

/* --- comparing ----------------------------------------------------------- */

/* A character beyond ASCII. */
typedef enum {
    CHAR_APART,   /* stands between words */
    CHAR_NOTHING, /* folds away */
    CHAR_LETTERS, /* folds to letters */
    CHAR_UNKNOWN
} char_kind;

enum { LIGATURES = 0xFB00 };

static const char *const ligatures[] = {"ff",  "fi", "fl", "ffi",
                                        "ffl", "st", "st"};

static char_kind
fold_char(const char *at, const char *end, unsigned *len, aver_str *fold,
          char *room)
{
    int32_t cp = aver_utf8_get(at, end, len);
    size_t ligature = (size_t)(cp - LIGATURES);

    if (cp >= LIGATURES && ligature < sizeof ligatures / sizeof *ligatures) {
        *fold = aver_str_z(ligatures[ligature]);
        return CHAR_LETTERS;
    }
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
    if (at == end || !is_letter(*at))
        return 1;
    return (*at | 0x20) == 'n' && end - at > 2 &&
           ((at[1] | 0x20) == 'o' || at[1] == '\'' || at[1] == '`' ||
            is_beyond(at[1]));
}

static const char *
skip_gap(const char *at, const char *end)
{
    while (at < end && !is_alnum(*at) && !is_latin(*at))
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

/* Whether what follows goes on as the phrase does at `i`; -1 not known. */
static int
is_phrase(const char *at, const char *end, aver_str phrase, size_t i)
{
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
        if (!is_beyond(*at)) {
            if ((*at >= 'A' && *at <= 'Z' ? *at + 32 : *at) != want)
                return 0;
            at++;
            i++;
            continue;
        }
        on = goes_on(&at, end, phrase, &i);
        if (on <= 0)
            return on;
    }
    return is_end(at, end);
}

/* --- scanning ------------------------------------------------------------ */

typedef struct {
    const aver_gate *gate;
    const uint64_t *bitmap;
    aver_arena *arena;
    const char *text, *end;
    aver_gate_hits *out;
} scan;

/* The letter, or other byte, with which what is behind `at` goes on: of the
 * next word, if one ends there. 0: not to be told. */
static char
next_letter(const char *at, const char *end)
{
    if (at < end && !is_alnum(*at) && !is_beyond(*at))
        at = skip_gap(at, end);
    return (char)(at < end && is_letter(*at) ? *at | 0x20 : 0);
}

/* Of `n` phrases those that stand at `at`; `same` bytes of them are known to
 * be the same. */
static void
try_phrases(const scan *self, const char *at, size_t first, size_t n,
            size_t same)
{
    char next = same && n > 1 ? next_letter(at + same, self->end) : 0;

    for (size_t i = first; i < first + n; i++) {
        aver_gate_hit hit = {(uint32_t)(at - self->text), (uint16_t)i};
        const aver_gate_phrase *phrase = &self->gate->phrases.at[i];
        int is;
        if (next && phrase->next && phrase->next != next)
            continue;
        is = is_phrase(at + same, self->end, phrase->text, same);
        if (is < 0)
            hit.phrase = AVER_GATE_ANY;
        if (is)
            AVER_PUSH(self->arena, self->out, hit);
        if (is < 0)
            return;
    }
}

/* Phrases that begin with the letters of a key that the bitmap has. */
static void
try_key(const scan *self, const char *at, uint64_t key)
{
    const aver_gate *gate = self->gate;
    size_t mask = gate->slots.n - 1;

    for (size_t i = slot_of(gate, key); gate->slots.at[i].n;
         i = (i + 1) & mask) {
        const aver_gate_slot *slot = &gate->slots.at[i];
        if (slot->key == key)
            try_phrases(self, at, slot->first, slot->n, slot->letters);
    }
}

/* Phrases that begin with the letters of a prefix. */
static void
try_prefix(const scan *self, const char *at, aver_str prefix)
{
    const aver_gate *gate = self->gate;
    size_t low = 0, high = gate->phrases.n, n = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        aver_str text = gate->phrases.at[middle].text;
        size_t most = text.len < prefix.len ? text.len : prefix.len;
        int order = memcmp(text.ptr, prefix.ptr, most);
        if (order < 0 || (!order && text.len < prefix.len))
            low = middle + 1;
        else
            high = middle;
    }
    while (low + n < gate->phrases.n &&
           gate->phrases.at[low + n].text.len >= prefix.len &&
           !memcmp(gate->phrases.at[low + n].text.ptr, prefix.ptr, prefix.len))
        n++;
    try_phrases(self, at, low, n, 0);
}

/* A dash, a quotation mark or the like: it parts words. */
static int
is_mark(const char *at, const char *end)
{
    return end - at > 2 && !memcmp(at, "\xE2\x80", 2) &&
           (unsigned char)at[2] >= 0x90;
}

/* A word whose first letters may have something beyond ASCII behind them. */
static void
try_carefully(const scan *self, const char *at)
{
    size_t left = (size_t)(self->end - at), n = 0;
    char prefix[WORD];
    uint64_t key = key_of(at, left);

    for (; n < left && n < WORD && is_letter(at[n]); n++)
        prefix[n] = (char)(at[n] | 0x20);
    if (n < WORD && n < left && is_beyond(at[n]) &&
        !is_mark(at + n, self->end))
        try_prefix(self, at, aver_str_of(prefix, n));
    else if (is_in(self->bitmap, key))
        try_key(self, at, key);
}

/* A first letter beyond ASCII. */
static void
try_latin(const scan *self, const char *at)
{
    char room[16];
    aver_str fold = {room, 0};
    unsigned len;

    if (is_latin(*at) && !is_mark(at, self->end) &&
        fold_char(at, self->end, &len, &fold, room) == CHAR_LETTERS &&
        fold.len && is_letter(fold.ptr[0]))
        try_prefix(self, at, aver_str_of(fold.ptr, 1));
}

/* A bit for each of the bytes of a block: letters of ASCII, bytes beyond it,
 * the first of them the lowest. */
typedef struct {
    uint64_t letters, high;
} block_bits;

#ifdef __SSE2__
static inline void
look(const char *at, block_bits *out)
{
    const __m128i a = _mm_set1_epi8('a' - 1), z = _mm_set1_epi8('z' + 1);
    const __m128i small = _mm_set1_epi8(0x20);

    out->letters = out->high = 0;
    for (unsigned i = 0; i < BLOCK; i += 16) {
        __m128i is, bytes = _mm_loadu_si128((const __m128i *)(at + i));
        out->high |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
        bytes = _mm_or_si128(bytes, small);
        is = _mm_and_si128(_mm_cmpgt_epi8(bytes, a), _mm_cmplt_epi8(bytes, z));
        out->letters |= (uint64_t)(unsigned)_mm_movemask_epi8(is) << i;
    }
}
#else
/* The highest bits of eight bytes. */
static inline uint64_t
gather(uint64_t bits)
{
    return (bits >> 7 & ONES) * UINT64_C(0x0102040810204080) >> 56;
}

static inline void
look(const char *at, block_bits *out)
{
    out->letters = out->high = 0;
    for (unsigned i = 0; i < BLOCK; i += WORD) {
        uint64_t bytes = load(at + i), low;
        low = (bytes | 0x20 * ONES) & 0x7F * ONES;
        low = (low + (0x80 - 'a') * ONES) & ~(low + (0x7F - 'z') * ONES);
        out->letters |= gather(low & ~bytes) << i;
        out->high |= gather(bytes) << i;
    }
}
#endif

/* The words at the bits of `starts`. */
static inline void
try_words(const scan *self, const char *at, uint64_t is, uint64_t starts)
{
    static const uint64_t masks[WORD + 1] = {
        0x0,          0xFF,           0xFFFF,           0xFFFFFF,  0xFFFFFFFF,
        0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX};
    const uint64_t *bitmap = self->bitmap;

    for (; starts; starts &= starts - 1) {
        int i = __builtin_ctzll(starts);
        int n = __builtin_ctzll(~(is >> i) | (uint64_t)1 << WORD);
        uint64_t key = (load(at + i) | 0x20 * ONES) & masks[n];
        if (is_in(bitmap, key))
            try_key(self, at + i, key);
    }
}

/* The same where something beyond ASCII is near. */
static void
try_all(const scan *self, const char *at, uint64_t high, uint64_t starts)
{
    for (uint64_t left = high | starts; left; left &= left - 1) {
        int i = __builtin_ctzll(left);
        if (high >> i & 1)
            try_latin(self, at + i);
        else
            try_carefully(self, at + i);
    }
}

/* What begins in the first STEP bytes of a block, or in `n` of them. */
static void
try_block(const scan *self, const char *at, size_t n, int before)
{
    block_bits is;
    uint64_t starts = ((uint64_t)1 << n) - 1;

    look(at, &is);
    starts &= ~(is.letters << 1 | (uint64_t)before);
    if (is.high)
        try_all(self, at, is.high & starts, is.letters & starts);
    else
        try_words(self, at, is.letters, is.letters & starts);
}

void
aver_gate_scan(const aver_gate *self, aver_arena *arena, aver_str text,
               aver_span range, int all, aver_gate_hits *out)
{
    const char *at = text.ptr + range.start, *to = text.ptr + range.end;
    const char *end = text.ptr + text.len;
    scan now = {self, all ? self->may : self->first, arena, text.ptr, end,
                out};
    int before = range.start && is_letter(at[-1]);

    if (!self->phrases.n)
        return;
    for (; to - at >= STEP && end - at >= BLOCK; at += STEP) {
        try_block(&now, at, STEP, before);
        before = is_letter(at[STEP - 1]);
    }
    for (; at < to; at++) {
        if (!before && is_letter(*at))
            try_carefully(&now, at);
        else if (!before && is_beyond(*at))
            try_latin(&now, at);
        before = is_letter(*at);
    }
}

static int
is_there(const aver_gate_set *need, const aver_gate_set *there)
{
    uint64_t lacks = 0;

    for (int w = 0; w < AVER_GATE_CLASSES / 64; w++)
        lacks |= need->w[w] & ~there->w[w];
    return !lacks;
}

int
aver_gate_opens(const aver_gate *self, const aver_gate_set *there)
{
    if (self->open || aver_gate_set_has(there, AVER_GATE_ALONE))
        return 1;
    for (size_t i = 0; i < self->openings.n; i++)
        if (is_there(&self->openings.at[i], there))
            return 1;
    return 0;
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
