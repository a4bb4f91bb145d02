#include "rules/open_doubt.h"

enum { DOUBTS_MOST = 24 };

static int
is_added(const aver_opening *self, unsigned feat)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (aver_feats_has(&passes->at[i].rules.at[k].add, feat))
                return 1;
    return 0;
}

void
aver_doubts_find(aver_opening *self)
{
    const aver_passes *passes = &self->rules->passes;
    aver_doubt doubt;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (self->doubts.n < DOUBTS_MOST &&
                aver_doubt_find(self->rules, &passes->at[i],
                                &passes->at[i].rules.at[k], &doubt))
                AVER_PUSH(self->arena, &self->doubts, doubt);
}

/* Whether an event of the node's words is in doubt, as long as no rule takes
 * a feature away. */
static int
is_in_doubt(const aver_opening *self, uint32_t node,
            const aver_unit_test *test)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (const aver_entry *at = aver_open_entries(self, node); at;
         at = aver_entry_next(lexicon, at))
        for (unsigned i = 0; i < test->n_with; i++)
            if (aver_entry_attrs(lexicon, at)->event.len &&
                !aver_feats_has(aver_entry_feats(lexicon, at), test->with[i]))
                return 0;
    for (unsigned i = 0; i < test->n_without; i++)
        if (aver_node_any_has(&self->rules->lexicon, node, test->without[i]) ||
            is_added(self, test->without[i]))
            return 0;
    return 1;
}

const aver_doubt *
aver_doubts_of(const aver_opening *self, uint32_t node)
{
    for (size_t i = 0; i < self->doubts.n; i++)
        if (is_in_doubt(self, node, &self->doubts.at[i].trigger))
            return &self->doubts.at[i];
    return NULL;
}

/* What the most frequent of its exceptions costs; endless where one cannot be
 * followed back to words. */
static uint64_t
cost_of_doubt(aver_opening *self, const aver_doubt *doubt)
{
    uint64_t most = 0;

    for (size_t i = 0; i < doubt->unless.n; i++) {
        aver_requires one = doubt->unless.at[i];
        uint64_t cost;
        (void)aver_origins_cheapest(self->origins, one, &cost);
        if (!aver_open_can_follow(self, one))
            return AVER_ENDLESS;
        most = cost > most ? cost : most;
    }
    return most;
}

void
aver_doubts_sort(aver_opening *self)
{
    uint64_t costs[DOUBTS_MOST] = {0};
    size_t n = 0;

    for (size_t i = 0; i < self->doubts.n; i++) {
        aver_doubt doubt = self->doubts.at[i];
        uint64_t cost = cost_of_doubt(self, &doubt);
        size_t k = n;
        if (cost == AVER_ENDLESS)
            continue;
        for (; k && costs[k - 1] > cost; k--) {
            costs[k] = costs[k - 1];
            self->doubts.at[k] = self->doubts.at[k - 1];
        }
        costs[k] = cost;
        self->doubts.at[k] = doubt;
        n++;
    }
    self->doubts.n = n;
}

static void
gather_doubtful(aver_opening *self, const aver_doubt *doubt)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (aver_open_has_event(self, node) &&
            aver_doubts_of(self, node) == doubt)
            aver_class_add_node(&self->words, node);
}

/* With `base`, all that a rule needs that takes away a feature on whose
 * staying something was built. */
static int
open_for_droppers(aver_opening *self, aver_gate_set base)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            if (passes->at[i].type == AVER_PASS_UNIT &&
                aver_feats_meet(&rule->drop, &self->words.sticky) &&
                !aver_open_together(
                    self, aver_rule_requires(self->rules, rule), base))
                return 0;
        }
    return 1;
}

/* Whether what is required is told by words of one class, which need not be
 * one of the classes by itself. */
static int
is_one_class(aver_opening *self, aver_requires requires)
{
    aver_gate_set set = {{0}}, late = self->rules->gate.late;
    size_t n = self->classes.n;
    unsigned found = 0;

    if (requires.n != 1 || aver_open_is_open(self, requires) ||
        !aver_open_required(self, requires, 0, &set))
        return 0;
    self->classes.n = n;
    self->rules->gate.late = late;
    for (unsigned i = 0; i < AVER_GATE_CLASSES; i++)
        found += (unsigned)aver_gate_set_has(&set, i);
    return found == 1;
}

/* What one word tells of what a rule excepts opens together: a class for all
 * of it. */
static int
open_for_singles(aver_opening *self, const aver_doubt *doubt,
                 const char *single, aver_gate_set base)
{
    aver_word_class class;
    unsigned number;

    aver_class_begin(&self->words, &class);
    for (size_t i = 0; i < doubt->unless.n; i++)
        if (single[i])
            aver_class_add(&self->words, doubt->unless.at[i].at);
    if (!class.keys.n)
        return 1;
    if (class.keys.n > AVER_OPEN_WORDS_MOST)
        return 0;
    number = aver_open_class(self, &class);
    if (number == AVER_GATE_CLASSES)
        return 0;
    aver_gate_set_remove(&self->rules->gate.late, number);
    aver_gate_set_add(&base, number);
    aver_open_add(self, base);
    return 1;
}

static int
open_for_unless(aver_opening *self, const aver_doubt *doubt,
                aver_gate_set base)
{
    char *single = AVER_NEWS(self->arena, char, doubt->unless.n + 1);
    int ok;

    for (size_t i = 0; i < doubt->unless.n; i++)
        single[i] = (char)is_one_class(self, doubt->unless.at[i]);
    ok = open_for_singles(self, doubt, single, base);
    for (size_t i = 0; ok && i < doubt->unless.n; i++)
        ok = single[i] || aver_open_together(self, doubt->unless.at[i], base);
    return ok;
}

int
aver_doubts_open_with(aver_opening *self, const aver_doubt *doubt,
                      aver_gate_set base)
{
    size_t n = self->rules->gate.openings.n;
    aver_gate_set about = base;
    int ok;

    memset(&self->words.sticky, 0, sizeof self->words.sticky);
    for (unsigned i = 0; i < doubt->trigger.n_with; i++)
        aver_feats_add(&self->words.sticky, doubt->trigger.with[i]);
    aver_gate_set_add(&about, AVER_GATE_ABOUT);
    aver_open_add(self, about);
    self->words.strict = 1;
    ok = open_for_unless(self, doubt, base);
    self->words.strict = 0;
    ok = ok && open_for_droppers(self, base);
    if (!ok)
        self->rules->gate.openings.n = n;
    return ok;
}

void
aver_doubts_open(aver_opening *self, const aver_doubt *doubt)
{
    aver_gate_set base = {{0}};
    aver_word_class class;
    unsigned number;

    aver_class_begin(&self->words, &class);
    gather_doubtful(self, doubt);
    if (!class.keys.n)
        return;
    number = aver_open_class(self, &class);
    if (number < AVER_GATE_CLASSES) {
        aver_gate_set_add(&base, number);
        aver_gate_set_add(&self->rules->gate.firsts, number);
    }
    if (number == AVER_GATE_CLASSES ||
        !aver_doubts_open_with(self, doubt, base))
        aver_open_words(self, &class, AVER_GATE_ALONE);
}
