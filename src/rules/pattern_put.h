/* The output of the pattern compiler: regex text with places, and what an
 * element of a pattern becomes. Private to pattern*.c. */
#ifndef AVER_PATTERN_PUT_H
#define AVER_PATTERN_PUT_H

#include "rules/pattern.h"

/* Options of which a match has one each. */
typedef struct {
    aver_option at[AVER_NEEDS_MOST];
    size_t n;
} aver_options;

/* A group that is being read. */
typedef struct {
    aver_options branch; /* of the alternative being read */
    aver_option either;  /* of one of those before it */
    int bars;            /* how many there were */
    int open;            /* one of them needs nothing */
    int idle;            /* nothing is needed: (?! and (?<! */
} aver_group;

typedef struct {
    const aver_pattern_env *env;
    aver_err *err;
    AVER_VEC(char) out;
    AVER_VEC(aver_place) where;
    aver_place here;
    aver_needs needs;
    aver_needs last; /* of the element just read */
    int has_last;
    aver_options last_options; /* of the element just read */
    AVER_VEC(aver_group) groups; /* the first is the pattern */
    int alternative;  /* what is being read begins one */
    unsigned depth;   /* of groups */
    unsigned nesting; /* of macros */
    AVER_VEC(aver_step) steps;
} aver_compiler;

void aver_put(aver_compiler *self, aver_str text);
void aver_put_z(aver_compiler *self, const char *z);
void aver_put_quoted(aver_compiler *self, aver_str text);

/* A mistake at `here`; always AVER_ERR_RULES. */
aver_status aver_put_fail(aver_compiler *self, const char *what,
                          aver_str name);

/* Needs of the element before count once it is known not to be optional. */
void aver_put_settle(aver_compiler *self);

/* A group, or what is read like one, begins, goes on with another
 * alternative, ends. */
void aver_put_group(aver_compiler *self, int idle);
void aver_put_group_bar(aver_compiler *self);
void aver_put_group_end(aver_compiler *self);

/* The pattern is complete: what it needs. */
void aver_put_needs(aver_compiler *self, aver_needs *out);

/* A word, or one of several. */
void aver_put_words(aver_compiler *self, const aver_str *words, size_t n);

/* A unit class, without its braces. */
aver_status aver_put_unit(aver_compiler *self, aver_str spec);

int aver_is_name_byte(char c);

#endif
