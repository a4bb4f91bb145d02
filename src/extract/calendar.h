/* The Gregorian calendar, proleptic: days, months, weekdays. */
#ifndef AVER_CALENDAR_H
#define AVER_CALENDAR_H

/* A calendar day; year 0: unknown. */
typedef struct {
    int year, month, day;
} aver_day;

enum { AVER_YEAR_MAX = 9999 };

/* Days of a month, 1 to 12; of February 29 where `year` is 0 (unknown). */
int aver_month_days(int year, int month);

/* Whether there is such a day, in the years 1 to 9999. */
int aver_day_valid(aver_day day);

/* Days since 1970-01-01 of a valid day, and back. Beyond the years 1 to 9999
 * the day has the year 0. */
long aver_day_number(aver_day day);
aver_day aver_day_at(long number);

/* 1 Monday to 7 Sunday. */
int aver_weekday_at(long number);

/* So many days or months on; the day of the month is cut to the month's last.
 * A day of the year 0 where the years 1 to 9999 are left. */
aver_day aver_day_plus_days(aver_day day, long days);
aver_day aver_day_plus_months(aver_day day, long months);

#endif
