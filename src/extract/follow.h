/* Claims whose event stands in the sentence before ("There were 12."). */
#ifndef AVER_FOLLOW_H
#define AVER_FOLLOW_H

#include "extract/claim.h"

/* Gives the claims from `from` on the event that was told last, and takes out
 * those that say again what one in front, from `first` on, has said. */
void aver_follow_take(aver_document *document, aver_claims *claims,
                      size_t first, size_t from);

/* Remembers what the sentence's claims, from `first` on, tell the next. */
void aver_follow_told(aver_document *document, aver_sentence *sentence,
                      aver_claims *claims, size_t first);

#endif
