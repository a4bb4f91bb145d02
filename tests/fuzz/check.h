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
check_is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static inline int
check_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* `folded` is text[start, end) with its white space folded; only compared
 * where the bytes are valid. */
static inline void
check_slice(const char *text, size_t start, size_t end, aver_str folded)
{
    size_t n = 0;

    if (aver_utf8_valid(text + start, end - start) != end - start)
        return;
    for (size_t i = start; i < end; i++) {
        if (check_is_space(text[i])) {
            if (n < folded.len && folded.ptr[n] == ' ' &&
                (i + 1 == end || !check_is_space(text[i + 1])))
                n++;
            continue;
        }
        assert(n < folded.len && folded.ptr[n] == text[i]);
        n++;
    }
    assert(n == folded.len);
}

static inline void
check_claim(const aver_claim *claim, const char *text, size_t len)
{
    size_t start = check_number(aver_claim_get(claim, AVER_COL_START));
    size_t end = check_number(aver_claim_get(claim, AVER_COL_END));

    assert(start < end && end <= len);
    if (aver_utf8_valid(text, len) == len) {
        assert(!check_is_inside(text[start]));
        assert(end == len || !check_is_inside(text[end]));
    }
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

#endif
