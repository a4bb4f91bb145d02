/* Inflection classes: how the forms of a word are made. */
#ifndef AVER_INFLECT_H
#define AVER_INFLECT_H

#include "base/err.h"
#include "rules/symbols.h"

enum { AVER_FORMS_MOST = 16 };

typedef struct {
    aver_str suffix;
    aver_str outs[AVER_FORMS_MOST];
} aver_ending;

typedef struct {
    aver_str name;
    aver_str forms[AVER_FORMS_MOST]; /* names, which are features */
    size_t n_forms;
    AVER_VEC(aver_ending) endings;
} aver_inflection;

typedef AVER_VEC(aver_inflection) aver_inflections;

/* Reads inflection.txt; what it points to must live as long. */
aver_status aver_inflect_read(aver_arena *arena, aver_str text,
                              const char *path, aver_inflections *out,
                              aver_err *err);

const aver_inflection *aver_inflect_find(const aver_inflections *self,
                                         aver_str name);

/* The forms of `word`, in the arena; 0 if no pattern fits. */
int aver_inflect_forms(aver_arena *arena, const aver_inflection *self,
                       aver_str word, aver_str *forms);

#endif
