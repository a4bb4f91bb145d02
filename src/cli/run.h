/* From operands to records: one thread, or a pool that keeps the order. */
#ifndef AVER_CLI_RUN_H
#define AVER_CLI_RUN_H

#include "cli/progress.h"
#include "cli/work.h"
#include "io/out.h"

/* In `stop`, where it is no signal. */
enum { AVER_RUN_FAILED = -1 };

/* Shared by the threads of a run. */
typedef struct {
    const aver_config *config;
    const aver_rules *rules;
    const aver_alloc *mem;
    atomic_int *stop; /* set by a signal, or when output fails */
    aver_reader *reader;
    aver_out *out;
    aver_counts counts; /* of what has been written */
    aver_bytes limits;  /* ids of the rules that are known to be given up */
    aver_progress progress;
    aver_err err; /* what ended the run, if anything did */
} aver_run;

/* Reads, works and writes until the end of the input or of the run. */
aver_status aver_run_all(aver_run *self);

/* Writes what came of a job; jobs come in the order of the input. */
void aver_run_write(aver_run *self, aver_job *job);

/* The pool (pool.c): does `first`, which has been read, and all behind it. */
aver_status aver_run_pool(aver_run *self, unsigned threads, aver_job *first);

#endif
