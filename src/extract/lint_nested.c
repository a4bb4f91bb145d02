/* Repeats within repeats, found in the regex that a pattern became. */
#include "extract/lint.h"

enum { MANY = 50, DEEPEST = 64 };

typedef struct {
    aver_str text;
    size_t at;
    int found, depth;
} scan;

/* What is known of a part of the pattern. */
typedef struct {
    int nullable;  /* may match nothing */
    int unbounded; /* a repeat without end, alone with what may be nothing */
} part;

static part scan_group(scan *self);

static char
peek(const scan *self)
{
    return self->at < self->text.len ? self->text.ptr[self->at] : '\0';
}

/* Behind what one atom is: an escape, a class, a letter. */
static void
skip_atom(scan *self)
{
    char c = peek(self);

    self->at++;
    if (c == '\\')
        self->at++;
    if (c != '[')
        return;
    if (peek(self) == '^')
        self->at++;
    if (peek(self) == ']')
        self->at++;
    while (peek(self) && peek(self) != ']')
        self->at += peek(self) == '\\' ? 2 : 1;
    self->at++;
}

static int
read_int(scan *self)
{
    int n = 0;

    while (peek(self) >= '0' && peek(self) <= '9' && n < 100000)
        n = n * 10 + (self->text.ptr[self->at++] - '0');
    return n;
}

/* Reads a quantifier: whether it repeats without end, and may be 0 times.
 * A possessive one gives nothing back, so it cannot explode. */
static int
scan_quantifier(scan *self, int *zero)
{
    int endless = 0, least = 1, most;
    char c = peek(self);

    *zero = 0;
    if (c == '*' || c == '+' || c == '?') {
        self->at++;
        endless = c != '?';
        *zero = c != '+';
    } else if (c == '{') {
        self->at++;
        least = most = read_int(self);
        if (peek(self) == ',') {
            self->at++;
            most = peek(self) == '}' ? MANY : read_int(self);
        }
        self->at++;
        endless = most >= MANY;
        *zero = least == 0;
    } else {
        return 0;
    }
    c = peek(self);
    if (c == '?' || c == '+')
        self->at++;
    return endless && c != '+';
}

/* `(?<name>`, `(?:`, `(?=`, … : 1 if it only looks, 2 if it is atomic. */
static int
scan_open(scan *self)
{
    static const char *const looks[] = {"?=", "?!", "?<=", "?<!"};
    aver_str rest = {self->text.ptr + self->at, self->text.len - self->at};

    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        size_t n = strlen(looks[i]);
        if (rest.len >= n && !memcmp(rest.ptr, looks[i], n)) {
            self->at += n;
            return 1;
        }
    }
    if (rest.len >= 2 && (!memcmp(rest.ptr, "?>", 2))) {
        self->at += 2;
        return 2;
    }
    if (rest.len >= 2 && !memcmp(rest.ptr, "?<", 2))
        while (peek(self) && peek(self) != '>')
            self->at++;
    if (peek(self) == '?' || peek(self) == '>')
        self->at++;
    if (peek(self) == ':' || peek(self) == '|')
        self->at++;
    return 0;
}

static part
scan_element(scan *self)
{
    part now = {0, 0};
    int group = peek(self) == '(', kind = 0, endless, zero;

    if (group) {
        self->at++;
        kind = scan_open(self);
        now = scan_group(self);
        if (kind)
            now.unbounded = 0;
        now.nullable |= kind == 1;
    } else if (peek(self) == '^' || peek(self) == '$') {
        self->at++;
        now.nullable = 1;
    } else {
        skip_atom(self);
    }
    endless = scan_quantifier(self, &zero);
    if (endless && group && now.unbounded)
        self->found = 1;
    now.nullable |= zero;
    now.unbounded |= endless && group;
    return now;
}

/* Alternatives up to the `)`; a sequence is a repeat alone if all but the
 * repeat may be nothing. */
static part
scan_group(scan *self)
{
    part all = {0, 0}, now = {1, 0};
    int needed = 0;

    if (++self->depth > DEEPEST)
        self->at = self->text.len;
    while (self->at < self->text.len && peek(self) != ')') {
        part element;
        if (peek(self) == '|') {
            self->at++;
            all.nullable |= now.nullable;
            all.unbounded |= now.unbounded && !needed;
            now = (part){1, 0};
            needed = 0;
            continue;
        }
        element = scan_element(self);
        now.nullable &= element.nullable;
        now.unbounded |= element.unbounded;
        needed |= !element.nullable && !element.unbounded;
    }
    self->at++;
    self->depth--;
    all.nullable |= now.nullable;
    all.unbounded |= now.unbounded && !needed;
    return all;
}

int
aver_lint_nested(aver_str regex)
{
    scan self = {regex, 0, 0, 0};

    while (self.at < regex.len)
        scan_group(&self);
    return self.found;
}
