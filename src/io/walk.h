/* The files that the operands name, one path at a time: folders are walked in
 * byte order of the paths. */
#ifndef AVER_IO_WALK_H
#define AVER_IO_WALK_H

#include "io/bytes.h"

typedef struct aver_walk_dir aver_walk_dir;

/* One thread at a time; all zero but `mem`, `operands` and `n` is one before
 * its first path. */
typedef struct {
    const aver_alloc *mem;
    const char *const *operands; /* none: standard input */
    size_t n;
    size_t at;          /* the next operand */
    aver_walk_dir *top; /* the folder being walked */
    size_t found;       /* articles below the folder operand so far */
    aver_bytes path;    /* what `aver_walk_next` gives */
    aver_bytes base;    /* the folder operand being walked */
} aver_walk;

typedef enum {
    AVER_WALK_END,
    AVER_WALK_FILE,   /* `path` is to be read; "-" is standard input */
    AVER_WALK_PROBLEM /* `path` could not be looked at, for `reason` */
} aver_walk_step;

/* The next path or problem. `*path` is NUL-terminated and lives until the
 * next call, `*reason` is static or lives as long as strerror's. Inside a
 * folder only regular files with the ending of an article count, hidden ones
 * and symlinks do not. */
aver_walk_step aver_walk_next(aver_walk *self, const char **path,
                              const char **reason);

void aver_walk_free(aver_walk *self);

/* Whether the name ends as JSON Lines do (.jsonl, .ndjson). */
int aver_walk_is_jsonl(const char *path);

#endif
