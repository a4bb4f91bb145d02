#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/eight.h"
#include "rules/gate_key.h"
#include "text/fold.h"
#include "text/utf8.h"

/* A word that begins in the first STEP bytes of a block is seen in it. */
enum { BLOCK = 64, STEP = BLOCK - AVER_GATE_WORD };

/* So many bytes of eight. */
static const uint64_t first_bytes[AVER_GATE_WORD + 1] = {
    0x0,          0xFF,           0xFFFF,           0xFFFFFF,  0xFFFFFFFF,
    0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX};

static inline unsigned
is_in(const uint64_t *bitmap, size_t bit)
{
    return (unsigned)(bitmap[bit / 64] >> bit % 64 & 1);
}

/* Whether a letter that folds to ASCII's may begin with this byte. */
static int
is_latin(char c)
{
    unsigned char u = (unsigned char)c;

    return (u >= 0xC3 && u <= 0xC9) || u == 0xE1 || u == 0xE2 || u == 0xEF;
}

/* The first AVER_GATE_WORD bytes, letters small. */
static inline uint64_t
small_eight(const char *at)
{
    return aver_eight_first(at) | 0x20 * AVER_EIGHT_ONES;
}

/* --- comparing ----------------------------------------------------------- */

enum { MARKS_MOST = 16 }; /* that fold away, in a phrase of a text */

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
    if (at == end || !aver_gate_letter(*at))
        return 1;
    return (*at | 0x20) == 'n' && end - at > 2 &&
           ((at[1] | 0x20) == 'o' || at[1] == '\'' || at[1] == '`' ||
            aver_gate_beyond(at[1]));
}

static const char *
skip_gap(const char *at, const char *end)
{
    while (at < end && !aver_gate_alnum(*at) && !is_latin(*at))
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

/* The same where no more than one byte parts words: -1 where that is not so,
 * or near the end of the text. */
static int
is_plain_phrase(const char *at, const char *end, aver_str phrase, size_t i)
{
    for (size_t n; i < phrase.len; i += n, at += n) {
        const char *letters = phrase.ptr + i;
        uint64_t other;
        n = phrase.len - i < AVER_GATE_WORD ? phrase.len - i : AVER_GATE_WORD;
        if (end - at < AVER_GATE_WORD)
            return -1;
        other = (small_eight(at) ^ aver_eight_first(letters)) & first_bytes[n];
        if (other) {
            int k = __builtin_ctzll(other) / 8;
            return aver_gate_letter(at[k]) && aver_gate_letter(letters[k])
                       ? 0
                       : -1;
        }
    }
    return is_end(at, end);
}

/* Whether what follows goes on as the phrase does at `i`; -1 not known. */
static int
is_phrase(const char *at, const char *end, aver_str phrase, size_t i)
{
    int marks = 0, plain = is_plain_phrase(at, end, phrase, i);

    if (plain >= 0)
        return plain;
    while (i < phrase.len) {
        char want = phrase.ptr[i];
        size_t before = i;
        int on;
        if (!aver_gate_alnum(want)) {
            at = skip_gap(at, end);
            i++;
            continue;
        }
        if (at == end)
            return 0;
        if (!aver_gate_beyond(*at)) {
            if ((*at >= 'A' && *at <= 'Z' ? *at + 32 : *at) != want)
                return 0;
            at++;
            i++;
            continue;
        }
        on = goes_on(&at, end, phrase, &i);
        if (on <= 0)
            return on;
        if (i == before && ++marks > MARKS_MOST)
            return -1;
    }
    return is_end(at, end);
}

/* --- scanning ------------------------------------------------------------ */

/* A word whose key the bitmap has. */
typedef struct {
    const char *at;
    uint64_t key;
    unsigned behind;
} candidate;

/* Candidates wait for each other, so that the memory that tells more of them
 * is on its way for all. */
enum { WAITING = 32, ROOM = WAITING + STEP };

typedef struct {
    const aver_gate *gate;
    const uint64_t *keys, *pairs; /* bitmaps */
    unsigned bits;                /* of the keys' one */
    const aver_gate_set *wanted;
    aver_arena *arena;
    const char *text, *end;
    aver_gate_hits *out;
    size_t n; /* waiting */
    candidate waiting[ROOM];
} scan;

/* What a text goes on with at `at`, where the letters of a key end. */
static unsigned
behind_any(const char *at, const char *end)
{
    if (at < end && !aver_gate_alnum(*at) && !aver_gate_beyond(*at))
        at = skip_gap(at + 1, end);
    if (at == end)
        return AVER_GATE_BEHIND_NONE;
    if (aver_gate_beyond(*at))
        return AVER_GATE_BEHIND_ANY;
    if (!aver_gate_letter(*at))
        return AVER_GATE_BEHIND_NONE;
    if (end - at < 2)
        return aver_gate_behind(*at, ' ');
    return aver_gate_beyond(at[1]) ? AVER_GATE_BEHIND_ANY
                                   : aver_gate_behind(*at, at[1]);
}

/* The same, most often with one look at each of three bytes. */
static inline unsigned
behind_key(const char *at, const char *end)
{
    enum { DIGIT = 32 };
#define TWICE(c, is) [c] = (is), [(c)-0x20] = (is)
    static const unsigned char kinds[0x80] = {
        TWICE('a', 1),  TWICE('b', 2),  TWICE('c', 3),  TWICE('d', 4),
        TWICE('e', 5),  TWICE('f', 6),  TWICE('g', 7),  TWICE('h', 8),
        TWICE('i', 9),  TWICE('j', 10), TWICE('k', 11), TWICE('l', 12),
        TWICE('m', 13), TWICE('n', 14), TWICE('o', 15), TWICE('p', 16),
        TWICE('q', 17), TWICE('r', 18), TWICE('s', 19), TWICE('t', 20),
        TWICE('u', 21), TWICE('v', 22), TWICE('w', 23), TWICE('x', 24),
        TWICE('y', 25), TWICE('z', 26), ['0'] = DIGIT,  ['1'] = DIGIT,
        ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT,  ['5'] = DIGIT,
        ['6'] = DIGIT,  ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT};
#undef TWICE

    if (end - at > 2) {
        unsigned a = (unsigned char)at[0], b = (unsigned char)at[1];
        unsigned c = (unsigned char)at[2], first, second;
        if (!((a | b | c) & 0x80)) {
            first = kinds[a] ? kinds[a] : kinds[b];
            second = kinds[a] ? kinds[b] : kinds[c];
            if (first - 1 < 26)
                return first << 5 | (second & 31);
        }
    }
    return behind_any(at, end);
}

static void
add_hit(const scan *self, const char *at, unsigned phrase)
{
    aver_gate_hit hit = {(uint32_t)(at - self->text), (uint16_t)phrase};

    AVER_PUSH(self->arena, self->out, hit);
}

/* Of phrases whose first `letters` stand at `at`, those that stand there; 0
 * if that is not to be told. */
static int
try_phrases(const scan *self, const char *at, size_t first, size_t end,
            size_t letters)
{
    for (size_t i = first; i < end; i++) {
        int is;
        if (!aver_gate_set_meets(aver_gate_has(self->gate, i), self->wanted))
            continue;
        is = is_phrase(at + letters, self->end, aver_gate_text(self->gate, i),
                       letters);
        if (is)
            add_hit(self, at, is < 0 ? AVER_GATE_ANY : (unsigned)i);
        if (is < 0)
            return 0;
    }
    return 1;
}

/* The first of sorted phrases that goes on so, or with more. */
static size_t
first_behind(const aver_gate_phrase *phrases, size_t low, size_t high,
             unsigned behind)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (phrases[middle].behind < behind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same, where the letters of a slot's key stand. */
static void
try_slot(const scan *self, const char *at, const aver_gate_slot *slot,
         unsigned behind)
{
    const aver_gate_phrase *phrases = self->gate->phrases.at;
    size_t first = slot->first, any = first + slot->any;
    size_t end = first + slot->n, to;

    if (!behind) {
        (void)try_phrases(self, at, first, end, slot->letters);
        return;
    }
    if (slot->any && !try_phrases(self, at, first, any, slot->letters))
        return;
    first = to = first_behind(phrases, any, end, behind);
    while (to < end && phrases[to].behind == behind)
        to++;
    if (to > first)
        (void)try_phrases(self, at, first, to, slot->letters);
}

static size_t
letters_of(uint64_t key)
{
    return (size_t)(71 - __builtin_clzll(key)) / 8;
}

/* Phrases that begin with the letters of a key that the bitmap has. */
static void
try_key(const scan *self, const candidate *word)
{
    const aver_gate *gate = self->gate;
    size_t mask = gate->slots.n - 1, i = aver_gate_slot_of(gate, word->key);
    size_t letters = letters_of(word->key);

    for (; gate->slots.at[i].n; i = (i + 1) & mask) {
        const aver_gate_slot *slot = &gate->slots.at[i];
        if (slot->key != word->key)
            continue;
        try_slot(self, word->at, slot,
                 slot->letters == letters
                     ? word->behind
                     : behind_key(word->at + slot->letters, self->end));
        if (!slot->again)
            return;
    }
}

/* Of the words that wait, those that a phrase may begin with. */
static void
try_waiting(scan *self)
{
    const aver_gate *gate = self->gate;
    size_t n = self->n, may = 0;

    for (size_t i = 0; i < n; i++) {
        candidate word = self->waiting[i];
        word.behind = behind_key(word.at + letters_of(word.key), self->end);
        if (word.behind &&
            !(is_in(self->pairs, aver_gate_pair(word.key, 0)) |
              is_in(self->pairs, aver_gate_pair(word.key, word.behind))))
            continue;
        __builtin_prefetch(&gate->slots.at[aver_gate_slot_of(gate, word.key)]);
        self->waiting[may++] = word;
    }
    for (size_t i = 0; i < may; i++)
        try_key(self, &self->waiting[i]);
    self->n = 0;
}

/* The word at a letter, with its key. */
static inline void
await(scan *self, const char *at, uint64_t key)
{
    self->waiting[self->n].at = at;
    self->waiting[self->n].key = key;
    self->n += is_in(self->keys,
                     aver_gate_bit(aver_gate_hash(key), self->bits));
}

/* Phrases that begin with the letters of a prefix. */
static void
try_prefix(const scan *self, const char *at, aver_str prefix)
{
    const aver_gate *gate = self->gate;
    size_t low = 0, high = gate->phrases.n, n = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        aver_str text = aver_gate_text(gate, middle);
        size_t most = text.len < prefix.len ? text.len : prefix.len;
        int order = memcmp(text.ptr, prefix.ptr, most);
        if (order < 0 || (!order && text.len < prefix.len))
            low = middle + 1;
        else
            high = middle;
    }
    while (low + n < gate->phrases.n &&
           gate->phrases.at[low + n].len >= prefix.len &&
           !memcmp(aver_gate_text(gate, low + n).ptr, prefix.ptr, prefix.len))
        n++;
    (void)try_phrases(self, at, low, low + n, 0);
}

/* Bytes of a dash, a quotation mark (U+2010 to U+203F), a no-break space or
 * the like (U+0080 to U+00BF): it parts words. 0: of none. */
static unsigned
mark_length(const char *at, const char *end)
{
    const unsigned char *u = (const unsigned char *)at;

    if (end - at > 2 && u[0] == 0xE2 && u[1] == 0x80)
        return u[2] >= 0x90 && u[2] < 0xC0 ? 3 : 0;
    return end - at > 1 && u[0] == 0xC2 && (u[1] & 0xC0) == 0x80 &&
                   u[1] != 0xAD
               ? 2
               : 0;
}

/* Whether the letters of a word, as they are folded, may be a key. */
static int
may_be_key(const scan *self, const char *at)
{
    char letters[2 * AVER_GATE_WORD + 16], room[16];
    uint64_t key;
    size_t n = 0;
    int marks = 0;

    while (n < AVER_GATE_WORD && at < self->end) {
        aver_str fold = aver_str_of(at, 1);
        unsigned len = 1;
        char_kind kind = CHAR_LETTERS;
        if (aver_gate_beyond(*at)) {
            fold = aver_str_of(room, 0);
            kind = fold_char(at, self->end, &len, &fold, room);
        }
        marks += kind == CHAR_NOTHING;
        if (kind == CHAR_UNKNOWN || marks > MARKS_MOST)
            return 1;
        if (kind == CHAR_APART || (fold.len && !aver_gate_letter(*fold.ptr)))
            break;
        memcpy(letters + n, fold.ptr, fold.len);
        n += fold.len;
        at += len;
    }
    key = aver_gate_key(letters, n);
    return (int)is_in(self->keys,
                      aver_gate_bit(aver_gate_hash(key), self->bits));
}

/* A word whose first letters may have something beyond ASCII behind them. */
static void
try_carefully(scan *self, const char *at)
{
    size_t left = (size_t)(self->end - at), n = 0;
    char prefix[AVER_GATE_WORD];

    for (; n < left && n < AVER_GATE_WORD && aver_gate_letter(at[n]); n++)
        prefix[n] = (char)(at[n] | 0x20);
    if (n < AVER_GATE_WORD && n < left && aver_gate_beyond(at[n]) &&
        !mark_length(at + n, self->end)) {
        try_waiting(self);
        if (may_be_key(self, at))
            try_prefix(self, at, aver_str_of(prefix, n));
    } else {
        await(self, at, aver_gate_key(at, left));
    }
}

/* A first letter beyond ASCII. */
static void
try_latin(scan *self, const char *at)
{
    char room[16];
    aver_str fold = {room, 0};
    unsigned len;

    if (is_latin(*at) && !mark_length(at, self->end) &&
        fold_char(at, self->end, &len, &fold, room) == CHAR_LETTERS &&
        fold.len && aver_gate_letter(fold.ptr[0]) && may_be_key(self, at)) {
        try_waiting(self);
        try_prefix(self, at, aver_str_of(fold.ptr, 1));
    }
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
    return (bits >> 7 & AVER_EIGHT_ONES) * UINT64_C(0x0102040810204080) >> 56;
}

static inline void
look(const char *at, block_bits *out)
{
    out->letters = out->high = 0;
    for (unsigned i = 0; i < BLOCK; i += AVER_GATE_WORD) {
        uint64_t bytes = aver_eight_first(at + i);
        out->letters |= gather(aver_eight_letters(bytes)) << i;
        out->high |= gather(bytes) << i;
    }
}
#endif

/* Without the bytes of marks: what stands beside them is as if it stood beside
 * ASCII's. */
static uint64_t
without_marks(const char *at, uint64_t high)
{
    for (uint64_t left = high; left; left &= left - 1) {
        int i = __builtin_ctzll(left);
        if (i + 2 < BLOCK)
            high &= ~((((uint64_t)1 << mark_length(at + i, at + BLOCK)) - 1)
                      << i);
    }
    return high;
}

/* The key of the word at a letter; of the bytes from there on `is` says which
 * are letters. */
static inline uint64_t
word_key(const char *at, uint64_t is)
{
    int n = __builtin_ctzll(~is | (uint64_t)1 << AVER_GATE_WORD);

    return small_eight(at) & first_bytes[n];
}

static void
try_words(scan *self, const char *at, uint64_t is, uint64_t starts)
{
    for (; starts; starts &= starts - 1) {
        int i = __builtin_ctzll(starts);
        await(self, at + i, word_key(at + i, is >> i));
    }
}

/* The same where something beyond ASCII is near. */
static void
try_all(scan *self, const char *at, block_bits is, uint64_t starts)
{
    uint64_t near = is.high | is.high >> 1;

    near |= near >> 2;
    near |= near >> 4;
    for (starts &= is.letters | is.high; starts; starts &= starts - 1) {
        int i = __builtin_ctzll(starts);
        if (is.high >> i & 1)
            try_latin(self, at + i);
        else if (near >> i & 1)
            try_carefully(self, at + i);
        else
            await(self, at + i, word_key(at + i, is.letters >> i));
    }
}

/* What begins in the first STEP bytes of a block, or in `n` of them. */
static void
try_block(scan *self, const char *at, size_t n, int before)
{
    block_bits is;
    uint64_t starts = ((uint64_t)1 << n) - 1;

    look(at, &is);
    if (is.high)
        is.high = without_marks(at, is.high);
    starts &= ~(is.letters << 1 | (uint64_t)before);
    if (is.high)
        try_all(self, at, is, starts);
    else
        try_words(self, at, is.letters, is.letters & starts);
    if (self->n > WAITING)
        try_waiting(self);
}

static void
scan_range(scan *self, aver_span range)
{
    const char *at = self->text + range.start, *to = self->text + range.end;
    int before = range.start && aver_gate_letter(at[-1]);

    for (; at < to && self->end - at >= BLOCK; at += STEP) {
        try_block(self, at, to - at < STEP ? (size_t)(to - at) : STEP, before);
        before = aver_gate_letter(at[STEP - 1]);
    }
    for (; at < to; at++) {
        if (!before && aver_gate_letter(*at))
            try_carefully(self, at);
        else if (!before && aver_gate_beyond(*at))
            try_latin(self, at);
        before = aver_gate_letter(*at);
    }
    try_waiting(self);
}

/* The bitmap of the keys of some classes. */
static void
join_keys(const aver_gate *gate, const aver_gate_set *wanted,
          uint64_t *restrict out)
{
    enum { WORDS = (1 << AVER_GATE_FEW) / 64 };

    memset(out, 0, WORDS * sizeof *out);
    for (unsigned w = 0; w < AVER_GATE_CLASSES / 64; w++)
        for (uint64_t left = wanted->w[w]; left; left &= left - 1) {
            size_t class = 64 * w + (unsigned)__builtin_ctzll(left);
            for (size_t i = 0; i < WORDS; i++)
                out[i] |= gate->by_class[class * WORDS + i];
        }
}

void
aver_gate_scan(const aver_gate *self, aver_arena *arena, aver_str text,
               aver_span range, const aver_gate_set *wanted,
               aver_gate_hits *out)
{
    uint64_t keys[(1 << AVER_GATE_FEW) / 64];
    scan now;

    if (!self->phrases.n)
        return;
    now.gate = self;
    now.keys = self->first;
    now.pairs = self->first_pairs;
    now.bits = AVER_GATE_KEYS;
    now.wanted = &self->firsts;
    now.arena = arena;
    now.text = text.ptr;
    now.end = text.ptr + text.len;
    now.out = out;
    now.n = 0;
    if (wanted) {
        join_keys(self, wanted, keys);
        now.keys = keys;
        now.pairs = self->pairs;
        now.bits = AVER_GATE_FEW;
        now.wanted = wanted;
    }
    scan_range(&now, range);
}
