/* The gate: whether text can hold a claim at all, from the words of which a
 * claim needs one. May pass too much, never too little; any bytes. */
#ifndef AVER_GATE_H
#define AVER_GATE_H

#include "base/span.h"
#include "base/vec.h"

/* Folded words that follow each other, with a space between. */
typedef struct {
    uint16_t key; /* the first three letters */
    aver_str text;
} aver_gate_phrase;

/* The phrases that begin with the same word. */
typedef struct {
    uint32_t hash;
    uint16_t first, n; /* n 0: free */
} aver_gate_slot;

/* Const once frozen. Phrases are found by a bitmap over the three letters
 * with which they may begin, then by their first word, then compared. */
typedef struct {
    uint8_t classes[256]; /* of bytes: a letter's number, or 0 */
    uint64_t first[512];  /* 32 letters ^ 3: may a phrase begin so? */
    AVER_VEC(aver_gate_phrase) phrases; /* by key */
    AVER_VEC(aver_gate_slot) slots;     /* by hash; as many as a power of 2 */
    int open; /* something can be a claim that needs no word */
} aver_gate;

/* Adds a phrase, which lives with the arena. One that does not begin with a
 * letter of ASCII opens the gate for good. */
void aver_gate_add(aver_gate *self, aver_arena *arena, aver_str phrase);

/* Sorts; the same phrase twice is one. */
void aver_gate_freeze(aver_gate *self, aver_arena *arena);

/* Where the first phrase at `from` or behind begins; NULL if there is none.
 * `text` is what `from` points into: what stands in front of it counts. */
const char *aver_gate_next(const aver_gate *self, aver_str text,
                           const char *from);

int aver_gate_passes(const aver_gate *self, aver_str text);

#endif
