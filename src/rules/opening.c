#include "rules/opening.h"

#include "rules/doubt.h"
#include "rules/origin.h"

enum {
    TOGETHER = 3,      /* of what a rule requires, so many are looked for */
    REQUIRED_MOST = 8, /* and so many thought of */
    WORDS_MOST = 2500, /* of a class that is looked for beside another */
    DOUBTS_MOST = 24
};

/* Words and phrases, one of which must be there: nodes of the lexicon and
 * numbers of words. */
typedef struct {
    AVER_VEC(uint32_t) keys;
    uint64_t sum; /* of their hashes: tells classes apart, with their number */
} word_class;

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    aver_origins *origins;
    AVER_VEC(aver_doubt) doubts;
    AVER_VEC(word_class) classes;
    word_class *into;    /* what is being gathered */
    uint32_t *seen, now; /* by key, and when */
    AVER_VEC(const aver_rule *) followed;
    aver_feats sticky; /* features on whose staying something was built */
    int strict;        /* features that must not be there count */
} opening;

static void gather_rule(opening *self, const aver_rule *rule);

static uint32_t
key_of_node(uint32_t node)
{
    return 2 * node;
}

static uint32_t
key_of_word(uint32_t word)
{
    return 2 * word + 1;
}

static void
gather_key(opening *self, uint32_t key)
{
    uint64_t hash = (key + 1) * UINT64_C(0x9E3779B97F4A7C15);

    if (self->seen[key] == self->now)
        return;
    self->seen[key] = self->now;
    AVER_PUSH(self->arena, &self->into->keys, key);
    self->into->sum += hash ^ hash >> 29;
}

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

/* How many of a node's entries have the feature, and how many do not. */
static size_t
count_with(const opening *self, uint32_t node, unsigned feat, size_t *without)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    size_t with = 0;

    *without = 0;
    for (const aver_entry *at = entries_of(self, node); at;
         at = aver_entry_next(lexicon, at))
        *(aver_feats_has(aver_entry_feats(lexicon, at), feat) ? &with
                                                              : without) += 1;
    return with;
}

static int
all_have(const opening *self, uint32_t node, unsigned feat)
{
    size_t without;

    return count_with(self, node, feat, &without) && !without;
}

static int
any_has(const opening *self, uint32_t node, unsigned feat)
{
    size_t without;

    return count_with(self, node, feat, &without) > 0;
}

/* Whether what the node's words become has none of the features that it must
 * not have, as long as no rule takes one away. */
static int
may_lack(opening *self, uint32_t node, const aver_unit_test *test)
{
    for (unsigned i = 0; self->strict && i < test->n_without; i++)
        if (all_have(self, node, test->without[i])) {
            aver_feats_add(&self->sticky, test->without[i]);
            return 0;
        }
    return 1;
}

/* Whether the words at a node may become a unit with the test's features. */
static int
may_have(const opening *self, uint32_t node, const aver_unit_test *test)
{
    for (unsigned i = 0; i < test->n_with; i++)
        if (self->origins->traced[test->with[i]] &&
            !any_has(self, node, test->with[i]))
            return 0;
    return 1;
}

static void
gather_origin(opening *self, const aver_origin *from,
              const aver_unit_test *test, int by_kind)
{
    for (size_t i = 0; i < from->nodes.n; i++)
        if (may_lack(self, from->nodes.at[i], test) &&
            (!by_kind || may_have(self, from->nodes.at[i], test)))
            gather_key(self, key_of_node(from->nodes.at[i]));
    for (size_t i = 0; i < from->rules.n; i++)
        gather_rule(self, from->rules.at[i]);
}

static void
gather_test(opening *self, const aver_unit_test *test)
{
    uint64_t cost;
    const aver_origin *best = aver_origins_rarest(self->origins, test, &cost);

    for (const aver_word_link *at = test->links; at; at = at->next)
        gather_key(self, key_of_word(at->word));
    if (best) {
        gather_origin(self, best, test, 0);
        return;
    }
    for (unsigned k = 0; k < self->rules->symbols.kinds.n; k++)
        if (test->kinds.w[k / 64] >> k % 64 & 1)
            gather_origin(self, &self->origins->kinds[k], test, 1);
}

static void
gather_tests(opening *self, const aver_require *require)
{
    for (size_t i = 0; i < require->n_tests; i++)
        gather_test(self, &require->tests[i]);
}

/* What a rule makes needs the rarest of what it requires. */
static void
gather_rule(opening *self, const aver_rule *rule)
{
    uint64_t cost;
    const aver_require *best;
    int strict = self->strict;

    for (size_t i = 0; i < self->followed.n; i++)
        if (self->followed.at[i] == rule)
            return;
    AVER_PUSH(self->arena, &self->followed, rule);
    best = aver_origins_cheapest(self->origins, &rule->requires, &cost);
    self->strict = 0;
    if (best)
        gather_tests(self, best);
    else
        self->rules->gate.open = 1;
    self->strict = strict;
}

static void
begin_class(opening *self, word_class *into)
{
    memset(into, 0, sizeof *into);
    self->into = into;
    self->followed.n = 0;
    self->now++;
}

/* The number of a class, which is added if it is new; AVER_GATE_CLASSES if
 * there is no room for it. */
static unsigned
number_of(opening *self, const word_class *class)
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

static aver_str
words_at(opening *self, uint32_t node)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_str written = aver_entry_written(lexicon, entries_of(self, node));
    aver_token_lang lang = aver_lexicon_token_lang(lexicon);
    aver_tokens tokens = {0};
    char *text;
    size_t n = 0;

    aver_token_run(self->arena, written,
                   aver_span_of(0, (uint32_t)written.len), &lang, &tokens);
    for (size_t i = 0; i < tokens.n; i++)
        n += tokens.at[i].fold.len + 1;
    text = aver_arena_get(self->arena, n);
    n = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        memcpy(text + n, tokens.at[i].fold.ptr, tokens.at[i].fold.len);
        n += tokens.at[i].fold.len;
        text[n++] = ' ';
    }
    return aver_str_of(text, n ? n - 1 : 0);
}

/* Adds a word or an entry's words to the gate; what opens, alone or with
 * others, is marked. */
static void
add_key(opening *self, uint32_t key, unsigned class)
{
    aver_gate_set set = {{0}};
    aver_gate *gate = &self->rules->gate;
    aver_lexicon *lexicon = &self->rules->lexicon;
    int opens = class != AVER_GATE_CUSTODY &&
                aver_gate_set_has(&gate->firsts, class);

    aver_gate_set_add(&set, class);
    if (key & 1) {
        if (opens)
            lexicon->literal.at[key / 2] |= AVER_WORD_OPENS;
        aver_gate_add(gate, self->arena, self->origins->words[key / 2], &set);
        return;
    }
    aver_gate_add(gate, self->arena, words_at(self, key / 2), &set);
    for (uint32_t at = lexicon->nodes.at[key / 2].entries; opens && at;
         at = lexicon->entries.at[at].next)
        lexicon->entries.at[at].opens = 1;
}

static void
add_class(opening *self, const word_class *class, unsigned number)
{
    for (size_t i = 0; i < class->keys.n; i++)
        add_key(self, class->keys.at[i], number);
}

/* The `n` cheapest of what is required, the cheapest first, but no more than
 * one that nearly every text has; how many there are. */
static size_t
cheapest(opening *self, const aver_requires *requires, size_t n,
         const aver_require **out)
{
    uint64_t costs[REQUIRED_MOST];
    size_t found = 0;

    for (size_t i = 0; i < requires->n; i++) {
        uint64_t cost = aver_origins_cost(self->origins, &requires->at[i]);
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
        out[k] = &requires->at[i];
    }
    while (found > 1 && costs[found - 1] > aver_origins_common(self->origins))
        found--;
    return found;
}

/* Gathers what is required, and whether that can be looked for. */
static int
gather_told(opening *self, const aver_require *require, word_class *class)
{
    begin_class(self, class);
    gather_tests(self, require);
    return class->keys.n <= WORDS_MOST;
}

/* Adds classes for what is required, the rarest first, which is looked for
 * first if `first` is set; 0 if nothing of it can be followed, or there is no
 * room for it. */
static int
add_required(opening *self, const aver_requires *requires, int first,
             aver_gate_set *to)
{
    const aver_require *best[REQUIRED_MOST];
    size_t n = cheapest(self, requires, REQUIRED_MOST, best), added = 0;

    for (size_t i = 0; i < n && added < TOGETHER; i++) {
        word_class class;
        unsigned number = gather_told(self, best[i], &class)
                              ? number_of(self, &class)
                              : AVER_GATE_CLASSES;
        if (number == AVER_GATE_CLASSES)
            continue;
        aver_gate_set_add(to, number);
        if (!added++ && first)
            aver_gate_set_add(&self->rules->gate.firsts, number);
    }
    return added > 0;
}

static int
can_follow(opening *self, const aver_requires *requires)
{
    const aver_require *best[REQUIRED_MOST];
    size_t n = cheapest(self, requires, REQUIRED_MOST, best), i = 0;
    word_class class;

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
is_open(opening *self, const aver_requires *requires)
{
    const aver_require *best[1];

    return cheapest(self, requires, 1, best) &&
           !aver_origins_cost(self->origins, best[0]);
}

static int
open_together(opening *self, const aver_requires *requires, aver_gate_set base)
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
        if (any_has(self, node, test->without[i]) ||
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

/* Lets go of those whose exceptions cannot be followed back to words. */
static void
keep_followed(opening *self)
{
    size_t n = 0;

    for (size_t i = 0; i < self->doubts.n; i++) {
        const aver_doubt *doubt = &self->doubts.at[i];
        size_t k = 0;
        while (k < doubt->unless.n && can_follow(self, &doubt->unless.at[k]))
            k++;
        if (k == doubt->unless.n)
            self->doubts.at[n++] = *doubt;
    }
    self->doubts.n = n;
}

static void
gather_doubtful(opening *self, const aver_doubt *doubt)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (has_event(self, node) && doubt_of(self, node) == doubt)
            gather_key(self, key_of_node(node));
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
                aver_feats_meet(&rule->drop, &self->sticky) &&
                !open_together(self, &rule->requires, base))
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

    memset(&self->sticky, 0, sizeof self->sticky);
    for (unsigned i = 0; i < doubt->trigger.n_with; i++)
        aver_feats_add(&self->sticky, doubt->trigger.with[i]);
    aver_gate_set_add(&about, AVER_GATE_ABOUT);
    add_opening(self, about);
    self->strict = 1;
    for (size_t i = 0; ok && i < doubt->unless.n; i++)
        ok = open_together(self, &doubt->unless.at[i], base);
    self->strict = 0;
    ok = ok && open_for_droppers(self, base);
    if (!ok)
        self->rules->gate.openings.n = n;
    return ok;
}

static void
open_doubt(opening *self, const aver_doubt *doubt)
{
    aver_gate_set base = {{0}};
    word_class class;
    unsigned number;

    begin_class(self, &class);
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
    add_key(self, key_of_node(node), AVER_GATE_ALONE);
}

/* What a text about custody is told by: as a unit, count_custody counts. */
static int
speaks_of_custody(const opening *self, uint32_t node)
{
    return any_has(self, node, AVER_FEAT_CAPTIVE) ||
           any_has(self, node, AVER_FEAT_CUSTODY) ||
           (any_has(self, node, AVER_FEAT_STRONG) &&
            !any_has(self, node, AVER_FEAT_WEAK) &&
            !any_has(self, node, AVER_FEAT_WILD));
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
    word_class class;

    if (is_open(self, &rule->requires))
        return;
    if (add_required(self, &rule->requires, 1, &need)) {
        if (!doubt || !open_for_doubt(self, doubt, need))
            add_opening(self, need);
        return;
    }
    if (cheapest(self, &rule->requires, 1, best)) {
        begin_class(self, &class);
        gather_tests(self, best[0]);
        add_class(self, &class, AVER_GATE_ALONE);
    } else {
        self->rules->gate.open = 1;
    }
}

static void
open_rules(opening *self)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (aver_sets_event(&passes->at[i], &passes->at[i].rules.at[k]))
                open_rule(self, &passes->at[i].rules.at[k]);
}

static void
open_nodes(opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++) {
        const aver_entry *at = entries_of(self, node);
        if (at && !at->opens && has_event(self, node) && !doubt_of(self, node))
            open_alone(self, node);
    }
}

static void
find_custody(opening *self)
{
    for (uint32_t node = 1; node < self->rules->lexicon.nodes.n; node++)
        if (entries_of(self, node) && speaks_of_custody(self, node))
            add_key(self, key_of_node(node), AVER_GATE_CUSTODY);
}

void
aver_opening_derive(aver_rules *rules)
{
    opening *self = AVER_NEW(&rules->arena, opening);
    size_t most = rules->lexicon.nodes.n > rules->lexicon.words_n
                      ? rules->lexicon.nodes.n
                      : rules->lexicon.words_n;

    self->rules = rules;
    self->arena = &rules->arena;
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_ALONE);
    aver_gate_set_add(&rules->gate.firsts, AVER_GATE_CUSTODY);
    find_doubts(self);
    open_nodes(self);
    self->origins = aver_origins_find(rules);
    self->seen = AVER_NEWS(self->arena, uint32_t, 2 * (most + 1));
    keep_followed(self);
    open_nodes(self);
    find_custody(self);
    for (size_t i = 0; i < self->doubts.n; i++)
        open_doubt(self, &self->doubts.at[i]);
    open_rules(self);
    for (size_t i = 0; i < self->classes.n; i++)
        add_class(self, &self->classes.at[i], AVER_GATE_OWN + (unsigned)i);
}
