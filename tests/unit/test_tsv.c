/* io/tsv: what a field looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "io/tsv.h"

static const struct {
    const char *value;
    size_t len;
    const char *want;
} fields[] = {
    {"", 0, "\t"},
    {"plain", 5, "plain\t"},
    {"a\tb\nc\rd\\e", 9, "a\\tb\\nc\\rd\\\\e\t"},
    {"\"quoted\"", 8, "\"quoted\"\t"},
    {"\t", 1, "\\t\t"},
    {"\\", 1, "\\\\\t"},
};

static void
test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        aver_bytes out = {0};
        aver_tsv_field(&out, aver_str_of(fields[i].value, fields[i].len), 0);
        assert_int_equal(out.n, strlen(fields[i].want));
        assert_memory_equal(out.at, fields[i].want, out.n);
        aver_bytes_free(&out);
    }
}

static void
test_last_field_ends_the_line(void **state)
{
    aver_bytes out = {0};

    (void)state;
    aver_tsv_field(&out, aver_str_of("a\0b", 3), 1);
    assert_int_equal(out.n, 6);
    assert_memory_equal(out.at,
                        "a\xEF\xBF\xBD"
                        "b\n",
                        6);
    aver_bytes_free(&out);
}

static void *
no_memory(void *ctx, void *ptr, size_t size)
{
    (void)ctx;
    (void)ptr;
    (void)size;
    return NULL;
}

static void
test_no_memory(void **state)
{
    static const aver_alloc none = {NULL, no_memory, NULL, NULL};
    aver_bytes out = {&none, NULL, 0, 0, 0};

    (void)state;
    aver_tsv_field(&out, aver_str_of("abc", 3), 1);
    assert_true(out.failed);
    assert_int_equal(out.n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_last_field_ends_the_line),
        cmocka_unit_test(test_no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
