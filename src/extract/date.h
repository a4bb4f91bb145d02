/* Dates: from what the rules captured to EDTF. Knows calendars, no words. */
#ifndef AVER_DATE_H
#define AVER_DATE_H

#include "base/arena.h"
#include "base/span.h"
#include "extract/calendar.h"

/* The fields that a date rule may capture or set, under these names; what is
 * not given is AVER_DATE_NONE. The values come from the lexicon (`value=`) or
 * from digits. AVER_DATE_FIELD(name, about) */
#define AVER_DATE_FIELDS                                                      \
    AVER_DATE_FIELD(year, "1998; two digits ('98) are completed")             \
    AVER_DATE_FIELD(month, "1 to 12")                                         \
    AVER_DATE_FIELD(day, "1 to 31")                                           \
    AVER_DATE_FIELD(weekday, "1 Monday to 7 Sunday")                          \
    AVER_DATE_FIELD(year2, "the end of a range: year")                        \
    AVER_DATE_FIELD(month2, "the end of a range: month")                      \
    AVER_DATE_FIELD(day2, "the end of a range: day")                          \
    AVER_DATE_FIELD(weekday2, "the end of a range: weekday")                  \
    AVER_DATE_FIELD(part2, "the end of a range: part")                        \
    AVER_DATE_FIELD(season, "21 spring to 24 winter (of its December)")       \
    AVER_DATE_FIELD(quarter, "1 to 4")                                        \
    AVER_DATE_FIELD(half, "1 or 2: of the year, or of `month`")               \
    AVER_DATE_FIELD(decade, "199 for the 1990s; 9 for 'the nineties'")        \
    AVER_DATE_FIELD(century, "20 for the 1900s, the 20th century")            \
    AVER_DATE_FIELD(part, "1 early, 2 mid, 3 late: a third")                  \
    AVER_DATE_FIELD(edge, "1 the first day of it, 2 the last")                \
    AVER_DATE_FIELD(measure, "1 day, 2 week, 3 month, 4 year, 5 decade, "     \
                             "6 weekend, 7 fortnight, 8 hour, 9 quarter")     \
    AVER_DATE_FIELD(n, "how many units; 0: nobody knows")                     \
    AVER_DATE_FIELD(shift, "-1 last or ago, 0 this, 1 next or from now")      \
    AVER_DATE_FIELD(dayshift, "0 today, -1 yesterday, 1 tomorrow")            \
    AVER_DATE_FIELD(span, "1 since, 2 by, 3 over the past n units, "          \
                          "4 within or over the next n units, 5 before, "     \
                          "6 the first n units of the year or month, "        \
                          "7 the last n units of it, 8 until")                \
    AVER_DATE_FIELD(ref, "1: seen from the date that the text named before")  \
    AVER_DATE_FIELD(approx, "1: about then")

enum { AVER_DATE_NONE = -9999 };

typedef struct {
#define AVER_DATE_FIELD(name, about) int name;
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
} aver_date;

typedef enum {
    AVER_TENSE_UNKNOWN,
    AVER_TENSE_PAST,
    AVER_TENSE_FUTURE
} aver_tense;

/* What a date is resolved against. */
typedef struct {
    aver_day doc;     /* the document date */
    const int *years; /* four-digit years that the text mentions */
    size_t n_years;
    aver_day before; /* the date named before, for `ref`; its parts may be 0 */
} aver_date_context;

/* All fields AVER_DATE_NONE. */
void aver_date_init(aver_date *self);

/* EDTF (ISO 8601-2 level 1) as spec/RECORD.md asks, in the arena; empty where
 * nothing can be fixed, or where the date does not exist (31 February).
 *
 * Without a year or another anchor, a month or season is the last one up to
 * the document's (past tense and unknown) or the next from it on (future); a
 * day of a month the last up to the document date or the next from it on; a
 * weekday the last up to the document date or the next behind it. */
aver_str aver_date_edtf(const aver_date *self, const aver_date_context *ctx,
                        aver_tense tense, aver_arena *arena);

/* The first day of what aver_date_edtf gives, for the `before` of the next
 * date: parts not known, or finer than said, are 0. 0 if there is none. */
int aver_date_first(const aver_date *self, const aver_date_context *ctx,
                    aver_tense tense, aver_day *out);

/* The day that the words fix without a document date: a full date, or
 * weekday, day and month with a year that the text mentions, or its
 * neighbour, in which they go together. May stand in for an unknown document
 * date. 0 if there is none. */
int aver_date_fixed(const aver_date *self, const aver_date_context *ctx,
                    aver_day *out);

/* "2026-03-12" to a day; 0 if it is none (also: 2026-02-30). */
int aver_day_parse(aver_str text, aver_day *out);

#endif
