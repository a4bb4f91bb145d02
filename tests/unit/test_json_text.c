/* io/json_text: says the same as Jansson, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "io/json_text.h"
#include "text/utf8.h"

static const struct {
    const char *json, *text, *rest; /* text NULL: not taken */
} rows[] = {
    {"{\"text\":\"a\"}", "a", "{\"text\":\"\"}"},
    {"{ \"text\" : \"a\" , \"b\":1}", "a", "{ \"text\" : \"\" , \"b\":1}"},
    {"{\"a\":\"text\",\"text\":\"b\"}", "b", "{\"a\":\"text\",\"text\":\"\"}"},
    {"{\"text\":\"\\n\\u00e9\\ud83d\\ude00\\\"\\/\"}",
     "\n\xC3\xA9\xF0\x9F\x98\x80\"/", "{\"text\":\"\"}"},
    {"{\"text\":\"\"}", "", "{\"text\":\"\"}"},
    {"{\"text\":\"abcdefgh\\\\\"}", "abcdefgh\\", "{\"text\":\"\"}"},
    {"{\"text\":\"a\",\"text\":\"b\"}", NULL, NULL},
    {"{\"text\":\"a\",\"t\\u0065xt\":\"\"}", NULL, NULL},
    {"{\"a\":{\"text\":\"b\"}}", NULL, NULL},
    {"[{\"text\":\"b\"}]", NULL, NULL},
    {"{\"text\":4}", NULL, NULL},
    {"{\"text\":\"a", NULL, NULL},
    {"{\"text\":\"a\\", NULL, NULL},
    {"{\"text\":\"a\\\"", NULL, NULL},
    {"{\"text\":\"\\x\"}", NULL, NULL},
    {"{\"text\":\"\\u12\"}", NULL, NULL},
    {"{\"text\":\"\\ud83d\"}", NULL, NULL},
    {"{\"text\":\"\\ude00\\ud83d\"}", NULL, NULL},
    {"{\"text\":\"a\tb\"}", NULL, NULL},
    {"{\"text\"", NULL, NULL},
    {"", NULL, NULL},
};

static void
check_row(size_t i)
{
    aver_arena arena = {0};
    aver_str text, rest;
    jmp_buf oom;
    int taken;

    assert_int_equal(setjmp(oom), 0);
    arena.on_oom = &oom;
    taken = aver_json_text(&arena, aver_str_z(rows[i].json), &text, &rest);
    assert_int_equal(taken, rows[i].text != NULL);
    if (taken) {
        assert_true(aver_str_is(text, rows[i].text));
        assert_true(aver_str_is(rest, rows[i].rest));
    }
    aver_arena_free(&arena);
}

static void
test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(i);
}

/* A line of pieces that a numeral chooses. */
static size_t
compose(char *out, unsigned long seed)
{
    static const char *const pieces[] = {
        "\"text\"",    ":",   "\"",      "a",           "\\",       "{",
        "}",           ",",   "[",       "]",           "\\u00e9",  "\\ud83d",
        "\\ude00",     "\\n", " ",       "abcdefghijk", "\xC3\xA9", "\t",
        "\"text\":\"", "\"}", "\\u0000", "{\"id\":1,",  "1",        "\\\\",
    };
    size_t n = 0;

    memcpy(out, "{\"text\":\"", 9);
    n = seed % 3 ? 9 : 0;
    for (int k = 0; k < 12; k++) {
        const char *piece;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        piece = pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)];
        memcpy(out + n, piece, strlen(piece));
        n += strlen(piece);
        if (k == 7 && seed & 1 << 20) {
            memcpy(out + n, "\"}", 2);
            n += 2;
            break;
        }
    }
    return n;
}

static int
same_as_jansson(aver_str json, aver_str text, aver_str rest)
{
    json_error_t why;
    json_t *whole = json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, &why);
    json_t *part = json_loadb(rest.ptr, rest.len, JSON_ALLOW_NUL, &why);
    const json_t *value = json_object_get(whole, "text");
    int same = !whole == !part;

    if (whole && same)
        same = json_string_length(value) == text.len &&
               !memcmp(json_string_value(value), text.ptr, text.len);
    json_decref(whole);
    json_decref(part);
    return same;
}

static void
test_any_line(void **state)
{
    aver_arena arena = {0};
    jmp_buf oom;
    char line[512];
    static size_t taken; /* lives through setjmp */

    (void)state;
    assert_int_equal(setjmp(oom), 0);
    arena.on_oom = &oom;
    for (unsigned long seed = 1; seed <= 300000; seed++) {
        aver_str json = aver_str_of(line, compose(line, seed));
        aver_str text, rest;
        aver_arena_reset(&arena, 1 << 20);
        if (!aver_json_text(&arena, json, &text, &rest))
            continue;
        taken++;
        if (!same_as_jansson(json, text, rest))
            fail_msg("%.*s", (int)json.len, json.ptr);
    }
    assert_true(taken > 3000);
    aver_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_any_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
