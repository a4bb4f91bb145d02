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
    if (byte(self, 0) == ']')
        return 0;
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

/* How often, at `{`. */
static int
scan_times(scanner *self)
{
    int digits = 0;

    for (self->at++; byte(self, 0) != '}'; self->at++) {
        char c = byte(self, 0);
        if (c != ',' && (c < '0' || c > '9'))
            return 0;
        digits += c != ',';
    }
    self->at++;
    return digits > 0;
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
    case '{':
        return scan_times(self);
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

/* A part of a regex. */
typedef struct {
    aver_raw_edges at;
    int empty; /* it may take no byte at all */
} edges;

static void
add(aver_byte_set *to, unsigned first, unsigned last)
{
    for (unsigned c = first; c <= last; c++)
        to->w[c / 64] |= (uint64_t)1 << c % 64;
}

static void
join(aver_byte_set *to, const aver_byte_set *from)
{
    for (int i = 0; i < 4; i++)
        to->w[i] |= from->w[i];
}

static void
read_class(scanner *self, aver_byte_set *out)
{
    if (byte(self, 1) == '^') {
        add(out, 0, ' ' - 1);
        add(out, ' ' + 1, UINT8_MAX);
        self->at += 4;
        return;
    }
    for (self->at++; byte(self, 0) && byte(self, 0) != ']'; self->at++) {
        unsigned char from = (unsigned char)byte(self, 0), to = from;
        if (byte(self, 1) == '-' && byte(self, 2) != ']') {
            to = (unsigned char)byte(self, 2);
            self->at += 2;
        }
        add(out, from, to);
    }
    self->at++;
}

static edges read_choices(scanner *self);

/* What only looks ahead takes nothing. */
static edges
read_group(scanner *self)
{
    static const edges nothing = {.empty = 1};
    int marked = byte(self, 1) == '?';
    int looks = marked && byte(self, 2) != ':';
    edges inner;

    self->at += marked ? 3 : 1;
    inner = read_choices(self);
    self->at++;
    return looks ? nothing : inner;
}

static edges
read_one(scanner *self)
{
    edges out = {.empty = 0};
    unsigned char c = (unsigned char)byte(self, 0);

    if (c == '(')
        return read_group(self);
    if (c == '[') {
        read_class(self, &out.at.first);
    } else if (c == '\\' && strchr("wd", byte(self, 1))) {
        add(&out.at.first, 0, UINT8_MAX);
        self->at += 2;
    } else {
        self->at += c == '\\';
        c = (unsigned char)byte(self, 0);
        add(&out.at.first, c, c);
        self->at++;
    }
    out.at.last = out.at.first;
    return out;
}

static int
is_one_of(char c, const char *these)
{
    return c && strchr(these, c);
}

static void
read_repeat(scanner *self, edges *of)
{
    if (!is_one_of(byte(self, 0), "*+?{"))
        return;
    if (is_one_of(byte(self, 0), "*?") || byte(self, 1) == '0')
        of->empty = 1;
    if (byte(self, 0) == '{')
        while (byte(self, 0) != '}')
            self->at++;
    self->at++;
    self->at += (size_t)is_one_of(byte(self, 0), "+?");
}

static void
append(edges *to, const edges *next)
{
    if (to->empty)
        join(&to->at.first, &next->at.first);
    if (!next->empty)
        memset(&to->at.last, 0, sizeof to->at.last);
    join(&to->at.last, &next->at.last);
    to->empty = to->empty && next->empty;
}

static edges
read_choice(scanner *self)
{
    edges out = {.empty = 1};

    while (byte(self, 0) && !is_one_of(byte(self, 0), "|)")) {
        edges next = read_one(self);
        read_repeat(self, &next);
        append(&out, &next);
    }
    return out;
}

/* The alternatives up to the end of the group. */
static edges
read_choices(scanner *self)
{
    edges out = read_choice(self);

    while (byte(self, 0) == '|') {
        edges next;
        self->at++;
        next = read_choice(self);
        join(&out.at.first, &next.at.first);
        join(&out.at.last, &next.at.last);
        out.empty = out.empty || next.empty;
    }
    return out;
}

aver_raw_edges
aver_raw_word_edges(aver_str regex)
{
    scanner self = {regex, 0, 0, 0, AVER_RAW_WORD};

    return read_choices(&self).at;
}
