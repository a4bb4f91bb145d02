/* What one thread does with a batch: documents in, lines out. */
#ifndef AVER_CLI_WORK_H
#define AVER_CLI_WORK_H

#include "cli/options.h"
#include "io/record.h"

/* What came of it. */
typedef struct {
    size_t documents, bytes, claims, errors, warnings, limits;
    size_t taken; /* bytes of the input, of which `bytes` are text */
} aver_counts;

void aver_counts_add(aver_counts *self, const aver_counts *more);

/* A batch with what was made of it. All memory is kept for the next one. */
typedef struct {
    aver_batch batch;
    aver_bytes lines;  /* for standard output */
    aver_bytes notes;  /* for standard error */
    aver_bytes limits; /* rules that were given up: id, file, line, each with
                        * a NUL behind it */
    aver_counts counts;
} aver_job;

void aver_job_init(aver_job *self, const aver_alloc *mem);
void aver_job_free(aver_job *self);

/* Private to one thread. */
typedef struct {
    const aver_config *config;
    const atomic_int *stop; /* not 0: leave the rest of the batch */
    aver_worker *worker;
    aver_arena arena;
    aver_record record;
} aver_engine;

aver_status aver_engine_init(aver_engine *self, const aver_config *config,
                             const aver_rules *rules, const atomic_int *stop,
                             const aver_alloc *mem, aver_err *err);
void aver_engine_free(aver_engine *self);

/* Works through the batch of `job`. What cannot be done is noted and counted
 * as an error; the rest is done. */
void aver_engine_run(aver_engine *self, aver_job *job);

#endif
