/* Half-open ranges, and borrowed text. */
#ifndef AVER_SPAN_H
#define AVER_SPAN_H

#include <stdint.h>
#include <string.h>

#include "aver/aver.h"

/* [start, end): in bytes or tokens, as the owner says. */
typedef struct {
    uint32_t start, end;
} aver_span;

static inline aver_span
aver_span_of(uint32_t start, uint32_t end)
{
    aver_span span = {start, end};
    return span;
}

static inline int
aver_span_holds(aver_span outer, aver_span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static inline int
aver_span_overlaps(aver_span a, aver_span b)
{
    return a.start < b.end && b.start < a.end;
}

static inline aver_str
aver_str_of(const char *ptr, size_t len)
{
    aver_str str = {ptr, len};
    return str;
}

static inline aver_str
aver_str_z(const char *z)
{
    return aver_str_of(z, strlen(z));
}

static inline int
aver_str_same(aver_str a, aver_str b)
{
    return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

static inline int
aver_str_is(aver_str a, const char *z)
{
    return aver_str_same(a, aver_str_z(z));
}

#endif
