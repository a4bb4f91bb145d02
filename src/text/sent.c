#include "text/sent.h"

#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/fold.h"
#include "text/utf8.h"

enum {
    MOST = 8192, /* bytes of a sentence, where the caller names none */
    LEAST = 16,  /* ... and the fewest that a caller can ask for */
    LONGEST_DATELINE = 60,
    LONGEST_WORD = 64, /* looked at in front of a full stop */
    LIST_DIGITS = 3    /* "12." at the start of a sentence numbers a list */
};

typedef struct {
    aver_arena *arena;
    const char *text;
    size_t len;
    size_t most;
    const aver_sent_lang *lang;
    aver_spans *out;
    size_t start; /* of the sentence that is being read */
} splitter;

/* What stands behind a possible end. */
typedef enum {
    NEXT_NOTHING, /* the text ends */
    NEXT_LOWER,   /* it goes on: a small letter, or punctuation */
    NEXT_UPPER,   /* a capital, or a letter of a script without capitals */
    NEXT_DIGIT,   /* a digit, a currency sign, @, # or ~ */
    NEXT_QUOTE    /* an opening quotation mark or bracket before a capital */
} next_kind;

typedef struct {
    next_kind kind;
    size_t word; /* the first byte of the first word */
    int dash;    /* whether a dash stands in front of it */
} next_part;

/* The bytes at which reading stops: terminators, list marks, and the first
 * bytes of U+2022 and its like. */
static int
is_stop(unsigned char c)
{
    static const unsigned char STOPS[256] = {
        ['.'] = 1, ['!'] = 1, ['?'] = 1,  [':'] = 1,
        [';'] = 1, ['*'] = 1, [0xC2] = 1, [0xE2] = 1,
    };

    return STOPS[c];
}

enum { BLOCK = 16 };

#ifdef __SSE2__
/* A bit for each of the bytes of a block that is a stop. */
static unsigned
stops_of(const char *at)
{
#define IS(bytes, c) _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)(c)))
    const __m128i is = _mm_loadu_si128((const __m128i *)at);
    /* '*' and '.', ':' and ';', 0xC2 and 0xE2 differ in one bit */
    __m128i dots = IS(_mm_or_si128(is, _mm_set1_epi8('.' ^ '*')), '.');
    __m128i lists = IS(_mm_or_si128(is, _mm_set1_epi8(':' ^ ';')), ';');
    __m128i beyond = IS(_mm_or_si128(is, _mm_set1_epi8(0x20)), 0xE2);
    __m128i loud = _mm_or_si128(IS(is, '!'), IS(is, '?'));

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(dots, lists), _mm_or_si128(beyond, loud)));
#undef IS
}
#else
static unsigned
stops_of(const char *at)
{
    unsigned stops = 0;

    for (unsigned i = 0; i < BLOCK; i++)
        stops |= (unsigned)is_stop((unsigned char)at[i]) << i;
    return stops;
}
#endif

/* The first stop from `at` on, or the end. */
static size_t
next_stop(const char *ptr, size_t at, size_t len)
{
    for (; at + BLOCK <= len; at += BLOCK) {
        unsigned stops = stops_of(ptr + at);
        if (stops)
            return at + (unsigned)__builtin_ctz(stops);
    }
    while (at < len && !is_stop((unsigned char)ptr[at]))
        at++;
    return at;
}

static int
is_space(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int
byte_at(const splitter *self, size_t at)
{
    return at < self->len ? (unsigned char)self->text[at] : -1;
}

static int
is_mark(const splitter *self, size_t at, const char *mark)
{
    size_t n = strlen(mark);

    return at < self->len && self->len - at >= n &&
           !memcmp(self->text + at, mark, n);
}

static size_t
skip_spaces(const splitter *self, size_t at)
{
    while (at < self->len && is_space((unsigned char)self->text[at]))
        at++;
    return at;
}

/* Bytes of a bullet at `at`, or 0: U+2022, U+2023, U+25AA, U+25CF, U+25A0,
 * U+25E6, U+00B7, and '*' with spaces around it. */
static unsigned
bullet_at(const splitter *self, size_t at)
{
    static const char BULLETS[][4] = {"\xE2\x80\xA2", "\xE2\x80\xA3",
                                      "\xE2\x96\xAA", "\xE2\x97\x8F",
                                      "\xE2\x96\xA0", "\xE2\x97\xA6"};

    switch (byte_at(self, at)) {
    case '*':
        return is_space(byte_at(self, at + 1)) ? 1 : 0;
    case 0xC2:
        return byte_at(self, at + 1) == 0xB7 ? 2 : 0;
    case 0xE2:
        for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++)
            if (self->len - at >= 3 && !memcmp(self->text + at, BULLETS[i], 3))
                return 3;
        return 0;
    default:
        return 0;
    }
}

/* Bytes of a dash at `at`, or 0. */
static unsigned
dash_at(const splitter *self, size_t at)
{
    unsigned n = 0;

    if (is_mark(self, at, "\xE2\x80\x94"))
        return 3;
    while (n < 3 && byte_at(self, at + n) == '-')
        n++;
    return n;
}

/* Bytes of an opening quotation mark or bracket, or 0. */
static unsigned
opening_at(const splitter *self, size_t at)
{
    if (is_mark(self, at, "\xE2\x80\x9C"))
        return 3;
    if (is_mark(self, at, "\xC2\xBF") || is_mark(self, at, "\xC2\xA1"))
        return 2;
    switch (byte_at(self, at)) {
    case '"':
    case '\'':
    case '`':
    case '(':
    case '[':
    case '{':
        return 1;
    default:
        return 0;
    }
}

static unsigned
closing_at(const splitter *self, size_t at)
{
    if (is_mark(self, at, "\xE2\x80\x9D"))
        return 3;
    switch (byte_at(self, at)) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '}':
        return 1;
    default:
        return 0;
    }
}

/* The kind of the letter at `at`. */
static next_kind
letter_kind(const splitter *self, size_t at)
{
    int c = byte_at(self, at);
    unsigned len;
    int32_t cp;

    if (c < 0)
        return NEXT_NOTHING;
    if (c >= 'A' && c <= 'Z')
        return NEXT_UPPER;
    if ((c >= '0' && c <= '9') || c == '$' || c == '~' || c == '@' || c == '#')
        return NEXT_DIGIT;
    if (c < 0x80)
        return NEXT_LOWER;
    cp = aver_utf8_get(self->text + at, self->text + self->len, &len);
    if (cp < 0)
        return NEXT_LOWER;
    if (cp == 0xA3 || cp == 0x20AC)
        return NEXT_DIGIT;
    return utf8proc_islower(cp) || aver_char_of(cp) == AVER_CHAR_OTHER
               ? NEXT_LOWER
               : NEXT_UPPER;
}

/* What begins at `at`, which is no white space. */
static next_part
next_at(const splitter *self, size_t at)
{
    enum { MARKS = 4 };
    next_part next = {NEXT_NOTHING, at, 0};
    unsigned n = dash_at(self, at), marks = 0;

    next.dash = n > 0;
    if (n || (n = bullet_at(self, at)) > 0)
        next.word = skip_spaces(self, at + n);
    while (marks < MARKS && (n = opening_at(self, next.word)) > 0) {
        next.word += n;
        marks++;
    }
    next.kind = letter_kind(self, next.word);
    if (marks && next.kind != NEXT_LOWER && next.kind != NEXT_NOTHING)
        next.kind = NEXT_QUOTE;
    return next;
}

static int
is_letter_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the word at `at` is a usual first word of a sentence. */
static int
is_opener(const splitter *self, size_t at)
{
    const aver_sent_lang *lang = self->lang;
    size_t end = at;

    if (!lang || !lang->opener)
        return 0;
    while (end < self->len && end - at < LONGEST_WORD &&
           is_letter_byte((unsigned char)self->text[end]))
        end++;
    if (end < self->len && strchr(".&-", self->text[end]))
        return 0; /* "Acme Inc. ON.N said": no word, but a symbol */
    return end > at && lang->opener(lang->ctx, self->text + at, end - at);
}

/* Where the word in front of the full stop at `dot` begins. */
static size_t
word_before(const splitter *self, size_t dot)
{
    size_t at = dot;

    while (at > self->start && dot - at < LONGEST_WORD) {
        unsigned char c = (unsigned char)self->text[at - 1];
        if (!is_letter_byte(c) && !(c >= '0' && c <= '9') && c != '.' &&
            c != '-' && c != '\'' && c != '&')
            break;
        at--;
    }
    /* U+201C and U+2014 are no letters */
    for (size_t i = dot; i > at; i--)
        if (is_mark(self, i - 1, "\xE2\x80"))
            return i + 2 < dot ? i + 2 : dot;
    while (at < dot && (self->text[at] == '\'' || self->text[at] == '-' ||
                        self->text[at] == '.'))
        at++;
    return at;
}

/* How many letters the word text[at, end) has, if it is made of single ones
 * and full stops ("U.S", "J"); else 0. */
static unsigned
single_letters(const splitter *self, size_t at, size_t end)
{
    unsigned count = 0, len;

    while (at < end) {
        int32_t cp = aver_utf8_get(self->text + at, self->text + end, &len);
        aver_char is = cp < 0 ? AVER_CHAR_OTHER : aver_char_of(cp);
        if (is != AVER_CHAR_LETTER && is != AVER_CHAR_UPPER)
            return 0;
        if (at == end - len && !count && is != AVER_CHAR_UPPER)
            return 0;
        at += len;
        count++;
        if (at < end && self->text[at++] != '.')
            return 0;
    }
    return count;
}

static aver_abbr
abbreviation(const splitter *self, size_t at, size_t end)
{
    const aver_sent_lang *lang = self->lang;
    aver_abbr is;

    if (!lang || !lang->abbreviation)
        return AVER_ABBR_NONE;
    is = lang->abbreviation(lang->ctx, self->text + at, end - at);
    for (size_t i = end; is == AVER_ABBR_NONE && i > at; i--)
        if (self->text[i - 1] == '-') /* Lt.-Gen. */
            return lang->abbreviation(lang->ctx, self->text + i, end - i);
    return is;
}

static int
is_list_number(const splitter *self, size_t at, size_t end)
{
    if (at != self->start || end - at > LIST_DIGITS)
        return 0;
    for (; at < end; at++)
        if (self->text[at] < '0' || self->text[at] > '9')
            return 0;
    return 1;
}

/* Whether all before `dot` is a dateline, with a dash behind it: "HAVANA,
 * Jan. -- The". Capitals, then a comma. */
static int
is_dateline(const splitter *self, size_t dot)
{
    const char *from = self->text + self->start;

    return dot - self->start <= LONGEST_DATELINE && from[0] >= 'A' &&
           from[0] <= 'Z' && from[1] >= 'A' && from[1] <= 'Z' &&
           memchr(from, ',', dot - self->start);
}

/* Whether text[at, dot), which would be an abbreviation, is written as
 * another word is: "he said no. The", "by the SEC. The" (not "GEN. THE"). */
static int
is_other_case(const splitter *self, size_t at, size_t dot, size_t word)
{
    const char *text = self->text;

    if (text[at] >= 'a' && text[at] <= 'z')
        return 1;
    return dot - at > 1 && text[dot - 1] >= 'A' && text[dot - 1] <= 'Z' &&
           word + 1 < self->len && text[word + 1] >= 'a' &&
           text[word + 1] <= 'z';
}

/* Whether the single full stop at `dot` ends the sentence, with `next` behind
 * it. */
static int
stop_ends(const splitter *self, size_t dot, next_part next)
{
    size_t at = word_before(self, dot);
    unsigned letters;
    aver_abbr is;

    if (at == dot)
        return 1;
    if (is_list_number(self, at, dot) || (next.dash && is_dateline(self, dot)))
        return 0;
    is = abbreviation(self, at, dot);
    letters = is == AVER_ABBR_INNER ? 0 : single_letters(self, at, dot);
    if (is == AVER_ABBR_NONE && !letters)
        return 1;
    if (is == AVER_ABBR_INNER && !is_other_case(self, at, dot, next.word))
        return 0;
    if (letters == 1 && at == self->start) /* "A. The first item" */
        return 0;
    return next.kind != NEXT_DIGIT && is_opener(self, next.word);
}

/* Whether "..." at `at` ends the sentence: between two spaces it most often
 * stands for what was left out. */
static int
ellipsis_ends(const splitter *self, size_t at, next_part next)
{
    if (at > self->start && !is_space((unsigned char)self->text[at - 1]))
        return 1;
    return next.kind == NEXT_QUOTE || is_opener(self, next.word);
}

static void
push(splitter *self, size_t start, size_t end)
{
    aver_span span = {(uint32_t)start, (uint32_t)end};

    AVER_PUSH(self->arena, self->out, span);
}

static int
is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The sentence from `start` to `end`, cut where it is too long. */
static void
close_sentence(splitter *self, size_t end)
{
    size_t start = self->start;

    self->start = skip_spaces(self, end);
    while (end > start && is_space((unsigned char)self->text[end - 1]))
        end--;
    while (start < end && end - start > self->most) {
        size_t cut = start + self->most, stop;
        while (cut > start && !is_space((unsigned char)self->text[cut]))
            cut--;
        if (cut == start) {
            cut = start + self->most;
            for (int i = 0; i < 3 && is_inside(self->text[cut]); i++)
                cut--;
        }
        for (stop = cut; is_space((unsigned char)self->text[stop - 1]);)
            stop--;
        push(self, start, stop);
        start = skip_spaces(self, cut);
    }
    if (start < end)
        push(self, start, end);
}

/* The end of the terminators from `at` on, ". . ." among them; `*dots` counts
 * full stops, `*other` the others. */
static size_t
terminators_end(const splitter *self, size_t at, size_t *dots, size_t *other)
{
    *dots = *other = 0;
    for (;; at++) {
        int c = byte_at(self, at);
        if (c == ' ' && *dots && !*other && byte_at(self, at + 1) == '.')
            continue;
        if (c == '.')
            ++*dots;
        else if (c == '!' || c == '?')
            ++*other;
        else
            return at;
    }
}

/* The end of the quotation marks and brackets that close at `at`. */
static size_t
closers_end(const splitter *self, size_t at)
{
    unsigned n;
    size_t next;

    while ((n = closing_at(self, at)) > 0)
        at += n;
    /* a mark with a space in front and one behind closes as well */
    next = skip_spaces(self, at);
    if (next > at &&
        (is_mark(self, next, "\xE2\x80\x9D") ||
         (byte_at(self, next) == '"' && is_space(byte_at(self, next + 1)))))
        return next + closing_at(self, next);
    return at;
}

/* At a terminator; where reading goes on. */
static size_t
terminator(splitter *self, size_t at)
{
    size_t dots, other, end, behind;
    next_part next;
    int ends;

    end = terminators_end(self, at, &dots, &other);
    if (end < self->len && !is_space((unsigned char)self->text[end]) &&
        !closing_at(self, end))
        return end;
    end = closers_end(self, end);
    behind = skip_spaces(self, end);
    if (behind == end || behind == self->len)
        return end;
    next = next_at(self, behind);
    if (next.kind == NEXT_LOWER || next.kind == NEXT_NOTHING)
        return behind;
    if (other || dots > 3)
        ends = 1;
    else if (dots > 1)
        ends = ellipsis_ends(self, at, next);
    else
        ends = stop_ends(self, at, next);
    if (ends)
        close_sentence(self, end);
    return behind;
}

/* At a colon or semicolon: "; -- Capital" begins an item of a list. */
static size_t
list_mark(splitter *self, size_t at)
{
    size_t behind = skip_spaces(self, at + 1), word;
    unsigned n;

    if (behind == at + 1)
        return at + 1;
    n = dash_at(self, behind);
    word = skip_spaces(self, behind + n);
    if (n && word > behind + n && letter_kind(self, word) == NEXT_UPPER)
        close_sentence(self, at + 1);
    return behind;
}

/* At what may be a bullet: one begins a sentence. */
static size_t
bullet(splitter *self, size_t at)
{
    unsigned n = bullet_at(self, at);
    size_t word = skip_spaces(self, at + n);

    if (!n)
        return at + 1;
    if (at > self->start && word < self->len &&
        (n == 3 || (is_space((unsigned char)self->text[at - 1]) &&
                    letter_kind(self, word) == NEXT_UPPER)))
        close_sentence(self, at);
    return word;
}

void
aver_sent_split(aver_arena *arena, aver_str text, uint32_t max,
                const aver_sent_lang *lang, aver_spans *out)
{
    splitter self = {.arena = arena,
                     .text = text.ptr,
                     .len = text.len,
                     .most = !max          ? MOST
                             : max < LEAST ? LEAST
                                           : max,
                     .lang = lang,
                     .out = out};
    size_t at = 0;

    self.start = skip_spaces(&self, 0);
    for (;;) {
        at = next_stop(text.ptr, at, text.len);
        if (at >= text.len)
            break;
        switch (text.ptr[at]) {
        case '.':
        case '!':
        case '?':
            at = terminator(&self, at);
            break;
        case ':':
        case ';':
            at = list_mark(&self, at);
            break;
        default:
            at = bullet(&self, at);
        }
    }
    close_sentence(&self, text.len);
}
