#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>

struct aver_arena_block {
    aver_arena_block *next;
    size_t size;
    max_align_t data[];
};

enum { FIRST_BLOCK = 64 << 10, ALIGN = alignof(max_align_t) };

static void
enter(aver_arena *self, aver_arena_block *block)
{
    self->current = block;
    self->at = (unsigned char *)block->data;
    self->end = self->at + block->size;
}

static void
add_block(aver_arena *self, size_t need)
{
    size_t size = self->current ? self->current->size * 2 : FIRST_BLOCK;
    aver_arena_block *block = NULL;

    if (size < need)
        size = need;
    if (size <= SIZE_MAX - sizeof *block)
        block = aver_mem_get(self->mem, sizeof *block + size);
    if (!block)
        longjmp(*self->on_oom, 1);
    block->next = NULL;
    block->size = size;
    if (self->current)
        self->current->next = block;
    else
        self->first = block;
    enter(self, block);
}

void *
aver_arena_get(aver_arena *self, size_t size)
{
    size_t need;
    void *ptr;

    if (size > SIZE_MAX - ALIGN)
        longjmp(*self->on_oom, 1);
    need = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!need)
        need = ALIGN;
    if (!self->current || (size_t)(self->end - self->at) < need)
        add_block(self, need);
    ptr = self->at;
    self->at += need;
    self->used += need;
    return ptr;
}

void *
aver_arena_zero(aver_arena *self, size_t size)
{
    return memset(aver_arena_get(self, size), 0, size);
}

void *
aver_arena_grow(aver_arena *self, void *ptr, size_t old, size_t size)
{
    size_t have = (old + ALIGN - 1) / ALIGN * ALIGN;
    void *fresh;

    assert(size >= old);
    if (ptr && (unsigned char *)ptr + have == self->at &&
        size - old <= SIZE_MAX / 2) {
        size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
        if ((size_t)(self->end - (unsigned char *)ptr) >= need) {
            self->used += need - have;
            self->at = (unsigned char *)ptr + need;
            return ptr;
        }
    }
    fresh = aver_arena_get(self, size);
    if (ptr && old)
        memcpy(fresh, ptr, old);
    return fresh;
}

char *
aver_arena_copy(aver_arena *self, const char *ptr, size_t len)
{
    char *copy = aver_arena_get(self, len + 1);

    if (len)
        memcpy(copy, ptr, len);
    copy[len] = '\0';
    return copy;
}

static void
free_chain(aver_arena *self, aver_arena_block *block)
{
    while (block) {
        aver_arena_block *next = block->next;
        aver_mem_free(self->mem, block);
        block = next;
    }
}

void
aver_arena_reset(aver_arena *self, size_t keep)
{
    /* The blocks double, so the last one holds more than all before it:
     * keeping it alone makes the next document of that size one block. */
    aver_arena_block *last = self->current;

    self->used = 0;
    if (!last)
        return;
    if (self->first != last) {
        aver_arena_block *before = self->first;
        while (before->next != last)
            before = before->next;
        before->next = NULL;
        free_chain(self, self->first);
        self->first = last;
    }
    if (last->size > keep) {
        free_chain(self, last);
        self->first = self->current = NULL;
        self->at = self->end = NULL;
        return;
    }
    enter(self, last);
}

void
aver_arena_free(aver_arena *self)
{
    free_chain(self, self->first);
    self->first = self->current = NULL;
    self->at = self->end = NULL;
    self->used = 0;
}
