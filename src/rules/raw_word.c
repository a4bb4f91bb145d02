#include "rules/raw_word.h"

enum { DEEPEST = 31 };

typedef struct {
    aver_str regex;
    size_t at;
    uint32_t looks; /* a bit a group that is open: it only looks ahead */
    unsigned depth;
    aver_raw_reach reach;
} scanner;

static char
byte(const scanner *self, size_t i)
{
    return self->at + i < self->regex.len ? self->regex.ptr[self->at + i] : 0;
}

/* A class, at `[`: of what is refused only all but the space is known. */
static int
scan_class(scanner *self)
{
    int is_not = byte(self, 1) == '^';

    if (is_not && byte(self, 2) == ' ' && byte(self, 3) == ']') {
        self->reach = AVER_RAW_UNIT;
        self->at += 4;
        return 1;
    }
    self->at++;
    for (; !is_not && byte(self, 0) != ']'; self->at++)
        if ((unsigned char)byte(self, 0) <= ' ' ||
            strchr("\\[", byte(self, 0)))
            return 0;
    self->at++;
    return !is_not;
}

static int
scan_escape(scanner *self)
{
    char what = byte(self, 1);

    self->at += 2;
    return what && strchr("wd-./'", what);
}

static int
scan_open(scanner *self)
{
    int looks = byte(self, 1) == '?' && strchr("=!", byte(self, 2));

    if (byte(self, 1) == '*' || self->depth == DEEPEST ||
        (byte(self, 1) == '?' && !strchr(":=!", byte(self, 2))))
        return 0;
    self->at += byte(self, 1) == '?' ? 3 : 1;
    self->looks = self->looks << 1 | (uint32_t)looks;
    self->depth++;
    return 1;
}

static int
scan_close(scanner *self)
{
    self->at++;
    self->looks >>= 1;
    return self->depth-- > 0;
}

/* One element; 0 if it may reach beyond a unit. The space behind a word may be
 * looked at, but nothing behind it. */
static int
scan_one(scanner *self)
{
    char c = byte(self, 0);

    switch (c) {
    case '[':
        return scan_class(self);
    case '\\':
        return scan_escape(self);
    case '(':
        return scan_open(self);
    case ')':
        return scan_close(self);
    case '.':
    case '^':
    case '$':
        return 0;
    case ' ':
        self->at++;
        return (self->looks & 1) && byte(self, 0) == ')';
    default:
        self->at++;
        return (unsigned char)c > ' ';
    }
}

aver_raw_reach
aver_raw_word_reach(aver_str regex)
{
    scanner self = {regex, 0, 0, 0, AVER_RAW_WORD};

    while (self.at < regex.len)
        if (!scan_one(&self))
            return AVER_RAW_WILD;
    return self.reach;
}
