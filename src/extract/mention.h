/* Level 1: tokens to units by the lexicons, and the unit passes. */
#ifndef AVER_MENTION_H
#define AVER_MENTION_H

#include "extract/unit.h"

/* The tokens of a unit to be: of an entry, or one that is of none. */
typedef struct {
    const aver_entry *entry; /* the first of several, or NULL */
    uint32_t n;
} aver_looked;

/* What the lexicons know of a sentence. Most are read no further. */
typedef struct {
    const aver_looked *at;
    size_t n;
    aver_gate_set there; /* what it is good for at the gate */
} aver_lookup;

void aver_mention_look(aver_work *work, const aver_words *words,
                       aver_lookup *out);

/* The first units of a sentence that was looked up. */
void aver_mention_make(aver_work *work, const aver_words *words,
                       const aver_lookup *lookup, aver_view *out);

/* Both. */
void aver_mention_first(aver_work *work, const aver_words *words,
                        aver_view *out);

/* All unit passes, behind the first units. */
void aver_mention_passes(aver_work *work, const aver_words *words,
                         aver_view *out);

/* The first units and all unit passes. */
void aver_mention_run(aver_work *work, const aver_words *words,
                      aver_view *out);

#endif
