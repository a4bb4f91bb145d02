/* Where a rule matches a view: its rules are listed, its units are indexed,
 * sets of them tell where a match may begin, and there PCRE2 is asked. */
#include "extract/unit.h"

/* The unit that begins at byte `at` of the rendering, or the number of units
 * at its end. */
static uint32_t
unit_at(const aver_view *view, uint32_t at)
{
    size_t lo = 0, hi = view->starts.n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (view->starts.at[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (uint32_t)lo;
}

static aver_span
units_of(const aver_view *view, aver_span bytes)
{
    if (bytes.start == UINT32_MAX)
        return bytes;
    return aver_span_of(unit_at(view, bytes.start), unit_at(view, bytes.end));
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
index_view(aver_work *work, const aver_view *view)
{
    if (work->index.version == view->version)
        return;
    aver_index_begin(&work->index, work->arena, view->units.n);
    for (size_t i = 0; i < view->units.n; i++) {
        const aver_unit *unit = &view->units.at[i];
        int shown = unit->kind == AVER_NO_SYMBOL ||
                    aver_unit_is_literal(work, unit);
        aver_index_unit(&work->index, i, unit->kind, &unit->feats,
                        shown ? unit->word : 0);
    }
    work->index.version = view->version;
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
        if (!aver_index_has(&work->index, view->marks,
                            &work->rules->reaches.sets.at[all->at[i].set]))
            return &all->at[i];
    return NULL;
}

static int
match_units(const aver_view *view, const aver_rule *rule,
            const aver_span *bytes, aver_match *out)
{
    out->all = units_of(view, bytes[0]);
    for (unsigned i = 0; i < rule->n_groups; i++)
        out->groups[i] = units_of(view, bytes[i]);
    return out->all.end > out->all.start;
}

static int
is_raw(const aver_work *self, size_t unit, unsigned raw)
{
    const aver_view *view = self->looked_at;
    aver_raw_words *known = &view->raws[view->units.at[unit].tokens.start];
    const aver_rx *rx = self->rules->reaches.raws.at[raw].rx;
    aver_span bytes[AVER_RX_GROUPS];
    uint64_t bit = (uint64_t)1 << raw;
    int found;

    if (known->known & bit)
        return (known->is & bit) != 0;
    found = aver_rx_match(rx, self->tools->scratch, view->text.at,
                          view->text.n, view->starts.at[unit], bytes);
    if (found == AVER_RX_MEMORY)
        longjmp(*self->arena->on_oom, 1);
    known->known |= bit;
    if (found != AVER_RX_NONE) /* what is given up is left to the pattern */
        known->is |= bit;
    return found != AVER_RX_NONE;
}

static aver_bits
find_raw(void *ctx, unsigned raw)
{
    const aver_work *self = ctx;
    const aver_index *index = &self->index;
    aver_bits is = 0;
    aver_bits left = aver_bits_of(
        index->rows + AVER_INDEX_PLAIN * index->width, index->width);

    for (; left; left &= left - 1)
        if (is_raw(self, aver_bits_first(left), raw))
            is |= left & -left;
    return is;
}

/* Tries at a unit; AVER_RX_*. */
static int
try_at(aver_work *work, const aver_view *view, const aver_rule *rule,
       size_t at, aver_match *out)
{
    aver_span bytes[AVER_RX_GROUPS];
    int found = aver_rx_match(rule->rx, work->tools->scratch, view->text.at,
                              view->text.n, view->starts.at[at], bytes);

    if (found == AVER_RX_MEMORY)
        longjmp(*work->arena->on_oom, 1);
    if (found == AVER_RX_LIMIT)
        give_up(work, rule);
    if (found == AVER_RX_FOUND && !match_units(view, rule, bytes, out))
        return AVER_RX_LIMIT;
    return found;
}

/* Where a match is looked for: in a view of few units sets of them tell where
 * one may begin, in a larger one only what it requires. */
static int
match_small(aver_work *work, const aver_view *view, const aver_rule *rule,
            const uint64_t *skip, size_t from, aver_match *out)
{
    aver_reaching now = aver_reach_view(&work->tools->reach, &work->index,
                                        view->marks);
    aver_bits left = now.units & ~(((aver_bits)1 << from) - 1);

    work->tools->reach.find_raw = find_raw;
    work->tools->reach.ctx = work;
    work->looked_at = view;
    if (skip)
        left &= ~aver_bits_of(skip, work->index.width);
    left = aver_reach_starts(&now, &rule->requires, left);
    while ((left = left & ~(aver_reach_first(&now, rule->reach, left) - 1)) !=
           0) {
        int found = try_at(work, view, rule, aver_bits_first(left), out);
        if (found != AVER_RX_NONE)
            return found == AVER_RX_FOUND;
        left &= left - 1;
    }
    return 0;
}

static int
match_large(aver_work *work, const aver_view *view, const aver_rule *rule,
            const uint64_t *skip, size_t from, aver_match *out)
{
    const uint64_t *starts = aver_index_find(&work->index, view->marks,
                                             work->rules->reaches.sets.at,
                                             &rule->requires, from);

    for (size_t w = from / 64; starts && w < work->index.width; w++)
        for (uint64_t left = starts[w] & ~(skip ? skip[w] : 0); left;
             left &= left - 1) {
            size_t at = w * 64 + (unsigned)__builtin_ctzll(left);
            int found = try_at(work, view, rule, at, out);
            if (found != AVER_RX_NONE)
                return found == AVER_RX_FOUND;
        }
    return 0;
}

int
aver_view_match(aver_work *work, const aver_view *view, const aver_rule *rule,
                const uint64_t *skip, size_t from, aver_match *out)
{
    if (from >= view->starts.n || is_spent(work, rule))
        return 0;
    index_view(work, view);
    return view->units.n <= AVER_REACH_UNITS
               ? match_small(work, view, rule, skip, from, out)
               : match_large(work, view, rule, skip, from, out);
}
