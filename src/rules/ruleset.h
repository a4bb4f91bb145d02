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
    aver_text value;
    int64_t number; /* of `value`, where it is one, else 0 */
} aver_setting;

/* A sentence that a rule must (sign '+') or must not ('-') match. */
typedef struct {
    char sign;
    aver_text sentence, expect;
    aver_place place;
} aver_example;

/* No pointers: see aver_entry. What there are several of is a range in the
 * list of all rules. */
typedef struct {
    aver_text id, file;
    aver_place place;
    uint32_t rx;      /* from 1; 0: none */
    aver_text text;   /* all of it, as it stands in the file */
    aver_text source; /* of the pattern, as written */
    aver_text regex;
    uint32_t n_macros; /* how many definitions there were in front of it */
    aver_span steps;
    uint16_t groups[AVER_RX_GROUPS]; /* the slot of each group */
    unsigned n_groups;
    aver_span requires;
    aver_reach reach;
    uint64_t fills[AVER_SLOTS_MOST / 64];
    uint16_t emit_kind, emit_from;            /* AVER_NO_SYMBOL: none */
    uint64_t emit_with[AVER_SLOTS_MOST / 64]; /* captures that add theirs */
    aver_feats add, drop;
    aver_value_kind value;
    int also;  /* may take a trigger that has a claim */
    int alone; /* may not take people who have a claim */
    aver_span sets;
    uint32_t attrs; /* what `set` says of a unit, from 1; 0: nothing */
    aver_span examples;
} aver_rule;

typedef AVER_VEC(aver_rule) aver_rule_vec;

typedef struct {
    aver_pass_type type;
    int repeat; /* until nothing changes any more */
    const char *file;
    aver_str date; /* the document date of the examples */
    aver_rule_vec rules;
    uint32_t listed; /* of lists the number of 64 rules that begin with its */
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
    aver_shortlist shortlist; /* of the rules of all passes */
    aver_macros macros;       /* of the file being read, and of earlier ones */
    aver_reaches reaches;
    aver_gate gate;
    /* Of all rules. */
    AVER_VEC(aver_rx *) rxs; /* and of raw words */
    AVER_VEC(aver_step) steps;
    AVER_VEC(aver_require) requires;
    AVER_VEC(aver_setting) settings;
    AVER_VEC(aver_example) examples;
    size_t n_rules;
    /* The feature that is a kind's name in lower case. */
    uint16_t kind_feats[AVER_KINDS_MOST];
};

static inline const char *
aver_rule_id(const aver_rules *self, const aver_rule *rule)
{
    return self->texts.all.at + rule->id.at;
}

static inline const char *
aver_rule_file(const aver_rules *self, const aver_rule *rule)
{
    return self->texts.all.at + rule->file.at;
}

/* Of a rule that has one. */
static inline const aver_rx *
aver_rule_rx(const aver_rules *self, const aver_rule *rule)
{
    return self->rxs.at[rule->rx - 1];
}

static inline aver_requires
aver_rule_requires(const aver_rules *self, const aver_rule *rule)
{
    aver_requires all = {self->requires.at + rule->requires.start,
                         rule->requires.end - rule->requires.start};

    return all;
}

/* NULL: it has none. */
static inline const aver_attrs *
aver_rule_attrs(const aver_rules *self, const aver_rule *rule)
{
    return rule->attrs ? &self->lexicon.attrs.at[rule->attrs - 1] : NULL;
}

#endif
