#include "extract/value.h"

#include <stddef.h>

typedef AVER_VEC(aver_part) parts;

static aver_part_kind
part_kind(const aver_work *work, const aver_feats *feats)
{
    for (unsigned k = AVER_PART_FIGURE + 1; k < AVER_PART_KINDS_N; k++) {
        uint16_t feat = work->tools->part_feats[k];
        if (feat != AVER_NO_SYMBOL && aver_feats_has(feats, feat))
            return (aver_part_kind)k;
    }
    return AVER_PART_NONE;
}

static void
add_entry(aver_work *work, const aver_feats *feats, const aver_attrs *attrs,
          parts *out)
{
    aver_part part = {0};

    part.kind = part_kind(work, feats);
    if (attrs) {
        part.value = attrs->has_value ? attrs->value : 0;
        part.mod = aver_text_of(&work->rules->texts, attrs->mod);
    }
    if (part.kind != AVER_PART_NONE || part.mod.len)
        AVER_PUSH(work->arena, out, part);
}

/* What stands behind the digits of a figure: "k" of "10k". */
static void
add_rest(aver_work *work, aver_str rest, parts *out)
{
    const aver_lexicon *lexicon = &work->rules->lexicon;
    aver_token token = {.fold = rest, .flags = AVER_TOK_WORD};
    const aver_entry *entry;
    size_t n;

    if (rest.len > 1 && rest.ptr[0] == '-')
        rest = token.fold = aver_str_of(rest.ptr + 1, rest.len - 1);
    token.at = aver_span_of(0, (uint32_t)rest.len);
    token.hash = aver_token_hash(rest.ptr, rest.len);
    aver_lexicon_number(lexicon, &token, 1);
    entry = aver_lexicon_find(lexicon, rest, &token, 1, &n);
    if (entry)
        add_entry(work, aver_entry_feats(lexicon, entry),
                  aver_entry_attrs(lexicon, entry), out);
}

static void
add_leaf(aver_work *work, const aver_words *words, const aver_unit *unit,
         parts *out)
{
    aver_part part = {0};
    aver_str rest = {"", 0};

    if (unit->kind != AVER_KIND_NUM) {
        add_entry(work, &unit->feats, unit->attrs, out);
        return;
    }
    if (!aver_count_figure(words->tokens[unit->tokens.start].fold, &part,
                           &rest))
        return;
    AVER_PUSH(work->arena, out, part);
    if (rest.len)
        add_rest(work, rest, out);
}

static void
add_leaves(aver_work *work, const aver_words *words, const aver_unit *unit,
           parts *out)
{
    const aver_capture *hi = aver_unit_capture(unit, AVER_SLOT_HI);
    const aver_attrs *set = unit->rule
                                ? aver_rule_attrs(work->rules, unit->rule)
                                : NULL;

    if (unit->attrs && set && unit->attrs->mod.len && set->mod.len) {
        aver_part part = {.kind = AVER_PART_NONE};
        part.mod = aver_text_of(&work->rules->texts, unit->attrs->mod);
        AVER_PUSH(work->arena, out, part);
    }
    if (set && set->has_value) {
        aver_part part = {.kind = AVER_PART_UNIT, .value = set->value};
        AVER_PUSH(work->arena, out, part);
        return;
    }
    if (!unit->n_parts) {
        add_leaf(work, words, unit, out);
        return;
    }
    if (part_kind(work, &unit->feats) == AVER_PART_AGAIN)
        return;
    for (uint32_t i = 0; i < unit->n_parts; i++) {
        if (hi && hi->first == &unit->parts[i]) {
            aver_part to = {.kind = AVER_PART_TO};
            AVER_PUSH(work->arena, out, to);
        }
        add_leaves(work, words, &unit->parts[i], out);
    }
}

static void
compute_count(aver_work *work, const aver_words *words, aver_unit *unit)
{
    parts list = {0};
    aver_count value;
    aver_count *kept;

    unit->count = NULL;
    add_leaves(work, words, unit, &list);
    if (!list.n || !aver_count_of(list.at, list.n, &value))
        return;
    kept = AVER_NEW(work->arena, aver_count);
    *kept = value;
    unit->count = kept;
}

static int *
date_field(aver_date *date, aver_str name)
{
    static const struct {
        const char *name;
        size_t at;
    } fields[] = {
#define AVER_DATE_FIELD(name, about) {#name, offsetof(aver_date, name)},
        AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (aver_str_is(name, fields[i].name))
            return (int *)(void *)((char *)date + fields[i].at);
    return NULL;
}

static void
set_field(aver_date *date, const char *name, int64_t value)
{
    int *field = date_field(date, aver_str_z(name));

    if (field && value > AVER_DATE_NONE && value < 100000)
        *field = (int)value;
}

static void
take_capture(aver_work *work, aver_date *date, const aver_capture *capture)
{
    const aver_unit *unit = capture->first;
    const char *name = work->rules->symbols.slots.at[capture->slot];

    if (unit->count)
        set_field(date, name, unit->count->lo);
    else if (unit->attrs && unit->attrs->has_value)
        set_field(date, name, unit->attrs->value);
}

static void
compute_date(aver_work *work, aver_unit *unit)
{
    const aver_rules *rules = work->rules;
    aver_date *date = AVER_NEW(work->arena, aver_date);
    const aver_capture *base = aver_unit_capture(unit, AVER_SLOT_DATE);

    if (base && base->first->date)
        *date = *base->first->date;
    else
        aver_date_init(date);
    for (uint32_t i = 0; i < unit->n_captures; i++)
        take_capture(work, date, &unit->captures[i]);
    for (uint32_t i = unit->rule->sets.start; i < unit->rule->sets.end; i++)
        set_field(date, rules->symbols.slots.at[rules->settings.at[i].slot],
                  rules->settings.at[i].number);
    unit->date = date;
}

void
aver_value_compute(aver_work *work, const aver_words *words, aver_unit *unit)
{
    switch (unit->rule->value) {
    case AVER_VALUE_NONE:
        break;
    case AVER_VALUE_DATE:
        compute_date(work, unit);
        break;
    case AVER_VALUE_COUNT:
        compute_count(work, words, unit);
        break;
    }
}
