/* What must hold of every record, whatever came in. */
#ifndef AVER_FUZZ_CHECK_H
#define AVER_FUZZ_CHECK_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aver/aver.h"
#include "text/utf8.h"

static inline size_t
check_number(aver_str text)
{
    size_t value = 0;

    assert(text.len && text.len < 20);
    for (size_t i = 0; i < text.len; i++) {
        assert(text.ptr[i] >= '0' && text.ptr[i] <= '9');
        value = value * 10 + (size_t)(text.ptr[i] - '0');
    }
    return value;
}

static inline int
check_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether `at` lies inside of a character: bytes that are none are on their
 * own. */
static inline int
check_splits(const char *text, size_t at, size_t len)
{
    if (at == len || ((unsigned char)text[at] & 0xC0) != 0x80)
        return 0;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        unsigned n = 0;
        int32_t cp = aver_utf8_get(text + at - back, text + len, &n);
        if (cp >= 0 && n > back)
            return 1;
    }
    return 0;
}

/* The character at `*at`, which is moved behind it, as it is written. */
static inline size_t
check_next(const char **at, const char *end, char *out)
{
    unsigned n = 0;
    int32_t cp = aver_utf8_get(*at, end, &n);

    *at += n;
    return aver_utf8_put(cp < 0 ? 0xFFFD : cp, out);
}

/* `folded` is text[start, end) with its white space folded, and what is no
 * UTF-8 replaced. */
static inline void
check_slice(const char *text, size_t start, size_t end, aver_str folded)
{
    const char *at = text + start, *behind = text + end;
    size_t n = 0;
    int space = 0;

    while (at < behind) {
        char one[4];
        size_t len = check_next(&at, behind, one);
        if (len == 1 && check_is_space(*one)) {
            space = n > 0;
            continue;
        }
        if (space)
            assert(n < folded.len && folded.ptr[n++] == ' ');
        space = 0;
        assert(folded.len - n >= len && !memcmp(folded.ptr + n, one, len));
        n += len;
    }
    assert(n == folded.len);
}

static inline void
check_claim(const aver_claim *claim, const char *text, size_t len)
{
    size_t start = check_number(aver_claim_get(claim, AVER_COL_START));
    size_t end = check_number(aver_claim_get(claim, AVER_COL_END));

    assert(start < end && end <= len);
    assert(!check_splits(text, start, len) && !check_splits(text, end, len));
    check_slice(text, start, end, aver_claim_get(claim, AVER_COL_TEXT));
    assert(aver_claim_get(claim, AVER_COL_ID).len == 12);
    assert(aver_claim_get(claim, AVER_COL_EVENT).len);
    assert(aver_claim_get(claim, AVER_COL_STATUS).len);
    if (aver_claim_get(claim, AVER_COL_COUNT).len)
        (void)check_number(aver_claim_get(claim, AVER_COL_COUNT));
    for (int i = 0; i < AVER_COLUMNS; i++) {
        aver_str value = aver_claim_get(claim, (aver_column)i);
        assert(aver_utf8_valid(value.ptr, value.len) == value.len);
    }
}

/* Whole lines of `fields` fields, in UTF-8, without a NUL. */
static inline void
check_lines(const char *lines, size_t len, size_t fields)
{
    size_t tabs = 0;

    assert(aver_utf8_valid(lines, len) == len);
    assert(!len || lines[len - 1] == '\n');
    for (size_t i = 0; i < len; i++) {
        assert(lines[i] && lines[i] != '\r');
        tabs += lines[i] == '\t';
        if (lines[i] != '\n')
            continue;
        assert(tabs == fields - 1);
        tabs = 0;
    }
}

#endif
