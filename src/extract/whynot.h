/* How far a rule gets on a sentence. */
#ifndef AVER_WHYNOT_H
#define AVER_WHYNOT_H

#include "extract/unit.h"

typedef struct {
    int matched;
    aver_match match;    /* if it matched */
    size_t steps, of;    /* elements of the alternative that got furthest */
    aver_span units;     /* that these elements took; empty: none */
    aver_str done, next; /* the elements, and the one that fits nothing */
} aver_stop;

/* The longest run of the pattern's first elements that matches somewhere in
 * the view. Compiles patterns: only for explanations. */
void aver_stop_find(aver_work *work, const aver_view *view,
                    const aver_rule *rule, aver_stop *out);

/* The first of the rule's needs that the view lacks, as words; 0 if it lacks
 * none. */
int aver_need_missing(aver_work *work, const aver_view *view,
                      const aver_rule *rule, char *out, size_t room);

#endif
