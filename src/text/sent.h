/* Sentences of a normalised paragraph. */
#ifndef AVER_SENT_H
#define AVER_SENT_H

#include "base/span.h"
#include "base/vec.h"

/* What the language's lexicon says of a word before a full stop, or behind
 * one. */
typedef enum {
    AVER_ABBR_NONE,
    AVER_ABBR_INNER, /* never ends a sentence: Mr., Gen., No. */
    AVER_ABBR_EITHER /* may end one: U.S., Jan., Inc. */
} aver_abbr;

/* The language, as the splitter needs it. Both get the word without the full
 * stop at its end; both may be NULL. */
typedef struct {
    aver_abbr (*abbreviation)(const void *ctx, const char *word, size_t len);
    /* Whether a capitalised word is a usual first word of a sentence (The,
     * He, In): decides behind AVER_ABBR_EITHER. */
    int (*opener)(const void *ctx, const char *word, size_t len);
    const void *ctx;
} aver_sent_lang;

typedef AVER_VEC(aver_span) aver_spans;

/* Splits `text` (normalised, one paragraph) into sentences: byte ranges of
 * `text`, in order, without white space at their ends, covering everything
 * that is no white space. Rules: a terminator (. ! ? or "..." or U+2026),
 * closing quotes and brackets behind it, then white space, then an upper-case
 * letter, digit, opening quote, bracket, bullet or dash. Not behind
 * abbreviations, single initials ("J. Smith"), numbers in front of a lower
 * case word, or inside a number. " -- " followed by a capital in lists, and
 * U+2022 bullets, begin a sentence. A range longer than `max` bytes is cut at
 * white space, so no sentence is longer (0: 8192). */
void aver_sent_split(aver_arena *arena, aver_str text, uint32_t max,
                     const aver_sent_lang *lang, aver_spans *out);

#endif
