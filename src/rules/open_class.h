/* What opens the gate, while that is found out: classes of words, and which of
 * them must be there together. */
#ifndef AVER_OPEN_CLASS_H
#define AVER_OPEN_CLASS_H

#include "rules/doubt.h"
#include "rules/word_class.h"

/* Words of a class that is looked for beside another. */
enum { AVER_OPEN_WORDS_MOST = 2500 };

typedef struct {
    aver_rules *rules;
    aver_arena *arena;
    aver_origins *origins;
    AVER_VEC(aver_doubt) doubts;
    AVER_VEC(aver_word_class) classes;
    aver_gathering words;
    aver_gate_set *uses; /* by key */
} aver_opening;

/* The entries of a node of the lexicon; whether one has an event. */
const aver_entry *aver_open_entries(const aver_opening *self, uint32_t node);
int aver_open_has_event(const aver_opening *self, uint32_t node);

/* The number of a class, which is added if it is new; AVER_GATE_CLASSES if
 * there is no room for it. */
unsigned aver_open_class(aver_opening *self, const aver_word_class *class);

/* The number of the class of what is required; AVER_GATE_CLASSES if it cannot
 * be told or there is no room for it. A class is late if it is so for all. */
unsigned aver_open_class_for(aver_opening *self, const aver_require *require,
                             int late);

/* Adds a word or an entry's words to the gate; all those of a class. */
void aver_open_key(aver_opening *self, uint32_t key, unsigned class);
void aver_open_words(aver_opening *self, const aver_word_class *class,
                     unsigned number);

/* The `n` cheapest of what is required, the cheapest first; how many there
 * are. */
size_t aver_open_cheapest(aver_opening *self, aver_requires requires, size_t n,
                          const aver_require **out);

/* Whether some of what is required can be followed back to words. */
int aver_open_can_follow(aver_opening *self, aver_requires requires);

/* Whether what is required opens alone already, or is nowhere. */
int aver_open_is_open(aver_opening *self, aver_requires requires);

/* Adds classes for what is required, the rarest first, which is looked for
 * first if `first` is set; 0 if nothing of it can be followed, or there is no
 * room for it. */
int aver_open_required(aver_opening *self, aver_requires requires, int first,
                       aver_gate_set *to);

/* Adds an opening: what is there together; what is required, and `base`. 0 as
 * above. */
void aver_open_add(aver_opening *self, aver_gate_set set);
int aver_open_together(aver_opening *self, aver_requires requires,
                       aver_gate_set base);

#endif
