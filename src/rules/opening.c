#include "rules/opening.h"

#include "rules/open_doubt.h"

enum { BEHIND = 3 }; /* of what a rule requires behind a claim */

static void
set_use(aver_opening *self, uint32_t key, uint16_t use)
{
    aver_lexicon *lexicon = &self->rules->lexicon;

    if (key & 1) {
        lexicon->literal.at[key / 2] = (uint16_t)(1 + use);
        return;
    }
    for (uint32_t at = lexicon->nodes.at[key / 2].entries; at;
         at = lexicon->entries.at[at].next)
        lexicon->entries.at[at].use = use;
}

static void
open_alone(aver_opening *self, uint32_t node)
{
    aver_open_key(self, 2 * node, AVER_GATE_ALONE);
    set_use(self, 2 * node, AVER_USE_ALONE);
}

/* What a text about custody is told by: as a unit, count_custody counts. */
static int
speaks_of_custody(const aver_opening *self, uint32_t node)
{
    return aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_CAPTIVE) ||
           aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_CUSTODY) ||
           (aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_STRONG) &&
            !aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_WEAK) &&
            !aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_WILD));
}

/* That which holds for all triggers that a rule makes, or NULL. */
static const aver_doubt *
doubt_of_rule(const aver_opening *self, const aver_rule *rule)
{
    for (size_t i = 0; i < self->doubts.n; i++) {
        const aver_unit_test *test = &self->doubts.at[i].trigger;
        unsigned k = 0;
        while (k < test->n_with && aver_feats_has(&rule->add, test->with[k]))
            k++;
        if (k == test->n_with && !test->n_without)
            return &self->doubts.at[i];
    }
    return NULL;
}

static void
open_rule(aver_opening *self, const aver_rule *rule)
{
    const aver_doubt *doubt = doubt_of_rule(self, rule);
    const aver_require *best[1];
    aver_gate_set need = {{0}};
    aver_word_class class;

    if (aver_open_is_open(self, aver_rule_requires(self->rules, rule)))
        return;
    if (aver_open_required(self, aver_rule_requires(self->rules, rule), 1,
                           &need)) {
        if (!doubt || !aver_doubts_open_with(self, doubt, need))
            aver_open_add(self, need);
        return;
    }
    if (aver_open_cheapest(self, aver_rule_requires(self->rules, rule), 1,
                           best)) {
        aver_class_begin(&self->words, &class);
        aver_class_add(&self->words, best[0]);
        aver_open_words(self, &class, AVER_GATE_ALONE);
    } else {
        self->rules->gate.open = 1;
    }
}

/* Behind a claim only, of which few texts have any: what it needs is looked
 * for once words are looked up. */
static void
open_behind(aver_opening *self, const aver_rule *rule)
{
    const aver_require *best[BEHIND];
    aver_gate_set need = {{0}};
    size_t n = aver_open_cheapest(self, aver_rule_requires(self->rules, rule),
                                  BEHIND, best);

    if (aver_open_is_open(self, aver_rule_requires(self->rules, rule)))
        return;
    aver_gate_set_add(&need, AVER_GATE_BEHIND);
    for (size_t i = 0; i < n; i++) {
        unsigned number = aver_open_class_for(self, best[i], 1);
        if (number < AVER_GATE_CLASSES)
            aver_gate_set_add(&need, number);
    }
    aver_open_add(self, need);
}

static void
open_rules(aver_opening *self)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (passes->at[i].type == AVER_PASS_FOLLOW)
                open_behind(self, &passes->at[i].rules.at[k]);
            else if (aver_sets_event(self->rules, &passes->at[i],
                                     &passes->at[i].rules.at[k]))
                open_rule(self, &passes->at[i].rules.at[k]);
}

static void
open_nodes(aver_opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++) {
        const aver_entry *at = aver_open_entries(self, node);
        if (at && !at->use && aver_open_has_event(self, node) &&
            !aver_doubts_of(self, node))
            open_alone(self, node);
    }
}

static void
find_custody(aver_opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (aver_open_entries(self, node) && speaks_of_custody(self, node))
            aver_open_key(self, 2 * node, AVER_GATE_CUSTODY);
}

/* The number of a set of classes among the uses; if there are too many, what
 * has it is taken to open alone. */
static uint16_t
use_of(aver_gate *gate, aver_arena *arena, const aver_gate_set *classes)
{
    size_t i = 0;

    while (i < gate->uses.n &&
           memcmp(&gate->uses.at[i], classes, sizeof *classes))
        i++;
    if (i == UINT16_MAX - 1)
        return AVER_USE_ALONE;
    if (i == gate->uses.n)
        AVER_PUSH(arena, &gate->uses, *classes);
    return (uint16_t)i;
}

static void
settle_uses(aver_opening *self)
{
    aver_gate_set none = {{0}}, alone = {{0}};
    aver_gate *gate = &self->rules->gate;

    aver_gate_set_add(&alone, AVER_GATE_ALONE);
    (void)use_of(gate, self->arena, &none);
    (void)use_of(gate, self->arena, &alone);
    for (uint32_t key = 0; key < self->words.keys; key++)
        if (memcmp(&self->uses[key], &none, sizeof none))
            set_use(self, key, use_of(gate, self->arena, &self->uses[key]));
}

void
aver_opening_derive(aver_rules *rules)
{
    aver_opening *self = AVER_NEW(&rules->arena, aver_opening);

    self->rules = rules;
    self->arena = &rules->arena;
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_ALONE);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_CUSTODY);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_ABOUT);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_BEHIND);
    aver_doubts_find(self);
    aver_gathering_init(&self->words, rules);
    self->uses = AVER_NEWS(self->arena, aver_gate_set, self->words.keys);
    open_nodes(self);
    self->origins = aver_origins_find(rules);
    self->words.origins = self->origins;
    aver_doubts_sort(self);
    open_nodes(self);
    find_custody(self);
    for (size_t i = 0; i < self->doubts.n; i++)
        aver_doubts_open(self, &self->doubts.at[i]);
    open_rules(self);
    for (size_t i = 0; i < self->classes.n; i++)
        aver_open_words(self, &self->classes.at[i],
                        AVER_GATE_OWN + (unsigned)i);
    settle_uses(self);
}
