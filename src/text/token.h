/* Tokens of a normalised sentence. */
#ifndef AVER_TOKEN_H
#define AVER_TOKEN_H

#include "base/span.h"
#include "base/vec.h"

typedef enum {
    AVER_TOK_WORD = 1 << 0,   /* holds a letter */
    AVER_TOK_NUMBER = 1 << 1, /* begins with a digit: 1,214 3.5 10k 21st */
    AVER_TOK_PUNCT = 1 << 2,  /* one punctuation mark or symbol */
    AVER_TOK_CAP = 1 << 3,    /* first letter is upper case */
    AVER_TOK_ALLCAP = 1 << 4, /* two letters or more, all upper case */
    AVER_TOK_SPACE = 1 << 5,  /* white space stands in front of it */
    AVER_TOK_OPEN = 1 << 6,   /* an opening quotation mark */
    AVER_TOK_CLOSE = 1 << 7,  /* a closing quotation mark */
    AVER_TOK_ORDINAL = 1 << 8,/* a number with st, nd, rd, th behind it */
    AVER_TOK_FIRST = 1 << 9   /* first word of its sentence */
} aver_token_flag;

typedef struct {
    aver_span at;    /* bytes of the normalised text that was given */
    aver_str fold;   /* lower case, marks stripped; in the arena */
    uint32_t hash;   /* aver_token_hash of fold */
    uint32_t flags;  /* aver_token_flag */
} aver_token;

typedef AVER_VEC(aver_token) aver_tokens;

/* What words keep their full stop; may be NULL. As in sent.h. */
typedef struct {
    int (*abbreviation)(const void *ctx, const char *word, size_t len);
    const void *ctx;
} aver_token_lang;

/* Appends the tokens of text[range). Words are runs of letters, marks and
 * digits, with inner apostrophes, full stops of abbreviations ("U.S.", "a.m.",
 * "Jan." keeps its full stop where `lang` says abbreviation, or where it is a
 * single capital) and hyphens: "Díaz-Canel", "al-Sisi", "57-year-old" are one
 * token each; "pro-government" too. The possessive is a token of its own:
 * "Cuba's" is "Cuba" + "'s", "prisoners'" is "prisoners" + "'" (fold "'s").
 * "n't" and "cannot": "didn't" is "did" + "n't", "cannot" is "can" + "not".
 * Contractions 'll 've 're 'd 'm are tokens of their own as well.
 * Numbers: digits with inner , . and ' (thousands, decimals), digits glued to
 * k, m, bn, million are one token ("10k"); "40-50" is "40" "-" "50"; "1 214"
 * (a space, then exactly three digits, after at most three) is one token whose
 * fold is "1214"; so is the fold of "1,214". "21st" is one, ORDINAL, with fold
 * "21". "12:30" "12" ":" "30". "$5" is "$" "5". "20%" is "20" "%".
 * Quotation marks: U+201C opens, U+201D closes, '"' by its surroundings. A
 * "'" that is no apostrophe is a quotation mark as well: opens before a word
 * with white space in front, closes behind one. Every other punctuation mark
 * or symbol is one token; "--" is U+2014; "..." is one. */
void aver_token_run(aver_arena *arena, aver_str text, aver_span range,
                    const aver_token_lang *lang, aver_tokens *out);

/* Folds a word as tokens are folded: lower case, marks stripped, into the
 * arena. For lexicon entries. */
aver_str aver_token_fold(aver_arena *arena, const char *word, size_t len);

/* FNV-1a, 32 bits. */
uint32_t aver_token_hash(const char *ptr, size_t len);

#endif
