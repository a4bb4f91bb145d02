#include "extract/explain.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/escape.h"
#include "extract/ctx_date.h"

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

void
aver_tell_str(aver_teller *self, aver_str text)
{
    if (!self->stopped && text.len)
        self->stopped = self->sink(self->ctx, text.ptr, text.len) != 0;
}

void
aver_tell_on(aver_teller *self, const char *colour)
{
    if (self->colour)
        aver_tell(self, "\033[%sm", colour);
}

void
aver_tell_off(aver_teller *self)
{
    if (self->colour)
        aver_tell(self, "\033[0m");
}

void
aver_tell_escaped(aver_teller *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = aver_escape(text.ptr[i]);
        if (escape)
            aver_tell(self, "%s", escape);
        else
            aver_tell_str(self, aver_str_of(text.ptr + i, 1));
    }
}

void
aver_tell_value(aver_document *document, aver_sentence *sentence,
                const aver_unit *unit, aver_teller *to)
{
    const aver_texts *texts = &document->work->rules->texts;

    if (unit->count) {
        aver_tell(to, "%lld", (long long)unit->count->lo);
        if (unit->count->has_hi)
            aver_tell(to, "..%lld", (long long)unit->count->hi);
        if (unit->count->mod.len)
            aver_tell(to, " %.*s", (int)unit->count->mod.len,
                      unit->count->mod.ptr);
    } else if (unit->date) {
        aver_tell_str(
            to, aver_date_in_text(document, sentence, unit, AVER_TENSE_PAST));
    } else if (unit->attrs && unit->attrs->event.len) {
        aver_tell_str(to, aver_text_of(texts, unit->attrs->event));
    } else if (unit->attrs && unit->attrs->code.len) {
        aver_tell_str(to, aver_text_of(texts, unit->attrs->code));
    }
}

const char *
aver_kind_name(const aver_document *document, const aver_unit *unit)
{
    return unit->kind == AVER_NO_SYMBOL
               ? "word"
               : document->work->rules->symbols.kinds.at[unit->kind];
}

aver_str
aver_units_text(aver_document *document, const aver_sentence *sentence,
                aver_span units)
{
    const aver_unit *all = sentence->view.units.at;
    aver_span tokens;

    if (units.start >= sentence->view.units.n || units.end <= units.start)
        return aver_str_of("", 0);
    tokens = aver_span_of(all[units.start].tokens.start,
                          all[units.end - 1].tokens.end);
    return aver_document_slice(document,
                               aver_sentence_original(sentence, tokens));
}

static void
tell_mention(aver_document *document, aver_sentence *sentence,
             const aver_unit *unit, aver_str doc, aver_teller *to)
{
    aver_span at = aver_sentence_original(sentence, unit->tokens);

    aver_tell_escaped(to, doc);
    aver_tell(to, "\t%u\t%u\t%s\t", document->base + at.start,
              document->base + at.end, aver_kind_name(document, unit));
    aver_tell_escaped(to, aver_document_slice(document, at));
    aver_tell(to, "\t");
    aver_tell_value(document, sentence, unit, to);
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
