/* Surnames that the document gives in full elsewhere: "Ahmed Idris" makes
 * "Idris" a person, with what the given name tells. */
#ifndef AVER_KNOWN_H
#define AVER_KNOWN_H

#include "extract/unit.h"

/* Adds the feature `known`, and those of the given name or title in front of
 * it, if somewhere in the document the capitalised token stands behind one.
 * Looks at the document itself, so what is found does not depend on which
 * sentences were read before. Answers are kept until the next document. */
void aver_known_person(aver_work *work, const aver_words *words,
                       const aver_token *token, aver_unit *unit);

#endif
