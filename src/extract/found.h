/* What the gate found in a text: which of its ranges may hold a claim, and
 * what the text as a whole is about. */
#ifndef AVER_FOUND_H
#define AVER_FOUND_H

#include "rules/gate.h"

typedef struct {
    const aver_gate *gate;
    aver_arena *arena;
    aver_str text;
    aver_gate_hits hits; /* of the first classes */
    aver_gate_hits near; /* of all, in the range that was looked at last */
    size_t last;         /* hit that was looked for */
    int about;           /* the text is about custody */
} aver_found;

/* `*self` lives with the arena, and the text. */
void aver_found_scan(aver_found *self, const aver_gate *gate,
                     aver_arena *arena, aver_str text);

/* All that stands in a range of bytes of the text, into self->near; and what
 * that, and the text as a whole, is good for. */
aver_gate_set aver_found_near(aver_found *self, aver_span bytes);

/* Whether the gate may let a range of bytes of the text pass, for all that is
 * known of the text; of a long one that is sooner told. */
int aver_found_may_open(aver_found *self, aver_span bytes);

/* Whether the gate lets a range of bytes of the text pass; more passes
 * directly `behind` a sentence that made a claim. */
int aver_found_opens(aver_found *self, aver_span bytes, int behind);

#endif
