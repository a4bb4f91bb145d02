#include "rules/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

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

enum { DEEPEST = 4 };

static int
is_rule_file(const char *name)
{
    size_t n = strlen(name);

    return (n > 4 && !strcmp(name + n - 4, ".txt")) ||
           (n > 6 && !strcmp(name + n - 6, ".rules"));
}

static void
insert_sorted(aver_arena *arena, aver_names *out, const char *name)
{
    size_t i = out->n;

    AVER_PUSH(arena, out, name);
    for (; i && strcmp(out->at[i - 1], name) > 0; i--)
        out->at[i] = out->at[i - 1];
    out->at[i] = name;
}

/* The names in a folder, each with a NUL behind it: how many bytes, and, up to
 * `room`, the names. The folder is open only within: what is taken from the
 * arena may not come back. */
static aver_status
read_names(const char *path, char *names, size_t room, size_t *n,
           aver_err *err)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;

    *n = 0;
    if (!folder)
        return aver_err_at(err, AVER_ERR_IO, path, 0, 0, "%s",
                           strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        size_t len = strlen(entry->d_name) + 1;
        if (entry->d_name[0] == '.' || (names && *n + len > room))
            continue;
        if (names)
            memcpy(names + *n, entry->d_name, len);
        *n += len;
    }
    closedir(folder);
    return AVER_OK;
}

/* `below`: the folder's path in `dir`, empty for `dir` itself. */
static aver_status
list(aver_arena *arena, const char *dir, const char *below, int depth,
     aver_names *out, aver_err *err)
{
    const char *path = *below ? join(arena, dir, below) : dir;
    size_t room = 0, n = 0;
    char *names;
    aver_status s = read_names(path, NULL, 0, &room, err);

    names = aver_arena_get(arena, room + 1);
    if (s == AVER_OK)
        s = read_names(path, names, room, &n, err);
    for (size_t i = 0; s == AVER_OK && i < n; i += strlen(names + i) + 1) {
        const char *name = *below ? join(arena, below, names + i) : names + i;
        struct stat info;
        if (stat(join(arena, dir, name), &info))
            continue;
        if (S_ISDIR(info.st_mode) && depth < DEEPEST)
            s = list(arena, dir, name, depth + 1, out, err);
        else if (S_ISREG(info.st_mode) && is_rule_file(name))
            insert_sorted(arena, out, name);
    }
    return s;
}

aver_status
aver_source_list(aver_arena *arena, const char *dir, aver_names *out,
                 aver_err *err)
{
    return list(arena, dir, "", 0, out, err);
}
