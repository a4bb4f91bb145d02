/* Accounts for people: mentions, and how a sentence was read. */
#ifndef AVER_EXPLAIN_H
#define AVER_EXPLAIN_H

#include "extract/context.h"

/* Text on its way to a sink; a sink that stops makes the rest silent. */
typedef struct {
    aver_sink sink;
    void *ctx;
    int stopped;
    int colour; /* for a terminal */
} aver_teller;

void aver_tell(aver_teller *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void aver_tell_str(aver_teller *self, aver_str text);

/* As the record's writer escapes. */
void aver_tell_escaped(aver_teller *self, aver_str text);

/* A colour as a terminal's sequence takes it ("1" bold, "33" yellow), and the
 * end of it; nothing where there is no colour. */
void aver_tell_on(aver_teller *self, const char *colour);
void aver_tell_off(aver_teller *self);

/* What a unit is worth: a count, a date, an event, a code. */
void aver_tell_value(aver_document *document, aver_sentence *sentence,
                     const aver_unit *unit, aver_teller *to);

const char *aver_kind_name(const aver_document *document,
                           const aver_unit *unit);

/* The words of units of a sentence, in the document's bytes. */
aver_str aver_units_text(aver_document *document,
                         const aver_sentence *sentence, aver_span units);

/* The mentions of a sentence, a TSV line each. */
void aver_explain_mentions(aver_document *document, aver_sentence *sentence,
                           aver_str doc, aver_teller *teller);

/* Whether `what` has the form of a claim's id; a rule's has not. */
int aver_explain_is_claim(const char *what);

/* How a sentence was read. `claims`: all that were found, those that a rule
 * drops too, with their columns. `what`: NULL, a claim's id: only if it is
 * among them, or a rule's: how far that rule got (account.c). */
void aver_explain_sentence(aver_document *document, aver_sentence *sentence,
                           const aver_claims *claims, const char *what,
                           aver_teller *teller);

/* A sentence that holds no trigger (account.c). */
void aver_explain_shut(aver_document *document, aver_sentence *sentence,
                       const char *what, aver_teller *teller);

/* How far a rule got on a sentence (stopped.c). */
void aver_explain_rule(aver_document *document, aver_sentence *sentence,
                       const aver_claims *claims, const char *id,
                       aver_teller *to);

/* Claim rules that had nearly made a claim of a sentence (stopped.c). */
void aver_explain_nearly(aver_document *document, aver_sentence *sentence,
                         aver_teller *to);

#endif
