#include "text/norm.h"

#include <utf8proc.h>

#include "base/eight.h"
#include "base/vec.h"
#include "text/utf8.h"

/* The text is cut into clean runs, which are copied as they are, and
 * segments, which are not: a starter with all that may combine with it. A
 * segment is one step of the map. */

typedef AVER_VEC(int32_t) code_points;

typedef struct {
    aver_arena *arena;
    aver_norm_mode mode;
    const char *text;
    size_t len;
    size_t clean; /* from here on nothing has been written yet */
    int changed;  /* whether `out` and `steps` are in use */
    int full;     /* nothing more goes into 4 GiB: the text is cut */
    AVER_VEC(char) out;
    AVER_VEC(aver_norm_step) steps;
    code_points points;   /* scratch: the segment, decomposed */
    code_points sorted;   /* scratch of sort_marks */
    AVER_VEC(char) bytes; /* scratch: the segment, composed */
} builder;

typedef struct {
    int32_t from, to;
    const char *as; /* NULL: dropped */
} fold_row;

/* What AVER_NORM_NEWS folds, in order. C1 controls are most often the quotes
 * of code page 1252 that somebody took for Latin-1. */
static const fold_row FOLDS[] = {
    {0x80, 0x84, " "},
    {0x85, 0x85, " "},
    {0x86, 0x90, " "},
    {0x91, 0x92, "'"},
    {0x93, 0x93, "\xE2\x80\x9C"},
    {0x94, 0x94, "\xE2\x80\x9D"},
    {0x95, 0x95, "\xE2\x80\xA2"},
    {0x96, 0x96, "-"},
    {0x97, 0x97, "\xE2\x80\x94"},
    {0x98, 0x9F, " "},
    {0xA0, 0xA0, " "},
    {0xAB, 0xAB, "\xE2\x80\x9C"},
    {0xAD, 0xAD, NULL},
    {0xB4, 0xB4, "'"},
    {0xBB, 0xBB, "\xE2\x80\x9D"},
    {0x02BC, 0x02BC, "'"},
    {0x034F, 0x034F, NULL},
    {0x061C, 0x061C, NULL},
    {0x1680, 0x1680, " "},
    {0x180E, 0x180E, NULL},
    {0x2000, 0x200A, " "},
    {0x200B, 0x200F, NULL},
    {0x2010, 0x2013, "-"},
    {0x2014, 0x2015, "\xE2\x80\x94"},
    {0x2018, 0x201B, "'"},
    {0x201E, 0x201F, "\xE2\x80\x9C"},
    {0x2026, 0x2026, "..."},
    {0x2028, 0x2029, " "},
    {0x202A, 0x202E, NULL},
    {0x202F, 0x202F, " "},
    {0x2032, 0x2032, "'"},
    {0x2033, 0x2033, "\""},
    {0x2039, 0x203A, "'"},
    {0x2043, 0x2043, "-"},
    {0x205F, 0x205F, " "},
    {0x2060, 0x206F, NULL},
    {0x2212, 0x2212, "-"},
    {0x2E3A, 0x2E3B, "\xE2\x80\x94"},
    {0x3000, 0x3000, " "},
    {0x301D, 0x301D, "\xE2\x80\x9C"},
    {0x301E, 0x301F, "\xE2\x80\x9D"},
    {0xFB00, 0xFB00, "ff"},
    {0xFB01, 0xFB01, "fi"},
    {0xFB02, 0xFB02, "fl"},
    {0xFB03, 0xFB03, "ffi"},
    {0xFB04, 0xFB04, "ffl"},
    {0xFE00, 0xFE0F, NULL},
    {0xFE58, 0xFE58, "\xE2\x80\x94"},
    {0xFE63, 0xFE63, "-"},
    {0xFEFF, 0xFEFF, NULL},
    {0xFF02, 0xFF02, "\""},
    {0xFF07, 0xFF07, "'"},
    {0xFF0D, 0xFF0D, "-"},
    {0xFFF9, 0xFFFB, NULL},
    {0xE0000, 0xE007F, NULL},
    {0xE0100, 0xE01EF, NULL},
};

static const fold_row INVALID = {-1, -1, "\xEF\xBF\xBD"};
static const fold_row CONTROL = {0, 0x1F, " "};

static const fold_row *
fold_news(int32_t cp)
{
    size_t low = 0, high = sizeof FOLDS / sizeof *FOLDS;

    if (cp < 0x80)
        return cp < 0x20 || cp == 0x7F ? &CONTROL : NULL;
    if ((cp > 0xBB && cp < 0x02BC) || (cp > 0x3020 && cp < 0xFB00))
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cp > FOLDS[middle].to)
            low = middle + 1;
        else if (cp < FOLDS[middle].from)
            high = middle;
        else
            return &FOLDS[middle];
    }
    return NULL;
}

/* What `cp` (-1: an invalid sequence) is replaced by, or NULL: itself. */
static const fold_row *
fold_of(const builder *self, int32_t cp)
{
    if (cp < 0)
        return &INVALID;
    return self->mode == AVER_NORM_NEWS ? fold_news(cp) : NULL;
}

static int
is_dropped(const fold_row *fold)
{
    return fold && !fold->as;
}

/* Marks, and all else that may combine with what stands in front of it: what
 * has no normalisation boundary before it. */
static int
joins(int32_t cp)
{
    const utf8proc_property_t *is;
    utf8proc_int32_t parts[8];
    int boundary = 0;

    if (cp < 0x300)
        return 0;
    if ((cp >= 0x1161 && cp <= 0x1175) || (cp >= 0x11A8 && cp <= 0x11C2))
        return 1;
    is = utf8proc_get_property(cp);
    if (is->combining_class)
        return 1;
    if (is->comb_index != UINT16_MAX && is->comb_index >= 0x8000)
        return 1;
    if (is->decomp_seqindex == UINT16_MAX || is->decomp_type)
        return 0;
    /* U+0F73 and the like: no mark, but made of marks */
    if (utf8proc_decompose_char(cp, parts, 8, UTF8PROC_DECOMPOSE, &boundary) <
        1)
        return 0;
    return utf8proc_get_property(parts[0])->combining_class != 0;
}

/* Whether NFC may change `cp` where it stands alone. */
static int
may_change(int32_t cp)
{
    const utf8proc_property_t *is;

    if (cp < 0x300)
        return 0;
    is = utf8proc_get_property(cp);
    return is->decomp_seqindex != UINT16_MAX && !is->decomp_type;
}

/* The top bits of eight bytes if one of them is beyond ASCII or, where it
 * matters, a control character. */
static inline uint64_t
unclean(const char *at, int news)
{
    uint64_t eight = aver_eight(at);

    if (news)
        eight |= (eight + AVER_EIGHT_ONES) | (eight - AVER_EIGHT_ONES * 0x20);
    return aver_eight_high(eight);
}

static inline int
is_clean(unsigned char c, int news)
{
    return c < 0x80 && !(news && (c < 0x20 || c == 0x7F));
}

/* The first byte at or behind `at` that is no clean ASCII. */
static size_t
clean_ascii(const builder *self, size_t at)
{
    const char *text = self->text;
    int news = self->mode == AVER_NORM_NEWS;

    while (at + 32 <= self->len &&
           !(unclean(text + at, news) | unclean(text + at + 8, news) |
             unclean(text + at + 16, news) | unclean(text + at + 24, news)))
        at += 32;
    while (at + 8 <= self->len && !unclean(text + at, news))
        at += 8;
    while (at < self->len && is_clean((unsigned char)text[at], news))
        at++;
    return at;
}

/* Writes `bytes` for the original from `orig` on. */
static void
put(builder *self, size_t orig, int plain, const char *bytes, size_t n)
{
    aver_norm_step next = {(uint32_t)self->out.n, (uint32_t)orig,
                           (uint32_t)plain};
    aver_norm_step *last = self->steps.n ? &self->steps.at[self->steps.n - 1]
                                         : NULL;

    if (self->out.n + n > UINT32_MAX)
        self->full = 1;
    if (self->full)
        return;
    if (!(plain && last && last->plain &&
          next.orig - last->orig == next.norm - last->norm))
        AVER_PUSH(self->arena, &self->steps, next);
    AVER_VEC_ROOM(self->arena, &self->out, self->out.n + n);
    if (n)
        memcpy(self->out.at + self->out.n, bytes, n);
    self->out.n += n;
}

/* Writes what is clean up to `to`. */
static void
flush(builder *self, size_t to)
{
    if (!self->changed) {
        self->changed = 1;
        AVER_VEC_ROOM(self->arena, &self->out, self->len + 16);
    }
    if (to > self->clean)
        put(self, self->clean, 1, self->text + self->clean, to - self->clean);
    self->clean = to;
}

/* Writes the segment text[from, to) as `bytes`, unless they are the same. */
static void
segment(builder *self, size_t from, size_t to, const char *bytes, size_t n)
{
    if (n == to - from && !memcmp(self->text + from, bytes, n))
        return;
    flush(self, from);
    put(self, from, n == 1 && to - from == 1, bytes, n);
    self->clean = to;
}

static unsigned
class_of(int32_t cp)
{
    return (unsigned)utf8proc_get_property(cp)->combining_class & 0xFFU;
}

/* A counting sort, stable: no number of marks takes quadratic time. */
static void
sort_many(builder *self, int32_t *at, size_t n)
{
    size_t place[257] = {0};

    AVER_VEC_ROOM(self->arena, &self->sorted, n);
    for (size_t i = 0; i < n; i++)
        place[class_of(at[i]) + 1]++;
    for (size_t i = 1; i < 257; i++)
        place[i] += place[i - 1];
    for (size_t i = 0; i < n; i++)
        self->sorted.at[place[class_of(at[i])]++] = at[i];
    memcpy(at, self->sorted.at, n * sizeof *at);
}

/* Canonical order of points[from, n), all of them marks. */
static void
sort_marks(builder *self, size_t from)
{
    size_t n = self->points.n - from;
    int32_t *at = n ? self->points.at + from : NULL;

    if (n > 16) {
        sort_many(self, at, n);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        int32_t cp = at[i];
        size_t j = i;
        for (; j && class_of(at[j - 1]) > class_of(cp); j--)
            at[j] = at[j - 1];
        at[j] = cp;
    }
}

/* Appends the canonical decomposition of `cp`; `*marks` is where the marks
 * at the end of the points begin. */
static void
decompose(builder *self, int32_t cp, size_t *marks)
{
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, parts, 8, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &boundary);

    if (n < 1 || n > 8) {
        parts[0] = cp;
        n = 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (!utf8proc_get_property(parts[i])->combining_class) {
            sort_marks(self, *marks);
            *marks = self->points.n + 1;
        }
        AVER_PUSH(self->arena, &self->points, parts[i]);
    }
}

/* Normalises text[from, to), which is one segment. */
static void
compose(builder *self, size_t from, size_t to)
{
    const char *end = self->text + to;
    utf8proc_ssize_t n;
    size_t marks = 0;
    unsigned len;

    self->points.n = 0;
    for (const char *at = self->text + from; at < end; at += len) {
        int32_t cp = aver_utf8_get(at, end, &len);
        const fold_row *fold = fold_of(self, cp);
        const char *as;
        unsigned m;
        if (!fold)
            decompose(self, cp, &marks);
        for (as = fold && fold->as ? fold->as : ""; *as; as += m)
            decompose(self, aver_utf8_get(as, as + strlen(as), &m), &marks);
    }
    if (!self->points.n) {
        segment(self, from, to, "", 0);
        return;
    }
    sort_marks(self, marks);
    n = utf8proc_normalize_utf32(self->points.at,
                                 (utf8proc_ssize_t)self->points.n,
                                 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n < 0)
        n = (utf8proc_ssize_t)self->points.n;
    self->bytes.n = 0;
    AVER_VEC_ROOM(self->arena, &self->bytes, (size_t)n * 4 + 1);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        self->bytes.n += aver_utf8_put(self->points.at[i],
                                       self->bytes.at + self->bytes.n);
    segment(self, from, to, self->bytes.at, self->bytes.n);
}

/* The end of the last joining character of the joining and dropped ones from
 * `at` on, or `at`: the segment's end. `*dropped`: of the dropped ones. */
static size_t
tail(const builder *self, size_t at, size_t *dropped)
{
    size_t end = at;
    unsigned len;

    *dropped = at;
    while (at < self->len) {
        int32_t cp = (unsigned char)self->text[at];
        if (cp < 0x80)
            break;
        cp = aver_utf8_get(self->text + at, self->text + self->len, &len);
        if (is_dropped(fold_of(self, cp)))
            *dropped = at + len;
        else if (joins(cp))
            end = at + len;
        else
            break;
        at += len;
    }
    return end;
}

/* Where the last character of the clean run that ends at `at` begins. */
static size_t
character_before(const builder *self, size_t at)
{
    if (at == self->clean)
        return at;
    at--;
    while (at > self->clean && ((unsigned char)self->text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Reads the character at `at`, which is no clean ASCII, with all that joins
 * it; where reading goes on. */
static size_t
character(builder *self, size_t at)
{
    unsigned len;
    int32_t cp = aver_utf8_get(self->text + at, self->text + self->len, &len);
    const fold_row *fold = fold_of(self, cp);
    size_t end, dropped;

    if (is_dropped(fold) || joins(cp)) {
        end = tail(self, at, &dropped);
        if (end > at) {
            compose(self, character_before(self, at), end);
            return end;
        }
        segment(self, at, dropped, "", 0);
        return dropped;
    }
    if (!fold && !may_change(cp))
        return at + len;
    end = tail(self, at + len, &dropped);
    if (fold && end == at + len)
        segment(self, at, end, fold->as, strlen(fold->as));
    else
        compose(self, at, end);
    return end;
}

void
aver_norm_run(aver_arena *arena, aver_norm_mode mode, const char *text,
              uint32_t len, aver_norm *out)
{
    builder self = {.arena = arena, .mode = mode, .text = text, .len = len};
    size_t at = clean_ascii(&self, 0);

    memset(out, 0, sizeof *out);
    out->text = aver_str_of(text, len);
    out->orig_len = len;
    while (at < len && !self.full)
        at = clean_ascii(&self, character(&self, at));
    if (!self.changed)
        return;
    flush(&self, at);
    if (self.steps.n == 1 && self.steps.at[0].plain)
        self.steps.n = 0;
    out->text = aver_str_of(self.out.at, self.out.n);
    out->steps = self.steps.at;
    out->n_steps = (uint32_t)self.steps.n;
}

/* The step that normalised byte `at` falls in: the last one that begins at or
 * before it. */
static const aver_norm_step *
step_at(const aver_norm *self, uint32_t at)
{
    uint32_t low = 0, high = self->n_steps;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (self->steps[middle].norm <= at)
            low = middle;
        else
            high = middle;
    }
    return &self->steps[low];
}

/* To the character boundaries around `span`. */
static aver_span
widen(aver_str text, aver_span span)
{
#define INSIDE(i) (((unsigned char)text.ptr[i] & 0xC0) == 0x80)
    if (span.end > text.len)
        span.end = (uint32_t)text.len;
    if (span.start > span.end)
        span.start = span.end;
    while (span.start && span.start < text.len && INSIDE(span.start))
        span.start--;
    while (span.end < text.len && INSIDE(span.end))
        span.end++;
    return span;
#undef INSIDE
}

aver_span
aver_norm_original(const aver_norm *self, aver_span norm)
{
    const aver_norm_step *first, *last, *stop;
    aver_span at = widen(self->text, norm), out;

    if (!self->n_steps)
        return at;
    first = step_at(self, at.start);
    stop = self->steps + self->n_steps;
    out.start = first->orig + (first->plain ? at.start - first->norm : 0);
    out.end = out.start;
    if (at.start == at.end)
        return out;
    last = step_at(self, at.end - 1);
    if (last->plain)
        out.end = last->orig + (at.end - last->norm);
    else
        out.end = last + 1 < stop ? last[1].orig : self->orig_len;
    return out;
}
