/* Unit passes: what a rule matches becomes one larger unit. */
#include "extract/unit.h"

#include "extract/value.h"

int
aver_unit_has(const aver_unit *self, unsigned feat)
{
    return aver_feats_has(&self->feats, feat);
}

const aver_capture *
aver_unit_capture(const aver_unit *self, uint16_t slot)
{
    for (uint32_t i = 0; i < self->n_captures; i++)
        if (self->captures[i].slot == slot)
            return &self->captures[i];
    return NULL;
}

typedef struct {
    aver_span at; /* units */
    const aver_rule *rule;
    const aver_span *groups; /* of the match */
} emission;

typedef AVER_VEC(emission) emissions;

static aver_span
emitted_span(const aver_rule *rule, const aver_match *match)
{
    for (unsigned i = 1; i < rule->n_groups; i++)
        if (rule->groups[i] == AVER_SLOT_UNIT &&
            match->groups[i].start != UINT32_MAX)
            return match->groups[i];
    return match->all;
}

/* Sets of units, as bits. */
static int
is_free(const aver_bits *taken, aver_span at)
{
    for (uint32_t i = at.start; i < at.end; i++)
        if (taken[i / AVER_BITS] >> i % AVER_BITS & 1)
            return 0;
    return 1;
}

static void
take(aver_bits *taken, aver_span at)
{
    for (uint32_t i = at.start; i < at.end; i++)
        taken[i / AVER_BITS] |= (aver_bits)1 << i % AVER_BITS;
}

/* What a rule need not begin with: what is taken, unless its unit is a part of
 * its match, or somebody is to be told what it did not get. */
static const aver_bits *
skipped(const aver_work *work, const aver_rule *rule, const aver_bits *taken)
{
    int has_unit = rule->fills[AVER_SLOT_UNIT / 64] >> AVER_SLOT_UNIT % 64 & 1;

    return has_unit || work->trace ? NULL : taken;
}

static void
tell_lost(const aver_work *work, const aver_view *view, const emission *lost,
          const emissions *taken)
{
    const aver_unit *units = view->units.at;
    aver_span tokens;

    if (!work->trace || lost->at.end <= lost->at.start)
        return;
    tokens = aver_span_of(units[lost->at.start].tokens.start,
                          units[lost->at.end - 1].tokens.end);
    for (size_t i = 0; i < taken->n; i++)
        if (aver_span_overlaps(taken->at[i].at, lost->at)) {
            work->trace->lost(work->trace->ctx, lost->rule, taken->at[i].rule,
                              tokens);
            return;
        }
}

static const aver_span *
copy_groups(aver_work *work, const aver_rule *rule, const aver_match *match)
{
    size_t size = rule->n_groups * sizeof *match->groups;

    return memcpy(aver_arena_get(work->arena, size), match->groups, size);
}

static void
collect(aver_work *work, const aver_view *view, const aver_rule *rule,
        aver_bits *taken, emissions *out)
{
    const aver_bits *skip = skipped(work, rule, taken);
    size_t from = 0;
    aver_match match;

    while (aver_view_match(work, view, rule, skip, from, &match)) {
        emission found = {emitted_span(rule, &match), rule, NULL};
        if (found.at.end > found.at.start && is_free(taken, found.at)) {
            take(taken, found.at);
            found.groups = copy_groups(work, rule, &match);
            AVER_PUSH(work->arena, out, found);
            from = found.at.end > match.all.start ? found.at.end
                                                  : match.all.start + 1;
        } else {
            tell_lost(work, view, &found, out);
            from = match.all.start + 1;
        }
    }
}

/* The captures of a match, borrowed from the units it matched. */
static void
take_captures(aver_work *work, const aver_unit *units, const emission *e,
              aver_unit *out)
{
    aver_capture *captures = NULL;
    uint32_t n = 0;

    if (e->rule->n_groups > 1)
        captures = aver_arena_get(work->arena,
                                  e->rule->n_groups * sizeof *captures);
    for (unsigned i = 1; i < e->rule->n_groups; i++) {
        aver_span at = e->groups[i];
        aver_capture capture = {e->rule->groups[i], NULL, 0};
        if (at.start == UINT32_MAX || at.end <= at.start ||
            capture.slot == AVER_NO_SYMBOL)
            continue;
        capture.first = &units[at.start];
        capture.n = at.end - at.start;
        captures[n++] = capture;
    }
    out->captures = captures;
    out->n_captures = n;
}

static const aver_attrs *
joined_attrs(aver_work *work, const aver_attrs *base, const aver_attrs *over)
{
    aver_attrs *attrs;

    if (!over || !base)
        return over ? over : base;
    attrs = AVER_NEW(work->arena, aver_attrs);
    *attrs = *base;
    if (over->event.len)
        attrs->event = over->event;
    if (over->status.len)
        attrs->status = over->status;
    if (over->code.len)
        attrs->code = over->code;
    if (over->mod.len)
        attrs->mod = over->mod;
    if (over->name.len)
        attrs->name = over->name;
    if (over->has_value) {
        attrs->has_value = 1;
        attrs->value = over->value;
    }
    if (over->has_max) {
        attrs->has_max = 1;
        attrs->max = over->max;
    }
    return attrs;
}

/* Of what stands beside a trigger, only status and the like are its own. */
static const aver_attrs *
without_event(aver_work *work, const aver_attrs *attrs)
{
    aver_attrs *copy;

    if (!attrs || !attrs->event.len)
        return attrs;
    copy = AVER_NEW(work->arena, aver_attrs);
    *copy = *attrs;
    memset(&copy->event, 0, sizeof copy->event);
    return copy;
}

/* Captures that a rule names behind `with` add what they have. */
static void
join_with(aver_work *work, const aver_rule *rule, aver_unit *unit)
{
    for (uint32_t i = 0; i < unit->n_captures; i++) {
        const aver_capture *c = &unit->captures[i];
        if (!(rule->emit_with[c->slot / 64] >> c->slot % 64 & 1))
            continue;
        for (uint32_t k = 0; k < c->n; k++) {
            aver_feats_join(&unit->feats, &c->first[k].feats);
            unit->attrs = joined_attrs(work, unit->attrs,
                                       without_event(work, c->first[k].attrs));
        }
    }
}

static aver_unit
made_unit(aver_work *work, const aver_view *view, const aver_words *words,
          const emission *e)
{
    const aver_unit *units = view->units.at;
    const aver_rule *rule = e->rule;
    const aver_capture *from = NULL;
    aver_unit unit = {.kind = rule->emit_kind, .mark = AVER_MARK_NONE};

    unit.rule = rule;
    unit.parts = &units[e->at.start];
    unit.n_parts = e->at.end - e->at.start;
    unit.tokens.start = units[e->at.start].tokens.start;
    unit.tokens.end = units[e->at.end - 1].tokens.end;
    take_captures(work, units, e, &unit);
    if (rule->emit_from != AVER_NO_SYMBOL)
        from = aver_unit_capture(&unit, rule->emit_from);
    if (from) {
        unit.feats = from->first->feats;
        unit.attrs = from->first->attrs;
        unit.date = from->first->date;
        unit.count = from->first->count;
    }
    aver_feats_drop(&unit.feats, &rule->drop);
    join_with(work, rule, &unit);
    unit.attrs = joined_attrs(work, unit.attrs,
                              aver_rule_attrs(work->rules, rule));
    aver_feats_join(&unit.feats, &rule->add);
    aver_value_compute(work, words, &unit);
    return unit;
}

static int
by_start(const emission *a, const emission *b)
{
    return a->at.start < b->at.start;
}

static void
sort_emissions(emissions *list)
{
    for (size_t i = 1; i < list->n; i++)
        for (size_t k = i; k && by_start(&list->at[k], &list->at[k - 1]);
             k--) {
            emission swap = list->at[k];
            list->at[k] = list->at[k - 1];
            list->at[k - 1] = swap;
        }
}

static void
keep_units(aver_units *to, const aver_unit *from, size_t n)
{
    memcpy(to->at + to->n, from, n * sizeof *from);
    to->n += n;
}

static void
replace(aver_work *work, aver_view *view, const aver_words *words,
        emissions *list)
{
    aver_span *joined = aver_arena_get(work->arena, list->n * sizeof *joined);
    const aver_unit *units = view->units.at;
    aver_units made = {0};
    uint32_t from = 0;

    sort_emissions(list);
    made.room = view->units.n;
    made.at = aver_arena_get(work->arena, made.room * sizeof *made.at);
    for (size_t k = 0; k < list->n; k++) {
        joined[k] = list->at[k].at;
        keep_units(&made, units + from, joined[k].start - from);
        made.at[made.n++] = made_unit(work, view, words, &list->at[k]);
        from = joined[k].end;
    }
    keep_units(&made, units + from, view->units.n - from);
    view->units = made;
    view->was = view->version;
    view->joined = joined;
    view->n_joined = list->n;
    aver_view_renew(work, view, words);
}

static int
pass_once(aver_work *work, aver_view *view, const aver_words *words,
          const aver_pass *pass)
{
    emissions list = {0};
    aver_bits *taken = AVER_NEWS(work->arena, aver_bits,
                                 view->units.n / AVER_BITS + 1);
    const uint64_t *listed = aver_view_shortlist(work, view, pass);
    const aver_rule *rule;

    for (size_t i = 0; (rule = aver_pass_next(pass, listed, &i)) != NULL;)
        collect(work, view, rule, taken, &list);
    if (!list.n)
        return 0;
    replace(work, view, words, &list);
    return 1;
}

void
aver_units_pass(aver_work *work, aver_view *view, const aver_words *words,
                const aver_pass *pass)
{
    enum { ROUNDS = 8 };

    for (int i = 0; i < (pass->repeat ? ROUNDS : 1); i++)
        if (!pass_once(work, view, words, pass))
            break;
}
