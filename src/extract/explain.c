#include "extract/explain.h"

#include <stdarg.h>
#include <stdio.h>

void
aver_tell(aver_teller *self, const char *format, ...)
{
    char text[4096];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || self->stopped)
        return;
    if ((size_t)n >= sizeof text)
        n = (int)sizeof text - 1;
    self->stopped = self->sink(self->ctx, text, (size_t)n) != 0;
}

static void
tell_str(aver_teller *self, aver_str text)
{
    if (!self->stopped && text.len)
        self->stopped = self->sink(self->ctx, text.ptr, text.len) != 0;
}

/* As the record's writer escapes; values are short, so byte by byte. */
static void
tell_escaped(aver_teller *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = text.ptr[i] == '\t'   ? "\\t"
                             : text.ptr[i] == '\n' ? "\\n"
                             : text.ptr[i] == '\r' ? "\\r"
                             : text.ptr[i] == '\\' ? "\\\\"
                                                   : NULL;
        if (escape)
            aver_tell(self, "%s", escape);
        else
            tell_str(self, aver_str_of(text.ptr + i, 1));
    }
}

static void
tell_value(aver_document *document, const aver_unit *unit, aver_teller *to)
{
    if (unit->count) {
        aver_tell(to, "%lld", (long long)unit->count->lo);
        if (unit->count->has_hi)
            aver_tell(to, "..%lld", (long long)unit->count->hi);
        if (unit->count->mod.len)
            aver_tell(to, " %.*s", (int)unit->count->mod.len,
                      unit->count->mod.ptr);
    } else if (unit->date) {
        aver_document_years(document);
        tell_str(to, aver_date_edtf(unit->date, &document->dates,
                                    AVER_TENSE_PAST, document->work->arena));
    } else if (unit->attrs && unit->attrs->event.len) {
        tell_str(to, unit->attrs->event);
    } else if (unit->attrs && unit->attrs->code.len) {
        tell_str(to, unit->attrs->code);
    }
}

static const char *
kind_name(const aver_document *document, const aver_unit *unit)
{
    return unit->kind == AVER_NO_SYMBOL
               ? "word"
               : document->work->rules->symbols.kinds.at[unit->kind];
}

static void
tell_mention(aver_document *document, const aver_sentence *sentence,
             const aver_unit *unit, aver_str doc, aver_teller *to)
{
    aver_span at = aver_sentence_original(sentence, unit->tokens);

    tell_escaped(to, doc);
    aver_tell(to, "\t%u\t%u\t%s\t", at.start, at.end,
              kind_name(document, unit));
    tell_escaped(to, aver_document_slice(document, at));
    aver_tell(to, "\t");
    tell_value(document, unit, to);
    aver_tell(to, "\n");
}

void
aver_explain_mentions(aver_document *document, aver_sentence *sentence,
                      aver_str doc, aver_teller *teller)
{
    aver_sentence_units(document, sentence);
    for (size_t i = 0; i < sentence->view.units.n; i++)
        if (sentence->view.units.at[i].kind != AVER_NO_SYMBOL)
            tell_mention(document, sentence, &sentence->view.units.at[i], doc,
                         teller);
}

static void
tell_units(aver_document *document, const aver_sentence *sentence,
           aver_span units, aver_teller *to)
{
    const aver_unit *first, *last;
    aver_span tokens;

    if (units.start == AVER_NO_UNIT || units.end <= units.start)
        return;
    first = &sentence->view.units.at[units.start];
    last = &sentence->view.units.at[units.end - 1];
    tokens = aver_span_of(first->tokens.start, last->tokens.end);
    tell_str(to, aver_document_slice(
                     document, aver_sentence_original(sentence, tokens)));
}

/* What a unit is made of, from the top: rule, entry, words. */
static void
tell_tree(aver_document *document, const aver_sentence *sentence,
          const aver_unit *unit, int depth, aver_teller *to)
{
    aver_span at = aver_sentence_original(sentence, unit->tokens);

    if (unit->kind == AVER_NO_SYMBOL)
        return;
    aver_tell(to, "  %*s%s '", depth * 2, "", kind_name(document, unit));
    tell_str(to, aver_document_slice(document, at));
    aver_tell(to, "'");
    if (unit->rule)
        aver_tell(to, " by %s", unit->rule->id);
    else if (unit->entry)
        aver_tell(to, " in %s:%u", unit->entry->file, unit->entry->line);
    if (unit->count || unit->date ||
        (unit->attrs && (unit->attrs->event.len || unit->attrs->code.len))) {
        aver_tell(to, " = ");
        tell_value(document, unit, to);
    }
    aver_tell(to, "\n");
    for (uint32_t i = 0; i < unit->n_parts; i++)
        tell_tree(document, sentence, &unit->parts[i], depth + 1, to);
}

static void
tell_claim(aver_document *document, const aver_claim *claim, aver_teller *to)
{
    const aver_names *slots = &document->work->rules->symbols.slots;

    aver_tell(to, "claim by %s (%s:%u)\n", claim->rule->id, claim->rule->file,
              claim->rule->place.line);
    for (int i = AVER_COL_EVENT; i < AVER_COL_RULE; i++)
        if (claim->columns[i].len) {
            aver_tell(to, "  %-11s", aver_column_name((aver_column)i));
            tell_escaped(to, claim->columns[i]);
            aver_tell(to, "\n");
        }
    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++)
        if (claim->fills[i].rule) {
            aver_tell(to, "  slot %s by %s: ", slots->at[i],
                      claim->fills[i].rule->id);
            tell_str(to, claim->fills[i].text);
            tell_units(document, claim->sentence, claim->fills[i].units, to);
            aver_tell(to, "\n");
        }
}

void
aver_explain_sentence(aver_document *document, aver_sentence *sentence,
                      const aver_claims *claims, const char *rule,
                      aver_teller *teller)
{
    aver_span all = {0, (uint32_t)sentence->words.n_tokens};

    (void)rule;
    aver_tell(teller, "sentence ");
    tell_str(teller, aver_document_slice(
                         document, aver_sentence_original(sentence, all)));
    aver_tell(teller, "\nunits    ");
    tell_str(teller,
             aver_str_of(sentence->view.text.at, sentence->view.text.n));
    aver_tell(teller, "\n");
    for (size_t i = 0; i < sentence->view.units.n; i++)
        tell_tree(document, sentence, &sentence->view.units.at[i], 0, teller);
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++) {
        const aver_attribution *a = &sentence->attributions.at[i];
        aver_tell(teller, "attribution by %s: '", a->rule->id);
        tell_units(document, sentence, a->source, teller);
        aver_tell(teller, "' of '");
        tell_units(document, sentence, a->scope, teller);
        aver_tell(teller, "'\n");
    }
    for (size_t i = 0; i < claims->n; i++)
        tell_claim(document, &claims->at[i], teller);
    aver_tell(teller, "\n");
}
