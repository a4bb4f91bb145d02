/* The whole way of a document, to the lines that are written. The first byte
 * is the options: a bit each of the list below. What comes out must be the
 * same from a worker of any thread, and without the gate. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "check.h"
#include "io/tsv.h"
#include "rules/ruleset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    DATE = 1,    /* a document date */
    THREADS = 2, /* in two threads at once as well */
    OPEN = 4,    /* without the gate as well */
    SUBJECT = 8, /* casualties */
    SPANISH = 16,
    ACCOUNTS = 32, /* mentions, explanation, what is unknown */
    TWICE = 64,
    SETS = 3 /* of rules */
};

/* A set of rules and its workers, which go from text to text. */
typedef struct {
    aver_rules *rules, *open;
    aver_worker *one, *two, *gateless;
} engine;

typedef struct {
    aver_worker *worker;
    const aver_doc *doc;
    aver_bytes lines;
} reading;

static aver_rules *
load(const aver_rules_options *options)
{
    aver_rules *rules;
    aver_err err = {0};

    if (aver_rules_load(options, NULL, &rules, &err) != AVER_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        abort();
    }
    return rules;
}

static aver_worker *
new_worker(const aver_rules *rules)
{
    aver_worker *worker;

    if (aver_worker_new(rules, NULL, &worker, NULL) != AVER_OK)
        abort();
    return worker;
}

static engine *
engine_of(unsigned options)
{
    static const aver_rules_options sets[SETS] = {
        {0}, {.subject = "casualties"}, {.lang = "es"}};
    static engine engines[SETS]; /* of the target, not of aver */
    size_t i = options & SUBJECT ? 1 : options & SPANISH ? 2 : 0;
    engine *self = &engines[i];

    if (self->rules)
        return self;
    self->rules = load(&sets[i]);
    self->open = load(&sets[i]);
    self->open->gate.open = 1;
    self->one = new_worker(self->rules);
    self->two = new_worker(self->rules);
    self->gateless = new_worker(self->open);
    return self;
}

static void *
read_once(void *ctx)
{
    reading *self = ctx;

    memset(&self->lines, 0, sizeof self->lines);
    if (aver_worker_run(self->worker, self->doc, NULL) != AVER_OK)
        abort();
    for (size_t i = 0; i < aver_worker_claim_count(self->worker); i++) {
        const aver_claim *claim = aver_worker_claim(self->worker, i);
        check_claim(claim, self->doc->text.ptr, self->doc->text.len);
        aver_tsv_claim(&self->lines, claim);
    }
    check_lines(self->lines.at, self->lines.n, AVER_COLUMNS);
    return NULL;
}

static void
compare(reading *other, const reading *first, const char *what)
{
    if (other->lines.n != first->lines.n ||
        (first->lines.n &&
         memcmp(other->lines.at, first->lines.at, first->lines.n))) {
        fprintf(stderr, "%s:\n%.*s\nand\n%.*s\n", what, (int)first->lines.n,
                first->lines.n ? first->lines.at : "", (int)other->lines.n,
                other->lines.n ? other->lines.at : "");
        abort();
    }
    aver_bytes_free(&other->lines);
}

static void
read_in_threads(engine *self, const aver_doc *doc, const reading *first)
{
    reading both[2] = {{.worker = self->one, .doc = doc},
                       {.worker = self->two, .doc = doc}};
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, read_once, &both[i]))
            abort();
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        compare(&both[i], first, "one thread and two");
    }
}

static int
add(void *ctx, const char *text, size_t len)
{
    aver_bytes_add(ctx, text, len);
    return 0;
}

static void
tell(engine *self, const aver_doc *doc)
{
    static const aver_explaining coloured = {NULL, 1};
    aver_bytes out = {0};

    aver_worker_mentions(self->one, doc, add, &out, NULL);
    check_lines(out.at, out.n, 6);
    out.n = 0;
    aver_worker_unknown(self->one, doc, add, &out, NULL);
    aver_worker_explain(self->one, doc, &coloured, add, &out, NULL);
    assert(aver_utf8_valid(out.at, out.n) == out.n);
    aver_bytes_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_doc doc = {{"fuzz", 4}, {"", 0}, {"", 0}};
    unsigned options = size ? data[0] : 0;
    reading first, again;
    engine *engine;

    if (!size)
        return 0;
    engine = engine_of(options);
    if (options & DATE)
        doc.date = aver_str_of("2024-02-29", 10);
    doc.text = aver_str_of((const char *)data + 1, size - 1);
    first = (reading){.worker = engine->one, .doc = &doc};
    read_once(&first);
    if (options & THREADS)
        read_in_threads(engine, &doc, &first);
    if (options & OPEN) {
        again = (reading){.worker = engine->gateless, .doc = &doc};
        read_once(&again);
        compare(&again, &first, "with the gate and without");
    }
    if (options & ACCOUNTS)
        tell(engine, &doc);
    if (options & TWICE) {
        again = (reading){.worker = engine->one, .doc = &doc};
        read_once(&again);
        compare(&again, &first, "once and twice");
    }
    aver_bytes_free(&first.lines);
    return 0;
}
