/* The n-th allocation fails, for every n until all goes well, at every
 * entry point of the library, and in the reader and walker of the command.
 * Nothing crashes, nothing leaks (counted here, too), and the answer is
 * AVER_ERR_MEMORY. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aver/aver.h"
#include "io/json_door.h"
#include "io/record.h"

/* Fails from the `fail`-th allocation on; or that one only. */
typedef struct {
    size_t seen, fail, alive;
    int once;
} failing;

static int
fails(failing *self)
{
    self->seen++;
    return self->once ? self->seen == self->fail : self->seen >= self->fail;
}

static void *
get(void *ctx, size_t size)
{
    failing *self = ctx;
    void *ptr = fails(self) ? NULL : malloc(size);

    self->alive += ptr != NULL;
    return ptr;
}

static void *
resize(void *ctx, void *ptr, size_t size)
{
    failing *self = ctx;
    void *fresh = fails(self) ? NULL : realloc(ptr, size);

    self->alive += fresh && !ptr;
    return fresh;
}

static void
let_go(void *ctx, void *ptr)
{
    failing *self = ctx;

    self->alive -= ptr != NULL;
    free(ptr);
}

static const char text[] =
    "HAVANA, March 12 (Reuters) - The government released 53 prisoners on "
    "Monday, the ministry said. \"More than 1,200 inmates were held,\" he "
    "said.\n\nDozens of detainees, including 14 women and 16 men, will be "
    "pardoned next week in exchange for two soldiers. It is not true that "
    "they were freed, according to Amnesty International.\n";

static int
swallow(void *ctx, const char *line, size_t len)
{
    (void)ctx;
    (void)line;
    (void)len;
    return 0;
}

/* What is tried: 1 once all went well. */
typedef int attempt(const aver_alloc *mem, const void *with);

/* Every n up to 300, then in growing steps. */
static void
until_success(attempt *run, const void *with, int once)
{
    size_t n = 1;

    for (;; n += 1 + (n > 300 ? n / 6 : 0)) {
        failing state = {0, n, 0, once};
        const aver_alloc mem = {get, resize, let_go, &state};
        int done = run(&mem, with);
        if (state.alive)
            fail_msg("allocation %zu fails: %zu leak", n, state.alive);
        if (state.seen < n) {
            assert_true(done);
            break;
        }
        if (n > 100000000)
            fail_msg("no end");
    }
}

static void
expect_oom(aver_status status, const aver_err *err)
{
    assert_int_equal(status, AVER_ERR_MEMORY);
    assert_int_equal(err->code, AVER_ERR_MEMORY);
    assert_string_equal(err->message, "out of memory");
}

static int
try_load(const aver_alloc *mem, const void *with)
{
    aver_rules *rules = (aver_rules *)&rules;
    aver_err err = {0};
    aver_status status = aver_rules_load(with, mem, &rules, &err);

    if (status == AVER_OK) {
        aver_rules_free(rules);
        return 1;
    }
    assert_null(rules);
    expect_oom(status, &err);
    return 0;
}

enum { RUN, MENTIONS, UNKNOWN, EXPLAIN, EXPLAIN_RULE };

static aver_status
work(aver_worker *worker, int way, const aver_doc *doc, aver_err *err)
{
    static const aver_explaining how = {"grant.rule", 0};

    switch (way) {
    case RUN:
        return aver_worker_run(worker, doc, err);
    case MENTIONS:
        return aver_worker_mentions(worker, doc, swallow, NULL, err);
    case UNKNOWN:
        return aver_worker_unknown(worker, doc, swallow, NULL, err);
    case EXPLAIN:
        return aver_worker_explain(worker, doc, NULL, swallow, NULL, err);
    default:
        return aver_worker_explain(worker, doc, &how, swallow, NULL, err);
    }
}

typedef struct {
    const aver_rules *rules;
    int way;
    aver_doc doc;
    size_t claims; /* without a failure */
} job;

static int
try_work(const aver_alloc *mem, const void *with)
{
    const job *now = with;
    aver_worker *worker = (aver_worker *)&worker;
    aver_err err = {0};
    aver_status status = aver_worker_new(now->rules, mem, &worker, &err);

    if (status != AVER_OK) {
        assert_null(worker);
        expect_oom(status, &err);
        return 0;
    }
    status = work(worker, now->way, &now->doc, &err);
    if (status == AVER_OK && now->way == RUN)
        assert_int_equal(aver_worker_claim_count(worker), now->claims);
    if (status != AVER_OK) {
        expect_oom(status, &err);
        assert_int_equal(aver_worker_claim_count(worker), 0);
    }
    assert_int_equal(aver_worker_limit_count(worker), 0);
    aver_worker_free(worker);
    return status == AVER_OK;
}

/* A worker that had no memory once works again. */
static int
try_again(const aver_alloc *mem, const void *with)
{
    const job *now = with;
    failing *state = mem->ctx;
    aver_worker *worker;
    aver_status status;

    if (aver_worker_new(now->rules, mem, &worker, NULL) != AVER_OK)
        return 0;
    status = aver_worker_run(worker, &now->doc, NULL);
    if (status != AVER_OK) {
        size_t fail = state->fail;
        state->fail = SIZE_MAX;
        assert_int_equal(aver_worker_run(worker, &now->doc, NULL), AVER_OK);
        assert_int_equal(aver_worker_claim_count(worker), now->claims);
        state->fail = fail;
    }
    aver_worker_free(worker);
    return status == AVER_OK;
}

static int
try_test(const aver_alloc *mem, const void *with)
{
    size_t passed, failed;
    aver_err err = {0};
    aver_status status = aver_rules_test(with, NULL, mem, swallow, NULL,
                                         &passed, &failed, &err);

    if (status == AVER_OK) {
        assert_int_equal(failed, 0);
        return 1;
    }
    expect_oom(status, &err);
    return 0;
}

static int
try_lint(const aver_alloc *mem, const void *with)
{
    size_t n;
    aver_err err = {0};
    aver_status status = aver_rules_lint(with, mem, swallow, NULL, &n, &err);

    if (status != AVER_OK)
        expect_oom(status, &err);
    return status == AVER_OK;
}

/* Reads a folder of this project as the command does. */
static int
try_reader(const aver_alloc *mem, const void *with)
{
    const char *const *operands = with;
    aver_reader_options options = {operands, 1, 0, 1 << 20, NULL};
    aver_reader *reader = aver_reader_new(&options, mem);
    aver_status status = AVER_OK;
    aver_batch batch;
    size_t n = 0, problems = 0;

    if (!reader)
        return 0;
    aver_batch_init(&batch, mem);
    do {
        status = aver_reader_next(reader, &batch);
        n += batch.n;
        for (size_t i = 0; status == AVER_OK && i < batch.n; i++)
            problems += batch.at[i].kind == AVER_RAW_PROBLEM;
    } while (status == AVER_OK && batch.n);
    assert_true(status == AVER_OK || status == AVER_ERR_MEMORY);
    aver_batch_free(&batch);
    aver_reader_free(reader);
    return status == AVER_OK && !problems && n > 10;
}

/* A line of JSON, and what it says; NULL: it is refused. */
typedef struct {
    const char *line, *text;
} json_line;

static const json_line lines[] = {
    {"{\"id\": 1, \"text\": \"some\\n\\u00e9\", \"more\": [{\"a\": 1.5}]}",
     "some\n\xC3\xA9"},
    {"{\"text\": \"half \\ud800\", \"title\": \"a title\"}",
     "half \xEF\xBF\xBD"},
    {"{\"text\": \"one\", \"t\\u0065xt\": \"the other\"}", "the other"},
    {"{\"text\": \"bad \xFF\"}", "bad \xEF\xBF\xBD"},
    {"{\"text\": \"open", NULL},
    {"{\"text\": 4}", NULL},
};

/* Also what Jansson takes. */
static int
try_line(const aver_alloc *mem, const void *with)
{
    const json_line *json = with;
    aver_arena arena = {.mem = mem};
    aver_record record;
    aver_err err = {0};
    aver_status status;
    jmp_buf oom;

    arena.on_oom = &oom;
    memset(&record, 0, sizeof record);
    if (setjmp(oom)) {
        aver_arena_free(&arena);
        return 0;
    }
    status = aver_record_get_jsonl("file", 1, aver_str_z(json->line), &arena,
                                   &record, &err);
    assert_int_equal(status, json->text ? AVER_OK : AVER_ERR_INPUT);
    if (json->text)
        assert_true(aver_str_is(record.doc.text, json->text));
    aver_arena_free(&arena);
    return 1;
}

static void
test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        until_success(try_line, &lines[i], 0);
        until_success(try_line, &lines[i], 1);
    }
}

static void
test_load(void **state)
{
    static const aver_rules_options own = {.dir = AVER_SOURCE_DIR
                                           "/tests/alloc/rules"};
    static const char *const laid_over[] = {AVER_SOURCE_DIR
                                            "/tests/alloc/over"};
    static const aver_rules_options over = {.dir = AVER_SOURCE_DIR
                                            "/tests/alloc/rules",
                                            .add = laid_over,
                                            .n_add = 1};

    (void)state;
    until_success(try_load, &own, 0);
    until_success(try_load, &own, 1);
    until_success(try_load, &over, 1);
}

/* Thousands: only some. */
static void
test_load_builtin(void **state)
{
    static const size_t some[] = {1, 2, 3, 17, 29, 500, 2000, 5000, 9000};

    (void)state;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        failing now = {0, some[i], 0, 0};
        const aver_alloc mem = {get, resize, let_go, &now};
        (void)try_load(&mem, NULL);
        assert_int_equal(now.alive, 0);
    }
}

static void
test_work(void **state)
{
    job now = {0};
    aver_worker *worker;
    aver_rules *rules;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, NULL), AVER_OK);
    now.rules = rules;
    now.doc.name.ptr = "name";
    now.doc.name.len = 4;
    now.doc.text.ptr = text;
    now.doc.text.len = sizeof text - 1;
    now.doc.date.ptr = "";
    assert_int_equal(aver_worker_new(rules, NULL, &worker, NULL), AVER_OK);
    assert_int_equal(aver_worker_run(worker, &now.doc, NULL), AVER_OK);
    now.claims = aver_worker_claim_count(worker);
    assert_true(now.claims > 2);
    aver_worker_free(worker);
    for (now.way = RUN; now.way < EXPLAIN_RULE; now.way++) {
        until_success(try_work, &now, 0);
        until_success(try_work, &now, 1);
    }
    until_success(try_again, &now, 0);
    aver_rules_free(rules);
}

static void
test_rules(void **state)
{
    static const aver_rules_options own = {.dir = AVER_SOURCE_DIR
                                           "/tests/alloc/rules"};
    aver_rules *rules;
    job now = {0};

    (void)state;
    assert_int_equal(aver_rules_load(&own, NULL, &rules, NULL), AVER_OK);
    until_success(try_test, rules, 0);
    until_success(try_lint, rules, 0);
    now.rules = rules;
    now.way = EXPLAIN_RULE;
    now.doc.name.ptr = now.doc.date.ptr = "";
    now.doc.text.ptr = text;
    now.doc.text.len = sizeof text - 1;
    until_success(try_work, &now, 0);
    aver_rules_free(rules);
}

static void
test_reader(void **state)
{
    static const char *const samples[] = {AVER_SOURCE_DIR "/samples"};

    (void)state;
    until_success(try_reader, samples, 0);
    until_success(try_reader, samples, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_load),   cmocka_unit_test(test_load_builtin),
        cmocka_unit_test(test_work),   cmocka_unit_test(test_rules),
        cmocka_unit_test(test_reader), cmocka_unit_test(test_lines),
    };

    aver_json_door_set();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
