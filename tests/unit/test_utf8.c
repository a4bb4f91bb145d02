/* UTF-8: decoding against Unicode's tables, repair, UTF-16. */
#include "arena_help.h"

#include "text/utf8.h"

static const struct {
    const char *bytes;
    size_t n;
    int32_t cp;
    unsigned len;
} ROWS[] = {
    {"a", 1, 'a', 1},
    {"\0", 1, 0, 1},
    {"\x7F", 1, 0x7F, 1},
    {"\xC2\x80", 2, 0x80, 2},
    {"\xDF\xBF", 2, 0x7FF, 2},
    {"\xE0\xA0\x80", 3, 0x800, 3},
    {"\xED\x9F\xBF", 3, 0xD7FF, 3},
    {"\xEE\x80\x80", 3, 0xE000, 3},
    {"\xEF\xBF\xBF", 3, 0xFFFF, 3},
    {"\xF0\x90\x80\x80", 4, 0x10000, 4},
    {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 4},
    /* maximal subparts */
    {"\x80", 1, -1, 1},
    {"\xBF\x80", 2, -1, 1},
    {"\xC0\x80", 2, -1, 1},
    {"\xC1\xBF", 2, -1, 1},
    {"\xC2", 1, -1, 1},
    {"\xC2x", 2, -1, 1},
    {"\xE0\x9F\xBF", 3, -1, 1},
    {"\xE1\x80", 2, -1, 2},
    {"\xE1\x80x", 3, -1, 2},
    {"\xE1\x80\xC2", 3, -1, 2},
    {"\xED\xA0\x80", 3, -1, 1},
    {"\xF0\x8F\xBF\xBF", 4, -1, 1},
    {"\xF0\x90\x80", 3, -1, 3},
    {"\xF0\x90\x80x", 4, -1, 3},
    {"\xF1\x80", 2, -1, 2},
    {"\xF4\x90\x80\x80", 4, -1, 1},
    {"\xF5\x80\x80\x80", 4, -1, 1},
    {"\xFF", 1, -1, 1},
};

static void
test_get(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        unsigned len;
        int32_t cp = aver_utf8_get(ROWS[i].bytes, ROWS[i].bytes + ROWS[i].n,
                                   &len);
        if (cp != ROWS[i].cp || len != ROWS[i].len)
            fail_msg("row %zu: %d, %u bytes", i, (int)cp, len);
        assert_int_equal(aver_utf8_valid(ROWS[i].bytes, ROWS[i].n),
                         cp < 0 ? 0 : ROWS[i].n);
    }
}

static void
test_every_point(void **state)
{
    (void)state;
    for (int32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        unsigned n, len;
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        n = aver_utf8_put(cp, bytes);
        assert_int_equal(aver_utf8_get(bytes, bytes + n, &len), cp);
        assert_int_equal(len, n);
        /* cut short it is one maximal subpart */
        if (n > 1) {
            assert_int_equal(aver_utf8_get(bytes, bytes + n - 1, &len), -1);
            assert_int_equal(len, n - 1);
        }
    }
}

static void
test_valid(void **state)
{
    char text[64];

    (void)state;
    assert_int_equal(aver_utf8_valid("", 0), 0);
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'x', sizeof text);
        text[at] = '\xFF';
        assert_int_equal(aver_utf8_valid(text, sizeof text), at);
        if (at + 1 < sizeof text) {
            memcpy(text + at, "\xC3\xA9", 2);
            assert_int_equal(aver_utf8_valid(text, sizeof text), sizeof text);
        }
    }
}

#define FFFD "\xEF\xBF\xBD"

static void
test_repair(void **state)
{
    static const struct {
        const char *text, *want;
        size_t bad;
    } REPAIRS[] = {
        {"", "", 0},
        {"plain", "plain", 0},
        {"caf\xC3\xA9", "caf\xC3\xA9", 0},
        {"caf\xE9", "caf" FFFD, 1},
        {"\xFF\xFE", FFFD FFFD, 2},
        {"a\xF0\x90\x80z", "a" FFFD "z", 1},
        {"\xED\xA0\x80", FFFD FFFD FFFD, 3},
        {"\xC3\xA9\xC3", "\xC3\xA9" FFFD, 1},
        {"a\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "a" FFFD FFFD FFFD FFFD "A",
         4}, /* Unicode table 3-8 */
    };

    (void)state;
    WITH_ARENA(arena, {
        for (size_t i = 0; i < sizeof REPAIRS / sizeof *REPAIRS; i++) {
            size_t bad = 99;
            aver_str fixed = aver_utf8_repair(
                &arena, aver_str_z(REPAIRS[i].text), &bad);
            if (!aver_str_is(fixed, REPAIRS[i].want))
                fail_msg("row %zu", i);
            assert_int_equal(bad, REPAIRS[i].bad);
        }
    });
}

/* Any bytes: what comes out is valid, and as good as byte by byte. */
static void
test_random(void **state)
{
    static const unsigned char LEADS[] = {0x41, 0xC2, 0xE0, 0xE1, 0xED,
                                          0xF0, 0xF1, 0xF4, 0x80, 0xBF,
                                          0x9F, 0xA0, 0x90, 0x8F};
    uint64_t seed = 11;

    (void)state;
    WITH_ARENA(arena, {
        for (int i = 0; i < 100000; i++) {
            char text[40];
            size_t len = next_random(&seed) % sizeof text;
            size_t bad;
            size_t n = 0;
            aver_str fixed;
            for (size_t at = 0; at < len; at++)
                text[at] = (char)LEADS[next_random(&seed) % sizeof LEADS];
            fixed = aver_utf8_repair(&arena, aver_str_of(text, len), &bad);
            assert_int_equal(aver_utf8_valid(fixed.ptr, fixed.len), fixed.len);
            for (size_t at = 0; at < len;) {
                unsigned step;
                n += aver_utf8_get(text + at, text + len, &step) < 0;
                at += step;
            }
            assert_int_equal(bad, n);
            aver_arena_reset(&arena, 1 << 20);
        }
    });
}

static void
test_utf16(void **state)
{
    static const struct {
        const char *bytes; /* big-endian */
        size_t n;
        const char *want;
        size_t bad;
    } PAIRS[] = {
        {"", 0, "", 0},
        {"\0a\0b", 4, "ab", 0},
        {"\0\xE9 \x1C", 4, "\xC3\xA9\xE2\x80\x9C", 0},
        {"\xD8\x3D\xDE\0", 4, "\xF0\x9F\x98\x80", 0},
        {"\xD8\x3D\0a", 4, FFFD "a", 1},
        {"\xDE\0\0a", 4, FFFD "a", 1},
        {"\xD8\x3D\xD8\x3D\xDE\0", 6, FFFD "\xF0\x9F\x98\x80", 1},
        {"\xD8\x3D", 2, FFFD, 1},
        {"\0a\0", 3, "a" FFFD, 1},
        {"a", 1, FFFD, 1},
    };

    (void)state;
    WITH_ARENA(arena, {
        for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
            char little[8];
            size_t bad = 99;
            aver_str got = aver_utf8_from_utf16(
                &arena, aver_str_of(PAIRS[i].bytes, PAIRS[i].n), 1, &bad);
            if (!aver_str_is(got, PAIRS[i].want))
                fail_msg("row %zu", i);
            assert_int_equal(bad, PAIRS[i].bad);
            for (size_t at = 0; at < PAIRS[i].n; at++)
                little[at] = PAIRS[i].bytes[at ^ 1U];
            got = aver_utf8_from_utf16(
                &arena, aver_str_of(little, PAIRS[i].n & ~(size_t)1), 0, &bad);
            assert_memory_equal(got.ptr, PAIRS[i].want, got.len);
        }
    });
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get),    cmocka_unit_test(test_every_point),
        cmocka_unit_test(test_valid),  cmocka_unit_test(test_repair),
        cmocka_unit_test(test_random), cmocka_unit_test(test_utf16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
