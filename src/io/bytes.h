/* A growing run of bytes that outlives documents: input as read, output
 * before it is written. */
#ifndef AVER_IO_BYTES_H
#define AVER_IO_BYTES_H

#include "base/mem.h"
#include "base/span.h"

/* All zero but `mem` is an empty one. One thread at a time. `failed` stays
 * set once memory ran out; from then on nothing is appended. */
typedef struct {
    const aver_alloc *mem;
    char *at;
    size_t n, room;
    int failed;
} aver_bytes;

/* Room for `more` bytes behind the `n`; 0 when there is none to be had. */
int aver_bytes_room(aver_bytes *self, size_t more);

void aver_bytes_add(aver_bytes *self, const char *ptr, size_t len);
void aver_bytes_add_z(aver_bytes *self, const char *z);

/* Empties it; memory above `keep` bytes is given back. */
void aver_bytes_reset(aver_bytes *self, size_t keep);
void aver_bytes_free(aver_bytes *self);

#endif
