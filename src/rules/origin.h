/* Where kinds of units and features come from: which entries have them, which
 * rules give them; and how often such words are met. */
#ifndef AVER_ORIGIN_H
#define AVER_ORIGIN_H

#include "rules/ruleset.h"

/* What cannot be followed back to words costs so much. */
#define AVER_ENDLESS (UINT64_MAX / 64)

typedef struct {
    AVER_VEC(uint32_t) nodes; /* of the lexicon */
    AVER_VEC(const aver_rule *) rules;
    uint64_t lexical, cost; /* of the entries, of all */
} aver_origin;

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    const aver_str *words; /* by number */
    uint32_t *met;         /* in the examples of the rules, by number */
    size_t n_met;
    aver_origin kinds[AVER_KINDS_MOST], feats[AVER_FEATS_MOST];
    uint8_t traced[AVER_FEATS_MOST]; /* come from entries and rules alone */
} aver_origins;

/* Whether the rule sets an event of its own. */
int aver_sets_event(const aver_rules *rules, const aver_pass *pass,
                    const aver_rule *rule);

/* Lives with the rules. Rules that set an event are no origins. */
aver_origins *aver_origins_find(aver_rules *rules);

/* The rarest of what a test asks of a unit: a feature, or NULL for its kinds;
 * and what it costs. */
aver_origin *aver_origins_rarest(aver_origins *self,
                                 const aver_unit_test *test, uint64_t *cost);

uint64_t aver_origins_cost(aver_origins *self, const aver_require *require);

/* The cost of a word that nearly every text has. */
uint64_t aver_origins_common(const aver_origins *self);

/* The cheapest of what is required; NULL if nothing can be followed. */
const aver_require *aver_origins_cheapest(aver_origins *self,
                                          aver_requires requires,
                                          uint64_t *cost);

#endif
