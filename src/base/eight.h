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

/* Those that are digits. */
static inline uint64_t
aver_eight_digits(uint64_t eight)
{
    return aver_eight_below(eight ^ (AVER_EIGHT_ONES * '0'), 10);
}

#endif
