/* Counts: parts of number phrases to values, and figures to parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/count.h"

/* A phrase is written as parts: f2.5 a figure, u5 a unit, t100 a multiplier,
 * s1000 a scale, v24 a vague size, m several, h half, to a range, and
 * =APPROX a modifier, or n nothing. */
typedef struct {
    const char *words, *parts;
    int ok;
    int64_t lo, hi; /* hi 0: none */
    const char *mod;
} row;

static const row rows[] = {
    {"0", "f0", 1, 0, 0, ""},
    {"51", "f51", 1, 51, 0, ""},
    {"1,214", "f1,214", 1, 1214, 0, ""},
    {"1'214", "f1'214", 1, 1214, 0, ""},
    {"2.5 million", "f2.5 s1000000", 1, 2500000, 0, ""},
    {"2.55 million", "f2.55 s1000000", 1, 2550000, 0, ""},
    {"2.0", "f2.0", 1, 2, 0, ""},
    {"2.5", "f2.5", 0, 0, 0, ""},
    {"2.5 dozen", "f2.5 t12", 1, 30, 0, ""},
    {"2.3 dozen", "f2.3 t12", 0, 0, 0, ""},
    {"1.2345 thousand", "f1.2345 s1000", 0, 0, 0, ""},
    {"10k", "f10 s1000", 1, 10000, 0, ""},
    {"100 thousand", "f100 s1000", 1, 100000, 0, ""},
    {"five", "u5", 1, 5, 0, ""},
    {"zero", "u0", 1, 0, 0, ""},
    {"forty-two", "u42", 1, 42, 0, ""},
    {"forty two", "u40 u2", 1, 42, 0, ""},
    {"five six", "u5 u6", 0, 0, 0, ""},
    {"forty twelve", "u40 u12", 1, 4012, 0, ""},
    {"nineteen ninety-four", "u19 u94", 1, 1994, 0, ""},
    {"nineteen ninety four", "u19 u90 u4", 1, 1994, 0, ""},
    {"twenty twenty", "u20 u20", 1, 2020, 0, ""},
    {"two hundred", "u2 t100", 1, 200, 0, ""},
    {"a hundred", "n t100", 1, 100, 0, ""},
    {"hundred", "t100", 1, 100, 0, ""},
    {"one hundred and fifty-nine", "u1 t100 n u59", 1, 159, 0, ""},
    {"one hundred and fifty nine", "u1 t100 n u50 u9", 1, 159, 0, ""},
    {"two hundred twenty-two", "u2 t100 u22", 1, 222, 0, ""},
    {"two hundred five six", "u2 t100 u5 u6", 0, 0, 0, ""},
    {"fifteen hundred", "u15 t100", 1, 1500, 0, ""},
    {"a dozen", "n t12", 1, 12, 0, ""},
    {"two dozen", "u2 t12", 1, 24, 0, ""},
    {"three score", "u3 t20", 1, 60, 0, ""},
    {"half a dozen", "h n t12", 1, 6, 0, ""},
    {"half a million", "h n s1000000", 1, 500000, 0, ""},
    {"half", "h", 0, 0, 0, ""},
    {"half five", "h u5", 0, 0, 0, ""},
    {"half half a dozen", "h h t12", 0, 0, 0, ""},
    {"half of an odd one", "h t7", 0, 0, 0, ""},
    {"one and a half million", "u1 h s1000000", 1, 1500000, 0, ""},
    {"two and a half dozen", "u2 h t12", 1, 30, 0, ""},
    {"two and a half", "u2 h", 0, 0, 0, ""},
    {"a million and a half", "n s1000000 h", 1, 1500000, 0, ""},
    {"a thousand", "n s1000", 1, 1000, 0, ""},
    {"two thousand and twelve", "u2 s1000 n u12", 1, 2012, 0, ""},
    {"two thousand three hundred", "u2 s1000 u3 t100", 1, 2300, 0, ""},
    {"three hundred thousand", "u3 t100 s1000", 1, 300000, 0, ""},
    {"one million two thousand", "u1 s1000000 u2 s1000", 1, 1002000, 0, ""},
    {"two thousand million", "u2 s1000 s1000000", 1, 2000000000, 0, ""},
    {"one thousand two million", "u1 s1000 u2 s1000000", 0, 0, 0, ""},
    {"dozens", "v24", 1, 24, 0, "EQUAL_OR_MORE"},
    {"scores", "v40", 1, 40, 0, "EQUAL_OR_MORE"},
    {"tens of thousands", "v20000", 1, 20000, 0, "EQUAL_OR_MORE"},
    {"five dozens", "u5 v24", 0, 0, 0, ""},
    {"several", "m", 0, 0, 0, ""},
    {"several hundred", "m t100", 1, 200, 0, "EQUAL_OR_MORE"},
    {"a few dozen", "n m t12", 1, 24, 0, "EQUAL_OR_MORE"},
    {"several thousand", "m s1000", 1, 2000, 0, "EQUAL_OR_MORE"},
    {"several hundred thousand", "m t100 s1000", 1, 200000, 0,
     "EQUAL_OR_MORE"},
    {"several five", "m u5", 0, 0, 0, ""},
    {"five several", "u5 m", 0, 0, 0, ""},
    {"a couple", "n u2", 1, 2, 0, ""},
    {"a couple of hundred", "n u2 t100", 1, 200, 0, ""},
    {"about 50", "=APPROX f50", 1, 50, 0, "APPROX"},
    {"300 or so", "f300 =APPROX", 1, 300, 0, "APPROX"},
    {"an estimated 300 or more", "=APPROX f300 =EQUAL_OR_MORE", 1, 300, 0,
     "APPROX"},
    {"up to several hundred", "=EQUAL_OR_LESS m t100", 1, 200, 0,
     "EQUAL_OR_LESS"},
    {"more than dozens", "=MORE_THAN v24", 1, 24, 0, "MORE_THAN"},
    {"nearly half a million", "=LESS_THAN h s1000000", 1, 500000, 0,
     "LESS_THAN"},
    {"about", "=APPROX", 0, 0, 0, ""},
    {"nothing", "n", 0, 0, 0, ""},
    {"40 to 50", "f40 to f50", 1, 40, 50, ""},
    {"about 40 to 50", "=APPROX f40 to f50", 1, 40, 50, "APPROX"},
    {"2 to 3 million", "f2 to f3 s1000000", 1, 2000000, 3000000, ""},
    {"2.5 to 3.5 million", "f2.5 to f3.5 s1000000", 1, 2500000, 3500000, ""},
    {"two or three thousand", "u2 to u3 s1000", 1, 2000, 3000, ""},
    {"two or three dozen", "u2 to u3 t12", 1, 24, 36, ""},
    {"one to two hundred thousand", "u1 to u2 t100 s1000", 1, 100000, 200000,
     ""},
    {"900 to two thousand", "f900 to u2 s1000", 1, 900, 2000, ""},
    {"fifty to a hundred", "u50 to n t100", 1, 50, 100, ""},
    {"a dozen to fifteen", "n t12 to u15", 1, 12, 15, ""},
    {"83,000 and 84,000", "f83,000 to f84,000", 1, 83000, 84000, ""},
    {"dozens to hundreds", "v24 to v200", 1, 24, 200, ""},
    {"50 to 40", "f50 to f40", 0, 0, 0, ""},
    {"40 to 40", "f40 to f40", 0, 0, 0, ""},
    {"40 to", "f40 to", 0, 0, 0, ""},
    {"to 40", "to f40", 0, 0, 0, ""},
    {"40 to 50 to 60", "f40 to f50 to f60", 0, 0, 0, ""},
    {"the largest", "f9223372036854775807", 1, INT64_MAX, 0, ""},
    {"nine quintillion", "f9223372036854775807 t100", 0, 0, 0, ""},
    {"sum too large", "f9223372036854775 s1000 f808", 0, 0, 0, ""},
    {"sum just fits", "f9223372036854775 s1000 f807", 1, INT64_MAX, 0, ""},
};

static aver_part
part_of(const char *text, size_t len)
{
    static const struct {
        char letter;
        aver_part_kind kind;
    } kinds[] = {{'u', AVER_PART_UNIT},  {'t', AVER_PART_TIMES},
                 {'s', AVER_PART_SCALE}, {'v', AVER_PART_VAGUE},
                 {'m', AVER_PART_MANY},  {'h', AVER_PART_HALF}};
    aver_part part = {AVER_PART_NONE, 0, 0, {"", 0}};
    aver_str rest;
    size_t i;

    if (text[0] == '=') {
        part.mod = aver_str_of(text + 1, len - 1);
        return part;
    }
    if (len == 2 && !memcmp(text, "to", 2)) {
        part.kind = AVER_PART_TO;
        return part;
    }
    if (text[0] == 'f') {
        assert_true(
            aver_count_figure(aver_str_of(text + 1, len - 1), &part, &rest));
        assert_int_equal(rest.len, 0);
        return part;
    }
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text[0] == kinds[i].letter) {
            part.kind = kinds[i].kind;
            part.value = strtoll(text + 1, NULL, 10);
        }
    return part;
}

static size_t
parts_of(const char *text, aver_part *out)
{
    size_t n = 0;

    while (*text) {
        size_t len = strcspn(text, " ");

        out[n++] = part_of(text, len);
        text += len + (text[len] == ' ');
    }
    return n;
}

static void
test_rows(void **state)
{
    aver_part parts[16];
    size_t i;
    int wrong = 0;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        aver_count got;
        size_t n = parts_of(r->parts, parts);
        int ok = aver_count_of(parts, n, &got);

        if (ok == r->ok && got.lo == r->lo && got.hi == r->hi &&
            got.has_hi == (r->hi != 0) && aver_str_is(got.mod, r->mod))
            continue;
        print_error("%s: %d %lld to %lld %.*s\n", r->words, ok,
                    (long long)got.lo, (long long)got.hi, (int)got.mod.len,
                    got.mod.ptr);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void
test_figures(void **state)
{
    static const struct {
        const char *text;
        int ok;
        int64_t value;
        unsigned decimals;
        const char *rest;
    } figures[] = {
        {"1214", 1, 1214, 0, ""},
        {"1,214", 1, 1214, 0, ""},
        {"1,214,000", 1, 1214000, 0, ""},
        {"2.5", 1, 25, 1, ""},
        {"10k", 1, 10, 0, "k"},
        {"2.5m", 1, 25, 1, "m"},
        {"40-odd", 1, 40, 0, "-odd"},
        {"12,34", 0, 0, 0, ""},
        {"1.2.3", 0, 0, 0, ""},
        {"1,2345", 0, 0, 0, ""},
        {"", 0, 0, 0, ""},
        {"k", 0, 0, 0, ""},
        {"9223372036854775807", 1, INT64_MAX, 0, ""},
        {"9223372036854775808", 0, 0, 0, ""},
        {"99999999999999999999999", 0, 0, 0, ""},
        {"0.1234567", 0, 0, 0, ""},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof figures / sizeof *figures; i++) {
        aver_part part;
        aver_str rest = {"", 0};
        int ok = aver_count_figure(aver_str_z(figures[i].text), &part, &rest);

        if (ok != figures[i].ok)
            fail_msg("%s: %d", figures[i].text, ok);
        if (!ok)
            continue;
        assert_int_equal(part.kind, AVER_PART_FIGURE);
        assert_int_equal(part.value, figures[i].value);
        assert_int_equal(part.decimals, figures[i].decimals);
        assert_true(aver_str_is(rest, figures[i].rest));
    }
}

/* Any run of parts, in any order, neither crashes nor overflows. */
static void
test_any_parts(void **state)
{
    static const int64_t values[] = {
        0, 1, 2, 7, 12, 90, 100, 1000, 1000000, 1000000000, INT64_MAX, -1};
    unsigned seed = 7;
    int round;

    (void)state;
    for (round = 0; round < 300000; round++) {
        aver_part parts[6];
        aver_count count;
        size_t i, n = (size_t)(seed >> 12) % 7;

        for (i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            memset(&parts[i], 0, sizeof parts[i]);
            parts[i].kind = (aver_part_kind)((seed >> 16) % AVER_PART_KINDS_N);
            parts[i].value = values[(seed >> 20) % 12];
            parts[i].decimals = (seed >> 25) % 3;
            parts[i].mod = aver_str_of("", 0);
        }
        seed = seed * 1103515245u + 12345u;
        if (aver_count_of(parts, n, &count)) {
            assert_true(count.lo >= 0 || n > 0);
            assert_true(!count.has_hi || count.hi > count.lo);
        }
    }
}

static void
test_features(void **state)
{
    (void)state;
    assert_null(aver_part_feature(AVER_PART_NONE));
    assert_null(aver_part_feature(AVER_PART_FIGURE));
    assert_string_equal(aver_part_feature(AVER_PART_UNIT), "nunit");
    assert_string_equal(aver_part_feature(AVER_PART_TO), "nto");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_any_parts),
        cmocka_unit_test(test_features),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
