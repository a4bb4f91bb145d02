/* One end of a date expression, resolved. */
#ifndef AVER_DATE_ONE_H
#define AVER_DATE_ONE_H

#include "extract/date.h"
#include "extract/date_point.h"

enum {
    AVER_UNIT_DAY = 1,
    AVER_UNIT_WEEK,
    AVER_UNIT_MONTH,
    AVER_UNIT_YEAR,
    AVER_UNIT_DECADE,
    AVER_UNIT_WEEKEND,
    AVER_UNIT_FORTNIGHT,
    AVER_UNIT_HOUR,
    AVER_UNIT_QUARTER
};

enum {
    AVER_SPAN_SINCE = 1,
    AVER_SPAN_BY,
    AVER_SPAN_PAST,
    AVER_SPAN_WITHIN,
    AVER_SPAN_BEFORE,
    AVER_SPAN_FIRST,
    AVER_SPAN_LAST,
    AVER_SPAN_UNTIL
};

/* What the fields are resolved against: `base` is the document date or, for
 * `ref`, the date named before; parts of it may be 0. */
typedef struct {
    const aver_date_context *ctx;
    aver_day base;
    aver_tense tense;
    int nearest; /* a day or month without a year: look both ways */
} aver_date_env;

static inline int
aver_date_given(int field)
{
    return field != AVER_DATE_NONE;
}

static inline int
aver_date_or(int field, int other)
{
    return aver_date_given(field) ? field : other;
}

/* A year of two digits with its century; 0: no such year. */
int aver_date_full_year(int year, const aver_date_env *env);

/* The year that the fields name, themselves or against the base; else 0. */
int aver_date_named_year(const aver_date *self, const aver_date_env *env);

/* All but the second end of a range and the open spans; `part` and `edge`
 * are applied. */
aver_period aver_date_one(const aver_date *self, const aver_date_env *env);

#endif
