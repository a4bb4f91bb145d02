#include "cli/run.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/say.h"

enum {
    SMALL = 16 << 10,  /* not worth a thread */
    ENOUGH = 256 << 10 /* done by one thread before others are called */
};

void
aver_run_write(aver_run *self, aver_job *job)
{
    aver_counts_add(&self->counts, &job->counts);
    if (job->lines.failed || job->notes.failed) {
        aver_err_set(&self->err, AVER_ERR_MEMORY, "out of memory");
        atomic_store(self->stop, AVER_RUN_FAILED);
    }
    if (job->lines.n && aver_out_write(self->out, job->lines.at, job->lines.n,
                                       &self->err) != AVER_OK)
        atomic_store(self->stop, AVER_RUN_FAILED);
    aver_say_all(&job->notes);
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
alone(aver_run *self, aver_job *job, unsigned threads)
{
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
    unsigned threads = self->config->threads;
    aver_status status;
    aver_job job;

    aver_job_init(&job, self->mem);
    status = alone(self, &job, threads ? threads : processors());
    aver_job_free(&job);
    return status;
}
