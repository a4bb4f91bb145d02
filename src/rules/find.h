/* Rules by their ids. */
#ifndef AVER_FIND_H
#define AVER_FIND_H

#include "rules/ruleset.h"

/* The rule of this id, or NULL. */
const aver_rule *aver_rules_find(const aver_rules *self, const char *id);

/* The id that is most like `id`, or NULL. */
const char *aver_rules_nearest(const aver_rules *self, const char *id);

#endif
