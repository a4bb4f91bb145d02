/* What a raw word may begin and end with (rules/raw_word.h) against PCRE2. */
#include "arena_help.h"

#include "rules/raw_word.h"
#include "rules/rx.h"

/* `refused`: words that the edges alone rule out. */
static const struct {
    const char *regex, *refused[4];
} rows[] = {
    {"[^ ]*ed", {"walks", "ede", "d-"}},
    {"[a-z]+", {"-a", "a-", "Ab", "9"}},
    {"[a-z][a-z'-]+", {"'tis", "3rd"}},
    {"[a-z]{3,}(?:ers|ists|men)", {"walked", "worker", "Workers"}},
    {"[a-z]+(?:ed|s?)x?", {"walk9", "Xed"}},
    {"(?:ex|co)-[a-z]+", {"walk", "ex-"}},
    {"[0-9]+-year-olds?", {"x-year-old", "3-yearx"}},
    {"(?!(?:let|lets|[a-z]+ed) )[a-z]+", {"Let", "a1"}},
    {"(?=[a-z]+ed )[a-z]+|x{0,2}y", {"1a", "ax9"}},
    {"a?b*c{0,1}(?:d|e+)?f*", {"gf", "fg"}},
    {"(?:a|)(?:b|c?)", {"d", "bd"}},
    {"\\w+-\\w+", {NULL}},
    {"[+--]x++y*?", {"*x", "-z"}},
    {"\\.\\/x\\'", {"x'", "./x"}},
};

static const char *const words[] = {
    "a",           "b",
    "c",           "d",
    "e",           "f",
    "x",           "y",
    "ab",          "af",
    "bc",          "ed",
    "xy",          "+x",
    "-xxy",        ",x",
    "walked",      "walks",
    "walk",        "let",
    "lets",        "letx",
    "needed",      "ex-mayor",
    "co-x",        "men",
    "women",       "-ed",
    "9-ed",        "it's",
    "a-b",         "./x'",
    "12-year-old", "12-year-olds",
    "workers",     "artists",
    "abcdef",      "dockers",
};

static int
may_be(const aver_raw_edges *edges, const char *word)
{
    return aver_byte_set_has(&edges->first, word[0]) &&
           aver_byte_set_has(&edges->last, word[strlen(word) - 1]);
}

static int
matches(const aver_rx *rx, aver_rx_scratch *scratch, const char *word)
{
    aver_span groups[AVER_RX_GROUPS];
    char text[32];
    int n = snprintf(text, sizeof text, "%s ", word);

    return aver_rx_match(rx, scratch, text, (size_t)n, 0, groups) ==
           AVER_RX_FOUND;
}

static void
test_edges(void **state)
{
    aver_rx_scratch *scratch = aver_rx_scratch_new(&aver_mem_default, 10000);
    size_t found = 0;

    (void)state;
    assert_non_null(scratch);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char whole[128];
        size_t where;
        aver_err err;
        aver_raw_edges edges = aver_raw_word_edges(aver_str_z(rows[i].regex));
        int n = snprintf(whole, sizeof whole, "(?:%s)\\ ", rows[i].regex);
        aver_rx *rx = aver_rx_new(&aver_mem_default, whole, (size_t)n, &where,
                                  &err);
        assert_non_null(rx);
        assert_int_not_equal(aver_raw_word_reach(aver_str_z(rows[i].regex)),
                             AVER_RAW_WILD);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (matches(rx, scratch, words[k])) {
                found++;
                assert_true(may_be(&edges, words[k]));
            }
        for (size_t k = 0; k < 4 && rows[i].refused[k]; k++)
            assert_false(may_be(&edges, rows[i].refused[k]));
        aver_rx_free(rx);
    }
    assert_true(found > 60);
    aver_rx_scratch_free(scratch);
}

static void
test_reach(void **state)
{
    static const char *const wild[] = {
        "a.b", "[]a]", "a{b", "a{,}", "a b", "(?<n>a)", "[^a]", "[[:alpha:]]"};

    (void)state;
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++)
        assert_int_equal(aver_raw_word_reach(aver_str_z(wild[i])),
                         AVER_RAW_WILD);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_reach),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
