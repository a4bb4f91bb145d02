/* Stands between aver and the system (LD_PRELOAD) and lets go wrong what
 * AVER_SHIM says, as `read:short`, `read:EINTR`, `read:EIO:3` (from the third
 * call on), `write:ENOSPC:2`; separated by commas. `hook` has the shell do
 * what AVER_HOOK says, once, in front of that call. Standard error, and what
 * is read before main (rules are compiled in), are left alone. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOTHING, SHORT, ERROR };

static atomic_int reads, writes, syncs, renames, opens, opendirs, readdirs,
    allocations;

/* What others do meanwhile. */
static void
hook(void)
{
    static atomic_flag done = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&done))
        return;
    if (system("LD_PRELOAD= sh -c \"$AVER_HOOK\""))
        abort();
}

/* What is to happen to this call of `name`; sets `*error`. */
static int
trouble(const char *name, atomic_int *calls, int *error)
{
    static const struct {
        const char *name;
        int error;
    } errors[] = {{"EINTR", EINTR},   {"EIO", EIO},       {"ENOSPC", ENOSPC},
                  {"EPIPE", EPIPE},   {"EMFILE", EMFILE}, {"ENOENT", ENOENT},
                  {"EDQUOT", EDQUOT}, {"ENOMEM", ENOMEM}};
    const char *plan = getenv("AVER_SHIM");
    size_t n = strlen(name);
    int call = atomic_fetch_add(calls, 1) + 1;

    for (; plan; plan = strchr(plan, ',') ? strchr(plan, ',') + 1 : NULL) {
        const char *what = plan + n + 1, *from = strchr(what, ':');
        if (strncmp(plan, name, n) || plan[n] != ':')
            continue;
        if (from && call < atoi(from + 1))
            continue;
        if (!strncmp(what, "short", 5))
            return SHORT;
        if (!strncmp(what, "hook", 4)) {
            hook();
            continue;
        }
        for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
            if (!strncmp(what, errors[i].name, strlen(errors[i].name))) {
                *error = errors[i].error;
                /* Every other call is interrupted, or it never ends. */
                return *error == EINTR && call % 2 ? NOTHING : ERROR;
            }
    }
    return NOTHING;
}

ssize_t
read(int fd, void *to, size_t n)
{
    ssize_t (*real)(int, void *, size_t);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "read");
    switch (trouble("read", &reads, &error)) {
    case SHORT:
        return real(fd, to, n > 7 ? 7 : n);
    case ERROR:
        errno = error;
        return -1;
    default:
        return real(fd, to, n);
    }
}

ssize_t
write(int fd, const void *from, size_t n)
{
    ssize_t (*real)(int, const void *, size_t);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "write");
    if (fd == STDERR_FILENO)
        return real(fd, from, n);
    switch (trouble("write", &writes, &error)) {
    case SHORT:
        return real(fd, from, n > 7 ? 7 : n);
    case ERROR:
        errno = error;
        return -1;
    default:
        return real(fd, from, n);
    }
}

int
fsync(int fd)
{
    int (*real)(int);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "fsync");
    if (trouble("fsync", &syncs, &error) != ERROR)
        return real(fd);
    errno = error;
    return -1;
}

int
rename(const char *from, const char *to)
{
    int (*real)(const char *, const char *);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "rename");
    if (trouble("rename", &renames, &error) != ERROR)
        return real(from, to);
    errno = error;
    return -1;
}

int
open(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...);
    int error = 0;
    mode_t mode;
    va_list args;

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    *(void **)&real = dlsym(RTLD_NEXT, "open");
    if (flags & O_CREAT || trouble("open", &opens, &error) != ERROR)
        return real(path, flags, mode);
    errno = error;
    return -1;
}

DIR *
opendir(const char *path)
{
    DIR *(*real)(const char *);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "opendir");
    if (trouble("opendir", &opendirs, &error) != ERROR)
        return real(path);
    errno = error;
    return NULL;
}

struct dirent *
readdir(DIR *from)
{
    struct dirent *(*real)(DIR *);
    int error = 0;

    *(void **)&real = dlsym(RTLD_NEXT, "readdir");
    if (trouble("readdir", &readdirs, &error) != ERROR)
        return real(from);
    errno = error;
    return NULL;
}

#ifdef __GLIBC__ /* dlsym itself allocates */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *from, size_t n);

static int
is_out_of_memory(void)
{
    int error = 0;

    if (trouble("malloc", &allocations, &error) != ERROR)
        return 0;
    errno = error;
    return 1;
}

void *
malloc(size_t n)
{
    return is_out_of_memory() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
    return is_out_of_memory() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *from, size_t n)
{
    return is_out_of_memory() ? NULL : __libc_realloc(from, n);
}
#endif
