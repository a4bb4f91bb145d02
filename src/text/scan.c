#include "text/scan.h"

#include "text/utf8.h"

#define U AVER_BYTE_UPPER
#define L AVER_BYTE_LOWER
#define D AVER_BYTE_DIGIT
#define S AVER_BYTE_SPACE
#define M AVER_BYTE_MORE
#define H AVER_BYTE_HIGH
#define H16 H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H

const unsigned char aver_byte_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0,   S,   S,   S,   S,   S,   0,   0,  0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0,   0,   0,   0,   S,   0,   0,   0,  0, 0, M, M,
    0, 0, 0, 0, 0, M, M, 0, D,   D,   D,   D,   D,   D,   D,   D,  D, D, M, 0,
    0, 0, 0, 0, M, U, U, U, U,   U,   U,   U,   U,   U,   U,   U,  U, U, U, U,
    U, U, U, U, U, U, U, U, U,   U,   U,   0,   0,   0,   0,   0,  0, L, L, L,
    L, L, L, L, L, L, L, L, L,   L,   L,   L,   L,   L,   L,   L,  L, L, L, L,
    L, L, L, 0, 0, 0, 0, 0, H16, H16, H16, H16, H16, H16, H16, H16};

#undef U
#undef L
#undef D
#undef S
#undef M
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

static char *
fold_room(aver_scan *self, size_t need)
{
    enum { CHUNK = 4096 };

    if ((size_t)(self->fold_end - self->fold) < need) {
        size_t left = self->end - self->start + 64;
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
    token->word = 0;
}

void
aver_scan_push(aver_scan *self, size_t start, size_t end, aver_str fold,
               uint32_t flags)
{
    put_token(self, start, end, fold, aver_token_hash(fold.ptr, fold.len),
              flags);
}

/* Folds, and hashes, the ASCII letters and digits from `at` to `stop`; where
 * they end. `*any`: all their classes. */
static const unsigned char *
fold_ascii(const unsigned char *at, const unsigned char *stop, char *fold,
           uint32_t *hash, unsigned *any)
{
    uint32_t sum = AVER_TOKEN_HASH_FIRST;
    unsigned all = 0;

    for (; at < stop; at++) {
        unsigned class = aver_byte_classes[*at];
        unsigned c = *at | (class & AVER_BYTE_UPPER) << 4;
        if (!(class & AVER_BYTE_ALNUM))
            break;
        all |= class;
        sum = (sum ^ c) * AVER_TOKEN_HASH_PRIME;
        *fold++ = (char)c;
    }
    *hash = sum;
    *any = all;
    return at;
}

static int
has_capitals(const char *text, size_t n)
{
    size_t capitals = 0;

    for (size_t i = 0; i < n; i++)
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    return capitals > 1;
}

size_t
aver_scan_push_quick(aver_scan *self, size_t at)
{
    enum { MOST = 64 };
    const unsigned char *text = (const unsigned char *)self->text;
    const unsigned char *end = text + self->end, *to;
    char *fold = fold_room(self, MOST);
    uint32_t hash, flags = AVER_TOK_WORD;
    unsigned any;
    size_t n;

    to = fold_ascii(text + at, self->end - at > MOST ? text + at + MOST : end,
                    fold, &hash, &any);
    n = (size_t)(to - text) - at;
    if (n == MOST || (n == 6 && !memcmp(fold, "cannot", 6)))
        return 0;
    if (to < end && aver_byte_classes[*to] & (AVER_BYTE_HIGH | AVER_BYTE_MORE))
        return 0;
    if (aver_byte_classes[text[at]] & AVER_BYTE_UPPER)
        flags |= AVER_TOK_CAP;
    if (!(any & AVER_BYTE_LOWER) && has_capitals(self->text + at, n))
        flags |= AVER_TOK_ALLCAP;
    self->fold += n;
    put_token(self, at, at + n, aver_str_of(fold, n), hash, flags);
    return at + n;
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

/* A word or number whose first bytes, up to `core`, are digits and their
 * separators: of these only digits and the decimal point are kept. */
void
aver_scan_push_word(aver_scan *self, size_t start, size_t core, size_t end,
                    uint32_t flags)
{
    char *fold = fold_room(self, 2 * (end - start));
    aver_fold_case seen = {0};
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
