/* What bench.py cannot do itself. Uses the private headers.
 *
 * stages stems            the gate's trigger words, a line each
 * stages stages FILE...   what each stage costs: name, bytes seen, seconds
 * stages run COMMAND...   wall and processor seconds and resident KiB of a
 *                         command, whose output is thrown away; from a small
 *                         process, since a child begins as large as it */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "extract/claim.h"
#include "extract/context.h"

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum { GATE, SENTENCES, TOKENS, LEXICONS, UNITS, CLAIMS, COLUMNS, STAGES };

typedef struct {
    const aver_rules *rules;
    aver_work work;
    aver_document document;
    aver_claims found;
    double seconds[STAGES], from;
    size_t bytes[STAGES];
    size_t claims;
} bench;

static void
lap(bench *self, int stage, size_t bytes)
{
    double to = now();

    self->seconds[stage] += to - self->from;
    self->bytes[stage] += bytes;
    self->from = to;
}

/* A function each, for callgrind to tell of (bench.py). */
#define STAGE __attribute__((noinline)) static

STAGE void
stage_gate(bench *self, aver_arena *arena, aver_str text, aver_found *found)
{
    aver_found_scan(found, &self->rules->gate, arena, text);
}

STAGE void
stage_sentences(bench *self, aver_paragraph *paragraph)
{
    aver_paragraph_ready(&self->document, paragraph);
}

STAGE void
stage_tokens(bench *self, aver_sentence *sentence)
{
    aver_sentence_tokens(&self->document, sentence);
}

STAGE void
stage_lexicons(bench *self, aver_sentence *sentence)
{
    aver_sentence_lookup(&self->document, sentence);
}

STAGE void
stage_units(bench *self, aver_sentence *sentence)
{
    aver_sentence_units(&self->document, sentence);
}

STAGE void
stage_claims(bench *self, aver_sentence *sentence)
{
    self->found.n = 0;
    aver_claim_find(&self->document, sentence, &self->found);
}

STAGE void
stage_columns(bench *self)
{
    for (size_t i = 0; i < self->found.n; i++)
        self->claims += (size_t)aver_claim_finish(
            &self->document, &self->found.at[i], aver_str_z("bench"));
}

static void
run_sentence(bench *self, aver_sentence *sentence)
{
    size_t bytes = sentence->at.end - sentence->at.start;

    stage_tokens(self, sentence);
    lap(self, TOKENS, bytes);
    stage_lexicons(self, sentence);
    lap(self, LEXICONS, bytes);
    if (!aver_sentence_opens(&self->document, sentence))
        return;
    stage_units(self, sentence);
    lap(self, UNITS, bytes);
    stage_claims(self, sentence);
    lap(self, CLAIMS, bytes);
    stage_columns(self);
    lap(self, COLUMNS, bytes);
}

static void
run_paragraph(bench *self, aver_paragraph *paragraph)
{
    aver_found *found = &self->document.found;

    if (!aver_found_may_open(found, paragraph->raw))
        return;
    stage_sentences(self, paragraph);
    lap(self, SENTENCES, paragraph->raw.end - paragraph->raw.start);
    for (uint32_t i = 0; i < paragraph->n_sentences; i++) {
        aver_sentence *s = &paragraph->sentences[i];
        aver_span at = aver_norm_original(&paragraph->norm, s->at);
        at.start += paragraph->raw.start;
        at.end += paragraph->raw.start;
        if (aver_found_opens(found, at, 0))
            run_sentence(self, s);
    }
}

/* Documents are parted by lines of `%%%%`, as bench.py writes them. */
static void
run_document(bench *self, aver_arena *arena, aver_tools *tools, aver_str text)
{
    aver_found found;

    aver_arena_reset(arena, 8 << 20);
    aver_work_init(&self->work, tools, arena);
    self->work.date.year = 2020;
    self->work.date.month = self->work.date.day = 1;
    self->found = (aver_claims){.n = 0};
    self->from = now();
    stage_gate(self, arena, text, &found);
    lap(self, GATE, text.len);
    aver_document_open(&self->document, &self->work, text);
    self->document.found = found;
    lap(self, SENTENCES, 0);
    for (size_t i = 0; i < self->document.paragraphs.n; i++)
        run_paragraph(self, &self->document.paragraphs.at[i]);
}

static void
run_file(bench *self, aver_arena *arena, aver_tools *tools, aver_str text)
{
    const char *end = text.ptr + text.len, *at = text.ptr;

    while (at < end) {
        const char *stop = at;
        do {
            stop = memchr(stop, '\n', (size_t)(end - stop));
            stop = stop ? stop + 1 : end;
        } while (end - stop > 5 && memcmp(stop, "%%%%\n", 5) != 0);
        if (end - stop <= 5)
            stop = end;
        run_document(self, arena, tools, aver_str_of(at, (size_t)(stop - at)));
        at = stop == end ? end : stop + 5;
    }
}

static aver_str
read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *data = NULL;
    size_t n = 0, got = 1;

    while (in && got) {
        data = realloc(data, n + (1 << 20));
        got = data ? fread(data + n, 1, 1 << 20, in) : 0;
        n += got;
    }
    if (!in || ferror(in) || fclose(in)) {
        perror(path);
        exit(2);
    }
    return aver_str_of(data, n);
}

/* Words that open the gate whatever stands beside them. */
static int
write_stems(const aver_rules *rules)
{
    for (size_t i = 0; i < rules->gate.phrases.n; i++) {
        const aver_gate_set *has = aver_gate_has(&rules->gate, i);
        aver_str text = aver_gate_text(&rules->gate, i);
        if (aver_gate_set_has(has, AVER_GATE_ALONE) &&
            !memchr(text.ptr, ' ', text.len))
            printf("%.*s\n", (int)text.len, text.ptr);
    }
    return 0;
}

static int
write_stages(const aver_rules *rules, int n, char **paths)
{
    static const char *const names[STAGES] = {
        "gate",  "sentences", "tokens", "lexicons",
        "units", "claims",    "columns"};
    aver_tools *tools = aver_tools_new(rules, NULL, 200000);
    jmp_buf oom;
    aver_arena arena = {.on_oom = &oom};
    bench self = {.rules = rules};

    if (!tools || setjmp(oom))
        return 2;
    for (int i = 0; i < n; i++)
        run_file(&self, &arena, tools, read_file(paths[i]));
    for (int i = 0; i < STAGES; i++)
        printf("%s\t%zu\t%.6f\n", names[i], self.bytes[i], self.seconds[i]);
    printf("claims\t%zu\t0\n", self.claims);
    return 0;
}

static double
seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run_command(char **argv)
{
    struct rusage used;
    double start = now();
    pid_t child = fork();
    int status = 0;

    if (!child) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 ||
        getrusage(RUSAGE_CHILDREN, &used))
        return 2;
    printf("%.6f\t%.6f\t%ld\n", now() - start,
           seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return WIFEXITED(status) && WEXITSTATUS(status) < 2 ? 0 : 2;
}

int
main(int argc, char **argv)
{
    aver_rules *rules = NULL;
    aver_err err = {AVER_OK, "", 0, 0, ""};

    if (argc > 2 && !strcmp(argv[1], "run"))
        return run_command(argv + 2);
    if (argc < 2 || aver_rules_load(NULL, NULL, &rules, &err) != AVER_OK) {
        fprintf(stderr, "stages: %s\n", err.message);
        return 2;
    }
    return strcmp(argv[1], "stems") ? write_stages(rules, argc - 2, argv + 2)
                                    : write_stems(rules);
}
