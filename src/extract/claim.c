#include "extract/follow.h"

static int
is_trigger_taken(const aver_claims *claims, size_t from, uint32_t trigger)
{
    for (size_t i = from; i < claims->n; i++)
        if (claims->at[i].trigger == trigger)
            return 1;
    return 0;
}

static int
are_people_taken(const aver_claims *claims, size_t from, uint32_t people)
{
    for (size_t i = from; i < claims->n; i++)
        if (claims->at[i].people == people)
            return 1;
    return 0;
}

static int
is_known(const aver_claims *claims, size_t from, uint32_t trigger,
         uint32_t people)
{
    for (size_t i = from; i < claims->n; i++)
        if (claims->at[i].trigger == trigger && claims->at[i].people == people)
            return 1;
    return 0;
}

static void
fill(aver_claim *claim, uint16_t slot, const aver_rule *rule,
     const aver_match *match, aver_span units, aver_str text)
{
    aver_fill *to = &claim->fills[slot];

    if (slot >= AVER_SLOTS_KNOWN || to->rule)
        return;
    to->rule = rule;
    to->match = match->all;
    to->units = units;
    to->text = text;
}

/* All that the match has to say goes into slots that are still empty. */
static void
fill_from(const aver_rules *rules, aver_claim *claim, const aver_rule *rule,
          const aver_match *match)
{
    aver_span none = {AVER_NO_UNIT, AVER_NO_UNIT};

    for (unsigned i = 1; i < rule->n_groups; i++)
        if (match->groups[i].start != UINT32_MAX &&
            match->groups[i].end > match->groups[i].start &&
            rule->groups[i] < AVER_SLOTS_KNOWN)
            fill(claim, rule->groups[i], rule, match, match->groups[i],
                 aver_str_of("", 0));
    for (uint32_t i = rule->sets.start; i < rule->sets.end; i++)
        if (rules->settings.at[i].slot < AVER_SLOTS_KNOWN)
            fill(claim, rules->settings.at[i].slot, rule, match, none,
                 aver_text_of(&rules->texts, rules->settings.at[i].value));
}

static uint32_t
captured(const aver_rule *rule, const aver_match *match, uint16_t slot)
{
    for (unsigned i = 1; i < rule->n_groups; i++)
        if (rule->groups[i] == slot && match->groups[i].start != UINT32_MAX &&
            match->groups[i].end > match->groups[i].start)
            return match->groups[i].start;
    return AVER_NO_UNIT;
}

static void
add_claim(aver_document *document, aver_sentence *sentence,
          const aver_rule *rule, const aver_match *match, uint32_t trigger,
          uint32_t people, aver_claims *out)
{
    aver_claim claim = {.sentence = sentence, .rule = rule};

    claim.trigger = trigger;
    claim.people = people;
    fill_from(document->work->rules, &claim, rule, match);
    AVER_PUSH(document->work->arena, out, claim);
}

static void
take_match(aver_document *document, aver_sentence *sentence,
           const aver_rule *rule, const aver_match *match, size_t from,
           aver_claims *out)
{
    static const uint16_t slots[] = {AVER_SLOT_PEOPLE, AVER_SLOT_PEOPLE2,
                                     AVER_SLOT_PEOPLE3, AVER_SLOT_PEOPLE4};
    uint32_t trigger = captured(rule, match, AVER_SLOT_TRIGGER);
    int any = 0;

    if (trigger == AVER_NO_UNIT ||
        (!rule->also && is_trigger_taken(out, from, trigger)))
        return;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        uint32_t people = captured(rule, match, slots[i]);
        if (people == AVER_NO_UNIT)
            continue;
        any = 1;
        if (rule->alone && are_people_taken(out, from, people))
            continue;
        if (!is_known(out, from, trigger, people))
            add_claim(document, sentence, rule, match, trigger, people, out);
    }
    if (!any && !is_known(out, from, trigger, AVER_NO_UNIT))
        add_claim(document, sentence, rule, match, trigger, AVER_NO_UNIT, out);
}

static void
run_claim_rule(aver_document *document, aver_sentence *sentence,
               const aver_rule *rule, size_t first, aver_claims *out)
{
    aver_match match;
    size_t from = 0;

    while (aver_view_match(document->work, &sentence->view, rule, NULL, from,
                           &match)) {
        take_match(document, sentence, rule, &match, first, out);
        from = match.all.start + 1;
    }
}

/* Whether the rule may fill a slot that is empty. */
static int
is_wanted(const aver_claim *claim, const aver_rule *rule)
{
    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++)
        if ((rule->fills[i / 64] >> i % 64 & 1) && !claim->fills[i].rule &&
            i != AVER_SLOT_TRIGGER && i != AVER_SLOT_SCOPE)
            return 1;
    return 0;
}

static void
run_slot_rules(aver_document *document, aver_claim *claim)
{
    const aver_passes *passes = &document->work->rules->passes;
    aver_view *view = &claim->sentence->view;
    aver_match match;

    for (size_t i = 0; i < passes->n; i++) {
        const aver_pass *pass = &passes->at[i];
        const aver_rule *rule;
        const uint64_t *listed;
        if (pass->type != AVER_PASS_SLOT)
            continue;
        listed = aver_view_shortlist(document->work, view, pass);
        for (size_t k = 0; (rule = aver_pass_next(pass, listed, &k)) != NULL;)
            if (is_wanted(claim, rule) &&
                aver_view_match(document->work, view, rule, NULL, 0, &match))
                fill_from(document->work->rules, claim, rule, &match);
    }
}

static void
fill_slots(aver_document *document, aver_claim *claim)
{
    aver_view *view = &claim->sentence->view;

    if (claim->people != AVER_NO_UNIT)
        aver_view_mark(view, claim->people, AVER_MARK_PEOPLE);
    aver_view_mark(view, claim->trigger, AVER_MARK_TRIGGER);
    run_slot_rules(document, claim);
    aver_view_mark(view, claim->trigger, AVER_MARK_NONE);
    if (claim->people != AVER_NO_UNIT)
        aver_view_mark(view, claim->people, AVER_MARK_NONE);
}

static void
run_claim_passes(aver_document *document, aver_sentence *sentence,
                 aver_pass_type type, size_t first, aver_claims *out)
{
    const aver_passes *passes = &document->work->rules->passes;
    const uint64_t *listed;
    const aver_rule *rule;

    for (size_t i = 0; i < passes->n; i++) {
        if (passes->at[i].type != type)
            continue;
        listed = aver_view_shortlist(document->work, &sentence->view,
                                     &passes->at[i]);
        for (size_t k = 0;
             (rule = aver_pass_next(&passes->at[i], listed, &k)) != NULL;)
            run_claim_rule(document, sentence, rule, first, out);
    }
}

static int
stands_before(const aver_claim *a, const aver_claim *b)
{
    if (a->trigger != b->trigger)
        return a->trigger < b->trigger;
    return a->people < b->people;
}

static void
sort_claims(aver_claim *at, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k && stands_before(&at[k], &at[k - 1]); k--) {
            aver_claim swap = at[k];
            at[k] = at[k - 1];
            at[k - 1] = swap;
        }
}

void
aver_claim_find(aver_document *document, aver_sentence *sentence,
                aver_claims *out)
{
    size_t first = out->n, follows;

    if (!aver_sentence_opens(document, sentence))
        return;
    aver_sentence_units(document, sentence);
    run_claim_passes(document, sentence, AVER_PASS_CLAIM, first, out);
    follows = out->n;
    if (aver_follows(document, sentence))
        run_claim_passes(document, sentence, AVER_PASS_FOLLOW, first, out);
    aver_follow_take(document, out, first, follows);
    if (out->n > first)
        sort_claims(out->at + first, out->n - first);
    for (size_t i = first; i < out->n; i++)
        fill_slots(document, &out->at[i]);
    aver_follow_told(document, sentence, out, first);
}

static aver_span
group_of(const aver_rule *rule, const aver_match *match, uint16_t slot)
{
    for (unsigned i = 1; i < rule->n_groups; i++)
        if (rule->groups[i] == slot && match->groups[i].start != UINT32_MAX)
            return match->groups[i];
    return aver_span_of(AVER_NO_UNIT, AVER_NO_UNIT);
}

static void
add_attributions(aver_document *document, aver_sentence *sentence,
                 const aver_rule *rule)
{
    const aver_rules *rules = document->work->rules;
    aver_match match;
    size_t from = 0;

    while (aver_view_match(document->work, &sentence->view, rule, NULL, from,
                           &match)) {
        aver_attribution found = {.rule = rule};
        found.source = group_of(rule, &match, AVER_SLOT_SOURCE);
        found.scope = group_of(rule, &match, AVER_SLOT_SCOPE);
        found.said = group_of(rule, &match, AVER_SLOT_SAID);
        for (uint32_t i = rule->sets.start; i < rule->sets.end; i++)
            if (rules->settings.at[i].slot == AVER_SLOT_CARRY)
                found.carry = 1;
        AVER_PUSH(document->work->arena, &sentence->attributions, found);
        from = match.all.start + 1;
    }
}

static void
run_attribution_pass(aver_document *document, aver_sentence *sentence,
                     const aver_pass *pass)
{
    const uint64_t *listed = aver_view_shortlist(document->work,
                                                 &sentence->view, pass);
    const aver_rule *rule;

    for (size_t i = 0; (rule = aver_pass_next(pass, listed, &i)) != NULL;)
        add_attributions(document, sentence, rule);
}

void
aver_claim_attributions(aver_document *document, aver_sentence *sentence)
{
    const aver_passes *passes = &document->work->rules->passes;

    if (sentence->has_attributions)
        return;
    sentence->has_attributions = 1;
    aver_sentence_units(document, sentence);
    for (size_t i = 0; i < passes->n; i++)
        if (passes->at[i].type == AVER_PASS_ATTRIBUTION)
            run_attribution_pass(document, sentence, &passes->at[i]);
}
