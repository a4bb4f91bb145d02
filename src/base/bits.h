/* A set of small numbers as one integer, as wide as the machine has one. */
#ifndef AVER_BITS_H
#define AVER_BITS_H

#include <stdint.h>

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 aver_bits;
enum { AVER_BITS = 128 };
#else
typedef uint64_t aver_bits;
enum { AVER_BITS = 64 };
#endif

enum { AVER_BITS_WORDS = AVER_BITS / 64 };

/* The set of words of 64. */
static inline aver_bits
aver_bits_of(const uint64_t *words)
{
#ifdef __SIZEOF_INT128__
    return (aver_bits)words[1] << 64 | words[0];
#else
    return words[0];
#endif
}

/* The other way round. */
static inline void
aver_bits_put(uint64_t *words, aver_bits set)
{
    words[0] = (uint64_t)set;
#ifdef __SIZEOF_INT128__
    words[1] = (uint64_t)(set >> 64);
#endif
}

/* The lowest number of a set that is not empty. */
static inline unsigned
aver_bits_first(aver_bits set)
{
    uint64_t low = (uint64_t)set;

#ifdef __SIZEOF_INT128__
    if (!low)
        return 64 + (unsigned)__builtin_ctzll((uint64_t)(set >> 64));
#endif
    return (unsigned)__builtin_ctzll(low);
}

/* The highest one. */
static inline unsigned
aver_bits_last(aver_bits set)
{
#ifdef __SIZEOF_INT128__
    uint64_t high = (uint64_t)(set >> 64);

    if (high)
        return 127 - (unsigned)__builtin_clzll(high);
#endif
    return 63 - (unsigned)__builtin_clzll((uint64_t)set);
}

#endif
