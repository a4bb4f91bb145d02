#include "io/tsv.h"

#include "base/eight.h"
#include "base/escape.h"

/* How many bytes from `i` on are written as they are, as far as is quickly
 * told. */
static size_t
plain_bytes(aver_str value, size_t i)
{
    size_t from = i;

    for (; i + 8 <= value.len; i += 8) {
        uint64_t eight = aver_eight(value.ptr + i);
        if (aver_eight_below(eight, ' ') | aver_eight_is(eight, '\\'))
            break;
    }
    return i - from;
}

void
aver_tsv_field(aver_bytes *out, aver_str value, int last)
{
    size_t from = 0;

    for (size_t i = 0; i < value.len; i++) {
        const char *escape;
        i += plain_bytes(value, i);
        escape = i < value.len ? aver_escape(value.ptr[i]) : NULL;
        if (!escape)
            continue;
        aver_bytes_add(out, value.ptr + from, i - from);
        aver_bytes_add_z(out, escape);
        from = i + 1;
    }
    if (value.len > from)
        aver_bytes_add(out, value.ptr + from, value.len - from);
    aver_bytes_add(out, last ? "\n" : "\t", 1);
}

void
aver_tsv_header(aver_bytes *out)
{
    for (unsigned c = 0; c < AVER_COLUMNS; c++)
        aver_tsv_field(out, aver_str_z(aver_column_name((aver_column)c)),
                       c + 1 == AVER_COLUMNS);
}

void
aver_tsv_claim(aver_bytes *out, const aver_claim *claim)
{
    for (unsigned c = 0; c < AVER_COLUMNS; c++)
        aver_tsv_field(out, aver_claim_get(claim, (aver_column)c),
                       c + 1 == AVER_COLUMNS);
}
