/* Where rule files come from: the binary, or a folder. */
#ifndef AVER_SOURCE_H
#define AVER_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "rules/symbols.h"

/* The text of `name` below `dir` (NULL: the built-in rules). Lives with the
 * arena. AVER_ERR_IO if it cannot be read. `*path` is how messages name it. */
aver_status aver_source_read(aver_arena *arena, const char *dir,
                             const char *name, aver_str *text,
                             const char **path, aver_err *err);

/* The .txt and .rules files below a folder, by their paths in it, in byte
 * order; hidden ones are left out. They live with the arena. */
aver_status aver_source_list(aver_arena *arena, const char *dir,
                             aver_names *out, aver_err *err);

#endif
