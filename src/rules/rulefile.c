#include "rules/rulefile.h"

#include "rules/lexfile.h"
#include "rules/lines.h"

typedef AVER_VEC(aver_piece) pieces;

typedef struct {
    aver_rules *rules;
    const char *path;
    aver_err *err;
    aver_lines lines;
    aver_str line;
    aver_pass pass;
    int has_pass;
    /* A pattern or macro that goes on in further lines. */
    AVER_VEC(char) text;
    pieces parts;
    aver_str macro; /* its name; empty: the rule's pattern */
    int open;
    /* The rule being read. */
    aver_rule rule;
    int has_rule, has_match;
    const char *rule_start;
    const char *rule_end; /* of its last line that is neither empty nor a
                           * comment */
    aver_attrs attrs;
    int has_attrs;
} reader;

static aver_status
fail(reader *self, const char *at, const char *what, aver_str name)
{
    return aver_err_at(self->err, AVER_ERR_RULES, self->path,
                       self->lines.number, aver_column_of(self->line, at),
                       "%s '%.*s'", what, (int)name.len, name.ptr);
}

static aver_text
kept(reader *self, aver_str text)
{
    return aver_texts_add(&self->rules->texts, &self->rules->arena, text);
}

static void
begin_text(reader *self, aver_str macro)
{
    memset(&self->text, 0, sizeof self->text);
    memset(&self->parts, 0, sizeof self->parts);
    self->macro = macro;
    self->open = 1;
}

static void
add_text(reader *self, aver_str text)
{
    aver_piece piece = {
        (uint32_t)self->text.n,
        {self->lines.number, aver_column_of(self->line, text.ptr)}};
    aver_arena *arena = &self->rules->arena;

    AVER_PUSH(arena, &self->parts, piece);
    for (size_t i = 0; i < text.len; i++)
        AVER_PUSH(arena, &self->text, text.ptr[i]);
    AVER_PUSH(arena, &self->text, '\n');
}

static aver_source
taken_text(reader *self)
{
    aver_source source = {aver_str_of(self->text.at, self->text.n),
                          self->parts.at, self->parts.n};

    self->open = 0;
    return source;
}

static void
bind_group(void *ctx, const char *name, unsigned group)
{
    reader *self = ctx;
    uint16_t slot = aver_names_add(&self->rules->arena,
                                   &self->rules->symbols.slots,
                                   aver_str_z(name), AVER_SLOTS_MOST);

    self->rule.groups[group] = slot;
    self->rule.fills[slot / 64] |= (uint64_t)1 << slot % 64;
    if (group >= self->rule.n_groups)
        self->rule.n_groups = group + 1;
}

static aver_status
compile_match(reader *self, const aver_source *source)
{
    aver_rules *rules = self->rules;
    aver_pattern_env env = {&rules->arena,  &rules->symbols, &rules->lexicon,
                            &rules->macros, &rules->reaches, self->path};
    aver_err why = {0};
    aver_pattern pattern;
    size_t where = 0;
    aver_rx *rx;
    aver_status s = aver_pattern_compile(&env, source, &pattern, self->err);

    if (s != AVER_OK)
        return s;
    self->rule.source = kept(self, source->text);
    self->rule.requires.start = (uint32_t)rules->requires.n;
    for (size_t i = 0; i < pattern.requires.n; i++)
        AVER_PUSH(&rules->arena, &rules->requires, pattern.requires.at[i]);
    self->rule.requires.end = (uint32_t)rules->requires.n;
    self->rule.reach = pattern.reach;
    self->rule.regex = kept(self, pattern.regex);
    self->rule.n_macros = (uint32_t)rules->macros.n;
    self->rule.steps.start = (uint32_t)rules->steps.n;
    for (size_t i = 0; i < pattern.n_steps; i++)
        AVER_PUSH(&rules->arena, &rules->steps, pattern.steps[i]);
    self->rule.steps.end = (uint32_t)rules->steps.n;
    for (size_t i = 0; i < AVER_RX_GROUPS; i++)
        self->rule.groups[i] = AVER_NO_SYMBOL;
    AVER_VEC_ROOM(&rules->arena, &rules->rxs, rules->rxs.n + 1);
    rx = aver_rx_new(rules->mem, pattern.regex.ptr, pattern.regex.len, &where,
                     &why);
    if (!rx) {
        aver_place at =
            pattern.places[where < pattern.regex.len ? where
                                                     : pattern.regex.len - 1];
        return aver_err_at(self->err, why.code, self->path, at.line, at.column,
                           "%s", why.message);
    }
    rules->rxs.at[rules->rxs.n++] = rx;
    self->rule.rx = (uint32_t)rules->rxs.n;
    aver_rx_set_number(rx, self->rule.rx);
    aver_rx_names(rx, bind_group, self);
    self->has_match = 1;
    return AVER_OK;
}

/* The pattern or macro that was being read is complete. */
static aver_status
end_text(reader *self)
{
    aver_source source;
    aver_macro macro;

    if (!self->open)
        return AVER_OK;
    source = taken_text(self);
    if (!self->macro.len)
        return compile_match(self, &source);
    macro.name = self->macro;
    macro.body = source;
    macro.file = self->path;
    AVER_PUSH(&self->rules->arena, &self->rules->macros, macro);
    return AVER_OK;
}

static aver_status
end_rule(reader *self)
{
    aver_arena *arena = &self->rules->arena;
    aver_status s = end_text(self);

    if (s != AVER_OK || !self->has_rule)
        return s;
    self->has_rule = 0;
    if (!self->has_match && self->pass.type != AVER_PASS_CHECK)
        return aver_err_at(self->err, AVER_ERR_RULES, self->path,
                           self->rule.place.line, self->rule.place.column,
                           "rule '%s' has no match",
                           aver_rule_id(self->rules, &self->rule));
    self->rule.text = kept(
        self, aver_str_of(self->rule_start,
                          (size_t)(self->rule_end - self->rule_start)));
    self->rule.sets.end = (uint32_t)self->rules->settings.n;
    self->rule.examples.end = (uint32_t)self->rules->examples.n;
    if (self->has_attrs)
        self->rule.attrs = 1 + aver_lexicon_add_attrs(&self->rules->lexicon,
                                                      &self->attrs);
    AVER_PUSH(arena, &self->pass.rules, self->rule);
    self->rules->n_rules++;
    return AVER_OK;
}

static aver_status
begin_rule(reader *self, aver_str rest)
{
    aver_str id = aver_str_word(&rest);
    aver_status s = end_rule(self);

    if (s != AVER_OK)
        return s;
    if (!self->has_pass)
        return fail(self, id.ptr, "no @pass stands before rule", id);
    if (!id.len)
        return fail(self, self->line.ptr, "a rule needs an id:", self->line);
    memset(&self->rule, 0, sizeof self->rule);
    memset(&self->attrs, 0, sizeof self->attrs);
    self->has_attrs = self->has_match = 0;
    self->has_rule = 1;
    self->rule.id = kept(self, id);
    self->rule.file = kept(self, aver_str_z(self->path));
    self->rule.sets.start = (uint32_t)self->rules->settings.n;
    self->rule.examples.start = (uint32_t)self->rules->examples.n;
    self->rule_start = self->line.ptr;
    self->rule.place.line = self->lines.number;
    self->rule.place.column = aver_column_of(self->line, id.ptr);
    self->rule.emit_kind = self->rule.emit_from = AVER_NO_SYMBOL;
    return AVER_OK;
}

/* emit KIND [from NAME] [with NAME …] [+feat …] [-feat …] */
static aver_status
read_emit(reader *self, aver_str rest)
{
    aver_symbols *symbols = &self->rules->symbols;
    aver_arena *arena = &self->rules->arena;
    aver_str kind = aver_str_word(&rest);

    self->rule.emit_kind = aver_names_add(arena, &symbols->kinds, kind,
                                          AVER_KINDS_MOST);
    if (!kind.len || self->rule.emit_kind == AVER_NO_SYMBOL)
        return fail(self, kind.ptr, "no room for a kind", kind);
    while (rest.len) {
        aver_str word = aver_str_word(&rest);
        aver_str name = {word.ptr + 1, word.len - 1};
        if (word.len == 1)
            return fail(self, word.ptr, "a feature's name is missing:", word);
        if (aver_str_is(word, "from")) {
            name = aver_str_word(&rest);
            self->rule.emit_from = aver_names_add(arena, &symbols->slots, name,
                                                  AVER_SLOTS_MOST);
        } else if (aver_str_is(word, "with")) {
            uint16_t slot;
            name = aver_str_word(&rest);
            slot = aver_names_add(arena, &symbols->slots, name,
                                  AVER_SLOTS_MOST);
            if (slot == AVER_NO_SYMBOL)
                return fail(self, word.ptr, "too many captures:", name);
            self->rule.emit_with[slot / 64] |= (uint64_t)1 << slot % 64;
        } else if (word.ptr[0] == '+' || word.ptr[0] == '-') {
            uint16_t feat = aver_names_add(arena, &symbols->feats, name,
                                           AVER_FEATS_MOST);
            if (feat == AVER_NO_SYMBOL)
                return fail(self, word.ptr, "too many features:", name);
            aver_feats_add(
                word.ptr[0] == '+' ? &self->rule.add : &self->rule.drop, feat);
        } else {
            return fail(self, word.ptr,
                        "from, with, +feature or -feature, not", word);
        }
    }
    return AVER_OK;
}

static aver_status
read_set(reader *self, aver_str rest)
{
    aver_rules *rules = self->rules;

    while (rest.len) {
        aver_str word = aver_str_word(&rest);
        size_t eq = aver_str_find(word, '=');
        aver_str key = aver_str_of(word.ptr, eq), value;
        aver_setting set = {0};
        if (eq == word.len)
            return fail(self, word.ptr, "'slot=value' is expected, not", word);
        value = aver_str_of(word.ptr + eq + 1, word.len - eq - 1);
        set.value = kept(self, value);
        (void)aver_str_number(value, &set.number);
        if (aver_attrs_set(rules, &self->attrs, &self->rule.add, key, value))
            self->has_attrs = 1;
        set.slot = aver_names_add(&rules->arena, &rules->symbols.slots, key,
                                  AVER_SLOTS_MOST);
        if (set.slot == AVER_NO_SYMBOL)
            return fail(self, word.ptr, "too many slots:", key);
        self->rule.fills[set.slot / 64] |= (uint64_t)1 << set.slot % 64;
        AVER_PUSH(&rules->arena, &rules->settings, set);
    }
    return AVER_OK;
}

static aver_status
read_value(reader *self, aver_str rest)
{
    if (aver_str_is(rest, "date"))
        self->rule.value = AVER_VALUE_DATE;
    else if (aver_str_is(rest, "count"))
        self->rule.value = AVER_VALUE_COUNT;
    else
        return fail(self, rest.ptr, "date or count, not", rest);
    return AVER_OK;
}

/* `"sentence" -> expectation`; the sentence ends at the last quotation mark
 * in front of the arrow, so it may hold others. */
static aver_status
read_example(reader *self, char sign, aver_str rest)
{
    aver_example example = {0};
    aver_str sentence;
    size_t cut = rest.len, end;

    for (size_t i = 0; i + 1 < rest.len; i++)
        if (rest.ptr[i] == '-' && rest.ptr[i + 1] == '>' && i &&
            rest.ptr[i - 1] == ' ')
            cut = i;
    example.sign = sign;
    sentence = aver_str_trim(aver_str_of(rest.ptr, cut));
    end = sentence.len;
    if (end < 2 || sentence.ptr[0] != '"' || sentence.ptr[end - 1] != '"')
        return fail(self, rest.ptr, "a sentence in quotation marks, not",
                    rest);
    example.sentence = kept(self, aver_str_of(sentence.ptr + 1, end - 2));
    if (cut < rest.len)
        example.expect = kept(self,
                              aver_str_trim(aver_str_of(rest.ptr + cut + 2,
                                                        rest.len - cut - 2)));
    example.place.line = self->lines.number;
    example.place.column = aver_column_of(self->line, rest.ptr);
    AVER_PUSH(&self->rules->arena, &self->rules->examples, example);
    return AVER_OK;
}

static aver_status
read_pass(reader *self, aver_str rest)
{
    static const char *const names[] = {
        "unit", "head", "claim", "follow", "attribution", "slot", "check"};
    aver_str type = aver_str_word(&rest);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (aver_str_is(type, names[i])) {
            self->pass.type = (aver_pass_type)i;
            self->pass.repeat = aver_str_is(rest, "repeat");
            self->has_pass = 1;
            return AVER_OK;
        }
    return fail(self, type.ptr, "unknown pass", type);
}

/* @define name = pattern */
static aver_status
read_define(reader *self, aver_str rest)
{
    aver_str name = aver_str_word(&rest);
    aver_str equals = aver_str_word(&rest);

    if (!aver_str_is(equals, "="))
        return fail(self, name.ptr, "'@define name = pattern', not", name);
    begin_text(self, name);
    if (rest.len)
        add_text(self, rest);
    return AVER_OK;
}

static aver_status
read_directive(reader *self, aver_str rest)
{
    aver_str word;
    aver_status s = end_rule(self);

    if (s != AVER_OK)
        return s;
    word = aver_str_word(&rest);
    if (aver_str_is(word, "@pass"))
        return read_pass(self, rest);
    if (aver_str_is(word, "@define"))
        return read_define(self, rest);
    if (aver_str_is(word, "@date")) {
        self->pass.date = rest;
        return AVER_OK;
    }
    return fail(self, word.ptr, "unknown directive", word);
}

static aver_status
read_item(reader *self, aver_str word, aver_str rest)
{
    aver_status s = end_text(self);

    if (s != AVER_OK)
        return s;
    if (!self->has_rule)
        return fail(self, word.ptr, "no rule stands before", word);
    if (aver_str_is(word, "match")) {
        begin_text(self, aver_str_of("", 0));
        if (rest.len)
            add_text(self, rest);
        return AVER_OK;
    }
    if (aver_str_is(word, "emit"))
        return read_emit(self, rest);
    if (aver_str_is(word, "set"))
        return read_set(self, rest);
    if (aver_str_is(word, "value"))
        return read_value(self, rest);
    if (aver_str_is(word, "also")) {
        self->rule.also = 1;
        return AVER_OK;
    }
    if (aver_str_is(word, "alone")) {
        self->rule.alone = 1;
        return AVER_OK;
    }
    return read_example(self, word.ptr[0], rest);
}

static int
is_item(aver_str word)
{
    static const char *const words[] = {"match", "emit",  "set", "value",
                                        "also",  "alone", "+",   "-"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (aver_str_is(word, words[i]))
            return 1;
    return 0;
}

static aver_status
read_line(reader *self)
{
    aver_str rest = aver_str_trim(self->line), word;
    const char *end = self->line.ptr + self->line.len;

    if (!rest.len || rest.ptr[0] == '#')
        return AVER_OK;
    if (rest.ptr[0] == '@' && rest.ptr == self->line.ptr)
        return read_directive(self, rest);
    word = aver_str_word(&rest);
    if (aver_str_is(word, "rule") && word.ptr == self->line.ptr) {
        aver_status s = begin_rule(self, rest);
        self->rule_end = end;
        return s;
    }
    self->rule_end = end;
    if (is_item(word) && self->has_rule)
        return read_item(self, word, rest);
    if (self->open) {
        add_text(self, aver_str_trim(self->line));
        return AVER_OK;
    }
    return fail(self, word.ptr, "this begins nothing:", word);
}

aver_status
aver_rulefile_read(aver_rules *rules, aver_str text, const char *path,
                   aver_err *err)
{
    reader self = {.rules = rules, .path = path, .err = err};
    aver_status s = AVER_OK;

    self.lines.text = text;
    self.pass.file = path;
    while (s == AVER_OK && aver_lines_next(&self.lines, &self.line))
        s = read_line(&self);
    if (s == AVER_OK)
        s = end_rule(&self);
    if (s == AVER_OK)
        AVER_PUSH(&rules->arena, &rules->passes, self.pass);
    return s;
}
