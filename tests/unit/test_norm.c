/* The normaliser: folding, the offset map, Unicode's own test file. */
#define _POSIX_C_SOURCE 200809L /* popen */
#include "arena_help.h"

#include <utf8proc.h>

#include "text/norm.h"
#include "text/utf8.h"

#define TEST_FILE "/usr/share/unicode/NormalizationTest.txt.bz2"

static const struct {
    const char *text, *norm;
} ROWS[] = {
    {"", ""},
    {"plain text", "plain text"},
    {"a\tb\r\nc\vd\fe\x7F"
     "f\x01g",
     "a b  c d e f g"},
    {"\xC2\xA0x\xE2\x80\xAFx\xE2\x80\x89x\xE3\x80\x80x\xE2\x80\xA8x",
     " x x x x x"},
    {"\xE2\x80\x98q\xE2\x80\x99", "'q'"},
    {"\xE2\x80\x9Cq\xE2\x80\x9D", "\xE2\x80\x9Cq\xE2\x80\x9D"},
    {"\xE2\x80\x9Eq\xC2\xBBq\xC2\xAB",
     "\xE2\x80\x9Cq\xE2\x80\x9Dq\xE2\x80\x9C"},
    {"1\xE2\x80\x93"
     "2\xE2\x88\x92"
     "3\xE2\x80\x91"
     "4",
     "1-2-3-4"},
    {"\xE2\x80\x94\xE2\x80\x95", "\xE2\x80\x94\xE2\x80\x94"},
    {"wait\xE2\x80\xA6", "wait..."},
    {"pris\xC2\xADon\xE2\x80\x8B"
     "er\xEF\xBB\xBF",
     "prisoner"},
    {"\xE2\x80\xAA"
     "a\xE2\x80\xAC\xF3\xA0\x81\xA1"
     "b\xEF\xB8\x8F",
     "ab"},
    {"o\xEF\xAC\x83"
     "cials",
     "officials"},
    {"\xC2\x93old\xC2\x94 code\xC2\x92s \xC2\x97",
     "\xE2\x80\x9Cold\xE2\x80\x9D code's \xE2\x80\x94"},
    {"e\xCC\x81", "\xC3\xA9"},
    {"Cafe\xCC\x81s e\xCC\x81", "Caf\xC3\xA9s \xC3\xA9"},
    /* what is dropped does not keep a mark from its letter */
    {"e\xE2\x80\x8B\xCC\x81", "\xC3\xA9"},
    {"e\xE2\x80\x8B\xCC\x81\xE2\x80\x8Bx", "\xC3\xA9x"},
    {"\xC3\xA9\xCC\xA3", "\xE1\xBA\xB9\xCC\x81"},
    {"\xCC\x81", "\xCC\x81"},
    {"\t\xCC\x81", " \xCC\x81"},
    {"\xE2\x80\x99\xCC\x81", "'\xCC\x81"},
    {"\xE2\x84\xAB", "\xC3\x85"}, /* the angstrom sign */
    {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x81"},
    {"\xE1\xBA\xA4n", "\xE1\xBA\xA4n"},
    {"\xFFx\xE2\x80y\xC0\x80",
     "\xEF\xBF\xBDx\xEF\xBF\xBDy\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
};

static void
test_rows(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
            aver_norm norm, again;
            aver_norm_run(&arena, AVER_NORM_NEWS, ROWS[i].text,
                          (uint32_t)strlen(ROWS[i].text), &norm);
            if (!aver_str_is(norm.text, ROWS[i].norm))
                fail_msg("row %zu: got '%.*s', not '%s'", i,
                         (int)norm.text.len, norm.text.ptr, ROWS[i].norm);
            assert_int_equal(norm.orig_len, strlen(ROWS[i].text));
            /* once is enough, and what needs nothing is not copied */
            aver_norm_run(&arena, AVER_NORM_NEWS, norm.text.ptr,
                          (uint32_t)norm.text.len, &again);
            assert_ptr_equal(again.text.ptr, norm.text.ptr);
            assert_int_equal(again.n_steps, 0);
        }
    });
}

static void
test_nul(void **state)
{
    aver_norm norm;

    (void)state;
    WITH_ARENA(arena, {
        aver_norm_run(&arena, AVER_NORM_NEWS, "a\0b", 3, &norm);
        assert_int_equal(norm.text.len, 3);
        assert_memory_equal(norm.text.ptr, "a b", 3);
        assert_int_equal(norm.n_steps, 0);
        aver_norm_run(&arena, AVER_NORM_NFC, "a\0\r", 3, &norm);
        assert_memory_equal(norm.text.ptr, "a\0\r", 3);
    });
}

static void
expect_span(const aver_norm *norm, uint32_t start, uint32_t end, uint32_t from,
            uint32_t to)
{
    aver_span span = aver_norm_original(norm, aver_span_of(start, end));

    if (span.start != from || span.end != to)
        fail_msg("[%u, %u): got [%u, %u), not [%u, %u)", start, end,
                 span.start, span.end, from, to);
}

static void
test_spans(void **state)
{
    /*                          0 1-3         4 5-6     7 8   9-11 12-14 15 */
    static const char TEXT[] =
        "a\xE2\x80\x99s\xC2\xADx e\xCC\x81\xE2\x80\xA6z";
    aver_norm norm;

    (void)state;
    WITH_ARENA(arena, {
        aver_norm_run(&arena, AVER_NORM_NEWS, TEXT, sizeof TEXT - 1, &norm);
        assert_true(aver_str_is(norm.text, "a'sx \xC3\xA9...z"));
        expect_span(&norm, 0, 1, 0, 1);
        expect_span(&norm, 1, 2, 1, 4);
        expect_span(&norm, 1, 3, 1, 5);
        expect_span(&norm, 2, 4, 4, 8);
        expect_span(&norm, 3, 4, 7, 8);
        expect_span(&norm, 5, 7, 9, 12);
        expect_span(&norm, 6, 7, 9, 12);  /* within a character */
        expect_span(&norm, 8, 9, 12, 15); /* within "..." */
        expect_span(&norm, 10, 11, 15, 16);
        expect_span(&norm, 0, 11, 0, 16);
        expect_span(&norm, 3, 3, 7, 7);
        expect_span(&norm, 11, 11, 16, 16);
        expect_span(&norm, 11, 99, 16, 16);
        /* the identity, within a character */
        aver_norm_run(&arena, AVER_NORM_NEWS, "\xC3\xA9x", 3, &norm);
        expect_span(&norm, 1, 2, 0, 2);
        expect_span(&norm, 0, 1, 0, 2);
        expect_span(&norm, 3, 3, 3, 3);
        aver_norm_run(&arena, AVER_NORM_NEWS, "\xEF\xBB\xBF", 3, &norm);
        assert_int_equal(norm.text.len, 0);
        expect_span(&norm, 0, 0, 0, 0);
    });
}

/* Whether `at` is no byte within a well-formed character of the original. */
static int
is_boundary(const char *text, size_t len, size_t at)
{
    size_t i = 0;

    while (i < at) {
        unsigned n;
        (void)aver_utf8_get(text + i, text + len, &n);
        i += n;
    }
    return i == at;
}

static void
check_map(const char *text, size_t len, const aver_norm *norm)
{
    uint32_t n = (uint32_t)norm->text.len, before = 0;

    assert_int_equal(aver_utf8_valid(norm->text.ptr, n), n);
    for (uint32_t i = 0; i < n; i++) {
        aver_span one = aver_norm_original(norm, aver_span_of(i, i + 1));
        assert_true(one.start < one.end);
        assert_true(one.end <= len);
        assert_true(one.start >= before);
        assert_true(is_boundary(text, len, one.start));
        assert_true(is_boundary(text, len, one.end));
        before = one.start;
        for (uint32_t j = i + 1; j <= n && j < i + 12; j++) {
            aver_span last = aver_norm_original(norm, aver_span_of(j - 1, j));
            aver_span all = aver_norm_original(norm, aver_span_of(i, j));
            assert_int_equal(all.start, one.start);
            assert_int_equal(all.end, last.end);
        }
    }
}

/* NFC in one piece, by utf8proc, as the judge. */
static int
is_nfc(aver_str text)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.ptr,
                                      (utf8proc_ssize_t)text.len, &nfc,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    int same = n == (utf8proc_ssize_t)text.len &&
               !memcmp(nfc, text.ptr, text.len);

    free(nfc);
    return same;
}

static size_t
random_text(uint64_t *seed, char *text, size_t most)
{
    static const char *const PARTS[] = {"a",
                                        "e",
                                        " ",
                                        "\n",
                                        "word ",
                                        "\xCC\x81",
                                        "\xCC\xA3",
                                        "\xCC\x88",
                                        "\xC3\xA9",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\xA6",
                                        "\xE2\x80\x8B",
                                        "\xC2\xAD",
                                        "\xEF\xBB\xBF",
                                        "\xE2\x80\x94",
                                        "\xFF",
                                        "\xE2\x80",
                                        "\xE1\x84\x80",
                                        "\xE1\x85\xA1",
                                        "\xE1\x86\xA8",
                                        "\xEA\xB0\x80",
                                        "\xE2\x84\xAB",
                                        "\xE0\xBD\xB3",
                                        "\xE0\xBD\xB1",
                                        "\xEF\xAC\x83",
                                        "\xF0\x9F\x98\x80",
                                        "\xE1\xBA\xA4",
                                        "\xE0\xA6\xBE",
                                        "\xE0\xA7\x87",
                                        "\xE0\xA5\x98",
                                        "\xC2\x93"};
    size_t len = 0;

    while (len + 8 < most && next_random(seed) % 30) {
        const char *part =
            PARTS[next_random(seed) % (sizeof PARTS / sizeof *PARTS)];
        memcpy(text + len, part, strlen(part));
        len += strlen(part);
    }
    for (; len < most && next_random(seed) % 4 == 0; len++)
        text[len] = (char)next_random(seed);
    return len;
}

static void
test_random(void **state)
{
    uint64_t seed = 7;

    (void)state;
    WITH_ARENA(arena, {
        for (int i = 0; i < 20000; i++) {
            char text[96];
            size_t len = random_text(&seed, text, sizeof text);
            aver_norm_mode mode = i % 2 ? AVER_NORM_NFC : AVER_NORM_NEWS;
            aver_norm norm;
            aver_norm again;
            aver_norm_run(&arena, mode, text, (uint32_t)len, &norm);
            check_map(text, len, &norm);
            assert_true(is_nfc(norm.text));
            aver_norm_run(&arena, mode, norm.text.ptr, (uint32_t)norm.text.len,
                          &again);
            assert_true(aver_str_same(norm.text, again.text));
            aver_arena_reset(&arena, 1 << 20);
        }
    });
}

/* "0044 0307;" to text; 0 where a code point is not assigned in utf8proc. */
static int
read_points(char **at, char *out)
{
    int known = 1;

    while (**at && **at != ';') {
        int32_t cp = (int32_t)strtol(*at, at, 16);
        known = known && utf8proc_codepoint_valid(cp) &&
                utf8proc_category(cp) != UTF8PROC_CATEGORY_CN;
        out += aver_utf8_put(cp, out);
        while (**at == ' ')
            ++*at;
    }
    *out = '\0';
    if (**at)
        ++*at;
    return known;
}

static int
becomes(aver_arena *arena, const char *text, const char *nfc)
{
    aver_norm norm;

    aver_norm_run(arena, AVER_NORM_NFC, text, (uint32_t)strlen(text), &norm);
    check_map(text, strlen(text), &norm);
    return aver_str_is(norm.text, nfc);
}

/* The conformance clause for NFC:
 * c2 == toNFC(c1) == toNFC(c2) == toNFC(c3), c4 == toNFC(c4) == toNFC(c5) */
static void
test_line(aver_arena *arena, const char c[5][128], const char *line)
{
    if (!becomes(arena, c[0], c[1]) || !becomes(arena, c[1], c[1]) ||
        !becomes(arena, c[2], c[1]) || !becomes(arena, c[3], c[3]) ||
        !becomes(arena, c[4], c[3]))
        fail_msg("%s", line);
}

static void
test_unicode(void **state)
{
    FILE *file = fopen(TEST_FILE, "rb");
    char line[1024];
    unsigned run = 0, skipped = 0;

    (void)state;
    if (file)
        fclose(file);
    file = file ? popen("bzcat " TEST_FILE, "r") : NULL;
    if (!file || !fgets(line, sizeof line, file)) {
        print_message("skipped: no %s (Debian: unicode-data), or no bzcat\n",
                      TEST_FILE);
        if (file)
            pclose(file);
        skip();
    }
    print_message("%.*s against utf8proc's Unicode %s\n",
                  (int)strcspn(line, "\n"), line, utf8proc_unicode_version());
    WITH_ARENA(arena, {
        while (fgets(line, sizeof line, file)) {
            char columns[5][128];
            char *at = line;
            int known = 1;
            if (*line == '#' || *line == '@')
                continue;
            for (int i = 0; i < 5; i++)
                known = read_points(&at, columns[i]) && known;
            if (known) {
                test_line(&arena, (const char(*)[128])columns, line);
                run++;
            } else {
                skipped++;
            }
            aver_arena_reset(&arena, 1 << 20);
        }
    });
    pclose(file);
    print_message("%u lines, %u skipped (code points too new)\n", run,
                  skipped);
    assert_true(run > 10000);
}

/* Part 1 of the file's other clause: what it does not name is its own NFC. */
static void
test_every_point(void **state)
{
    unsigned changed = 0;

    (void)state;
    WITH_ARENA(arena, {
        for (int32_t cp = 1; cp < 0x110000; cp++) {
            char text[5];
            aver_norm norm;
            aver_str is;
            if (cp >= 0xD800 && cp < 0xE000)
                continue;
            is = aver_str_of(text, aver_utf8_put(cp, text));
            aver_norm_run(&arena, AVER_NORM_NFC, text, (uint32_t)is.len,
                          &norm);
            if (is_nfc(is))
                assert_ptr_equal(norm.text.ptr, text);
            else
                changed++;
            assert_true(is_nfc(norm.text));
            aver_arena_reset(&arena, 1 << 20);
        }
    });
    assert_in_range(changed, 1000, 1200);
}

static void
test_patho(void **state)
{
    static const char *const UNITS[] = {"\xCC\x81",
                                        "\xCC\x81\xCC\xA3",
                                        "\xE2\x80\x9C",
                                        "\"",
                                        "1",
                                        "\xE2\x80\x8B",
                                        "e\xE2\x80\x8B",
                                        "\xE2\x80\x8B\xCC\x81",
                                        "\xFF",
                                        "\xE1\x85\xA1",
                                        "\xE2\x84\xAB",
                                        "\xE2\x80\xA6\xE2\x80\x8B",
                                        "\xE0\xA6\xBE\xCC\xA3",
                                        "\xF0\x9F\x98\x80",
                                        "\n"};
    enum { TIMES = 1000000 };
    char *text = malloc(8 * TIMES + 1);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        size_t n = strlen(UNITS[i]), len = 1 + TIMES * n;
        clock_t start = clock();
        text[0] = 'e';
        for (size_t at = 1; at < len; at += n)
            memcpy(text + at, UNITS[i], n);
        WITH_ARENA(arena, {
            aver_norm norm;
            aver_norm_run(&arena, AVER_NORM_NEWS, text, (uint32_t)len, &norm);
            assert_int_equal(aver_utf8_valid(norm.text.ptr, norm.text.len),
                             norm.text.len);
        });
        if (is_slow(start, 4))
            fail_msg("unit %zu is slow", i);
    }
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),    cmocka_unit_test(test_nul),
        cmocka_unit_test(test_spans),   cmocka_unit_test(test_random),
        cmocka_unit_test(test_unicode), cmocka_unit_test(test_every_point),
        cmocka_unit_test(test_patho),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
