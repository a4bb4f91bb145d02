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

/* The language, as the splitter needs it. Both get the word as it is written
 * (case, inner full stops: "U.S"), without the full stop at its end; both may
 * be NULL. */
typedef struct {
    aver_abbr (*abbreviation)(const void *ctx, const char *word, size_t len);
    /* Whether a capitalised word is a usual first word of a sentence (The,
     * He, In): decides behind AVER_ABBR_EITHER. */
    int (*opener)(const void *ctx, const char *word, size_t len);
    const void *ctx;
} aver_sent_lang;

typedef AVER_VEC(aver_span) aver_spans;

/* Splits `text` (normalised, one paragraph) into sentences, in linear time:
 * byte ranges of `text`, in order, without white space at their ends, covering
 * everything that is no white space.
 *
 * A sentence ends at a terminator (. ! ? "..." ". . .") with the closing
 * quotes and brackets behind it, where white space follows and then a capital
 * (or a letter of a script without), a digit, or one of $ ~ @ #; opening
 * quotes, brackets, a bullet or a dash may stand in front of that. A small
 * letter goes on: `"Are you free?" she asked.` Not behind
 * - AVER_ABBR_INNER (but behind one in small letters, or in capitals in
 *   mixed text, where an opener follows: "he said no. The", "the SEC. The");
 * - AVER_ABBR_EITHER, single capitals ("J. Smith") and chains ("p.m.",
 * "U.S."), but where an opener follows;
 * - a number of at most three digits, or a letter, at the sentence's start:
 *   the mark of a list;
 * - what begins like a dateline ("HAVANA, Fla."), before a dash;
 * - "..." between spaces, but where an opener or a quotation follows.
 * U+2022 and its like begin a sentence; so do '*' before a capital, and a dash
 * before one behind a colon or semicolon (lists). A range longer than `max`
 * bytes is cut at white space, or else at a character, so no sentence is
 * longer (0: 8192; at least 16). */
void aver_sent_split(aver_arena *arena, aver_str text, uint32_t max,
                     const aver_sent_lang *lang, aver_spans *out);

#endif
