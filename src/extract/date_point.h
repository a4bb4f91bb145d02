/* Dates of any grain, pairs of them, and how EDTF writes them. */
#ifndef AVER_DATE_POINT_H
#define AVER_DATE_POINT_H

#include "base/arena.h"
#include "base/span.h"
#include "extract/calendar.h"

typedef enum {
    AVER_GRAIN_NONE,
    AVER_GRAIN_DAY,
    AVER_GRAIN_MONTH,
    AVER_GRAIN_YEAR,
    AVER_GRAIN_SEASON, /* `month` holds 21 to 24 */
    AVER_GRAIN_DECADE, /* `year` holds 199 for 199X */
    AVER_GRAIN_CENTURY /* `year` holds 19 for 19XX */
} aver_grain;

/* Year 0: unknown, written XXXX. */
typedef struct {
    aver_grain grain;
    int year, month, day;
} aver_point;

/* One date (`hi` of no grain), an interval, or nothing (`lo` neither). */
typedef struct {
    aver_point lo, hi;
} aver_period;

/* How a period is written. */
typedef enum {
    AVER_OPEN_NOT,
    AVER_OPEN_RIGHT, /* from its beginning on: lo/.. */
    AVER_OPEN_LEFT   /* until its end: ../hi */
} aver_open;

aver_point aver_point_of(aver_grain grain, int year, int month, int day);
aver_point aver_point_day(aver_day day); /* month 0: no grain */

/* First and last day; month 0 where there is none. */
aver_day aver_point_first(aver_point self);
aver_day aver_point_last(aver_point self);

aver_period aver_period_none(void);
aver_period aver_period_of(aver_point point);
aver_period aver_period_between(aver_point lo, aver_point hi);
int aver_period_is_none(aver_period self);

/* The last date of it: `hi`, or `lo` where it is one date. */
aver_point aver_period_end(aver_period self);

/* Its third: 1 early, 2 mid, 3 late; itself where it has no thirds. */
aver_period aver_period_third(aver_period self, int part);

/* Itself, or nothing if a date does not exist or the end comes first. */
aver_period aver_period_check(aver_period self);

/* EDTF in the arena; `approx` puts a `~` behind every date. */
aver_str aver_period_edtf(aver_period self, aver_open open, int approx,
                          aver_arena *arena);

#endif
