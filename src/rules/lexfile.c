#include "rules/lexfile.h"

#include "rules/lines.h"

typedef struct {
    aver_rules *rules;
    const aver_inflections *inflections;
    const char *path;
    aver_err *err;
    aver_str line;
    unsigned number;
    uint16_t kind, file;
    aver_case match_case;
    const aver_inflection *inflect; /* NULL: none */
    int inflect_first;
    aver_attrs set_attrs;
    aver_feats set_feats;
    size_t entries;
} reader;

static aver_status
fail(reader *self, const char *at, const char *what, aver_str name)
{
    return aver_err_at(self->err, AVER_ERR_RULES, self->path, self->number,
                       aver_column_of(self->line, at), "%s '%.*s'", what,
                       (int)name.len, name.ptr);
}

/* YYYY, YYYY-MM or YYYY-MM-DD to YYYYMMDD; 0 if it is none of them. */
static int32_t
read_day(aver_str text)
{
    int64_t y = 0, m = 1, d = 1;

    if (text.len != 4 && text.len != 7 && text.len != 10)
        return 0;
    if (!aver_str_number(aver_str_of(text.ptr, 4), &y))
        return 0;
    if (text.len >= 7 && (text.ptr[4] != '-' ||
                          !aver_str_number(aver_str_of(text.ptr + 5, 2), &m)))
        return 0;
    if (text.len == 10 && (text.ptr[7] != '-' ||
                           !aver_str_number(aver_str_of(text.ptr + 8, 2), &d)))
        return 0;
    if (y < 1000 || m < 1 || m > 12 || d < 1 || d > 31)
        return 0;
    return (int32_t)(y * 10000 + m * 100 + d);
}

static int
add_feats(aver_rules *rules, aver_feats *feats, aver_str list)
{
    while (list.len) {
        size_t n = aver_str_find(list, ',');
        uint16_t feat = aver_names_add(&rules->arena, &rules->symbols.feats,
                                       aver_str_of(list.ptr, n),
                                       AVER_FEATS_MOST);
        if (feat == AVER_NO_SYMBOL)
            return 0;
        aver_feats_add(feats, feat);
        n += n < list.len;
        list = aver_str_of(list.ptr + n, list.len - n);
    }
    return 1;
}

int
aver_attrs_set(aver_rules *rules, aver_attrs *attrs, aver_feats *feats,
               aver_str key, aver_str value)
{
    struct {
        const char *key;
        aver_text *to;
    } texts[] = {{"event", &attrs->event},
                 {"status", &attrs->status},
                 {"code", &attrs->code},
                 {"mod", &attrs->mod},
                 {"name", &attrs->name}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (aver_str_is(key, texts[i].key)) {
            *texts[i].to = aver_texts_add(&rules->texts, &rules->arena, value);
            return 1;
        }
    if (aver_str_is(key, "feat"))
        return add_feats(rules, feats, value);
    if (aver_str_is(key, "value"))
        return attrs->has_value = aver_str_number(value, &attrs->value);
    if (aver_str_is(key, "max"))
        return attrs->has_max = aver_str_number(value, &attrs->max);
    if (aver_str_is(key, "from"))
        return (attrs->from = read_day(value)) != 0;
    if (aver_str_is(key, "to"))
        return (attrs->to = read_day(value)) != 0;
    return 0;
}

/* `key=value key="two words" …` */
static aver_status
read_attrs(reader *self, aver_str text, aver_attrs *attrs, aver_feats *feats)
{
    for (text = aver_str_trim(text); text.len; text = aver_str_trim(text)) {
        size_t eq = aver_str_find(text, '=');
        aver_str key = aver_str_of(text.ptr, eq), value;
        const char *at = text.ptr;
        if (eq == text.len)
            return fail(self, at, "'key=value' is expected, not", key);
        text = aver_str_of(text.ptr + eq + 1, text.len - eq - 1);
        if (text.len && text.ptr[0] == '"') {
            aver_str rest = aver_str_of(text.ptr + 1, text.len - 1);
            size_t n = aver_str_find(rest, '"');
            if (n == rest.len)
                return fail(self, text.ptr,
                            "a quotation mark is not closed:", text);
            value = aver_str_of(rest.ptr, n);
            text = aver_str_of(rest.ptr + n + 1, rest.len - n - 1);
        } else {
            value = aver_str_word(&text);
        }
        if (!aver_attrs_set(self->rules, attrs, feats, key, value))
            return fail(self, at,
                        aver_str_is(key, "feat")
                            ? "no room for another feature:"
                            : "unknown attribute or bad value:",
                        aver_str_of(at, (size_t)(text.ptr - at)));
    }
    if (attrs->from && attrs->to && attrs->from >= attrs->to)
        return fail(self, self->line.ptr, "dates of validity are reversed:",
                    aver_str_trim(self->line));
    return AVER_OK;
}

static aver_status
set_inflection(reader *self, aver_str rest)
{
    aver_str name = aver_str_word(&rest);

    self->inflect = NULL;
    self->inflect_first = aver_str_is(rest, "first");
    if (!name.len || aver_str_is(name, "none"))
        return AVER_OK;
    self->inflect = aver_inflect_find(self->inflections, name);
    return self->inflect ? AVER_OK
                         : fail(self, name.ptr, "no inflection class", name);
}

static aver_status
set_case(reader *self, aver_str rest)
{
    if (!rest.len || aver_str_is(rest, "any"))
        self->match_case = AVER_CASE_ANY;
    else if (aver_str_is(rest, "cap"))
        self->match_case = AVER_CASE_CAP;
    else if (aver_str_is(rest, "all"))
        self->match_case = AVER_CASE_ALL;
    else
        return fail(self, rest.ptr, "any, cap or all, not", rest);
    return AVER_OK;
}

static aver_status
read_directive(reader *self, aver_str rest)
{
    aver_str word = aver_str_word(&rest);
    aver_symbols *symbols = &self->rules->symbols;

    if (aver_str_is(word, "@kind")) {
        self->kind = aver_names_add(&self->rules->arena, &symbols->kinds, rest,
                                    AVER_KINDS_MOST);
        if (!rest.len || self->kind == AVER_NO_SYMBOL)
            return fail(self, word.ptr, "no room for a kind", rest);
        return AVER_OK;
    }
    if (aver_str_is(word, "@inflect"))
        return set_inflection(self, rest);
    if (aver_str_is(word, "@case"))
        return set_case(self, rest);
    if (aver_str_is(word, "@decimal")) {
        if (!aver_str_is(rest, ",") && !aver_str_is(rest, "."))
            return fail(self, word.ptr, "a comma or a full stop, not", rest);
        self->rules->lexicon.decimal = rest.ptr[0] == ',' ? ',' : 0;
        return AVER_OK;
    }
    if (aver_str_is(word, "@set")) {
        memset(&self->set_attrs, 0, sizeof self->set_attrs);
        memset(&self->set_feats, 0, sizeof self->set_feats);
        return read_attrs(self, rest, &self->set_attrs, &self->set_feats);
    }
    return fail(self, word.ptr, "unknown directive", word);
}

/* An entry to be, and its features. */
typedef struct {
    aver_entry entry;
    aver_feats feats;
} model;

static aver_status
add_form(reader *self, aver_str text, const model *of, uint16_t form_feat)
{
    aver_feats feats = of->feats;

    if (form_feat != AVER_NO_SYMBOL)
        aver_feats_add(&feats, form_feat);
    if (!aver_lexicon_add(&self->rules->lexicon, text, &of->entry, &feats))
        return fail(self, self->line.ptr, "no words in the entry", text);
    return AVER_OK;
}

static uint16_t
form_feat(reader *self, size_t form)
{
    return aver_names_add(&self->rules->arena, &self->rules->symbols.feats,
                          self->inflect->forms[form], AVER_FEATS_MOST);
}

/* `before` + form + `behind`, for every form of the word that inflects. */
static aver_status
add_inflected(reader *self, aver_str text, const model *of)
{
    aver_arena *arena = &self->rules->arena;
    aver_str forms[AVER_FORMS_MOST], rest = text, word, before, behind;
    size_t cut;

    if (self->inflect_first) {
        word = aver_str_word(&rest);
    } else {
        for (cut = text.len; cut && text.ptr[cut - 1] != ' ';)
            cut--;
        word = aver_str_of(text.ptr + cut, text.len - cut);
    }
    before = aver_str_of(text.ptr, (size_t)(word.ptr - text.ptr));
    behind = aver_str_of(word.ptr + word.len,
                         text.len - before.len - word.len);
    if (!aver_inflect_forms(arena, self->inflect, word, forms))
        return add_form(self, text, of, AVER_NO_SYMBOL);
    for (size_t i = 0; i < self->inflect->n_forms; i++) {
        size_t n = before.len + forms[i].len + behind.len;
        char *made = aver_arena_get(arena, n + 1);
        aver_status s;
        memcpy(made, before.ptr, before.len);
        memcpy(made + before.len, forms[i].ptr, forms[i].len);
        memcpy(made + before.len + forms[i].len, behind.ptr, behind.len);
        s = add_form(self, aver_str_of(made, n), of, form_feat(self, i));
        if (s != AVER_OK)
            return s;
    }
    return AVER_OK;
}

/* Forms written out: `child / children`. */
static aver_status
add_written(reader *self, aver_str text, const model *of)
{
    for (size_t form = 0; text.len; form++) {
        size_t n = 0;
        aver_status s;
        while (n < text.len &&
               !(text.ptr[n] == '/' && n && text.ptr[n - 1] == ' '))
            n++;
        if (self->inflect && form >= self->inflect->n_forms)
            return fail(self, text.ptr,
                        "more forms than the class has:", self->inflect->name);
        s = add_form(self, aver_str_trim(aver_str_of(text.ptr, n)), of,
                     self->inflect ? form_feat(self, form) : AVER_NO_SYMBOL);
        if (s != AVER_OK)
            return s;
        n += n < text.len;
        text = aver_str_of(text.ptr + n, text.len - n);
    }
    return AVER_OK;
}

static int
has_written_forms(aver_str text)
{
    for (size_t i = 1; i + 1 < text.len; i++)
        if (text.ptr[i] == '/' && text.ptr[i - 1] == ' ' &&
            text.ptr[i + 1] == ' ')
            return 1;
    return 0;
}

static aver_status
add_variant(reader *self, aver_str text, const model *of)
{
    text = aver_str_trim(text);
    if (!text.len)
        return fail(self, self->line.ptr, "an entry without words in",
                    aver_str_trim(self->line));
    if (has_written_forms(text))
        return add_written(self, text, of);
    if (self->inflect)
        return add_inflected(self, text, of);
    return add_form(self, text, of, AVER_NO_SYMBOL);
}

static size_t
find_attrs(aver_str line)
{
    for (size_t i = 1; i < line.len; i++)
        if (line.ptr[i] == ';' && line.ptr[i - 1] == ' ')
            return i;
    return line.len;
}

static aver_status
read_entry(reader *self, aver_str line)
{
    size_t cut = find_attrs(line);
    aver_str words = aver_str_of(line.ptr, cut);
    aver_attrs attrs = self->set_attrs;
    model of = {.feats = self->set_feats};
    aver_status s = AVER_OK;

    if (self->kind == AVER_NO_SYMBOL)
        return fail(self, line.ptr, "no @kind stands before", line);
    if (cut < line.len)
        s = read_attrs(self,
                       aver_str_of(line.ptr + cut + 1, line.len - cut - 1),
                       &attrs, &of.feats);
    of.entry.kind = self->kind;
    of.entry.match_case = (unsigned)self->match_case & 3;
    of.entry.line = self->number;
    of.entry.file = self->file;
    of.entry.attrs = aver_lexicon_add_attrs(&self->rules->lexicon, &attrs);
    self->entries++;
    while (s == AVER_OK) {
        size_t n = aver_str_find(words, '|');
        s = add_variant(self, aver_str_of(words.ptr, n), &of);
        if (n == words.len)
            break;
        words = aver_str_of(words.ptr + n + 1, words.len - n - 1);
    }
    return s;
}

aver_status
aver_lexfile_read(aver_rules *rules, const aver_inflections *inflections,
                  aver_str text, const char *path, aver_err *err)
{
    reader self = {.rules = rules,
                   .inflections = inflections,
                   .path = path,
                   .err = err,
                   .kind = AVER_NO_SYMBOL};
    aver_lexicon_file file = {.file = path};
    aver_lines lines = {text, 0};
    aver_status s = AVER_OK;

    self.file = aver_lexicon_add_file(&rules->lexicon, path);
    while (s == AVER_OK && aver_lines_next(&lines, &self.line)) {
        aver_str rest = aver_str_trim(self.line);
        self.number = lines.number;
        if (!rest.len || rest.ptr[0] == '#')
            continue;
        s = rest.ptr[0] == '@' ? read_directive(&self, rest)
                               : read_entry(&self, rest);
    }
    file.entries = self.entries;
    AVER_PUSH(&rules->arena, &rules->lexicons, file);
    return s;
}
