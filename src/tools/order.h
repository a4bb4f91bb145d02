/* In which order the tables of a lexicon are written: what is frequent stands
 * together, so that few cache lines and pages hold most of what is asked. How
 * frequent words are is told by the rules' own examples. */
#ifndef AVER_ORDER_H
#define AVER_ORDER_H

#include "rules/ruleset.h"

/* Numbers, the most frequent first; those that are as frequent by number. */
typedef struct {
    const uint32_t *words; /* slots of lexicon.words, free ones as well */
    const uint32_t *nodes;
} aver_order;

void aver_order_find(const aver_rules *rules, aver_arena *arena,
                     aver_order *out);

#endif
