/* Whose words a claim is: attributions of its own sentence, of the sentences
 * around a quotation, and of the sentence that it continues. */
#include "extract/context.h"

enum { PARAGRAPHS_BACK = 4, CARRY_BACK = 4, AT_FRONT = 8 };

static aver_referent
nobody(void)
{
    aver_referent none = {NULL, {0, 0}};

    return none;
}

static aver_referent
referent_of(aver_sentence *sentence, aver_span units)
{
    aver_referent found = {sentence, units};

    return units.start == AVER_NO_UNIT ? nobody() : found;
}

static int
covers(const aver_attribution *found, uint32_t unit)
{
    if (found->scope.start == AVER_NO_UNIT)
        return 1;
    return found->scope.start <= unit && unit < found->scope.end;
}

static uint32_t
size_of(const aver_attribution *found)
{
    return found->scope.start == AVER_NO_UNIT
               ? AVER_NO_UNIT
               : found->scope.end - found->scope.start;
}

/* Of the attributions whose scope holds the unit the one that covers least:
 * it is the innermost. Of several as small the first. */
static const aver_attribution *
attribution_at(aver_document *document, aver_sentence *sentence, uint32_t unit)
{
    const aver_attribution *best = NULL;

    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++) {
        const aver_attribution *found = &sentence->attributions.at[i];
        if (covers(found, unit) && (!best || size_of(found) < size_of(best)))
            best = found;
    }
    return best;
}

static uint32_t
byte_of(const aver_sentence *sentence, uint32_t unit)
{
    const aver_unit *u = &sentence->view.units.at[unit];

    return sentence->words.tokens[u->tokens.start].at.start;
}

/* The first source of a sentence that `self` may stand for; any, if NULL. */
static aver_referent
source_in(aver_document *document, aver_sentence *sentence,
          const aver_referent *self)
{
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++) {
        aver_referent who = referent_of(sentence,
                                        sentence->attributions.at[i].source);
        if (!who.sentence)
            continue;
        who = aver_resolve(document, who);
        if (who.sentence &&
            (!self || aver_may_stand_for(document, self, &who)))
            return who;
    }
    return nobody();
}

/* "It added that …": of the sentences in front the first that has a speaker,
 * or a name, that `self` may stand for; any speaker, if NULL. */
static aver_referent
carried(aver_document *document, aver_sentence *sentence,
        const aver_referent *self)
{
    aver_referent who = nobody();

    for (int i = 0; !who.sentence && i < CARRY_BACK; i++) {
        sentence = aver_sentence_before(document, sentence);
        if (!sentence)
            break;
        who = source_in(document, sentence, self);
        if (!who.sentence && self)
            who = aver_resolve_in(document, sentence, *self);
    }
    return who;
}

/* "The mayor said he had asked …": the speaker in front of `self` in the same
 * sentence. */
static aver_referent
source_before(aver_document *document, aver_sentence *sentence,
              const aver_referent *self)
{
    aver_referent who = nobody();

    for (size_t i = 0; !who.sentence && i < sentence->attributions.n; i++) {
        const aver_attribution *found = &sentence->attributions.at[i];
        if (found->source.start >= self->units.start ||
            !covers(found, self->units.start))
            continue;
        who = referent_of(sentence, found->source);
        if (who.sentence && !aver_may_stand_for(document, self, &who))
            who = nobody();
    }
    return who;
}

/* Who is meant by an attribution's source. */
static aver_referent
source_of(aver_document *document, aver_sentence *sentence,
          const aver_attribution *found)
{
    aver_referent source = referent_of(sentence, found->source);
    aver_referent who = nobody();

    /* "We said": that is what is being asked. */
    if (source.sentence &&
        aver_unit_has(&sentence->view.units.at[source.units.start],
                      AVER_FEAT_SELF))
        return who;
    if (found->carry) {
        who = carried(document, sentence, NULL);
    } else if (source.sentence && aver_needs_antecedent(&source)) {
        who = source_before(document, sentence, &source);
        if (!who.sentence)
            who = carried(document, sentence, &source);
    }
    return who.sentence ? who : aver_resolve(document, source);
}

/* The first attribution of a sentence whose source stands outside of
 * quotations. */
static aver_referent
outside(aver_document *document, aver_sentence *sentence)
{
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++) {
        const aver_attribution *found = &sentence->attributions.at[i];
        if (found->source.start != AVER_NO_UNIT &&
            !aver_paragraph_quote(document, sentence->paragraph,
                                  byte_of(sentence, found->source.start)))
            return source_of(document, sentence, found);
    }
    return nobody();
}

/* The first sentence that may say whose a quotation is: one that only has a
 * part in quotation marks says so itself, or nobody does. */
static uint32_t
first_sentence(const aver_paragraph *paragraph, uint32_t sentence,
               const aver_quote *quote)
{
    while (sentence &&
           paragraph->sentences[sentence].at.start > quote->at.start)
        sentence--;
    return quote->at.start > paragraph->sentences[sentence].at.start + AT_FRONT
               ? sentence
               : 0;
}

/* In a paragraph: the sentence that holds the quotation's end, then the one
 * of its beginning, then those in front. */
static aver_referent
speaker_in(aver_document *document, aver_paragraph *paragraph,
           uint32_t sentence, const aver_quote *quote)
{
    aver_referent found = nobody();
    uint32_t first = first_sentence(paragraph, sentence, quote);

    for (uint32_t i = sentence; !found.sentence && i < paragraph->n_sentences;
         i++)
        if (paragraph->sentences[i].at.end >= quote->at.end &&
            paragraph->sentences[i].at.start <= quote->at.end)
            found = outside(document, &paragraph->sentences[i]);
    for (uint32_t i = sentence + 1; !found.sentence && i-- > first;)
        found = outside(document, &paragraph->sentences[i]);
    return found;
}

/* A paragraph in front that the quotation goes on from: its last speaker. */
static aver_referent
speaker_before(aver_document *document, const aver_paragraph *paragraph)
{
    aver_referent found = nobody();
    uint32_t index = paragraph->index;

    for (int i = 0; !found.sentence && i < PARAGRAPHS_BACK && index; i++) {
        aver_paragraph *before = &document->paragraphs.at[--index];
        aver_paragraph_ready(document, before);
        for (uint32_t k = before->n_sentences; !found.sentence && k-- > 0;)
            found = outside(document, &before->sentences[k]);
        if (!found.sentence && !aver_paragraph_quotes(document, before)->n)
            break;
    }
    return found;
}

static aver_referent
quoted_speaker(aver_document *document, aver_sentence *sentence,
               const aver_quote *quote)
{
    aver_paragraph *paragraph = sentence->paragraph;
    aver_referent found = speaker_in(document, paragraph, sentence->index,
                                     quote);

    if (!found.sentence && quote->at.start <= 1)
        found = speaker_before(document, paragraph);
    return found;
}

aver_referent
aver_speaker(aver_document *document, aver_sentence *sentence, uint32_t unit,
             aver_referent *said)
{
    const aver_attribution *found = attribution_at(document, sentence, unit);
    const aver_quote *quote = aver_paragraph_quote(
        document, sentence->paragraph, byte_of(sentence, unit));

    *said = nobody();
    if (found) {
        *said = referent_of(sentence, found->said);
        return source_of(document, sentence, found);
    }
    return quote ? quoted_speaker(document, sentence, quote) : nobody();
}
