#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
trim_to_character(char *text)
{
    size_t n = strlen(text);

    while (n && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
        n--;
    if (n && (unsigned char)text[n - 1] >= 0xC0)
        n--;
    text[n] = '\0';
}

static void fill(aver_err *self, aver_status code, const char *format,
                 va_list args) AVER_PRINTF(3, 0);

static void
fill(aver_err *self, aver_status code, const char *format, va_list args)
{
    int n = vsnprintf(self->message, sizeof self->message, format, args);

    self->code = code;
    if (n >= (int)sizeof self->message)
        trim_to_character(self->message);
}

aver_status
aver_err_set(aver_err *self, aver_status code, const char *format, ...)
{
    va_list args;

    if (!self || self->code != AVER_OK)
        return code;
    va_start(args, format);
    fill(self, code, format, args);
    va_end(args);
    return code;
}

aver_status
aver_err_at(aver_err *self, aver_status code, const char *file, unsigned line,
            unsigned column, const char *format, ...)
{
    va_list args;

    if (!self || self->code != AVER_OK)
        return code;
    snprintf(self->file, sizeof self->file, "%s", file ? file : "");
    self->line = line;
    self->column = column;
    va_start(args, format);
    fill(self, code, format, args);
    va_end(args);
    return code;
}

enum { WORD_MAX = 40 };

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

/* Optimal string alignment distance. */
static unsigned
distance(const char *a, size_t na, const char *b, size_t nb)
{
    unsigned d[WORD_MAX + 1][WORD_MAX + 1];

    for (size_t i = 0; i <= na; i++)
        d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= nb; j++)
        d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= na; i++)
        for (size_t j = 1; j <= nb; j++) {
            unsigned cost = a[i - 1] != b[j - 1];
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1,
                            d[i - 1][j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1, d[i][j]);
        }
    return d[na][nb];
}

const char *
aver_err_nearest(const char *word, size_t len, const char *const *candidates,
                 size_t n)
{
    const char *best = NULL;
    unsigned least_seen = (unsigned)(len / 3 > 1 ? len / 3 : 1) + 1;

    if (len > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(candidates[i]);
        unsigned d;
        if (m > WORD_MAX)
            continue;
        d = distance(word, len, candidates[i], m);
        if (d < least_seen) {
            least_seen = d;
            best = candidates[i];
        }
    }
    return best;
}
