#include "rules/source.h"

#include <errno.h>
#include <stdio.h>

#include "rules/builtin.h"

static aver_status
read_builtin(aver_arena *arena, const char *name, aver_str *text,
             const char **path, aver_err *err)
{
    size_t n = strlen(name);
    char *full = aver_arena_get(arena, n + 7);

    memcpy(full, "rules/", 6);
    memcpy(full + 6, name, n + 1);
    *path = full;
    for (size_t i = 0; i < aver_builtin_n; i++)
        if (!strcmp(aver_builtin_files[i].name, name)) {
            *text = aver_str_of(aver_builtin_files[i].data,
                                aver_builtin_files[i].len);
            return AVER_OK;
        }
    return aver_err_at(err, AVER_ERR_IO, full, 0, 0, "no such file");
}

static char *
join(aver_arena *arena, const char *dir, const char *name)
{
    size_t n = strlen(dir), m = strlen(name);
    char *full = aver_arena_get(arena, n + m + 2);

    memcpy(full, dir, n);
    full[n] = '/';
    memcpy(full + n + 1, name, m + 1);
    return full;
}

aver_status
aver_source_read(aver_arena *arena, const char *dir, const char *name,
                 aver_str *text, const char **path, aver_err *err)
{
    enum { STEP = 64 << 10 };
    char *data = NULL;
    size_t n = 0, room = 0;
    FILE *in;

    *text = aver_str_of("", 0);
    if (!dir)
        return read_builtin(arena, name, text, path, err);
    *path = join(arena, dir, name);
    errno = 0;
    in = fopen(*path, "rb");
    if (!in)
        return aver_err_at(err, AVER_ERR_IO, *path, 0, 0, "%s",
                           strerror(errno));
    for (;;) {
        size_t got;
        if (room - n < STEP) {
            data = aver_arena_grow(arena, data, room, room + 2 * STEP);
            room += 2 * STEP;
        }
        got = fread(data + n, 1, STEP, in);
        n += got;
        if (got < STEP)
            break;
    }
    if (ferror(in)) {
        fclose(in);
        return aver_err_at(err, AVER_ERR_IO, *path, 0, 0, "%s",
                           strerror(errno));
    }
    fclose(in);
    *text = aver_str_of(data, n);
    return AVER_OK;
}
