/* Eight bytes looked at together. What is told of them is the top bits of
 * bytes: 0 is exact; else the lowest is right, and those above may not be. */
#ifndef AVER_EIGHT_H
#define AVER_EIGHT_H

#include <stdint.h>
#include <string.h>

#define AVER_EIGHT_ONES UINT64_C(0x0101010101010101)
#define AVER_EIGHT_TOPS (AVER_EIGHT_ONES << 7)

static inline uint64_t
aver_eight(const char *at)
{
    uint64_t eight;

    memcpy(&eight, at, sizeof eight);
    return eight;
}

/* The same, the first of them the lowest on any machine. */
static inline uint64_t
aver_eight_first(const char *at)
{
    uint64_t eight = aver_eight(at);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* The other way round. */
static inline void
aver_eight_put(char *to, uint64_t eight)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    memcpy(to, &eight, sizeof eight);
}

static inline uint64_t
aver_four_first(const char *at)
{
    uint32_t four;

    memcpy(&four, at, sizeof four);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    four = __builtin_bswap32(four);
#endif
    return four;
}

/* As aver_eight_first, but of `len` bytes at the most; the others are 0. */
static inline uint64_t
aver_eight_of(const char *at, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t middle = len / 2, last = len - 1;

    if (len >= 8)
        return aver_eight_first(at);
    if (len >= 4)
        return aver_four_first(at) | aver_four_first(at + len - 4)
                                         << 8 * (len - 4);
    if (!len)
        return 0;
    return bytes[0] | (uint64_t)bytes[middle] << 8 * middle |
           (uint64_t)bytes[last] << 8 * last;
}

/* Those beyond ASCII. */
static inline uint64_t
aver_eight_high(uint64_t eight)
{
    return eight & AVER_EIGHT_TOPS;
}

/* Those below `limit`, which is at most 0x80. */
static inline uint64_t
aver_eight_below(uint64_t eight, unsigned char limit)
{
    return (eight - AVER_EIGHT_ONES * limit) & ~eight & AVER_EIGHT_TOPS;
}

/* Those that are `byte`. */
static inline uint64_t
aver_eight_is(uint64_t eight, char byte)
{
    return aver_eight_below(eight ^ (AVER_EIGHT_ONES * (unsigned char)byte),
                            1);
}

/* ASCII letters; exact. */
static inline uint64_t
aver_eight_letters(uint64_t eight)
{
    uint64_t small = (eight | AVER_EIGHT_ONES * 0x20) & ~AVER_EIGHT_TOPS;
    uint64_t from_a = small + AVER_EIGHT_ONES * (0x80 - 'a');
    uint64_t behind_z = small + AVER_EIGHT_ONES * (0x7F - 'z');

    return from_a & ~behind_z & ~eight & AVER_EIGHT_TOPS;
}

/* ASCII letters and digits; exact. */
static inline uint64_t
aver_eight_alnum(uint64_t eight, uint64_t letters)
{
    uint64_t low = eight & ~AVER_EIGHT_TOPS;
    uint64_t from_0 = low + AVER_EIGHT_ONES * (0x80 - '0');
    uint64_t behind_9 = low + AVER_EIGHT_ONES * (0x7F - '9');

    return letters | (from_0 & ~behind_9 & ~eight & AVER_EIGHT_TOPS);
}

/* Those that are digits. */
static inline uint64_t
aver_eight_digits(uint64_t eight)
{
    return aver_eight_below(eight ^ (AVER_EIGHT_ONES * '0'), 10);
}

#endif
