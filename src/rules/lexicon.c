#include "rules/lexicon.h"

enum { FIRST_ROOM = 1 << 12, LONGEST_FOLD = 64 };

aver_str
aver_lexicon_letters(const aver_lexicon *self, const aver_word_slot *slot)
{
    return aver_str_of(self->letters.at + slot->at, slot->len);
}

static aver_word_slot *
word_slot(const aver_lexicon *self, aver_str fold, uint32_t hash)
{
    size_t mask = self->words_room - 1;

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        aver_word_slot *slot = &self->words[i];
        if (!slot->word ||
            (slot->hash == hash &&
             aver_str_same(aver_lexicon_letters(self, slot), fold)))
            return slot;
    }
}

uint32_t
aver_lexicon_word(const aver_lexicon *self, aver_str fold, uint32_t hash)
{
    return self->words_room ? word_slot(self, fold, hash)->word : 0;
}

static void
grow_words(aver_lexicon *self)
{
    aver_word_slot *old = self->words;
    size_t old_room = self->words_room;

    self->words_room = old_room ? old_room * 2 : FIRST_ROOM;
    self->words = AVER_NEWS(self->arena, aver_word_slot, self->words_room);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].word)
            *word_slot(self, aver_lexicon_letters(self, &old[i]),
                       old[i].hash) = old[i];
}

uint32_t
aver_lexicon_add_word(aver_lexicon *self, aver_str fold)
{
    uint32_t hash = aver_token_hash(fold.ptr, fold.len);
    aver_word_slot *slot;

    if (self->words_n * 2 >= self->words_room)
        grow_words(self);
    slot = word_slot(self, fold, hash);
    if (!slot->word) {
        if (!self->literal.n)
            AVER_PUSH(self->arena, &self->literal, 0);
        slot->hash = hash;
        slot->at = (uint32_t)self->letters.n;
        slot->len = (uint32_t)fold.len;
        AVER_VEC_ROOM(self->arena, &self->letters, self->letters.n + fold.len);
        memcpy(self->letters.at + self->letters.n, fold.ptr, fold.len);
        self->letters.n += fold.len;
        slot->word = (uint32_t)self->literal.n;
        self->words_n++;
        AVER_PUSH(self->arena, &self->literal, 0);
    }
    return slot->word;
}

static aver_edge_slot *
edge_slot(const aver_lexicon *self, uint64_t key)
{
    size_t mask = self->edges_room - 1;
    size_t i = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;

    while (self->edges[i].key && self->edges[i].key != key)
        i = (i + 1) & mask;
    return &self->edges[i];
}

static void
grow_edges(aver_lexicon *self)
{
    aver_edge_slot *old = self->edges;
    size_t old_room = self->edges_room;

    self->edges_room = old_room ? old_room * 2 : FIRST_ROOM;
    self->edges = AVER_NEWS(self->arena, aver_edge_slot, self->edges_room);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].key)
            *edge_slot(self, old[i].key) = old[i];
}

static uint32_t
add_edge(aver_lexicon *self, uint32_t node, uint32_t word)
{
    uint64_t key = (uint64_t)node << 32 | word;
    aver_edge_slot *slot;
    aver_lexicon_node fresh = {NULL};

    if (self->edges_n * 2 >= self->edges_room)
        grow_edges(self);
    if (!self->nodes.n)
        AVER_PUSH(self->arena, &self->nodes, fresh); /* the root */
    slot = edge_slot(self, key);
    if (!slot->key) {
        slot->key = key;
        slot->node = (uint32_t)self->nodes.n;
        self->edges_n++;
        AVER_PUSH(self->arena, &self->nodes, fresh);
    }
    return slot->node;
}

static uint32_t
follow(const aver_lexicon *self, uint32_t node, uint32_t word)
{
    if (!word || !self->edges_room)
        return 0;
    return edge_slot(self, (uint64_t)node << 32 | word)->node;
}

uint32_t
aver_lexicon_follow(const aver_lexicon *self, uint32_t node,
                    const aver_token *token)
{
    return follow(self, node,
                  aver_lexicon_word(self, token->fold, token->hash));
}

static int
same_entry(const aver_entry *a, const aver_entry *b)
{
    return a->kind == b->kind && a->attrs == b->attrs &&
           a->match_case == b->match_case;
}

static void
hang(aver_lexicon *self, uint32_t node, const aver_entry *entry, aver_str text,
     size_t words)
{
    aver_entry **link = &self->nodes.at[node].entries;
    aver_entry *copy = AVER_NEW(self->arena, aver_entry);

    *copy = *entry;
    copy->words = (uint8_t)words;
    copy->written = aver_str_of(
        aver_arena_copy(self->arena, text.ptr, text.len), text.len);
    copy->next = NULL;
    self->n_entries++;
    for (; *link; link = &(*link)->next)
        if (same_entry(*link, entry)) {
            aver_feats_join(&copy->feats, &(*link)->feats);
            copy->next = (*link)->next;
            break;
        }
    *link = copy;
}

unsigned
aver_lexicon_add(aver_lexicon *self, aver_str text, const aver_entry *entry)
{
    aver_token_lang lang = aver_lexicon_token_lang(self);
    aver_tokens tokens = {0};
    uint32_t node = 0;

    aver_token_run(self->arena, text, aver_span_of(0, (uint32_t)text.len),
                   &lang, &tokens);
    if (!tokens.n || tokens.n > 255)
        return 0;
    for (size_t i = 0; i < tokens.n; i++)
        node = add_edge(self, node,
                        aver_lexicon_add_word(self, tokens.at[i].fold));
    hang(self, node, entry, text, tokens.n);
    return (unsigned)tokens.n;
}

int
aver_entry_fits(const aver_entry *self, aver_str text,
                const aver_token *tokens)
{
    const aver_token *last = tokens + self->words - 1;
    aver_str slice = {text.ptr + tokens->at.start,
                      last->at.end - tokens->at.start};

    switch ((aver_case)self->match_case) {
    case AVER_CASE_ANY:
        return 1;
    case AVER_CASE_CAP:
        return (tokens->flags & (AVER_TOK_CAP | AVER_TOK_NUMBER)) != 0;
    case AVER_CASE_ALL:
        return aver_str_same(slice, self->written);
    }
    return 0;
}

static const aver_entry *
first_fitting(const aver_entry *entry, aver_str text, const aver_token *tokens)
{
    while (entry && !aver_entry_fits(entry, text, tokens))
        entry = entry->next;
    return entry;
}

const aver_entry *
aver_lexicon_find(const aver_lexicon *self, aver_str text,
                  const aver_token *tokens, size_t n_tokens, size_t at,
                  size_t *n)
{
    const aver_entry *found = NULL;
    uint32_t node = 0;

    *n = 0;
    for (size_t i = at; i < n_tokens; i++) {
        const aver_entry *here;
        node = follow(self, node,
                      aver_lexicon_word(self, tokens[i].fold, tokens[i].hash));
        if (!node)
            break;
        here = first_fitting(self->nodes.at[node].entries, text, &tokens[at]);
        if (here) {
            found = here;
            *n = i + 1 - at;
        }
    }
    return found;
}

/* The only entry of one word of a kind. The word is folded on the stack:
 * abbreviations and openers are short. */
static const aver_entry *
one_word(const aver_lexicon *self, const char *word, size_t len, unsigned kind)
{
    char fold[LONGEST_FOLD];
    const aver_entry *entry;
    uint32_t node;

    if (len > sizeof fold || !self->nodes.n)
        return NULL;
    for (size_t i = 0; i < len; i++)
        fold[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32
                                                          : word[i]);
    node = follow(self, 0,
                  aver_lexicon_word(self, aver_str_of(fold, len),
                                    aver_token_hash(fold, len)));
    if (!node)
        return NULL;
    for (entry = self->nodes.at[node].entries; entry; entry = entry->next)
        if (entry->kind == kind)
            return entry;
    return NULL;
}

static aver_abbr
abbreviation(const void *ctx, const char *word, size_t len)
{
    const aver_entry *entry = one_word(ctx, word, len, AVER_KIND_ABBR);

    if (!entry)
        return AVER_ABBR_NONE;
    return aver_feats_has(&entry->feats, AVER_FEAT_INNER) ? AVER_ABBR_INNER
                                                          : AVER_ABBR_EITHER;
}

static int
is_abbreviation(const void *ctx, const char *word, size_t len)
{
    return abbreviation(ctx, word, len) != AVER_ABBR_NONE;
}

static int
is_opener(const void *ctx, const char *word, size_t len)
{
    return one_word(ctx, word, len, AVER_KIND_OPENER) != NULL;
}

aver_token_lang
aver_lexicon_token_lang(const aver_lexicon *self)
{
    aver_token_lang lang = {is_abbreviation, self, self->decimal};
    return lang;
}

aver_sent_lang
aver_lexicon_sent_lang(const aver_lexicon *self)
{
    aver_sent_lang lang = {abbreviation, is_opener, self};
    return lang;
}
