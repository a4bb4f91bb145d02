/* The document's date from its own first lines. */
#include "extract/document.h"

enum { PARAGRAPHS = 4, SENTENCES = 2 };

static int
take_date(aver_document *self, aver_sentence *sentence, aver_span units)
{
    for (uint32_t i = units.start; i < units.end; i++) {
        const aver_unit *unit = &sentence->view.units.at[i];
        aver_str text;
        if (!unit->date)
            continue;
        aver_document_years(self);
        text = aver_date_edtf(unit->date, &self->dates, AVER_TENSE_PAST,
                              self->work->arena);
        if (aver_day_parse(text, &self->work->date)) {
            self->dates.doc = self->work->date;
            return 1;
        }
    }
    return 0;
}

static int
try_rule(aver_document *self, aver_sentence *sentence, const aver_rule *rule)
{
    aver_match match;

    if (!aver_view_match(self->work, &sentence->view, rule, NULL, 0, &match))
        return 0;
    for (unsigned i = 1; i < rule->n_groups; i++)
        if (rule->groups[i] == AVER_SLOT_DOCDATE &&
            match.groups[i].start != UINT32_MAX &&
            take_date(self, sentence, match.groups[i])) {
            self->date_rule = rule;
            return 1;
        }
    return 0;
}

static int
try_sentence(aver_document *self, aver_sentence *sentence)
{
    const aver_passes *passes = &self->work->rules->passes;

    aver_sentence_units(self, sentence);
    for (size_t i = 0; i < passes->n; i++)
        if (passes->at[i].type == AVER_PASS_HEAD)
            for (size_t k = 0; k < passes->at[i].rules.n; k++)
                if (try_rule(self, sentence, &passes->at[i].rules.at[k]))
                    return 1;
    return 0;
}

void
aver_document_find_date(aver_document *self)
{
    for (size_t i = 0; i < self->paragraphs.n && i < PARAGRAPHS; i++) {
        aver_paragraph *paragraph = &self->paragraphs.at[i];
        aver_paragraph_ready(self, paragraph);
        for (uint32_t k = 0; k < paragraph->n_sentences && k < SENTENCES; k++)
            if (aver_sentence_has_digit(&paragraph->sentences[k]) &&
                try_sentence(self, &paragraph->sentences[k]))
                return;
    }
}
