/* The one door for memory: every allocation of the library and the command
 * goes through an aver_mem, so that a test can make the n-th one fail. */
#ifndef AVER_MEM_H
#define AVER_MEM_H

#include <stddef.h>

#include "aver/aver.h"

/* The default door (malloc and friends); const, shared by all threads. */
extern const aver_alloc aver_mem_default;

/* As malloc, realloc and free, through `self` (NULL: the default door).
 * NULL on failure; a size of 0 is asked for as 1. */
void *aver_mem_get(const aver_alloc *self, size_t size);
void *aver_mem_zero(const aver_alloc *self, size_t size);
void *aver_mem_resize(const aver_alloc *self, void *ptr, size_t size);
void aver_mem_free(const aver_alloc *self, void *ptr);

#endif
