/* Tokens of a normalised sentence. */
#ifndef AVER_TOKEN_H
#define AVER_TOKEN_H

#include "base/span.h"
#include "base/vec.h"

typedef enum {
    AVER_TOK_WORD = 1 << 0,    /* holds a letter, or is a possessive */
    AVER_TOK_NUMBER = 1 << 1,  /* begins with a digit: 1,214 3.5 10k 21st */
    AVER_TOK_PUNCT = 1 << 2,   /* one punctuation mark or symbol */
    AVER_TOK_CAP = 1 << 3,     /* first letter is upper case */
    AVER_TOK_ALLCAP = 1 << 4,  /* two letters or more, all upper case */
    AVER_TOK_SPACE = 1 << 5,   /* white space stands in front of it */
    AVER_TOK_OPEN = 1 << 6,    /* an opening quotation mark */
    AVER_TOK_CLOSE = 1 << 7,   /* a closing quotation mark */
    AVER_TOK_ORDINAL = 1 << 8, /* a number with st, nd, rd, th behind it */
    AVER_TOK_FIRST = 1 << 9,   /* first word of its sentence */
    AVER_TOK_INNER = 1 << 10   /* a capital behind a hyphen, none in front */
} aver_token_flag;

typedef struct {
    aver_span at;   /* bytes of the normalised text that was given */
    aver_str fold;  /* lower case, marks stripped; in the arena */
    uint32_t hash;  /* aver_token_hash of fold */
    uint32_t flags; /* aver_token_flag */
    uint32_t word;  /* its number in a lexicon; 0: none, or not looked up */
    uint32_t slot;  /* where it stands there, if it has a number */
} aver_token;

typedef AVER_VEC(aver_token) aver_tokens;

/* What words keep their full stop; may be NULL. As in sent.h. */
typedef struct {
    int (*abbreviation)(const void *ctx, const char *word, size_t len);
    const void *ctx;
    char decimal; /* ',' where "1.214,5" is a number and a half; else 0 */
} aver_token_lang;

/* Appends the tokens of text[range), a sentence, in linear time.
 *
 * Words are runs of letters, marks and digits, with inner apostrophes, full
 * stops of abbreviations and hyphens: "Díaz-Canel", "al-Sisi", "O'Brien",
 * "57-year-old", "pro-government", "U.S.-led" are one token each. The full
 * stop belongs to the word, and to its fold, in "U.S.", "a.m.", "W.Va.",
 * "Ph.D.", in "Jan." where `lang` says abbreviation, and behind a single
 * capital ("J. Smith"). "end.The" is three tokens. "AT&T" is one.
 * The possessive is a token of its own: "Cuba's" is "Cuba" + "'s",
 * "prisoners'" is "prisoners" + "'" (fold "'s"). "n't" and "cannot": "didn't"
 * is "did" + "n't", "can't" "ca" + "n't", "cannot" "can" + "not".
 * Contractions 'll 've 're 'd 'm are tokens of their own as well.
 * Numbers: digits with inner , . and ' (thousands, decimals); the fold keeps
 * the digits and the decimal point: "1,214" is "1214". "1 214" (a space, then
 * exactly three digits, after at most three; not a day behind a capitalised
 * word: "June 26 130 were") is one token, fold "1214". Letters glued to
 * digits belong to them ("10k", "2.5m", "1990s": NUMBER and WORD); "21st" is
 * ORDINAL, with fold "21". "40-50" is "40" "-" "50", "12:30" "12" ":" "30",
 * "$5" "$" "5", "20%" "20" "%", "11.09.2003" five tokens, "10a.m." two.
 * "'98" and "'90s" are NUMBER with the apostrophe in their fold.
 * Quotation marks: U+201C opens, U+201D closes, '"' by its surroundings. A
 * "'" that is no apostrophe is a quotation mark as well: opens before a word
 * with white space in front, closes behind one. ``this'' too. The fold of all
 * of them is '"'; OPEN or CLOSE tells which.
 * Addresses ("https://a.org/b", "www.a.org", "a.com", "b@a.org"), "@name" and
 * "#tag" are one token each. Every other punctuation mark or symbol is one
 * token; "--" or longer has the fold U+2014; "...", "..", ". . ." are one,
 * fold "...". Words and digits of more than 64 KiB are cut. */
void aver_token_run(aver_arena *arena, aver_str text, aver_span range,
                    const aver_token_lang *lang, aver_tokens *out);

/* Folds a word as tokens are folded: lower case, marks stripped, into the
 * arena. For lexicon entries. */
aver_str aver_token_fold(aver_arena *arena, const char *word, size_t len);

/* The hash of a word: aver_hash_chunk for each eight bytes of it, the last of
 * them filled up with zeros, from 0 on; then aver_hash_end. */
uint32_t aver_token_hash(const char *ptr, size_t len);

static inline uint64_t
aver_hash_chunk(uint64_t hash, uint64_t chunk)
{
    hash = (hash ^ chunk) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static inline uint32_t
aver_hash_end(uint64_t hash)
{
    return (uint32_t)(hash * UINT64_C(0xD6E8FEB86659FD93) >> 32);
}

#endif
