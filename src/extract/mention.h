/* Level 1: tokens to units by the lexicons, and the unit passes. */
#ifndef AVER_MENTION_H
#define AVER_MENTION_H

#include "extract/unit.h"

/* The first units of a sentence, one a lexicon entry or token, rendered. */
void aver_mention_lookup(aver_work *work, const aver_words *words,
                         aver_view *out);

/* Lookup and all unit passes. */
void aver_mention_run(aver_work *work, const aver_words *words,
                      aver_view *out);

/* Whether a unit or what it is made of carries an event. */
int aver_mention_has_event(const aver_view *view);

#endif
