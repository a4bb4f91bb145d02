/* Whose words a claim is: attributions of its own sentence, of the sentences
 * around a quotation, and of the sentence that it continues. */
#include "extract/context.h"

enum { PARAGRAPHS_BACK = 4, CARRY_BACK = 3 };

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

/* The first attribution of the sentence whose scope holds the unit. */
static const aver_attribution *
attribution_at(aver_document *document, aver_sentence *sentence, uint32_t unit)
{
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++)
        if (covers(&sentence->attributions.at[i], unit))
            return &sentence->attributions.at[i];
    return NULL;
}

/* Any attribution of the sentence that names somebody, whatever its scope. */
static const aver_attribution *
any_attribution(aver_document *document, aver_sentence *sentence)
{
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++)
        if (sentence->attributions.at[i].source.start != AVER_NO_UNIT)
            return &sentence->attributions.at[i];
    return NULL;
}

static uint32_t
byte_of(const aver_sentence *sentence, uint32_t unit)
{
    const aver_unit *u = &sentence->view.units.at[unit];

    return sentence->words.tokens[u->tokens.start].at.start;
}

/* An attribution in a sentence whose source stands outside of quotations. */
static aver_referent
outside(aver_document *document, aver_sentence *sentence)
{
    const aver_attribution *found = any_attribution(document, sentence);

    if (!found || aver_paragraph_quote(sentence->paragraph,
                                       byte_of(sentence,
                                               found->source.start)))
        return nobody();
    return aver_resolve(document, referent_of(sentence, found->source));
}

/* In a paragraph: the sentence that holds the quotation's end, then the one
 * of its beginning, then those in front, then those behind. */
static aver_referent
speaker_in(aver_document *document, aver_paragraph *paragraph,
           uint32_t sentence, const aver_quote *quote)
{
    aver_referent found = nobody();

    for (uint32_t i = sentence; !found.sentence && i < paragraph->n_sentences;
         i++)
        if (paragraph->sentences[i].at.end >= quote->at.end &&
            paragraph->sentences[i].at.start <= quote->at.end)
            found = outside(document, &paragraph->sentences[i]);
    for (uint32_t i = sentence + 1; !found.sentence && i-- > 0;)
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
        if (!found.sentence && !before->quotes.n)
            break;
    }
    return found;
}

static aver_referent
quoted_speaker(aver_document *document, aver_sentence *sentence,
               const aver_quote *quote)
{
    aver_paragraph *paragraph = sentence->paragraph;
    aver_referent found =
        speaker_in(document, paragraph, sentence->index, quote);

    if (!found.sentence && quote->at.start <= 1)
        found = speaker_before(document, paragraph);
    return found;
}

/* "It added that …": the speaker of a sentence in front. */
static aver_referent
carried(aver_document *document, aver_sentence *sentence)
{
    for (int i = 0; i < CARRY_BACK; i++) {
        const aver_attribution *found;
        sentence = aver_sentence_before(document, sentence);
        if (!sentence)
            break;
        found = any_attribution(document, sentence);
        if (found)
            return aver_resolve(document,
                                referent_of(sentence, found->source));
    }
    return nobody();
}

aver_referent
aver_speaker(aver_document *document, aver_sentence *sentence, uint32_t unit,
             aver_referent *said)
{
    const aver_attribution *found = attribution_at(document, sentence, unit);
    const aver_quote *quote =
        aver_paragraph_quote(sentence->paragraph, byte_of(sentence, unit));
    aver_referent who = nobody();

    *said = nobody();
    if (found) {
        *said = referent_of(sentence, found->said);
        if (found->carry)
            who = carried(document, sentence);
        if (!who.sentence)
            who = aver_resolve(document,
                               referent_of(sentence, found->source));
        if (!who.sentence && found->source.start != AVER_NO_UNIT &&
            !found->carry)
            who = carried(document, sentence);
        return who;
    }
    if (quote)
        who = quoted_speaker(document, sentence, quote);
    return who;
}
