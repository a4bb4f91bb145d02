/* Dates: what the rules capture, the document date and the tense, to EDTF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "extract/date.h"

static void
set_field(aver_date *date, const char *name, size_t len, int value)
{
#define AVER_DATE_FIELD(field, about)                                         \
    if (len == strlen(#field) && !memcmp(name, #field, len)) {                \
        date->field = value;                                                  \
        return;                                                               \
    }
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    fail_msg("no field %.*s", (int)len, name);
}

static aver_date
date_of(const char *fields)
{
    aver_date date;

    aver_date_init(&date);
    while (*fields) {
        size_t len = strcspn(fields, "=");
        char *end;

        set_field(&date, fields, len, (int)strtol(fields + len + 1, &end, 10));
        fields = end + (*end == ' ');
    }
    return date;
}

static aver_date_context
context_of(const char *doc)
{
    static const int years[] = {2014};
    aver_date_context ctx;

    memset(&ctx, 0, sizeof ctx);
    ctx.years = years;
    ctx.n_years = sizeof years / sizeof *years;
    if (*doc)
        assert_true(aver_day_parse(aver_str_z(doc), &ctx.doc));
    return ctx;
}

static aver_arena
new_arena(jmp_buf *oom)
{
    aver_arena arena;

    memset(&arena, 0, sizeof arena);
    arena.mem = &aver_mem_default;
    arena.on_oom = oom;
    return arena;
}

static int
differs(const char *words, const char *doc, aver_str got, const char *expect)
{
    if (aver_str_is(got, expect))
        return 0;
    print_error("%s (%s): %.*s, not %s\n", words, doc, (int)got.len, got.ptr,
                expect);
    return 1;
}

static void
test_edtf(void **state)
{
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    size_t i;
    volatile int wrong = 0;

    (void)state;
    if (setjmp(oom))
        fail();
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        aver_date date = date_of(rows[i].fields);
        aver_date_context ctx = context_of(rows[i].doc);
        aver_tense tense = rows[i].tense == 'p'   ? AVER_TENSE_PAST
                           : rows[i].tense == 'f' ? AVER_TENSE_FUTURE
                                                  : AVER_TENSE_UNKNOWN;

        wrong += differs(rows[i].words, rows[i].doc,
                         aver_date_edtf(&date, &ctx, tense, &arena),
                         rows[i].expect);
    }
    aver_arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void
test_ref(void **state)
{
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    size_t i;
    volatile int wrong = 0;

    (void)state;
    if (setjmp(oom))
        fail();
    for (i = 0; i < sizeof ref_rows / sizeof *ref_rows; i++) {
        aver_date date = date_of(ref_rows[i].fields);
        aver_date_context ctx = context_of(DOC);

        ctx.before = ref_rows[i].before;
        wrong += differs(ref_rows[i].words, "ref",
                         aver_date_edtf(&date, &ctx, AVER_TENSE_PAST, &arena),
                         ref_rows[i].expect);
    }
    aver_arena_free(&arena);
    assert_int_equal(wrong, 0);
}

/* No combination of fields may crash, or give what is no EDTF. */
static void
test_any_fields(void **state)
{
    static const int values[] = {AVER_DATE_NONE,
                                 AVER_DATE_NONE,
                                 -1,
                                 0,
                                 1,
                                 2,
                                 3,
                                 4,
                                 7,
                                 9,
                                 12,
                                 24,
                                 31,
                                 199,
                                 2019,
                                 99999};
    jmp_buf oom;
    aver_arena arena = new_arena(&oom);
    unsigned seed = 1;
    int round;

    (void)state;
    if (setjmp(oom))
        fail();
    for (round = 0; round < 200000; round++) {
        aver_date date;
        aver_date_context ctx = context_of(round % 3 ? DOC : "");
        aver_day first;
        aver_str got;
        size_t i;

        aver_date_init(&date);
#define AVER_DATE_FIELD(name, about)                                          \
    seed = seed * 1103515245u + 12345u;                                       \
    if (seed >> 16 & 1)                                                       \
        date.name = values[seed >> 20 & 15];
        AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
        ctx.before.year = (int)(seed >> 8 & 1) * 2019;
        ctx.before.month = (int)(seed >> 9 & 1) * 3;
        got = aver_date_edtf(&date, &ctx, (aver_tense)(round % 3), &arena);
        assert_int_equal(
            got.len != 0,
            aver_date_first(&date, &ctx, (aver_tense)(round % 3), &first));
        for (i = 0; i < got.len; i++)
            assert_non_null(strchr("0123456789X-/.~", got.ptr[i]));
        if (round % 1000 == 0)
            aver_arena_reset(&arena, 1 << 16);
    }
    aver_arena_free(&arena);
}

static void
test_first(void **state)
{
    aver_date_context ctx = context_of(DOC);
    aver_date date = date_of("month=3 year=2019");
    aver_day day;

    (void)state;
    assert_true(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.year, 2019);
    assert_int_equal(day.month, 3);
    assert_int_equal(day.day, 0);
    date = date_of("measure=2 shift=-1");
    assert_true(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.day, 2);
    date = date_of("month=2 day=30");
    assert_false(aver_date_first(&date, &ctx, AVER_TENSE_PAST, &day));
    assert_int_equal(day.year, 0);
}

static void
test_fixed(void **state)
{
    aver_date_context ctx = context_of("");
    aver_date date = date_of("weekday=1 month=1 day=12");
    aver_day day;

    (void)state;
    assert_true(aver_date_fixed(&date, &ctx, &day));
    assert_int_equal(day.year, 2015);
    date = date_of("weekday=5 month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 day=12 year=2020");
    assert_true(aver_date_fixed(&date, &ctx, &day));
    date = date_of("month=1 year=2020");
    assert_false(aver_date_fixed(&date, &ctx, &day));
    ctx.n_years = 0;
    date = date_of("weekday=1 month=1 day=12");
    assert_false(aver_date_fixed(&date, &ctx, &day));
}

static void
test_parse(void **state)
{
    static const struct {
        const char *text;
        int ok;
    } days[] = {
        {"2026-03-12", 1},  {"2024-02-29", 1}, {"2026-02-29", 0},
        {"2026-02-30", 0},  {"0000-01-01", 0}, {"2026-13-01", 0},
        {"2026-00-01", 0},  {"2026-01-00", 0}, {"2026-3-12", 0},
        {"2026-03-123", 0}, {"2026/03/12", 0}, {"", 0},
        {"2026-03-1x", 0},  {"9999-12-31", 1}, {"0001-01-01", 1},
    };
    size_t i;
    aver_day day;

    (void)state;
    for (i = 0; i < sizeof days / sizeof *days; i++)
        assert_int_equal(aver_day_parse(aver_str_z(days[i].text), &day),
                         days[i].ok);
}

/* Every day of the calendar, there and back. */
static void
test_calendar(void **state)
{
    aver_day first = {1, 1, 1}, last = {9999, 12, 31}, epoch = {1970, 1, 1};
    long number;

    (void)state;
    assert_int_equal(aver_day_number(epoch), 0);
    assert_int_equal(aver_weekday_at(0), 4);
    for (number = aver_day_number(first); number <= aver_day_number(last);
         number++) {
        aver_day day = aver_day_at(number);

        if (!aver_day_valid(day) || aver_day_number(day) != number)
            fail_msg("day %ld", number);
    }
    assert_int_equal(aver_day_at(aver_day_number(last) + 1).year, 0);
    assert_int_equal(aver_day_at(aver_day_number(first) - 1).year, 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edtf),       cmocka_unit_test(test_ref),
        cmocka_unit_test(test_any_fields), cmocka_unit_test(test_first),
        cmocka_unit_test(test_fixed),      cmocka_unit_test(test_parse),
        cmocka_unit_test(test_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
