#include "extract/date_one.h"

#include <stdlib.h>

enum { SATURDAY = 6, SOON = 45, PIVOT = 2069 };

int
aver_date_full_year(int year, const aver_date_env *e)
{
    int pivot = e->base.year ? e->base.year + 10 : PIVOT;
    int full = pivot / 100 * 100 + year;

    if (year < 0)
        return 0;
    if (year >= 100)
        return year <= AVER_YEAR_MAX ? year : 0;
    return full > pivot ? full - 100 : full;
}

int
aver_date_named_year(const aver_date *d, const aver_date_env *e)
{
    if (aver_date_given(d->year))
        return aver_date_full_year(d->year, e);
    if (d->measure == AVER_UNIT_YEAR && aver_date_given(d->shift) &&
        e->base.year)
        return e->base.year + d->shift * aver_date_or(d->n, 1);
    return 0;
}

/* -1, 0, 1: (month, day) against the base, days only where both are known. */
static int
against_base(int month, int day, const aver_date_env *e)
{
    int at = month * 32, base = e->base.month * 32;

    if (day && e->base.day) {
        at += day;
        base += e->base.day;
    }
    return (at > base) - (at < base);
}

static long
days_from_base(int year, int month, int day, const aver_date_env *e)
{
    aver_day at = {0, 1, 1}, base = e->base;

    at.year = year;
    at.month = month;
    at.day = day ? day : 15;
    base.month = base.month ? base.month : 1;
    base.day = base.day ? base.day : 1;
    return aver_day_number(at) - aver_day_number(base);
}

/* The year in which weekday, day and month go together; 0 if none. */
static int
weekday_year(const aver_date *d, const aver_date_env *e)
{
    static const int step[] = {0, 1, -1};
    aver_day at = {0, d->month, d->day};
    int pass, best = 0;
    size_t i;

    for (pass = 0; pass < 3 && !best; pass++) {
        if (e->base.year) {
            at.year = e->base.year +
                      step[pass] * (e->tense == AVER_TENSE_FUTURE ? 1 : -1);
            if (aver_day_valid(at) &&
                aver_weekday_at(aver_day_number(at)) == d->weekday)
                best = at.year;
            continue;
        }
        for (i = 0; i < e->ctx->n_years; i++) {
            at.year = e->ctx->years[i] + step[pass];
            if (at.year > best && aver_day_valid(at) &&
                aver_weekday_at(aver_day_number(at)) == d->weekday)
                best = at.year;
        }
    }
    return best;
}

/* How many years from the base's to the one that tense or `shift` choose. */
static int
year_step(const aver_date *d, const aver_date_env *e, int month, int day)
{
    int side = against_base(month, day, e);

    if (aver_date_given(d->shift) && !aver_date_given(d->measure)) {
        if (d->shift < 0)
            return side < 0 ? 0 : -1;
        if (d->shift > 0)
            return side > 0 ? 0 : 1;
        return 0;
    }
    if (e->nearest) {
        long here = labs(days_from_base(e->base.year, month, day, e));
        int away = side > 0 ? -1 : 1;

        return labs(days_from_base(e->base.year + away, month, day, e)) < here
                   ? away
                   : 0;
    }
    if (e->tense == AVER_TENSE_FUTURE)
        return side < 0;
    if (side > 0 && e->tense == AVER_TENSE_UNKNOWN && day &&
        days_from_base(e->base.year, month, day, e) <= SOON)
        return 0;
    return side > 0 ? -1 : 0;
}

/* The year of a month, or a day of it, that is named without one; 0: X. */
static int
choose_year(const aver_date *d, const aver_date_env *e, int month, int day)
{
    aver_day at = {0, month, 1};
    int year, step, tries;

    if (aver_date_given(d->weekday) && day && aver_date_given(d->month)) {
        year = weekday_year(d, e);
        if (year)
            return year;
    }
    if (!e->base.year)
        return 0;
    if (!e->base.month)
        return d->shift >= -1 && d->shift <= 1 ? e->base.year + d->shift : 0;
    step = year_step(d, e, month, day);
    at.year = e->base.year + step;
    at.day = day ? day : 1;
    for (tries = 0; tries < 8 && !aver_day_valid(at); tries++)
        at.year += e->tense == AVER_TENSE_FUTURE ? 1 : -1;
    return aver_day_valid(at) ? at.year : 0;
}

static long
week_start(aver_day day)
{
    long number = aver_day_number(day);

    return number - aver_weekday_at(number) + 1;
}

static aver_period
run_of_days(long first, long last)
{
    return aver_period_between(aver_point_day(aver_day_at(first)),
                               aver_point_day(aver_day_at(last)));
}

static aver_period
by_weekday(const aver_date *d, const aver_date_env *e)
{
    long base, at;
    int shift = aver_date_or(d->shift, AVER_DATE_NONE);

    if (!aver_day_valid(e->base) || d->weekday < 1 || d->weekday > 7)
        return aver_period_none();
    base = aver_day_number(e->base);
    at = week_start(e->base) + d->weekday - 1;
    if (d->measure == AVER_UNIT_WEEK && aver_date_given(shift))
        at += 7L * shift * aver_date_or(d->n, 1);
    else if (shift == -1)
        at -= at >= base ? 7 : 0;
    else if (shift == 1)
        at += at <= base ? 7 : 0;
    else if (shift != 0 && (e->tense == AVER_TENSE_FUTURE || e->nearest))
        at += at <= base ? 7 : 0;
    else if (shift != 0)
        at -= at > base ? 7 : 0;
    return aver_period_of(aver_point_day(aver_day_at(at)));
}

/* A day of the month alone, perhaps with its weekday: the last or the next
 * such day. */
static aver_period
by_bare_day(const aver_date *d, const aver_date_env *e)
{
    int step = e->tense == AVER_TENSE_FUTURE ? 1 : -1;
    aver_day at = e->base, month = e->base;
    long n, number;

    if (d->measure == AVER_UNIT_MONTH && aver_date_given(d->shift)) {
        int moved = d->shift * aver_date_or(d->n, 1);

        if (!month.month || (!month.year && moved))
            return aver_period_none();
        month.day = 1;
        if (moved)
            month = aver_day_plus_months(month, moved);
        return aver_period_of(
            aver_point_of(AVER_GRAIN_DAY, month.year, month.month, d->day));
    }
    if (!aver_day_valid(at))
        return aver_period_none();
    number = aver_day_number(at);
    for (n = 0; n < 2 * 366; n++, number += step) {
        at = aver_day_at(number);
        if (!at.year)
            break;
        if (at.day == d->day && (!aver_date_given(d->weekday) ||
                                 aver_weekday_at(number) == d->weekday))
            return aver_period_of(aver_point_day(at));
    }
    return aver_period_none();
}

static aver_period
by_month(const aver_date *d, const aver_date_env *e)
{
    int year = aver_date_named_year(d, e), day = aver_date_or(d->day, 0);
    int last;

    if (d->month < 1 || d->month > 12)
        return aver_period_none();
    last = aver_month_days(0, d->month);
    if (aver_date_given(d->day) && (day < 1 || day > last))
        return aver_period_none();
    if (!year && !aver_date_given(d->year) && d->measure != AVER_UNIT_YEAR)
        year = choose_year(d, e, d->month, day);
    if (day)
        return aver_period_of(
            aver_point_of(AVER_GRAIN_DAY, year, d->month, day));
    if (aver_date_given(d->half)) {
        last = aver_month_days(year, d->month);
        return aver_period_between(
            aver_point_of(AVER_GRAIN_DAY, year, d->month,
                          d->half == 1 ? 1 : 16),
            aver_point_of(AVER_GRAIN_DAY, year, d->month,
                          d->half == 1 ? 15 : last));
    }
    return aver_period_of(aver_point_of(AVER_GRAIN_MONTH, year, d->month, 0));
}

/* Season, quarter or half of a year: its first month tells its year. */
static aver_period
by_months(const aver_date *d, const aver_date_env *e)
{
    int year = aver_date_named_year(d, e), first, length, seen;

    if (aver_date_given(d->season)) {
        if (d->season < 21 || d->season > 24)
            return aver_period_none();
        first = (d->season - 20) * 3;
        length = 3;
    } else if (aver_date_given(d->quarter)) {
        first = d->quarter * 3 - 2;
        length = 3;
    } else {
        first = d->half * 6 - 5;
        length = 6;
    }
    if (first < 1 || first > 12)
        return aver_period_none();
    if (!year && d->measure != AVER_UNIT_YEAR && !aver_date_given(d->year)) {
        /* the next one may have begun, the last one must have ended */
        seen = first;
        if (d->shift == -1 ||
            (!aver_date_given(d->shift) && e->tense == AVER_TENSE_FUTURE))
            seen = first + length > 12 ? 12 : first + length - 1;
        year = choose_year(d, e, seen, 0);
        /* "this winter", said in January, began in the year before */
        if (year && d->season == 24 && d->shift == 0 && e->base.month < 6 &&
            e->base.month)
            year--;
    }
    if (aver_date_given(d->season))
        return aver_period_of(
            aver_point_of(AVER_GRAIN_SEASON, year, d->season, 0));
    return aver_period_between(
        aver_point_of(AVER_GRAIN_MONTH, year, first, 0),
        aver_point_of(AVER_GRAIN_MONTH, year, first + length - 1, 0));
}

static aver_period
by_decade(const aver_date *d, const aver_date_env *e)
{
    int decade = d->decade, newest = e->base.year ? e->base.year : PIVOT;

    if (aver_date_given(d->century))
        return aver_period_of(
            aver_point_of(AVER_GRAIN_CENTURY, d->century - 1, 0, 0));
    if (decade < 0 || decade > 999)
        return aver_period_none();
    if (decade < 10) {
        decade += newest / 100 * 10;
        if (decade * 10 > newest)
            decade -= 10;
    }
    return aver_period_of(aver_point_of(AVER_GRAIN_DECADE, decade, 0, 0));
}

static aver_period
by_weekend(const aver_date *d, const aver_date_env *e)
{
    long base, at;

    if (!aver_day_valid(e->base))
        return aver_period_none();
    base = aver_day_number(e->base);
    at = week_start(e->base) + SATURDAY - 1;
    if (d->shift == 1)
        at += 7;
    else if (d->shift == -1)
        at -= 7;
    else if (e->tense == AVER_TENSE_FUTURE && d->shift != 0)
        at += at <= base ? 7 : 0;
    else if (e->tense != AVER_TENSE_FUTURE)
        at -= at > base && !(d->shift == 0 && e->tense == AVER_TENSE_UNKNOWN)
                  ? 7
                  : 0;
    return run_of_days(at, at + 1);
}

/* Years, and what is counted in them. */
static aver_period
by_year_unit(const aver_date *d, const aver_date_env *e, long moved)
{
    long year = e->base.year +
                moved * (d->measure == AVER_UNIT_DECADE ? 10 : 1);

    if (!e->base.year || year < 1 || year > AVER_YEAR_MAX)
        return aver_period_none();
    if (d->measure == AVER_UNIT_DECADE && !aver_date_given(d->n))
        return aver_period_of(
            aver_point_of(AVER_GRAIN_DECADE, (int)(year / 10), 0, 0));
    return aver_period_of(aver_point_of(AVER_GRAIN_YEAR, (int)year, 0, 0));
}

/* `shift` times `n` units from the base. */
static aver_period
by_unit(const aver_date *d, const aver_date_env *e)
{
    long moved = (long)d->shift * aver_date_or(d->n, 1), at;
    aver_day day;

    if (d->measure == AVER_UNIT_WEEKEND)
        return by_weekend(d, e);
    if (!aver_date_given(d->shift) || (d->n == 0 && d->shift))
        return aver_period_none();
    if (d->measure == AVER_UNIT_YEAR || d->measure == AVER_UNIT_DECADE)
        return by_year_unit(d, e, moved);
    if (!e->base.month)
        return aver_period_none();
    if (d->measure == AVER_UNIT_MONTH || d->measure == AVER_UNIT_QUARTER) {
        int quarter = d->measure == AVER_UNIT_QUARTER;

        if (!e->base.year && (moved || quarter))
            return aver_period_none();
        day = e->base;
        day.day = 1;
        if (quarter)
            day.month = (day.month - 1) / 3 * 3 + 1;
        if (moved)
            day = aver_day_plus_months(day, quarter ? moved * 3 : moved);
        if (!quarter)
            return aver_period_of(
                aver_point_of(AVER_GRAIN_MONTH, day.year, day.month, 0));
        return aver_period_between(
            aver_point_of(AVER_GRAIN_MONTH, day.year, day.month, 0),
            aver_point_of(AVER_GRAIN_MONTH, day.year, day.month + 2, 0));
    }
    if (!e->base.day)
        return aver_period_none();
    if (d->measure == AVER_UNIT_DAY && !moved)
        return aver_period_of(aver_point_day(e->base));
    if (!e->base.year)
        return aver_period_none();
    at = week_start(e->base);
    if (d->measure == AVER_UNIT_WEEK || d->measure == AVER_UNIT_FORTNIGHT) {
        at += moved * (d->measure == AVER_UNIT_WEEK ? 7 : 14);
        return run_of_days(at, at + 6);
    }
    at = aver_day_number(e->base);
    at += d->measure == AVER_UNIT_HOUR ? moved / 24 : moved;
    return aver_period_of(aver_point_day(aver_day_at(at)));
}

/* The day so many units before (`sign` -1) or behind the base. */
static aver_day
units_away(const aver_date *d, const aver_date_env *e, int sign)
{
    static const aver_day none = {0, 0, 0};
    long n = aver_date_or(d->n, 1);

    switch (d->measure) {
    case AVER_UNIT_MONTH:
        return aver_day_plus_months(e->base, sign * n);
    case AVER_UNIT_QUARTER:
        return aver_day_plus_months(e->base, sign * n * 3);
    case AVER_UNIT_YEAR:
        return aver_day_plus_months(e->base, sign * n * 12);
    case AVER_UNIT_DECADE:
        return aver_day_plus_months(e->base, sign * n * 120);
    case AVER_UNIT_WEEK:
        return aver_day_plus_days(e->base, sign * n * 7);
    case AVER_UNIT_FORTNIGHT:
        return aver_day_plus_days(e->base, sign * n * 14);
    case AVER_UNIT_WEEKEND:
        return none;
    case AVER_UNIT_HOUR:
        return aver_day_plus_days(e->base, sign * ((n + 23) / 24));
    default:
        return aver_day_plus_days(e->base, sign * n);
    }
}

/* "the past n units", "within n units". */
static aver_period
by_span(const aver_date *d, const aver_date_env *e)
{
    aver_day away;
    int sign = d->span == AVER_SPAN_PAST ? -1 : 1;

    if (!aver_day_valid(e->base) || !aver_date_given(d->measure) || d->n == 0)
        return aver_period_none();
    away = units_away(d, e, sign);
    if (sign < 0)
        return aver_period_between(aver_point_day(away),
                                   aver_point_day(e->base));
    return aver_period_between(aver_point_day(e->base), aver_point_day(away));
}

/* "the first n units of" a year, or of a month. */
static aver_period
by_ends(const aver_date *d, const aver_date_env *e)
{
    int n = aver_date_or(d->n, 1), month = aver_date_or(d->month, 0), year;
    int first = d->span == AVER_SPAN_FIRST;
    aver_day lo, hi;
    aver_point whole;

    year = aver_date_given(d->year) ? aver_date_full_year(d->year, e)
           : month                  ? choose_year(d, e, month, 0)
           : e->base.year           ? e->base.year + aver_date_or(d->shift, 0)
                                    : 0;
    if (!year || n < 1 || month < 0 || month > 12)
        return aver_period_none();
    if (d->measure == AVER_UNIT_MONTH) {
        if (n > 11 || month)
            return aver_period_none();
        return aver_period_between(
            aver_point_of(AVER_GRAIN_MONTH, year, first ? 1 : 13 - n, 0),
            aver_point_of(AVER_GRAIN_MONTH, year, first ? n : 12, 0));
    }
    if (d->measure != AVER_UNIT_WEEK && d->measure != AVER_UNIT_DAY)
        return aver_period_none();
    n *= d->measure == AVER_UNIT_WEEK ? 7 : 1;
    whole = aver_point_of(month ? AVER_GRAIN_MONTH : AVER_GRAIN_YEAR, year,
                          month, 0);
    lo = aver_point_first(whole);
    hi = aver_point_last(whole);
    if (first)
        hi = aver_day_plus_days(lo, n - 1);
    else
        lo = aver_day_plus_days(hi, 1 - n);
    return aver_period_between(aver_point_day(lo), aver_point_day(hi));
}

/* All but range, part, edge and open spans. */
static aver_period
resolve_whole(const aver_date *d, const aver_date_env *e)
{
    if (d->span == AVER_SPAN_PAST || d->span == AVER_SPAN_WITHIN)
        return by_span(d, e);
    if (d->span == AVER_SPAN_FIRST || d->span == AVER_SPAN_LAST)
        return by_ends(d, e);
    if (aver_date_given(d->dayshift))
        return aver_day_valid(e->base)
                   ? aver_period_of(aver_point_day(
                         aver_day_plus_days(e->base, d->dayshift)))
                   : aver_period_none();
    if (aver_date_given(d->decade) || aver_date_given(d->century))
        return by_decade(d, e);
    if (aver_date_given(d->month))
        return by_month(d, e);
    if (aver_date_given(d->season) || aver_date_given(d->quarter) ||
        aver_date_given(d->half))
        return by_months(d, e);
    if (aver_date_given(d->day))
        return by_bare_day(d, e);
    if (aver_date_given(d->weekday))
        return by_weekday(d, e);
    if (aver_date_given(d->year))
        return aver_period_of(aver_point_of(
            AVER_GRAIN_YEAR, aver_date_full_year(d->year, e), 0, 0));
    if (aver_date_given(d->measure))
        return by_unit(d, e);
    if (d->ref == 1 && (e->base.year || e->base.month))
        return aver_period_of(aver_point_of(e->base.day     ? AVER_GRAIN_DAY
                                            : e->base.month ? AVER_GRAIN_MONTH
                                                            : AVER_GRAIN_YEAR,
                                            e->base.year, e->base.month,
                                            e->base.day));
    return aver_period_none();
}

aver_period
aver_date_one(const aver_date *d, const aver_date_env *e)
{
    aver_period out = resolve_whole(d, e);

    if (aver_date_given(d->part))
        out = aver_period_third(out, d->part);
    if (d->edge == 1)
        out = aver_period_of(aver_point_day(aver_point_first(out.lo)));
    else if (d->edge == 2)
        out = aver_period_of(aver_point_day(aver_point_last(
            out.hi.grain == AVER_GRAIN_NONE ? out.lo : out.hi)));
    return aver_period_check(out);
}
