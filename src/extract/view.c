/* Sentences rendered for the rules, and matching. */
#include "extract/unit.h"

typedef AVER_VEC(char) spelling;

void
aver_work_init(aver_work *self, aver_tools *tools, aver_arena *arena)
{
    memset(self, 0, sizeof *self);
    self->rules = tools->rules;
    self->tools = tools;
    self->arena = arena;
}

static char *
put(char *to, aver_str text)
{
    memcpy(to, text.ptr, text.len);
    return to + text.len;
}

static int
is_literal(const aver_work *work, uint32_t word)
{
    return word && work->rules->lexicon.literal.at[word];
}

aver_str
aver_quote_text(const aver_token *token)
{
    if (token->flags & AVER_TOK_OPEN)
        return aver_str_of("\xE2\x80\x9C", 3);
    if (token->flags & AVER_TOK_CLOSE)
        return aver_str_of("\xE2\x80\x9D", 3);
    return aver_str_of("", 0);
}

/* A plain word, or punctuation. What cannot be told from the notation (a
 * space, a control character) never is: normalised words have none. */
static aver_str
plain_text(const aver_unit *unit, const aver_words *words)
{
    const aver_token *token = &words->tokens[unit->tokens.start];
    aver_str quote = aver_quote_text(token);

    return quote.len ? quote : token->fold;
}

/* Writes a unit into room enough; the end of it. */
static char *
put_unit(const aver_work *work, const aver_unit *unit, const aver_words *words,
         char *to)
{
    const aver_feats *shown = &work->rules->symbols.shown;

    if (unit->kind == AVER_NO_SYMBOL) {
        to = put(to, plain_text(unit, words));
        *to++ = ' ';
        return to;
    }
    *to++ = AVER_UNIT_BYTE;
    *to++ = (char)aver_unit_byte(unit->kind);
    *to++ = unit->mark;
    for (unsigned w = 0; w < AVER_FEATS_MOST / 64; w++)
        for (uint64_t left = unit->feats.w[w] & shown->w[w]; left;
             left &= left - 1)
            *to++ = (char)aver_unit_byte(w * 64 +
                                         (unsigned)__builtin_ctzll(left));
    if (is_literal(work, unit->word)) {
        *to++ = '=';
        to = put(to, words->tokens[unit->tokens.start].fold);
    }
    *to++ = ' ';
    return to;
}

void
aver_view_render(aver_work *work, aver_view *view, const aver_words *words)
{
    enum { LEAST = AVER_FEATS_SHOWN + 8 };
    const aver_unit *units = view->units.at;
    char *at;

    view->text.n = view->starts.n = 0;
    view->marks.trigger = view->marks.people = UINT32_MAX;
    view->version = ++work->tools->versions;
    AVER_VEC_ROOM(work->arena, &view->starts, view->units.n);
    for (size_t i = 0; i < view->units.n; i++) {
        size_t n = words->tokens[units[i].tokens.start].fold.len + LEAST;
        AVER_VEC_ROOM(work->arena, &view->text, view->text.n + n);
        view->starts.at[view->starts.n++] = (uint32_t)view->text.n;
        at = view->text.at + view->text.n;
        view->text.n += (size_t)(put_unit(work, &units[i], words, at) - at);
    }
}

static void
spell(aver_work *work, spelling *out, const char *text, size_t len)
{
    AVER_VEC_ROOM(work->arena, out, out->n + len);
    memcpy(out->at + out->n, text, len);
    out->n += len;
}

static void
spell_unit(aver_work *work, const aver_unit *unit, const aver_words *words,
           spelling *out)
{
    const aver_symbols *symbols = &work->rules->symbols;
    aver_str word = plain_text(unit, words);
    const char *kind;

    if (unit->kind == AVER_NO_SYMBOL) {
        spell(work, out, word.ptr, word.len);
        spell(work, out, " ", 1);
        return;
    }
    kind = symbols->kinds.at[unit->kind];
    spell(work, out, kind, strlen(kind));
    for (unsigned f = 0; f < symbols->feats.n; f++)
        if (aver_feats_has(&unit->feats, f)) {
            spell(work, out, ".", 1);
            spell(work, out, symbols->feats.at[f],
                  strlen(symbols->feats.at[f]));
        }
    if (is_literal(work, unit->word)) {
        spell(work, out, "=", 1);
        spell(work, out, word.ptr, word.len);
    }
    spell(work, out, " ", 1);
}

aver_str
aver_view_spell(aver_work *work, const aver_view *view,
                const aver_words *words, aver_span units)
{
    spelling out = {NULL, 0, 0};

    for (uint32_t i = units.start; i < units.end && i < view->units.n; i++)
        spell_unit(work, &view->units.at[i], words, &out);
    return aver_str_of(out.at ? out.at : "", out.n);
}

void
aver_view_mark(aver_view *view, size_t unit, char mark)
{
    char *at = view->text.at + view->starts.at[unit];

    view->units.at[unit].mark = mark;
    if (view->marks.trigger == unit)
        view->marks.trigger = UINT32_MAX;
    if (view->marks.people == unit)
        view->marks.people = UINT32_MAX;
    if (mark == AVER_MARK_TRIGGER)
        view->marks.trigger = (uint32_t)unit;
    if (mark == AVER_MARK_PEOPLE)
        view->marks.people = (uint32_t)unit;
    if (at[0] == AVER_UNIT_BYTE)
        at[2] = mark;
}

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
                    is_literal(work, unit->word);
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
    index_view(work, view);
    for (size_t i = 0; i < rule->requires.n; i++)
        if (!aver_index_has(
                &work->index, view->marks,
                &work->rules->reaches.sets.at[rule->requires.at[i].set]))
    return &rule->requires.at[i];
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
