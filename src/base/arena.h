/* Memory by lifetime: what lives as long as a document, or as a rule set, is
 * taken from an arena and let go in one call. */
#ifndef AVER_ARENA_H
#define AVER_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

typedef struct aver_arena_block aver_arena_block;

/* Worker-private: one thread at a time. All zero but `mem` is a fresh one.
 *
 * Out of memory: the arena jumps to `*on_oom`, which the owner sets with
 * setjmp before the first allocation; so no caller in between has to check.
 * Nothing between the setjmp and the jump may own memory outside of an arena.
 */
typedef struct {
    const aver_alloc *mem;
    aver_arena_block *first, *current;
    unsigned char *at, *end;
    size_t used; /* bytes given out since the last reset */
    jmp_buf *on_oom;
} aver_arena;

/* `size` bytes, aligned for any type; never NULL (see on_oom). */
void *aver_arena_get(aver_arena *self, size_t size);
void *aver_arena_zero(aver_arena *self, size_t size);

/* Grows `ptr` of `old` bytes to `size`; in place where it is the newest. */
void *aver_arena_grow(aver_arena *self, void *ptr, size_t old, size_t size);

/* A copy with a NUL behind it. */
char *aver_arena_copy(aver_arena *self, const char *ptr, size_t len);

/* Everything given out is gone; the memory is kept for the next use, but for
 * what exceeds `keep` bytes. */
void aver_arena_reset(aver_arena *self, size_t keep);
void aver_arena_free(aver_arena *self);

#define AVER_NEW(arena, type) ((type *)aver_arena_zero(arena, sizeof(type)))
#define AVER_NEWS(arena, type, n)                                             \
    ((type *)aver_arena_zero(arena, sizeof(type) * (size_t)(n)))

#endif
