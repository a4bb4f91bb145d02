#include "extract/whynot.h"

#include <stdio.h>

#include "rules/lines.h"

/* Compiled for one look, and let go before anything else is allocated. */
static int
matches(aver_work *work, const aver_view *view, const char *regex, size_t len,
        aver_span *bytes)
{
    const aver_rendering *text = aver_view_write(work, view);
    aver_err err = {0};
    size_t where;
    int found = AVER_RX_NONE;
    aver_rx *rx = aver_rx_probe(work->rules->mem, regex, len, &where, &err);

    if (rx)
        found = aver_rx_match(rx, work->tools->scratch, text->text.at,
                              text->text.n, 0, bytes);
    aver_rx_free(rx);
    if (found == AVER_RX_MEMORY || err.code == AVER_ERR_MEMORY)
        longjmp(*work->arena->on_oom, 1);
    return found == AVER_RX_FOUND;
}

static const aver_step *
steps_of(const aver_work *work, const aver_rule *rule)
{
    return work->rules->steps.at + rule->steps.start;
}

/* The regex of the elements [from, to) alone. */
static aver_str
prefix(aver_work *work, const aver_rule *rule, size_t from, size_t to)
{
    static const char open[] = AVER_PATTERN_OPEN, close[] = AVER_PATTERN_CLOSE;
    const aver_step *steps = steps_of(work, rule);
    aver_str regex = aver_text_of(&work->rules->texts, rule->regex);
    size_t start = from ? steps[from - 1].regex : sizeof open - 1;
    size_t n = steps[to - 1].regex - start;
    char *out = aver_arena_get(work->arena, n + sizeof open + sizeof close);

    memcpy(out, open, sizeof open - 1);
    memcpy(out + sizeof open - 1, regex.ptr + start, n);
    memcpy(out + sizeof open - 1 + n, close, sizeof close - 1);
    return aver_str_of(out, n + sizeof open + sizeof close - 2);
}

/* The source of the elements [from, to) on one line. */
static aver_str
written(aver_work *work, const aver_rule *rule, size_t from, size_t to)
{
    const aver_step *steps = steps_of(work, rule);
    aver_str source = aver_text_of(&work->rules->texts, rule->source);
    uint32_t start = from ? steps[from - 1].source : 0;
    uint32_t end = to ? steps[to - 1].source : 0;
    char *out;

    if (to <= from)
        return aver_str_of("", 0);
    out = aver_arena_copy(work->arena, source.ptr + start, end - start);
    for (uint32_t i = 0; i < end - start; i++)
        if (out[i] == '\n')
            out[i] = ' ';
    return aver_str_trim(aver_str_of(out, end - start));
}

/* Number of the unit that holds byte `at` of the rendering. */
static uint32_t
unit_of(const aver_rendering *text, uint32_t at)
{
    uint32_t i = 0;

    while (i < text->starts.n && text->starts.at[i] < at)
        i++;
    return i;
}

static void
try_alternative(aver_work *work, const aver_view *view, const aver_rule *rule,
                size_t from, size_t to, aver_stop *best)
{
    const aver_rendering *text = aver_view_write(work, view);
    aver_span bytes[AVER_RX_GROUPS];

    for (size_t k = to; k > from && k - from > best->steps; k--) {
        aver_str regex = prefix(work, rule, from, k);
        if (!matches(work, view, regex.ptr, regex.len, bytes))
            continue;
        best->steps = k - from;
        best->of = to - from;
        best->units = aver_span_of(unit_of(text, bytes[0].start),
                                   unit_of(text, bytes[0].end));
        best->done = written(work, rule, from, k);
        best->next = written(work, rule, k, k < to ? k + 1 : k);
    }
    if (!best->of) {
        best->of = to - from;
        best->next = written(work, rule, from, from + 1);
    }
}

void
aver_stop_find(aver_work *work, const aver_view *view, const aver_rule *rule,
               aver_stop *out)
{
    size_t from = 0, n = rule->steps.end - rule->steps.start;

    memset(out, 0, sizeof *out);
    out->done = out->next = aver_str_of("", 0);
    out->matched = aver_view_match(work, view, rule, NULL, 0, &out->match);
    if (out->matched)
        return;
    for (size_t i = 0; i <= n; i++)
        if (i == n || steps_of(work, rule)[i].bar) {
            if (i > from)
                try_alternative(work, view, rule, from, i, out);
            from = i + 1;
        }
}

static void
name_kinds(const aver_symbols *symbols, const aver_kinds *kinds, char *out,
           size_t room)
{
    size_t n = 0;

    for (unsigned i = 0; i < symbols->kinds.n && n < room; i++)
        if (kinds->w[i / 64] >> i % 64 & 1) {
            int more = snprintf(out + n, room - n, "%s%s",
                                n ? " or " : "a unit of kind ",
                                symbols->kinds.at[i]);
            n += more > 0 ? (size_t)more : 0;
        }
}

/* What a set asks for: kinds, and the first feature; AVER_NO_SYMBOL: none. */
static uint16_t
gather_wanted(const aver_reaches *all, const aver_unit_set *set,
              aver_kinds *kinds)
{
    uint16_t feat = AVER_NO_SYMBOL;

    memset(kinds, 0, sizeof *kinds);
    for (uint32_t i = 0; i < set->n_parts; i++) {
        const uint16_t *with = all->parts.at[set->parts + i].with;
        if (with[0] < AVER_KINDS_MOST)
            kinds->w[with[0] / 64] |= (uint64_t)1 << with[0] % 64;
        if (with[1] != with[0] && feat == AVER_NO_SYMBOL)
            feat = (uint16_t)(with[1] - AVER_SYMBOL_FEATS);
    }
    for (uint32_t i = 0; i < set->n_blocks; i++) {
        aver_unit_block block = all->blocks.at[set->blocks + i];
        if (block.at < AVER_KINDS_MOST / 32)
            kinds->w[block.at / 2] |= (uint64_t)block.symbols
                                      << block.at % 2 * 32;
    }
    return feat;
}

static void
gather_kinds(const aver_view *view, aver_kinds *there)
{
    memset(there, 0, sizeof *there);
    for (size_t i = 0; i < view->units.n; i++) {
        uint16_t kind = view->units.at[i].kind;
        if (kind != AVER_NO_SYMBOL)
            there->w[kind / 64] |= (uint64_t)1 << kind % 64;
    }
}

int
aver_need_missing(aver_work *work, const aver_view *view,
                  const aver_rule *rule, char *out, size_t room)
{
    const aver_symbols *symbols = &work->rules->symbols;
    const aver_reaches *reaches = &work->rules->reaches;
    const aver_require *lacks = aver_view_lacks(work, view, rule);
    aver_kinds wanted, there;
    uint64_t any = 0, met = 0;
    uint16_t feat;

    if (!lacks)
        return 0;
    feat = gather_wanted(reaches, &reaches->sets.at[lacks->set], &wanted);
    gather_kinds(view, &there);
    for (int w = 0; w < AVER_KINDS_MOST / 64; w++) {
        any |= wanted.w[w];
        met |= wanted.w[w] & there.w[w];
    }
    if (any && !met)
        name_kinds(symbols, &wanted, out, room);
    else if (feat != AVER_NO_SYMBOL)
        snprintf(out, room, "a unit with the feature %s",
                 symbols->feats.at[feat]);
    else
        snprintf(out, room, "a word of its pattern");
    return 1;
}
