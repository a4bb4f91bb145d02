/* Where rules stopped: why not? */
#include "extract/explain.h"
#include "extract/whynot.h"

#define GOOD "32"
#define BAD "31"
#define RULE "33"

enum { NEARLY = 3, NEED_ROOM = 256 };

typedef struct {
    aver_document *document;
    aver_sentence *sentence;
    const aver_rule *rule;
    aver_teller *to;
} asking;

static aver_str
text_of(const asking *self, const aver_view *view, aver_span units)
{
    aver_span tokens;

    if (units.end <= units.start || units.end > view->units.n)
        return aver_str_of("", 0);
    tokens = aver_span_of(view->units.at[units.start].tokens.start,
                          view->units.at[units.end - 1].tokens.end);
    return aver_document_slice(self->document,
                               aver_sentence_original(self->sentence, tokens));
}

static void
tell_stop(const asking *self, const aver_view *view, const aver_stop *stop)
{
    aver_teller *to = self->to;
    char need[NEED_ROOM];

    if (stop->matched) {
        aver_tell_on(to, GOOD);
        aver_tell(to, "matches");
        aver_tell_off(to);
        aver_tell(to, " '");
        aver_tell_str(to, text_of(self, view, stop->match.all));
        aver_tell(to, "'\n");
        return;
    }
    aver_tell_on(to, BAD);
    aver_tell(to, "stops");
    aver_tell_off(to);
    if (aver_need_missing(self->document->work, view, self->rule, need,
                          sizeof need))
        aver_tell(to, ": it needs %s, and there is none", need);
    aver_tell(to, "; %zu of %zu elements", stop->steps, stop->of);
    if (stop->steps) {
        aver_tell(to, ", ");
        aver_tell_str(to, stop->done);
        aver_tell(to, " on '");
        aver_tell_str(to, text_of(self, view, stop->units));
        aver_tell(to, "'");
    }
    if (stop->next.len) {
        aver_tell(to, "; nothing fits ");
        aver_tell_on(to, RULE);
        aver_tell_str(to, stop->next);
        aver_tell_off(to);
    }
    aver_tell(to, "\n");
    if (stop->units.end > stop->units.start &&
        stop->units.end < view->units.n) {
        aver_span left = {stop->units.end, stop->units.end + 1};
        aver_tell(to, "    there stands %s '",
                  aver_kind_name(self->document, &view->units.at[left.start]));
        aver_tell_str(to, text_of(self, view, left));
        aver_tell(to, "': ");
        aver_tell_str(to, aver_view_spell(self->document->work, view,
                                          &self->sentence->words, left));
        aver_tell(to, "\n");
    }
}

typedef struct {
    const asking *asking;
    aver_teller *to;
} losing;

static void
tell_lost(void *ctx, const aver_rule *rule, const aver_rule *winner,
          aver_span tokens)
{
    const losing *self = ctx;
    const asking *asked = self->asking;

    if (rule != asked->rule)
        return;
    aver_tell(self->to, "  matches '");
    aver_tell_str(self->to, aver_document_slice(asked->document,
                                                aver_sentence_original(
                                                    asked->sentence, tokens)));
    aver_tell(self->to, "', but %s (%s:%u) took it before\n",
              aver_rule_id(asked->document->work->rules, winner),
              aver_rule_file(asked->document->work->rules, winner),
              winner->place.line);
}

/* The units as they were before the pass of the rule, and what came of it. */
static void
ask_unit(const asking *self)
{
    aver_work *work = self->document->work;
    const aver_passes *passes = &work->rules->passes;
    losing lost = {self, self->to};
    aver_trace trace = {tell_lost, &lost};
    aver_view view;
    aver_stop stop;

    memset(&view, 0, sizeof view);
    aver_mention_first(work, &self->sentence->words, &view);
    for (size_t i = 0; i < passes->n; i++) {
        const aver_pass *pass = &passes->at[i];
        int mine = self->rule >= pass->rules.at &&
                   self->rule < pass->rules.at + pass->rules.n;
        if (pass->type != AVER_PASS_UNIT)
            continue;
        if (mine) {
            aver_tell(self->to, "  before this pass: ");
            aver_tell_str(self->to,
                          aver_view_spell(work, &view, &self->sentence->words,
                                          aver_span_of(0, UINT32_MAX)));
            aver_tell(self->to, "\n  ");
            aver_stop_find(work, &view, self->rule, &stop);
            tell_stop(self, &view, &stop);
            work->trace = &trace;
        }
        aver_units_pass(work, &view, &self->sentence->words, pass);
        work->trace = NULL;
        if (mine)
            return;
    }
}

static void
ask_view(const asking *self)
{
    aver_stop stop;

    aver_tell(self->to, "  units: ");
    aver_tell_str(self->to,
                  aver_view_spell(self->document->work, &self->sentence->view,
                                  &self->sentence->words,
                                  aver_span_of(0, UINT32_MAX)));
    aver_tell(self->to, "\n  ");
    aver_stop_find(self->document->work, &self->sentence->view, self->rule,
                   &stop);
    tell_stop(self, &self->sentence->view, &stop);
}

static int
fills_something(const aver_claim *claim, const aver_rule *rule)
{
    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++)
        if (claim->fills[i].rule == rule)
            return 1;
    return 0;
}

/* Slots of the rule that another rule had filled. */
static void
tell_filled(const asking *self, const aver_claim *claim)
{
    const aver_rules *rules = self->document->work->rules;
    const aver_names *slots = &rules->symbols.slots;

    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++)
        if ((self->rule->fills[i / 64] >> i % 64 & 1) &&
            claim->fills[i].rule && claim->fills[i].rule != self->rule)
            aver_tell(self->to, "    %s is filled by %s\n", slots->at[i],
                      aver_rule_id(rules, claim->fills[i].rule));
}

static void
ask_slot(const asking *self, const aver_claims *claims)
{
    aver_view *view = &self->sentence->view;

    if (!claims->n)
        aver_tell(self->to, "  there is no claim whose slots it could "
                            "fill\n");
    for (size_t i = 0; i < claims->n; i++) {
        const aver_claim *claim = &claims->at[i];
        aver_stop stop;
        aver_view_mark(view, claim->trigger, AVER_MARK_TRIGGER);
        if (claim->people != AVER_NO_UNIT)
            aver_view_mark(view, claim->people, AVER_MARK_PEOPLE);
        aver_tell(self->to, "  claim %zu: ", i + 1);
        aver_stop_find(self->document->work, view, self->rule, &stop);
        tell_stop(self, view, &stop);
        if (!fills_something(claim, self->rule))
            tell_filled(self, claim);
        aver_view_mark(view, claim->trigger, AVER_MARK_NONE);
        if (claim->people != AVER_NO_UNIT)
            aver_view_mark(view, claim->people, AVER_MARK_NONE);
    }
}

static void
tell_makers(const asking *self, const aver_claims *claims)
{
    for (size_t i = 0; i < claims->n; i++)
        aver_tell(
            self->to, "  claim %zu is by %s\n", i + 1,
            aver_rule_id(self->document->work->rules, claims->at[i].rule));
}

void
aver_explain_rule(aver_document *document, aver_sentence *sentence,
                  const aver_claims *claims, const char *id, aver_teller *to)
{
    const aver_rules *rules = document->work->rules;
    const aver_passes *passes = &rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            asking self = {document, sentence, rule, to};
            if (strcmp(aver_rule_id(rules, rule), id) != 0 || !rule->rx)
                continue;
            aver_tell(to, "  %s (%s:%u)\n", id, aver_rule_file(rules, rule),
                      rule->place.line);
            if (passes->at[i].type == AVER_PASS_UNIT)
                ask_unit(&self);
            else if (passes->at[i].type == AVER_PASS_SLOT)
                ask_slot(&self, claims);
            else
                ask_view(&self);
            if (passes->at[i].type == AVER_PASS_CLAIM ||
                passes->at[i].type == AVER_PASS_FOLLOW)
                tell_makers(&self, claims);
        }
}

typedef struct {
    const aver_rule *rule;
    aver_stop stop;
} near_miss;

/* More of the pattern first, then more of the sentence. */
static int
is_nearer(const aver_stop *a, const aver_stop *b)
{
    size_t left = a->of - a->steps, other = b->of - b->steps;

    if (a->steps * b->of != b->steps * a->of)
        return a->steps * b->of > b->steps * a->of;
    return left < other;
}

static void
keep_nearest(near_miss *best, const near_miss *fresh)
{
    near_miss now = *fresh;

    for (int i = 0; i < NEARLY; i++)
        if (!best[i].rule || is_nearer(&now.stop, &best[i].stop)) {
            near_miss old = best[i];
            best[i] = now;
            now = old;
            if (!now.rule)
                return;
        }
}

void
aver_explain_nearly(aver_document *document, aver_sentence *sentence,
                    aver_teller *to)
{
    const aver_rules *rules = document->work->rules;
    const aver_passes *passes = &rules->passes;
    near_miss best[NEARLY], fresh;

    memset(best, 0, sizeof best);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            if (passes->at[i].type != AVER_PASS_CLAIM)
                continue;
            fresh.rule = &passes->at[i].rules.at[k];
            aver_stop_find(document->work, &sentence->view, fresh.rule,
                           &fresh.stop);
            if (!fresh.stop.matched && fresh.stop.steps)
                keep_nearest(best, &fresh);
        }
    aver_tell(to, "  no claim; nearest were\n");
    for (int i = 0; i < NEARLY && best[i].rule; i++) {
        asking self = {document, sentence, best[i].rule, to};
        aver_tell(to, "    %s (%s:%u) ", aver_rule_id(rules, best[i].rule),
                  aver_rule_file(rules, best[i].rule),
                  best[i].rule->place.line);
        tell_stop(&self, &sentence->view, &best[i].stop);
    }
}
