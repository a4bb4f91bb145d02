/* How a sentence was read: mentions, candidates that lost, attributions,
 * claims and where their slots came from. */
#include <stdio.h>

#include "extract/ctx_date.h"
#include "extract/explain.h"

#define TITLE "1"
#define DIM "2"
#define BAD "31"
#define GOOD "32"
#define RULE "33"
#define DATE "34"
#define TRIGGER "35"
#define NAME "36"

enum { ID_DIGITS = 12 };

static void
tell_in(aver_teller *to, const char *colour, aver_str text)
{
    aver_tell_on(to, colour);
    aver_tell_str(to, text);
    aver_tell_off(to);
}

static void
tell_rule(const aver_document *document, const aver_rule *rule,
          aver_teller *to)
{
    const aver_rules *rules = document->work->rules;

    tell_in(to, RULE, aver_text_of(&rules->texts, rule->id));
    aver_tell_on(to, DIM);
    aver_tell(to, " (%s:%u)", aver_rule_file(rules, rule), rule->place.line);
    aver_tell_off(to);
}

static const char *
colour_of(const aver_unit *unit)
{
    return unit->attrs && unit->attrs->event.len ? TRIGGER
           : unit->date                          ? DATE
           : unit->count                         ? GOOD
                                                 : NAME;
}

static void
tell_sentence(aver_document *document, const aver_sentence *sentence,
              aver_teller *to)
{
    aver_span all = {0, (uint32_t)sentence->words.n_tokens};
    aver_span at = aver_sentence_original(sentence, all);

    tell_in(to, TITLE, aver_document_slice(document, at));
    aver_tell_on(to, DIM);
    aver_tell(to, "  [%u, %u)", document->base + at.start,
              document->base + at.end);
    aver_tell_off(to);
    aver_tell(to, "\n");
}

/* The sentence with its mentions in brackets, their kinds behind them. */
static void
tell_marked(aver_document *document, const aver_sentence *sentence,
            aver_teller *to)
{
    const aver_units *units = &sentence->view.units;

    aver_tell(to, " ");
    for (size_t i = 0; i < units->n; i++) {
        const aver_unit *unit = &units->at[i];
        aver_str text = aver_document_slice(
            document, aver_sentence_original(sentence, unit->tokens));
        aver_tell(to, " ");
        if (unit->kind == AVER_NO_SYMBOL) {
            aver_tell_str(to, text);
            continue;
        }
        aver_tell(to, "[");
        tell_in(to, colour_of(unit), text);
        aver_tell(to, "]");
        aver_tell_on(to, DIM);
        aver_tell(to, "%s", aver_kind_name(document, unit));
        aver_tell_off(to);
    }
    aver_tell(to, "\n");
}

/* Other lists that have the same words. */
static void
tell_other_entries(const aver_document *document, const aver_unit *unit,
                   aver_teller *to)
{
    const aver_names *kinds = &document->work->rules->symbols.kinds;
    const aver_lexicon *lexicon = &document->work->rules->lexicon;

    for (const aver_entry *e = aver_entry_next(lexicon, unit->entry); e;
         e = aver_entry_next(lexicon, e)) {
        if (e->kind == unit->kind &&
            aver_entry_attrs(lexicon, e) == unit->attrs)
            continue;
        aver_tell_on(to, DIM);
        aver_tell(to, "; also %s in %s:%u", kinds->at[e->kind],
                  aver_entry_file(lexicon, e), e->line);
        aver_tell_off(to);
    }
}

static void
tell_feats(const aver_document *document, const aver_unit *unit,
           aver_teller *to)
{
    const aver_names *names = &document->work->rules->symbols.feats;

    aver_tell_on(to, DIM);
    for (unsigned i = 0; i < names->n; i++)
        if (aver_unit_has(unit, i))
            aver_tell(to, ".%s", names->at[i]);
    aver_tell_off(to);
}

/* What a unit is made of, from the top: features, rule or entry, value. */
static void
tell_tree(aver_document *document, aver_sentence *sentence,
          const aver_unit *unit, int depth, aver_teller *to)
{
    aver_span at = aver_sentence_original(sentence, unit->tokens);

    if (unit->kind == AVER_NO_SYMBOL)
        return;
    aver_tell(to, "  %*s%s", depth * 2, "", aver_kind_name(document, unit));
    tell_feats(document, unit, to);
    aver_tell(to, " '");
    tell_in(to, colour_of(unit), aver_document_slice(document, at));
    aver_tell(to, "'");
    if (unit->count || unit->date ||
        (unit->attrs && (unit->attrs->event.len || unit->attrs->code.len))) {
        aver_tell(to, " = ");
        aver_tell_value(document, sentence, unit, to);
    }
    if (unit->rule) {
        aver_tell(to, " by ");
        tell_rule(document, unit->rule, to);
    } else if (unit->entry) {
        aver_tell_on(to, DIM);
        aver_tell(
            to, " in %s:%u",
            aver_entry_file(&document->work->rules->lexicon, unit->entry),
            unit->entry->line);
        aver_tell_off(to);
        tell_other_entries(document, unit, to);
    }
    aver_tell(to, "\n");
    for (uint32_t i = 0; i < unit->n_parts; i++)
        tell_tree(document, sentence, &unit->parts[i], depth + 1, to);
}

typedef struct {
    aver_document *document;
    const aver_sentence *sentence;
    aver_teller *to;
    int any;
} losers;

static void
tell_loser(void *ctx, const aver_rule *rule, const aver_rule *winner,
           aver_span tokens)
{
    losers *self = ctx;

    if (rule->emit_kind == winner->emit_kind)
        return;
    aver_tell(self->to, "%s    '", self->any++ ? "" : "  lost\n");
    aver_tell_str(self->to, aver_document_slice(self->document,
                                                aver_sentence_original(
                                                    self->sentence, tokens)));
    aver_tell(self->to, "' by ");
    tell_rule(self->document, rule, self->to);
    aver_tell(self->to, " to ");
    tell_in(self->to, RULE,
            aver_text_of(&self->document->work->rules->texts, winner->id));
    aver_tell(self->to, "\n");
}

/* Reads the sentence once more, for what unit rules matched in vain. */
static void
tell_lost(aver_document *document, const aver_sentence *sentence,
          aver_teller *to)
{
    losers self = {document, sentence, to, 0};
    aver_trace trace = {tell_loser, &self};
    aver_view view;

    memset(&view, 0, sizeof view);
    document->work->trace = &trace;
    aver_mention_run(document->work, &sentence->words, &view);
    document->work->trace = NULL;
}

static void
tell_attributions(aver_document *document, aver_sentence *sentence,
                  aver_teller *to)
{
    aver_claim_attributions(document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++) {
        const aver_attribution *a = &sentence->attributions.at[i];
        aver_tell(to, "  said by '");
        tell_in(to, NAME, aver_units_text(document, sentence, a->source));
        aver_tell(to, "'%s: '", a->carry ? ", carried on" : "");
        aver_tell_str(to, aver_units_text(document, sentence, a->scope));
        aver_tell(to, "' by ");
        tell_rule(document, a->rule, to);
        aver_tell(to, "\n");
    }
}

/* The fields of a date that are given, and what it was seen from. */
static void
tell_date(const aver_document *document, const aver_unit *unit,
          aver_teller *to)
{
    aver_day day = document->work->date;
    const aver_date *date = unit->date;

    aver_tell(to, " '");
#define AVER_DATE_FIELD(name, about)                                          \
    if (date->name != AVER_DATE_NONE)                                         \
        aver_tell(to, "%s=%d ", #name, date->name);
    AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    if (day.year)
        aver_tell(to, "seen from %04d-%02d-%02d'", day.year, day.month,
                  day.day);
    else
        aver_tell(to, "without a document date'");
    if (unit->rule) {
        aver_tell(to, ", read by ");
        tell_in(to, RULE,
                aver_text_of(&document->work->rules->texts, unit->rule->id));
    }
}

static const aver_unit *
date_unit(const aver_claim *claim, const aver_fill *fill)
{
    const aver_units *units = &claim->sentence->view.units;

    for (uint32_t i = fill->units.start; i < fill->units.end && i < units->n;
         i++)
        if (units->at[i].date)
            return &units->at[i];
    return NULL;
}

static void
tell_slots(aver_document *document, const aver_claim *claim, aver_teller *to)
{
    const aver_names *slots = &document->work->rules->symbols.slots;

    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++) {
        const aver_fill *fill = &claim->fills[i];
        const aver_unit *date = fill->rule ? date_unit(claim, fill) : NULL;
        if (!fill->rule)
            continue;
        aver_tell(to, "    %s ", slots->at[i]);
        if (fill->text.len)
            tell_in(to, GOOD, fill->text);
        aver_tell_str(to,
                      aver_units_text(document, claim->sentence, fill->units));
        if (date)
            tell_date(document, date, to);
        aver_tell(to, " by ");
        tell_rule(document, fill->rule, to);
        if (fill->rule != claim->rule) {
            aver_tell(to, " on '");
            aver_tell_str(
                to, aver_units_text(document, claim->sentence, fill->match));
            aver_tell(to, "'");
        }
        aver_tell(to, "\n");
    }
}

/* Where a source that no slot rule gave comes from. */
static void
tell_voice(aver_document *document, const aver_claim *claim, aver_teller *to)
{
    aver_referent said, who;

    if (claim->fills[AVER_SLOT_SOURCE].rule ||
        !claim->columns[AVER_COL_SOURCE].len)
        return;
    who = aver_speaker(document, claim->sentence, claim->trigger, &said);
    if (!who.sentence)
        return;
    aver_tell(to, "    source ");
    tell_in(to, NAME, aver_units_text(document, who.sentence, who.units));
    if (who.sentence == claim->sentence) {
        aver_tell(to, " by the attribution above\n");
        return;
    }
    aver_tell(to, " carried from '");
    aver_tell_str(to,
                  aver_units_text(
                      document, who.sentence,
                      aver_span_of(0, (uint32_t)who.sentence->view.units.n)));
    aver_tell(to, "'\n");
}

static void
tell_claim(aver_document *document, const aver_claim *claim, aver_teller *to)
{
    int dropped = aver_claim_is_dropped(document, claim);
    int empty = !claim->columns[AVER_COL_EVENT].len;

    aver_tell_on(to, dropped || empty ? BAD : TITLE);
    aver_tell(to, "  %s",
              dropped ? "no claim, dropped,"
              : empty ? "no claim, without an event,"
                      : "claim");
    aver_tell_off(to);
    aver_tell(to, " by ");
    tell_rule(document, claim->rule, to);
    aver_tell(to, "\n");
    for (int i = AVER_COL_ID; i < AVER_COL_RULE && !dropped && !empty; i++)
        if (claim->columns[i].len && i != AVER_COL_START &&
            i != AVER_COL_END) {
            aver_tell(to, "    %-12s", aver_column_name((aver_column)i));
            aver_tell_on(to, GOOD);
            aver_tell_escaped(to, claim->columns[i]);
            aver_tell_off(to);
            aver_tell(to, "\n");
        }
    tell_slots(document, claim, to);
    if (!dropped && !empty)
        tell_voice(document, claim, to);
}

int
aver_explain_is_claim(const char *what)
{
    return what && strspn(what, "0123456789abcdef") == ID_DIGITS &&
           !what[ID_DIGITS];
}

static int
has_claim(const aver_claims *claims, const char *id)
{
    for (size_t i = 0; i < claims->n; i++)
        if (aver_str_is(claims->at[i].columns[AVER_COL_ID], id))
            return 1;
    return 0;
}

void
aver_explain_sentence(aver_document *document, aver_sentence *sentence,
                      const aver_claims *claims, const char *what,
                      aver_teller *teller)
{
    if (aver_explain_is_claim(what) && !has_claim(claims, what))
        return;
    tell_sentence(document, sentence, teller);
    tell_marked(document, sentence, teller);
    if (what && !aver_explain_is_claim(what)) {
        aver_explain_rule(document, sentence, claims, what, teller);
        aver_tell(teller, "\n");
        return;
    }
    for (size_t i = 0; i < sentence->view.units.n; i++)
        tell_tree(document, sentence, &sentence->view.units.at[i], 0, teller);
    tell_lost(document, sentence, teller);
    tell_attributions(document, sentence, teller);
    for (size_t i = 0; i < claims->n; i++)
        tell_claim(document, &claims->at[i], teller);
    if (!claims->n)
        aver_explain_nearly(document, sentence, teller);
    aver_tell(teller, "\n");
}

void
aver_explain_shut(aver_document *document, aver_sentence *sentence,
                  const char *what, aver_teller *teller)
{
    if (aver_explain_is_claim(what))
        return;
    aver_sentence_tokens(document, sentence);
    if (!sentence->words.n_tokens)
        return;
    if (what) {
        aver_claims none = {0};
        aver_sentence_units(document, sentence);
        aver_explain_sentence(document, sentence, &none, what, teller);
        return;
    }
    tell_sentence(document, sentence, teller);
    aver_tell(teller, "  has none of the words that a claim needs\n\n");
}
