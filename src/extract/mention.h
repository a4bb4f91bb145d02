/* Level 1: tokens to units by the lexicons, and the unit passes. */
#ifndef AVER_MENTION_H
#define AVER_MENTION_H

#include "extract/unit.h"

/* The first units of a sentence, one a lexicon entry or token, rendered. */
void aver_mention_lookup(aver_work *work, const aver_words *words,
                         aver_view *out);

/* All unit passes, behind the lookup. */
void aver_mention_passes(aver_work *work, const aver_words *words,
                         aver_view *out);

/* Lookup and all unit passes. */
void aver_mention_run(aver_work *work, const aver_words *words,
                      aver_view *out);

#endif
