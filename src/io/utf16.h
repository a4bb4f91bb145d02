/* UTF-16 that comes in pieces, as UTF-8. */
#ifndef AVER_IO_UTF16_H
#define AVER_IO_UTF16_H

#include "io/bytes.h"

typedef enum {
    AVER_UTF16_UNSEEN, /* the first two bytes are still to come */
    AVER_UTF16_NOT,    /* they were no byte order mark of UTF-16 */
    AVER_UTF16_LITTLE,
    AVER_UTF16_BIG
} aver_utf16_order;

/* One stream; all zero but `mem` is one at its beginning. */
typedef struct {
    const aver_alloc *mem;
    aver_utf16_order order;
    unsigned char held[4]; /* a character that is not complete */
    size_t n_held;
} aver_utf16;

/* Which UTF-16 the byte order mark in front of `text` says, if any. */
aver_utf16_order aver_utf16_mark(aver_str text);

/* Replaces the bytes from `from` on, which are the next ones of the stream,
 * by their UTF-8; bytes that are not UTF-16 stay. 0: no memory. */
int aver_utf16_convert(aver_utf16 *self, aver_bytes *bytes, size_t from);

#endif
