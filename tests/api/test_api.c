/* The public interface, used as its header says, by the header alone. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aver/aver.h"

static aver_str
str(const char *z)
{
    aver_str s = {z, strlen(z)};
    return s;
}

static aver_doc
doc_of(const char *text)
{
    aver_doc doc = {{NULL, 0}, {NULL, 0}, {NULL, 0}};

    doc.name = str("name");
    doc.date = str("2026-03-12");
    doc.text = str(text);
    return doc;
}

static void
test_columns(void **state)
{
    (void)state;
    assert_string_equal(aver_column_name(AVER_COL_DOC), "doc");
    assert_string_equal(aver_column_name(AVER_COL_TEXT), "text");
    assert_null(aver_column_name(AVER_COLUMNS));
}

static void
test_free_null(void **state)
{
    (void)state;
    aver_rules_free(NULL);
    aver_worker_free(NULL);
}

static void
test_rules_missing(void **state)
{
    static const aver_rules_options nowhere = {.dir = "/nowhere"};
    aver_rules *rules = (aver_rules *)&rules;
    aver_err err = {0};

    (void)state;
    assert_int_not_equal(aver_rules_load(&nowhere, NULL, &rules, &err),
                         AVER_OK);
    assert_null(rules);
    assert_int_not_equal(err.code, AVER_OK);
    assert_int_not_equal(strlen(err.message), 0);
    assert_int_not_equal(aver_rules_load(&nowhere, NULL, &rules, NULL),
                         AVER_OK);
}

static void
test_documents(void **state)
{
    static const char *const texts[] = {
        "Peru released 53 prisoners on Monday.", "", "\xFF", "No news.",
        "Peru released 54 prisoners on Monday.",
    };
    aver_rules *rules;
    aver_worker *worker;
    aver_err err = {0};

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, &err), AVER_OK);
    assert_int_equal(aver_worker_new(rules, NULL, &worker, &err), AVER_OK);
    assert_int_equal(aver_worker_claim_count(worker), 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        aver_doc doc = doc_of(texts[i]);
        size_t n;
        assert_int_equal(aver_worker_run(worker, &doc, &err), AVER_OK);
        n = aver_worker_claim_count(worker);
        assert_int_equal(n, i == 0 || i == 4);
        assert_null(aver_worker_claim(worker, n));
        for (size_t k = 0; k < n; k++) {
            const aver_claim *claim = aver_worker_claim(worker, k);
            aver_str name = aver_claim_get(claim, AVER_COL_DOC);
            assert_int_equal(name.len, 4);
            assert_memory_equal(name.ptr, "name", 4);
        }
    }
    aver_worker_free(worker);
    aver_rules_free(rules);
}

/* Every value of every claim of a text, one behind the other. */
static char *
all_values(const aver_rules *rules, const char *text)
{
    aver_doc doc = doc_of(text);
    aver_worker *worker;
    char *out = calloc(1, 65536);
    size_t n = 0;

    if (aver_worker_new(rules, NULL, &worker, NULL) != AVER_OK)
        return out;
    for (int round = 0; round < 20; round++) {
        n = 0;
        if (aver_worker_run(worker, &doc, NULL) != AVER_OK)
            break;
        for (size_t i = 0; i < aver_worker_claim_count(worker); i++)
            for (int c = 0; c < AVER_COLUMNS; c++) {
                aver_str value = aver_claim_get(aver_worker_claim(worker, i),
                                                (aver_column)c);
                if (n + value.len < 65536)
                    memcpy(out + n, value.ptr, value.len);
                n += value.len;
            }
    }
    aver_worker_free(worker);
    return out;
}

struct shared {
    const aver_rules *rules;
    const char *text;
    char *got;
};

static void *
one_thread(void *arg)
{
    struct shared *self = arg;

    self->got = all_values(self->rules, self->text);
    return NULL;
}

/* One rule set, eight workers. */
static void
test_threads(void **state)
{
    struct shared all[8];
    pthread_t threads[8];
    aver_rules *rules;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, NULL), AVER_OK);
    for (int i = 0; i < 8; i++) {
        all[i] = (struct shared){
            rules,
            "Peru released 53 prisoners on Monday, the ministry said. It "
            "added that dozens of inmates will be pardoned next week.",
            NULL};
        assert_int_equal(
            pthread_create(&threads[i], NULL, one_thread, &all[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal(all[i].got, all[0].got);
        assert_int_not_equal(strlen(all[i].got), 0);
    }
    for (int i = 0; i < 8; i++)
        free(all[i].got);
    aver_rules_free(rules);
}

/* Takes so many pieces of text, then stops. */
typedef struct {
    size_t most, seen;
} taker;

static int
take(void *ctx, const char *text, size_t len)
{
    taker *self = ctx;

    (void)text;
    (void)len;
    return ++self->seen >= self->most;
}

static void
expect_argument(aver_status status, aver_err *err)
{
    assert_int_equal(status, AVER_ERR_ARGUMENT);
    assert_int_equal(err->code, AVER_ERR_ARGUMENT);
    assert_non_null(strstr(err->message, "nothing.such"));
    memset(err, 0, sizeof *err);
}

/* What is called wrongly is told, and breaks nothing. */
static void
test_misuse(void **state)
{
    static const aver_explaining how = {"nothing.such", 0};
    const char *const what = "nothing.such";
    aver_doc doc = doc_of("Peru released 53 prisoners on Monday.");
    taker all = {SIZE_MAX, 0};
    aver_rules *rules;
    aver_worker *worker;
    aver_err err = {0};
    size_t passed, failed;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, NULL), AVER_OK);
    assert_int_equal(aver_worker_new(rules, NULL, &worker, NULL), AVER_OK);
    expect_argument(aver_worker_explain(worker, &doc, &how, take, &all, &err),
                    &err);
    expect_argument(
        aver_rules_test(rules, what, NULL, take, &all, &passed, &failed, &err),
        &err);
    expect_argument(aver_rules_show(rules, what, take, &all, &err), &err);
    assert_int_equal(aver_worker_explain(worker, &doc, &how, take, &all, NULL),
                     AVER_ERR_ARGUMENT);
    assert_int_equal(all.seen, 0);

    doc.date = str("no day");
    assert_int_equal(aver_worker_run(worker, &doc, &err), AVER_OK);
    assert_int_equal(aver_worker_claim_count(worker), 1);
    assert_null(aver_worker_claim(worker, SIZE_MAX));
    assert_null(aver_worker_limit(worker, 0));
    assert_int_equal(
        aver_claim_get(aver_worker_claim(worker, 0), AVER_COLUMNS).len, 0);
    assert_int_equal(
        aver_claim_get(aver_worker_claim(worker, 0), (aver_column)-1).len, 0);

    doc.text.len = UINT32_MAX; /* is not looked at */
    assert_int_equal(aver_worker_run(worker, &doc, &err), AVER_ERR_LIMIT);
    assert_int_equal(err.code, AVER_ERR_LIMIT);
    assert_int_equal(aver_worker_claim_count(worker), 0);
    aver_worker_free(worker);
    aver_rules_free(rules);
}

static void
test_load_refuses(void **state)
{
    static const char *const nowhere[] = {"/nowhere"};
    static const aver_rules_options wrong[] = {
        {.lang = "nolang"},
        {.subject = "nothing"},
        {.add = nowhere, .n_add = 1},
        {.dir = ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        aver_rules *rules = (aver_rules *)&rules;
        aver_err err = {0};
        assert_int_not_equal(aver_rules_load(&wrong[i], NULL, &rules, &err),
                             AVER_OK);
        assert_null(rules);
        assert_int_not_equal(strlen(err.message), 0);
    }
}

/* A sink that wants no more gets no more. */
static void
test_sink_stops(void **state)
{
    aver_doc doc = doc_of("Peru released 53 prisoners. It freed nine men.");
    aver_rules *rules;
    aver_worker *worker;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, NULL), AVER_OK);
    assert_int_equal(aver_worker_new(rules, NULL, &worker, NULL), AVER_OK);
    for (size_t n = 1; n < 20; n++) {
        taker some = {n, 0};
        aver_worker_mentions(worker, &doc, take, &some, NULL);
        assert_int_equal(some.seen, n);
        some.seen = 0;
        aver_worker_explain(worker, &doc, NULL, take, &some, NULL);
        assert_int_equal(some.seen, n);
        some.seen = 0;
        assert_int_equal(aver_rules_list(rules, take, &some), AVER_ERR_IO);
        assert_int_equal(some.seen, n);
    }
    aver_worker_free(worker);
    aver_rules_free(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_free_null),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_rules_missing),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_load_refuses),
        cmocka_unit_test(test_sink_stops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
