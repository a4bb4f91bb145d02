/* Accounts for people: mentions, and how a sentence was read. */
#ifndef AVER_EXPLAIN_H
#define AVER_EXPLAIN_H

#include "extract/context.h"

/* Text on its way to a sink; a sink that stops makes the rest silent. */
typedef struct {
    aver_sink sink;
    void *ctx;
    int stopped;
} aver_teller;

void aver_tell(aver_teller *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The mentions of a sentence, a TSV line each. */
void aver_explain_mentions(aver_document *document, aver_sentence *sentence,
                           aver_str doc, aver_teller *teller);

/* How a sentence was read, and what became of its claims. */
void aver_explain_sentence(aver_document *document, aver_sentence *sentence,
                           const aver_claims *claims, const char *rule,
                           aver_teller *teller);

#endif
