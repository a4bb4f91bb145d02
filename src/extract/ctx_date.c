#include "extract/ctx_date.h"

enum {
    SENTENCES_BACK = 3, /* how far a date reaches */
    DEEPEST = 4,        /* dates seen from dates seen from dates */
    TRIES = 4,          /* dates looked at; hostile text may be full of them */
    PARAGRAPHS = 6,
    SENTENCES = 4
};

static aver_day before_unit(aver_document *document, aver_sentence *sentence,
                            uint32_t end, unsigned depth);

static uint32_t
index_of(const aver_sentence *sentence, const aver_unit *unit)
{
    uint32_t i = 0;

    while (i < sentence->view.units.n &&
           sentence->view.units.at[i].tokens.end <= unit->tokens.start)
        i++;
    return i;
}

/* The context with what `date` is seen from filled in. */
static aver_date_context
context_at(aver_document *document, aver_sentence *sentence, uint32_t at,
           const aver_date *date, unsigned depth)
{
    aver_date_context ctx;

    aver_document_years(document);
    ctx = document->dates;
    memset(&ctx.before, 0, sizeof ctx.before);
    if (date->ref == 1 && depth < DEEPEST)
        ctx.before = before_unit(document, sentence, at, depth + 1);
    return ctx;
}

/* The last date in front of the unit `end`, in its sentence or those just
 * before; all 0 if there is none. */
static aver_day
before_unit(aver_document *document, aver_sentence *sentence, uint32_t end,
            unsigned depth)
{
    aver_day day = {0, 0, 0};
    int tries = 0;

    for (int back = 0; sentence && back <= SENTENCES_BACK; back++) {
        for (uint32_t i = end; i > 0; i--) {
            const aver_unit *unit = &sentence->view.units.at[i - 1];
            aver_date_context ctx;

            if (!unit->date)
                continue;
            if (++tries > TRIES)
                return day;
            ctx = context_at(document, sentence, i - 1, unit->date, depth);
            if (aver_date_first(unit->date, &ctx, AVER_TENSE_PAST, &day))
                return day;
        }
        sentence = aver_sentence_before(document, sentence);
        if (!sentence)
            break;
        aver_sentence_units(document, sentence);
        end = (uint32_t)sentence->view.units.n;
    }
    return day;
}

aver_str
aver_date_in_text(aver_document *document, aver_sentence *sentence,
                  const aver_unit *unit, aver_tense tense)
{
    aver_date_context ctx = context_at(
        document, sentence, index_of(sentence, unit), unit->date, 0);

    return aver_date_edtf(unit->date, &ctx, tense, document->work->arena);
}

static int
fixes_date(aver_document *self, const aver_sentence *sentence)
{
    for (size_t i = 0; i < sentence->view.units.n; i++) {
        const aver_date *date = sentence->view.units.at[i].date;
        aver_day day;

        if (!date || date->weekday == AVER_DATE_NONE ||
            date->month == AVER_DATE_NONE || date->year != AVER_DATE_NONE)
            continue;
        aver_document_years(self);
        if (aver_date_fixed(date, &self->dates, &day)) {
            self->dates.doc = self->work->date = day;
            return 1;
        }
    }
    return 0;
}

void
aver_document_fix_date(aver_document *self)
{
    aver_document_years(self);
    if (!self->dates.n_years)
        return;
    for (size_t i = 0; i < self->paragraphs.n && i < PARAGRAPHS; i++) {
        aver_paragraph *paragraph = &self->paragraphs.at[i];

        aver_paragraph_ready(self, paragraph);
        for (uint32_t k = 0; k < paragraph->n_sentences && k < SENTENCES;
             k++) {
            aver_sentence *sentence = &paragraph->sentences[k];
            if (!aver_sentence_has_digit(sentence))
                continue;
            aver_sentence_units(self, sentence);
            if (fixes_date(self, sentence))
                return;
        }
    }
}
