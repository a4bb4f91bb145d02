#include "rules/lexicon.h"

#include "base/eight.h"

enum {
    FIRST_ROOM = 1 << 12,
    LONGEST_FOLD = 64,
    LONGEST_WORD = (1 << 20) - 1,
    FEATS_BACK = 64 /* newest sets of features among which one is sought */
};

aver_str
aver_lexicon_letters(const aver_lexicon *self, const aver_word_slot *slot)
{
    return aver_str_of(self->letters.at + slot->at, slot->len);
}

static inline int
is_word(const aver_lexicon *self, const aver_word_slot *slot, aver_str fold,
        uint64_t head)
{
    return slot->head == head && slot->len == fold.len &&
           (fold.len <= sizeof head ||
            !memcmp(self->letters.at + slot->at, fold.ptr, fold.len));
}

static inline aver_word_slot *
word_slot(const aver_lexicon *self, aver_str fold, uint32_t hash)
{
    size_t mask = self->words_room - 1;
    uint64_t head = aver_eight_of(fold.ptr, fold.len);

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        aver_word_slot *slot = &self->words[i];
        if (!slot->word || is_word(self, slot, fold, head))
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
        if (old[i].word) {
            aver_str letters = aver_lexicon_letters(self, &old[i]);
            *word_slot(self, letters,
                       aver_token_hash(letters.ptr, letters.len)) = old[i];
        }
}

static void
add_letters(aver_lexicon *self, aver_str fold)
{
    AVER_VEC_ROOM(self->arena, &self->letters, self->letters.n + fold.len);
    memcpy(self->letters.at + self->letters.n, fold.ptr, fold.len);
    self->letters.n += fold.len;
}

/* The slot of a word, which is added if need be; until the next one is. No
 * token is as long as the longest. */
static aver_word_slot *
add_word(aver_lexicon *self, aver_str fold)
{
    aver_word_slot *slot;

    if (fold.len > LONGEST_WORD)
        fold.len = LONGEST_WORD;
    if (self->words_n * 2 >= self->words_room)
        grow_words(self);
    slot = word_slot(self, fold, aver_token_hash(fold.ptr, fold.len));
    if (slot->word)
        return slot;
    if (!self->literal.n)
        AVER_PUSH(self->arena, &self->literal, 0);
    slot->head = aver_eight_of(fold.ptr, fold.len);
    slot->at = (uint32_t)self->letters.n;
    slot->len = (uint32_t)fold.len & LONGEST_WORD;
    add_letters(self, fold);
    slot->word = (uint32_t)self->literal.n;
    self->words_n++;
    AVER_PUSH(self->arena, &self->literal, 0);
    return slot;
}

uint32_t
aver_lexicon_add_word(aver_lexicon *self, aver_str fold)
{
    return add_word(self, fold)->word;
}

/* Where the edge is sought first. */
static size_t
edge_place(const aver_lexicon *self, uint32_t node, uint32_t word)
{
    uint64_t key = (uint64_t)node << 32 | word;

    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) &
           (self->edges_room - 1);
}

static aver_edge_slot *
edge_slot(const aver_lexicon *self, uint32_t node, uint32_t word)
{
    size_t mask = self->edges_room - 1, i = edge_place(self, node, word);

    while (self->edges[i].to &&
           (self->edges[i].node != node || self->edges[i].word != word))
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
        if (old[i].to)
            *edge_slot(self, old[i].node, old[i].word) = old[i];
}

static uint32_t
add_node(aver_lexicon *self)
{
    static const aver_lexicon_node fresh = {0, 0};

    if (!self->nodes.n)
        AVER_PUSH(self->arena, &self->nodes, fresh); /* the root */
    AVER_PUSH(self->arena, &self->nodes, fresh);
    return (uint32_t)self->nodes.n - 1;
}

static uint32_t
next_bit(uint32_t word)
{
    return UINT32_C(1) << (word * UINT32_C(0x9E3779B1) >> 27);
}

static uint32_t
behind_bit(uint32_t node)
{
    return UINT32_C(1) << (node * UINT32_C(0x9E3779B1) >> 20) % 12;
}

/* The node behind the root along the word in a slot, made if need be. */
static uint32_t
add_first(aver_lexicon *self, aver_word_slot *slot)
{
    if (!slot->node)
        slot->node = add_node(self);
    return slot->node;
}

/* The same from any other node on. */
static uint32_t
add_edge(aver_lexicon *self, uint32_t node, aver_word_slot *behind)
{
    aver_edge_slot *slot;

    if (self->edges_n * 2 >= self->edges_room)
        grow_edges(self);
    slot = edge_slot(self, node, behind->word);
    if (!slot->to) {
        slot->node = node;
        slot->word = behind->word;
        slot->to = add_node(self);
        self->edges_n++;
        self->nodes.at[node].nexts |= next_bit(behind->word);
        behind->behind = (behind->behind | behind_bit(node)) & 0xFFF;
    }
    return slot->to;
}

/* Whether the token may go on from a node with these nexts: most do not. */
static inline int
may_follow(const aver_lexicon *self, uint32_t node, uint32_t nexts,
           const aver_token *token)
{
    return token->word && nexts & next_bit(token->word) &&
           self->words[token->slot].behind & behind_bit(node);
}

static inline uint32_t
follow(const aver_lexicon *self, uint32_t node, uint32_t nexts,
       const aver_token *token)
{
    return may_follow(self, node, nexts, token)
               ? edge_slot(self, node, token->word)->to
               : 0;
}

/* Tables are larger than caches: what is looked at soon is asked for before.
 */
void
aver_lexicon_number(const aver_lexicon *self, aver_token *tokens, size_t n)
{
    size_t mask = self->words_room - 1;
    const aver_word_slot *before = NULL;

    if (!self->words_room)
        return;
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&self->words[tokens[i].hash & mask]);
    for (size_t i = 0; i < n; i++) {
        const aver_word_slot *slot = word_slot(self, tokens[i].fold,
                                               tokens[i].hash);
        tokens[i].word = slot->word;
        tokens[i].slot = (uint32_t)(slot - self->words);
        if (before &&
            may_follow(self, before->node, before->nexts, &tokens[i]))
            __builtin_prefetch(
                &self->edges[edge_place(self, before->node, slot->word)]);
        before = slot->word ? slot : NULL;
        if (slot->entries)
            __builtin_prefetch(&self->entries.at[slot->entries]);
        __builtin_prefetch(&self->literal.at[slot->word]);
    }
}

uint32_t
aver_lexicon_follow(const aver_lexicon *self, uint32_t node,
                    const aver_token *token)
{
    return follow(self, node, self->nodes.at[node].nexts, token);
}

uint16_t
aver_lexicon_add_file(aver_lexicon *self, const char *path)
{
    AVER_PUSH(self->arena, &self->files, path);
    return (uint16_t)(self->files.n - 1);
}

uint32_t
aver_lexicon_add_attrs(aver_lexicon *self, const aver_attrs *attrs)
{
    AVER_PUSH(self->arena, &self->attrs, *attrs);
    return (uint32_t)self->attrs.n - 1;
}

static uint32_t
add_feats(aver_lexicon *self, const aver_feats *feats)
{
    size_t n = self->feats.n;

    for (size_t i = n; i > 0 && i + FEATS_BACK > n; i--)
        if (!memcmp(&self->feats.at[i - 1], feats, sizeof *feats))
            return (uint32_t)i - 1;
    AVER_PUSH(self->arena, &self->feats, *feats);
    return (uint32_t)n;
}

static int
same_entry(const aver_entry *a, const aver_entry *b)
{
    return a->kind == b->kind && a->attrs == b->attrs &&
           a->match_case == b->match_case;
}

/* Hangs the newest entry on its node, in place of the same one. */
static void
hang(aver_lexicon *self, uint32_t node, const aver_feats *feats)
{
    uint32_t number = (uint32_t)self->entries.n - 1;
    aver_entry *entry = &self->entries.at[number];
    uint32_t *link = &self->nodes.at[node].entries;
    aver_feats all = *feats;

    while (*link && !same_entry(&self->entries.at[*link], entry))
        link = &self->entries.at[*link].next;
    if (*link) {
        aver_feats_join(&all,
                        aver_entry_feats(self, &self->entries.at[*link]));
        entry->next = self->entries.at[*link].next;
    }
    entry->feats = add_feats(self, &all);
    *link = number;
}

int
aver_entry_is_contracted(aver_str written)
{
    return written.len > 1 && written.ptr[0] == '\'' &&
           written.ptr[1] >= 'a' && written.ptr[1] <= 'z';
}

void
aver_lexicon_tokens(const aver_lexicon *self, aver_str text,
                    aver_tokens *tokens)
{
    aver_token_lang lang = aver_lexicon_token_lang(self);
    size_t before = (size_t)aver_entry_is_contracted(text);
    char *whole = aver_arena_get(self->arena, text.len + 1);

    whole[0] = 'x';
    memcpy(whole + before, text.ptr, text.len);
    text = aver_str_of(whole, text.len + before);
    aver_token_run(self->arena, text, aver_span_of(0, (uint32_t)text.len),
                   &lang, tokens);
    tokens->at += before;
    tokens->n -= before;
}

/* The path of the tokens, made if need be, and an entry hung at its end. */
static void
add_path(aver_lexicon *self, const aver_tokens *tokens,
         const aver_feats *feats)
{
    aver_str first = tokens->at[0].fold;
    uint32_t node = add_first(self, add_word(self, first));
    uint32_t end = node;
    aver_word_slot *slot;

    for (size_t i = 1; i < tokens->n; i++)
        end = add_edge(self, end, add_word(self, tokens->at[i].fold));
    hang(self, end, feats);
    slot = add_word(self, first);
    slot->entries = self->nodes.at[node].entries;
    slot->nexts = self->nodes.at[node].nexts;
}

static void
add_mark(aver_lexicon *self, const aver_token *token)
{
    uint32_t bit = token->hash % AVER_LEXICON_MARKS;

    self->marks[bit / 64] |= (uint64_t)1 << bit % 64;
}

unsigned
aver_lexicon_add(aver_lexicon *self, aver_str text, const aver_entry *entry,
                 const aver_feats *feats)
{
    static const aver_entry none = {0};
    aver_tokens tokens = {0};
    aver_entry copy = *entry;

    aver_lexicon_tokens(self, text, &tokens);
    if (!tokens.n || tokens.n > 255)
        return 0;
    copy.words = (uint8_t)tokens.n;
    copy.dated = self->attrs.at[copy.attrs].from ||
                 self->attrs.at[copy.attrs].to;
    copy.written = aver_texts_add(self->texts, self->arena, text);
    copy.next = 0;
    if (!self->entries.n)
        AVER_PUSH(self->arena, &self->entries, none);
    AVER_PUSH(self->arena, &self->entries, copy);
    self->n_entries++;
    add_path(self, &tokens, feats);
    if (tokens.n == 1 &&
        (copy.kind == AVER_KIND_ABBR || copy.kind == AVER_KIND_OPENER))
        add_mark(self, tokens.at);
    return (unsigned)tokens.n;
}

int
aver_entry_fits_case(const aver_lexicon *lexicon, const aver_entry *self,
                     aver_str text, const aver_token *tokens)
{
    const aver_token *last = tokens + self->words - 1;
    aver_str slice = {text.ptr + tokens->at.start,
                      last->at.end - tokens->at.start};

    if (self->match_case == AVER_CASE_CAP)
        return (tokens->flags & (AVER_TOK_CAP | AVER_TOK_NUMBER)) != 0;
    return aver_str_same(slice, aver_entry_written(lexicon, self));
}

static const aver_entry *
first_fit(const aver_lexicon *self, uint32_t entries, aver_str text,
          const aver_token *tokens)
{
    const aver_entry *entry = aver_lexicon_entry(self, entries);

    while (entry && !aver_entry_fits(self, entry, text, tokens))
        entry = aver_entry_next(self, entry);
    return entry;
}

const aver_entry *
aver_lexicon_find(const aver_lexicon *self, aver_str text,
                  const aver_token *tokens, size_t n_tokens, size_t *n)
{
    const aver_word_slot *slot;
    const aver_entry *found, *entry;
    uint32_t node;

    *n = 0;
    if (!tokens->word)
        return NULL;
    slot = &self->words[tokens->slot];
    found = first_fit(self, slot->entries, text, tokens);
    *n = found != NULL;
    node = n_tokens > 1 ? follow(self, slot->node, slot->nexts, &tokens[1])
                        : 0;
    for (size_t i = 2; node; i++) {
        entry = first_fit(self, self->nodes.at[node].entries, text, tokens);
        if (entry) {
            found = entry;
            *n = i;
        }
        node = i < n_tokens ? aver_lexicon_follow(self, node, &tokens[i]) : 0;
    }
    return found;
}

static void
fold_ascii(const char *word, size_t len, char *fold)
{
    for (size_t i = 0; i < len; i++)
        fold[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32
                                                          : word[i]);
}

/* The only entry of one word of a kind, which has its mark. The word is folded
 * on the stack: abbreviations and openers are short. */
static const aver_entry *
one_word(const aver_lexicon *self, const char *word, size_t len, unsigned kind)
{
    char fold[LONGEST_FOLD];
    const aver_entry *entry;
    uint32_t hash, bit;

    if (!len || len > sizeof fold || !self->nodes.n)
        return NULL;
    fold_ascii(word, len, fold);
    hash = aver_token_hash(fold, len);
    bit = hash % AVER_LEXICON_MARKS;
    if (!(self->marks[bit / 64] >> bit % 64 & 1))
        return NULL;
    entry = aver_lexicon_entry(
        self, word_slot(self, aver_str_of(fold, len), hash)->entries);
    while (entry && entry->kind != kind)
        entry = aver_entry_next(self, entry);
    return entry;
}

static aver_abbr
abbreviation(const void *ctx, const char *word, size_t len)
{
    const aver_lexicon *self = ctx;
    const aver_entry *entry = one_word(self, word, len, AVER_KIND_ABBR);

    if (!entry)
        return AVER_ABBR_NONE;
    return aver_feats_has(aver_entry_feats(self, entry), AVER_FEAT_INNER)
               ? AVER_ABBR_INNER
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
