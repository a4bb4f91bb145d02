/* Where the records go: standard output, or a file that appears under its
 * name only when it is complete. */
#ifndef AVER_IO_OUT_H
#define AVER_IO_OUT_H

#include "io/bytes.h"

/* One thread at a time. */
typedef struct {
    const aver_alloc *mem;
    int fd;
    const char *name;  /* as given, for messages */
    aver_bytes target; /* the file that `-o` names, NUL-terminated */
    aver_bytes beside; /* the file that is written; empty: the target */
    int failed;
} aver_out;

/* `path` NULL: standard output. What is no regular file (a device, a FIFO) is
 * written at once; a symlink's target is replaced, not the symlink. */
aver_status aver_out_open(aver_out *self, const char *path,
                          const aver_alloc *mem, aver_err *err);

/* Writes whole lines. Where that fails, the half of a line that may have been
 * written to a regular file is taken back. */
aver_status aver_out_write(aver_out *self, const char *lines, size_t len,
                           aver_err *err);

/* `keep`: the file gets its name; else, or where that fails, it is removed.
 */
aver_status aver_out_close(aver_out *self, int keep, aver_err *err);

#endif
