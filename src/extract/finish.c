/* A claim's columns. */
#include <stdio.h>

#include "extract/context.h"
#include "extract/ctx_date.h"

enum { ID_DIGITS = 12, DEEPEST = 12 };

static const aver_str nothing = {"", 0};

static aver_str
put_number(aver_document *document, int64_t value)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%lld", (long long)value);

    return aver_str_of(aver_arena_copy(document->work->arena, text, (size_t)n),
                       (size_t)n);
}

static const aver_unit *
unit_at(const aver_sentence *sentence, uint32_t unit)
{
    return &sentence->view.units.at[unit];
}

static aver_str
slice(aver_document *document, const aver_sentence *sentence, aver_span tokens)
{
    if (tokens.end <= tokens.start)
        return nothing;
    return aver_document_slice(document,
                               aver_sentence_original(sentence, tokens));
}

/* A capture of the unit, or of what it was made from. */
static const aver_capture *
deep_capture(const aver_unit *unit, uint16_t slot)
{
    for (int i = 0; unit && i < DEEPEST; i++) {
        const aver_capture *found = aver_unit_capture(unit, slot);
        const aver_capture *from;
        if (found)
            return found;
        if (!unit->rule || unit->rule->emit_from == AVER_NO_SYMBOL)
            return NULL;
        from = aver_unit_capture(unit, unit->rule->emit_from);
        unit = from ? from->first : NULL;
    }
    return NULL;
}

static const aver_setting *
deep_setting(const aver_rules *rules, const aver_unit *unit, uint16_t slot)
{
    for (int i = 0; unit && unit->rule && i < DEEPEST; i++) {
        const aver_capture *from;
        for (uint32_t k = unit->rule->sets.start; k < unit->rule->sets.end;
             k++)
            if (rules->settings.at[k].slot == slot)
                return &rules->settings.at[k];
        if (unit->rule->emit_from == AVER_NO_SYMBOL)
            return NULL;
        from = aver_unit_capture(unit, unit->rule->emit_from);
        unit = from ? from->first : NULL;
    }
    return NULL;
}

/* The first part that is a list of names, or 0. */
static uint32_t
first_list(const aver_unit *unit)
{
    for (uint32_t i = 0; i < unit->n_parts; i++)
        if (aver_unit_has(&unit->parts[i], AVER_FEAT_NAMES))
            return i;
    return 0;
}

/* How many names a list holds: the topmost units that are one name. What only
 * describes a list within it, in front of it, names nobody. */
static int64_t
count_names(const aver_unit *unit)
{
    int64_t n = 0;

    if (aver_unit_has(unit, AVER_FEAT_NAME))
        return 1;
    for (uint32_t i = first_list(unit); i < unit->n_parts; i++)
        n += count_names(&unit->parts[i]);
    return n;
}

/* Of a list with asides between its names: the first and the last. */
static int64_t
count_ends(const aver_unit *unit)
{
    const aver_capture *first = deep_capture(unit, AVER_SLOT_FIRST);
    const aver_capture *last = deep_capture(unit, AVER_SLOT_LAST);

    return (first ? count_names(first->first) : 0) +
           (last ? count_names(last->first) : 0);
}

/* "all but two of the 75" */
static int64_t
less_of(const aver_claim *claim, int64_t most)
{
    const aver_capture *less;

    if (claim->people == AVER_NO_UNIT)
        return 0;
    less = deep_capture(unit_at(claim->sentence, claim->people),
                        AVER_SLOT_LESS);
    return less && less->first->count && less->first->count->lo < most
               ? less->first->count->lo
               : 0;
}

static void
put_count(aver_document *document, aver_claim *claim, const aver_unit *unit)
{
    const aver_count *count = unit->count;

    if (!count)
        return;
    claim->columns[AVER_COL_COUNT] = put_number(
        document, count->lo - less_of(claim, count->lo));
    if (count->has_hi)
        claim->columns[AVER_COL_COUNT_MAX] = put_number(document, count->hi);
    claim->columns[AVER_COL_COUNT_MOD] = count->mod;
    claim->columns[AVER_COL_COUNT_TEXT] = slice(document, claim->sentence,
                                                unit->tokens);
}

/* The unit that says how many: the rule's capture, or the people's own. */
static const aver_unit *
count_unit(const aver_claim *claim)
{
    const aver_fill *fill = &claim->fills[AVER_SLOT_COUNT];
    const aver_unit *people;
    const aver_capture *own;

    if (fill->rule && fill->units.start != AVER_NO_UNIT) {
        people = unit_at(claim->sentence, fill->units.start);
        own = people->count ? NULL : deep_capture(people, AVER_SLOT_COUNT);
        return own ? own->first : people;
    }
    if (claim->people == AVER_NO_UNIT)
        return NULL;
    people = unit_at(claim->sentence, claim->people);
    own = deep_capture(people, AVER_SLOT_COUNT);
    if (own)
        return own->first;
    return people->count ? people : NULL;
}

static void
finish_count(aver_document *document, aver_claim *claim)
{
    const aver_rules *rules = document->work->rules;
    const aver_fill *fill = &claim->fills[AVER_SLOT_COUNT];
    const aver_unit *count = count_unit(claim), *people;
    const aver_setting *set;

    if (count && count->count) {
        put_count(document, claim, count);
        return;
    }
    if (fill->rule && fill->text.len) {
        claim->columns[AVER_COL_COUNT] = fill->text;
        return;
    }
    if (claim->people == AVER_NO_UNIT)
        return;
    people = unit_at(claim->sentence, claim->people);
    set = deep_setting(rules, people, AVER_SLOT_NAMELIST);
    if (set) {
        int64_t n = aver_str_is(aver_text_of(&rules->texts, set->value),
                                "ends")
                        ? count_ends(people)
                        : count_names(people);
        claim->columns[AVER_COL_COUNT] = put_number(document, n);
        return;
    }
    set = deep_setting(rules, people, AVER_SLOT_COUNT);
    if (set)
        claim->columns[AVER_COL_COUNT] = aver_text_of(&rules->texts,
                                                      set->value);
}

/* Of one person the name, where a rule tells it apart. */
static aver_span
tokens_of(const aver_referent *who)
{
    const aver_unit *first = unit_at(who->sentence, who->units.start);
    const aver_unit *last = unit_at(who->sentence, who->units.end - 1);
    const aver_capture *name = first == last
                                   ? deep_capture(first, AVER_SLOT_WHO)
                                   : NULL;

    if (name && aver_unit_has(first, AVER_FEAT_NAME))
        return aver_span_of(name->first->tokens.start,
                            name->first[name->n - 1].tokens.end);
    return aver_span_of(first->tokens.start, last->tokens.end);
}

/* The words for the people without the count in front of them. */
static aver_span
people_tokens(const aver_unit *people)
{
    const aver_capture *who = deep_capture(people, AVER_SLOT_WHO);
    const aver_capture *count = deep_capture(people, AVER_SLOT_COUNT);
    aver_span at = people->tokens;

    if (who) {
        const aver_unit *last = who->first + who->n - 1;
        return aver_span_of(who->first->tokens.start, last->tokens.end);
    }
    if (people->count && !people->n_captures)
        at.start = at.end;
    else if (count && count->first->tokens.end <= at.end)
        at.start = count->first->tokens.end;
    return at;
}

static int
is_quoted(aver_document *document, const aver_claim *claim, uint32_t unit)
{
    const aver_sentence *sentence = claim->sentence;
    uint32_t token = unit_at(sentence, unit)->tokens.start;

    return aver_paragraph_quote(document, sentence->paragraph,
                                sentence->words.tokens[token].at.start) !=
           NULL;
}

/* 0: a pronoun of which nobody can say who it is. In somebody's words it may
 * be anybody. */
static int
finish_people(aver_document *document, aver_claim *claim)
{
    aver_referent who = {claim->sentence, {claim->people, claim->people + 1}};
    const aver_fill *fill = &claim->fills[AVER_SLOT_WHO];

    if (claim->people == AVER_NO_UNIT)
        return 1;
    if (aver_unit_has(unit_at(claim->sentence, claim->people),
                      AVER_FEAT_PRON)) {
        if (!is_quoted(document, claim, claim->people))
            who = aver_resolve_people(document, who);
        else
            who.sentence = NULL;
        if (!who.sentence)
            return 0;
        claim->columns[AVER_COL_PEOPLE] = slice(document, who.sentence,
                                                tokens_of(&who));
        return 1;
    }
    claim->columns[AVER_COL_PEOPLE] = slice(
        document, claim->sentence,
        people_tokens(unit_at(claim->sentence, claim->people)));
    /* A bare number: who they are, the rule says ("5 and 33 prisoners"). */
    if (!claim->columns[AVER_COL_PEOPLE].len && fill->rule &&
        fill->units.start != AVER_NO_UNIT)
        claim->columns[AVER_COL_PEOPLE] = slice(
            document, claim->sentence,
            people_tokens(unit_at(claim->sentence, fill->units.start)));
    return 1;
}

static aver_tense
tense_of(const aver_claim *claim)
{
    const aver_unit *trigger = unit_at(claim->sentence, claim->trigger);
    aver_str status = claim->columns[AVER_COL_STATUS];

    if (aver_unit_has(trigger, AVER_FEAT_FUTURE))
        return AVER_TENSE_FUTURE;
    if (aver_unit_has(trigger, AVER_FEAT_PAST))
        return AVER_TENSE_PAST;
    return aver_str_is(status, "planned") || aver_str_is(status, "demanded")
               ? AVER_TENSE_FUTURE
               : AVER_TENSE_PAST;
}

static const aver_unit *
date_unit(const aver_sentence *sentence, aver_span units)
{
    for (uint32_t i = units.start; i < units.end; i++)
        if (unit_at(sentence, i)->date)
            return unit_at(sentence, i);
    return NULL;
}

static void
finish_date(aver_document *document, aver_claim *claim,
            const aver_referent *said)
{
    const aver_fill *fill = &claim->fills[AVER_SLOT_DATE];
    const aver_unit *unit;

    if (!claim->sentence || !fill->rule || fill->units.start == AVER_NO_UNIT)
        return;
    if (said->sentence && said->sentence == claim->sentence &&
        aver_span_overlaps(said->units, fill->units))
        return;
    unit = date_unit(claim->sentence, fill->units);
    if (!unit)
        return;
    claim->columns[AVER_COL_DATE] = aver_date_in_text(
        document, claim->sentence, unit, tense_of(claim));
    claim->columns[AVER_COL_DATE_TEXT] = slice(document, claim->sentence,
                                               unit->tokens);
}

/* Country and role of what is named: a code that has both, else a country's
 * and a role's, put together. */
typedef struct {
    aver_str whole, country, role;
    int rivals; /* two countries: "Russia and Belarus" */
} codes;

static void
gather_codes(const aver_document *document, const aver_unit *unit, codes *out)
{
    aver_str code = nothing;
    uint16_t role = document->work->tools->role_feat;

    if (unit->n_parts) {
        for (uint32_t i = 0; i < unit->n_parts; i++)
            gather_codes(document, &unit->parts[i], out);
        return;
    }
    if (!unit->attrs || !unit->attrs->code.len)
        return;
    code = aver_text_of(&document->work->rules->texts, unit->attrs->code);
    if (unit->kind == AVER_KIND_ROLE ||
        (role != AVER_NO_SYMBOL && aver_feats_has(&unit->feats, role))) {
        if (!out->role.len)
            out->role = code;
    } else if (code.len > 3) {
        if (!out->whole.len)
            out->whole = code;
    } else if (!out->country.len) {
        out->country = code;
    } else if (!aver_str_same(out->country, code)) {
        out->rivals = 1;
    }
}

static aver_str
code_of(aver_document *document, const aver_referent *who)
{
    codes found = {{"", 0}, {"", 0}, {"", 0}, 0};
    char text[32];
    int n;

    for (uint32_t i = who->units.start; i < who->units.end; i++)
        gather_codes(document, unit_at(who->sentence, i), &found);
    if (found.whole.len)
        return found.whole;
    if (found.rivals)
        return nothing;
    n = snprintf(text, sizeof text, "%.*s%.*s", (int)found.country.len,
                 found.country.ptr, (int)found.role.len, found.role.ptr);
    if (n < 0 || (size_t)n >= sizeof text)
        return nothing;
    return aver_str_of(aver_arena_copy(document->work->arena, text, (size_t)n),
                       (size_t)n);
}

static void
finish_name(aver_document *document, aver_claim *claim, aver_referent who,
            aver_column name, int code)
{
    who = name == AVER_COL_ACTOR
              ? aver_resolve_actor(document, who,
                                   claim->columns[AVER_COL_PEOPLE])
              : aver_resolve(document, who);
    if (!who.sentence)
        return;
    claim->columns[name] = slice(document, who.sentence, tokens_of(&who));
    if (code >= 0)
        claim->columns[code] = code_of(document, &who);
}

static aver_referent
filled(const aver_claim *claim, uint16_t slot)
{
    const aver_fill *fill = &claim->fills[slot];
    aver_referent who = {claim->sentence, fill->units};

    if (!fill->rule || fill->units.start == AVER_NO_UNIT)
        who.sentence = NULL;
    return who;
}

static void
finish_names(aver_document *document, aver_claim *claim)
{
    finish_name(document, claim, filled(claim, AVER_SLOT_ACTOR),
                AVER_COL_ACTOR, AVER_COL_ACTOR_CODE);
    finish_name(document, claim, filled(claim, AVER_SLOT_MEDIATOR),
                AVER_COL_MEDIATOR, -1);
    finish_name(document, claim, filled(claim, AVER_SLOT_PLACE),
                AVER_COL_PLACE, -1);
}

static void
finish_source(aver_document *document, aver_claim *claim)
{
    aver_referent said = {NULL, {0, 0}};
    aver_referent who = filled(claim, AVER_SLOT_SOURCE);

    if (claim->fills[AVER_SLOT_SAID].rule)
        said = filled(claim, AVER_SLOT_SAID);
    if (!claim->fills[AVER_SLOT_SOURCE].rule)
        who = aver_speaker(document, claim->sentence, claim->trigger, &said);
    finish_name(document, claim, who, AVER_COL_SOURCE, AVER_COL_SOURCE_CODE);
    if (said.sentence) {
        const aver_unit *unit = date_unit(said.sentence, said.units);
        if (unit)
            claim->columns[AVER_COL_SAID] = aver_date_in_text(
                document, said.sentence, unit, AVER_TENSE_PAST);
    }
    finish_date(document, claim, &said);
}

static aver_str
fixed(const aver_claim *claim, uint16_t slot, aver_str otherwise)
{
    const aver_fill *fill = &claim->fills[slot];

    return fill->rule && fill->text.len ? fill->text : otherwise;
}

aver_str
aver_claim_event(const aver_document *document, const aver_claim *claim)
{
    const aver_texts *texts = &document->work->rules->texts;
    const aver_attrs *own = unit_at(claim->sentence, claim->trigger)->attrs;

    return fixed(claim, AVER_SLOT_EVENT,
                 own ? aver_text_of(texts, own->event) : nothing);
}

aver_str
aver_claim_status(const aver_document *document, const aver_claim *claim)
{
    const aver_texts *texts = &document->work->rules->texts;
    const aver_attrs *own = unit_at(claim->sentence, claim->trigger)->attrs;

    return fixed(claim, AVER_SLOT_STATUS,
                 own && own->status.len ? aver_text_of(texts, own->status)
                                        : aver_str_z("actual"));
}

static void
finish_fixed(const aver_document *document, aver_claim *claim)
{
    claim->columns[AVER_COL_EVENT] = aver_claim_event(document, claim);
    claim->columns[AVER_COL_STATUS] = aver_claim_status(document, claim);
    claim->columns[AVER_COL_KIND] = fixed(claim, AVER_SLOT_KIND, nothing);
    claim->columns[AVER_COL_RULE] = aver_text_of(&document->work->rules->texts,
                                                 claim->rule->id);
}

static uint64_t
hash_more(uint64_t hash, aver_str text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
    return (hash ^ 0xFF) * UINT64_C(0x100000001b3);
}

/* FNV-1a over the document's name, the place and the slots, but not the rule:
 * a better rule that finds the same claim leaves its id. */
static void
finish_id(aver_document *document, aver_claim *claim)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    char text[ID_DIGITS + 8];

    for (int i = 0; i < AVER_COLUMNS; i++)
        if (i != AVER_COL_ID && i != AVER_COL_RULE)
            hash = hash_more(hash, claim->columns[i]);
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    snprintf(text, sizeof text, "%012llx", (unsigned long long)(hash >> 16));
    claim->columns[AVER_COL_ID] = aver_str_of(
        aver_arena_copy(document->work->arena, text, ID_DIGITS), ID_DIGITS);
}

static void
finish_evidence(aver_document *document, aver_claim *claim)
{
    aver_span all = {0, (uint32_t)claim->sentence->words.n_tokens};
    aver_span at = aver_sentence_original(claim->sentence, all);

    claim->columns[AVER_COL_START] = put_number(
        document, (int64_t)document->base + at.start);
    claim->columns[AVER_COL_END] = put_number(
        document, (int64_t)document->base + at.end);
    claim->columns[AVER_COL_TEXT] = aver_document_slice(document, at);
}

int
aver_claim_is_dropped(const aver_document *document, const aver_claim *claim)
{
    const aver_fill *fill = &claim->fills[AVER_SLOT_DROP];
    if (!fill->rule)
        return 0;
    return !aver_str_is(fill->text, "doubt") || !document->found.about;
}

int
aver_claim_finish(aver_document *document, aver_claim *claim, aver_str doc)
{
    if (aver_claim_is_dropped(document, claim))
        return 0;
    for (int i = 0; i < AVER_COLUMNS; i++)
        claim->columns[i] = nothing;
    claim->columns[AVER_COL_DOC] = doc;
    finish_fixed(document, claim);
    if (!claim->columns[AVER_COL_EVENT].len)
        return 0;
    finish_count(document, claim);
    if (!finish_people(document, claim))
        return 0;
    finish_names(document, claim);
    finish_source(document, claim);
    finish_evidence(document, claim);
    finish_id(document, claim);
    return 1;
}
