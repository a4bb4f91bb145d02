/* Counts: from the parts of a number phrase to a value. Knows no words: what
 * a word is worth, and how it counts, the lexicon says. */
#ifndef AVER_COUNT_H
#define AVER_COUNT_H

#include "base/span.h"

/* What a part of a number phrase does, and the feature (`feat=` in the
 * lexicon) that says so. AVER_PART_KIND(id, feature, about) */
#define AVER_PART_KINDS                                                       \
    AVER_PART_KIND(UNIT, "nunit", "adds: one, twelve, thirty, forty-two")     \
    AVER_PART_KIND(TIMES, "ntimes", "multiplies: hundred, dozen, score")      \
    AVER_PART_KIND(SCALE, "nscale", "closes a group: thousand, million, k")   \
    AVER_PART_KIND(VAGUE, "nvague", "a size alone, at the least: dozens")     \
    AVER_PART_KIND(MANY, "nmany", "before a multiplier: several, a few")      \
    AVER_PART_KIND(HALF, "nhalf", "half a dozen, two and a half million")     \
    AVER_PART_KIND(TO, "nto", "parts the ends of a range: to, or, -")         \
    AVER_PART_KIND(AGAIN, "nagain", "says it again: seventy-six (76)")

/* AVER_PART_NONE is passed over (a, and, of); AVER_PART_FIGURE is a number in
 * digits, for which there is no feature. */
typedef enum {
    AVER_PART_NONE,
    AVER_PART_FIGURE,
#define AVER_PART_KIND(id, feature, about) AVER_PART_##id,
    AVER_PART_KINDS
#undef AVER_PART_KIND
        AVER_PART_KINDS_N
} aver_part_kind;

/* `value` is worth value / 10^decimals (decimals: of a FIGURE). `mod`: a
 * TIMEX3 term, or empty; a part of any kind may bring one. */
typedef struct {
    aver_part_kind kind;
    int64_t value;
    unsigned decimals;
    aver_str mod;
} aver_part;

/* How many; the lower end of a range. `hi` only if `has_hi`. `mod` is empty or
 * a TIMEX3 term: borrowed from a part, or static. */
typedef struct {
    int64_t lo, hi;
    int has_hi;
    aver_str mod;
} aver_count;

/* The feature of a part kind (static); NULL for NONE and FIGURE. */
const char *aver_part_feature(aver_part_kind kind);

/* A figure as tokens fold it: "1214", "2.5", "1,214", "10k"; `*rest` is what
 * stands behind the digits ("k"), to be looked up as a part of its own. 0 if
 * it does not begin with a digit, is not a number ("1.2.3"), or is too
 * large. */
int aver_count_figure(aver_str text, aver_part *out, aver_str *rest);

/* The value of a whole phrase, modifiers and both ends of a range included.
 * 0, and `*out` zero, if it has none: no size ("several"), no such number
 * ("five six"), not whole ("2.5"), not ascending ("40 to 30"), or above
 * INT64_MAX. Two numbers of two digits ("nineteen ninety-four") make one, as
 * years are read. The first modifier counts; that of the parts themselves
 * ("dozens": EQUAL_OR_MORE) only where there is no other. */
int aver_count_of(const aver_part *parts, size_t n, aver_count *out);

#endif
