/* Units: the words and mentions of a sentence, and what passes make of them.
 *
 * All of it lives in the worker's arena until the next document. */
#ifndef AVER_UNIT_H
#define AVER_UNIT_H

#include "extract/count.h"
#include "extract/date.h"
#include "extract/index.h"
#include "extract/tools.h"

typedef struct aver_unit aver_unit;

/* Units that a rule's capture took, one behind the other. */
typedef struct {
    uint16_t slot;
    const aver_unit *first;
    uint32_t n;
} aver_capture;

struct aver_unit {
    uint16_t kind;    /* AVER_NO_SYMBOL: a plain word */
    char mark;        /* AVER_MARK_* */
    uint32_t word;    /* of a single token */
    aver_span tokens; /* of the sentence */
    aver_feats feats;
    const aver_attrs *attrs; /* or NULL */
    const aver_entry *entry; /* the lexicon's, or NULL */
    const aver_rule *rule;   /* that made it, or NULL */
    const aver_unit *parts;  /* what it was made of */
    uint32_t n_parts;
    const aver_capture *captures;
    uint32_t n_captures;
    const aver_date *date;
    const aver_count *count;
    aver_raw_words raws; /* as far as it was found out */
};

typedef AVER_VEC(aver_unit) aver_units;

/* Text that tokens point into, with its tokens. */
typedef struct {
    aver_str text;
    const aver_token *tokens;
    size_t n_tokens;
} aver_words;

/* A sentence as rules see it. */
typedef struct aver_view {
    const aver_words *words;
    aver_units units;
    aver_index_marks marks;
    uint64_t version; /* of the units */
    uint64_t was;     /* the version before, of which each of the spans */
    const aver_span *joined; /* is one unit now: in order */
    size_t n_joined;
} aver_view;

/* Told of what unit rules matched but did not get: `winner` had taken some of
 * it before. For explanations. */
typedef struct {
    void (*lost)(void *ctx, const aver_rule *rule, const aver_rule *winner,
                 aver_span tokens);
    void *ctx;
} aver_trace;

/* Whether a surname is known, and what of it: see known.h. */
typedef struct {
    uint32_t hash;
    aver_feats feats;
} aver_known;

/* A rule that reached its limit, and in how many matches. */
typedef struct {
    const aver_rule *rule;
    unsigned times;
} aver_given_up;

/* Units as PCRE2 sees them. */
typedef struct {
    AVER_VEC(char) text;
    AVER_VEC(uint32_t) starts; /* byte of `text` where each unit begins */
    uint64_t version;          /* of the view */
    aver_index_marks marks;
} aver_rendering;

/* Where a rule begins to match, by its steps. */
typedef struct {
    const aver_rule *rule;
    uint64_t marking; /* of the view */
    aver_bits units;
} aver_begins;

/* What every stage works with, for a document. */
typedef struct {
    const aver_rules *rules;
    aver_arena *arena;
    aver_tools *tools;
    aver_str text; /* of the document */
    AVER_VEC(aver_known) known;
    aver_day date;                     /* of the document; year 0: unknown */
    AVER_VEC(aver_given_up) given_up;  /* rules, of this document */
    const aver_trace *trace;           /* or NULL */
    aver_reaching reaching;            /* a part of the tools' index */
    uint64_t marking;                  /* of what is marked in it */
    const struct aver_view *looked_at; /* while its raw words are found */
    aver_rendering rendering;
    AVER_VEC(char) unit_text;  /* the rendering of one */
    aver_begins begins;        /* of the rule that was tried last */
    AVER_VEC(uint64_t) listed; /* of a pass: a shortlist */
} aver_work;

/* For the next document. */
void aver_work_init(aver_work *self, aver_tools *tools, aver_arena *arena);

/* How a quotation mark is rendered; nothing if it is none. */
aver_str aver_quote_text(const aver_token *token);

/* To be told when view->units are others. */
void aver_view_renew(aver_work *work, aver_view *view,
                     const aver_words *words);

/* A version that no view had so far, and as many behind it as it has words of
 * 64 units. */
uint64_t aver_view_version(aver_work *work, const aver_view *view);

/* The rendering; until the next call. */
const aver_rendering *aver_view_write(aver_work *work, const aver_view *view);

/* A unit's rendering, with a space behind it; until the next call. */
aver_str aver_view_unit_text(aver_work *work, const aver_view *view,
                             size_t unit);

/* Units as people read them, for explanations: KIND.feature.feature=word. */
aver_str aver_view_spell(aver_work *work, const aver_view *view,
                         const aver_words *words, aver_span units);

/* Marks a unit in the rendering (AVER_MARK_*). */
void aver_view_mark(aver_view *view, size_t unit, char mark);

/* The first of the rule's requirements that no unit meets, or NULL. */
const aver_require *aver_view_lacks(aver_work *work, const aver_view *view,
                                    const aver_rule *rule);

/* The rules of the pass that may match, as bits; until the next call. */
const uint64_t *aver_view_shortlist(aver_work *work, const aver_view *view,
                                    const aver_pass *pass);

/* The first rule of a shortlist from the `*i`-th on, which goes behind it;
 * NULL when there is none. */
const aver_rule *aver_pass_next(const aver_pass *pass, const uint64_t *listed,
                                size_t *i);

/* A match of a rule: as many groups as the rule has, as unit ranges. */
typedef struct {
    aver_span all;
    aver_span groups[AVER_RX_GROUPS]; /* start UINT32_MAX: not set */
} aver_match;

/* The rule's first match that begins at unit `from` or behind, and at none of
 * the units in `skip`, as bits (NULL: none). */
int aver_view_match(aver_work *work, const aver_view *view,
                    const aver_rule *rule, const aver_bits *skip, size_t from,
                    aver_match *out);

/* Runs one unit pass. */
void aver_units_pass(aver_work *work, aver_view *view, const aver_words *words,
                     const aver_pass *pass);

/* The capture of this name; NULL if there is none. */
const aver_capture *aver_unit_capture(const aver_unit *self, uint16_t slot);

int aver_unit_has(const aver_unit *self, unsigned feat);

/* Whether its word stands in a pattern. */
static inline int
aver_unit_is_literal(const aver_work *work, const aver_unit *self)
{
    return self->word && work->rules->lexicon.literal.at[self->word];
}

#endif
