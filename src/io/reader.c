#include "io/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/utf16.h"

enum {
    CHUNK = 128 << 10,   /* bytes asked for at a time */
    BATCH = 64 << 10,    /* bytes that make a batch of files */
    BATCH_RECORDS = 256, /* or as many records or problems */
    KEEP = 4 << 20       /* memory a batch keeps for the next use */
};

struct aver_reader {
    aver_reader_options options;
    const aver_alloc *mem;
    aver_walk walk;

    /* The file that is open, from here on. */
    int fd; /* -1: none */
    aver_raw_kind kind;
    int waits;       /* not a regular file: a read may take its time */
    int over;        /* its end was seen */
    int broken;      /* it could not be read to its end */
    int skipping;    /* in a line that was too long */
    size_t lines;    /* seen so far */
    size_t size;     /* as stat has it, a hint */
    aver_bytes file; /* its path, with a NUL */
    aver_bytes tail; /* its last line, as far as read */
    aver_utf16 utf16;
};

void
aver_batch_init(aver_batch *self, const aver_alloc *mem)
{
    memset(self, 0, sizeof *self);
    self->bytes.mem = self->names.mem = mem;
}

void
aver_batch_free(aver_batch *self)
{
    aver_mem_free(self->bytes.mem, self->at);
    aver_bytes_free(&self->bytes);
    aver_bytes_free(&self->names);
    self->at = NULL;
    self->n = self->room = 0;
}

aver_reader *
aver_reader_new(const aver_reader_options *options, const aver_alloc *mem)
{
    aver_reader *self = aver_mem_zero(mem, sizeof *self);

    if (!self)
        return NULL;
    self->options = *options;
    self->mem = mem;
    self->walk.mem = self->file.mem = self->tail.mem = mem;
    self->utf16.mem = mem;
    self->walk.operands = options->operands;
    self->walk.n = options->n;
    self->fd = -1;
    return self;
}

static void
close_file(aver_reader *self)
{
    if (self->fd > STDIN_FILENO)
        close(self->fd);
    self->fd = -1;
    self->tail.n = 0;
}

void
aver_reader_free(aver_reader *self)
{
    if (!self)
        return;
    close_file(self);
    aver_walk_free(&self->walk);
    aver_bytes_free(&self->file);
    aver_bytes_free(&self->tail);
    aver_mem_free(self->mem, self);
}

static int
add_raw(aver_batch *batch, const aver_raw *raw)
{
    if (batch->n == batch->room) {
        size_t room = batch->room ? batch->room * 2 : 16;
        aver_raw *at = aver_mem_resize(batch->bytes.mem, batch->at,
                                       room * sizeof *at);
        if (!at) {
            batch->bytes.failed = 1;
            return 0;
        }
        batch->at = at;
        batch->room = room;
    }
    batch->at[batch->n++] = *raw;
    return 1;
}

static size_t
add_name(aver_batch *batch, const char *name)
{
    size_t at = batch->names.n;

    /* The file's name once, not once a line. */
    if (batch->n) {
        size_t last = batch->at[batch->n - 1].file;
        if (!strcmp(batch->names.at + last, name))
            return last;
    }
    aver_bytes_add(&batch->names, name, strlen(name) + 1);
    return at;
}

static void
add_problem(aver_batch *batch, const char *file, size_t line,
            const char *reason)
{
    aver_raw raw = {AVER_RAW_PROBLEM, 0, line, 0, strlen(reason)};

    raw.file = add_name(batch, file);
    raw.start = batch->names.n;
    aver_bytes_add(&batch->names, reason, raw.len + 1);
    if (!batch->names.failed)
        add_raw(batch, &raw);
}

static void
add_record(aver_reader *self, aver_batch *batch, size_t start, size_t end)
{
    aver_raw raw = {self->kind, 0, self->lines, start, end - start};

    raw.file = add_name(batch, self->file.at);
    if (!batch->names.failed)
        add_raw(batch, &raw);
}

static int
stopped(const aver_reader *self)
{
    return self->options.stop && atomic_load(self->options.stop);
}

static int
open_fd(const char *path)
{
    int fd;

    if (!strcmp(path, "-"))
        return STDIN_FILENO;
    do
        fd = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    return fd;
}

static void
open_file(aver_reader *self, aver_batch *batch, const char *path)
{
    struct stat st;

    self->file.n = 0;
    aver_bytes_add(&self->file, path, strlen(path) + 1);
    if (self->file.failed)
        return;
    self->fd = open_fd(path);
    if (self->fd < 0) {
        add_problem(batch, path, 0, strerror(errno));
        return;
    }
    self->kind = self->options.jsonl || aver_walk_is_jsonl(path)
                     ? AVER_RAW_JSONL
                     : AVER_RAW_TEXT;
    self->over = self->broken = self->skipping = 0;
    self->lines = self->size = 0;
    self->waits = 1;
    if (!fstat(self->fd, &st) && S_ISREG(st.st_mode)) {
        self->waits = 0;
        self->size = st.st_size > 0 ? (size_t)st.st_size : 0;
    }
    self->utf16.order = AVER_UTF16_UNSEEN;
    self->utf16.n_held = 0;
}

/* Whether a read that failed is to be tried again. */
static int
may_retry(int fd)
{
    struct pollfd wait = {fd, POLLIN, 0};

    if (errno == EINTR)
        return 1;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return 0;
    return poll(&wait, 1, -1) > 0 || errno == EINTR;
}

/* Reads once behind the bytes of the batch; 0 when the file could not be
 * read any further, at its end or for an error, which is reported. */
static int
read_some(aver_reader *self, aver_batch *batch, size_t want)
{
    aver_bytes *bytes = &batch->bytes;
    ssize_t n = -1;

    if (!aver_bytes_room(bytes, want))
        return 0;
    do {
        if (stopped(self))
            break;
        n = read(self->fd, bytes->at + bytes->n, bytes->room - bytes->n);
    } while (n < 0 && may_retry(self->fd));
    if (n > 0) {
        bytes->n += (size_t)n;
        return 1;
    }
    self->over = 1;
    if (n < 0 && !stopped(self)) {
        self->broken = 1;
        add_problem(batch, self->file.at, 0, strerror(errno));
    }
    return 0;
}

/* A file of plain text is one record. */
static void
read_text(aver_reader *self, aver_batch *batch)
{
    size_t start = batch->bytes.n, max = self->options.max_document;
    size_t before = batch->n;
    size_t want = self->size < max ? self->size + 1 : max;

    while (read_some(self, batch, want < 4096 ? 4096 : want)) {
        want = CHUNK;
        if (batch->bytes.n - start > max) {
            batch->bytes.n = start;
            add_problem(batch, self->file.at, 0,
                        "larger than --max-document allows");
            break;
        }
    }
    if (batch->n == before && !stopped(self) && !batch->bytes.failed)
        add_record(self, batch, start, batch->bytes.n);
    else
        batch->bytes.n = start;
    close_file(self);
}

static int
is_blank(const char *at, size_t n)
{
    while (n && strchr(" \t\r", *at) && *at)
        at++, n--;
    return !n;
}

static void
end_line(aver_reader *self, aver_batch *batch, size_t start, size_t end)
{
    int skipped = self->skipping;

    self->lines++;
    self->skipping = 0;
    if (skipped || end - start > self->options.max_document)
        add_problem(batch, self->file.at, self->lines,
                    "larger than --max-document allows");
    else if (!is_blank(batch->bytes.at + start, end - start))
        add_record(self, batch, start, end);
}

/* Makes records of the lines that end behind `from`; the last one begins at
 * `start`. Gives where the line that is not over yet begins. */
static size_t
split_lines(aver_reader *self, aver_batch *batch, size_t start, size_t from)
{
    while (from < batch->bytes.n && !batch->bytes.failed) {
        const char *at = batch->bytes.at;
        const char *nl = memchr(at + from, '\n', batch->bytes.n - from);
        if (!nl)
            break;
        end_line(self, batch, start, (size_t)(nl - at));
        start = from = (size_t)(nl - at) + 1;
    }
    return start;
}

/* JSON Lines: as many records as come with one read; what is left of the
 * last line waits in `tail`. */
static void
read_lines(aver_reader *self, aver_batch *batch)
{
    aver_bytes *bytes = &batch->bytes;
    size_t start = bytes->n, before = batch->n, from;

    aver_bytes_add(bytes, self->tail.at, self->tail.n);
    self->tail.n = 0;
    while (batch->n == before && !self->over) {
        from = bytes->n;
        if (!read_some(self, batch, CHUNK))
            break;
        if (!aver_utf16_convert(&self->utf16, bytes, from))
            break;
        start = split_lines(self, batch, start, from);
        if (bytes->n - start > self->options.max_document) {
            self->skipping = 1;
            bytes->n = start;
        }
    }
    if (bytes->failed || stopped(self) || self->broken) {
        close_file(self);
    } else if (self->over) {
        if (self->skipping || bytes->n > start)
            end_line(self, batch, start, bytes->n);
        close_file(self);
    } else {
        aver_bytes_add(&self->tail, bytes->at + start, bytes->n - start);
        bytes->n = start;
    }
}

static int
is_full(const aver_batch *batch)
{
    return batch->bytes.n >= BATCH || batch->n >= BATCH_RECORDS;
}

/* Opens what comes next; 0 at the end of the operands. */
static int
next_file(aver_reader *self, aver_batch *batch)
{
    const char *path, *reason = "";

    switch (aver_walk_next(&self->walk, &path, &reason)) {
    case AVER_WALK_END:
        return 0;
    case AVER_WALK_FILE:
        open_file(self, batch, path);
        return 1;
    case AVER_WALK_PROBLEM:
        add_problem(batch, path, 0, reason);
        return 1;
    }
    return 0;
}

aver_status
aver_reader_next(aver_reader *self, aver_batch *batch)
{
    aver_bytes_reset(&batch->bytes, KEEP);
    aver_bytes_reset(&batch->names, KEEP);
    batch->n = 0;
    while (!stopped(self) && !is_full(batch)) {
        if (self->fd < 0) {
            if (!next_file(self, batch))
                break;
        } else if (self->waits && batch->n) {
            break;
        } else if (self->kind == AVER_RAW_TEXT) {
            read_text(self, batch);
        } else {
            read_lines(self, batch);
        }
        if (batch->bytes.failed || batch->names.failed || self->file.failed ||
            self->tail.failed || self->walk.path.failed)
            return AVER_ERR_MEMORY;
    }
    return AVER_OK;
}
