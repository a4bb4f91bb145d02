#include "cli/work.h"

#include <stdio.h>
#include <string.h>

#include "cli/say.h"
#include "io/tsv.h"

enum { KEEP = 4 << 20 }; /* memory kept from one document to the next */

void
aver_counts_add(aver_counts *self, const aver_counts *more)
{
    self->documents += more->documents;
    self->bytes += more->bytes;
    self->claims += more->claims;
    self->errors += more->errors;
    self->warnings += more->warnings;
    self->limits += more->limits;
    self->taken += more->taken;
}

void
aver_job_init(aver_job *self, const aver_alloc *mem)
{
    memset(self, 0, sizeof *self);
    aver_batch_init(&self->batch, mem);
    self->lines.mem = self->notes.mem = self->limits.mem = mem;
}

void
aver_job_free(aver_job *self)
{
    aver_batch_free(&self->batch);
    aver_bytes_free(&self->lines);
    aver_bytes_free(&self->notes);
    aver_bytes_free(&self->limits);
}

aver_status
aver_engine_init(aver_engine *self, const aver_config *config,
                 const aver_rules *rules, const atomic_int *stop,
                 const aver_alloc *mem, aver_err *err)
{
    memset(self, 0, sizeof *self);
    self->config = config;
    self->stop = stop;
    self->arena.mem = mem;
    return aver_worker_new(rules, mem, &self->worker, err);
}

void
aver_engine_free(aver_engine *self)
{
    aver_worker_free(self->worker);
    aver_arena_free(&self->arena);
}

/* aver_record_get, with an end for its want of memory. */
static aver_status
get_record(aver_engine *self, const aver_batch *batch, const aver_raw *raw,
           aver_err *err)
{
    const char *date = self->config->date;
    aver_record_options options = {aver_str_z(date ? date : ""),
                                   self->config->hash_names};
    jmp_buf oom;

    if (setjmp(oom)) {
        err->code = AVER_ERR_MEMORY;
        strcpy(err->message, "out of memory");
        return AVER_ERR_MEMORY;
    }
    aver_arena_reset(&self->arena, KEEP);
    self->arena.on_oom = &oom;
    return aver_record_get(batch, raw, &options, &self->arena, &self->record,
                           err);
}

static void
write_claims(const aver_engine *self, aver_job *job)
{
    size_t n = aver_worker_claim_count(self->worker);

    job->counts.claims += n;
    if (self->config->quiet || self->config->explain)
        return;
    for (size_t i = 0; i < n; i++)
        aver_tsv_claim(&job->lines, aver_worker_claim(self->worker, i));
}

static int
add_lines(void *ctx, const char *text, size_t len)
{
    aver_bytes *lines = ctx;

    aver_bytes_add(lines, text, len);
    return lines->failed;
}

/* What the options ask for, of one document. */
static aver_status
run_document(aver_engine *self, aver_job *job, aver_err *err)
{
    const aver_config *config = self->config;
    const aver_doc *doc = &self->record.doc;
    size_t before = job->lines.n;
    aver_status status;

    if (config->mentions)
        status = aver_worker_mentions(self->worker, doc, add_lines,
                                      &job->lines, err);
    else if (config->explain)
        status = aver_worker_explain(self->worker, doc, &config->explaining,
                                     add_lines, &job->lines, err);
    else if (config->unknown)
        status = aver_worker_unknown(self->worker, doc, add_lines, &job->lines,
                                     err);
    else
        status = aver_worker_run(self->worker, doc, err);
    if (status != AVER_OK || config->quiet)
        job->lines.n = before;
    if (status == AVER_OK && !config->mentions && !config->unknown)
        write_claims(self, job);
    return status;
}

static void
note_error(aver_job *job, const char *file, size_t line, const aver_err *err)
{
    job->counts.errors++;
    aver_say(&job->notes, file, line, err->message);
}

static void
add_text(aver_bytes *out, const char *text)
{
    aver_bytes_add(out, text, strlen(text) + 1);
}

static void
note_limits(const aver_engine *self, aver_job *job, const char *file,
            size_t line)
{
    size_t n = aver_worker_limit_count(self->worker);
    char number[32];

    snprintf(number, sizeof number, "%zu", line);
    job->counts.limits += n;
    for (size_t i = 0; i < n; i++) {
        add_text(&job->limits, aver_worker_limit(self->worker, i));
        add_text(&job->limits, file);
        add_text(&job->limits, number);
    }
}

static void
run_one(aver_engine *self, aver_job *job, const aver_raw *raw)
{
    const char *file = job->batch.names.at + raw->file;
    const aver_doc *doc = &self->record.doc;
    aver_err err = {0};
    aver_status status = get_record(self, &job->batch, raw, &err);

    if (raw->kind != AVER_RAW_PROBLEM)
        job->counts.taken += raw->len + (raw->kind == AVER_RAW_JSONL);
    if (status == AVER_OK)
        status = run_document(self, job, &err);
    if (status != AVER_OK) {
        note_error(job, file, raw->line, &err);
        return;
    }
    note_limits(self, job, file, raw->line);
    job->counts.documents++;
    job->counts.bytes += doc->text.len;
    if (self->record.warning) {
        job->counts.warnings++;
        if (!self->config->quiet)
            aver_say(&job->notes, file, raw->line, self->record.warning);
    }
}

void
aver_engine_run(aver_engine *self, aver_job *job)
{
    memset(&job->counts, 0, sizeof job->counts);
    aver_bytes_reset(&job->lines, KEEP);
    job->notes.n = job->limits.n = 0;
    for (size_t i = 0; i < job->batch.n; i++) {
        if (atomic_load(self->stop))
            break;
        run_one(self, job, &job->batch.at[i]);
    }
}
