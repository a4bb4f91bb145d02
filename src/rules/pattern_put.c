#include "rules/pattern_put.h"

void
aver_put(aver_compiler *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        AVER_PUSH(self->env->arena, &self->out, text.ptr[i]);
        AVER_PUSH(self->env->arena, &self->where, self->here);
    }
}

void
aver_put_z(aver_compiler *self, const char *z)
{
    aver_put(self, aver_str_z(z));
}

void
aver_put_quoted(aver_compiler *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("\\^$.[]|()?*+{}-#&~ =!<>:", text.ptr[i]))
            aver_put_z(self, "\\");
        aver_put(self, aver_str_of(text.ptr + i, 1));
    }
}

aver_status
aver_put_fail(aver_compiler *self, const char *what, aver_str name)
{
    return aver_err_at(self->err, AVER_ERR_RULES, self->env->file,
                       self->here.line, self->here.column, "%s%s%.*s%s", what,
                       name.len ? " '" : "", (int)name.len,
                       name.len ? name.ptr : "", name.len ? "'" : "");
}

static aver_status
fail_name(aver_compiler *self, const char *what, aver_str name,
          const aver_names *known)
{
    const char *near = aver_err_nearest(name.ptr, name.len, known->at,
                                        known->n);

    return aver_err_at(
        self->err, AVER_ERR_RULES, self->env->file, self->here.line,
        self->here.column, "%s '%.*s'%s%s%s", what, (int)name.len, name.ptr,
        near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

int
aver_is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-';
}

aver_shape_item *
aver_shape_last(aver_compiler *self)
{
    return &self->shape.at[self->shape.n - 1];
}

void
aver_shape_put(aver_compiler *self, aver_shape_type type)
{
    aver_shape_item item = {.type = type};

    AVER_PUSH(self->env->arena, &self->shape, item);
}

void
aver_shape_open(aver_compiler *self, aver_group_type group)
{
    aver_shape_put(self, AVER_SHAPE_OPEN);
    aver_shape_last(self)->group = group;
}

void
aver_shape_unit(aver_compiler *self, const aver_unit_test *test)
{
    aver_shape_put(self, AVER_SHAPE_UNIT);
    aver_shape_last(self)->test = *test;
}

void
aver_shape_mark(aver_compiler *self, int i, aver_str mark)
{
    aver_shape_last(self)->marks[i] = aver_lexicon_add_word(self->env->lexicon,
                                                            mark);
}

static const aver_word_link *
link_word(const aver_compiler *self, uint32_t word, const aver_word_link *next)
{
    aver_word_link *link = AVER_NEW(self->env->arena, aver_word_link);

    link->word = word;
    link->next = next;
    return link;
}

void
aver_put_words(aver_compiler *self, const aver_str *words, size_t n)
{
    aver_lexicon *lexicon = self->env->lexicon;
    aver_unit_test test = {.flags = 0};

    /* What stands in front of the word is looked at once for all of them. */
    aver_put_z(self, "(?:(?:\\x01[^ =]*+=)?+");
    if (n > 1)
        aver_put_z(self, "(?:");
    for (size_t i = 0; i < n; i++) {
        uint32_t id = aver_lexicon_add_word(lexicon, words[i]);
        test.links = link_word(self, id, test.links);
        if (!lexicon->literal.at[id])
            lexicon->literal.at[id] = 1;
        if (i)
            aver_put_z(self, "|");
        aver_put_quoted(self, words[i]);
    }
    aver_put_z(self, n > 1 ? ")\\ )" : "\\ )");
    aver_shape_unit(self, &test);
}

/* The byte of a kind or feature. */
static void
put_byte(aver_compiler *self, unsigned number)
{
    static const char digits[] = "0123456789abcdef";
    unsigned byte = aver_unit_byte(number);
    char text[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};

    aver_put(self, aver_str_of(text, sizeof text));
}

/* Reads KIND|KIND of a unit into a class of bytes and a set. */
static aver_status
put_kinds(aver_compiler *self, aver_str kinds, aver_kinds *set)
{
    size_t from = 0;

    aver_put_z(self, "[");
    for (size_t i = 0; i <= kinds.len; i++) {
        aver_str name = {kinds.ptr + from, i - from};
        uint16_t kind;
        if (i < kinds.len && kinds.ptr[i] != '|')
            continue;
        kind = aver_names_find(&self->env->symbols->kinds, name);
        if (kind == AVER_NO_SYMBOL)
            return fail_name(self, "unknown mention kind", name,
                             &self->env->symbols->kinds);
        set->w[kind / 64] |= (uint64_t)1 << kind % 64;
        put_byte(self, kind);
        from = i + 1;
    }
    aver_put_z(self, "]");
    return AVER_OK;
}

static void
test_feature(aver_unit_test *test, int negated, uint16_t feat)
{
    if (negated && test->n_without < AVER_TEST_WITHOUT)
        test->without[test->n_without++] = feat;
    else if (!negated && test->n_with < AVER_TEST_FEATS)
        test->with[test->n_with++] = feat;
}

static aver_status
put_feature(aver_compiler *self, aver_str name, aver_unit_test *test)
{
    int not = name.len && name.ptr[0] == '!';
    uint16_t feat, place;

    if (not )
        name = aver_str_of(name.ptr + 1, name.len - 1);
    if (!name.len)
        return aver_put_fail(self, "a feature's name is missing",
                             aver_str_z(""));
    feat = aver_names_add(self->env->arena, &self->env->symbols->feats, name,
                          AVER_FEATS_MOST);
    if (feat == AVER_NO_SYMBOL || !aver_symbols_show(self->env->symbols, feat))
        return aver_put_fail(self, "too many features: no room for", name);
    place = self->env->symbols->places[feat];
    aver_put_z(self, not ? "(?![^ =" : "(?=[^ =");
    put_byte(self, place);
    aver_put_z(self, "]*+");
    put_byte(self, place);
    aver_put_z(self, ")");
    test_feature(test, not, feat);
    return AVER_OK;
}

/* `.f.!g` */
static aver_status
put_features(aver_compiler *self, aver_str list, aver_unit_test *test)
{
    size_t from = 1;

    for (size_t i = 1; list.len && i <= list.len; i++)
        if (i == list.len || list.ptr[i] == '.') {
            aver_status s = put_feature(
                self, aver_str_of(list.ptr + from, i - from), test);
            if (s != AVER_OK)
                return s;
            from = i + 1;
        }
    return AVER_OK;
}

/* A unit class without its braces and its capture's name. */
static aver_status
put_class(aver_compiler *self, aver_str spec, aver_unit_test *test)
{
    const char *dot = memchr(spec.ptr, '.', spec.len);
    size_t n = dot ? (size_t)(dot - spec.ptr) : spec.len;
    aver_str kinds = {spec.ptr, n}, feats = {spec.ptr + n, spec.len - n};
    aver_status s = AVER_OK;

    aver_put_z(self, "\\x01");
    if (aver_str_is(kinds, "T")) {
        test->flags = AVER_TEST_TRIGGER;
        aver_put_z(self, "[^ ]@");
    } else if (aver_str_is(kinds, "P")) {
        test->flags = AVER_TEST_PEOPLE;
        aver_put_z(self, "[^ ]%");
    } else if (aver_str_is(kinds, "*")) {
        test->flags = AVER_TEST_KIND;
        aver_put_z(self, "[^ ][^ ]");
    } else {
        s = put_kinds(self, kinds, &test->kinds);
        aver_put_z(self, "[^ ]");
    }
    if (s == AVER_OK)
        s = put_features(self, feats, test);
    aver_put_z(self, "[^ ]*+\\ ");
    return s;
}

/* Whether a test has no room for all features of a class. */
static int
forgets_features(aver_str spec)
{
    size_t with = 0, without = 0;

    for (size_t i = 0; i + 1 < spec.len; i++)
        if (spec.ptr[i] == '.' && spec.ptr[i + 1] == '!')
            without++;
        else if (spec.ptr[i] == '.')
            with++;
    return with > AVER_TEST_FEATS || without > AVER_TEST_WITHOUT;
}

aver_status
aver_put_unit(aver_compiler *self, aver_str spec)
{
    const char *colon = memchr(spec.ptr, ':', spec.len);
    aver_unit_test test = {.flags = 0};
    aver_status s;

    if (colon) {
        size_t n = (size_t)(colon - spec.ptr);
        aver_str name = {colon + 1, spec.len - n - 1};
        for (size_t i = 0; i < name.len; i++)
            if (!aver_is_name_byte(name.ptr[i]) || name.ptr[i] == '-')
                return aver_put_fail(self, "not a name for a capture:", name);
        if (aver_names_add(self->env->arena, &self->env->symbols->slots, name,
                           AVER_SLOTS_MOST) == AVER_NO_SYMBOL)
            return aver_put_fail(self, "too many names of captures:", name);
        aver_put_z(self, "(?<");
        aver_put(self, name);
        aver_put_z(self, ">");
        spec.len = n;
    } else {
        aver_put_z(self, "(?:");
    }
    s = put_class(self, spec, &test);
    aver_put_z(self, ")");
    aver_shape_unit(self, &test);
    aver_shape_last(self)->captures = colon != NULL;
    aver_shape_last(self)->vague = forgets_features(spec);
    return s;
}
