/* Dates: what the rules capture, the document date and the tense, to EDTF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/date.h"

typedef struct {
    const char *words;  /* what a rule would have matched; for the reader */
    const char *fields; /* name=value, separated by spaces */
    const char *doc;    /* document date, or empty */
    char tense;         /* p, f, or u */
    const char *expect; /* EDTF */
} row;

#define DOC "2026-03-12" /* a Thursday */

static const row rows[] = {
    /* absolute */
    {"1998", "year=1998", DOC, 'p', "1998"},
    {"2027", "year=2027", DOC, 'f', "2027"},
    {"year 0", "year=0", "", 'p', "2000"},
    {"year 10000", "year=10000", DOC, 'p', ""},
    {"'98", "year=98", DOC, 'p', "1998"},
    {"'12", "year=12", DOC, 'p', "2012"},
    {"'36", "year=36", DOC, 'f', "2036"},
    {"'37", "year=37", DOC, 'f', "1937"},
    {"'98", "year=98", "1999-01-01", 'p', "1998"},
    {"'98", "year=98", "", 'p', "1998"},
    {"January 2025", "month=1 year=2025", DOC, 'p', "2025-01"},
    {"January 2025", "month=1 year=2025", "", 'u', "2025-01"},
    {"March 12, 2026", "month=3 day=12 year=2026", "", 'p', "2026-03-12"},
    {"29 Feb 2024", "month=2 day=29 year=2024", "", 'p', "2024-02-29"},
    {"29 Feb 2000", "month=2 day=29 year=2000", "", 'p', "2000-02-29"},
    {"wrong weekday", "weekday=5 month=3 day=12 year=2026", DOC, 'p',
     "2026-03-12"},
    {"about 2010", "year=2010 approx=1", DOC, 'p', "2010~"},
    {"about June 2010", "year=2010 month=6 approx=1", DOC, 'p', "2010-06~"},
    {"around March 3", "month=3 day=3 approx=1", DOC, 'p', "2026-03-03~"},

    /* what does not exist */
    {"February 31", "month=2 day=31", DOC, 'p', ""},
    {"February 30", "month=2 day=30", "", 'u', ""},
    {"29 Feb 2025", "month=2 day=29 year=2025", DOC, 'p', ""},
    {"29 Feb 1900", "month=2 day=29 year=1900", DOC, 'p', ""},
    {"April 31, 2020", "month=4 day=31 year=2020", DOC, 'p', ""},
    {"month 13", "month=13 year=2020", DOC, 'p', ""},
    {"month 0", "month=0 day=3", DOC, 'p', ""},
    {"day 0", "month=3 day=0", DOC, 'p', ""},
    {"day 32", "month=3 day=32", "", 'p', ""},
    {"season 25", "season=25 year=2020", DOC, 'p', ""},
    {"fifth quarter", "quarter=5 year=2020", DOC, 'p', ""},
    {"weekday 8", "weekday=8", DOC, 'p', ""},
    {"nothing", "", DOC, 'p', ""},
    {"only approx", "approx=1", DOC, 'p', ""},

    /* a month or day without its year */
    {"in January", "month=1", DOC, 'p', "2026-01"},
    {"in March", "month=3", DOC, 'p', "2026-03"},
    {"in April", "month=4", DOC, 'p', "2025-04"},
    {"in December", "month=12", DOC, 'p', "2025-12"},
    {"in April", "month=4", DOC, 'f', "2026-04"},
    {"in March", "month=3", DOC, 'f', "2026-03"},
    {"in February", "month=2", DOC, 'f', "2027-02"},
    {"in April", "month=4", DOC, 'u', "2025-04"},
    {"in January", "month=1", DOC, 'u', "2026-01"},
    {"in January", "month=1", "", 'p', "XXXX-01"},
    {"on Jan. 21", "month=1 day=21", DOC, 'p', "2026-01-21"},
    {"on March 12", "month=3 day=12", DOC, 'p', "2026-03-12"},
    {"on March 13", "month=3 day=13", DOC, 'p', "2025-03-13"},
    {"on March 12", "month=3 day=12", DOC, 'f', "2026-03-12"},
    {"on March 11", "month=3 day=11", DOC, 'f', "2027-03-11"},
    {"on Jan. 21", "month=1 day=21", DOC, 'f', "2027-01-21"},
    {"the April 10 vote", "month=4 day=10", DOC, 'u', "2026-04-10"},
    {"the May 10 vote", "month=5 day=10", DOC, 'u', "2025-05-10"},
    {"Jan. 21", "month=1 day=21", "", 'p', "XXXX-01-21"},
    {"Feb. 29", "month=2 day=29", "", 'p', "XXXX-02-29"},
    {"on Feb. 29", "month=2 day=29", DOC, 'p', "2024-02-29"},
    {"on Feb. 29", "month=2 day=29", DOC, 'f', "2028-02-29"},
    {"Dec. 31", "month=12 day=31", "2026-01-01", 'p', "2025-12-31"},
    {"Jan. 1", "month=1 day=1", "2025-12-31", 'f', "2026-01-01"},

    /* weekday, day and month fix the year */
    {"Monday, Jan 12", "weekday=1 month=1 day=12", "", 'p', "2015-01-12"},
    {"Sunday, Jan 12", "weekday=7 month=1 day=12", "", 'p', "2014-01-12"},
    {"Saturday, Jan 12", "weekday=6 month=1 day=12", "", 'p', "2013-01-12"},
    {"Friday, Jan 12", "weekday=5 month=1 day=12", "", 'p', "XXXX-01-12"},
    {"Monday, Jan 12", "weekday=1 month=1 day=12", DOC, 'p', "2026-01-12"},
    {"Sunday, Jan 12", "weekday=7 month=1 day=12", DOC, 'p', "2025-01-12"},
    {"Tuesday, Jan 12", "weekday=2 month=1 day=12", DOC, 'f', "2027-01-12"},
    {"Monday the 9th", "weekday=1 day=9", DOC, 'p', "2026-03-09"},
    {"Friday the 13th", "weekday=5 day=13", DOC, 'p', "2026-02-13"},
    {"Friday the 13th", "weekday=5 day=13", DOC, 'f', "2026-03-13"},
    {"on the 5th", "day=5", DOC, 'p', "2026-03-05"},
    {"on the 20th", "day=20", DOC, 'p', "2026-02-20"},
    {"on the 20th", "day=20", DOC, 'f', "2026-03-20"},
    {"on the 31st", "day=31", DOC, 'p', "2026-01-31"},
    {"on the 5th", "day=5", "", 'p', ""},
    {"the 3rd of this month", "day=3 measure=3 shift=0", DOC, 'p',
     "2026-03-03"},
    {"the 31st of last month", "day=31 measure=3 shift=-1", DOC, 'p', ""},
    {"the 28th of last month", "day=28 measure=3 shift=-1", DOC, 'p',
     "2026-02-28"},

    /* bare weekdays */
    {"on Thursday", "weekday=4", DOC, 'p', "2026-03-12"},
    {"on Wednesday", "weekday=3", DOC, 'p', "2026-03-11"},
    {"on Friday", "weekday=5", DOC, 'p', "2026-03-06"},
    {"on Friday", "weekday=5", DOC, 'u', "2026-03-06"},
    {"on Friday", "weekday=5", DOC, 'f', "2026-03-13"},
    {"on Thursday", "weekday=4", DOC, 'f', "2026-03-19"},
    {"on Wednesday", "weekday=3", DOC, 'f', "2026-03-18"},
    {"on Tuesday", "weekday=2", "", 'p', ""},
    {"last Tuesday", "weekday=2 shift=-1", DOC, 'p', "2026-03-10"},
    {"last Thursday", "weekday=4 shift=-1", DOC, 'p', "2026-03-05"},
    {"next Friday", "weekday=5 shift=1", DOC, 'f', "2026-03-13"},
    {"next Thursday", "weekday=4 shift=1", DOC, 'f', "2026-03-19"},
    {"this Thursday", "weekday=4 shift=0", DOC, 'f', "2026-03-12"},
    {"this Monday", "weekday=1 shift=0", DOC, 'p', "2026-03-09"},
    {"this Sunday", "weekday=7 shift=0", DOC, 'f', "2026-03-15"},
    {"Monday of last week", "weekday=1 measure=2 shift=-1", DOC, 'p',
     "2026-03-02"},
    {"Tuesday next week", "weekday=2 measure=2 shift=1", DOC, 'f',
     "2026-03-17"},
    {"between Friday and Sunday", "weekday=5 weekday2=7", "2009-03-30", 'p',
     "2009-03-27/2009-03-29"},
    {"from Monday to Friday", "weekday=1 weekday2=5", DOC, 'f',
     "2026-03-16/2026-03-20"},
    {"from Friday to Monday", "weekday=5 weekday2=1", DOC, 'p',
     "2026-03-06/2026-03-09"},

    /* seen from the document's day */
    {"today", "dayshift=0", DOC, 'p', "2026-03-12"},
    {"yesterday", "dayshift=-1", DOC, 'p', "2026-03-11"},
    {"yesterday", "dayshift=-1", "2024-03-01", 'p', "2024-02-29"},
    {"tomorrow", "dayshift=1", "2025-12-31", 'f', "2026-01-01"},
    {"before yesterday", "dayshift=-2", DOC, 'p', "2026-03-10"},
    {"today", "dayshift=0", "", 'p', ""},
    {"10 days ago", "measure=1 n=10 shift=-1", DOC, 'p', "2026-03-02"},
    {"a day ago", "measure=1 n=1 shift=-1", DOC, 'p', "2026-03-11"},
    {"three days from now", "measure=1 n=3 shift=1", DOC, 'f', "2026-03-15"},
    {"five hours ago", "measure=8 n=5 shift=-1", DOC, 'p', "2026-03-12"},
    {"48 hours ago", "measure=8 n=48 shift=-1", DOC, 'p', "2026-03-10"},
    {"last week", "measure=2 shift=-1", DOC, 'p', "2026-03-02/2026-03-08"},
    {"this week", "measure=2 shift=0", DOC, 'p', "2026-03-09/2026-03-15"},
    {"next week", "measure=2 shift=1", DOC, 'f', "2026-03-16/2026-03-22"},
    {"this week", "measure=2 shift=0", "2026-03-15", 'p',
     "2026-03-09/2026-03-15"},
    {"two weeks ago", "measure=2 n=2 shift=-1", DOC, 'p',
     "2026-02-23/2026-03-01"},
    {"a fortnight ago", "measure=7 n=1 shift=-1", DOC, 'p',
     "2026-02-23/2026-03-01"},
    {"about two weeks ago", "measure=2 n=2 shift=-1 approx=1", DOC, 'p',
     "2026-02-23~/2026-03-01~"},
    {"last month", "measure=3 shift=-1", DOC, 'p', "2026-02"},
    {"last month", "measure=3 shift=-1", "2026-03-31", 'p', "2026-02"},
    {"last month", "measure=3 shift=-1", "2026-01-05", 'p', "2025-12"},
    {"this month", "measure=3 shift=0", DOC, 'p', "2026-03"},
    {"next month", "measure=3 shift=1", DOC, 'f', "2026-04"},
    {"next month", "measure=3 shift=1", "2025-12-31", 'f', "2026-01"},
    {"three months ago", "measure=3 n=3 shift=-1", DOC, 'p', "2025-12"},
    {"last year", "measure=4 shift=-1", DOC, 'p', "2025"},
    {"this year", "measure=4 shift=0", DOC, 'p', "2026"},
    {"next year", "measure=4 shift=1", DOC, 'f', "2027"},
    {"two years ago", "measure=4 n=2 shift=-1", DOC, 'p', "2024"},
    {"about a year ago", "measure=4 n=1 shift=-1 approx=1", DOC, 'p', "2025~"},
    {"a decade ago", "measure=5 n=1 shift=-1", "2023-08-20", 'p', "2013"},
    {"two decades ago", "measure=5 n=2 shift=-1", DOC, 'p', "2006"},
    {"this decade", "measure=5 shift=0", DOC, 'p', "202X"},
    {"last decade", "measure=5 shift=-1", DOC, 'p', "201X"},
    {"last month", "measure=3 shift=-1", "", 'p', ""},
    {"3000 years ago", "measure=4 n=3000 shift=-1", DOC, 'p', ""},
    {"far too long ago", "measure=1 n=99999 shift=-1", "0009-01-01", 'p', ""},
    {"beyond the limit", "measure=1 n=100001 shift=-1", DOC, 'p', ""},
    {"a few years ago", "measure=4 n=0 shift=-1", DOC, 'p', ""},
    {"last quarter", "measure=9 shift=-1", DOC, 'p', "2025-10/2025-12"},
    {"this quarter", "measure=9 shift=0", DOC, 'p', "2026-01/2026-03"},
    {"at the weekend", "measure=6", DOC, 'p', "2026-03-07/2026-03-08"},
    {"at the weekend", "measure=6", "2026-03-08", 'p',
     "2026-03-07/2026-03-08"},
    {"at the weekend", "measure=6", DOC, 'f', "2026-03-14/2026-03-15"},
    {"last weekend", "measure=6 shift=-1", "2026-03-08", 'p',
     "2026-02-28/2026-03-01"},
    {"last weekend", "measure=6 shift=-1", DOC, 'p', "2026-03-07/2026-03-08"},
    {"this weekend", "measure=6 shift=0", DOC, 'f', "2026-03-14/2026-03-15"},
    {"this weekend", "measure=6 shift=0", DOC, 'p', "2026-03-07/2026-03-08"},
    {"next weekend", "measure=6 shift=1", DOC, 'f', "2026-03-21/2026-03-22"},

    /* months and seasons seen from the document's day */
    {"last March", "month=3 shift=-1", "2023-02-09", 'p', "2022-03"},
    {"last March", "month=3 shift=-1", DOC, 'p', "2025-03"},
    {"last October", "month=10 shift=-1", "2026-01-20", 'p', "2025-10"},
    {"last June", "month=6 shift=-1", "2018-05-09", 'p', "2017-06"},
    {"last January", "month=1 shift=-1", DOC, 'p', "2026-01"},
    {"this April", "month=4 shift=0", DOC, 'p', "2026-04"},
    {"next March", "month=3 shift=1", DOC, 'f', "2027-03"},
    {"next April", "month=4 shift=1", DOC, 'f', "2026-04"},
    {"March last year", "month=3 measure=4 shift=-1", DOC, 'p', "2025-03"},
    {"29 March last year", "month=3 day=29 measure=4 shift=-1", DOC, 'p',
     "2025-03-29"},
    {"March last year", "month=3 measure=4 shift=-1", "", 'p', "XXXX-03"},
    {"April two years ago", "month=4 measure=4 n=2 shift=-1", DOC, 'p',
     "2024-04"},
    {"spring 2025", "season=21 year=2025", DOC, 'p', "2025-21"},
    {"the winter of 2025", "season=24 year=2025", DOC, 'p', "2025-24"},
    {"in the spring", "season=21", "", 'p', "XXXX-21"},
    {"in the spring", "season=21", DOC, 'p', "2026-21"},
    {"in the summer", "season=22", DOC, 'p', "2025-22"},
    {"in the spring", "season=21", "2026-05-02", 'f', "2026-21"},
    {"in the spring", "season=21", "2026-06-02", 'f', "2027-21"},
    {"last summer", "season=22 shift=-1", DOC, 'p', "2025-22"},
    {"last summer", "season=22 shift=-1", "2025-07-04", 'p', "2024-22"},
    {"last summer", "season=22 shift=-1", "2025-10-04", 'p', "2025-22"},
    {"last winter", "season=24 shift=-1", DOC, 'p', "2025-24"},
    {"this spring", "season=21 shift=0", DOC, 'p', "2026-21"},
    {"this winter", "season=24 shift=0", "2026-01-15", 'p', "2025-24"},
    {"this winter", "season=24 shift=0", "2026-11-15", 'f', "2026-24"},
    {"next spring", "season=21 shift=1", DOC, 'f', "2027-21"},
    {"summer last year", "season=22 measure=4 shift=-1", DOC, 'p', "2025-22"},
    {"first quarter of 2025", "quarter=1 year=2025", DOC, 'p',
     "2025-01/2025-03"},
    {"the last quarter", "quarter=4", DOC, 'p', "2025-10/2025-12"},
    {"in the second quarter", "quarter=2", DOC, 'f', "2026-04/2026-06"},
    {"first half of 2025", "half=1 year=2025", "", 'p', "2025-01/2025-06"},
    {"second half of last year", "half=2 measure=4 shift=-1", DOC, 'p',
     "2025-07/2025-12"},
    {"first half of May", "half=1 month=5", DOC, 'p', "2025-05-01/2025-05-15"},
    {"second half of February", "half=2 month=2", DOC, 'p',
     "2026-02-16/2026-02-28"},

    /* thirds */
    {"early 2025", "part=1 year=2025", DOC, 'p', "2025-01/2025-04"},
    {"mid 2025", "part=2 year=2025", DOC, 'p', "2025-05/2025-08"},
    {"late 2025", "part=3 year=2025", DOC, 'p', "2025-09/2025-12"},
    {"early October 2020", "part=1 month=10 year=2020", DOC, 'p',
     "2020-10-01/2020-10-10"},
    {"mid-May", "part=2 month=5", "2022-09-22", 'p', "2022-05-11/2022-05-20"},
    {"late October 2020", "part=3 month=10 year=2020", DOC, 'p',
     "2020-10-21/2020-10-31"},
    {"late February 2024", "part=3 month=2 year=2024", DOC, 'p',
     "2024-02-21/2024-02-29"},
    {"early May", "part=1 month=5", "", 'p', "XXXX-05-01/XXXX-05-10"},
    {"late last year", "part=3 measure=4 shift=-1", DOC, 'p',
     "2025-09/2025-12"},
    {"early this month", "part=1 measure=3 shift=0", DOC, 'p',
     "2026-03-01/2026-03-10"},
    {"early last week", "part=1 measure=2 shift=-1", DOC, 'p',
     "2026-03-02/2026-03-08"},
    {"early Thursday", "part=1 weekday=4", DOC, 'p', "2026-03-12"},
    {"late summer 2024", "part=3 season=22 year=2024", DOC, 'p', "2024-08"},
    {"late winter 2024", "part=3 season=24 year=2024", DOC, 'p', "2025-02"},
    {"early in the quarter", "part=1 quarter=3 year=2024", DOC, 'p',
     "2024-07"},
    {"early 1990s", "part=1 decade=199", DOC, 'p', "1990/1993"},
    {"mid-1990s", "part=2 decade=199", DOC, 'p', "1994/1996"},
    {"late 1990s", "part=3 decade=199", DOC, 'p', "1997/1999"},
    {"early 20th century", "part=1 century=20", DOC, 'p', "1900/1933"},
    {"late 20th century", "part=3 century=20", DOC, 'p', "1967/1999"},
    {"beginning of last week", "edge=1 measure=2 shift=-1 span=1",
     "2018-08-28", 'p', "2018-08-20/.."},
    {"end of 2013", "edge=2 year=2013", DOC, 'p', "2013-12-31"},
    {"before the month is out", "edge=2 measure=3 shift=0 span=2",
     "2018-09-05", 'f', "../2018-09-30"},

    /* decades and centuries */
    {"the 1990s", "decade=199", DOC, 'p', "199X"},
    {"the nineties", "decade=9", DOC, 'p', "199X"},
    {"the seventies", "decade=7", "", 'p', "197X"},
    {"the twenties", "decade=2", DOC, 'p', "202X"},
    {"the thirties", "decade=3", DOC, 'p', "193X"},
    {"the 20th century", "century=20", DOC, 'p', "19XX"},
    {"since the 1990s", "decade=199 span=1", DOC, 'p', "1990/.."},

    /* open intervals */
    {"since 2010", "year=2010 span=1", DOC, 'p', "2010/.."},
    {"since August", "month=8 span=1", "2023-02-09", 'p', "2022-08/.."},
    {"since February", "month=2 span=1", "", 'p', "XXXX-02/.."},
    {"since January", "month=1 span=1", "2018-02-08", 'p', "2018-01/.."},
    {"since Tuesday", "weekday=2 span=1", DOC, 'p', "2026-03-10/.."},
    {"since yesterday", "dayshift=-1 span=1", DOC, 'p', "2026-03-11/.."},
    {"since about 2010", "year=2010 span=1 approx=1", DOC, 'p', "2010~/.."},
    {"since the spring", "season=21 year=2025 span=1", DOC, 'p', "2025-03/.."},
    {"since early 2025", "part=1 year=2025 span=1", DOC, 'p', "2025-01/.."},
    {"since April of last year", "month=4 measure=4 shift=-1 span=1",
     "2023-08-20", 'p', "2022-04/.."},
    {"until 2015", "year=2015 span=8", DOC, 'p', "../2015"},
    {"until June 8", "month=6 day=8 span=8", "2021-05-26", 'p',
     "../2021-06-08"},
    {"till January 20", "month=1 day=20 span=8", "2017-01-08", 'p',
     "../2017-01-20"},
    {"until December", "month=12 span=8", "2021-02-01", 'u', "../2020-12"},
    {"until Monday", "weekday=1 span=8", DOC, 'p', "../2026-03-16"},
    {"by Saturday", "weekday=6 span=2", "2021-10-24", 'p', "../2021-10-23"},
    {"by Friday", "weekday=5 span=2", DOC, 'f', "../2026-03-13"},
    {"by November 1", "month=11 day=1 span=2", "2025-11-05", 'p',
     "../2025-11-01"},
    {"by the end of 2026", "year=2026 span=2", DOC, 'f', "../2026"},
    {"by late 2024", "part=3 year=2024 span=2", DOC, 'p', "../2024-12"},
    {"by the winter of 2024", "season=24 year=2024 span=2", DOC, 'p',
     "../2025-02"},
    {"before Saturday", "weekday=6 span=5", "2020-09-06", 'p',
     "../2020-09-04"},
    {"before 2015", "year=2015 span=5", DOC, 'p', "../2014"},
    {"before March 2015", "year=2015 month=3 span=5", DOC, 'p', "../2015-02"},
    {"before 1 Jan 2015", "year=2015 month=1 day=1 span=5", DOC, 'p',
     "../2014-12-31"},
    {"since 31 February", "month=2 day=31 span=1", DOC, 'p', ""},

    /* so many units back or on */
    {"in the past three years", "span=3 n=3 measure=4", DOC, 'p',
     "2023-03-12/2026-03-12"},
    {"over the past twelve months", "span=3 n=12 measure=3", "2021-10-27", 'p',
     "2020-10-27/2021-10-27"},
    {"in the past nine months", "span=3 n=9 measure=3", DOC, 'p',
     "2025-06-12/2026-03-12"},
    {"in the past month", "span=3 measure=3", "2026-03-31", 'p',
     "2026-02-28/2026-03-31"},
    {"in the last seven days", "span=3 n=7 measure=1", DOC, 'p',
     "2026-03-05/2026-03-12"},
    {"in the past week", "span=3 measure=2", DOC, 'p',
     "2026-03-05/2026-03-12"},
    {"in the past 24 hours", "span=3 n=24 measure=8", DOC, 'p',
     "2026-03-11/2026-03-12"},
    {"in the past fortnight", "span=3 measure=7", DOC, 'p',
     "2026-02-26/2026-03-12"},
    {"over the past decade", "span=3 measure=5", DOC, 'p',
     "2016-03-12/2026-03-12"},
    {"over the past year", "span=3 measure=4", "2024-02-29", 'p',
     "2023-02-28/2024-02-29"},
    {"within two months", "span=4 n=2 measure=3", "2011-10-18", 'f',
     "2011-10-18/2011-12-18"},
    {"in the next ten days", "span=4 n=10 measure=1", DOC, 'f',
     "2026-03-12/2026-03-22"},
    {"in the coming weeks", "span=4 n=0 measure=2", DOC, 'f', ""},
    {"within two months", "span=4 n=2 measure=3", "", 'f', ""},
    {"first nine months of 2025", "span=6 n=9 measure=3 year=2025", DOC, 'p',
     "2025-01/2025-09"},
    {"last three months of 2025", "span=7 n=3 measure=3 year=2025", DOC, 'p',
     "2025-10/2025-12"},
    {"first two months of this year", "span=6 n=2 measure=3 shift=0", DOC, 'p',
     "2026-01/2026-02"},
    {"first six months of last year", "span=6 n=6 measure=3 shift=-1", DOC,
     'p', "2025-01/2025-06"},
    {"first week of May 2025", "span=6 measure=2 month=5 year=2025", DOC, 'p',
     "2025-05-01/2025-05-07"},
    {"last week of May", "span=7 measure=2 month=5", DOC, 'p',
     "2025-05-25/2025-05-31"},
    {"first ten days of March", "span=6 n=10 measure=1 month=3", DOC, 'p',
     "2026-03-01/2026-03-10"},

    /* ranges */
    {"Jan. 7-8, 2015", "month=1 day=7 day2=8 year=2015", DOC, 'p',
     "2015-01-07/2015-01-08"},
    {"Jan. 7-8", "month=1 day=7 day2=8", DOC, 'p', "2026-01-07/2026-01-08"},
    {"Jan. 7-8", "month=1 day=7 day2=8", "", 'p', "XXXX-01-07/XXXX-01-08"},
    {"Jan. 8-7", "month=1 day=8 day2=7 year=2015", DOC, 'p', ""},
    {"Feb. 28-30", "month=2 day=28 day2=30 year=2015", DOC, 'p', ""},
    {"March 11-13", "month=3 day=11 day2=13", DOC, 'f',
     "2027-03-11/2027-03-13"},
    {"January 21 to April 30", "month=1 day=21 month2=4 day2=30", "2025-11-05",
     'p', "2025-01-21/2025-04-30"},
    {"Dec. 28 to Jan. 3", "month=12 day=28 month2=1 day2=3", DOC, 'p',
     "2025-12-28/2026-01-03"},
    {"Dec. 28 to Jan. 3", "month=12 day=28 month2=1 day2=3", DOC, 'f',
     "2026-12-28/2027-01-03"},
    {"Dec. 28 to Jan. 3, 2020", "month=12 day=28 month2=1 day2=3 year2=2020",
     DOC, 'p', "2019-12-28/2020-01-03"},
    {"March 2022 to April 2024", "month=3 year=2022 month2=4 year2=2024", DOC,
     'p', "2022-03/2024-04"},
    {"March to May 2025", "month=3 month2=5 year=2025", DOC, 'p',
     "2025-03/2025-05"},
    {"November to January", "month=11 month2=1", DOC, 'p', "2025-11/2026-01"},
    {"March to May last year", "month=3 month2=5 measure=4 shift=-1", DOC, 'p',
     "2025-03/2025-05"},
    {"November to February", "month=11 month2=2", "", 'p', "XXXX-11/XXXX-02"},
    {"2003-2005", "year=2003 year2=2005", DOC, 'p', "2003/2005"},
    {"2003-05", "year=2003 year2=5", DOC, 'p', "2003/2005"},
    {"2005-2003", "year=2005 year2=2003", DOC, 'p', ""},
    {"2010 to March 2015", "year=2010 month2=3 year2=2015", DOC, 'p',
     "2010/2015-03"},
    {"the same twice", "year=2010 year2=2010", DOC, 'p', "2010"},
    {"early 2019 to mid-2020", "part=1 year=2019 part2=2 year2=2020", DOC, 'p',
     "2019-01/2020-08"},
};

/* Seen from another date than the document's. */
typedef struct {
    const char *words, *fields;
    aver_day before;
    const char *expect;
} ref_row;

static const ref_row ref_rows[] = {
    {"that month", "ref=1 measure=3 shift=0", {2019, 3, 14}, "2019-03"},
    {"that month", "ref=1 measure=3 shift=0", {0, 2, 0}, "XXXX-02"},
    {"that year", "ref=1 measure=4 shift=0", {2019, 3, 14}, "2019"},
    {"that day", "ref=1 measure=1 shift=0", {2019, 3, 14}, "2019-03-14"},
    {"that day", "ref=1 measure=1 shift=0", {2019, 3, 0}, ""},
    {"that week",
     "ref=1 measure=2 shift=0",
     {2019, 3, 14},
     "2019-03-11/2019-03-17"},
    {"the 22nd of that month",
     "ref=1 day=22 measure=3 shift=0",
     {0, 2, 0},
     "XXXX-02-22"},
    {"in March of that year",
     "ref=1 month=3 measure=4 shift=0",
     {2019, 0, 0},
     "2019-03"},
    {"that October", "ref=1 month=10 shift=0", {2020, 3, 0}, "2020-10"},
    {"that October", "ref=1 month=10 shift=0", {2020, 0, 0}, "2020-10"},
    {"the following September",
     "ref=1 month=9 shift=1",
     {2024, 12, 0},
     "2025-09"},
    {"the following September",
     "ref=1 month=9 shift=1",
     {2024, 0, 0},
     "2025-09"},
    {"the previous December",
     "ref=1 month=12 shift=-1",
     {2024, 3, 0},
     "2023-12"},
    {"a year earlier", "ref=1 measure=4 n=1 shift=-1", {2020, 10, 0}, "2019"},
    {"a year earlier", "ref=1 measure=4 n=1 shift=-1", {0, 0, 0}, ""},
    {"three months later",
     "ref=1 measure=3 n=3 shift=1",
     {2020, 9, 0},
     "2020-12"},
    {"three months later", "ref=1 measure=3 n=3 shift=1", {2020, 0, 0}, ""},
    {"a day later", "ref=1 dayshift=1", {2018, 8, 20}, "2018-08-21"},
    {"a day later", "ref=1 dayshift=1", {2018, 8, 0}, ""},
    {"the following Monday",
     "ref=1 weekday=1 shift=1",
     {2018, 8, 20},
     "2018-08-27"},
    {"since then", "ref=1 span=1", {2008, 7, 0}, "2008-07/.."},
    {"at the time", "ref=1", {2008, 7, 2}, "2008-07-02"},
    {"at the time", "ref=1", {2008, 0, 0}, "2008"},
};

static void
set_field(aver_date *date, const char *name, size_t len, int value)
{
#define AVER_DATE_FIELD(field, about)                                         \
    if (len == strlen(#field) && !memcmp(name, #field, len)) {                \
        date->field = value;                                                  \
        return;                                                               \
    }
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    fail_msg("no field %.*s", (int)len, name);
}

static aver_date
date_of(const char *fields)
{
    aver_date date;

    aver_date_init(&date);
    while (*fields) {
        size_t len = strcspn(fields, "=");
        char *end;

        set_field(&date, fields, len, (int)strtol(fields + len + 1, &end, 10));
        fields = end + (*end == ' ');
    }
    return date;
}

static aver_date_context
context_of(const char *doc)
{
    static const int years[] = {2014};
    aver_date_context ctx;

    memset(&ctx, 0, sizeof ctx);
    ctx.years = years;
    ctx.n_years = sizeof years / sizeof *years;
    if (*doc)
        assert_true(aver_day_parse(aver_str_z(doc), &ctx.doc));
    return ctx;
}

static aver_arena
new_arena(jmp_buf *oom)
{
    aver_arena arena;

    memset(&arena, 0, sizeof arena);
    arena.mem = &aver_mem_default;
    arena.on_oom = oom;
    return arena;
}

static int
differs(const char *words, const char *doc, aver_str got, const char *expect)
{
    if (aver_str_is(got, expect))
        return 0;
    print_error("%s (%s): %.*s, not %s\n", words, doc, (int)got.len, got.ptr,
                expect);
    return 1;
}

static void
test_edtf(void **state)
{
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    size_t i;
    volatile int wrong = 0;

    (void)state;
    if (setjmp(oom))
        fail();
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        aver_date date = date_of(rows[i].fields);
        aver_date_context ctx = context_of(rows[i].doc);
        aver_tense tense = rows[i].tense == 'p'   ? AVER_TENSE_PAST
                           : rows[i].tense == 'f' ? AVER_TENSE_FUTURE
                                                  : AVER_TENSE_UNKNOWN;

        wrong += differs(rows[i].words, rows[i].doc,
                         aver_date_edtf(&date, &ctx, tense, &arena),
                         rows[i].expect);
    }
    aver_arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void
test_ref(void **state)
{
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    size_t i;
    volatile int wrong = 0;

    (void)state;
    if (setjmp(oom))
        fail();
    for (i = 0; i < sizeof ref_rows / sizeof *ref_rows; i++) {
        aver_date date = date_of(ref_rows[i].fields);
        aver_date_context ctx = context_of(DOC);

        ctx.before = ref_rows[i].before;
        wrong += differs(ref_rows[i].words, "ref",
                         aver_date_edtf(&date, &ctx, AVER_TENSE_PAST, &arena),
                         ref_rows[i].expect);
    }
    aver_arena_free(&arena);
    assert_int_equal(wrong, 0);
}

/* No combination of fields may crash, or give what is no EDTF. */
static void
test_any_fields(void **state)
{
    static const int values[] = {AVER_DATE_NONE,
                                 AVER_DATE_NONE,
                                 -1,
                                 0,
                                 1,
                                 2,
                                 3,
                                 4,
                                 7,
                                 9,
                                 12,
                                 24,
                                 31,
                                 199,
                                 2019,
                                 99999};
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    unsigned seed = 1;
    int round;

    (void)state;
    if (setjmp(oom))
        fail();
    for (round = 0; round < 200000; round++) {
        aver_date date;
        aver_date_context ctx = context_of(round % 3 ? DOC : "");
        aver_day first;
        aver_str got;
        size_t i;

        aver_date_init(&date);
#define AVER_DATE_FIELD(name, about)                                          \
    seed = seed * 1103515245u + 12345u;                                       \
    if (seed >> 16 & 1)                                                       \
        date.name = values[seed >> 20 & 15];
        AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
        ctx.before.year = (int)(seed >> 8 & 1) * 2019;
        ctx.before.month = (int)(seed >> 9 & 1) * 3;
        got = aver_date_edtf(&date, &ctx, (aver_tense)(round % 3), &arena);
        assert_int_equal(
            got.len != 0,
            aver_date_first(&date, &ctx, (aver_tense)(round % 3), &first));
        for (i = 0; i < got.len; i++)
            assert_non_null(strchr("0123456789X-/.~", got.ptr[i]));
        if (round % 1000 == 0)
            aver_arena_reset(&arena, 1 << 16);
    }
    aver_arena_free(&arena);
}

static void
test_first(void **state)
{
    aver_date_context ctx = context_of(DOC);
    aver_date date = date_of("month=3 year=2019");
    aver_day day;

    (void)state;
    assert_true(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.year, 2019);
    assert_int_equal(day.month, 3);
    assert_int_equal(day.day, 0);
    date = date_of("measure=2 shift=-1");
    assert_true(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.day, 2);
    date = date_of("month=2 day=30");
    assert_false(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.year, 0);
}

static void
test_fixed(void **state)
{
    aver_date_context ctx = context_of("");
    aver_date date = date_of("weekday=1 month=1 day=12");
    aver_day day;

    (void)state;
    assert_true(aver_date_fixed(&date, &ctx, &day));
    assert_int_equal(day.year, 2015);
    date = date_of("weekday=5 month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 day=12 year=2020");
    assert_true(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 year=2020");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    ctx.n_years = 0;
    date = date_of("weekday=1 month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
}

static void
test_parse(void **state)
{
    static const struct {
        const char *text;
        int ok;
    } days[] = {
        {"2026-03-12", 1},  {"2024-02-29", 1}, {"2026-02-29", 0},
        {"2026-02-30", 0},  {"0000-01-01", 0}, {"2026-13-01", 0},
        {"2026-00-01", 0},  {"2026-01-00", 0}, {"2026-3-12", 0},
        {"2026-03-123", 0}, {"2026/03/12", 0}, {"", 0},
        {"2026-03-1x", 0},  {"9999-12-31", 1}, {"0001-01-01", 1},
    };
    size_t i;
    aver_day day;

    (void)state;
    for (i = 0; i < sizeof days / sizeof *days; i++)
        assert_int_equal(aver_day_parse(aver_str_z(days[i].text), &day),
                         days[i].ok);
}

/* Every day of the calendar, there and back. */
static void
test_calendar(void **state)
{
    aver_day first = {1, 1, 1}, last = {9999, 12, 31}, epoch = {1970, 1, 1};
    long number;

    (void)state;
    assert_int_equal(aver_day_number(epoch), 0);
    assert_int_equal(aver_weekday_at(0), 4);
    for (number = aver_day_number(first); number <= aver_day_number(last);
         number++) {
        aver_day day = aver_day_at(number);

        if (!aver_day_valid(day) || aver_day_number(day) != number)
            fail_msg("day %ld", number);
    }
    assert_int_equal(aver_day_at(aver_day_number(last) + 1).year, 0);
    assert_int_equal(aver_day_at(aver_day_number(first) - 1).year, 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edtf),       cmocka_unit_test(test_ref),
        cmocka_unit_test(test_any_fields), cmocka_unit_test(test_first),
        cmocka_unit_test(test_fixed),      cmocka_unit_test(test_parse),
        cmocka_unit_test(test_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
