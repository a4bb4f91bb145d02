/* A rule set: lexicon, symbols and passes, loaded, checked and frozen. */
#ifndef AVER_RULESET_H
#define AVER_RULESET_H

#include "rules/gate.h"
#include "rules/pattern.h"
#include "rules/rx.h"
#include "rules/shortlist.h"

typedef enum {
    AVER_PASS_UNIT,        /* makes larger units */
    AVER_PASS_HEAD,        /* finds the document's date */
    AVER_PASS_CLAIM,       /* makes claims */
    AVER_PASS_FOLLOW,      /* makes more of what the sentence before told */
    AVER_PASS_ATTRIBUTION, /* finds who says what */
    AVER_PASS_SLOT,        /* fills a claim's empty slots */
    AVER_PASS_CHECK        /* does nothing: examples of all of it together */
} aver_pass_type;

typedef enum {
    AVER_VALUE_NONE,
    AVER_VALUE_DATE,
    AVER_VALUE_COUNT
} aver_value_kind;

typedef struct {
    uint16_t slot;
    aver_str value;
    int64_t number; /* of `value`, where it is one, else 0 */
} aver_setting;

/* A sentence that a rule must (sign '+') or must not ('-') match. */
typedef struct {
    char sign;
    aver_str sentence, expect;
    aver_place place;
} aver_example;

typedef struct {
    const char *id, *file;
    aver_place place;
    aver_rx *rx;
    aver_str text;   /* all of it, as it stands in the file */
    aver_str source; /* of the pattern, as written */
    aver_str regex;
    size_t n_macros; /* how many definitions there were in front of it */
    const aver_step *steps;
    size_t n_steps;
    uint16_t groups[AVER_RX_GROUPS]; /* the slot of each group */
    unsigned n_groups;
    aver_requires requires;
    aver_reach reach;
    uint64_t fills[AVER_SLOTS_MOST / 64];
    uint16_t emit_kind, emit_from;            /* AVER_NO_SYMBOL: none */
    uint64_t emit_with[AVER_SLOTS_MOST / 64]; /* captures that add theirs */
    aver_feats add, drop;
    aver_value_kind value;
    int also;  /* may take a trigger that has a claim */
    int alone; /* may not take people who have a claim */
    const aver_setting *sets;
    size_t n_sets;
    const aver_attrs *attrs; /* what `set` says of a unit, or NULL */
    const aver_example *examples;
    size_t n_examples;
} aver_rule;

typedef AVER_VEC(aver_rule) aver_rule_vec;

typedef struct {
    aver_pass_type type;
    int repeat; /* until nothing changes any more */
    const char *file;
    aver_str date; /* the document date of the examples */
    aver_rule_vec rules;
    aver_shortlist shortlist;
} aver_pass;

typedef AVER_VEC(aver_pass) aver_passes;

/* A lexicon file, and how many of its lines are entries. */
typedef struct {
    const char *file;
    size_t entries;
} aver_lexicon_file;

struct aver_rules {
    const aver_alloc *mem;
    aver_arena arena;
    jmp_buf oom;
    aver_symbols symbols;
    aver_texts texts;
    aver_lexicon lexicon;
    AVER_VEC(aver_lexicon_file) lexicons;
    aver_passes passes;
    aver_macros macros; /* of the file being read, and of earlier ones */
    aver_reaches reaches;
    aver_gate gate;
    size_t n_rules;
    /* The feature that is a kind's name in lower case. */
    uint16_t kind_feats[AVER_KINDS_MOST];
    AVER_VEC(aver_rx *) rxs; /* all of them, to be freed */
};

#endif
