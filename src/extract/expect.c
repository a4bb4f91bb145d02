#include "extract/expect.h"

#include <stdio.h>

#include "extract/ctx_date.h"
#include "rules/lines.h"

static const aver_str nothing = {"", 0};

/* A value in quotation marks ends at one with white space behind it. */
static int
read_quoted(aver_str *text, aver_str *value)
{
    for (size_t i = 1; i < text->len; i++)
        if (text->ptr[i] == '"' &&
            (i + 1 == text->len || text->ptr[i + 1] == ' ')) {
            *value = aver_str_of(text->ptr + 1, i - 1);
            *text = aver_str_of(text->ptr + i + 1, text->len - i - 1);
            return 1;
        }
    return 0;
}

int
aver_expect_read(aver_arena *arena, aver_str text, aver_expectations *out)
{
    for (text = aver_str_trim(text); text.len; text = aver_str_trim(text)) {
        aver_expected one = {{"", 0}, {"", 0}};
        size_t n = 0;
        if (text.ptr[0] == '"') {
            if (!read_quoted(&text, &one.value))
                return 0;
            AVER_PUSH(arena, out, one);
            continue;
        }
        while (n < text.len && text.ptr[n] != ' ' && text.ptr[n] != '=')
            n++;
        one.key = aver_str_of(text.ptr, n);
        text = aver_str_of(text.ptr + n, text.len - n);
        if (text.len && text.ptr[0] == '=') {
            text = aver_str_of(text.ptr + 1, text.len - 1);
            if (text.len && text.ptr[0] == '"') {
                if (!read_quoted(&text, &one.value))
                    return 0;
            } else if (text.len && text.ptr[0] != ' ') {
                one.value = aver_str_word(&text);
            }
        } else if (n && one.key.ptr[0] >= 'A' && one.key.ptr[0] <= 'Z') {
            one.value = one.key;
            one.key = aver_str_of("@", 1);
        } else {
            one.value = aver_str_z("yes");
        }
        AVER_PUSH(arena, out, one);
    }
    return 1;
}

static aver_str
slice(const aver_product *self, aver_span tokens)
{
    if (tokens.end <= tokens.start)
        return nothing;
    return aver_document_slice(self->document,
                               aver_sentence_original(self->sentence, tokens));
}

static aver_str
slice_units(const aver_product *self, aver_span units)
{
    const aver_units *all = &self->sentence->view.units;

    if (units.start == AVER_NO_UNIT || units.end <= units.start)
        return nothing;
    return slice(self, aver_span_of(all->at[units.start].tokens.start,
                                    all->at[units.end - 1].tokens.end));
}

static aver_str
number(const aver_product *self, int64_t value)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%lld", (long long)value);

    return aver_str_of(
        aver_arena_copy(self->document->work->arena, text, (size_t)n),
        (size_t)n);
}

static aver_str
edtf(const aver_product *self, const aver_unit *unit, aver_tense tense)
{
    return aver_date_in_text(self->document, self->sentence, unit, tense);
}

/* Count and date of a unit; 0 if the key is neither. */
static int
get_value(const aver_product *self, aver_str key, aver_str wanted,
          aver_str *out)
{
    const aver_count *count = self->unit->count;

    if (aver_str_is(key, "date")) {
        if (self->unit->date) {
            *out = edtf(self, self->unit, AVER_TENSE_PAST);
            if (!aver_str_same(*out, wanted) &&
                aver_str_same(edtf(self, self->unit, AVER_TENSE_FUTURE),
                              wanted))
                *out = wanted;
        }
        return 1;
    }
    if (aver_str_is(key, "count")) {
        *out = count ? number(self, count->lo) : nothing;
        return 1;
    }
    if (aver_str_is(key, "count_max")) {
        *out = count && count->has_hi ? number(self, count->hi) : nothing;
        return 1;
    }
    if (aver_str_is(key, "count_mod")) {
        *out = count ? count->mod : nothing;
        return 1;
    }
    return 0;
}

static int
get_attr(const aver_product *self, aver_str key, aver_str *out)
{
    static const aver_attrs none = {0};
    const aver_attrs *attrs = self->unit->attrs ? self->unit->attrs : &none;
    const struct {
        const char *key;
        aver_text value;
    } texts[] = {{"event", attrs->event},
                 {"status", attrs->status},
                 {"code", attrs->code},
                 {"mod", attrs->mod},
                 {"name", attrs->name}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (aver_str_is(key, texts[i].key)) {
            *out = aver_text_of(&self->document->work->rules->texts,
                                texts[i].value);
            return 1;
        }
    if (!aver_str_is(key, "value"))
        return 0;
    *out = attrs->has_value ? number(self, attrs->value) : nothing;
    return 1;
}

/* feat=a,b,!c: `wanted` if all of them hold, else the features it has. */
static aver_str
get_feats(const aver_product *self, aver_str wanted)
{
    const aver_names *names = &self->document->work->rules->symbols.feats;
    aver_arena *arena = self->document->work->arena;
    AVER_VEC(char) list = {0};
    aver_str left = wanted;
    int all = 1;

    while (left.len) {
        size_t n = aver_str_find(left, ',');
        aver_str name = aver_str_of(left.ptr, n);
        int negated = n && name.ptr[0] == '!';
        uint16_t feat;
        name = aver_str_of(name.ptr + negated, name.len - (size_t)negated);
        feat = aver_names_find(names, name);
        all &= negated !=
               (feat != AVER_NO_SYMBOL && aver_unit_has(self->unit, feat));
        n += n < left.len;
        left = aver_str_of(left.ptr + n, left.len - n);
    }
    if (all)
        return wanted;
    for (unsigned i = 0; i < names->n; i++)
        if (aver_unit_has(self->unit, i)) {
            if (list.n)
                AVER_PUSH(arena, &list, ',');
            for (const char *c = names->at[i]; *c; c++)
                AVER_PUSH(arena, &list, *c);
        }
    return aver_str_of(list.at, list.n);
}

static int
get_unit(const aver_product *self, aver_str key, aver_str wanted,
         aver_str *out)
{
    const aver_symbols *symbols = &self->document->work->rules->symbols;
    const aver_capture *capture;
    uint16_t slot;

    if (!key.len) {
        *out = slice(self, self->unit->tokens);
        return 1;
    }
    if (aver_str_is(key, "@")) {
        *out = aver_str_z(symbols->kinds.at[self->unit->kind]);
        return 1;
    }
    if (aver_str_is(key, "feat")) {
        *out = get_feats(self, wanted);
        return 1;
    }
    if (get_value(self, key, wanted, out) || get_attr(self, key, out))
        return 1;
    slot = aver_names_find(&symbols->slots, key);
    if (slot == AVER_NO_SYMBOL)
        return 0;
    capture = aver_unit_capture(self->unit, slot);
    if (capture)
        *out = slice(self,
                     aver_span_of(capture->first->tokens.start,
                                  capture->first[capture->n - 1].tokens.end));
    return 1;
}

/* A name as it stands, or as what it stands for, if that is wanted. */
static aver_str
name_of(const aver_product *self, aver_span units, aver_str wanted)
{
    aver_referent who = {self->sentence, units};
    aver_str raw = slice_units(self, units);
    aver_product other = *self;
    aver_str resolved;

    if (units.start == AVER_NO_UNIT || aver_str_same(raw, wanted))
        return raw;
    who = aver_resolve(self->document, who);
    if (!who.sentence)
        return wanted.len ? raw : nothing;
    other.sentence = who.sentence;
    resolved = slice_units(&other, who.units);
    return aver_str_same(resolved, wanted) ? wanted : raw;
}

static int
get_attribution(const aver_product *self, aver_str key, aver_str wanted,
                aver_str *out)
{
    const aver_attribution *a = self->attribution;
    const aver_units *units = &self->sentence->view.units;

    if (aver_str_is(key, "source")) {
        *out = name_of(self, a->source, wanted);
    } else if (aver_str_is(key, "scope")) {
        *out = slice_units(self, a->scope);
    } else if (aver_str_is(key, "carry")) {
        *out = aver_str_z(a->carry ? "yes" : "");
    } else if (aver_str_is(key, "said")) {
        for (uint32_t i = a->said.start; i < a->said.end && !out->len; i++)
            if (units->at[i].date)
                *out = edtf(self, &units->at[i], AVER_TENSE_PAST);
    } else {
        return 0;
    }
    return 1;
}

static int
get_claim(const aver_product *self, aver_str key, aver_str *out)
{
    const aver_names *slots = &self->document->work->rules->symbols.slots;
    uint16_t slot = aver_names_find(slots, key);
    const aver_fill *fill;

    for (int i = 0; i < AVER_COLUMNS; i++)
        if (aver_str_is(key, aver_column_name((aver_column)i))) {
            *out = self->claim->columns[i];
            return 1;
        }
    if (slot >= AVER_SLOTS_KNOWN)
        return 0;
    fill = &self->claim->fills[slot];
    if (fill->rule)
        *out = slot == AVER_SLOT_DROP ? aver_str_z("yes")
               : fill->text.len       ? fill->text
                                      : slice_units(self, fill->units);
    return 1;
}

static aver_str
doc_date(const aver_product *self)
{
    aver_day day = self->document->work->date;
    char text[40];
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", (int)day.year,
                     (int)day.month, (int)day.day);

    return aver_str_of(
        aver_arena_copy(self->document->work->arena, text, (size_t)n),
        (size_t)n);
}

int
aver_product_get(const aver_product *self, aver_str key, aver_str wanted,
                 aver_str *out)
{
    *out = nothing;
    if (self->unit)
        return get_unit(self, key, wanted, out);
    if (self->attribution)
        return get_attribution(self, key, wanted, out);
    if (self->claim)
        return get_claim(self, key, out);
    if (!aver_str_is(key, "docdate") && !aver_str_is(key, "date"))
        return 0;
    *out = doc_date(self);
    return 1;
}
