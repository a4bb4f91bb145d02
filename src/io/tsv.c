#include "io/tsv.h"

#include <string.h>

/* The letter behind the backslash; 0 for a byte that stands for itself. */
static char
escape_of(char byte)
{
    switch (byte) {
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return 0;
    }
}

void
aver_tsv_field(aver_bytes *out, aver_str value, int last)
{
    size_t from = 0;

    for (size_t i = 0; i < value.len; i++) {
        char pair[2] = {'\\', escape_of(value.ptr[i])};
        if (!pair[1] && value.ptr[i])
            continue;
        aver_bytes_add(out, value.ptr + from, i - from);
        if (value.ptr[i])
            aver_bytes_add(out, pair, sizeof pair);
        else /* many a reader ends there */
            aver_bytes_add(out, "\xEF\xBF\xBD", 3);
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
