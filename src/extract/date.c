#include "extract/date.h"

#include "extract/date_one.h"
#include "extract/date_point.h"

enum { FIELD_MAX = 100000, SHIFT_MAX = 10 };

void
aver_date_init(aver_date *self)
{
#define AVER_DATE_FIELD(name, about) self->name = AVER_DATE_NONE;
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
}

int
aver_day_parse(aver_str text, aver_day *out)
{
    static const char shape[] = "dddd-dd-dd";
    int part[3] = {0, 0, 0}, at = 0;
    size_t i;

    out->year = out->month = out->day = 0;
    if (text.len != sizeof shape - 1)
        return 0;
    for (i = 0; i < text.len; i++) {
        if (shape[i] == '-') {
            if (text.ptr[i] != '-')
                return 0;
            at++;
        } else {
            if (text.ptr[i] < '0' || text.ptr[i] > '9')
                return 0;
            part[at] = part[at] * 10 + (text.ptr[i] - '0');
        }
    }
    out->year = part[0];
    out->month = part[1];
    out->day = part[2];
    if (aver_day_valid(*out))
        return 1;
    out->year = out->month = out->day = 0;
    return 0;
}

static int
is_range(const aver_date *d)
{
    return aver_date_given(d->year2) || aver_date_given(d->month2) ||
           aver_date_given(d->day2) || aver_date_given(d->weekday2);
}

/* The fields of one end, with what it leaves unsaid taken from the other. */
static void
split(const aver_date *d, aver_date *lo, aver_date *hi)
{
    *lo = *d;
    lo->year2 = lo->month2 = lo->day2 = lo->weekday2 = AVER_DATE_NONE;
    lo->part2 = AVER_DATE_NONE;
    *hi = *lo;
    hi->day = d->day2;
    hi->weekday = d->weekday2;
    hi->part = d->part2;
    hi->month = d->month2;
    hi->year = d->year2;
    hi->edge = AVER_DATE_NONE;
    if (!aver_date_given(d->month2) &&
        (aver_date_given(d->day2) || !aver_date_given(d->year2)))
        hi->month = d->month;
}

static int
month_day(const aver_date *d)
{
    return aver_date_or(d->month, 0) * 32 + aver_date_or(d->day, 0);
}

static void
look_from(aver_date_env *env, aver_point point, aver_tense tense)
{
    aver_day day = aver_point_first(point);

    env->base = day;
    env->tense = tense;
    env->nearest = 0;
}

/* An end without a year is the first after the beginning, or the beginning is
 * the last before the end: whichever tense lets us find first. */
static aver_period
range_by_tense(const aver_date *lo, const aver_date *hi, aver_date_env *env)
{
    aver_period first, last;
    aver_date end = *hi;

    if (env->tense == AVER_TENSE_FUTURE) {
        first = aver_date_one(lo, env);
        look_from(env, first.lo, AVER_TENSE_FUTURE);
        end.shift = end.measure = AVER_DATE_NONE;
        last = aver_date_one(&end, env);
    } else {
        aver_date start = *lo;

        last = aver_date_one(hi, env);
        look_from(env, aver_period_end(last), AVER_TENSE_PAST);
        start.shift = start.measure = AVER_DATE_NONE;
        first = aver_date_one(&start, env);
    }
    if (aver_period_is_none(first) || aver_period_is_none(last))
        return aver_period_none();
    return aver_period_between(first.lo, aver_period_end(last));
}

static aver_period
range(const aver_date *d, aver_date_env *env)
{
    aver_date lo, hi;
    aver_period first, last;
    int year = aver_date_named_year(d, env);

    split(d, &lo, &hi);
    if (!aver_date_given(d->month2) && d->day2 < d->day &&
        aver_date_given(d->day2))
        return aver_period_none();
    if (aver_date_given(d->year2)) {
        hi.year = aver_date_full_year(d->year2, env);
        if (aver_date_given(d->year) && d->year2 >= 0 && d->year2 < 100 &&
            d->year >= 100)
            hi.year = d->year / 100 * 100 + d->year2;
        if (!aver_date_given(d->year))
            lo.year = hi.year - (month_day(&lo) > month_day(&hi) &&
                                 aver_date_given(hi.month));
    } else if (year) {
        lo.year = year;
        hi.year = year + (month_day(&lo) > month_day(&hi));
    }
    if (!aver_date_given(hi.year) && env->base.year)
        return aver_period_check(range_by_tense(&lo, &hi, env));
    first = aver_date_one(&lo, env);
    last = aver_date_one(&hi, env);
    if (aver_period_is_none(first) || aver_period_is_none(last))
        return aver_period_none();
    return aver_period_check(
        aver_period_between(first.lo, aver_period_end(last)));
}

/* The date just before a period: of the same grain. */
static aver_point
just_before(aver_point at)
{
    aver_day day;

    if (!at.year)
        return at;
    switch (at.grain) {
    case AVER_GRAIN_NONE:
        break;
    case AVER_GRAIN_YEAR:
    case AVER_GRAIN_DECADE:
    case AVER_GRAIN_CENTURY:
        at.year--;
        break;
    case AVER_GRAIN_MONTH:
        day = aver_day_plus_months(aver_point_first(at), -1);
        return aver_point_of(day.month ? AVER_GRAIN_MONTH : AVER_GRAIN_NONE,
                             day.year, day.month, 0);
    case AVER_GRAIN_DAY:
    case AVER_GRAIN_SEASON:
        return aver_point_day(aver_day_plus_days(aver_point_first(at), -1));
    }
    return at;
}

static int
within_limits(const aver_date *d)
{
#define AVER_DATE_FIELD(name, about)                                          \
    if (d->name > FIELD_MAX || d->name < -FIELD_MAX)                          \
        return 0;
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    return !aver_date_given(d->shift) ||
           (d->shift <= SHIFT_MAX && d->shift >= -SHIFT_MAX);
}

static aver_period
resolve(const aver_date *d, const aver_date_context *ctx, aver_tense tense)
{
    aver_date_env env;
    aver_date closed = *d;
    aver_period out;

    env.ctx = ctx;
    env.base = d->ref == 1 ? ctx->before : ctx->doc;
    env.tense = tense;
    env.nearest = d->span == AVER_SPAN_UNTIL;
    if (!within_limits(d))
        return aver_period_none();
    if (d->span == AVER_SPAN_SINCE || d->span == AVER_SPAN_BY ||
        d->span == AVER_SPAN_BEFORE || d->span == AVER_SPAN_UNTIL)
        closed.span = AVER_DATE_NONE;
    if (d->span == AVER_SPAN_SINCE && tense == AVER_TENSE_UNKNOWN)
        env.tense = AVER_TENSE_PAST;
    out = is_range(d) ? range(&closed, &env) : aver_date_one(&closed, &env);
    if (d->span == AVER_SPAN_BEFORE && !aver_period_is_none(out))
        out = aver_period_check(aver_period_of(just_before(out.lo)));
    return out;
}

aver_str
aver_date_edtf(const aver_date *self, const aver_date_context *ctx,
               aver_tense tense, aver_arena *arena)
{
    aver_open open = AVER_OPEN_NOT;

    if (self->span == AVER_SPAN_SINCE)
        open = AVER_OPEN_RIGHT;
    else if (self->span == AVER_SPAN_BY || self->span == AVER_SPAN_BEFORE ||
             self->span == AVER_SPAN_UNTIL)
        open = AVER_OPEN_LEFT;
    return aver_period_edtf(resolve(self, ctx, tense), open, self->approx == 1,
                            arena);
}

int
aver_date_first(const aver_date *self, const aver_date_context *ctx,
                aver_tense tense, aver_day *out)
{
    aver_period period = resolve(self, ctx, tense);

    *out = aver_point_first(period.lo);
    switch (period.lo.grain) {
    case AVER_GRAIN_NONE:
        return 0;
    case AVER_GRAIN_DAY:
        break;
    case AVER_GRAIN_MONTH:
    case AVER_GRAIN_SEASON:
        out->day = 0;
        break;
    case AVER_GRAIN_YEAR:
    case AVER_GRAIN_DECADE:
    case AVER_GRAIN_CENTURY:
        out->month = out->day = 0;
        break;
    }
    return 1;
}

int
aver_date_fixed(const aver_date *self, const aver_date_context *ctx,
                aver_day *out)
{
    aver_date_context alone = *ctx;
    aver_date plain = *self;
    aver_period period;

    alone.doc.year = alone.doc.month = alone.doc.day = 0;
    alone.before = alone.doc;
    plain.span = plain.approx = AVER_DATE_NONE;
    *out = alone.doc;
    if (is_range(self) || self->ref == 1 || !aver_date_given(self->day))
        return 0;
    period = resolve(&plain, &alone, AVER_TENSE_UNKNOWN);
    if (period.lo.grain != AVER_GRAIN_DAY || !period.lo.year ||
        period.hi.grain != AVER_GRAIN_NONE)
        return 0;
    *out = aver_point_first(period.lo);
    return 1;
}
