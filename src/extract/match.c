/* Where a rule matches a view: its rules are listed, its units are indexed,
 * sets of them tell where a match may begin, and there PCRE2 is asked. */
#include "extract/path.h"
#include "extract/unit.h"

/* The unit that begins at byte `at` of the rendering, or the number of units
 * at its end. */
static uint32_t
unit_at(const aver_rendering *text, uint32_t at)
{
    size_t lo = 0, hi = text->starts.n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (text->starts.at[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (uint32_t)lo;
}

static aver_span
units_of(const aver_rendering *text, aver_span bytes)
{
    if (bytes.start == UINT32_MAX)
        return bytes;
    return aver_span_of(unit_at(text, bytes.start), unit_at(text, bytes.end));
}

/* So often may a rule reach its limit in a document, before it is not tried
 * any more: a bound on time that is the same on every machine. */
enum { LIMITS_MOST = 3 };

static aver_given_up *
given_up(const aver_work *work, const aver_rule *rule)
{
    for (size_t i = 0; i < work->given_up.n; i++)
        if (work->given_up.at[i].rule == rule)
            return &work->given_up.at[i];
    return NULL;
}

static void
give_up(aver_work *work, const aver_rule *rule)
{
    aver_given_up *known = given_up(work, rule), fresh = {rule, 1};

    if (known)
        known->times++;
    else
        AVER_PUSH(work->arena, &work->given_up, fresh);
}

static int
is_spent(const aver_work *work, const aver_rule *rule)
{
    const aver_given_up *known;

    if (!work->given_up.n)
        return 0;
    known = given_up(work, rule);
    return known && known->times >= LIMITS_MOST;
}

static void
index_units(aver_work *work, const aver_view *view)
{
    aver_index_begin(&work->index, work->arena, view->units.n);
    for (size_t i = 0; i < view->units.n; i++) {
        const aver_unit *unit = &view->units.at[i];
        int shown = unit->kind == AVER_NO_SYMBOL ||
                    aver_unit_is_literal(work, unit);
        aver_index_unit(&work->index, i, unit->kind, &unit->feats,
                        shown ? unit->word : 0);
    }
    work->index.version = view->version;
    if (view->units.n <= AVER_REACH_UNITS)
        work->reaching = aver_reach_view(&work->tools->reach, &work->index);
}

static void
index_view(aver_work *work, const aver_view *view)
{
    if (work->index.version != view->version)
        index_units(work, view);
    if (aver_index_mark(&work->index, view->marks))
        work->reaching.marking = ++work->tools->versions;
}

const uint64_t *
aver_view_shortlist(aver_work *work, const aver_view *view,
                    const aver_pass *pass)
{
    const aver_shortlist *list = &pass->shortlist;

    index_view(work, view);
    AVER_VEC_ROOM(work->arena, &work->listed,
                  AVER_SHORTLIST_DEPTH * list->width);
    aver_shortlist_find(list, &work->index.present, work->listed.at);
    return work->listed.at;
}

const aver_rule *
aver_pass_next(const aver_pass *pass, const uint64_t *listed, size_t *i)
{
    for (; *i < pass->rules.n; ++*i) {
        uint64_t left = listed[*i / 64] >> *i % 64;
        if (left & 1)
            return &pass->rules.at[(*i)++];
        *i = left ? *i + (unsigned)__builtin_ctzll(left) - 1 : *i | 63;
    }
    return NULL;
}

const aver_require *
aver_view_lacks(aver_work *work, const aver_view *view, const aver_rule *rule)
{
    const aver_requires *all = &rule->requires;

    index_view(work, view);
    for (size_t i = 0; i < all->n; i++)
        if (!aver_index_has(&work->index,
                            &work->rules->reaches.sets.at[all->at[i].set]))
            return &all->at[i];
    return NULL;
}

static int
match_units(const aver_rendering *text, const aver_rule *rule,
            const aver_span *bytes, aver_match *out)
{
    out->all = units_of(text, bytes[0]);
    for (unsigned i = 0; i < rule->n_groups; i++)
        out->groups[i] = units_of(text, bytes[i]);
    return out->all.end > out->all.start;
}

static int
ask_raw(aver_work *self, size_t unit, unsigned raw)
{
    const aver_rx *rx = self->rules->reaches.raws.at[raw].rx;
    aver_str text = aver_view_unit_text(self, self->looked_at, unit);
    aver_span bytes[AVER_RX_GROUPS];
    int found = aver_rx_match(rx, self->tools->scratch, text.ptr, text.len, 0,
                              bytes);

    if (found == AVER_RX_MEMORY)
        longjmp(*self->arena->on_oom, 1);
    return found != AVER_RX_NONE;
}

static int
is_raw(aver_work *self, size_t unit, unsigned raw)
{
    const aver_view *view = self->looked_at;
    const aver_unit *what = &view->units.at[unit];
    uint64_t bit = (uint64_t)1 << raw;
    aver_raw_slot *slot = NULL;

    if (what->kind == AVER_NO_SYMBOL)
        slot = aver_raw_slot_of(self->tools->raws,
                                &view->words->tokens[what->tokens.start]);
    if (!slot)
        return ask_raw(self, unit, raw);
    if (!(slot->known & bit)) {
        slot->known |= bit;
        slot->is |= ask_raw(self, unit, raw) ? bit : 0;
    }
    return (slot->is & bit) != 0;
}

static aver_bits
find_raw(void *ctx, unsigned raw, aver_bits among)
{
    aver_work *self = ctx;
    aver_bits is = 0;

    if (!self->rules->reaches.raws.at[raw].any)
        among &= aver_index_row(&self->index, AVER_SYMBOL_PLAIN, 0);
    for (; among; among &= among - 1)
        if (is_raw(self, aver_bits_first(among), raw))
            is |= among & -among;
    return is;
}

/* Tries at a unit; AVER_RX_*. */
static int
try_at(aver_work *work, const aver_view *view, const aver_rule *rule,
       size_t at, aver_match *out)
{
    const aver_rendering *text = aver_view_write(work, view);
    aver_span bytes[AVER_RX_GROUPS];
    int found = aver_rx_match(rule->rx, work->tools->scratch, text->text.at,
                              text->text.n, text->starts.at[at], bytes);

    if (found == AVER_RX_MEMORY)
        longjmp(*work->arena->on_oom, 1);
    if (found == AVER_RX_LIMIT)
        give_up(work, rule);
    if (found == AVER_RX_FOUND && !match_units(text, rule, bytes, out))
        return AVER_RX_LIMIT;
    return found;
}

/* Of the units `from` those at which the steps say that the rule matches. What
 * they say of a rule and view holds until another one is asked for: of the
 * units behind the first. */
static aver_bits
find_begins(aver_work *work, const aver_rule *rule, aver_bits from)
{
    const aver_reach_step *steps = work->rules->reaches.steps.at;
    aver_reaching *now = &work->reaching;
    aver_begins *known = &work->begins;

    if (known->rule == rule && known->marking == now->marking)
        return aver_reach_starts(now, &rule->requires, from & known->units);
    from = aver_reach_starts(now, &rule->requires, from);
    if (!from)
        return 0;
    known->rule = rule;
    known->marking = now->marking;
    known->units = aver_reach_begins(now, steps + rule->reach.at,
                                     rule->reach.n, from);
    return from & known->units;
}

static int
take_match(const aver_reaching *now, const aver_rule *rule, unsigned at,
           aver_match *out)
{
    aver_path_find(now, rule->reach, at, out->groups, rule->n_groups);
    out->all = out->groups[0];
    return out->all.end > out->all.start;
}

/* Where a match is looked for: in a view of few units sets of them tell where
 * one may begin, in a larger one only what it requires. */
static int
match_small(aver_work *work, const aver_view *view, const aver_rule *rule,
            const aver_bits *skip, size_t from, aver_match *out)
{
    aver_bits left = work->reaching.units & ~(((aver_bits)1 << from) - 1);

    work->tools->reach.find_raw = find_raw;
    work->tools->reach.ctx = work;
    work->looked_at = view;
    if (skip)
        left &= ~skip[0];
    for (left = find_begins(work, rule, left); left; left &= left - 1) {
        unsigned at = aver_bits_first(left);
        int found;
        if (rule->reach.exact)
            return take_match(&work->reaching, rule, at, out);
        found = try_at(work, view, rule, at, out);
        if (found != AVER_RX_NONE)
            return found == AVER_RX_FOUND;
    }
    return 0;
}

static int
match_large(aver_work *work, const aver_view *view, const aver_rule *rule,
            const aver_bits *skip, size_t from, aver_match *out)
{
    const aver_bits *starts = aver_index_find(
        &work->index, work->rules->reaches.sets.at, &rule->requires, from);

    for (size_t w = from / AVER_BITS; starts && w < work->index.width; w++)
        for (aver_bits left = starts[w] & ~(skip ? skip[w] : 0); left;
             left &= left - 1) {
            size_t at = w * AVER_BITS + aver_bits_first(left);
            int found = try_at(work, view, rule, at, out);
            if (found != AVER_RX_NONE)
                return found == AVER_RX_FOUND;
        }
    return 0;
}

int
aver_view_match(aver_work *work, const aver_view *view, const aver_rule *rule,
                const aver_bits *skip, size_t from, aver_match *out)
{
    if (from >= view->units.n || is_spent(work, rule))
        return 0;
    index_view(work, view);
    return view->units.n <= AVER_REACH_UNITS
               ? match_small(work, view, rule, skip, from, out)
               : match_large(work, view, rule, skip, from, out);
}
