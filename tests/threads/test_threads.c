/* One rule set, eight workers: over the samples and over texts that mean
 * harm every one of them writes what one alone does. For ThreadSanitizer. */
#include <dirent.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/tsv.h"

enum { WORKERS = 8, TEXTS = 64 };

typedef struct {
    aver_str at[TEXTS];
    char *owned[TEXTS];
    size_t n;
} texts;

/* A thread, which begins at a text of its own. */
typedef struct {
    const aver_rules *rules;
    const texts *texts;
    size_t first;
    aver_bytes lines[TEXTS];
} reading;

static void
add(texts *self, char *ptr, size_t len)
{
    assert_true(self->n < TEXTS);
    self->owned[self->n] = ptr;
    self->at[self->n++] = aver_str_of(ptr, len);
}

static void
add_file(texts *self, const char *name)
{
    char path[512], *text = malloc(1 << 16);
    FILE *in;

    snprintf(path, sizeof path, AVER_SOURCE_DIR "/samples/%s", name);
    in = fopen(path, "rb");
    assert_non_null(in);
    assert_non_null(text);
    add(self, text, fread(text, 1, 1 << 16, in));
    fclose(in);
}

static void
add_samples(texts *self)
{
    DIR *dir = opendir(AVER_SOURCE_DIR "/samples");
    const struct dirent *entry;

    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL)
        if (strstr(entry->d_name, ".txt") || strstr(entry->d_name, ".md"))
            add_file(self, entry->d_name);
    closedir(dir);
    assert_true(self->n > 5);
}

/* What a rule may try too long, or the reader of a text stumble over. */
static void
add_hostile(texts *self)
{
    static const char *const parts[] = {
        "\"",
        "released freed prisoners arrested pardoned inmates ",
        "who released the man ",
        "53 men and ",
        "Peru released 53 prisoners on 31 February 0000. ",
        "\xF0\x9F\x98 prisoners freed \x80\xC0",
        "e\xCC\x81\xE2\x80\x8B\xE2\x80\xAE freed ",
        "9999999999999999999999 prisoners were freed. ",
        "\n\n- freed\n",
        "He said: \"Dozens were freed,\" according to him. ",
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = strlen(parts[i]), times = 4000 / n;
        char *text = malloc(n * times + 1);
        assert_non_null(text);
        for (size_t k = 0; k < times; k++)
            memcpy(text + k * n, parts[i], n);
        add(self, text, n * times);
    }
}

static void *
read_all(void *ctx)
{
    reading *self = ctx;
    aver_doc doc = {aver_str_of("name", 4), aver_str_of("2026-03-12", 10),
                    aver_str_of("", 0)};
    aver_worker *worker;

    if (aver_worker_new(self->rules, NULL, &worker, NULL) != AVER_OK)
        return NULL;
    for (size_t i = 0; i < self->texts->n; i++) {
        size_t which = (self->first + i) % self->texts->n;
        aver_bytes *lines = &self->lines[which];
        doc.text = self->texts->at[which];
        if (aver_worker_run(worker, &doc, NULL) != AVER_OK)
            break;
        for (size_t k = 0; k < aver_worker_claim_count(worker); k++)
            aver_tsv_claim(lines, aver_worker_claim(worker, k));
        for (size_t k = 0; k < aver_worker_limit_count(worker); k++)
            aver_bytes_add_z(lines, aver_worker_limit(worker, k));
    }
    aver_worker_free(worker);
    return self;
}

static void
compare(reading *self, const reading *alone)
{
    for (size_t i = 0; i < self->texts->n; i++) {
        assert_int_equal(self->lines[i].n, alone->lines[i].n);
        if (alone->lines[i].n)
            assert_memory_equal(self->lines[i].at, alone->lines[i].at,
                                alone->lines[i].n);
    }
}

static size_t
let_go(reading *self)
{
    size_t n = 0;

    for (size_t i = 0; i < self->texts->n; i++) {
        n += self->lines[i].n;
        aver_bytes_free(&self->lines[i]);
    }
    return n;
}

static void
test_shared_rules(void **state)
{
    static reading all[WORKERS], alone;
    static texts from;
    pthread_t threads[WORKERS];
    aver_rules *rules;
    void *done;

    (void)state;
    add_samples(&from);
    add_hostile(&from);
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, NULL), AVER_OK);
    for (size_t i = 0; i < WORKERS; i++) {
        all[i] = (reading){.rules = rules, .texts = &from};
        all[i].first = i * from.n / WORKERS;
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &all[i]),
                         0);
    }
    alone = (reading){.rules = rules, .texts = &from};
    assert_ptr_equal(read_all(&alone), &alone);
    for (size_t i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], &done);
        assert_ptr_equal(done, &all[i]);
        compare(&all[i], &alone);
        let_go(&all[i]);
    }
    assert_true(let_go(&alone) > 10000);
    for (size_t i = 0; i < from.n; i++)
        free(from.owned[i]);
    aver_rules_free(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shared_rules)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
