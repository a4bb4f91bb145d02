/* aver rules unknown, gate: what to add next, and what has texts read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/rules.h"
#include "cli/say.h"
#include "cli/work.h"

/* A line, and how often it was found. */
typedef struct {
    const char *text;
    size_t n;
} find;

static int
by_text(const void *a, const void *b)
{
    return strcmp(((const find *)a)->text, ((const find *)b)->text);
}

static int
by_number(const void *a, const void *b)
{
    const find *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return strcmp(x->text, y->text);
}

/* The finds of `lines`, whose line ends become NULs. */
static find *
split(aver_bytes *lines, size_t *n)
{
    find *all;
    char *at = lines->at, *end = at + lines->n;

    *n = 0;
    for (size_t i = 0; i < lines->n; i++)
        *n += lines->at[i] == '\n';
    all = aver_mem_zero(lines->mem, (*n + 1) * sizeof *all);
    for (size_t i = 0; all && at < end; i++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            break;
        *stop = '\0';
        all[i].text = at;
        all[i].n = 1;
        at = stop + 1;
    }
    return all;
}

static int
is_about(const find *one, const char *what)
{
    size_t n = strlen(what);

    return !strncmp(one->text, what, n) && one->text[n] == '\t';
}

/* The words that the gate is opened by, with the share of paragraphs. */
static void
write_triggers(const find *all, size_t n)
{
    size_t paragraphs = 0;

    for (size_t i = 0; i < n; i++)
        if (is_about(&all[i], "paragraph"))
            paragraphs += all[i].n;
    printf("share\ttimes\ttrigger\n");
    for (size_t i = 0; i < n; i++)
        if (is_about(&all[i], "trigger"))
            printf("%.4f\t%zu\t%s\n",
                   (double)all[i].n / (double)(paragraphs ? paragraphs : 1),
                   all[i].n, strchr(all[i].text, '\t') + 1);
}

static void
write_rest(const find *all, size_t n)
{
    puts("times\twhat\twords");
    for (size_t i = 0; i < n; i++)
        if (!is_about(&all[i], "trigger") && !is_about(&all[i], "paragraph"))
            printf("%zu\t%s\n", all[i].n, all[i].text);
}

static int
write_finds(aver_bytes *lines, int triggers)
{
    size_t n, left = 0;
    find *all = split(lines, &n);

    if (!all)
        return 0;
    qsort(all, n, sizeof *all, by_text);
    for (size_t i = 0; i < n; i++) {
        if (left && !strcmp(all[left - 1].text, all[i].text))
            all[left - 1].n++;
        else
            all[left++] = all[i];
    }
    qsort(all, left, sizeof *all, by_number);
    (triggers ? write_triggers : write_rest)(all, left);
    aver_mem_free(lines->mem, all);
    return 1;
}

/* Works through the input in order; what was found goes to `lines`. */
static size_t
read_all(aver_reader *reader, aver_engine *engine, aver_bytes *lines)
{
    aver_job job;
    size_t errors = 0;

    aver_job_init(&job, NULL);
    while (aver_reader_next(reader, &job.batch) == AVER_OK && job.batch.n) {
        aver_engine_run(engine, &job);
        aver_bytes_add(lines, job.lines.at, job.lines.n);
        aver_say_all(&job.notes);
        errors += job.counts.errors;
    }
    aver_job_free(&job);
    return errors + (size_t)lines->failed;
}

int
aver_rules_unknown(const aver_config *config, const aver_rules *rules,
                   int triggers)
{
    static const atomic_int never;
    aver_config own = *config;
    aver_reader_options from = {own.operands, own.n, own.jsonl,
                                own.max_document, &never};
    aver_bytes lines = {0};
    aver_engine engine;
    aver_reader *reader;
    aver_err err = {0};
    int ok = 0;

    own.unknown = 1;
    if (aver_engine_init(&engine, &own, rules, &never, NULL, &err) !=
        AVER_OK) {
        aver_say_err(&err);
        return 0;
    }
    reader = aver_reader_new(&from, NULL);
    if (reader)
        ok = read_all(reader, &engine, &lines) == 0;
    ok = write_finds(&lines, triggers) && ok;
    aver_reader_free(reader);
    aver_engine_free(&engine);
    aver_bytes_free(&lines);
    return ok;
}
