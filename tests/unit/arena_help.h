/* An arena for tests. */
#ifndef AVER_ARENA_HELP_H
#define AVER_ARENA_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"

/* The statements behind `name` with the fresh arena `name`, which is freed
 * behind them. Out of memory, the test crashes. */
#define WITH_ARENA(name, ...)                                                 \
    do {                                                                      \
        aver_arena name = {.mem = &aver_mem_default};                         \
        __VA_ARGS__;                                                          \
        aver_arena_free(&name);                                               \
    } while (0)

/* Whether the processor time since `start` exceeds `limit` seconds: many
 * times over where AVER_TEST_SLOW says so (valgrind). */
static inline int
is_slow(clock_t start, double limit)
{
    const char *slow = getenv("AVER_TEST_SLOW");
    double times = slow ? strtod(slow, NULL) : 1;

    return (double)(clock() - start) / CLOCKS_PER_SEC > limit * times;
}

/* A deterministic generator (SplitMix64). */
static inline uint64_t
next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

#endif
