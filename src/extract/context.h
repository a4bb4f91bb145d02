/* What a claim means beyond its sentence: who is meant by a pronoun or a
 * short name, whose words a quotation is, and the record's columns. */
#ifndef AVER_CONTEXT_H
#define AVER_CONTEXT_H

#include "extract/claim.h"

/* Somebody or something that a sentence names: a range of its units. */
typedef struct {
    aver_sentence *sentence; /* NULL: nobody */
    aver_span units;
} aver_referent;

/* Whom the units stand for: themselves, or what stands before them if they
 * are a pronoun or a bare description. Nobody if a pronoun cannot be
 * resolved. */
aver_referent aver_resolve(aver_document *document, aver_referent from);

/* The same of one whom something befalls. */
aver_referent aver_resolve_people(aver_document *document, aver_referent from);

/* The same of one who does something to the people. */
aver_referent aver_resolve_actor(aver_document *document, aver_referent from,
                                 aver_str people);

/* The same, looked for in one earlier sentence; nobody if it is not there. */
aver_referent aver_resolve_in(aver_document *document, aver_sentence *sentence,
                              aver_referent from);

/* Whether the first unit is a pronoun or a bare description. */
int aver_needs_antecedent(const aver_referent *self);

/* Whether `self`, which needs an antecedent, may stand for `who`. */
int aver_may_stand_for(const aver_document *document,
                       const aver_referent *self, const aver_referent *who);

/* To whom the text attributes what the sentence says at a unit; `*said` gets
 * the units of the date of saying, in `*said_in`. Nobody: the article. */
aver_referent aver_speaker(aver_document *document, aver_sentence *sentence,
                           uint32_t unit, aver_referent *said);

/* Whether a rule says that it is none (drop=1), or that it is one only in a
 * text about custody (drop=doubt) and this is none; asked when all sentences
 * are read. */
int aver_claim_is_dropped(const aver_document *document,
                          const aver_claim *claim);

/* Computes the columns of a claim; `doc` is the document's name. 0 if a rule
 * says that it is none. */
int aver_claim_finish(aver_document *document, aver_claim *claim,
                      aver_str doc);

#endif
