/* What opens the gate: the words of which a claim needs one. */
#ifndef AVER_OPENING_H
#define AVER_OPENING_H

#include "rules/ruleset.h"

/* A claim needs an event: of a lexicon entry, or set by a rule. Of such a
 * rule the rarest thing that it requires is followed back to words. Marks
 * entries and words, and adds them to the gate. */
void aver_opening_derive(aver_rules *rules);

#endif
