#include "extract/calendar.h"

enum {
    DAYS_400_YEARS = 146097,
    DAYS_TO_1970 = 719468 /* from 0000-03-01 */
};

int
aver_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

int
aver_day_valid(aver_day day)
{
    return day.year >= 1 && day.year <= AVER_YEAR_MAX && day.month >= 1 &&
           day.month <= 12 && day.day >= 1 &&
           day.day <= aver_month_days(day.year, day.month);
}

/* Years begin in March here, so that the leap day is the last of a year. */
long
aver_day_number(aver_day day)
{
    long year = day.month > 2 ? day.year : day.year - 1;
    long era = year / 400;
    long of_era = year - era * 400;
    long month = (day.month + 9) % 12;
    long of_year = (153 * month + 2) / 5 + day.day - 1;

    return era * DAYS_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 +
           of_year - DAYS_TO_1970;
}

aver_day
aver_day_at(long number)
{
    aver_day out = {0, 0, 0}, last = {AVER_YEAR_MAX, 12, 31};
    aver_day first = {1, 1, 1};
    long days, era, of_era, year, of_year, month;

    if (number < aver_day_number(first) || number > aver_day_number(last))
        return out;
    days = number + DAYS_TO_1970;
    era = days / DAYS_400_YEARS;
    of_era = days - era * DAYS_400_YEARS;
    year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * year + year / 4 - year / 100);
    month = (5 * of_year + 2) / 153;
    out.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    out.month = (int)(month < 10 ? month + 3 : month - 9);
    out.year = (int)(year + era * 400 + (out.month <= 2));
    return out;
}

int
aver_weekday_at(long number)
{
    return (int)(((number + 3) % 7 + 7) % 7) + 1;
}

aver_day
aver_day_plus_days(aver_day day, long days)
{
    return aver_day_at(aver_day_number(day) + days);
}

aver_day
aver_day_plus_months(aver_day day, long months)
{
    long at = day.year * 12L + day.month - 1 + months;
    aver_day out = {0, 0, 0};
    int last;

    if (at < 12 || at / 12 > AVER_YEAR_MAX)
        return out;
    out.year = (int)(at / 12);
    out.month = (int)(at % 12) + 1;
    last = aver_month_days(out.year, out.month);
    out.day = day.day < last ? day.day : last;
    return out;
}
