/* Word lists: a trie over folded words, longest match first. */
#ifndef AVER_LEXICON_H
#define AVER_LEXICON_H

#include "rules/symbols.h"
#include "rules/texts.h"
#include "text/sent.h"
#include "text/token.h"

typedef enum {
    AVER_CASE_ANY,
    AVER_CASE_CAP, /* the first word begins with a capital */
    AVER_CASE_ALL  /* just as written */
} aver_case;

/* What an entry or a rule says of a unit; shared by all its forms. */
typedef struct {
    aver_text event, status, code, mod, name;
    int64_t value, max;
    int has_value, has_max;
    int32_t from, to; /* YYYYMMDD, `to` excluded; 0: open */
} aver_attrs;

/* One form of one entry. No pointers, so that what is compiled in needs no
 * relocation: the others are numbers in the lexicon's tables, which functions
 * below look up. */
typedef struct {
    uint16_t kind;
    uint16_t file;
    uint16_t use; /* at the gate: gate.h */
    uint8_t words;
    uint8_t match_case : 2; /* aver_case */
    uint8_t dated : 1;      /* the attributes hold for a time */
    uint32_t line;
    uint32_t feats, attrs;
    aver_text written;
    uint32_t next; /* the same words in a later list; 0: none */
} aver_entry;

/* A word, and all that is asked of most: half a cache line. */
typedef struct {
    uint64_t head;           /* aver_eight_of */
    uint32_t word;           /* its number; 0: free */
    uint32_t at;             /* of its letters */
    uint32_t len : 20;       /* of them */
    uint32_t behind : 12;    /* nodes that it goes on from: any may be of these
                                bits alone */
    uint32_t node;           /* behind the root; 0: no entry begins with it */
    uint32_t entries, nexts; /* of that node */
} aver_word_slot;

/* From a node that is not the root along a word. */
typedef struct {
    uint32_t node, word;
    uint32_t to; /* 0: free */
} aver_edge_slot;

typedef struct {
    uint32_t entries; /* the first one; 0: none */
    uint32_t nexts;   /* words that go on from here, but from the root: as
                         bits, which several share */
} aver_lexicon_node;

enum { AVER_LEXICON_MARKS = 8192 };

/* Filled while rules load, const afterwards. Zero, but for `arena` and
 * `texts`, is an empty one. */
typedef struct {
    aver_arena *arena;
    aver_texts *texts; /* of the rule set */
    aver_word_slot *words;
    size_t words_room, words_n;
    AVER_VEC(char) letters; /* of all words */
    aver_edge_slot *edges;
    size_t edges_room, edges_n;
    AVER_VEC(aver_lexicon_node) nodes;
    AVER_VEC(uint16_t)
    literal;                      /* by word: stands in a pattern, and so is of
                                     a use at the gate, from 1; else 0 */
    AVER_VEC(aver_entry) entries; /* from 1 */
    AVER_VEC(aver_feats) feats;
    AVER_VEC(aver_attrs) attrs;
    AVER_VEC(const char *) files;
    size_t n_entries;
    /* By hash: abbreviations and openers are of these words. */
    uint64_t marks[AVER_LEXICON_MARKS / 64];
    char decimal; /* of the language: ',', or 0 */
} aver_lexicon;

/* The number of a folded word, from 1; 0 if no list and no pattern has it. */
uint32_t aver_lexicon_word(const aver_lexicon *self, aver_str fold,
                           uint32_t hash);

/* The word in a slot. */
aver_str aver_lexicon_letters(const aver_lexicon *self,
                              const aver_word_slot *slot);

/* Adds the word if need be. */
uint32_t aver_lexicon_add_word(aver_lexicon *self, aver_str fold);

/* Their numbers, for entries to come. */
uint16_t aver_lexicon_add_file(aver_lexicon *self, const char *path);
uint32_t aver_lexicon_add_attrs(aver_lexicon *self, const aver_attrs *attrs);

/* Appends the tokens of an entry as it is written, as a text has them; they
 * live with the lexicon. */
void aver_lexicon_tokens(const aver_lexicon *self, aver_str written,
                         aver_tokens *tokens);

/* Whether an entry stands behind a word without a space between: 'll. */
int aver_entry_is_contracted(aver_str written);

/* Adds an entry with these features under the words of `text`, which must
 * hold a token. The entry is copied, and `text` as what is written. An entry
 * with the same words, kind, attributes and case gets the features of both.
 * Returns how many words it has; 0: none. */
unsigned aver_lexicon_add(aver_lexicon *self, aver_str text,
                          const aver_entry *entry, const aver_feats *feats);

/* An entry by its number; NULL: none. */
static inline const aver_entry *
aver_lexicon_entry(const aver_lexicon *self, uint32_t number)
{
    return number ? &self->entries.at[number] : NULL;
}

/* The first entry of a node's. */
static inline const aver_entry *
aver_lexicon_entries(const aver_lexicon *self, uint32_t node)
{
    return aver_lexicon_entry(self, self->nodes.at[node].entries);
}

static inline const aver_entry *
aver_entry_next(const aver_lexicon *lexicon, const aver_entry *self)
{
    return aver_lexicon_entry(lexicon, self->next);
}

static inline const aver_feats *
aver_entry_feats(const aver_lexicon *lexicon, const aver_entry *self)
{
    return &lexicon->feats.at[self->feats];
}

/* They will be asked for: most often they stand in no cache. */
static inline void
aver_entry_prefetch_feats(const aver_lexicon *lexicon, const aver_entry *self)
{
    const char *feats = (const char *)aver_entry_feats(lexicon, self);

    __builtin_prefetch(feats);
    __builtin_prefetch(feats + sizeof(aver_feats) - 1);
}

static inline const aver_attrs *
aver_entry_attrs(const aver_lexicon *lexicon, const aver_entry *self)
{
    return &lexicon->attrs.at[self->attrs];
}

static inline aver_str
aver_entry_written(const aver_lexicon *lexicon, const aver_entry *self)
{
    return aver_text_of(lexicon->texts, self->written);
}

static inline const char *
aver_entry_file(const aver_lexicon *lexicon, const aver_entry *self)
{
    return lexicon->files.at[self->file];
}

/* Looks the tokens up by their folds and hashes. */
void aver_lexicon_number(const aver_lexicon *self, aver_token *tokens,
                         size_t n);

/* The longest run of tokens, one at least and numbered, from the first on that
 * is an entry; `*n` its length. NULL if there is none. `text` is what the
 * tokens point into. */
const aver_entry *aver_lexicon_find(const aver_lexicon *self, aver_str text,
                                    const aver_token *tokens, size_t n_tokens,
                                    size_t *n);

/* The node behind the root along a numbered token's word; 0: none. */
static inline uint32_t
aver_lexicon_begin(const aver_lexicon *self, const aver_token *token)
{
    return token->word ? self->words[token->slot].node : 0;
}

/* The node behind another along a numbered token's word; 0: none. */
uint32_t aver_lexicon_follow(const aver_lexicon *self, uint32_t node,
                             const aver_token *token);

int aver_entry_fits_case(const aver_lexicon *lexicon, const aver_entry *self,
                         aver_str text, const aver_token *tokens);

/* Whether an entry may stand for the tokens, by its case. */
static inline int
aver_entry_fits(const aver_lexicon *lexicon, const aver_entry *self,
                aver_str text, const aver_token *tokens)
{
    return self->match_case == AVER_CASE_ANY ||
           aver_entry_fits_case(lexicon, self, text, tokens);
}

/* The language as tokenizer and splitter ask for it: from the entries of kind
 * ABBR and OPENER. `self` must live as long. */
aver_token_lang aver_lexicon_token_lang(const aver_lexicon *self);
aver_sent_lang aver_lexicon_sent_lang(const aver_lexicon *self);

#endif
