/* UTF-8: decoding, validation, repair, and what other encodings become. */
#ifndef AVER_UTF8_H
#define AVER_UTF8_H

#include "base/arena.h"
#include "base/span.h"

/* The code point at `ptr` (`end - ptr` >= 1 bytes) and its length in `*len`.
 * -1 for an invalid sequence, whose maximal subpart (Unicode 3.9, D93b) is
 * `*len` bytes. */
int32_t aver_utf8_get(const char *ptr, const char *end, unsigned *len);

/* Writes `cp` (a scalar value) to `out` (4 bytes of room); its length. */
unsigned aver_utf8_put(int32_t cp, char *out);

/* Offset of the first invalid byte, or `len`. Fast on ASCII. */
size_t aver_utf8_valid(const char *ptr, size_t len);

/* A copy with every invalid sequence as U+FFFD; `*bad` counts them. */
aver_str aver_utf8_repair(aver_arena *arena, aver_str text, size_t *bad);

/* UTF-16 (without BOM) to UTF-8; lone surrogates and an odd last byte become
 * U+FFFD and are counted in `*bad`. */
aver_str aver_utf8_from_utf16(aver_arena *arena, aver_str bytes,
                              int big_endian, size_t *bad);

#endif
