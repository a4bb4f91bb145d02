/* Classes of words and phrases: of what a rule requires, all that one of them
 * must be there for it. */
#ifndef AVER_WORD_CLASS_H
#define AVER_WORD_CLASS_H

#include "rules/origin.h"

/* Its keys are nodes of the lexicon, times two, and numbers of words, times
 * two and one. */
typedef struct {
    AVER_VEC(uint32_t) keys;
    uint64_t sum; /* of their hashes: tells classes apart, with their number */
} aver_word_class;

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    aver_origins *origins;
    aver_word_class *into; /* what is being gathered */
    uint32_t keys;         /* how many there are */
    uint32_t *seen, now;   /* by key, and when */
    AVER_VEC(const aver_rule *) followed;
    aver_feats sticky; /* features on whose staying something was built */
    int strict;        /* features that must not be there count */
} aver_gathering;

/* Its origins are set by the caller, before anything is added. */
void aver_gathering_init(aver_gathering *self, aver_rules *rules);

/* Begins a class; adds a node to it; and all words with which a unit may pass
 * a requirement. */
void aver_class_begin(aver_gathering *self, aver_word_class *into);
void aver_class_add_node(aver_gathering *self, uint32_t node);
void aver_class_add(aver_gathering *self, const aver_require *require);

/* The words of a key, with a space between. */
aver_str aver_key_words(const aver_gathering *self, uint32_t key);

/* Whether all entries at a node have the feature; or one of them has. */
int aver_node_all_have(const aver_lexicon *lexicon, uint32_t node,
                       unsigned feat);
int aver_node_any_has(const aver_lexicon *lexicon, uint32_t node,
                      unsigned feat);

#endif
