/* The output of the pattern compiler: regex text with places, and what an
 * element of a pattern becomes. Private to pattern*.c. */
#ifndef AVER_PATTERN_PUT_H
#define AVER_PATTERN_PUT_H

#include "rules/pattern.h"

typedef struct {
    const aver_pattern_env *env;
    aver_err *err;
    AVER_VEC(char) out;
    AVER_VEC(aver_place) where;
    aver_place here;
    int alternative;  /* what is being read begins one */
    unsigned depth;   /* of groups */
    unsigned nesting; /* of macros */
    AVER_VEC(aver_step) steps;
    aver_shape shape;
} aver_compiler;

void aver_put(aver_compiler *self, aver_str text);
void aver_put_z(aver_compiler *self, const char *z);
void aver_put_quoted(aver_compiler *self, aver_str text);

/* A mistake at `here`; always AVER_ERR_RULES. */
aver_status aver_put_fail(aver_compiler *self, const char *what,
                          aver_str name);

/* A word, or one of several. */
void aver_put_words(aver_compiler *self, const aver_str *words, size_t n);

/* A unit class, without its braces. */
aver_status aver_put_unit(aver_compiler *self, aver_str spec);

/* The next item of the shape, and the one that was put last. */
void aver_shape_put(aver_compiler *self, aver_shape_type type);
void aver_shape_open(aver_compiler *self, aver_group_type group);
void aver_shape_unit(aver_compiler *self, const aver_unit_test *test);
aver_shape_item *aver_shape_last(aver_compiler *self);

/* The last unit is this punctuation mark, the `i`-th of at most two. */
void aver_shape_mark(aver_compiler *self, int i, aver_str mark);

int aver_is_name_byte(char c);

#endif
