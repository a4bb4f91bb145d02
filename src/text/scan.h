/* The tokenizer's view of the text, and the parts it is made of. Private to
 * token.c, number.c, address.c and scan.c. All positions are bytes. */
#ifndef AVER_SCAN_H
#define AVER_SCAN_H

#include "text/fold.h"
#include "text/token.h"

enum {
    AVER_SCAN_LONGEST = 64 << 10, /* longer words and numbers are cut here */
    AVER_SCAN_ABBREVIATION = 32   /* no abbreviation is longer */
};

typedef struct {
    aver_arena *arena;
    const char *text;
    size_t start, end; /* the range */
    const aver_token_lang *lang;
    aver_tokens *out;
    char *fold, *fold_end; /* room for folded text */
    int word_seen;
    int double_open, single_open; /* quotation marks */
} aver_scan;

enum {
    AVER_BYTE_SPACE = 1,
    AVER_BYTE_UPPER = 2,
    AVER_BYTE_LOWER = 4,
    AVER_BYTE_DIGIT = 8,
    AVER_BYTE_HIGH = 16, /* of a character beyond ASCII */
    AVER_BYTE_MORE = 32, /* may go on with a word: ' - & . @ : */
    AVER_BYTE_MARK = 64, /* where no word goes on with it, a token */
    AVER_BYTE_LETTER = AVER_BYTE_UPPER | AVER_BYTE_LOWER,
    AVER_BYTE_ALNUM = AVER_BYTE_LETTER | AVER_BYTE_DIGIT
};

extern const unsigned char aver_byte_classes[256];

static inline unsigned
aver_byte_class(unsigned char c)
{
    return aver_byte_classes[c];
}

/* Whether `c` is one of `set`; NUL never is. */
static inline int
aver_byte_is(char c, const char *set)
{
    return c && strchr(set, c);
}

/* The class of the byte at `at`; 0 outside of the range. */
static inline unsigned
aver_scan_class(const aver_scan *self, size_t at)
{
    return at < self->end ? aver_byte_class((unsigned char)self->text[at]) : 0;
}

/* The byte at `at`; -1 outside of the range. */
static inline int
aver_scan_byte(const aver_scan *self, size_t at)
{
    return at < self->end ? (unsigned char)self->text[at] : -1;
}

aver_char aver_scan_char(const aver_scan *self, size_t at, unsigned *len);

/* Bytes of the letter or mark at `at`, which is no ASCII, or 0. */
unsigned aver_scan_letter_beyond(const aver_scan *self, size_t at);

/* Bytes of the letter (or mark, or digit if `digits`) at `at`, or 0. */
static inline unsigned
aver_scan_letter(const aver_scan *self, size_t at, int digits)
{
    unsigned class = aver_scan_class(self, at);

    if (class == AVER_BYTE_HIGH)
        return aver_scan_letter_beyond(self, at);
    return (class & (digits ? AVER_BYTE_ALNUM : AVER_BYTE_LETTER)) != 0;
}

/* The end of the letters and digits from `at` on, at most `most` bytes. */
size_t aver_scan_letters_end(const aver_scan *self, size_t at, size_t most);

size_t aver_scan_digits_end(const aver_scan *self, size_t at, size_t most);

/* How many letters, and no digits, begin at `at`, before something that is
 * neither; 0 also for more than `most`. */
unsigned aver_scan_letter_count(const aver_scan *self, size_t at,
                                unsigned most);

int aver_scan_is_upper(const aver_scan *self, size_t at);

/* Whether text[at, end) is `word` (lower-case ASCII), in any case. */
int aver_scan_is_word(const aver_scan *self, size_t at, size_t end,
                      const char *word);

void aver_scan_push(aver_scan *self, size_t start, size_t end, aver_str fold,
                    uint32_t flags);

/* A word or number whose first bytes, up to `core`, are digits and their
 * separators: of these only digits and the decimal point are kept. */
void aver_scan_push_word(aver_scan *self, size_t start, size_t core,
                         size_t end, uint32_t flags);

/* Pushes the words of ASCII letters and digits from `at` on, and the marks
 * between them, as far as there is no doubt; where it stops. */
size_t aver_scan_quick(aver_scan *self, size_t at);

size_t aver_scan_push_mark(aver_scan *self, size_t start, size_t end,
                           const char *fold, uint32_t flags);

/* Whether the three bytes of `mark` (U+201C, U+201D) stand at `at`. */
int aver_scan_is_mark(const aver_scan *self, size_t at, const char *mark);

/* The end of an address: no white space and no quotation mark, and no
 * punctuation at its end. */
size_t aver_scan_address_end(const aver_scan *self, size_t at);

/* The end of the domain name whose last label begins behind the full stop at
 * `dot` ("example.com", "example.co.uk/a"), or 0. */
size_t aver_scan_domain_end(const aver_scan *self, size_t dot);

/* The end of the mail address that has `at` in its name, or 0. */
size_t aver_scan_mail_end(const aver_scan *self, size_t at);

/* The end of the digits, separators and decimals from `at` on. */
char aver_scan_decimal(const aver_scan *self);
size_t aver_scan_number_end(const aver_scan *self, size_t at);

/* The end of '98 or '90s at `at`, or 0. */
size_t aver_scan_short_year_end(const aver_scan *self, size_t at);

#endif
