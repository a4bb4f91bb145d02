/* Where a rule matches a view: its rules are listed, its units are indexed,
 * sets of them tell where a match begins and what it captures; PCRE2 is asked
 * for what they cannot say. */
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
index_unit(aver_work *work, const aver_view *view, size_t at)
{
    const aver_unit *unit = &view->units.at[at];
    int shown = unit->kind == AVER_NO_SYMBOL ||
                aver_unit_is_literal(work, unit);
    uint32_t word = shown ? unit->word : 0;

    aver_index_unit(&work->tools->index, at, unit->kind, &unit->feats,
                    word ? aver_reach_word(&work->rules->reaches, word) : 0);
}

/* The units that were made since it was of the version before. The symbols
 * that are new to it stand behind as many others. */
static size_t
index_made(aver_work *work, const aver_view *view)
{
    aver_index *index = &work->tools->index;
    size_t known;
    uint32_t gone = 0;

    aver_index_join(index, view->joined, view->n_joined);
    known = index->n_live;
    for (size_t i = 0; i < view->n_joined; i++) {
        index_unit(work, view, view->joined[i].start - gone);
        gone += view->joined[i].end - view->joined[i].start - 1;
    }
    return known;
}

static size_t
index_all(aver_work *work, const aver_view *view)
{
    if (!aver_index_begin(&work->tools->index, &work->rules->reaches,
                          view->units.n))
        longjmp(*work->arena->on_oom, 1);
    for (size_t i = 0; i < view->units.n; i++)
        index_unit(work, view, i);
    return 0;
}

/* Of what a view had before something was made of its units, all stays listed:
 * to take out what is gone costs more than to try a few rules more. */
static void
index_units(aver_work *work, const aver_view *view)
{
    aver_index *index = &work->tools->index;
    const aver_shortlist *all = &work->rules->shortlist;
    int goes_on = index->version && index->version == view->was;
    size_t known;

    if (!goes_on)
        aver_shortlist_begin(all, &work->tools->listed);
    known = goes_on && index->n <= AVER_REACH_UNITS ? index_made(work, view)
                                                    : index_all(work, view);
    aver_shortlist_add(all, index->live + known, index->n_live - known,
                       &work->tools->listed);
    index->version = work->marking = view->version;
}

/* Looks at the units 64 * w and behind. */
static void
look_at(aver_work *work, size_t w)
{
    const aver_index *index = &work->tools->index;

    work->reaching = aver_reach_view(&work->tools->reach, index, w,
                                     index->version + w, work->marking + w);
}

static void
renew_index(aver_work *work, const aver_view *view)
{
    if (work->tools->index.version != view->version)
        index_units(work, view);
    if (aver_index_mark(&work->tools->index, view->marks))
        work->marking = aver_view_version(work, view);
    look_at(work, 0);
}

static inline void
index_view(aver_work *work, const aver_view *view)
{
    const aver_index *index = &work->tools->index;

    if (index->version != view->version ||
        index->marks.trigger != view->marks.trigger ||
        index->marks.people != view->marks.people)
        renew_index(work, view);
}

const uint64_t *
aver_view_shortlist(aver_work *work, const aver_view *view,
                    const aver_pass *pass)
{
    size_t n = (pass->rules.n + 63) / 64;

    index_view(work, view);
    AVER_VEC_ROOM(work->arena, &work->listed, n);
    for (size_t i = 0; i < n; i++)
        work->listed.at[i] = aver_listed_rules(&work->tools->listed,
                                               pass->listed + i);
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
    aver_requires all = aver_rule_requires(work->rules, rule);

    index_view(work, view);
    for (size_t i = 0; i < all.n; i++)
        if (!aver_index_has(&work->tools->index,
                            &work->rules->reaches.sets.at[all.at[i].set]))
            return all.at + i;
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
may_be(const aver_raw *raw, aver_str word)
{
    return aver_byte_set_has(&raw->edges.first, word.ptr[0]) &&
           aver_byte_set_has(&raw->edges.last, word.ptr[word.len - 1]);
}

static int
ask_raw(aver_work *self, size_t unit, unsigned raw)
{
    const aver_raw *what = &self->rules->reaches.raws.at[raw];
    aver_str text = aver_view_unit_text(self, self->looked_at, unit);
    aver_span bytes[AVER_RX_GROUPS];
    int found;

    if (!may_be(what, aver_str_of(text.ptr, text.len - 1)))
        return 0;
    found = aver_rx_match(what->rx, self->tools->scratch, text.ptr, text.len,
                          0, bytes);
    if (found == AVER_RX_MEMORY)
        longjmp(*self->arena->on_oom, 1);
    return found != AVER_RX_NONE;
}

/* Finds out whether a unit is a raw word. What is known of a plain word is
 * kept for all sentences. */
static void
learn_raw(aver_work *self, size_t unit, unsigned raw)
{
    const aver_view *view = self->looked_at;
    aver_unit *what = &view->units.at[unit];
    aver_raw_slot *slot = NULL;
    aver_raw_words *raws = &what->raws;
    uint64_t bit = (uint64_t)1 << raw;

    if (what->kind == AVER_NO_SYMBOL)
        slot = aver_raw_slot_of(self->tools->raws,
                                &view->words->tokens[what->tokens.start]);
    if (slot)
        raws = &slot->raws;
    if (!(raws->known & bit)) {
        raws->known |= bit;
        raws->is |= ask_raw(self, unit, raw) ? bit : 0;
    }
    what->raws = *raws;
}

static int
is_raw(aver_work *self, size_t unit, unsigned raw)
{
    const aver_raw_words *raws = &self->looked_at->units.at[unit].raws;
    uint64_t bit = (uint64_t)1 << raw;

    if (!(raws->known & bit))
        learn_raw(self, unit, raw);
    return (raws->is & bit) != 0;
}

static aver_bits
find_raw(void *ctx, size_t w, unsigned raw, aver_bits among)
{
    aver_work *self = ctx;
    aver_bits is = 0;

    if (!self->rules->reaches.raws.at[raw].any)
        among &= aver_index_row(&self->tools->index, AVER_SYMBOL_PLAIN, w);
    for (; among; among &= among - 1)
        if (is_raw(self, 64 * w + aver_bits_first(among), raw))
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
    int found = aver_rx_match(aver_rule_rx(work->rules, rule),
                              work->tools->scratch, text->text.at,
                              text->text.n, text->starts.at[at], bytes);

    if (found == AVER_RX_MEMORY)
        longjmp(*work->arena->on_oom, 1);
    if (found == AVER_RX_LIMIT)
        give_up(work, rule);
    if (found == AVER_RX_FOUND && !match_units(text, rule, bytes, out))
        return AVER_RX_LIMIT;
    return found;
}

/* Whether what a rule's steps say has been found out. */
static int
is_begun(const aver_work *work, const aver_rule *rule)
{
    return work->begins.rule == rule &&
           work->begins.marking == work->reaching.marking;
}

/* The units at which the steps say that the rule matches. It holds until
 * another rule is asked for. */
static aver_bits
find_begins(aver_work *work, const aver_rule *rule)
{
    const aver_reach_step *steps = work->rules->reaches.steps.at;
    aver_begins *known = &work->begins;

    if (is_begun(work, rule))
        return known->units;
    known->rule = rule;
    known->marking = work->reaching.marking;
    known->units = aver_reach_back(&work->reaching, steps + rule->reach.at,
                                   rule->reach.n, work->reaching.ends);
    return known->units;
}

static int
take_match(const aver_reaching *now, const aver_rule *rule, unsigned at,
           aver_match *out)
{
    aver_path_find(now, rule->reach, at, out->groups, rule->n_groups);
    out->all = out->groups[0];
    return out->all.end > out->all.start;
}

/* The first match that begins at one of the units `from` of those that are
 * looked at. */
static int
match_at(aver_work *work, const aver_view *view, const aver_rule *rule,
         aver_bits from, aver_match *out)
{
    const aver_reaching *now = &work->reaching;

    work->tools->reach.find_raw = find_raw;
    work->tools->reach.ctx = work;
    work->looked_at = view;
    for (from &= find_begins(work, rule); from; from &= from - 1) {
        unsigned at = aver_bits_first(from);
        int found;
        if (rule->reach.exact && aver_reach_holds(now, rule->reach, at))
            return take_match(now, rule, at, out);
        found = try_at(work, view, rule, 64 * now->w + at, out);
        if (found != AVER_RX_NONE)
            return found == AVER_RX_FOUND;
    }
    return 0;
}

static int
match_small(aver_work *work, const aver_view *view, const aver_rule *rule,
            const aver_bits *skip, size_t from, aver_match *out)
{
    aver_bits left = work->reaching.units & ~(((aver_bits)1 << from) - 1);

    if (skip)
        left &= ~skip[0];
    if (!is_begun(work, rule))
        left = aver_reach_starts(&work->reaching,
                                 aver_rule_requires(work->rules, rule), left);
    return left && match_at(work, view, rule, left, out);
}

/* A view that is too large is looked at from every 64th unit on. */
static int
match_large(aver_work *work, const aver_view *view, const aver_rule *rule,
            const aver_bits *skip, size_t from, aver_match *out)
{
    const aver_bits *starts = aver_index_find(
        &work->tools->index, work->rules->reaches.sets.at,
        aver_rule_requires(work->rules, rule), from);
    int found = 0;

    for (size_t w = from / 64; starts && !found && 64 * w < view->units.n;
         w++) {
        size_t i = w / AVER_BITS_WORDS;
        aver_bits left = starts[i] & ~(skip ? skip[i] : 0);
        left = (uint64_t)(left >> 64 * (w % AVER_BITS_WORDS));
        if (!left)
            continue;
        look_at(work, w);
        found = match_at(work, view, rule, left, out);
    }
    return found;
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
