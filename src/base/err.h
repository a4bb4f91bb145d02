/* Filling in an aver_err: what, why and where. */
#ifndef AVER_ERR_H
#define AVER_ERR_H

#include "aver/aver.h"

#if defined(__GNUC__)
#define AVER_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define AVER_PRINTF(f, a)
#endif

/* Sets `*self` (NULL: nothing) and returns `code`. Messages too long for the
 * struct are cut at a character boundary. The first error is kept: one that
 * is already set is not overwritten. */
aver_status aver_err_set(aver_err *self, aver_status code, const char *format,
                         ...) AVER_PRINTF(3, 4);

/* The same with a place in a text file; lines and columns count from 1, a
 * column in characters. */
aver_status aver_err_at(aver_err *self, aver_status code, const char *file,
                        unsigned line, unsigned column, const char *format,
                        ...) AVER_PRINTF(6, 7);

/* The candidate nearest to `word` by edit distance (at most a third of its
 * length, transpositions count one), or NULL: for "did you mean". */
const char *aver_err_nearest(const char *word, size_t len,
                             const char *const *candidates, size_t n);

#endif
