#include "extract/count.h"

#define AT_LEAST "EQUAL_OR_MORE"

enum { BASE = 10, DECIMALS_MOST = 6 };

const char *
aver_part_feature(aver_part_kind kind)
{
    static const char *const features[] = {NULL, NULL,
#define AVER_PART_KIND(id, feature, about) feature,
                                           AVER_PART_KINDS
#undef AVER_PART_KIND
    };

    return kind < AVER_PART_KINDS_N ? features[kind] : NULL;
}

static int
multiply(int64_t *a, int64_t b)
{
    if (b < 0 || (b && *a > INT64_MAX / b))
        return 0;
    *a *= b;
    return 1;
}

static int
add(int64_t *a, int64_t b)
{
    if (b < 0 || *a > INT64_MAX - b)
        return 0;
    *a += b;
    return 1;
}

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether exactly three digits follow `at`, as behind a thousands mark. */
static int
three_digits(aver_str text, size_t at)
{
    return at + 3 < text.len && is_digit(text.ptr[at + 1]) &&
           is_digit(text.ptr[at + 2]) && is_digit(text.ptr[at + 3]) &&
           (at + 4 >= text.len || !is_digit(text.ptr[at + 4]));
}

int
aver_count_figure(aver_str text, aver_part *out, aver_str *rest)
{
    size_t i;
    int point = 0;

    memset(out, 0, sizeof *out);
    out->kind = AVER_PART_FIGURE;
    if (!text.len || !is_digit(text.ptr[0]))
        return 0;
    for (i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (is_digit(c)) {
            if (point && ++out->decimals > DECIMALS_MOST)
                return 0;
            if (!multiply(&out->value, BASE) || !add(&out->value, c - '0'))
                return 0;
        } else if ((c == ',' || c == '\'') && three_digits(text, i)) {
            if (point)
                return 0;
        } else if (c == '.' && i + 1 < text.len && is_digit(text.ptr[i + 1])) {
            if (point++)
                return 0;
        } else {
            break;
        }
    }
    *rest = aver_str_of(text.ptr + i, text.len - i);
    return !rest->len || (rest->ptr[0] != ',' && rest->ptr[0] != '.');
}

/* A number being read: `total` of the groups that a scale closed, and the
 * group that is open, worth group / 10^decimals. */
typedef struct {
    int64_t total, group, scale;
    unsigned decimals;
    int has_group, half, many, vague, any;
    int scaled; /* a scale or a multiplier stands in it */
} number;

/* Multiplies the open group; half of `by` where "half" stands in front. */
static int
times(number *self, int64_t by)
{
    if (self->half) {
        if (by % 2)
            return 0;
        by /= 2;
        self->half = 0;
    }
    if (self->many) {
        self->group = 2;
        self->vague = 1;
        self->many = 0;
    } else if (!self->has_group) {
        self->group = 1;
    }
    for (; self->decimals && by % BASE == 0; self->decimals--)
        by /= BASE;
    self->has_group = self->any = self->scaled = 1;
    return multiply(&self->group, by);
}

/* "hundred [and] five", "twenty one", "nineteen ninety-four". */
static int
add_unit(number *self, int64_t value)
{
    int64_t room = 1;

    if (self->half || self->many || self->decimals || value < 0)
        return 0;
    self->any = 1;
    if (!self->has_group) {
        self->group = value;
        self->has_group = 1;
        return 1;
    }
    while (room <= value && room <= INT64_MAX / BASE)
        room *= BASE;
    if (value && self->group && self->group % room == 0)
        return add(&self->group, value);
    if (self->group >= BASE && self->group < 100 && value >= BASE &&
        value < 100 && !self->scaled)
        return multiply(&self->group, 100) && add(&self->group, value);
    return 0;
}

/* "two and a half [million]", "a million and a half"; else what follows is
 * halved. */
static int
add_half(number *self)
{
    if (self->half || self->many)
        return 0;
    if (self->has_group && !self->scaled && !self->decimals) {
        self->decimals = 1;
        return multiply(&self->group, BASE) && add(&self->group, BASE / 2);
    }
    if (!self->has_group && self->scale)
        return add(&self->total, self->scale / 2);
    if (self->has_group)
        return 0;
    self->half = 1;
    return 1;
}

static int
close_group(number *self, int64_t scale)
{
    int64_t group;

    /* "two thousand million": all that came before is multiplied */
    if (!self->has_group && !self->half && !self->many && self->total &&
        scale > self->scale) {
        self->scale = scale;
        return multiply(&self->total, scale);
    }
    if (self->scale && scale >= self->scale)
        return 0;
    if (!times(self, scale) || self->decimals)
        return 0;
    group = self->group;
    self->group = 0;
    self->has_group = 0;
    self->scale = scale;
    return add(&self->total, group);
}

static int
take(number *self, const aver_part *part)
{
    if (part->value < 0)
        return 0;
    switch (part->kind) {
    case AVER_PART_NONE:
    case AVER_PART_TO:
    case AVER_PART_AGAIN:
    case AVER_PART_KINDS_N:
        return 1;
    case AVER_PART_FIGURE:
        if (self->has_group || self->half || self->many)
            return 0;
        self->group = part->value;
        self->decimals = part->decimals;
        self->has_group = self->any = 1;
        return 1;
    case AVER_PART_UNIT:
        return add_unit(self, part->value);
    case AVER_PART_TIMES:
        return times(self, part->value);
    case AVER_PART_SCALE:
        return close_group(self, part->value);
    case AVER_PART_VAGUE:
        if (self->any || self->half || self->many)
            return 0;
        self->any = self->vague = 1;
        self->total = part->value;
        return 1;
    case AVER_PART_MANY:
        if (self->any || self->half || self->many)
            return 0;
        self->many = 1;
        return 1;
    case AVER_PART_HALF:
        return add_half(self);
    }
    return 0;
}

/* One end of a range: reads up to a part that begins the other. */
static int
read_number(const aver_part *parts, size_t n, number *out)
{
    size_t i;

    memset(out, 0, sizeof *out);
    for (i = 0; i < n; i++)
        if (!take(out, &parts[i]))
            return 0;
    return 1;
}

static int
finish(number *self)
{
    for (; self->decimals && self->group % BASE == 0; self->decimals--)
        self->group /= BASE;
    if (!self->any || self->half || self->many || self->decimals)
        return 0;
    return add(&self->total, self->group);
}

/* "two or three thousand": the lower end takes over the multipliers of the
 * upper one, all that stands behind its first number. */
static int
share_scale(number *lo, const aver_part *parts, size_t n)
{
    size_t i;
    int first = 1;

    if (lo->scaled || !lo->has_group)
        return 1;
    for (i = 0; i < n; i++) {
        if (parts[i].kind == AVER_PART_TIMES ||
            parts[i].kind == AVER_PART_SCALE) {
            if (first)
                return 1;
            if (!take(lo, &parts[i]))
                return 0;
        } else if (parts[i].kind == AVER_PART_FIGURE ||
                   parts[i].kind == AVER_PART_UNIT) {
            if (!first)
                return 1;
            if (parts[i].decimals == lo->decimals &&
                parts[i].value <= lo->group)
                return 1;
            first = 0;
        } else if (parts[i].kind != AVER_PART_NONE) {
            return 1;
        }
    }
    return 1;
}

static aver_str
first_mod(const aver_part *parts, size_t n, int vague)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (parts[i].mod.len && parts[i].kind != AVER_PART_VAGUE)
            return parts[i].mod;
    for (i = 0; i < n; i++)
        if (parts[i].mod.len)
            return parts[i].mod;
    return vague ? aver_str_z(AT_LEAST) : aver_str_of("", 0);
}

int
aver_count_of(const aver_part *parts, size_t n, aver_count *out)
{
    number lo, hi;
    size_t cut;

    memset(out, 0, sizeof *out);
    out->mod = aver_str_of("", 0);
    for (cut = 0; cut < n && parts[cut].kind != AVER_PART_TO; cut++)
        ;
    if (!read_number(parts, cut, &lo))
        return 0;
    if (cut == n) {
        if (!finish(&lo))
            return 0;
        out->lo = lo.total;
        out->mod = first_mod(parts, n, lo.vague);
        return 1;
    }
    if (!read_number(parts + cut + 1, n - cut - 1, &hi) ||
        !share_scale(&lo, parts + cut + 1, n - cut - 1) || !finish(&lo) ||
        !finish(&hi) || hi.total <= lo.total)
        return 0;
    out->lo = lo.total;
    out->hi = hi.total;
    out->has_hi = 1;
    out->mod = first_mod(parts, n, 0);
    return 1;
}
