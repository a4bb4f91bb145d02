#include "io/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "io/looks.h"
#include "io/utf16.h"
#include "text/utf8.h"

const char *
aver_record_format(aver_arena *arena, const char *format, ...)
{
    va_list args;
    char text[256];

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return aver_arena_copy(arena, text, strlen(text));
}

/* A path may be any bytes, the column `doc` is UTF-8. */
static aver_str
utf8_name(aver_arena *arena, const char *path)
{
    aver_str name = aver_str_z(path);
    size_t bad = 0;

    if (aver_utf8_valid(name.ptr, name.len) == name.len)
        return name;
    return aver_utf8_repair(arena, name, &bad);
}

static aver_status
get_text(const char *file, aver_str text, aver_arena *arena, aver_record *out,
         aver_err *err)
{
    aver_utf16_order order = aver_utf16_mark(text);
    size_t bad = 0, valid;

    if (aver_looks_like(text, &out->warning) == AVER_LOOKS_OTHER)
        return aver_err_set(err, AVER_ERR_INPUT, "%s", out->warning);
    out->doc.name = utf8_name(arena, file);
    out->doc.text = text;
    if (order == AVER_UTF16_LITTLE || order == AVER_UTF16_BIG) {
        out->doc.text = aver_utf8_from_utf16(
            arena, aver_str_of(text.ptr + 2, text.len - 2),
            order == AVER_UTF16_BIG, &bad);
        if (bad)
            out->warning = "invalid UTF-16, read as U+FFFD";
        return AVER_OK;
    }
    valid = aver_utf8_valid(text.ptr, text.len);
    if (valid < text.len)
        out->warning = aver_record_format(
            arena, "invalid UTF-8 from byte %zu on, read as U+FFFD", valid);
    return AVER_OK;
}

aver_status
aver_record_get(const aver_batch *batch, const aver_raw *raw,
                const aver_record_options *options, aver_arena *arena,
                aver_record *out, aver_err *err)
{
    const char *file = batch->names.at + raw->file;
    aver_str bytes = {raw->len ? batch->bytes.at + raw->start : "", raw->len};
    aver_status status = AVER_OK;

    memset(out, 0, sizeof *out);
    switch (raw->kind) {
    case AVER_RAW_TEXT:
        status = get_text(file, bytes, arena, out, err);
        break;
    case AVER_RAW_JSONL:
        status = aver_record_get_jsonl(options->hash_names ? NULL : file,
                                       raw->line, bytes, arena, out, err);
        break;
    case AVER_RAW_PROBLEM:
        return aver_err_set(err, AVER_ERR_INPUT, "%s",
                            batch->names.at + raw->start);
    }
    if (status == AVER_OK && !out->doc.date.len)
        out->doc.date = options->date;
    return status;
}
