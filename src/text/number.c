/* Numbers: separators, decimals, short years. */
#include "text/scan.h"

enum { LONGEST_GROUPS = 64 };

/* Whether exactly three digits stand behind the separator at `at`. */
static int
is_group(const aver_scan *self, size_t at)
{
    return aver_scan_digits_end(self, at + 1, 4) == at + 4;
}

/* The end of the groups of digits behind `at`, separated by `mark`: 1,214 or
 * 1,00,000. */
static size_t
groups_end(const aver_scan *self, size_t at, int mark)
{
    size_t end = at, pairs = at;

    for (int i = 0; i < 4 && aver_scan_byte(self, pairs) == mark &&
                    aver_scan_digits_end(self, pairs + 1, 3) == pairs + 3;
         i++)
        pairs += 3;
    if (pairs > at && aver_scan_byte(self, pairs) == mark &&
        is_group(self, pairs))
        return pairs + 4;
    while (end - at < LONGEST_GROUPS && aver_scan_byte(self, end) == mark &&
           is_group(self, end))
        end += 4;
    return end;
}

/* Whether a space behind the number text[at, end) may separate thousands:
 * not in "on June 26 130 were", where a day stands in front. */
static int
may_space(const aver_scan *self, size_t at, size_t end)
{
    const aver_token *before = self->out->n ? &self->out->at[self->out->n - 1]
                                            : NULL;
    size_t to;

    if (!is_group(self, end))
        return 0;
    to = end + 4;
    if ((aver_scan_byte(self, to) == ',' || aver_scan_byte(self, to) == '.') &&
        aver_scan_class(self, to + 1) & AVER_BYTE_DIGIT)
        return 0;
    if (aver_scan_letter(self, to, 0))
        return 0;
    return !(before && before->at.start >= self->start && end - at <= 2 &&
             before->flags & AVER_TOK_CAP &&
             !(before->flags & AVER_TOK_FIRST));
}

/* The mark in front of decimals: a full stop, or what the language says. */
char
aver_scan_decimal(const aver_scan *self)
{
    return self->lang && self->lang->decimal ? self->lang->decimal : '.';
}

/* The end of the digits, separators and decimals from `at` on. */
size_t
aver_scan_number_end(const aver_scan *self, size_t at)
{
    char point = aver_scan_decimal(self), comma = point == '.' ? ',' : '.';
    size_t end = aver_scan_digits_end(self, at, AVER_SCAN_LONGEST), to;
    int behind_point = at > self->start + 1 && self->text[at - 1] == '.' &&
                       aver_scan_class(self, at - 2) & AVER_BYTE_DIGIT;

    if (behind_point)
        return end; /* 11.09.2003 */
    if (end - at <= 3) {
        to = groups_end(self, end, comma);
        if (to == end)
            to = groups_end(self, end, '\'');
        if (to == end && aver_scan_byte(self, end) == ' ' &&
            may_space(self, at, end))
            to = groups_end(self, end, ' ');
        if (to == end) {
            to = groups_end(self, end, point);
            if (to > end + 4 || (to > end && point == ','))
                return to; /* 1.214.000; 1,214 in a language of 1.214 */
            to = end;
        }
        end = to;
    }
    if (aver_scan_byte(self, end) != point ||
        !(aver_scan_class(self, end + 1) & AVER_BYTE_DIGIT))
        return end;
    to = aver_scan_digits_end(self, end + 1, AVER_SCAN_LONGEST);
    if (aver_scan_byte(self, to) == point &&
        aver_scan_class(self, to + 1) & AVER_BYTE_DIGIT)
        return end;
    return to;
}

/* The end of '98 or '90s at `at`, or 0. */
size_t
aver_scan_short_year_end(const aver_scan *self, size_t at)
{
    size_t end = aver_scan_digits_end(self, at + 1, 3);

    if (end != at + 3 || (at > self->start &&
                          !(aver_scan_class(self, at - 1) & AVER_BYTE_SPACE) &&
                          !aver_byte_is(self->text[at - 1], "([-/")))
        return 0;
    if (aver_scan_byte(self, end) == 's' || aver_scan_byte(self, end) == 'S')
        end++;
    return aver_scan_letter(self, end, 1) ? 0 : end;
}
