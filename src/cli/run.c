#include "cli/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/say.h"

enum {
    SMALL = 16 << 10,  /* not worth a thread */
    ENOUGH = 256 << 10 /* done by one thread before others are called */
};

static int
is_known(const aver_bytes *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i += strlen(ids->at + i) + 1)
        if (!strcmp(ids->at + i, id))
            return 1;
    return 0;
}

/* Every rule that was given up is told once, with the document. */
static void
tell_limits(aver_run *self, aver_job *job)
{
    const char *at = job->limits.at, *end = at + job->limits.n;

    while (at < end) {
        const char *id = at, *file = id + strlen(id) + 1;
        const char *line = file + strlen(file) + 1;
        char reason[300];
        at = line + strlen(line) + 1;
        if (is_known(&self->limits, id))
            continue;
        aver_bytes_add(&self->limits, id, strlen(id) + 1);
        snprintf(reason, sizeof reason,
                 "rule '%.200s' tried too much here and was given up", id);
        aver_say(&job->notes, file, strtoul(line, NULL, 10), reason);
    }
}

void
aver_run_write(aver_run *self, aver_job *job)
{
    if (job->limits.n && !job->limits.failed)
        tell_limits(self, job);
    aver_counts_add(&self->counts, &job->counts);
    if (job->lines.failed || job->notes.failed) {
        aver_err_set(&self->err, AVER_ERR_MEMORY, "out of memory");
        atomic_store(self->stop, AVER_RUN_FAILED);
    }
    if (job->notes.n || (job->lines.n && self->progress.shared))
        aver_progress_hide(&self->progress);
    if (job->lines.n && aver_out_write(self->out, job->lines.at, job->lines.n,
                                       &self->err) != AVER_OK)
        atomic_store(self->stop, AVER_RUN_FAILED);
    aver_say_all(&job->notes);
    aver_progress_show(&self->progress, &self->counts);
}

static unsigned
processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

/* Threads are worth their start once there is work for two. `done`: bytes
 * that one thread has worked through. */
static int
wants_pool(const aver_job *job, size_t done)
{
    const aver_batch *batch = &job->batch;

    return done >= ENOUGH || (batch->n > 1 && batch->bytes.n >= SMALL);
}

static aver_status
alone(aver_run *self, aver_job *job)
{
    unsigned threads = self->config->threads; /* 0: not known yet */
    aver_engine engine;
    aver_status status;
    size_t done = 0;

    status = aver_engine_init(&engine, self->config, self->rules, self->stop,
                              self->mem, &self->err);
    while (status == AVER_OK) {
        status = aver_reader_next(self->reader, &job->batch);
        if (status != AVER_OK)
            aver_err_set(&self->err, status, "out of memory");
        if (status != AVER_OK || !job->batch.n)
            break;
        if (!threads && wants_pool(job, done))
            threads = processors();
        if (threads > 1 && wants_pool(job, done)) {
            status = aver_run_pool(self, threads, job);
            break;
        }
        done += job->batch.bytes.n;
        aver_engine_run(&engine, job);
        aver_run_write(self, job);
    }
    aver_engine_free(&engine);
    return self->err.code != AVER_OK ? self->err.code : status;
}

aver_status
aver_run_all(aver_run *self)
{
    aver_status status;
    aver_job job;

    self->limits.mem = self->mem;
    aver_job_init(&job, self->mem);
    aver_progress_begin(&self->progress, self->config);
    status = alone(self, &job);
    aver_progress_hide(&self->progress);
    aver_job_free(&job);
    aver_bytes_free(&self->limits);
    return status;
}
