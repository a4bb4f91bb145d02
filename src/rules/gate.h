/* The gate: whether text can hold a claim at all. Derived from the words of
 * the lexicon entries that carry an event. */
#ifndef AVER_GATE_H
#define AVER_GATE_H

#include "base/span.h"
#include "base/vec.h"

/* Const once frozen. A word passes if it begins with one of the stems; stems
 * are found by a bitmap over their first three letters, then compared. */
typedef struct {
    uint64_t first[512]; /* 32 letters ^ 3: does a stem begin so? */
    AVER_VEC(aver_str) stems; /* sorted by their first three letters */
    uint16_t start[32768 + 1];
} aver_gate;

/* Adds a folded word that a claim needs. */
void aver_gate_add(aver_gate *self, aver_arena *arena, aver_str word);
void aver_gate_freeze(aver_gate *self);

/* May pass too much, never too little. Any bytes. */
int aver_gate_passes(const aver_gate *self, aver_str text);

#endif
