#include "rules/origin.h"

enum {
    ROUNDS = 6,
    ENOUGH = 5000, /* words of examples, to count in */
    ONCE = 100,    /* what a word costs for being met once */
    LEAST = 500,   /* and in any case: examples lack most words */
    COMMON = 100   /* a word is, if it is one in so many */
};

static uint32_t
number_of(const aver_origins *self, aver_str word)
{
    return aver_lexicon_word(&self->rules->lexicon, word,
                             aver_token_hash(word.ptr, word.len));
}

/* How often a word is met: as the examples of the rules have it; where there
 * are few, the shorter, the more. */
static uint64_t
cost_of_word(const aver_origins *self, aver_str word)
{
    static const uint64_t costs[] = {
        1000000, 1000000, 1000000, 60000, 4000, 1000, 500, 300, 200, 150, 100};
    size_t most = sizeof costs / sizeof *costs - 1;
    uint64_t cost = costs[word.len < most ? word.len : most], met;

    if (self->n_met < ENOUGH)
        return cost;
    /* Squared: examples are about the subject, so they have less than other
     * text of what is common everywhere. */
    met = self->met[number_of(self, word)];
    return LEAST + ONCE * met * met;
}

static uint64_t
cost_of_phrase(const aver_origins *self, aver_str text)
{
    aver_tokens tokens = {NULL, 0, 0};
    uint64_t least = AVER_ENDLESS;

    aver_token_run(self->arena, text, aver_span_of(0, (uint32_t)text.len),
                   NULL, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        uint64_t cost = cost_of_word(self, tokens.at[i].fold);
        least = cost < least ? cost : least;
    }
    return tokens.n ? least / tokens.n : AVER_ENDLESS;
}

/* Counts the words of the examples. */
static void
meet_words(aver_origins *self)
{
    const aver_passes *passes = &self->rules->passes;

    self->met = AVER_NEWS(self->arena, uint32_t,
                          self->rules->lexicon.words_n + 1);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            for (uint32_t e = rule->examples.start; e < rule->examples.end;
                 e++) {
                aver_str text = aver_text_of(
                    &self->rules->texts, self->rules->examples.at[e].sentence);
                aver_tokens tokens = {NULL, 0, 0};
                aver_token_run(self->arena, text,
                               aver_span_of(0, (uint32_t)text.len), NULL,
                               &tokens);
                self->n_met += tokens.n;
                for (size_t t = 0; t < tokens.n; t++)
                    self->met[number_of(self, tokens.at[t].fold)]++;
            }
        }
    self->met[0] = 0;
}

int
aver_sets_event(const aver_rules *rules, const aver_pass *pass,
                const aver_rule *rule)
{
    const aver_attrs *attrs = aver_rule_attrs(rules, rule);

    if (pass->type == AVER_PASS_UNIT)
        return attrs && attrs->event.len;
    if (pass->type != AVER_PASS_CLAIM)
        return 0;
    for (uint32_t i = rule->sets.start; i < rule->sets.end; i++)
        if (rules->settings.at[i].slot == AVER_SLOT_EVENT)
            return 1;
    return 0;
}

static uint64_t
cost_of_kinds(const aver_origins *self, const aver_unit_test *test)
{
    uint64_t sum = 0;

    if (test->flags)
        return AVER_ENDLESS;
    for (unsigned k = 0; k < self->rules->symbols.kinds.n; k++)
        if (sum < AVER_ENDLESS && (test->kinds.w[k / 64] >> k % 64 & 1))
            sum += self->kinds[k].cost;
    return sum;
}

static int
has_kinds(const aver_unit_test *test)
{
    return test->flags || test->kinds.w[0] || test->kinds.w[1];
}

aver_origin *
aver_origins_rarest(aver_origins *self, const aver_unit_test *test,
                    uint64_t *cost)
{
    aver_origin *best = NULL;

    *cost = has_kinds(test) ? cost_of_kinds(self, test) : 0;
    for (unsigned i = 0; i < test->n_with; i++) {
        aver_origin *from = &self->feats[test->with[i]];
        if (self->traced[test->with[i]] && from->cost < *cost) {
            *cost = from->cost;
            best = from;
        }
    }
    return best;
}

uint64_t
aver_origins_common(const aver_origins *self)
{
    uint64_t n = (self->n_met < ENOUGH ? ENOUGH : self->n_met) / COMMON;

    return ONCE * n * n;
}

uint64_t
aver_origins_cost(aver_origins *self, const aver_require *require)
{
    uint64_t sum = 0, more;

    for (size_t i = 0; i < require->n_tests && sum < AVER_ENDLESS; i++) {
        const aver_unit_test *test = &require->tests[i];
        if (test->flags & (AVER_TEST_ANY | AVER_TEST_PLAIN))
            return AVER_ENDLESS;
        for (const aver_word_link *at = test->links; at; at = at->next)
            sum += cost_of_word(self, self->words[at->word]);
        (void)aver_origins_rarest(self, test, &more);
        sum += more;
    }
    return sum < AVER_ENDLESS ? sum : AVER_ENDLESS;
}

const aver_require *
aver_origins_cheapest(aver_origins *self, aver_requires requires,
                      uint64_t *cost)
{
    const aver_require *best = NULL;

    *cost = AVER_ENDLESS;
    for (size_t i = 0; i < requires.n; i++) {
        uint64_t now = aver_origins_cost(self, &requires.at[i]);
        if (now < *cost) {
            *cost = now;
            best = &requires.at[i];
        }
    }
    return best;
}

static void
settle(aver_origins *self, aver_origin *from)
{
    uint64_t most = from->lexical, cost;

    /* Not the sum: rules mostly make it of the same words. */
    for (size_t i = 0; i < from->rules.n; i++) {
        (void)aver_origins_cheapest(
            self, aver_rule_requires(self->rules, from->rules.at[i]), &cost);
        most = cost > most ? cost : most;
    }
    from->cost = most < AVER_ENDLESS ? most : AVER_ENDLESS;
}

/* From entries to what is made of them, and on: costs only decide what is
 * chosen, so they need not be exact. */
static void
find_costs(aver_origins *self)
{
    for (unsigned f = 0; f < AVER_FEATS_MOST; f++)
        self->feats[f].cost = self->feats[f].lexical;
    for (unsigned k = 0; k < AVER_KINDS_MOST; k++)
        self->kinds[k].cost = self->kinds[k].lexical;
    for (int round = 0; round < ROUNDS; round++) {
        for (unsigned k = 0; k < AVER_KINDS_MOST; k++)
            settle(self, &self->kinds[k]);
        for (unsigned f = 0; f < AVER_FEATS_MOST; f++)
            settle(self, &self->feats[f]);
    }
}

static const aver_str *
number_words(aver_origins *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_str *words = AVER_NEWS(self->arena, aver_str, lexicon->words_n + 1);

    for (size_t i = 0; i < aver_lexicon_slots(lexicon); i++)
        words[lexicon->words[i].word] = aver_lexicon_letters(
            lexicon, &lexicon->words[i]);
    return words;
}

static void
add_node(aver_origins *self, aver_origin *to, uint32_t node)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_entry *entry = aver_lexicon_entries(lexicon, node);

    if (!entry || (to->nodes.n && to->nodes.at[to->nodes.n - 1] == node))
        return;
    AVER_PUSH(self->arena, &to->nodes, node);
    if (!entry->use)
        to->lexical += cost_of_phrase(self,
                                      aver_entry_written(lexicon, entry));
}

static void
find_nodes(aver_origins *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const uint16_t *names = self->rules->kind_feats;

    for (uint32_t node = 1; node < lexicon->nodes.n; node++)
        for (const aver_entry *at = aver_lexicon_entries(lexicon, node); at;
             at = aver_entry_next(lexicon, at)) {
            add_node(self, &self->kinds[at->kind], node);
            add_node(self, &self->feats[names[at->kind]], node);
            for (unsigned f = 0; f < self->rules->symbols.feats.n; f++)
                if (aver_feats_has(aver_entry_feats(lexicon, at), f))
                    add_node(self, &self->feats[f], node);
        }
}

/* What unit rules make, but those that open the gate themselves. */
static void
find_sources(aver_origins *self, const aver_pass *pass)
{
    for (size_t k = 0; k < pass->rules.n; k++) {
        const aver_rule *rule = &pass->rules.at[k];
        if (pass->type != AVER_PASS_UNIT ||
            aver_sets_event(self->rules, pass, rule))
            continue;
        if (rule->emit_kind != AVER_NO_SYMBOL)
            AVER_PUSH(self->arena, &self->kinds[rule->emit_kind].rules, rule);
        for (unsigned f = 0; f < self->rules->symbols.feats.n; f++)
            if (aver_feats_has(&rule->add, f))
                AVER_PUSH(self->arena, &self->feats[f].rules, rule);
    }
}

/* Features that the text or the engine gives are not traced, nor the name of
 * a kind that it gives. */
static void
find_traced(aver_origins *self)
{
    static const uint16_t given[] = {
        AVER_FEAT_CAP, AVER_FEAT_ALLCAP, AVER_FEAT_FIRST, AVER_FEAT_TITLED,
        AVER_FEAT_INT, AVER_FEAT_DEC,    AVER_FEAT_YEAR,  AVER_FEAT_DAY,
        AVER_FEAT_ORD, AVER_FEAT_SUFFIX, AVER_FEAT_KNOWN, AVER_FEAT_M,
        AVER_FEAT_F};

    memset(self->traced, 1, sizeof self->traced);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        self->traced[given[i]] = 0;
    self->traced[self->rules->kind_feats[AVER_KIND_CAP]] = 0;
    self->traced[self->rules->kind_feats[AVER_KIND_NUM]] = 0;
}

aver_origins *
aver_origins_find(aver_rules *rules)
{
    aver_origins *self = AVER_NEW(&rules->arena, aver_origins);

    self->rules = rules;
    self->arena = &rules->arena;
    self->words = number_words(self);
    meet_words(self);
    find_traced(self);
    for (size_t i = 0; i < rules->passes.n; i++)
        find_sources(self, &rules->passes.at[i]);
    find_nodes(self);
    self->kinds[AVER_KIND_CAP].lexical = AVER_ENDLESS;
    self->kinds[AVER_KIND_NUM].lexical = AVER_ENDLESS;
    find_costs(self);
    return self;
}
