#include "io/tsv.h"

#include "base/escape.h"

void
aver_tsv_field(aver_bytes *out, aver_str value, int last)
{
    size_t from = 0;

    for (size_t i = 0; i < value.len; i++) {
        const char *escape = aver_escape(value.ptr[i]);
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
