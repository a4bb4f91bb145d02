/* Dates and counts from any fields and parts. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "extract/count.h"
#include "extract/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
small(const uint8_t **at, const uint8_t *end)
{
    uint8_t a = *at < end ? *(*at)++ : 0;
    uint8_t b = *at < end ? *(*at)++ : 0;

    /* Mostly unset or small, at times anything. */
    return a < 128 ? AVER_DATE_NONE : a < 200 ? b % 40 : (b << 8 | a) - 5000;
}

static void
try_date(aver_arena *arena, const uint8_t *at, const uint8_t *end)
{
    aver_date date;
    aver_date_context context;
    aver_str text;
    aver_tense tense = (aver_tense)(at < end ? *at % 3 : 0);

    memset(&context, 0, sizeof context);
    if (at < end && *at & 4) {
        context.doc.year = 2024;
        context.doc.month = 2;
        context.doc.day = 29;
    }
#define AVER_DATE_FIELD(name, about) date.name = small(&at, end);
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    text = aver_date_edtf(&date, &context, tense, arena);
    for (size_t i = 0; i < text.len; i++)
        assert(strchr("0123456789-/.X~", text.ptr[i]));
}

static void
try_count(const uint8_t *data, size_t size)
{
    aver_part parts[16];
    aver_count count;
    size_t n = size / 4 < 16 ? size / 4 : 16;

    for (size_t i = 0; i < n; i++) {
        static const int64_t sizes[] = {1,    10,      100,
                                        1000, 1000000, INT64_MAX / 255};
        parts[i].kind = (aver_part_kind)(data[i * 4] % AVER_PART_KINDS_N);
        parts[i].value = data[i * 4 + 1] * sizes[data[i * 4 + 2] % 6];
        parts[i].decimals = data[i * 4 + 3] % 20;
        parts[i].mod.ptr = "APPROX";
        parts[i].mod.len = data[i * 4 + 3] & 0x80 ? 6 : 0;
    }
    if (n && aver_count_of(parts, n, &count))
        assert(count.lo >= 0 && (!count.has_hi || count.hi > count.lo));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_arena arena = {0};
    jmp_buf oom;
    aver_part part;
    aver_str rest;

    arena.on_oom = &oom;
    if (setjmp(oom))
        abort();
    try_date(&arena, data, data + size);
    try_count(data, size);
    memset(&part, 0, sizeof part);
    (void)aver_count_figure(aver_str_of((const char *)data, size), &part,
                            &rest);
    aver_arena_free(&arena);
    return 0;
}
