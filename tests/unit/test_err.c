/* Errors: what is kept, where it is cut, what is near. */
#include "arena_help.h"

#include "base/err.h"

static void
test_set(void **state)
{
    aver_err err = {0};

    (void)state;
    assert_int_equal(aver_err_set(NULL, AVER_ERR_IO, "x"), AVER_ERR_IO);
    assert_int_equal(aver_err_set(&err, AVER_ERR_IO, "no %s: %d", "file", 7),
                     AVER_ERR_IO);
    assert_int_equal(err.code, AVER_ERR_IO);
    assert_string_equal(err.message, "no file: 7");
    assert_string_equal(err.file, "");
    assert_int_equal(err.line, 0);
    /* the first is kept, the code is passed on */
    assert_int_equal(aver_err_set(&err, AVER_ERR_MEMORY, "later"),
                     AVER_ERR_MEMORY);
    assert_int_equal(err.code, AVER_ERR_IO);
    assert_string_equal(err.message, "no file: 7");
    assert_int_equal(aver_err_at(&err, AVER_ERR_RULES, "f", 1, 2, "later"),
                     AVER_ERR_RULES);
    assert_string_equal(err.file, "");
}

static void
test_at(void **state)
{
    aver_err err = {0};

    (void)state;
    assert_int_equal(aver_err_at(NULL, AVER_ERR_RULES, "a.rules", 3, 9, "x"),
                     AVER_ERR_RULES);
    assert_int_equal(
        aver_err_at(&err, AVER_ERR_RULES, "a.rules", 3, 9, "bad '%c'", 'x'),
        AVER_ERR_RULES);
    assert_string_equal(err.file, "a.rules");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 9);
    assert_string_equal(err.message, "bad 'x'");
    memset(&err, 0, sizeof err);
    (void)aver_err_at(&err, AVER_ERR_RULES, NULL, 0, 0, "x");
    assert_string_equal(err.file, "");
}

/* Too long a message ends with a whole character. */
static void
test_cut(void **state)
{
    char text[1200];

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        aver_err err = {0};
        size_t n;
        memset(text, 'x', shift);
        for (size_t at = shift; at + 3 < sizeof text; at += 3)
            memcpy(text + at, "\xE2\x80\x94", 3);
        text[sizeof text - 4] = '\0';
        (void)aver_err_set(&err, AVER_ERR_IO, "%s", text);
        n = strlen(err.message);
        assert_in_range(n, sizeof err.message - 6, sizeof err.message - 1);
        assert_int_equal((n - shift) % 3, 0);
    }
}

static void
test_nearest(void **state)
{
    static const char *const KINDS[] = {"PEOPLE", "COUNT", "SOURCE",
                                        "ACTOR",  "NUM",   "A"};
    static const struct {
        const char *word, *want;
    } ROWS[] = {
        {"PEOPLE", "PEOPLE"}, {"POEPLE", "PEOPLE"}, {"PEPLE", "PEOPLE"},
        {"PEOPEL", "PEOPLE"}, {"COUNTS", "COUNT"},  {"SUORCE", "SOURCE"},
        {"ACTRO", "ACTOR"},   {"NUN", "NUM"},       {"XYZ", NULL},
        {"DATE", NULL},       {"B", "A"},           {"COXXT", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const char *got = aver_err_nearest(ROWS[i].word, strlen(ROWS[i].word),
                                           KINDS,
                                           sizeof KINDS / sizeof *KINDS);
        if (!got != !ROWS[i].want || (got && strcmp(got, ROWS[i].want) != 0))
            fail_msg("%s: %s", ROWS[i].word, got ? got : "nothing");
    }
    assert_null(aver_err_nearest("x", 1, KINDS, 0));
    assert_null(
        aver_err_nearest("a word that is longer than any name would ever be",
                         49, KINDS, sizeof KINDS / sizeof *KINDS));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_at),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_nearest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
