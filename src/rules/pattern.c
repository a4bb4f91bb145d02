#include "rules/pattern.h"

#include <setjmp.h>

enum { DEEPEST = 16 };

typedef AVER_VEC(char) bytes;
typedef AVER_VEC(aver_place) places;

typedef struct {
    const aver_pattern_env *env;
    aver_err *err;
    bytes out;
    places where;
    aver_place here;
    aver_needs needs;
    aver_needs last; /* of the element just read */
    int has_last;
    unsigned depth;   /* of groups */
    unsigned nesting; /* of macros */
    int alternatives; /* a '|' at the top: nothing is needed */
} compiler;

static aver_status compile_source(compiler *self, const aver_source *source);

aver_place
aver_source_place(const aver_source *self, uint32_t at)
{
    aver_place place = {0, 0};

    for (size_t i = 0; i < self->n_pieces; i++)
        if (self->pieces[i].start <= at) {
            place = self->pieces[i].place;
            /* Columns are characters: continuation bytes do not count. */
            for (uint32_t k = self->pieces[i].start; k < at; k++)
                place.column += ((unsigned char)self->text.ptr[k] & 0xC0) !=
                                0x80;
        }
    return place;
}

static void
put(compiler *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        AVER_PUSH(self->env->arena, &self->out, text.ptr[i]);
        AVER_PUSH(self->env->arena, &self->where, self->here);
    }
}

static void
put_z(compiler *self, const char *z)
{
    put(self, aver_str_z(z));
}

static void
put_quoted(compiler *self, aver_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("\\^$.[]|()?*+{}-#&~ =!<>:", text.ptr[i]))
            put_z(self, "\\");
        put(self, aver_str_of(text.ptr + i, 1));
    }
}

static aver_status
fail(compiler *self, const char *what, aver_str name)
{
    return aver_err_at(self->err, AVER_ERR_RULES, self->env->file,
                       self->here.line, self->here.column, "%s%s%.*s%s", what,
                       name.len ? " '" : "", (int)name.len,
                       name.len ? name.ptr : "", name.len ? "'" : "");
}

static aver_status
fail_name(compiler *self, const char *what, aver_str name,
          const aver_names *known)
{
    const char *near = aver_err_nearest(name.ptr, name.len, known->at,
                                        known->n);

    return aver_err_at(self->err, AVER_ERR_RULES, self->env->file,
                       self->here.line, self->here.column, "%s '%.*s'%s%s%s",
                       what, (int)name.len, name.ptr,
                       near ? " (did you mean " : "", near ? near : "",
                       near ? "?)" : "");
}

/* Needs of the element before count once it is known not to be optional. */
static void
settle(compiler *self)
{
    aver_needs *all = &self->needs;

    if (self->has_last && !self->depth) {
        if (self->last.n && all->n < AVER_NEEDS_MOST)
            all->any[all->n++] = self->last.any[0];
        aver_feats_join(&all->feats, &self->last.feats);
        all->words |= self->last.words;
    }
    memset(&self->last, 0, sizeof self->last);
    self->has_last = 0;
}

static int
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
           (unsigned char)c >= 0x80;
}

static int
is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static void
put_literal(compiler *self, aver_str word)
{
    aver_lexicon *lexicon = self->env->lexicon;
    uint32_t id;

    settle(self);
    id = aver_lexicon_add_word(lexicon, word);
    lexicon->literal.at[id] = 1;
    put_z(self, "(?:");
    put_z(self, "(?:[A-Z][^ ]*=)?");
    put_quoted(self, word);
    put_z(self, "\\ )");
    self->last.words = aver_word_bit(id);
    self->has_last = 1;
}

/* The end of a run of bytes for which `is` holds. */
static uint32_t
run(const aver_source *source, uint32_t at, int (*is)(char))
{
    while (at < source->text.len && is(source->text.ptr[at]))
        at++;
    return at;
}

static uint32_t
word_end(const aver_source *source, uint32_t at)
{
    aver_str text = source->text;

    for (;;) {
        at = run(source, at, is_word_byte);
        /* An inner hyphen or full stop: "pro-government", "u.s." */
        if (at + 1 < text.len && (text.ptr[at] == '-' || text.ptr[at] == '.') &&
            is_word_byte(text.ptr[at + 1]))
            at++;
        else
            break;
    }
    if (at < text.len && text.ptr[at] == '.' && at >= 2 &&
        text.ptr[at - 2] == '.')
        at++; /* the last one of "u.s." */
    return at;
}

/* Reads KIND|KIND of a unit into regex alternatives and a set. */
static aver_status
put_kinds(compiler *self, aver_str kinds, aver_kinds *set)
{
    size_t from = 0;

    put_z(self, "(?:");
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
        if (from)
            put_z(self, "|");
        put(self, name);
        from = i + 1;
    }
    put_z(self, ")\\.");
    return AVER_OK;
}

static aver_status
put_feature(compiler *self, aver_str name)
{
    int not = name.len && name.ptr[0] == '!';
    uint16_t feat;

    if (not)
        name = aver_str_of(name.ptr + 1, name.len - 1);
    if (!name.len)
        return fail(self, "a feature's name is missing", aver_str_z(""));
    feat = aver_names_add(self->env->arena, &self->env->symbols->feats, name,
                          AVER_FEATS_MOST);
    if (feat == AVER_NO_SYMBOL)
        return fail(self, "too many features: no room for", name);
    put_z(self, not ? "(?![^ ]*\\." : "(?=[^ ]*\\.");
    put_quoted(self, name);
    put_z(self, "\\.)");
    if (!not)
        aver_feats_add(&self->last.feats, feat);
    return AVER_OK;
}

/* `.f.!g` */
static aver_status
put_features(compiler *self, aver_str list)
{
    size_t from = 1;

    for (size_t i = 1; list.len && i <= list.len; i++)
        if (i == list.len || list.ptr[i] == '.') {
            aver_status s =
                put_feature(self, aver_str_of(list.ptr + from, i - from));
            if (s != AVER_OK)
                return s;
            from = i + 1;
        }
    return AVER_OK;
}

/* A unit class without its braces and its capture's name. */
static aver_status
put_class(compiler *self, aver_str spec)
{
    const char *dot = memchr(spec.ptr, '.', spec.len);
    size_t n = dot ? (size_t)(dot - spec.ptr) : spec.len;
    aver_str kinds = {spec.ptr, n}, feats = {spec.ptr + n, spec.len - n};
    aver_status s;

    if (aver_str_is(kinds, "T") || aver_str_is(kinds, "P")) {
        s = put_features(self, feats);
        put_z(self, kinds.ptr[0] == 'T' ? "[A-Z][^ ]*@[^ ]*\\ "
                                        : "[A-Z][^ ]*%[^ ]*\\ ");
        return s;
    }
    if (aver_str_is(kinds, "*")) {
        s = put_features(self, feats);
        put_z(self, "[A-Z][^ ]*\\ ");
        return s;
    }
    put_z(self, "(?=");
    s = put_kinds(self, kinds, &self->last.any[0]);
    self->last.n = 1;
    put_z(self, ")");
    if (s == AVER_OK)
        s = put_features(self, feats);
    put_z(self, "[^ ]*\\ ");
    return s;
}

static aver_status
put_unit(compiler *self, aver_str spec)
{
    const char *colon = memchr(spec.ptr, ':', spec.len);
    aver_status s;

    settle(self);
    if (colon) {
        size_t n = (size_t)(colon - spec.ptr);
        aver_str name = {colon + 1, spec.len - n - 1};
        for (size_t i = 0; i < name.len; i++)
            if (!is_name_byte(name.ptr[i]) || name.ptr[i] == '-')
                return fail(self, "not a name for a capture:", name);
        if (aver_names_add(self->env->arena, &self->env->symbols->slots, name,
                           AVER_SLOTS_MOST) == AVER_NO_SYMBOL)
            return fail(self, "too many names of captures:", name);
        put_z(self, "(?<");
        put(self, name);
        put_z(self, ">");
        spec.len = n;
    } else {
        put_z(self, "(?:");
    }
    s = put_class(self, spec);
    put_z(self, ")");
    self->has_last = 1;
    return s;
}

static const aver_macro *
find_macro(const compiler *self, aver_str name)
{
    /* The last one: a file's own definition goes before an earlier file's. */
    for (size_t i = self->env->macros->n; i > 0; i--)
        if (aver_str_same(self->env->macros->at[i - 1].name, name))
            return &self->env->macros->at[i - 1];
    return NULL;
}

static aver_status
put_macro(compiler *self, aver_str name)
{
    const aver_macro *macro = find_macro(self, name);
    aver_place here = self->here;
    aver_status s;

    settle(self);
    if (!macro)
        return fail(self, "no @define of this name:", name);
    if (++self->nesting > DEEPEST)
        return fail(self, "definitions are nested too deep:", name);
    put_z(self, "(?:");
    self->depth++;
    s = compile_source(self, &macro->body);
    self->depth--;
    self->nesting--;
    self->here = here;
    put_z(self, ")");
    return s;
}

/* A group's opening: plain, or one of (?: (?= (?! (?<= (?<! (?> (?<name>. */
static aver_status
put_open(compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    uint32_t i = *at + 1;

    settle(self);
    self->depth++;
    if (i >= text.len || text.ptr[i] != '?') {
        put_z(self, "(?:");
        *at = i;
        return AVER_OK;
    }
    i++;
    if (i < text.len && text.ptr[i] == '<' && i + 1 < text.len &&
        text.ptr[i + 1] != '=' && text.ptr[i + 1] != '!') {
        uint32_t end = run(source, i + 1, is_name_byte);
        aver_str name = {text.ptr + i + 1, end - i - 1};
        if (end >= text.len || text.ptr[end] != '>' || !name.len)
            return fail(self, "(?<name> is not closed", aver_str_z(""));
        if (aver_names_add(self->env->arena, &self->env->symbols->slots, name,
                           AVER_SLOTS_MOST) == AVER_NO_SYMBOL)
            return fail(self, "too many names of captures:", name);
        put(self, aver_str_of(text.ptr + *at, end + 1 - *at));
        *at = end + 1;
        return AVER_OK;
    }
    if (i < text.len && text.ptr[i] == '<')
        i++;
    if (i >= text.len || !strchr(":=!>|", text.ptr[i]))
        return fail(self, "this kind of group is not for rules",
                    aver_str_z(""));
    put(self, aver_str_of(text.ptr + *at, i + 1 - *at));
    *at = i + 1;
    return AVER_OK;
}

static aver_status
put_quantifier(compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    uint32_t end = *at;

    if (text.ptr[*at] == '{')
        while (end < text.len && text.ptr[end] != '}')
            end++;
    if (end >= text.len)
        return fail(self, "a repeat is not closed", aver_str_z(""));
    end++;
    /* A possessive or a lazy sign. */
    if (end < text.len && (text.ptr[end] == '?' || text.ptr[end] == '+'))
        end++;
    if (text.ptr[*at] != '+' &&
        !(text.ptr[*at] == '{' && text.ptr[*at + 1] != '0'))
        self->has_last = 0;
    put(self, aver_str_of(text.ptr + *at, end - *at));
    *at = end;
    return AVER_OK;
}

static aver_status
put_bar(compiler *self)
{
    settle(self);
    if (!self->depth)
        self->alternatives = 1;
    put_z(self, "|");
    return AVER_OK;
}

static void
put_mark(compiler *self, aver_str mark)
{
    settle(self);
    put_z(self, "(?:");
    if (mark.ptr[0] == '"')
        put_z(self, "(?:\xE2\x80\x9C|\xE2\x80\x9D)");
    else
        put_quoted(self, mark);
    put_z(self, "\\ )");
}

/* Bytes up to an unescaped `close`; `*at` goes behind it. */
static aver_status
take_until(compiler *self, const aver_source *source, uint32_t *at, char close,
           aver_str *out)
{
    aver_str text = source->text;
    uint32_t end = *at + 1;

    while (end < text.len && text.ptr[end] != close)
        end += text.ptr[end] == '\\' ? 2 : 1;
    if (end >= text.len)
        return fail(self, "this is not closed:",
                    aver_str_of(text.ptr + *at, 1));
    *out = aver_str_of(text.ptr + *at + 1, end - *at - 1);
    *at = end + 1;
    return AVER_OK;
}

static aver_status
put_raw_word(compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str inner;
    aver_status s = take_until(self, source, at, '/', &inner);

    if (s != AVER_OK)
        return s;
    settle(self);
    put_z(self, "(?:(?:");
    put(self, inner);
    put_z(self, ")\\ )");
    return AVER_OK;
}

static unsigned
utf8_length(char c)
{
    unsigned char u = (unsigned char)c;

    return u < 0xC0 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

/* Punctuation, or something that is not for rules. */
static aver_status
put_other(compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    char c = text.ptr[*at];

    if (c == '\\' && *at + 1 < text.len) {
        put_mark(self, aver_str_of(text.ptr + *at + 1, 1));
        *at += 2;
        return AVER_OK;
    }
    if (c == '.')
        return fail(self, "a bare '.': write _ for any unit, \\. for a full "
                          "stop",
                    aver_str_z(""));
    if (!strchr(",;:-%\"!#&@[]=~'", c))
        return fail(self, "this stands for nothing in a pattern:",
                    aver_str_of(&text.ptr[*at], 1));
    put_mark(self, aver_str_of(&text.ptr[*at], 1));
    *at += 1;
    return AVER_OK;
}

static int
is_dash(aver_str text, uint32_t at)
{
    return at + 3 <= text.len && !memcmp(text.ptr + at, "\xE2\x80\x94", 3);
}

static aver_status
compile_one(compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text, inner;
    char c = text.ptr[*at];
    char next = *at + 1 < text.len ? text.ptr[*at + 1] : ' ';
    aver_status s;

    if (is_dash(text, *at)) {
        put_mark(self, aver_str_of(text.ptr + *at, utf8_length(c)));
        *at += 3;
        return AVER_OK;
    }
    if (is_word_byte(c) && !(c == '\'' && !is_word_byte(next))) {
        uint32_t end = word_end(source, *at);
        put_literal(self, aver_str_of(text.ptr + *at, end - *at));
        *at = end;
        return AVER_OK;
    }
    switch (c) {
    case '(':
        return put_open(self, source, at);
    case ')':
        settle(self);
        if (self->depth)
            self->depth--;
        put_z(self, ")");
        break;
    case '|':
        *at += 1;
        return put_bar(self);
    case '^':
        put_z(self, "^");
        break;
    case '$':
        put_z(self, "$");
        break;
    case '_':
        settle(self);
        put_z(self, "(?:[^ ]+\\ )");
        break;
    case '/':
        return put_raw_word(self, source, at);
    case '?':
    case '*':
    case '+':
        return put_quantifier(self, source, at);
    case '{':
        if (next >= '0' && next <= '9')
            return put_quantifier(self, source, at);
        s = take_until(self, source, at, '}', &inner);
        return s == AVER_OK ? put_unit(self, inner) : s;
    case '<':
        s = take_until(self, source, at, '>', &inner);
        return s == AVER_OK ? put_macro(self, inner) : s;
    default:
        return put_other(self, source, at);
    }
    *at += 1;
    return AVER_OK;
}

static aver_status
compile_source(compiler *self, const aver_source *source)
{
    uint32_t at = 0;

    while (at < source->text.len) {
        char c = source->text.ptr[at];
        aver_status s;
        if (c == ' ' || c == '\t' || c == '\n') {
            at++;
            continue;
        }
        /* In a macro the place of its use is what the author looks for. */
        if (!self->nesting)
            self->here = aver_source_place(source, at);
        s = compile_one(self, source, &at);
        if (s != AVER_OK)
            return s;
    }
    return AVER_OK;
}

aver_status
aver_pattern_compile(const aver_pattern_env *env, const aver_source *source,
                     aver_pattern *out, aver_err *err)
{
    compiler self = {.env = env, .err = err};
    aver_status s;

    memset(out, 0, sizeof *out);
    self.here = aver_source_place(source, 0);
    put_z(&self, "(?<![^ ])(?:");
    s = compile_source(&self, source);
    settle(&self);
    put_z(&self, ")");
    if (s != AVER_OK)
        return s;
    out->regex = aver_str_of(self.out.at, self.out.n);
    out->places = self.where.at;
    if (!self.alternatives)
        out->needs = self.needs;
    return AVER_OK;
}
