/* What the lexicons lack, as texts show it: what to add next. A line for each
 * find: what it is, and its words, tab-separated. */
#ifndef AVER_UNKNOWN_H
#define AVER_UNKNOWN_H

#include "extract/explain.h"

/* Nouns right behind a count, and verbs beside counted people, that no
 * lexicon has. */
void aver_unknown_words(aver_document *document, aver_sentence *sentence,
                        aver_teller *to);

/* The words that open the gate for a paragraph, each once: `trigger`, a tab,
 * the word; and `paragraph`, with nothing behind the tab, for the paragraph.
 * `raw`: its bytes. */
void aver_unknown_triggers(aver_document *document, aver_span raw,
                           aver_teller *to);

/* Actors and sources of a claim that are named and have no code. */
void aver_unknown_names(const aver_claim *claim, aver_teller *to);

#endif
