#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void *
default_get(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void *
default_resize(void *ctx, void *ptr, size_t size)
{
    (void)ctx;
    return realloc(ptr, size);
}

static void
default_free(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

const aver_alloc aver_mem_default = {default_get, default_resize, default_free,
                                     NULL};

static const aver_alloc *
door(const aver_alloc *self)
{
    return self ? self : &aver_mem_default;
}

void *
aver_mem_get(const aver_alloc *self, size_t size)
{
    return door(self)->get(door(self)->ctx, size ? size : 1);
}

void *
aver_mem_zero(const aver_alloc *self, size_t size)
{
    void *ptr;

    /* Pages that are fresh are zero, and are not there until they are used. */
    if (door(self)->get == default_get)
        return calloc(1, size ? size : 1);
    ptr = aver_mem_get(self, size);
    if (ptr)
        memset(ptr, 0, size);
    return ptr;
}

void *
aver_mem_resize(const aver_alloc *self, void *ptr, size_t size)
{
    return door(self)->resize(door(self)->ctx, ptr, size ? size : 1);
}

void
aver_mem_free(const aver_alloc *self, void *ptr)
{
    if (ptr)
        door(self)->free(door(self)->ctx, ptr);
}
