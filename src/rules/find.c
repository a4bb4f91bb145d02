#include "rules/find.h"

const aver_rule *
aver_rules_find(const aver_rules *self, const char *id)
{
    for (size_t i = 0; i < self->passes.n; i++) {
        const aver_rule_vec *rules = &self->passes.at[i].rules;
        for (size_t k = 0; k < rules->n; k++)
            if (!strcmp(aver_rule_id(self, &rules->at[k]), id))
                return &rules->at[k];
    }
    return NULL;
}

const char *
aver_rules_nearest(const aver_rules *self, const char *id)
{
    const char *pair[2] = {NULL, NULL};

    for (size_t i = 0; i < self->passes.n; i++) {
        const aver_rule_vec *rules = &self->passes.at[i].rules;
        for (size_t k = 0; k < rules->n; k++) {
            int first = !pair[0];
            /* The best so far, or this one if it is better. */
            pair[1] = aver_rule_id(self, &rules->at[k]);
            pair[0] = aver_err_nearest(id, strlen(id), pair + first,
                                       first ? 1 : 2);
        }
    }
    return pair[0];
}
