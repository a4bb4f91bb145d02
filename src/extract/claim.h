/* Level 2: claims of a sentence, and their slots as far as the sentence has
 * them. */
#ifndef AVER_CLAIM_H
#define AVER_CLAIM_H

#include "extract/document.h"

#define AVER_NO_UNIT UINT32_MAX

/* What a rule put into a slot: units of the sentence, or a fixed value. */
typedef struct {
    const aver_rule *rule; /* NULL: empty */
    aver_span units;       /* start AVER_NO_UNIT: none */
    aver_str text;         /* of `set` */
    aver_span match;       /* units of all that the rule matched */
} aver_fill;

struct aver_claim {
    aver_sentence *sentence;
    const aver_rule *rule;
    uint32_t trigger; /* units of the sentence */
    uint32_t people;  /* AVER_NO_UNIT: none */
    int follows;      /* its event is that of the sentence before */
    aver_fill fills[AVER_SLOTS_KNOWN];
    aver_str columns[AVER_COLUMNS];
};

typedef AVER_VEC(aver_claim) aver_claims;

/* Appends the sentence's claims, in the order of the text, slots filled by
 * claim rules and slot rules. */
void aver_claim_find(aver_document *document, aver_sentence *sentence,
                     aver_claims *out);

/* What the claim has, or its trigger says, of these columns. */
aver_str aver_claim_event(const aver_document *document,
                          const aver_claim *claim);
aver_str aver_claim_status(const aver_document *document,
                           const aver_claim *claim);

/* The sentence's attributions, found once. */
void aver_claim_attributions(aver_document *document, aver_sentence *sentence);

#endif
