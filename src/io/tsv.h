/* Tab-separated values: fields with \t, \n, \r and \\ escaped. */
#ifndef AVER_IO_TSV_H
#define AVER_IO_TSV_H

#include "io/bytes.h"

/* One field; `last` decides whether a tab or the end of the line follows. */
void aver_tsv_field(aver_bytes *out, aver_str value, int last);

/* The header line of the claim record. */
void aver_tsv_header(aver_bytes *out);

/* One claim as a line. */
void aver_tsv_claim(aver_bytes *out, const aver_claim *claim);

#endif
