#include "text/utf8.h"

#include "base/eight.h"
#include "base/vec.h"

enum { FFFD_LEN = 3 };
static const char FFFD[] = "\xEF\xBF\xBD";

/* The range of the second byte that makes a sequence well-formed (Unicode
 * table 3-7); the others are always 80..BF. */
static unsigned
sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0)
            *low = 0x90;
        if (lead == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

int32_t
aver_utf8_get(const char *ptr, const char *end, unsigned *len)
{
    const unsigned char *at = (const unsigned char *)ptr;
    size_t left = (size_t)(end - ptr);
    unsigned char low, high;
    unsigned need, n = 1;
    uint32_t cp;

    *len = 1;
    if (at[0] < 0x80)
        return at[0];
    need = sequence(at[0], &low, &high);
    if (!need)
        return -1;
    cp = at[0] & (0xFFU >> (need + 1));
    while (n < need && n < left && at[n] >= low && at[n] <= high) {
        cp = cp << 6 | (at[n] & 0x3FU);
        low = 0x80;
        high = 0xBF;
        n++;
    }
    *len = n;
    return n == need ? (int32_t)cp : -1;
}

unsigned
aver_utf8_put(int32_t cp, char *out)
{
    uint32_t c = (uint32_t)cp;

    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static size_t
ascii_run(const char *ptr, size_t at, size_t len)
{
    for (; at + 32 <= len; at += 32)
        if (aver_eight_high(aver_eight(ptr + at) | aver_eight(ptr + at + 8) |
                            aver_eight(ptr + at + 16) |
                            aver_eight(ptr + at + 24)))
            break;
    while (at + 8 <= len && !aver_eight_high(aver_eight(ptr + at)))
        at += 8;
    while (at < len && (unsigned char)ptr[at] < 0x80)
        at++;
    return at;
}

static size_t
valid_from(const char *ptr, size_t at, size_t len)
{
    for (;;) {
        unsigned n;
        at = ascii_run(ptr, at, len);
        if (at == len || aver_utf8_get(ptr + at, ptr + len, &n) < 0)
            return at;
        at += n;
    }
}

size_t
aver_utf8_valid(const char *ptr, size_t len)
{
    return valid_from(ptr, 0, len);
}

aver_str
aver_utf8_repair(aver_arena *arena, aver_str text, size_t *bad)
{
    AVER_VEC(char) out = {0};
    size_t at = 0;

    *bad = 0;
    AVER_VEC_ROOM(arena, &out, text.len + FFFD_LEN);
    for (;;) {
        size_t stop = valid_from(text.ptr, at, text.len);
        unsigned n;
        AVER_VEC_ROOM(arena, &out, out.n + (stop - at) + FFFD_LEN);
        if (stop > at)
            memcpy(out.at + out.n, text.ptr + at, stop - at);
        out.n += stop - at;
        if (stop == text.len)
            break;
        (void)aver_utf8_get(text.ptr + stop, text.ptr + text.len, &n);
        memcpy(out.at + out.n, FFFD, FFFD_LEN);
        out.n += FFFD_LEN;
        ++*bad;
        at = stop + n;
    }
    return aver_str_of(out.at, out.n);
}

static uint32_t
unit(const unsigned char *at, int big_endian)
{
    return big_endian ? (uint32_t)at[0] << 8 | at[1]
                      : (uint32_t)at[1] << 8 | at[0];
}

aver_str
aver_utf8_from_utf16(aver_arena *arena, aver_str bytes, int big_endian,
                     size_t *bad)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    size_t pairs = bytes.len / 2;
    size_t room = bytes.len <= SIZE_MAX / 2 - 8 ? pairs * 3 + 4 : SIZE_MAX;
    char *out = aver_arena_get(arena, room), *to = out;

    *bad = 0;
    for (size_t i = 0; i < pairs; i++) {
        uint32_t cp = unit(at + 2 * i, big_endian);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            uint32_t low = i + 1 < pairs ? unit(at + 2 * i + 2, big_endian)
                                         : 0;
            if (cp <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                i++;
            } else {
                cp = 0xFFFD;
                ++*bad;
            }
        }
        to += aver_utf8_put((int32_t)cp, to);
    }
    if (bytes.len % 2) {
        to += aver_utf8_put(0xFFFD, to);
        ++*bad;
    }
    return aver_str_of(out, (size_t)(to - out));
}
