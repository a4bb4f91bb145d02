#include "tools/order.h"

#include <stdlib.h>

typedef struct {
    const aver_lexicon *lexicon;
    uint32_t *slots, *nodes; /* how often each */
} counts;

static void
count_node(counts *self, const aver_token *tokens, size_t n)
{
    uint32_t node = aver_lexicon_begin(self->lexicon, tokens);

    for (size_t i = 1; node; i++) {
        self->nodes[node]++;
        node = i < n ? aver_lexicon_follow(self->lexicon, node, &tokens[i])
                     : 0;
    }
}

static void
count_text(counts *self, aver_arena *arena, aver_str text)
{
    aver_token_lang lang = aver_lexicon_token_lang(self->lexicon);
    aver_tokens tokens = {0};

    aver_token_run(arena, text, aver_span_of(0, (uint32_t)text.len), &lang,
                   &tokens);
    aver_lexicon_number(self->lexicon, tokens.at, tokens.n);
    for (size_t i = 0; i < tokens.n; i++) {
        if (tokens.at[i].word)
            self->slots[tokens.at[i].slot]++;
        count_node(self, &tokens.at[i], tokens.n - i);
    }
}

static int
compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static const uint32_t *
sorted(aver_arena *arena, const uint32_t *counted, size_t n)
{
    uint64_t *keys = AVER_NEWS(arena, uint64_t, n + 1);
    uint32_t *out = AVER_NEWS(arena, uint32_t, n + 1);

    for (size_t i = 0; i < n; i++)
        keys[i] = (uint64_t)(UINT32_MAX - counted[i]) << 32 | i;
    qsort(keys, n, sizeof *keys, compare);
    for (size_t i = 0; i < n; i++)
        out[i] = (uint32_t)keys[i];
    return out;
}

void
aver_order_find(const aver_rules *rules, aver_arena *arena, aver_order *out)
{
    const aver_lexicon *lexicon = &rules->lexicon;
    counts counted = {
        .lexicon = lexicon,
        .slots = AVER_NEWS(arena, uint32_t, lexicon->words_room + 1),
        .nodes = AVER_NEWS(arena, uint32_t, lexicon->nodes.n + 1)};

    for (size_t i = 0; i < rules->examples.n; i++)
        count_text(
            &counted, arena,
            aver_text_of(&rules->texts, rules->examples.at[i].sentence));
    out->words = sorted(arena, counted.slots, lexicon->words_room);
    out->nodes = sorted(arena, counted.nodes, lexicon->nodes.n);
}
