/* io/reader, io/record: files as they come, cut into records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/json_door.h"
#include "io/record.h"

enum { MEGABYTE = 1 << 20 };

static char folder[] = "/tmp/aver-reader-XXXXXX";

static int
set_up(void **state)
{
    (void)state;
    return !mkdtemp(folder) || chdir(folder);
}

static int
tear_down(void **state)
{
    (void)state;
    return chdir("/") || rmdir(folder);
}

static void
put(const char *name, const char *bytes, size_t n)
{
    FILE *out = fopen(name, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

/* Reads everything; writes "NAME|DATE|TEXT\n" for each record and "!FILE:LINE
 * REASON\n" for each problem. */
static void
read_all(const aver_reader_options *options, aver_bytes *out)
{
    aver_reader *reader = aver_reader_new(options, NULL);
    aver_arena arena = {0};
    aver_record record = {0};
    aver_batch batch;
    const aver_record_options none = {{"", 0}, 0};
    jmp_buf oom;

    assert_non_null(reader);
    assert_int_equal(setjmp(oom), 0);
    arena.on_oom = &oom;
    aver_batch_init(&batch, NULL);
    while (aver_reader_next(reader, &batch) == AVER_OK && batch.n)
        for (size_t i = 0; i < batch.n; i++) {
            const aver_raw *raw = &batch.at[i];
            aver_err err = {0};
            char line[1024];
            if (aver_record_get(&batch, raw, &none, &arena, &record, &err) !=
                AVER_OK) {
                snprintf(line, sizeof line, "!%s:%zu %s\n",
                         batch.names.at + raw->file, raw->line, err.message);
                aver_bytes_add_z(out, line);
                continue;
            }
            aver_bytes_add(out, record.doc.name.ptr, record.doc.name.len);
            aver_bytes_add_z(out, "|");
            aver_bytes_add(out, record.doc.date.ptr, record.doc.date.len);
            aver_bytes_add_z(out, "|");
            aver_bytes_add(out, record.doc.text.ptr, record.doc.text.len);
            aver_bytes_add_z(out, record.warning ? "|warning\n" : "\n");
        }
    aver_batch_free(&batch);
    aver_arena_free(&arena);
    aver_reader_free(reader);
}

static void
expect(const char *name, const char *bytes, size_t n, size_t max_document,
       const char *want)
{
    aver_reader_options options = {&name, 1, 0, max_document, NULL};
    aver_bytes out = {0};

    put(name, bytes, n);
    read_all(&options, &out);
    aver_bytes_add(&out, "", 1);
    assert_string_equal(out.at, want);
    aver_bytes_free(&out);
    unlink(name);
}

#define EXPECT(name, bytes, want)                                             \
    expect(name, bytes, sizeof bytes - 1, MEGABYTE, want)

static void
test_text(void **state)
{
    (void)state;
    EXPECT("a.txt", "", "a.txt||\n");
    EXPECT("a.txt", "one\r\ntwo\n", "a.txt||one\r\ntwo\n\n");
    EXPECT("a.txt", "\xEF\xBB\xBFone", "a.txt||\xEF\xBB\xBFone\n");
    EXPECT("a.txt", "\xC3", "a.txt||\xC3|warning\n");
    EXPECT("a.txt", "\xFF\xFEh\0\xE9\0", "a.txt||h\xC3\xA9\n");
    EXPECT("a.txt", "\xFE\xFF\0h\0\xE9", "a.txt||h\xC3\xA9\n");
    EXPECT("a.txt", "\xFF\xFE\x3D\xD8\0\xDE", "a.txt||\xF0\x9F\x98\x80\n");
    EXPECT("a.txt", "\xFF\xFE\x3D\xD8", "a.txt||\xEF\xBF\xBD|warning\n");
}

static void
test_lines(void **state)
{
    (void)state;
    EXPECT("a.jsonl", "", "");
    EXPECT("a.jsonl", "\n \t\r\n\n", "");
    EXPECT("a.jsonl", "{\"text\":\"x\"}", "a.jsonl:1||x\n");
    EXPECT("a.jsonl", "{\"text\":\"x\"}\r\n\n{\"text\":\"y\"}\n",
           "a.jsonl:1||x\na.jsonl:3||y\n");
    EXPECT("a.NDJSON", "\xEF\xBB\xBF{\"text\":\"x\"}", "a.NDJSON:1||x\n");
    EXPECT("a.jsonl", "{\"text\":\"\xC3\"}",
           "a.jsonl:1||\xEF\xBF\xBD|warning\n");
    EXPECT("a.jsonl", "{}\n[]\n",
           "!a.jsonl:1 no \"text\"\n"
           "!a.jsonl:2 a JSON array, not an object; jq -c '.[]' makes "
           "lines of it\n");
}

static void
test_keys(void **state)
{
    (void)state;
    EXPECT("a.jsonl", "{\"text\":\"x\",\"id\":\"i\",\"url\":\"u\"}", "i||x\n");
    EXPECT("a.jsonl", "{\"text\":\"x\",\"url\":\"u\",\"source\":\"s\"}",
           "u||x\n");
    EXPECT("a.jsonl", "{\"text\":\"x\",\"id\":null,\"source\":\"s\"}",
           "s||x\n");
    EXPECT("a.jsonl", "{\"text\":\"x\",\"id\":-7}", "-7||x\n");
    EXPECT("a.jsonl", "{\"text\":\"x\",\"id\":1.5}", "a.jsonl:1||x\n");
}

static void
test_dates(void **state)
{
    (void)state;
#define DATED(date, want)                                                     \
    EXPECT("a.jsonl", "{\"id\":\"i\",\"text\":\"x\",\"date\":" date "}",      \
           "i|" want "\n")
    DATED("\"2026-03-12\"", "2026-03-12|x");
    DATED("\"2026-03-12T08:00:00Z\"", "2026-03-12|x");
    DATED("\"2026-03-12 08:00\"", "2026-03-12|x");
    DATED("\"\"", "|x");
    DATED("null", "|x");
    DATED("\"2026-03-123\"", "|x|warning");
    DATED("\"2025-02-29\"", "|x|warning");
    DATED("\"2024-02-29\"", "2024-02-29|x");
#undef DATED
}

static void
test_surrogates(void **state)
{
    (void)state;
#define TEXT(escapes, want)                                                   \
    EXPECT("a.jsonl", "{\"id\":\"i\",\"text\":\"" escapes "\"}",              \
           "i||" want "\n")
    TEXT("\\uD83D\\uDE00", "\xF0\x9F\x98\x80");
    TEXT("\\ud83d", "\xEF\xBF\xBD|warning");
    TEXT("\\ude00\\ud83d", "\xEF\xBF\xBD\xEF\xBF\xBD|warning");
    TEXT("\\ud83d\\ud83d\\ude00", "\xEF\xBF\xBD\xF0\x9F\x98\x80|warning");
    TEXT("\\\\ud83d", "\\ud83d");
#undef TEXT
}

static void
test_limit(void **state)
{
    (void)state;
    expect("a.txt", "123456789", 9, 9, "a.txt||123456789\n");
    expect("a.txt", "1234567890", 10, 9,
           "!a.txt:0 larger than --max-document allows\n");
    expect("a.jsonl", "{\"text\":\"x\"}\n{\"text\":\"xx\"}\n{\"text\":\"y\"}",
           39, 12,
           "a.jsonl:1||x\n!a.jsonl:2 larger than --max-document allows\n"
           "a.jsonl:3||y\n");
}

/* Lines that end anywhere in a read, and are longer than one. */
static void
test_cuts(void **state)
{
    static const size_t sizes[] = {0, 1, 131059, 131060, 131061, 400000};
    aver_bytes file = {0}, want = {0}, got = {0};
    const char *name = "cuts.jsonl";
    aver_reader_options options = {&name, 1, 0, MEGABYTE, NULL};

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        size_t n = sizes[i % 6] + (i % 5) * 997;
        char id[64];
        snprintf(id, sizeof id, "{\"id\":\"%zu\",\"text\":\"", i);
        aver_bytes_add_z(&file, id);
        snprintf(id, sizeof id, "%zu||", i);
        aver_bytes_add_z(&want, id);
        for (size_t k = 0; k < n; k++) {
            char c = (char)('a' + k % 26);
            aver_bytes_add(&file, &c, 1);
            aver_bytes_add(&want, &c, 1);
        }
        aver_bytes_add_z(&file, "\"}\n");
        aver_bytes_add_z(&want, "\n");
    }
    put(name, file.at, file.n);
    read_all(&options, &got);
    assert_int_equal(got.n, want.n);
    assert_memory_equal(got.at, want.at, want.n);
    aver_bytes_free(&file);
    aver_bytes_free(&want);
    aver_bytes_free(&got);
    unlink(name);
}

/* UTF-16 whose characters are cut by reads. */
static void
test_cut_utf16(void **state)
{
    aver_bytes file = {0}, want = {0}, got = {0};
    const char *name = "wide.jsonl";
    aver_reader_options options = {&name, 1, 0, MEGABYTE, NULL};
    const char *head = "{\"id\":\"i\",\"text\":\"", *tail = "\"}\n";

    (void)state;
    aver_bytes_add(&file, "\xFF\xFE", 2);
    aver_bytes_add_z(&want, "i||");
    for (const char *c = head; *c; c++) {
        aver_bytes_add(&file, c, 1);
        aver_bytes_add(&file, "", 1);
    }
    for (int i = 0; i < 90000; i++) {
        aver_bytes_add(&file, "\x3D\xD8\x00\xDE", 4);
        aver_bytes_add_z(&want, "\xF0\x9F\x98\x80");
    }
    for (const char *c = tail; *c; c++) {
        aver_bytes_add(&file, c, 1);
        aver_bytes_add(&file, "", 1);
    }
    aver_bytes_add_z(&want, "\n");
    put(name, file.at, file.n);
    read_all(&options, &got);
    assert_int_equal(got.n, want.n);
    assert_memory_equal(got.at, want.at, want.n);
    aver_bytes_free(&file);
    aver_bytes_free(&want);
    aver_bytes_free(&got);
    unlink(name);
}

/* Many small files make few batches; their order is that of their paths. */
static void
test_folder(void **state)
{
    const char *name = "many";
    aver_reader_options options = {&name, 1, 0, MEGABYTE, NULL};
    aver_bytes got = {0};
    const char *at;
    char path[32], want[64];

    (void)state;
    assert_int_equal(mkdir(name, 0700), 0);
    for (int i = 0; i < 1000; i++) {
        snprintf(path, sizeof path, "many/%04d.txt", i);
        put(path, path, 4);
    }
    read_all(&options, &got);
    aver_bytes_add(&got, "", 1);
    at = got.at;
    for (int i = 0; i < 1000; i++) {
        snprintf(want, sizeof want, "many/%04d.txt||many\n", i);
        assert_memory_equal(at, want, strlen(want));
        at += strlen(want);
        snprintf(path, sizeof path, "many/%04d.txt", i);
        unlink(path);
    }
    assert_string_equal(at, "");
    assert_int_equal(rmdir(name), 0);
    aver_bytes_free(&got);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),       cmocka_unit_test(test_lines),
        cmocka_unit_test(test_keys),       cmocka_unit_test(test_dates),
        cmocka_unit_test(test_surrogates), cmocka_unit_test(test_limit),
        cmocka_unit_test(test_cuts),       cmocka_unit_test(test_cut_utf16),
        cmocka_unit_test(test_folder),
    };

    aver_json_door_set();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
