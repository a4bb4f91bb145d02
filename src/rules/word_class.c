#include "rules/word_class.h"

void
aver_gathering_init(aver_gathering *self, aver_rules *rules)
{
    const aver_lexicon *lexicon = &rules->lexicon;
    size_t most = lexicon->nodes.n > lexicon->words_n ? lexicon->nodes.n
                                                      : lexicon->words_n;

    memset(self, 0, sizeof *self);
    self->rules = rules;
    self->arena = &rules->arena;
    self->keys = (uint32_t)(2 * (most + 1));
    self->seen = AVER_NEWS(self->arena, uint32_t, self->keys);
}

static void gather_rule(aver_gathering *self, const aver_rule *rule);

static void
gather_key(aver_gathering *self, uint32_t key)
{
    uint64_t hash = (key + 1) * UINT64_C(0x9E3779B97F4A7C15);

    if (self->seen[key] == self->now)
        return;
    self->seen[key] = self->now;
    AVER_PUSH(self->arena, &self->into->keys, key);
    self->into->sum += hash ^ hash >> 29;
}

void
aver_class_add_node(aver_gathering *self, uint32_t node)
{
    gather_key(self, 2 * node);
}

/* How many of a node's entries have the feature, and how many do not. */
static size_t
count_with(const aver_lexicon *lexicon, uint32_t node, unsigned feat,
           size_t *without)
{
    size_t with = 0;

    *without = 0;
    for (const aver_entry *at = aver_lexicon_entries(lexicon, node); at;
         at = aver_entry_next(lexicon, at))
        *(aver_feats_has(aver_entry_feats(lexicon, at), feat) ? &with
                                                              : without) += 1;
    return with;
}

int
aver_node_all_have(const aver_lexicon *lexicon, uint32_t node, unsigned feat)
{
    size_t without;

    return count_with(lexicon, node, feat, &without) && !without;
}

int
aver_node_any_has(const aver_lexicon *lexicon, uint32_t node, unsigned feat)
{
    size_t without;

    return count_with(lexicon, node, feat, &without) > 0;
}

/* Whether what the node's words become has none of the features that it must
 * not have, as long as no rule takes one away. */
static int
may_lack(aver_gathering *self, uint32_t node, const aver_unit_test *test)
{
    for (unsigned i = 0; self->strict && i < test->n_without; i++)
        if (aver_node_all_have(&self->rules->lexicon, node,
                               test->without[i])) {
            aver_feats_add(&self->sticky, test->without[i]);
            return 0;
        }
    return 1;
}

/* Whether the words at a node may become a unit with the test's features. */
static int
may_have(const aver_gathering *self, uint32_t node, const aver_unit_test *test)
{
    for (unsigned i = 0; i < test->n_with; i++)
        if (self->origins->traced[test->with[i]] &&
            !aver_node_any_has(&self->rules->lexicon, node, test->with[i]))
            return 0;
    return 1;
}

static void
gather_origin(aver_gathering *self, const aver_origin *from,
              const aver_unit_test *test, int by_kind)
{
    for (size_t i = 0; i < from->nodes.n; i++)
        if (may_lack(self, from->nodes.at[i], test) &&
            (!by_kind || may_have(self, from->nodes.at[i], test)))
            aver_class_add_node(self, from->nodes.at[i]);
    for (size_t i = 0; i < from->rules.n; i++)
        gather_rule(self, from->rules.at[i]);
}

static void
gather_test(aver_gathering *self, const aver_unit_test *test)
{
    uint64_t cost;
    const aver_origin *best = aver_origins_rarest(self->origins, test, &cost);

    for (const aver_word_link *at = test->links; at; at = at->next)
        gather_key(self, 2 * at->word + 1);
    if (best) {
        gather_origin(self, best, test, 0);
        return;
    }
    for (unsigned k = 0; k < self->rules->symbols.kinds.n; k++)
        if (test->kinds.w[k / 64] >> k % 64 & 1)
            gather_origin(self, &self->origins->kinds[k], test, 1);
}

void
aver_class_add(aver_gathering *self, const aver_require *require)
{
    for (size_t i = 0; i < require->n_tests; i++)
        gather_test(self, &require->tests[i]);
}

/* What a rule makes needs the rarest of what it requires. */
static void
gather_rule(aver_gathering *self, const aver_rule *rule)
{
    uint64_t cost;
    const aver_require *best;
    int strict = self->strict;

    for (size_t i = 0; i < self->followed.n; i++)
        if (self->followed.at[i] == rule)
            return;
    AVER_PUSH(self->arena, &self->followed, rule);
    best = aver_origins_cheapest(self->origins,
                                 aver_rule_requires(self->rules, rule), &cost);
    self->strict = 0;
    if (best)
        aver_class_add(self, best);
    else
        self->rules->gate.open = 1;
    self->strict = strict;
}

void
aver_class_begin(aver_gathering *self, aver_word_class *into)
{
    memset(into, 0, sizeof *into);
    self->into = into;
    self->followed.n = 0;
    self->now++;
}

aver_str
aver_key_words(const aver_gathering *self, uint32_t key)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_entry *entry;
    aver_str written;
    aver_tokens tokens = {0};
    char *text;
    size_t n = 0;

    if (key & 1)
        return self->origins->words[key / 2];
    entry = aver_lexicon_entries(lexicon, key / 2);
    if (!entry)
        return aver_str_of("", 0);
    written = aver_entry_written(lexicon, entry);
    aver_lexicon_tokens(lexicon, written, &tokens);
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
