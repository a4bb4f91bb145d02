#include "rules/opening.h"

enum {
    ROUNDS = 6,
    ENOUGH = 5000, /* words of examples, to count in */
    ONCE = 100     /* what a word costs that is met once */
};

static const uint64_t ENDLESS = UINT64_MAX / 64;

/* Where a kind of unit, or a feature, comes from: entries and rules. */
typedef struct {
    AVER_VEC(uint32_t) nodes;
    AVER_VEC(const aver_rule *) rules;
    uint64_t lexical, cost; /* of the entries, of all */
    int done;               /* the rules have been followed */
} origin;

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    const aver_str *words; /* by number */
    uint32_t *met;         /* in the examples of the rules, by number */
    size_t n_met;
    origin kinds[AVER_KINDS_MOST], feats[AVER_FEATS_MOST];
    uint8_t traced[AVER_FEATS_MOST]; /* come from entries and rules alone */
} opening;

static void open_rule(opening *self, const aver_rule *rule);

static uint32_t
number_of(const opening *self, aver_str word)
{
    return aver_lexicon_word(&self->rules->lexicon, word,
                             aver_token_hash(word.ptr, word.len));
}

/* How often a word is met: as the examples of the rules have it; where there
 * are few, the shorter, the more. */
static uint64_t
cost_of_word(const opening *self, aver_str word)
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
    return (cost < ONCE ? cost : ONCE) + ONCE * met * met;
}

static uint64_t
cost_of_phrase(const opening *self, aver_str text)
{
    aver_tokens tokens = {NULL, 0, 0};
    uint64_t least = ENDLESS;

    aver_token_run(self->arena, text, aver_span_of(0, (uint32_t)text.len),
                   NULL, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        uint64_t cost = cost_of_word(self, tokens.at[i].fold);
        least = cost < least ? cost : least;
    }
    return tokens.n ? least / tokens.n : ENDLESS;
}

/* Counts the words of the examples. */
static void
meet_words(opening *self)
{
    const aver_passes *passes = &self->rules->passes;

    self->met = AVER_NEWS(self->arena, uint32_t,
                          self->rules->lexicon.words_n + 1);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            for (size_t e = 0; e < rule->n_examples; e++) {
                aver_str text = rule->examples[e].sentence;
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

/* Whether the words at a node may become a unit with the test's features. */
static int
may_have(const opening *self, uint32_t node, const aver_unit_test *test)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_entry *entry = aver_lexicon_entries(lexicon, node);
    aver_feats feats = {{0}};

    for (; entry; entry = aver_entry_next(lexicon, entry))
        aver_feats_join(&feats, aver_entry_feats(lexicon, entry));
    for (unsigned i = 0; i < test->n_with; i++)
        if (self->traced[test->with[i]] &&
            !aver_feats_has(&feats, test->with[i]))
            return 0;
    return 1;
}

/* Rules that set an event open the gate themselves. */
static int
sets_event(const aver_pass *pass, const aver_rule *rule)
{
    if (pass->type == AVER_PASS_UNIT)
        return rule->attrs && rule->attrs->event.len;
    if (pass->type != AVER_PASS_CLAIM)
        return 0;
    for (size_t i = 0; i < rule->n_sets; i++)
        if (rule->sets[i].slot == AVER_SLOT_EVENT)
            return 1;
    return 0;
}

static uint64_t
cost_of_kinds(const opening *self, const aver_unit_test *test)
{
    uint64_t sum = 0;

    if (test->flags)
        return ENDLESS;
    for (unsigned k = 0; k < self->rules->symbols.kinds.n; k++)
        if (sum < ENDLESS && (test->kinds.w[k / 64] >> k % 64 & 1))
            sum += self->kinds[k].cost;
    return sum;
}

static int
has_kinds(const aver_unit_test *test)
{
    return test->flags || test->kinds.w[0] || test->kinds.w[1];
}

/* The rarest of what a test asks of a unit: a feature, or NULL for its
 * kinds. */
static origin *
rarest(opening *self, const aver_unit_test *test, uint64_t *cost)
{
    origin *best = NULL;

    *cost = has_kinds(test) ? cost_of_kinds(self, test) : 0;
    for (unsigned i = 0; i < test->n_with; i++) {
        origin *from = &self->feats[test->with[i]];
        if (self->traced[test->with[i]] && from->cost < *cost) {
            *cost = from->cost;
            best = from;
        }
    }
    return best;
}

static uint64_t
cost_of(opening *self, const aver_require *require)
{
    uint64_t sum = 0, more;

    for (size_t i = 0; i < require->n_tests && sum < ENDLESS; i++) {
        const aver_unit_test *test = &require->tests[i];
        if (test->flags & (AVER_TEST_ANY | AVER_TEST_PLAIN))
            return ENDLESS;
        for (const aver_word_link *at = test->links; at; at = at->next)
            sum += cost_of_word(self, self->words[at->word]);
        (void)rarest(self, test, &more);
        sum += more;
    }
    return sum < ENDLESS ? sum : ENDLESS;
}

static const aver_require *
cheapest(opening *self, const aver_rule *rule, uint64_t *cost)
{
    const aver_require *best = NULL;

    *cost = ENDLESS;
    for (size_t i = 0; i < rule->requires.n; i++) {
        uint64_t now = cost_of(self, &rule->requires.at[i]);
        if (now < *cost) {
            *cost = now;
            best = &rule->requires.at[i];
        }
    }
    return best;
}

static void
settle(opening *self, origin *from)
{
    uint64_t sum = from->lexical, more;

    for (size_t i = 0; i < from->rules.n && sum < ENDLESS; i++) {
        (void)cheapest(self, from->rules.at[i], &more);
        sum += more;
    }
    from->cost = sum < ENDLESS ? sum : ENDLESS;
}

/* From entries to what is made of them, and on: costs only decide what is
 * chosen, so they need not be exact. */
static void
find_costs(opening *self)
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

/* The words of an entry as the gate has them. */
static void
add_phrase(opening *self, aver_str written)
{
    aver_token_lang lang = aver_lexicon_token_lang(&self->rules->lexicon);
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
    aver_gate_add(&self->rules->gate, self->arena,
                  aver_str_of(text, n ? n - 1 : 0));
}

static void
open_node(opening *self, uint32_t node)
{
    aver_lexicon *lexicon = &self->rules->lexicon;
    uint32_t entry = lexicon->nodes.at[node].entries;

    if (lexicon->entries.at[entry].opens)
        return;
    add_phrase(self, aver_entry_written(lexicon, &lexicon->entries.at[entry]));
    for (; entry; entry = lexicon->entries.at[entry].next)
        lexicon->entries.at[entry].opens = 1;
}

static void
open_word(opening *self, uint32_t word)
{
    uint8_t *use = &self->rules->lexicon.literal.at[word];

    if (*use & AVER_WORD_OPENS)
        return;
    *use |= AVER_WORD_OPENS;
    aver_gate_add(&self->rules->gate, self->arena, self->words[word]);
}

static void
open_origin(opening *self, origin *from, const aver_unit_test *test)
{
    for (size_t i = 0; i < from->nodes.n; i++)
        if (may_have(self, from->nodes.at[i], test))
            open_node(self, from->nodes.at[i]);
    if (from->done)
        return;
    from->done = 1;
    for (size_t i = 0; i < from->rules.n; i++)
        open_rule(self, from->rules.at[i]);
}

static void
open_test(opening *self, const aver_unit_test *test)
{
    static const aver_unit_test none = {.flags = 0};
    uint64_t cost;
    origin *best = rarest(self, test, &cost);

    for (const aver_word_link *at = test->links; at; at = at->next)
        open_word(self, at->word);
    if (best) {
        open_origin(self, best, &none);
        return;
    }
    for (unsigned k = 0; k < self->rules->symbols.kinds.n; k++)
        if (test->kinds.w[k / 64] >> k % 64 & 1)
            open_origin(self, &self->kinds[k], test);
}

static void
open_rule(opening *self, const aver_rule *rule)
{
    uint64_t cost;
    const aver_require *best = cheapest(self, rule, &cost);

    if (!best)
        self->rules->gate.open = 1;
    for (size_t i = 0; best && i < best->n_tests; i++)
        open_test(self, &best->tests[i]);
}

static const aver_str *
number_words(opening *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_str *words = AVER_NEWS(self->arena, aver_str, lexicon->words_n + 1);

    for (size_t i = 0; i < lexicon->words_room; i++)
        words[lexicon->words[i].word] = aver_lexicon_letters(
            lexicon, &lexicon->words[i]);
    return words;
}

static void
add_node(opening *self, origin *to, uint32_t node)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_entry *entry = aver_lexicon_entries(lexicon, node);

    if (to->nodes.n && to->nodes.at[to->nodes.n - 1] == node)
        return;
    AVER_PUSH(self->arena, &to->nodes, node);
    if (!entry->opens)
        to->lexical += cost_of_phrase(self,
                                      aver_entry_written(lexicon, entry));
}

static void
open_entries(opening *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (uint32_t node = 1; node < lexicon->nodes.n; node++)
        for (const aver_entry *at = aver_lexicon_entries(lexicon, node); at;
             at = aver_entry_next(lexicon, at))
            if (aver_entry_attrs(lexicon, at)->event.len)
                open_node(self, node);
}

static void
find_nodes(opening *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (uint32_t node = 1; node < lexicon->nodes.n; node++)
        for (const aver_entry *at = aver_lexicon_entries(lexicon, node); at;
             at = aver_entry_next(lexicon, at)) {
            const aver_feats *feats = aver_entry_feats(lexicon, at);
            add_node(self, &self->kinds[at->kind], node);
            for (unsigned f = 0; f < self->rules->symbols.feats.n; f++)
                if (aver_feats_has(feats, f))
                    add_node(self, &self->feats[f], node);
        }
}

/* What unit rules make, but those that open the gate themselves. */
static void
find_sources(opening *self, const aver_pass *pass)
{
    for (size_t k = 0; k < pass->rules.n; k++) {
        const aver_rule *rule = &pass->rules.at[k];
        if (pass->type != AVER_PASS_UNIT || sets_event(pass, rule))
            continue;
        if (rule->emit_kind != AVER_NO_SYMBOL)
            AVER_PUSH(self->arena, &self->kinds[rule->emit_kind].rules, rule);
        for (unsigned f = 0; f < self->rules->symbols.feats.n; f++)
            if (aver_feats_has(&rule->add, f))
                AVER_PUSH(self->arena, &self->feats[f].rules, rule);
    }
}

/* Features that the text or the engine gives are not traced, nor those that
 * are a kind's name. */
static void
find_traced(opening *self)
{
    static const uint16_t given[] = {
        AVER_FEAT_CAP, AVER_FEAT_ALLCAP, AVER_FEAT_FIRST, AVER_FEAT_TITLED,
        AVER_FEAT_INT, AVER_FEAT_DEC,    AVER_FEAT_YEAR,  AVER_FEAT_DAY,
        AVER_FEAT_ORD, AVER_FEAT_SUFFIX, AVER_FEAT_KNOWN, AVER_FEAT_M,
        AVER_FEAT_F};

    memset(self->traced, 1, sizeof self->traced);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        self->traced[given[i]] = 0;
    for (size_t k = 0; k < self->rules->symbols.kinds.n; k++)
        self->traced[self->rules->kind_feats[k]] = 0;
}

void
aver_opening_derive(aver_rules *rules)
{
    opening *self = AVER_NEW(&rules->arena, opening);

    self->rules = rules;
    self->arena = &rules->arena;
    self->words = number_words(self);
    meet_words(self);
    find_traced(self);
    for (size_t i = 0; i < rules->passes.n; i++)
        find_sources(self, &rules->passes.at[i]);
    open_entries(self);
    find_nodes(self);
    self->kinds[AVER_KIND_CAP].lexical = ENDLESS;
    self->kinds[AVER_KIND_NUM].lexical = ENDLESS;
    find_costs(self);
    for (size_t i = 0; i < rules->passes.n; i++) {
        const aver_pass *pass = &rules->passes.at[i];
        for (size_t k = 0; k < pass->rules.n; k++)
            if (sets_event(pass, &pass->rules.at[k]))
                open_rule(self, &pass->rules.at[k]);
    }
}
