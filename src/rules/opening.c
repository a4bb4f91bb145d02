#include "rules/opening.h"

#include "rules/doubt.h"
#include "rules/word_class.h"

enum {
    TOGETHER = 3,       /* of what a rule requires, so many are looked for */
    LATE = 3,           /* and so many more when words are looked up */
    REQUIRED_MOST = 16, /* and so many thought of */
    WORDS_MOST = 2500,  /* of a class that is looked for beside another */
    DOUBTS_MOST = 24
};

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    aver_origins *origins;
    AVER_VEC(aver_doubt) doubts;
    AVER_VEC(aver_word_class) classes;
    aver_gathering words;
    aver_gate_set *uses; /* by key */
} opening;

static const aver_entry *
entries_of(const opening *self, uint32_t node)
{
    return aver_lexicon_entries(&self->rules->lexicon, node);
}

static int
has_event(const opening *self, uint32_t node)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (const aver_entry *at = entries_of(self, node); at;
         at = aver_entry_next(lexicon, at))
        if (aver_entry_attrs(lexicon, at)->event.len)
            return 1;
    return 0;
}

/* The number of a class, which is added if it is new; AVER_GATE_CLASSES if
 * there is no room for it. */
static unsigned
number_of(opening *self, const aver_word_class *class)
{
    for (size_t i = 0; i < self->classes.n; i++)
        if (self->classes.at[i].sum == class->sum &&
            self->classes.at[i].keys.n == class->keys.n)
            return AVER_GATE_OWN + (unsigned)i;
    if (AVER_GATE_OWN + self->classes.n == AVER_GATE_CLASSES)
        return AVER_GATE_CLASSES;
    AVER_PUSH(self->arena, &self->classes, *class);
    return AVER_GATE_OWN + (unsigned)self->classes.n - 1;
}

/* Adds a word or an entry's words to the gate. */
static void
add_key(opening *self, uint32_t key, unsigned class)
{
    aver_gate_set set = {{0}};

    aver_gate_set_add(&set, class);
    aver_gate_set_add(&self->uses[key], class);
    if (aver_gate_set_has(&self->rules->gate.late, class))
        return;
    aver_gate_add(&self->rules->gate, self->arena,
                  aver_key_words(&self->words, key), &set);
}

static void
set_use(opening *self, uint32_t key, uint16_t use)
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
add_class(opening *self, const aver_word_class *class, unsigned number)
{
    for (size_t i = 0; i < class->keys.n; i++)
        add_key(self, class->keys.at[i], number);
}

/* The `n` cheapest of what is required, the cheapest first; how many there
 * are. */
static size_t
cheapest(opening *self, aver_requires requires, size_t n,
         const aver_require **out)
{
    uint64_t costs[REQUIRED_MOST] = {0};
    size_t found = 0;

    for (size_t i = 0; i < requires.n; i++) {
        uint64_t cost = aver_origins_cost(self->origins, &requires.at[i]);
        size_t k = found;
        if (cost >= AVER_ENDLESS || (found == n && cost >= costs[n - 1]))
            continue;
        if (found < n)
            found++;
        else
            k--;
        for (; k && costs[k - 1] > cost; k--) {
            costs[k] = costs[k - 1];
            out[k] = out[k - 1];
        }
        costs[k] = cost;
        out[k] = &requires.at[i];
    }
    return found;
}

typedef AVER_VEC(aver_require) require_list;

/* Adds the parts of a test: its kinds, and each of its features. */
static void
add_parts(opening *self, const aver_unit_test *test, require_list *to)
{
    aver_unit_test *part = AVER_NEWS(self->arena, aver_unit_test,
                                     test->n_with + 1);
    aver_require one = {.n_tests = 1};

    for (unsigned i = 0; i <= test->n_with; i++) {
        one.tests = &part[i];
        if (i < test->n_with) {
            part[i].flags = AVER_TEST_KIND;
            part[i].with[part[i].n_with++] = test->with[i];
        } else {
            part[i].flags = test->flags;
            part[i].kinds = test->kinds;
        }
        AVER_PUSH(self->arena, to, one);
    }
}

/* What is required, and what of it may be looked for apart: a unit that is of
 * a kind and has features needs words for each. */
static aver_requires
parted(opening *self, aver_requires requires)
{
    require_list all = {0};

    for (size_t i = 0; i < requires.n; i++) {
        const aver_require *at = &requires.at[i];
        AVER_PUSH(self->arena, &all, *at);
        if (at->n_tests == 1 && at->tests->n_with && !at->tests->links)
            add_parts(self, at->tests, &all);
    }
    return (aver_requires){all.at, all.n};
}

/* Gathers what is required, and whether that can be looked for. */
static int
gather_told(opening *self, const aver_require *require, aver_word_class *class)
{
    aver_class_begin(&self->words, class);
    aver_class_add(&self->words, require);
    return class->keys.n <= WORDS_MOST;
}

/* The number of the class of what is required; AVER_GATE_CLASSES if it cannot
 * be told or there is no room for it. A class is late if it is so for all. */
static unsigned
class_for(opening *self, const aver_require *require, int late)
{
    aver_word_class class;
    aver_gate *gate = &self->rules->gate;
    size_t n = self->classes.n;
    unsigned number = gather_told(self, require, &class)
                          ? number_of(self, &class)
                          : AVER_GATE_CLASSES;

    if (number < AVER_GATE_CLASSES && late && self->classes.n > n)
        aver_gate_set_add(&gate->late, number);
    if (number < AVER_GATE_CLASSES && !late)
        aver_gate_set_remove(&gate->late, number);
    return number;
}

/* Whether what is required is in nearly every text, so that it is not looked
 * for in bytes. */
static int
is_common(opening *self, const aver_require *require)
{
    return aver_origins_cost(self->origins, require) >
           aver_origins_common(self->origins);
}

/* Adds classes for what is required, the rarest first, which is looked for
 * first if `first` is set; 0 if nothing of it can be followed, or there is no
 * room for it. */
static int
add_required(opening *self, aver_requires requires, int first,
             aver_gate_set *to)
{
    const aver_require *best[REQUIRED_MOST];
    aver_requires all = parted(self, requires);
    size_t n = cheapest(self, all, REQUIRED_MOST, best), added = 0;

    for (size_t i = 0; i < n && added < TOGETHER + LATE; i++) {
        int late = added && (added >= TOGETHER || is_common(self, best[i]));
        unsigned number = class_for(self, best[i], late);
        if (number == AVER_GATE_CLASSES || aver_gate_set_has(to, number))
            continue;
        aver_gate_set_add(to, number);
        if (!added++ && first)
            aver_gate_set_add(&self->rules->gate.firsts, number);
    }
    return added > 0;
}

static int
can_follow(opening *self, aver_requires requires)
{
    const aver_require *best[REQUIRED_MOST];
    size_t n = cheapest(self, requires, REQUIRED_MOST, best), i = 0;
    aver_word_class class;

    while (i < n && !gather_told(self, best[i], &class))
        i++;
    return i < n;
}

static void
add_opening(opening *self, aver_gate_set set)
{
    AVER_PUSH(self->arena, &self->rules->gate.openings, set);
}

/* What is required of what opens alone already, or is nowhere. */
static int
is_open(opening *self, aver_requires requires)
{
    const aver_require *best[1];

    return cheapest(self, requires, 1, best) &&
           !aver_origins_cost(self->origins, best[0]);
}

static int
open_together(opening *self, aver_requires requires, aver_gate_set base)
{
    if (is_open(self, requires))
        return 1;
    if (!add_required(self, requires, 0, &base))
        return 0;
    add_opening(self, base);
    return 1;
}

/* --- triggers in doubt --------------------------------------------------- */

static int
is_added(const opening *self, unsigned feat)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (aver_feats_has(&passes->at[i].rules.at[k].add, feat))
                return 1;
    return 0;
}

static void
find_doubts(opening *self)
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
is_in_doubt(const opening *self, uint32_t node, const aver_unit_test *test)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (const aver_entry *at = entries_of(self, node); at;
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

/* The first that holds for a node, or NULL. */
static const aver_doubt *
doubt_of(const opening *self, uint32_t node)
{
    for (size_t i = 0; i < self->doubts.n; i++)
        if (is_in_doubt(self, node, &self->doubts.at[i].trigger))
            return &self->doubts.at[i];
    return NULL;
}

/* What the most frequent of its exceptions costs; endless where one cannot be
 * followed back to words. */
static uint64_t
cost_of_doubt(opening *self, const aver_doubt *doubt)
{
    uint64_t most = 0;

    for (size_t i = 0; i < doubt->unless.n; i++) {
        aver_requires one = doubt->unless.at[i];
        uint64_t cost;
        (void)aver_origins_cheapest(self->origins, one, &cost);
        if (!can_follow(self, one))
            return AVER_ENDLESS;
        most = cost > most ? cost : most;
    }
    return most;
}

/* Of several that hold for a trigger the first counts: the one with the
 * rarest exceptions. */
static void
sort_doubts(opening *self)
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
gather_doubtful(opening *self, const aver_doubt *doubt)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (has_event(self, node) && doubt_of(self, node) == doubt)
            aver_class_add_node(&self->words, node);
}

/* With `base`, all that a rule needs that takes away a feature on whose
 * staying something was built. */
static int
open_for_droppers(opening *self, aver_gate_set base)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            if (passes->at[i].type == AVER_PASS_UNIT &&
                aver_feats_meet(&rule->drop, &self->words.sticky) &&
                !open_together(self, aver_rule_requires(self->rules, rule),
                               base))
                return 0;
        }
    return 1;
}

/* Triggers in doubt open where the text is about custody, or where what the
 * rule excepts may be. */
static int
open_for_doubt(opening *self, const aver_doubt *doubt, aver_gate_set base)
{
    size_t n = self->rules->gate.openings.n;
    aver_gate_set about = base;
    int ok = 1;

    memset(&self->words.sticky, 0, sizeof self->words.sticky);
    for (unsigned i = 0; i < doubt->trigger.n_with; i++)
        aver_feats_add(&self->words.sticky, doubt->trigger.with[i]);
    aver_gate_set_add(&about, AVER_GATE_ABOUT);
    add_opening(self, about);
    self->words.strict = 1;
    for (size_t i = 0; ok && i < doubt->unless.n; i++)
        ok = open_together(self, doubt->unless.at[i], base);
    self->words.strict = 0;
    ok = ok && open_for_droppers(self, base);
    if (!ok)
        self->rules->gate.openings.n = n;
    return ok;
}

static void
open_doubt(opening *self, const aver_doubt *doubt)
{
    aver_gate_set base = {{0}};
    aver_word_class class;
    unsigned number;

    aver_class_begin(&self->words, &class);
    gather_doubtful(self, doubt);
    if (!class.keys.n)
        return;
    number = number_of(self, &class);
    if (number < AVER_GATE_CLASSES) {
        aver_gate_set_add(&base, number);
        aver_gate_set_add(&self->rules->gate.firsts, number);
    }
    if (number == AVER_GATE_CLASSES || !open_for_doubt(self, doubt, base))
        add_class(self, &class, AVER_GATE_ALONE);
}

/* --- all of it ----------------------------------------------------------- */

static void
open_alone(opening *self, uint32_t node)
{
    add_key(self, 2 * node, AVER_GATE_ALONE);
    set_use(self, 2 * node, AVER_USE_ALONE);
}

/* What a text about custody is told by: as a unit, count_custody counts. */
static int
speaks_of_custody(const opening *self, uint32_t node)
{
    return aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_CAPTIVE) ||
           aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_CUSTODY) ||
           (aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_STRONG) &&
            !aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_WEAK) &&
            !aver_node_any_has(&self->rules->lexicon, node, AVER_FEAT_WILD));
}

/* That which holds for all triggers that a rule makes, or NULL. */
static const aver_doubt *
doubt_of_rule(const opening *self, const aver_rule *rule)
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
open_rule(opening *self, const aver_rule *rule)
{
    const aver_doubt *doubt = doubt_of_rule(self, rule);
    const aver_require *best[1];
    aver_gate_set need = {{0}};
    aver_word_class class;

    if (is_open(self, aver_rule_requires(self->rules, rule)))
        return;
    if (add_required(self, aver_rule_requires(self->rules, rule), 1, &need)) {
        if (!doubt || !open_for_doubt(self, doubt, need))
            add_opening(self, need);
        return;
    }
    if (cheapest(self, aver_rule_requires(self->rules, rule), 1, best)) {
        aver_class_begin(&self->words, &class);
        aver_class_add(&self->words, best[0]);
        add_class(self, &class, AVER_GATE_ALONE);
    } else {
        self->rules->gate.open = 1;
    }
}

/* Behind a claim only, of which few texts have any: what it needs is looked
 * for once words are looked up. */
static void
open_behind(opening *self, const aver_rule *rule)
{
    const aver_require *best[LATE];
    aver_gate_set need = {{0}};
    size_t n = cheapest(self, aver_rule_requires(self->rules, rule), LATE,
                        best);

    if (is_open(self, aver_rule_requires(self->rules, rule)))
        return;
    aver_gate_set_add(&need, AVER_GATE_BEHIND);
    for (size_t i = 0; i < n; i++) {
        unsigned number = class_for(self, best[i], 1);
        if (number < AVER_GATE_CLASSES)
            aver_gate_set_add(&need, number);
    }
    add_opening(self, need);
}

static void
open_rules(opening *self)
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
open_nodes(opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++) {
        const aver_entry *at = entries_of(self, node);
        if (at && !at->use && has_event(self, node) && !doubt_of(self, node))
            open_alone(self, node);
    }
}

static void
find_custody(opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (entries_of(self, node) && speaks_of_custody(self, node))
            add_key(self, 2 * node, AVER_GATE_CUSTODY);
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
settle_uses(opening *self)
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
    opening *self = AVER_NEW(&rules->arena, opening);

    self->rules = rules;
    self->arena = &rules->arena;
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_ALONE);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_CUSTODY);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_ABOUT);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_BEHIND);
    find_doubts(self);
    aver_gathering_init(&self->words, rules);
    self->uses = AVER_NEWS(self->arena, aver_gate_set, self->words.keys);
    open_nodes(self);
    self->origins = aver_origins_find(rules);
    self->words.origins = self->origins;
    sort_doubts(self);
    open_nodes(self);
    find_custody(self);
    for (size_t i = 0; i < self->doubts.n; i++)
        open_doubt(self, &self->doubts.at[i]);
    open_rules(self);
    for (size_t i = 0; i < self->classes.n; i++)
        add_class(self, &self->classes.at[i], AVER_GATE_OWN + (unsigned)i);
    settle_uses(self);
}
