#include "rules/pattern.h"

#include "rules/pattern_put.h"
#include "rules/raw_word.h"
#include "text/fold.h"

enum {
    DEEPEST = 16,       /* definitions in definitions */
    LARGEST = 256 << 10 /* bytes of regex; PCRE2 takes less */
};

static aver_status compile_source(aver_compiler *self,
                                  const aver_source *source);

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

static int
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
           (unsigned char)c >= 0x80;
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
        if (at + 1 < text.len &&
            (text.ptr[at] == '-' || text.ptr[at] == '.') &&
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

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const aver_macro *
aver_macro_find(const aver_macro *macros, size_t n, aver_str name,
                const char *file)
{
    const aver_macro *found = NULL;

    for (size_t i = n; i-- > 0;) {
        if (!aver_str_same(macros[i].name, name))
            continue;
        if (!strcmp(base_name(macros[i].file), base_name(file)))
            return &macros[i];
        if (!found)
            found = &macros[i];
    }
    return found;
}

static aver_status
put_macro(aver_compiler *self, aver_str name)
{
    const aver_macros *all = self->env->macros;
    const aver_macro *macro = aver_macro_find(all->at, all->n, name,
                                              self->env->file);
    aver_place here = self->here;
    aver_status s;

    if (!macro)
        return aver_put_fail(self, "no @define of this name:", name);
    if (++self->nesting > DEEPEST)
        return aver_put_fail(self, "definitions are nested too deep:", name);
    aver_put_z(self, "(?:");
    self->depth++;
    aver_shape_open(self, AVER_GROUP_PART);
    s = compile_source(self, &macro->body);
    aver_shape_put(self, AVER_SHAPE_CLOSE);
    self->depth--;
    self->nesting--;
    self->here = here;
    aver_put_z(self, ")");
    return s;
}

/* What the group is whose parenthesis stands in front of `at`. */
static aver_group_type
group_type(aver_str text, uint32_t at)
{
    if (at + 2 >= text.len || text.ptr[at] != '?')
        return AVER_GROUP_PART;
    if (text.ptr[at + 1] == '=')
        return AVER_GROUP_AHEAD;
    if (text.ptr[at + 1] == '!')
        return AVER_GROUP_NOT;
    if (text.ptr[at + 1] == '<' &&
        (text.ptr[at + 2] == '=' || text.ptr[at + 2] == '!'))
        return AVER_GROUP_BEHIND;
    return AVER_GROUP_PART;
}

/* A group's opening: plain, or one of (?: (?= (?! (?<= (?<! (?> (?<name>. */
static aver_status
put_open(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    uint32_t i = *at + 1;

    self->depth++;
    aver_shape_open(self, group_type(text, i));
    if (i >= text.len || text.ptr[i] != '?') {
        aver_put_z(self, "(?:");
        *at = i;
        return AVER_OK;
    }
    i++;
    if (i < text.len && text.ptr[i] == '<' && i + 1 < text.len &&
        text.ptr[i + 1] != '=' && text.ptr[i + 1] != '!') {
        uint32_t end = run(source, i + 1, aver_is_name_byte);
        aver_str name = {text.ptr + i + 1, end - i - 1};
        if (end >= text.len || text.ptr[end] != '>' || !name.len)
            return aver_put_fail(self, "(?<name> is not closed",
                                 aver_str_z(""));
        if (aver_names_add(self->env->arena, &self->env->symbols->slots, name,
                           AVER_SLOTS_MOST) == AVER_NO_SYMBOL)
            return aver_put_fail(self, "too many names of captures:", name);
        aver_put(self, aver_str_of(text.ptr + *at, end + 1 - *at));
        aver_shape_last(self)->captures = 1;
        *at = end + 1;
        return AVER_OK;
    }
    if (i < text.len && text.ptr[i] == '<')
        i++;
    if (i >= text.len || !strchr(":=!>|", text.ptr[i]))
        return aver_put_fail(self, "this kind of group is not for rules",
                             aver_str_z(""));
    aver_put(self, aver_str_of(text.ptr + *at, i + 1 - *at));
    aver_shape_last(self)->vague = text.ptr[i] == '>';
    aver_shape_last(self)->resets = text.ptr[i] == '|';
    *at = i + 1;
    return AVER_OK;
}

/* `?`, `*`, `+`, `{m}`, `{m,}`, `{m,n}` at `at`. */
static void
shape_repeat(aver_compiler *self, aver_str text, uint32_t at)
{
    uint32_t bounds[2] = {text.ptr[at] == '+',
                          text.ptr[at] == '?' ? 1 : AVER_SHAPE_FAR};
    int i = 0;

    if (text.ptr[at] == '{') {
        bounds[0] = bounds[1] = 0;
        while (++at < text.len && text.ptr[at] != '}') {
            char c = text.ptr[at];
            if (c == ',' && !i) {
                i = 1;
                bounds[1] = text.ptr[at + 1] == '}' ? AVER_SHAPE_FAR : 0;
            } else if (c >= '0' && c <= '9' && bounds[i] < 4096) {
                bounds[i] = bounds[i] * 10 + (uint32_t)(c - '0');
            }
        }
        if (!i)
            bounds[1] = bounds[0];
    }
    aver_shape_put(self, AVER_SHAPE_REPEAT);
    aver_shape_last(self)->least = bounds[0];
    aver_shape_last(self)->most = bounds[1];
}

static aver_status
put_quantifier(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    uint32_t end = *at;

    if (text.ptr[*at] == '{')
        while (end < text.len && text.ptr[end] != '}')
            end++;
    if (end >= text.len)
        return aver_put_fail(self, "a repeat is not closed", aver_str_z(""));
    end++;
    shape_repeat(self, text, *at);
    /* A possessive or a lazy sign. */
    if (end < text.len && (text.ptr[end] == '?' || text.ptr[end] == '+')) {
        aver_shape_last(self)->vague = text.ptr[end] == '+';
        aver_shape_last(self)->lazy = text.ptr[end] == '?';
        end++;
    }
    aver_put(self, aver_str_of(text.ptr + *at, end - *at));
    *at = end;
    return AVER_OK;
}

static aver_status
put_bar(aver_compiler *self)
{
    aver_shape_put(self, AVER_SHAPE_BAR);
    aver_put_z(self, "|");
    return AVER_OK;
}

static void
put_mark(aver_compiler *self, aver_str mark)
{
    static const aver_str quotes[] = {{"\xE2\x80\x9C", 3},
                                      {"\xE2\x80\x9D", 3}};
    aver_unit_test test = {.flags = AVER_TEST_PLAIN};
    int either = mark.ptr[0] == '"';

    aver_put_z(self, "(?:");
    if (either)
        aver_put_z(self, "(?:\xE2\x80\x9C|\xE2\x80\x9D)");
    else
        aver_put_quoted(self, mark);
    aver_put_z(self, "\\ )");
    aver_shape_unit(self, &test);
    aver_shape_mark(self, 0, either ? quotes[0] : mark);
    if (either)
        aver_shape_mark(self, 1, quotes[1]);
}

/* Bytes up to an unescaped `close`; `*at` goes behind it. */
static aver_status
take_until(aver_compiler *self, const aver_source *source, uint32_t *at,
           char close, aver_str *out)
{
    aver_str text = source->text;
    uint32_t end = *at + 1;

    while (end < text.len && text.ptr[end] != close)
        end += text.ptr[end] == '\\' ? 2 : 1;
    if (end >= text.len)
        return aver_put_fail(
            self, "this is not closed:", aver_str_of(text.ptr + *at, 1));
    *out = aver_str_of(text.ptr + *at + 1, end - *at - 1);
    *at = end + 1;
    return AVER_OK;
}

/* What is written from `from` on is a raw word. */
static void
shape_raw_word(aver_compiler *self, aver_str regex, size_t from)
{
    aver_raw_reach reach = aver_raw_word_reach(regex);
    aver_unit_test test = {.flags = reach == AVER_RAW_WORD ? AVER_TEST_PLAIN
                                                           : AVER_TEST_ANY};
    aver_raw raw = {.any = reach == AVER_RAW_UNIT};

    if (reach == AVER_RAW_WILD) {
        aver_shape_put(self, AVER_SHAPE_SOME);
        return;
    }
    raw.edges = aver_raw_word_edges(regex);
    raw.regex.len = self->out.n - from;
    raw.regex.ptr = aver_arena_copy(self->env->arena, self->out.at + from,
                                    raw.regex.len);
    aver_shape_unit(self, &test);
    aver_shape_last(self)->raw = aver_raw_number(self->env->arena,
                                                 self->env->reaches, &raw);
    aver_shape_last(self)->vague = !aver_shape_last(self)->raw;
}

static aver_status
put_raw_word(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str inner = {"", 0};
    aver_status s = take_until(self, source, at, '/', &inner);
    size_t from = self->out.n;

    if (s != AVER_OK)
        return s;
    aver_put_z(self, "(?:(?:");
    aver_put(self, inner);
    aver_put_z(self, ")\\ )");
    shape_raw_word(self, inner, from);
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
put_other(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    char c = text.ptr[*at];

    if (c == '\\' && *at + 1 < text.len &&
        (unsigned char)text.ptr[*at + 1] > ' ') {
        put_mark(self, aver_str_of(text.ptr + *at + 1, 1));
        *at += 2;
        return AVER_OK;
    }
    if (c == '.')
        return aver_put_fail(
            self,
            "a bare '.': write _ for any unit, \\. for a full "
            "stop",
            aver_str_z(""));
    if (!strchr(",;:-%\"!#&@[]=~'", c))
        return aver_put_fail(self, "this stands for nothing in a pattern:",
                             aver_str_of(&text.ptr[*at], 1));
    put_mark(self, aver_str_of(&text.ptr[*at], 1));
    *at += 1;
    return AVER_OK;
}

/* A dash, or a quotation mark, whose token's text is another one. */
static int
is_wide_mark(aver_str text, uint32_t at)
{
    static const char marks[][4] = {"\xE2\x80\x94", "\xE2\x80\x9C",
                                    "\xE2\x80\x9D"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (at + 3 <= text.len && !memcmp(text.ptr + at, marks[i], 3))
            return 1;
    return 0;
}

static int
begins_word(aver_str text, uint32_t at)
{
    char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';

    return at < text.len && is_word_byte(text.ptr[at]) &&
           !is_wide_mark(text, at) &&
           !(text.ptr[at] == '\'' && !is_word_byte(next));
}

static uint32_t
skip_space(aver_str text, uint32_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' ||
                             text.ptr[at] == '\n'))
        at++;
    return at;
}

/* A word as texts are read: without its accents. */
static aver_str
folded(const aver_compiler *self, aver_str word)
{
    char *out = aver_arena_get(self->env->arena, 2 * word.len + 1);

    return aver_str_of(out, aver_fold_put(out, word.ptr, word.len, NULL));
}

/* A word. Where it is an alternative of its own, so is it with those behind
 * it that are too: "in | on | at". */
static void
put_words(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    aver_str text = source->text;
    AVER_VEC(aver_str) words = {0};
    uint32_t end = word_end(source, *at), next = skip_space(text, end);

    AVER_PUSH(self->env->arena, &words,
              folded(self, aver_str_of(text.ptr + *at, end - *at)));
    *at = end;
    while (self->alternative && next < text.len && text.ptr[next] == '|') {
        uint32_t word = skip_space(text, next + 1);
        if (!begins_word(text, word))
            break;
        end = word_end(source, word);
        next = skip_space(text, end);
        if (next >= text.len || !strchr("|)", text.ptr[next]))
            break;
        AVER_PUSH(self->env->arena, &words,
                  folded(self, aver_str_of(text.ptr + word, end - word)));
        *at = end;
    }
    aver_put_words(self, words.at, words.n);
}

static aver_status
compile_one(aver_compiler *self, const aver_source *source, uint32_t *at)
{
    static const aver_unit_test any = {.flags = AVER_TEST_ANY};
    aver_str text = source->text, inner = {"", 0};
    char c = text.ptr[*at];
    char next = *at + 1 < text.len ? text.ptr[*at + 1] : ' ';
    aver_status s;

    if (is_wide_mark(text, *at)) {
        put_mark(self, aver_str_of(text.ptr + *at, utf8_length(c)));
        *at += 3;
        return AVER_OK;
    }
    if (begins_word(text, *at)) {
        put_words(self, source, at);
        return AVER_OK;
    }
    switch (c) {
    case '(':
        return put_open(self, source, at);
    case ')':
        aver_shape_put(self, AVER_SHAPE_CLOSE);
        if (self->depth)
            self->depth--;
        aver_put_z(self, ")");
        break;
    case '|':
        *at += 1;
        return put_bar(self);
    case '^':
        aver_put_z(self, "^");
        aver_shape_put(self, AVER_SHAPE_FIRST);
        break;
    case '$':
        aver_put_z(self, "$");
        aver_shape_put(self, AVER_SHAPE_LAST);
        break;
    case '_':
        aver_put_z(self, "(?:[^ ]++\\ )");
        aver_shape_unit(self, &any);
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
        return s == AVER_OK ? aver_put_unit(self, inner) : s;
    case '<':
        s = take_until(self, source, at, '>', &inner);
        return s == AVER_OK ? put_macro(self, inner) : s;
    default:
        return put_other(self, source, at);
    }
    *at += 1;
    return AVER_OK;
}

static int
is_quantifier(const aver_source *source, uint32_t at)
{
    aver_str text = source->text;

    return strchr("?*+", text.ptr[at]) != NULL ||
           (text.ptr[at] == '{' && at + 1 < text.len &&
            text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9');
}

/* What began at `from` is complete; a quantifier belongs to what it counts. */
static void
end_step(aver_compiler *self, const aver_source *source, uint32_t from,
         uint32_t at)
{
    aver_step step = {(uint32_t)self->out.n, at, 0};

    if (self->nesting || self->depth)
        return;
    if (is_quantifier(source, from) && self->steps.n) {
        self->steps.at[self->steps.n - 1] = step;
        return;
    }
    step.bar = source->text.ptr[from] == '|';
    AVER_PUSH(self->env->arena, &self->steps, step);
}

/* Whether an alternative of a group begins at `at`: not of the pattern
 * itself, whose elements are told apart. */
static int
begins_alternative(const aver_compiler *self, aver_str text, uint32_t at)
{
    if (!self->depth)
        return 0;
    while (at && strchr(" \t\n", text.ptr[at - 1]))
        at--;
    if (!at || (at > 2 && !memcmp(text.ptr + at - 3, "(?:", 3)))
        return 1;
    return strchr("|(", text.ptr[at - 1]) &&
           (at < 2 || text.ptr[at - 2] != '\\');
}

static aver_status
compile_source(aver_compiler *self, const aver_source *source)
{
    uint32_t at = 0, from;
    unsigned floor = self->depth;

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
        from = at;
        if (self->out.n > LARGEST)
            return aver_put_fail(self, "the pattern becomes too large",
                                 aver_str_z(""));
        if (c == ')' && self->depth == floor)
            return aver_put_fail(self,
                                 "this closes nothing:", aver_str_of(")", 1));
        self->alternative = begins_alternative(self, source->text, at);
        s = compile_one(self, source, &at);
        if (s != AVER_OK)
            return s;
        end_step(self, source, from, at);
    }
    if (self->depth != floor)
        return aver_put_fail(self, "a group is not closed", aver_str_z(""));
    return AVER_OK;
}

aver_status
aver_pattern_compile(const aver_pattern_env *env, const aver_source *source,
                     aver_pattern *out, aver_err *err)
{
    aver_compiler self = {.env = env, .err = err};
    aver_status s;

    memset(out, 0, sizeof *out);
    self.here = aver_source_place(source, 0);
    aver_put_z(&self, AVER_PATTERN_OPEN);
    s = compile_source(&self, source);
    aver_put_z(&self, AVER_PATTERN_CLOSE);
    if (s != AVER_OK)
        return s;
    out->steps = self.steps.at;
    out->n_steps = self.steps.n;
    out->regex = aver_str_of(self.out.at, self.out.n);
    out->places = self.where.at;
    out->requires = aver_requires_of(env->arena, env->reaches, &self.shape);
    out->reach = aver_reach_of(env->arena, env->reaches, &self.shape);
    return AVER_OK;
}
