/* What the gate found in a text: which of its ranges may hold a claim, and
 * what the text as a whole is about. */
#ifndef AVER_FOUND_H
#define AVER_FOUND_H

#include "rules/gate.h"

typedef struct {
    const aver_gate *gate;
    aver_gate_hits hits;
    int about; /* the text is about custody */
} aver_found;

/* `*self` lives with the arena. */
void aver_found_scan(aver_found *self, const aver_gate *gate,
                     aver_arena *arena, aver_str text);

/* The hits in a range of bytes of the text, as a range of them. */
aver_span aver_found_in(const aver_found *self, aver_span bytes);

/* All that hits are good for, and the text as a whole. */
aver_gate_set aver_found_there(const aver_found *self, aver_span hits);

/* Whether the gate lets a range of bytes of the text pass. */
int aver_found_opens(const aver_found *self, aver_span bytes);

#endif
