/* Triggers in doubt: where they open the gate. */
#ifndef AVER_OPEN_DOUBT_H
#define AVER_OPEN_DOUBT_H

#include "rules/open_class.h"

/* Finds the rules that put triggers in doubt; then sorts them: of several that
 * hold for a trigger the first counts, the one with the rarest exceptions. */
void aver_doubts_find(aver_opening *self);
void aver_doubts_sort(aver_opening *self);

/* The first that holds for a node of the lexicon, or NULL. */
const aver_doubt *aver_doubts_of(const aver_opening *self, uint32_t node);

/* Opens for all triggers that it holds for. */
void aver_doubts_open(aver_opening *self, const aver_doubt *doubt);

/* Triggers in doubt, with all of `base`, open where the text is about custody,
 * or where what the rule excepts may be. 0 if that cannot be told. */
int aver_doubts_open_with(aver_opening *self, const aver_doubt *doubt,
                          aver_gate_set base);

#endif
