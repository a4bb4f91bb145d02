#include "io/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* A folder that is open: its entries, sorted, as offsets into `names`. */
struct aver_walk_dir {
    aver_walk_dir *up;
    size_t base; /* length of this folder's path, with its slash */
    size_t n, room, next;
    size_t *entries;
    aver_bytes names; /* a folder's name ends in '/' */
};

static const char *const jsonl_endings[] = {".jsonl", ".ndjson"};
static const char *const text_endings[] = {".txt", ".text", ".md"};

static int
ends_in(const char *path, const char *const *endings, size_t n)
{
    size_t len = strlen(path);

    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(endings[i]);
        if (len > m && !strcasecmp(path + len - m, endings[i]))
            return 1;
    }
    return 0;
}

int
aver_walk_is_jsonl(const char *path)
{
    return ends_in(path, jsonl_endings,
                   sizeof jsonl_endings / sizeof *jsonl_endings);
}

static int
is_article(const char *name)
{
    return aver_walk_is_jsonl(name) ||
           ends_in(name, text_endings,
                   sizeof text_endings / sizeof *text_endings);
}

static void
pop(aver_walk *self)
{
    aver_walk_dir *dir = self->top;

    self->top = dir->up;
    aver_bytes_free(&dir->names);
    aver_mem_free(self->mem, dir->entries);
    aver_mem_free(self->mem, dir);
}

/* Cuts `path` to `len` bytes, adds `name`, and ends it with a NUL. */
static int
set_path(aver_walk *self, size_t len, const char *name)
{
    self->path.n = len;
    aver_bytes_add(&self->path, name, strlen(name) + 1);
    return !self->path.failed;
}

static int
add_entry(aver_walk *self, aver_walk_dir *dir, const char *name, int folder)
{
    if (dir->n == dir->room) {
        size_t room = dir->room ? dir->room * 2 : 64;
        size_t *entries = aver_mem_resize(self->mem, dir->entries,
                                          room * sizeof *entries);
        if (!entries)
            return 0;
        dir->entries = entries;
        dir->room = room;
    }
    dir->entries[dir->n] = dir->names.n;
    aver_bytes_add_z(&dir->names, name);
    aver_bytes_add(&dir->names, folder ? "/" : "", folder ? 2 : 1);
    dir->n += !dir->names.failed; /* never one without its name */
    return !dir->names.failed;
}

/* Whether a walk looks at `name` at all; sets `*folder`. */
static int
is_wanted(DIR *open, const char *name, int *folder)
{
    struct stat st;

    if (name[0] == '.')
        return 0;
    if (fstatat(dirfd(open), name, &st, AT_SYMLINK_NOFOLLOW))
        return 0;
    *folder = S_ISDIR(st.st_mode);
    return *folder || (S_ISREG(st.st_mode) && is_article(name));
}

static int
by_offset(const char *names, size_t a, size_t b)
{
    return strcmp(names + a, names + b);
}

/* Heap sort: in place, without recursion, and with the names at hand (qsort
 * has no context in C11). */
static void
sift(const char *names, size_t *at, size_t root, size_t n)
{
    for (;;) {
        size_t child = 2 * root + 1, held = at[root];
        if (child >= n)
            return;
        if (child + 1 < n && by_offset(names, at[child], at[child + 1]) < 0)
            child++;
        if (by_offset(names, held, at[child]) >= 0)
            return;
        at[root] = at[child];
        at[child] = held;
        root = child;
    }
}

static void
sort_entries(aver_walk_dir *dir)
{
    for (size_t i = dir->n / 2; i-- > 0;)
        sift(dir->names.at, dir->entries, i, dir->n);
    for (size_t n = dir->n; n-- > 1;) {
        size_t last = dir->entries[n];
        dir->entries[n] = dir->entries[0];
        dir->entries[0] = last;
        sift(dir->names.at, dir->entries, 0, n);
    }
}

static int
read_entries(aver_walk *self, aver_walk_dir *dir, DIR *open)
{
    for (;;) {
        const struct dirent *entry;
        int folder = 0;
        errno = 0;
        entry = readdir(open);
        if (!entry)
            return errno;
        if (is_wanted(open, entry->d_name, &folder) &&
            !add_entry(self, dir, entry->d_name, folder))
            return ENOMEM;
    }
}

/* Enters the folder at `path`; errno's value where that fails. What was read
 * of a folder before it failed is walked. */
static int
push(aver_walk *self)
{
    aver_walk_dir *dir;
    DIR *open = opendir(self->path.at);
    int error;

    if (!open)
        return errno;
    dir = aver_mem_zero(self->mem, sizeof *dir);
    if (!dir) {
        closedir(open);
        return ENOMEM;
    }
    dir->names.mem = self->mem;
    dir->up = self->top;
    self->top = dir;
    error = read_entries(self, dir, open);
    closedir(open);
    sort_entries(dir);
    dir->base = strlen(self->path.at);
    return error;
}

/* Starts with the next operand. */
static aver_walk_step
operand(aver_walk *self, const char *name, const char **reason)
{
    struct stat st;
    size_t len = strlen(name);
    int error;

    if (!set_path(self, 0, name)) {
        *reason = strerror(ENOMEM);
        return AVER_WALK_PROBLEM;
    }
    if (!strcmp(name, "-"))
        return AVER_WALK_FILE;
    if (stat(name, &st)) {
        *reason = strerror(errno);
        return AVER_WALK_PROBLEM;
    }
    if (!S_ISDIR(st.st_mode))
        return AVER_WALK_FILE;
    self->found = 0;
    self->base.n = 0;
    aver_bytes_add(&self->base, name, len + 1);
    if (name[len - 1] != '/' && !set_path(self, len, "/"))
        error = ENOMEM;
    else
        error = push(self);
    if (!error)
        return AVER_WALK_END; /* goes on in the folder */
    self->found = 1;          /* one message is enough */
    *reason = strerror(error);
    return AVER_WALK_PROBLEM;
}

/* One step in the open folder; END: nothing to tell, go on. */
static aver_walk_step
entry(aver_walk *self, const char **reason)
{
    aver_walk_dir *dir = self->top;
    const char *name;
    int error;

    if (dir->next == dir->n) {
        int last = !dir->up;
        pop(self);
        if (!last || self->found)
            return AVER_WALK_END;
        set_path(self, 0, self->base.at);
        *reason = "no articles in this folder "
                  "(.txt, .text, .md, .jsonl, .ndjson)";
        return AVER_WALK_PROBLEM;
    }
    name = dir->names.at + dir->entries[dir->next++];
    if (!set_path(self, dir->base, name)) {
        *reason = strerror(ENOMEM);
        return AVER_WALK_PROBLEM;
    }
    if (name[strlen(name) - 1] != '/') {
        self->found++;
        return AVER_WALK_FILE;
    }
    error = push(self);
    if (!error)
        return AVER_WALK_END;
    self->found++;
    *reason = strerror(error);
    return AVER_WALK_PROBLEM;
}

aver_walk_step
aver_walk_next(aver_walk *self, const char **path, const char **reason)
{
    aver_walk_step step = AVER_WALK_END;

    self->path.mem = self->base.mem = self->mem;
    while (step == AVER_WALK_END) {
        if (self->top)
            step = entry(self, reason);
        else if (self->at < self->n)
            step = operand(self, self->operands[self->at++], reason);
        else if (!self->n && !self->at++)
            step = operand(self, "-", reason);
        else
            break;
    }
    *path = self->path.failed ? "" : self->path.at;
    return step;
}

void
aver_walk_free(aver_walk *self)
{
    while (self->top)
        pop(self);
    aver_bytes_free(&self->path);
    aver_bytes_free(&self->base);
}
