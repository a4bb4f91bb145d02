#include "io/out.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"

static aver_status
fail(aver_out *self, aver_err *err, int error)
{
    self->failed = 1;
    return aver_err_at(err, AVER_ERR_IO, self->name, 0, 0, "%s",
                       strerror(error));
}

/* What the file that is to be replaced may be read by; else what a new one
 * would. */
static mode_t
mode_for(const char *path)
{
    struct stat st;
    mode_t mask;

    if (!stat(path, &st))
        return st.st_mode & 0777;
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static aver_status
open_beside(aver_out *self, aver_err *err)
{
    aver_bytes_add(&self->beside, self->target.at, self->target.n - 1);
    aver_bytes_add(&self->beside, ".XXXXXX", 8);
    if (self->beside.failed)
        return fail(self, err, ENOMEM);
    self->fd = mkstemp(self->beside.at);
    if (self->fd < 0) {
        self->beside.n = 0;
        return fail(self, err, errno);
    }
    if (fchmod(self->fd, mode_for(self->target.at)))
        return fail(self, err, errno);
    return AVER_OK;
}

aver_status
aver_out_open(aver_out *self, const char *path, const aver_alloc *mem,
              aver_err *err)
{
    struct stat st;
    char *real;

    memset(self, 0, sizeof *self);
    self->mem = self->target.mem = self->beside.mem = mem;
    self->fd = STDOUT_FILENO;
    self->name = path ? path : "standard output";
    if (!path)
        return AVER_OK;
    real = realpath(path, NULL);
    aver_bytes_add(&self->target, real ? real : path,
                   strlen(real ? real : path) + 1);
    free(real);
    if (self->target.failed)
        return fail(self, err, ENOMEM);
    if (stat(path, &st) || S_ISREG(st.st_mode))
        return open_beside(self, err);
    self->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return self->fd < 0 ? fail(self, err, errno) : AVER_OK;
}

/* Cuts off what was written of a line before the write failed. */
static void
take_back(const aver_out *self, const char *lines, size_t written)
{
    size_t whole = written;
    int flags = fcntl(self->fd, F_GETFL);
    off_t at;

    while (whole && lines[whole - 1] != '\n')
        whole--;
    if (whole == written || flags < 0 || (flags & O_APPEND))
        return;
    at = lseek(self->fd, 0, SEEK_CUR);
    if (at < (off_t)(written - whole))
        return;
    at -= (off_t)(written - whole);
    if (!ftruncate(self->fd, at))
        lseek(self->fd, at, SEEK_SET);
}

static int
may_retry(int fd)
{
    struct pollfd wait = {fd, POLLOUT, 0};

    if (errno == EINTR)
        return 1;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return 0;
    return poll(&wait, 1, -1) > 0 || errno == EINTR;
}

aver_status
aver_out_write(aver_out *self, const char *lines, size_t len, aver_err *err)
{
    size_t written = 0;

    if (self->failed)
        return AVER_ERR_IO;
    while (written < len) {
        ssize_t n = write(self->fd, lines + written, len - written);
        if (n > 0) {
            written += (size_t)n;
        } else if (n == 0 || !may_retry(self->fd)) {
            int error = n ? errno : EIO;
            take_back(self, lines, written);
            return fail(self, err, error);
        }
    }
    return AVER_OK;
}

/* Some file systems tell only now that they are full. */
static aver_status
finish(aver_out *self, aver_err *err)
{
    int fd = self->fd;

    self->fd = -1;
    if (self->beside.n && fsync(fd) && errno != EINVAL && errno != EROFS) {
        int error = errno;
        close(fd);
        return fail(self, err, error);
    }
    if (close(fd) && errno != EINTR && errno != EBADF)
        return fail(self, err, errno);
    return AVER_OK;
}

aver_status
aver_out_close(aver_out *self, int keep, aver_err *err)
{
    aver_status status = AVER_OK;

    if (self->fd >= 0)
        status = finish(self, err);
    if (self->beside.n) {
        if (keep && !self->failed && rename(self->beside.at, self->target.at))
            status = fail(self, err, errno);
        if (!keep || self->failed)
            unlink(self->beside.at);
    }
    aver_bytes_free(&self->target);
    aver_bytes_free(&self->beside);
    return status;
}
