/* Pronouns and bare descriptions to what they stand for. */
#include "extract/context.h"

enum { SENTENCES_BACK = 6 };

static const aver_unit *
unit_of(const aver_referent *self)
{
    return &self->sentence->view.units.at[self->units.start];
}

static int
is_pronoun(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_PRON);
}

/* Whether `unit` can be what `wanted` stands for. */
static int
is_antecedent(const aver_unit *unit, const aver_unit *wanted)
{
    int person = aver_unit_has(unit, AVER_FEAT_PERSON);
    int body = aver_unit_has(unit, AVER_FEAT_BODY);

    if (unit->kind == AVER_NO_SYMBOL || is_pronoun(unit) ||
        aver_unit_has(unit, AVER_FEAT_SHORT))
        return 0;
    if (aver_unit_has(wanted, AVER_FEAT_HE))
        return person && !aver_unit_has(unit, AVER_FEAT_F);
    if (aver_unit_has(wanted, AVER_FEAT_SHE))
        return person && !aver_unit_has(unit, AVER_FEAT_M);
    if (aver_unit_has(wanted, AVER_FEAT_SHORT) ||
        aver_unit_has(wanted, AVER_FEAT_IT))
        return body && !person;
    return 0;
}

static aver_referent
nobody(void)
{
    aver_referent none = {NULL, {0, 0}};

    return none;
}

static aver_referent
referent(aver_sentence *sentence, uint32_t unit)
{
    aver_referent found = {sentence, {unit, unit + 1}};

    return found;
}

/* In the sentence of the pronoun: the nearest in front of it. */
static aver_referent
find_before(aver_sentence *sentence, uint32_t end, const aver_unit *wanted)
{
    for (uint32_t i = end; i-- > 0;)
        if (is_antecedent(&sentence->view.units.at[i], wanted))
            return referent(sentence, i);
    return nobody();
}

/* In an earlier sentence: the first, which most often is the subject. */
static aver_referent
find_first(aver_sentence *sentence, const aver_unit *wanted)
{
    for (uint32_t i = 0; i < sentence->view.units.n; i++)
        if (is_antecedent(&sentence->view.units.at[i], wanted))
            return referent(sentence, i);
    return nobody();
}

aver_referent
aver_resolve(aver_document *document, aver_referent from)
{
    const aver_unit *wanted;
    aver_referent found;
    aver_sentence *sentence = from.sentence;

    if (!sentence)
        return from;
    wanted = unit_of(&from);
    if (!is_pronoun(wanted) && !aver_unit_has(wanted, AVER_FEAT_SHORT))
        return from;
    found = find_before(sentence, from.units.start, wanted);
    for (int i = 0; !found.sentence && i < SENTENCES_BACK; i++) {
        sentence = aver_sentence_before(document, sentence);
        if (!sentence)
            break;
        aver_sentence_units(document, sentence);
        found = find_first(sentence, wanted);
    }
    if (found.sentence)
        return found;
    return is_pronoun(wanted) ? nobody() : from;
}
