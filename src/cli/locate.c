/* From the files that a rule author names to the rules that they are of. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/rules.h"

static int
is_kind(const char *path, mode_t kind)
{
    struct stat info;

    return !stat(path, &info) && (info.st_mode & S_IFMT) == kind;
}

/* Whether a folder of `path`, its first `n` bytes, has a pipeline.txt. */
static int
has_pipeline(const char *path, size_t n)
{
    char full[AVER_PATH_MOST];
    int len = snprintf(full, sizeof full, "%.*s/pipeline.txt", (int)n, path);

    return len > 0 && (size_t)len < sizeof full && is_kind(full, S_IFREG);
}

/* Bytes of `path` up to the slash behind its part at `from`. */
static size_t
part_end(const char *path, size_t from)
{
    const char *slash = strchr(path + from, '/');

    return slash ? (size_t)(slash - path) : strlen(path);
}

static const char *
keep(aver_place_of *out, const char *text, size_t n)
{
    char *at = out->text + out->used;

    if (n + 1 > sizeof out->text - out->used)
        return "";
    memcpy(at, text, n);
    at[n] = '\0';
    out->used += n + 1;
    return at;
}

/* The first folder of the path with a pipeline is the language's, one right
 * below it the subject's. */
static int
find_language(const char *path, aver_place_of *out)
{
    size_t from = path[0] == '/' ? 1 : 0;

    while (path[from]) {
        size_t end = part_end(path, from);
        if (has_pipeline(path, end)) {
            out->dir = from ? keep(out, path, from > 1 ? from - 1 : from)
                            : ".";
            out->lang = keep(out, path + from, end - from);
            if (path[end] && path[end + 1] &&
                has_pipeline(path, part_end(path, end + 1)))
                out->subject = keep(out, path + end + 1,
                                    part_end(path, end + 1) - end - 1);
            return 1;
        }
        from = path[end] ? end + 1 : end;
    }
    return 0;
}

int
aver_rules_locate(const char *path, const char *lang, aver_place_of *out)
{
    const char *slash = strrchr(path, '/');
    char inner[AVER_PATH_MOST];

    memset(out, 0, sizeof *out);
    if (is_kind(path, S_IFDIR)) {
        if (find_language(path, out))
            return 1;
        snprintf(inner, sizeof inner, "%s/%s", path, lang ? lang : "en");
        *(has_pipeline(inner, strlen(inner)) ? &out->dir : &out->add) = path;
        return 1;
    }
    if (!is_kind(path, S_IFREG))
        return 0;
    if (!find_language(path, out))
        out->add = slash ? keep(out, path, (size_t)(slash - path)) : ".";
    return 1;
}
