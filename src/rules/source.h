/* Where rule files come from: the binary, or a folder. */
#ifndef AVER_SOURCE_H
#define AVER_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* The text of `name` below `dir` (NULL: the built-in rules). Lives with the
 * arena. AVER_ERR_IO if it cannot be read. `*path` is how messages name it. */
aver_status aver_source_read(aver_arena *arena, const char *dir,
                             const char *name, aver_str *text,
                             const char **path, aver_err *err);

#endif
