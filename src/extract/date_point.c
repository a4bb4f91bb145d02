#include "extract/date_point.h"

#include <stdio.h>

aver_point
aver_point_of(aver_grain grain, int year, int month, int day)
{
    aver_point out;

    out.grain = grain;
    out.year = year;
    out.month = month;
    out.day = day;
    return out;
}

aver_point
aver_point_day(aver_day day)
{
    return aver_point_of(day.month ? AVER_GRAIN_DAY : AVER_GRAIN_NONE,
                         day.year, day.month, day.day);
}

aver_period
aver_period_between(aver_point lo, aver_point hi)
{
    aver_period out;

    out.lo = lo;
    out.hi = hi;
    return out;
}

aver_period
aver_period_of(aver_point point)
{
    return aver_period_between(point, aver_point_of(AVER_GRAIN_NONE, 0, 0, 0));
}

aver_period
aver_period_none(void)
{
    return aver_period_of(aver_point_of(AVER_GRAIN_NONE, 0, 0, 0));
}

int
aver_period_is_none(aver_period self)
{
    return self.lo.grain == AVER_GRAIN_NONE;
}

aver_point
aver_period_end(aver_period self)
{
    return self.hi.grain == AVER_GRAIN_NONE ? self.lo : self.hi;
}

static aver_day
day_of(int year, int month, int day)
{
    aver_day out = {0, 0, 0};

    out.year = year;
    out.month = month;
    out.day = day;
    return out;
}

aver_day
aver_point_first(aver_point self)
{
    switch (self.grain) {
    case AVER_GRAIN_NONE:
        break;
    case AVER_GRAIN_DAY:
        return day_of(self.year, self.month, self.day);
    case AVER_GRAIN_MONTH:
        return day_of(self.year, self.month, 1);
    case AVER_GRAIN_YEAR:
        return day_of(self.year, 1, 1);
    case AVER_GRAIN_SEASON:
        return day_of(self.year, (self.month - 20) * 3, 1);
    case AVER_GRAIN_DECADE:
        return day_of(self.year * 10, 1, 1);
    case AVER_GRAIN_CENTURY:
        return day_of(self.year * 100, 1, 1);
    }
    return day_of(0, 0, 0);
}

aver_day
aver_point_last(aver_point self)
{
    int winter = self.month == 24;

    switch (self.grain) {
    case AVER_GRAIN_NONE:
        break;
    case AVER_GRAIN_DAY:
        return day_of(self.year, self.month, self.day);
    case AVER_GRAIN_MONTH:
        if (self.month < 1 || self.month > 12)
            break;
        return day_of(self.year, self.month,
                      aver_month_days(self.year, self.month));
    case AVER_GRAIN_YEAR:
        return day_of(self.year, 12, 31);
    case AVER_GRAIN_SEASON:
        self.year += winter && self.year;
        self.month = winter ? 2 : (self.month - 20) * 3 + 2;
        return day_of(self.year, self.month,
                      aver_month_days(self.year, self.month));
    case AVER_GRAIN_DECADE:
        return day_of(self.year * 10 + 9, 12, 31);
    case AVER_GRAIN_CENTURY:
        return day_of(self.year * 100 + 99, 12, 31);
    }
    return day_of(0, 0, 0);
}

static aver_period
years_between(int first, int last)
{
    return aver_period_between(aver_point_of(AVER_GRAIN_YEAR, first, 0, 0),
                               aver_point_of(AVER_GRAIN_YEAR, last, 0, 0));
}

/* A third of a season, or of another run of three months: one month. */
static aver_period
month_of(int year, int first, int part)
{
    int month = first + part - 1;

    if (month > 12 && year)
        year++;
    return aver_period_of(aver_point_of(AVER_GRAIN_MONTH, year,
                                        month > 12 ? month - 12 : month, 0));
}

aver_period
aver_period_third(aver_period self, int part)
{
    static const int first_year[] = {0, 4, 7, 10}; /* of a decade */
    aver_point at = self.lo;
    int last;

    if (part < 1 || part > 3)
        return self;
    if (self.hi.grain == AVER_GRAIN_MONTH && at.grain == AVER_GRAIN_MONTH &&
        self.hi.month == at.month + 2)
        return month_of(at.year, at.month, part);
    if (self.hi.grain != AVER_GRAIN_NONE)
        return self;
    switch (at.grain) {
    case AVER_GRAIN_NONE:
    case AVER_GRAIN_DAY:
        break;
    case AVER_GRAIN_MONTH:
        last = part < 3 ? part * 10 : aver_point_last(at).day;
        return aver_period_between(
            aver_point_of(AVER_GRAIN_DAY, at.year, at.month, part * 10 - 9),
            aver_point_of(AVER_GRAIN_DAY, at.year, at.month, last));
    case AVER_GRAIN_YEAR:
        return aver_period_between(
            aver_point_of(AVER_GRAIN_MONTH, at.year, part * 4 - 3, 0),
            aver_point_of(AVER_GRAIN_MONTH, at.year, part * 4, 0));
    case AVER_GRAIN_SEASON:
        return month_of(at.year, (at.month - 20) * 3, part);
    case AVER_GRAIN_DECADE:
        return years_between(at.year * 10 + first_year[part - 1],
                             at.year * 10 + first_year[part] - 1);
    case AVER_GRAIN_CENTURY:
        return years_between(at.year * 100 + (part - 1) * 33 + (part > 1),
                             at.year * 100 + part * 33);
    }
    return self;
}

static int
point_exists(aver_point at)
{
    aver_day day = {0, 0, 0};

    switch (at.grain) {
    case AVER_GRAIN_NONE:
        break;
    case AVER_GRAIN_DAY:
        if (at.year) {
            day = aver_point_first(at);
            return aver_day_valid(day);
        }
        return at.month >= 1 && at.month <= 12 && at.day >= 1 &&
               at.day <= aver_month_days(0, at.month);
    case AVER_GRAIN_MONTH:
        return at.year >= 0 && at.year <= AVER_YEAR_MAX && at.month >= 1 &&
               at.month <= 12;
    case AVER_GRAIN_YEAR:
        return at.year >= 1 && at.year <= AVER_YEAR_MAX;
    case AVER_GRAIN_SEASON:
        return at.year >= 0 && at.year <= AVER_YEAR_MAX;
    case AVER_GRAIN_DECADE:
        return at.year >= 1 && at.year <= AVER_YEAR_MAX / 10;
    case AVER_GRAIN_CENTURY:
        return at.year >= 1 && at.year <= AVER_YEAR_MAX / 100;
    }
    return 0;
}

aver_period
aver_period_check(aver_period self)
{
    aver_day lo, hi;

    if (!point_exists(self.lo))
        return aver_period_none();
    if (self.hi.grain == AVER_GRAIN_NONE)
        return self;
    if (!point_exists(self.hi))
        return aver_period_none();
    lo = aver_point_first(self.lo);
    hi = aver_point_last(self.hi);
    if (lo.year && hi.year && aver_day_number(lo) > aver_day_number(hi))
        return aver_period_none();
    return self;
}

/* Level 1 has no seasons, decades and centuries in intervals. */
static aver_point
endpoint(aver_point at, int is_end)
{
    aver_day day = is_end ? aver_point_last(at) : aver_point_first(at);

    if (at.grain == AVER_GRAIN_SEASON)
        return aver_point_of(AVER_GRAIN_MONTH, day.year, day.month, 0);
    if (at.grain == AVER_GRAIN_DECADE || at.grain == AVER_GRAIN_CENTURY)
        return aver_point_of(AVER_GRAIN_YEAR, day.year, 0, 0);
    return at;
}

static int
same_point(aver_point a, aver_point b)
{
    return a.grain == b.grain && a.year == b.year && a.month == b.month &&
           a.day == b.day;
}

/* Writes a date to `out`; how many bytes. */
static int
put(char *out, size_t room, aver_point at, int approx)
{
    char year[16];
    const char *tail = approx ? "~" : "";

    if (at.year)
        snprintf(year, sizeof year, "%04d", at.year);
    else
        snprintf(year, sizeof year, "XXXX");
    switch (at.grain) {
    case AVER_GRAIN_NONE:
        break;
    case AVER_GRAIN_DAY:
        return snprintf(out, room, "%s-%02d-%02d%s", year, at.month, at.day,
                        tail);
    case AVER_GRAIN_MONTH:
    case AVER_GRAIN_SEASON:
        return snprintf(out, room, "%s-%02d%s", year, at.month, tail);
    case AVER_GRAIN_YEAR:
        return snprintf(out, room, "%s%s", year, tail);
    case AVER_GRAIN_DECADE:
        return snprintf(out, room, "%03dX%s", at.year, tail);
    case AVER_GRAIN_CENTURY:
        return snprintf(out, room, "%02dXX%s", at.year, tail);
    }
    return 0;
}

aver_str
aver_period_edtf(aver_period self, aver_open open, int approx,
                 aver_arena *arena)
{
    char text[96];
    int n = 0;
    size_t room = sizeof text;

    if (aver_period_is_none(self))
        return aver_str_of("", 0);
    if (open == AVER_OPEN_NOT &&
        (self.hi.grain == AVER_GRAIN_NONE || same_point(self.lo, self.hi))) {
        n = put(text, room, self.lo, approx);
        return aver_str_of(aver_arena_copy(arena, text, (size_t)n), (size_t)n);
    }
    if (open == AVER_OPEN_LEFT)
        n = snprintf(text, room, "..");
    else
        n = put(text, room, endpoint(self.lo, 0), approx);
    text[n++] = '/';
    if (open == AVER_OPEN_RIGHT)
        n += snprintf(text + n, room - (size_t)n, "..");
    else
        n += put(text + n, room - (size_t)n,
                 endpoint(aver_period_end(self), 1), approx);
    return aver_str_of(aver_arena_copy(arena, text, (size_t)n), (size_t)n);
}
