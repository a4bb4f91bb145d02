/* Rules that say of a trigger, whatever stands around it, that its claims are
 * in doubt, or none. */
#ifndef AVER_DOUBT_H
#define AVER_DOUBT_H

#include "rules/ruleset.h"

/* All triggers that have what `trigger` asks for are in doubt, unless all
 * that one of `unless` requires is in the sentence. */
typedef struct {
    aver_unit_test trigger;
    AVER_VEC(aver_requires) unless;
} aver_doubt;

/* Whether the rule is such a one: `^`, what must not follow, any units, and
 * the trigger; or the trigger alone. */
int aver_doubt_find(aver_rules *rules, const aver_pass *pass,
                    const aver_rule *rule, aver_doubt *out);

#endif
