/* Lines of a rule or lexicon file, with their numbers. */
#ifndef AVER_LINES_H
#define AVER_LINES_H

#include "base/span.h"

typedef struct {
    aver_str text;   /* what is left */
    unsigned number; /* of the line last read, from 1 */
} aver_lines;

/* The next line, without its end; 0 at the end of the text. */
int aver_lines_next(aver_lines *self, aver_str *line);

aver_str aver_str_trim(aver_str text);

/* Takes the first word, up to white space, off `*text`. */
aver_str aver_str_word(aver_str *text);

/* Offset of `c` in `text`, or its length. */
size_t aver_str_find(aver_str text, char c);

/* A whole number, a sign allowed; 0 if it is none. */
int aver_str_number(aver_str text, int64_t *out);

/* The column, from 1, in characters, of a pointer into a line. */
unsigned aver_column_of(aver_str line, const char *at);

#endif
