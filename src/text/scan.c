#include "text/scan.h"

#include "base/eight.h"
#include "text/utf8.h"

#define U AVER_BYTE_UPPER
#define L AVER_BYTE_LOWER
#define D AVER_BYTE_DIGIT
#define S AVER_BYTE_SPACE
#define M AVER_BYTE_MORE
#define P AVER_BYTE_MARK
#define N (M | P)
#define H AVER_BYTE_HIGH
#define H16 H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H

/* clang-format off */
const unsigned char aver_byte_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    S, P, 0, 0, P, P, N, M, P, P, P, P, P, M, M, P,
    D, D, D, D, D, D, D, D, D, D, N, P, P, P, P, P,
    M, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, 0,
    H16, H16, H16, H16, H16, H16, H16, H16,
};
/* clang-format on */

#undef U
#undef L
#undef D
#undef S
#undef M
#undef P
#undef N
#undef H
#undef H16

aver_char
aver_scan_char(const aver_scan *self, size_t at, unsigned *len)
{
    int32_t cp = aver_utf8_get(self->text + at, self->text + self->end, len);

    return cp < 0 ? AVER_CHAR_OTHER : aver_char_of(cp);
}

unsigned
aver_scan_letter_beyond(const aver_scan *self, size_t at)
{
    unsigned len;
    aver_char is = aver_scan_char(self, at, &len);

    return is == AVER_CHAR_LETTER || is == AVER_CHAR_UPPER ||
                   is == AVER_CHAR_MARK
               ? len
               : 0;
}

/* The end of the letters and digits from `at` on, at most `most` bytes. */
size_t
aver_scan_letters_end(const aver_scan *self, size_t at, size_t most)
{
    size_t stop = self->end - at > most ? at + most : self->end;
    unsigned n = 0;

    do {
        at += n;
        while (at < stop && aver_byte_class((unsigned char)self->text[at]) &
                                AVER_BYTE_ALNUM)
            at++;
        n = at < stop ? aver_scan_letter(self, at, 1) : 0;
    } while (n);
    return at;
}

size_t
aver_scan_digits_end(const aver_scan *self, size_t at, size_t most)
{
    size_t stop = self->end - at > most ? at + most : self->end;

    while (at < stop && self->text[at] >= '0' && self->text[at] <= '9')
        at++;
    return at;
}

/* How many letters, and no digits, begin at `at`, before something that is
 * neither; 0 also for more than `most`. */
unsigned
aver_scan_letter_count(const aver_scan *self, size_t at, unsigned most)
{
    unsigned count = 0, n;

    while (count <= most && (n = aver_scan_letter(self, at, 0)) > 0) {
        at += n;
        count++;
    }
    return count > most || aver_scan_class(self, at) & AVER_BYTE_DIGIT ? 0
                                                                       : count;
}

int
aver_scan_is_upper(const aver_scan *self, size_t at)
{
    unsigned class = aver_scan_class(self, at), len;

    return class & AVER_BYTE_UPPER ||
           (class == AVER_BYTE_HIGH &&
            aver_scan_char(self, at, &len) == AVER_CHAR_UPPER);
}

/* Whether text[at, end) is `word` (lower-case ASCII), in any case. */
int
aver_scan_is_word(const aver_scan *self, size_t at, size_t end,
                  const char *word)
{
    for (; at < end && *word; at++, word++)
        if ((self->text[at] | 0x20) != *word)
            return 0;
    return at == end && !*word;
}

/* Whether the three bytes of `mark` (U+201C, U+201D) stand at `at`. */
int
aver_scan_is_mark(const aver_scan *self, size_t at, const char *mark)
{
    return self->end - at >= 3 && !memcmp(self->text + at, mark, 3);
}

/* The longest word that is read in short, and room for the last eight bytes.
 */
enum { QUICK_MOST = 64, QUICK_ROOM = QUICK_MOST + 8 };

static char *
fold_room(aver_scan *self, size_t need)
{
    enum { CHUNK = 4096 };

    if ((size_t)(self->fold_end - self->fold) < need) {
        size_t left = self->end - self->start + QUICK_ROOM;
        size_t size = need > CHUNK ? need : left > CHUNK ? CHUNK : left;
        if (size < need)
            size = need;
        self->fold = aver_arena_get(self->arena, size);
        self->fold_end = self->fold + size;
    }
    return self->fold;
}

static inline void
put_token(aver_scan *self, size_t start, size_t end, aver_str fold,
          uint32_t hash, uint32_t flags)
{
    aver_tokens *out = self->out;
    aver_token *token;

    if (start && aver_byte_class((unsigned char)self->text[start - 1]) &
                     AVER_BYTE_SPACE)
        flags |= AVER_TOK_SPACE;
    if (!self->word_seen && flags & (AVER_TOK_WORD | AVER_TOK_NUMBER)) {
        self->word_seen = 1;
        flags |= AVER_TOK_FIRST;
    }
    if (out->n == out->room)
        AVER_VEC_ROOM(self->arena, out, out->n + 1);
    token = &out->at[out->n++];
    token->at = aver_span_of((uint32_t)start, (uint32_t)end);
    token->fold = fold;
    token->hash = hash;
    token->flags = flags;
    token->word = token->slot = 0;
}

void
aver_scan_push(aver_scan *self, size_t start, size_t end, aver_str fold,
               uint32_t flags)
{
    put_token(self, start, end, fold, aver_token_hash(fold.ptr, fold.len),
              flags);
}

/* Whether nothing that is part of the word text[at, end) follows it, though
 * its next byte might be. */
static int
ends_at(const aver_scan *self, size_t at, size_t end)
{
    const aver_token_lang *lang = self->lang;
    unsigned behind = aver_scan_class(self, end + 1);

    switch (self->text[end]) {
    case ':':
        return aver_scan_byte(self, end + 1) != '/';
    case '.':
        if (behind & (AVER_BYTE_ALNUM | AVER_BYTE_HIGH) || end - at < 2)
            return 0;
        return !lang || !lang->abbreviation ||
               end - at > AVER_SCAN_ABBREVIATION ||
               !lang->abbreviation(lang->ctx, self->text + at, end - at);
    default:
        return 0;
    }
}

/* Whether "'s" and no more stands at `at`. */
static int
is_possessive(const aver_scan *self, size_t at)
{
    return self->text[at] == '\'' && aver_scan_byte(self, at + 1) == 's' &&
           !(aver_scan_class(self, at + 2) &
             (AVER_BYTE_ALNUM | AVER_BYTE_HIGH));
}

/* A word of ASCII letters and digits. */
typedef struct {
    size_t n;
    uint64_t hash, first;  /* as of aver_eight_of */
    uint64_t upper, later; /* capitals, of the first eight and behind them */
    uint64_t small;        /* all letters that are none */
} quick;

/* Folds and hashes the word at `text`, as far as there is room for it. */
static inline quick
read_quick(const char *text, size_t left, char *fold)
{
    quick out = {0};
    size_t more;

    do {
        uint64_t bytes = left - out.n < 8
                             ? aver_eight_of(text + out.n, left - out.n)
                             : aver_eight_first(text + out.n);
        uint64_t letters = aver_eight_letters(bytes);
        uint64_t stops = AVER_EIGHT_TOPS & ~aver_eight_alnum(bytes, letters);
        uint64_t kept = ((stops & (0 - stops)) >> 7) - 1;
        uint64_t folded = (bytes | letters >> 2) & kept;
        uint64_t upper = letters & ~(bytes << 2) & kept;

        more = stops ? (size_t)__builtin_ctzll(stops) / 8 : 8;
        if (!more)
            break;
        aver_eight_put(fold + out.n, folded);
        out.hash = aver_hash_chunk(out.hash, folded);
        out.small |= letters & (bytes << 2) & kept;
        if (out.n) {
            out.later |= upper;
        } else {
            out.first = folded;
            out.upper = upper;
        }
        out.n += more;
    } while (more == 8 && out.n < QUICK_MOST);
    return out;
}

static inline uint32_t
quick_flags(const quick *self)
{
    if (!(self->upper & 0x80))
        return AVER_TOK_WORD;
    return !self->small && ((self->upper & (self->upper - 1)) | self->later)
               ? AVER_TOK_WORD | AVER_TOK_CAP | AVER_TOK_ALLCAP
               : AVER_TOK_WORD | AVER_TOK_CAP;
}

/* The word of ASCII letters and digits at `at`, with its possessive; its end,
 * or 0 where there may be more to it. */
static inline size_t
quick_word(aver_scan *self, size_t at)
{
    static const char CANNOT[] = "cannot";
    size_t left = self->end - at, end;
    char *fold = fold_room(self, QUICK_ROOM);
    quick word = read_quick(self->text + at, left, fold);
    int possessive = 0;

    if (word.n == QUICK_MOST ||
        word.first == aver_eight_of(CANNOT, sizeof CANNOT - 1))
        return 0;
    end = at + word.n;
    if (word.n < left) {
        unsigned next = aver_byte_class((unsigned char)self->text[end]);
        if (next & AVER_BYTE_HIGH)
            return 0;
        if (next & AVER_BYTE_MORE && !ends_at(self, at, end) &&
            !(possessive = is_possessive(self, end)))
            return 0;
    }
    self->fold += word.n;
    put_token(self, at, end, aver_str_of(fold, word.n),
              aver_hash_end(word.hash), quick_flags(&word));
    if (!possessive)
        return end;
    aver_scan_push(self, end, end + 2, aver_str_of(self->text + end, 2),
                   AVER_TOK_WORD);
    return end + 2;
}

/* The full stop at `at`, if it is no part of an ellipsis. */
static int
is_full_stop(const aver_scan *self, size_t at)
{
    int next = aver_scan_byte(self, at + 1);

    return self->text[at] == '.' && next != '.' &&
           !(next == ' ' && aver_scan_byte(self, at + 2) == '.');
}

size_t
aver_scan_quick(aver_scan *self, size_t at)
{
    const unsigned char *text = (const unsigned char *)self->text;

    while (at < self->end) {
        unsigned class = aver_byte_class(text[at]);
        size_t to = at + 1;
        if (class & AVER_BYTE_LETTER)
            to = quick_word(self, at);
        else if (class & AVER_BYTE_MARK ||
                 (class & AVER_BYTE_MORE && is_full_stop(self, at)))
            put_token(self, at, to, aver_str_of(self->text + at, 1),
                      aver_hash_end(aver_hash_chunk(0, text[at])),
                      AVER_TOK_PUNCT);
        else if (!(class & AVER_BYTE_SPACE))
            break;
        if (!to)
            break;
        at = to;
    }
    return at;
}

/* "el-Baqer", "al-Sisi". */
static int
has_inner_capital(const char *text, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (text[i] == '-' && text[i + 1] >= 'A' && text[i + 1] <= 'Z')
            return 1;
    return 0;
}

/* Digits and the decimal point of the number text[start, core). */
static size_t
fold_number(const aver_scan *self, size_t start, size_t core, char *fold)
{
    char point = aver_scan_decimal(self);
    size_t n = 0, points = 0;

    for (size_t i = start; i < core; i++)
        points += self->text[i] == point;
    for (size_t i = start; i < core; i++) {
        char c = self->text[i];
        int group = point == ',' && core - i == 4;
        if (c >= '0' && c <= '9')
            fold[n++] = c;
        else if (c == point && points == 1 && !group)
            fold[n++] = '.';
    }
    return n;
}

void
aver_scan_push_word(aver_scan *self, size_t start, size_t core, size_t end,
                    uint32_t flags)
{
    char *fold = fold_room(self, 2 * (end - start));
    aver_fold_case seen = {0};
    size_t n = core > start ? fold_number(self, start, core, fold) : 0;

    if (!(flags & AVER_TOK_ORDINAL))
        n += aver_fold_put(fold + n, self->text + core, end - core, &seen);
    if (seen.letters || flags & AVER_TOK_ORDINAL)
        flags |= AVER_TOK_WORD;
    if (seen.first_upper && core == start)
        flags |= AVER_TOK_CAP;
    if (seen.letters > 1 && seen.upper == seen.letters)
        flags |= AVER_TOK_ALLCAP;
    if (seen.upper && !(flags & AVER_TOK_CAP) &&
        has_inner_capital(self->text + start, end - start))
        flags |= AVER_TOK_INNER;
    self->fold += n;
    aver_scan_push(self, start, end, aver_str_of(fold, n), flags);
}

size_t
aver_scan_push_mark(aver_scan *self, size_t start, size_t end,
                    const char *fold, uint32_t flags)
{
    aver_str text = fold ? aver_str_z(fold)
                         : aver_str_of(self->text + start, end - start);

    aver_scan_push(self, start, end, text, AVER_TOK_PUNCT | flags);
    return end;
}
