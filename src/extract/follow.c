#include "extract/follow.h"

#include "extract/context.h"

static void
set(aver_claim *claim, unsigned slot, aver_str text)
{
    claim->fills[slot].rule = claim->rule;
    claim->fills[slot].units = aver_span_of(AVER_NO_UNIT, AVER_NO_UNIT);
    claim->fills[slot].text = text;
}

static int
is_said(const aver_document *document, const aver_claims *claims, size_t first,
        size_t end, const aver_claim *claim)
{
    for (size_t i = first; i < end; i++)
        if (claims->at[i].people == claim->people &&
            aver_str_same(aver_claim_event(document, &claims->at[i]),
                          aver_claim_event(document, claim)))
            return 1;
    return 0;
}

void
aver_follow_take(aver_document *document, aver_claims *claims, size_t first,
                 size_t from)
{
    size_t n = from;

    for (size_t i = from; i < claims->n; i++) {
        aver_claim *claim = &claims->at[i];
        claim->follows = 1;
        if (!claim->fills[AVER_SLOT_EVENT].rule)
            set(claim, AVER_SLOT_EVENT, document->told.event);
        if (!is_said(document, claims, first, n, claim))
            claims->at[n++] = *claim;
    }
    claims->n = n;
}

/* Whether it may be of several people, so that some may be told apart. */
static int
is_of_several(const aver_claim *claim)
{
    const aver_unit *people;

    if (claim->people == AVER_NO_UNIT)
        return 1;
    people = &claim->sentence->view.units.at[claim->people];
    if (aver_unit_has(people, AVER_FEAT_NAMES))
        return 1;
    return !aver_unit_has(people, AVER_FEAT_PERSON) &&
           !aver_unit_has(people, AVER_FEAT_NAME) &&
           !aver_unit_has(people, AVER_FEAT_ONE) &&
           (aver_unit_has(people, AVER_FEAT_PLURAL) ||
            aver_unit_has(people, AVER_FEAT_THEY) ||
            aver_unit_has(people, AVER_FEAT_COUNTED));
}

/* What its own rule drops only introduces what follows. */
static int
is_telling(const aver_document *document, const aver_claim *claim)
{
    return (!aver_claim_is_dropped(document, claim) ||
            claim->fills[AVER_SLOT_DROP].rule == claim->rule) &&
           is_of_several(claim) && aver_claim_event(document, claim).len &&
           !aver_str_is(aver_claim_status(document, claim), "denied");
}

/* "Nine nuns jailed in May were freed": what only says who they are. */
static int
is_participle(const aver_claim *claim)
{
    const aver_unit *trigger = &claim->sentence->view.units.at[claim->trigger];

    return aver_unit_has(trigger, AVER_FEAT_PAST) &&
           !aver_unit_has(trigger, AVER_FEAT_FIN) &&
           claim->people < claim->trigger;
}

void
aver_follow_told(aver_document *document, aver_sentence *sentence,
                 aver_claims *claims, size_t first)
{
    aver_told told = {NULL, document->told.event, document->told.status};
    const aver_claim *main = NULL;

    for (size_t i = first; i < claims->n; i++) {
        aver_claim *claim = &claims->at[i];
        if (claim->follows && !claim->fills[AVER_SLOT_STATUS].rule)
            set(claim, AVER_SLOT_STATUS, document->told.status);
        if (claim->follows && !told.sentence)
            told.sentence = sentence;
    }
    for (size_t i = claims->n; i-- > first;) {
        const aver_claim *claim = &claims->at[i];
        if (!is_telling(document, claim) ||
            (main && is_participle(claim) && !is_participle(main)))
            continue;
        main = claim;
        told.sentence = sentence;
        told.event = aver_claim_event(document, claim);
        told.status = aver_claim_status(document, claim);
    }
    if (told.sentence && document->found.about)
        document->told = told;
}
