/* What is wrong with rules that load. */
#ifndef AVER_LINT_H
#define AVER_LINT_H

#include "extract/explain.h"

typedef struct {
    const aver_rules *rules;
    aver_arena *arena;
    aver_teller *teller;
    size_t n; /* told so far */
    /* What patterns can find: given by an entry, a rule or the engine. */
    aver_feats feats;
    aver_kinds kinds;
} aver_linter;

/* FILE:LINE:COLUMN: message [check] */
void aver_lint_tell(aver_linter *self, const char *file, unsigned line,
                    unsigned column, const char *check, const char *format,
                    ...) __attribute__((format(printf, 6, 7)));

/* All checks: ids, patterns and names of rules (lint.c, lint_pattern.c), and
 * entries (lint_lexicon.c). */
void aver_lint_run(aver_linter *self);
void aver_lint_lexicon(aver_linter *self);
void aver_lint_patterns(aver_linter *self);

/* Whether a compiled pattern repeats without end what itself repeats without
 * end, with nothing in between that must be there. */
int aver_lint_nested(aver_str regex);

/* Calls `see` with every entry of the lexicon, once for each form. */
void aver_lint_entries(const aver_rules *rules,
                       void (*see)(void *ctx, const aver_entry *entry),
                       void *ctx);

#endif
