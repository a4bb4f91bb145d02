/* The notation of rule patterns (rules/README.md), made into PCRE2 over
 * sentences rendered as units.
 *
 * How a unit is rendered: a plain word as its folded text and a space; any
 * other as the byte 1, a byte for its kind, one for its mark (AVER_MARK_*),
 * one for each feature that a pattern asks for, where a pattern has its word
 * as a literal "=word", and a space. */
#ifndef AVER_PATTERN_H
#define AVER_PATTERN_H

#include "base/err.h"
#include "rules/lexicon.h"
#include "rules/reach.h"
#include "rules/require.h"

enum { AVER_MARK_NONE = '-', AVER_MARK_TRIGGER = '@', AVER_MARK_PEOPLE = '%' };

enum {
    AVER_UNIT_BYTE = 1 /* where a unit of a kind begins; words have none */
};

/* The byte of a kind, or of a feature's place among those that are asked for:
 * no space, no '=', no NUL. */
static inline unsigned char
aver_unit_byte(unsigned number)
{
    unsigned byte = number + 1;

    byte += byte >= ' ';
    byte += byte >= '=';
    return (unsigned char)byte;
}

/* A place in a rule file. */
typedef struct {
    unsigned line, column;
} aver_place;

/* Text of a pattern or macro with where it stands: piece i is text[start, next
 * piece's start) and begins at `place`. */
typedef struct {
    uint32_t start;
    aver_place place;
} aver_piece;

typedef struct {
    aver_str text;
    const aver_piece *pieces;
    size_t n_pieces;
} aver_source;

typedef struct {
    aver_str name;
    aver_source body;
    const char *file;
} aver_macro;

typedef AVER_VEC(aver_macro) aver_macros;

/* What a pattern is compiled with. */
typedef struct {
    aver_arena *arena;
    aver_symbols *symbols;
    aver_lexicon *lexicon;
    const aver_macros *macros;
    aver_reaches *reaches;
    const char *file;
} aver_pattern_env;

/* An element of a pattern at its top: where it ends in the regex and in the
 * source; 1 for `|`, which parts alternatives. */
typedef struct {
    uint32_t regex, source;
    int bar;
} aver_step;

/* Before the first element of a regex, and behind the last. */
#define AVER_PATTERN_OPEN "(?<![^ ])(?:"
#define AVER_PATTERN_CLOSE ")"

typedef struct {
    aver_str regex;
    const aver_place *places; /* of every byte of `regex` */
    aver_requires requires;
    aver_reach reach;
    const aver_step *steps;
    size_t n_steps;
} aver_pattern;

/* The definition that a pattern of `file` means by `name`, of the first `n`:
 * the last one of a file of that name (an overlay's, then that of the file
 * that it is laid over), else the last one of all. NULL if there is none. */
const aver_macro *aver_macro_find(const aver_macro *macros, size_t n,
                                  aver_str name, const char *file);

aver_place aver_source_place(const aver_source *self, uint32_t at);

/* Compiles; AVER_ERR_RULES with its place in `err` on a mistake. */
aver_status aver_pattern_compile(const aver_pattern_env *env,
                                 const aver_source *source, aver_pattern *out,
                                 aver_err *err);

#endif
