#include "rules/lines.h"

static int
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

int
aver_lines_next(aver_lines *self, aver_str *line)
{
    size_t n;

    if (!self->text.len)
        return 0;
    n = aver_str_find(self->text, '\n');
    *line = aver_str_of(self->text.ptr, n);
    if (n < self->text.len)
        n++;
    self->text.ptr += n;
    self->text.len -= n;
    self->number++;
    return 1;
}

aver_str
aver_str_trim(aver_str text)
{
    while (text.len && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

aver_str
aver_str_word(aver_str *text)
{
    aver_str word;
    size_t n = 0;

    *text = aver_str_trim(*text);
    while (n < text->len && !is_space(text->ptr[n]))
        n++;
    word = aver_str_of(text->ptr, n);
    text->ptr += n;
    text->len -= n;
    *text = aver_str_trim(*text);
    return word;
}

size_t
aver_str_find(aver_str text, char c)
{
    const char *at = text.len ? memchr(text.ptr, c, text.len) : NULL;

    return at ? (size_t)(at - text.ptr) : text.len;
}

int
aver_str_number(aver_str text, int64_t *out)
{
    int64_t value = 0;
    int minus = text.len && text.ptr[0] == '-';
    size_t i = (size_t)minus;

    if (i == text.len || text.len > 18)
        return 0;
    for (; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = minus ? -value : value;
    return 1;
}

unsigned
aver_column_of(aver_str line, const char *at)
{
    unsigned column = 1;

    for (const char *p = line.ptr; p < at; p++)
        column += ((unsigned char)*p & 0xC0) != 0x80;
    return column;
}
