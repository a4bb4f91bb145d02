/* Folding of words: lower case, accents stripped, and what is seen on the
 * way. Used by the tokenizer. */
#ifndef AVER_FOLD_H
#define AVER_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* The letters of a word. */
typedef struct {
    size_t letters, upper;
    int first_upper; /* whether the first letter is a capital */
} aver_fold_case;

/* Writes `len` bytes of UTF-8 folded to `out`, which has room for 2 * len
 * bytes, and returns how many. Marks of the blocks of combining diacritics
 * are dropped, letters with a stroke lose it, ligatures are taken apart (ø o,
 * ł l, đ d, ı i, æ ae, œ oe, ß ss, þ th). `seen` may be NULL. */
size_t aver_fold_put(char *out, const char *word, size_t len,
                     aver_fold_case *seen);

/* What a character is, as far as words go. */
typedef enum {
    AVER_CHAR_OTHER,
    AVER_CHAR_LETTER,
    AVER_CHAR_UPPER, /* a letter as well */
    AVER_CHAR_MARK,
    AVER_CHAR_NUMBER,
    AVER_CHAR_SPACE
} aver_char;

aver_char aver_char_of(int32_t cp);

#endif
