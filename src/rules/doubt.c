#include "rules/doubt.h"

#include "rules/lines.h"

enum { DEEPEST = 8, UNLESS_MOST = 128 };

typedef struct {
    aver_rules *rules;
    const aver_rule *rule;
    aver_doubt *out;
} finder;

static int
begins(aver_str text, const char *with)
{
    size_t n = strlen(with);

    return text.len >= n && !memcmp(text.ptr, with, n);
}

static aver_str
behind(aver_str text, size_t n)
{
    return aver_str_trim(aver_str_of(text.ptr + n, text.len - n));
}

/* Bytes of the group, class, definition or character that `text` begins
 * with. */
static size_t
element_length(aver_str text)
{
    static const char open[] = "({<", close[] = ")}>";
    const char *kind = text.len ? strchr(open, text.ptr[0]) : NULL;
    size_t depth = 0;

    if (!kind || !*kind)
        return text.len && text.ptr[0] == '\\' && text.len > 1 ? 2
               : text.len                                      ? 1
                                                               : 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == *kind)
            depth++;
        else if (text.ptr[i] == close[kind - open] && !--depth)
            return i + 1;
    }
    return text.len;
}

/* Up to the first bar outside of a group; `*rest` is what stands behind. */
static aver_str
alternative(aver_str text, aver_str *rest)
{
    size_t i = 0;

    while (i < text.len && text.ptr[i] != '|')
        i += element_length(aver_str_of(text.ptr + i, text.len - i));
    *rest = i < text.len ? behind(text, i + 1) : aver_str_of("", 0);
    return aver_str_trim(aver_str_of(text.ptr, i));
}

static int
compile(const finder *self, aver_str text, aver_requires *out)
{
    aver_rules *rules = self->rules;
    aver_macros macros = {rules->macros.at, self->rule->n_macros, 0};
    aver_reaches unused = {.n_looks = 0};
    aver_pattern_env env = {
        &rules->arena, &rules->symbols, &rules->lexicon,
        &macros,       &unused,         aver_rule_file(rules, self->rule)};
    aver_piece piece = {0, self->rule->place};
    aver_source source = {text, &piece, 1};
    aver_pattern pattern;
    aver_err err = {0};

    if (aver_pattern_compile(&env, &source, &pattern, &err) != AVER_OK)
        return 0;
    *out = pattern.requires;
    return 1;
}

/* Bytes of the repeat that `text` begins with; 0 if it is none. */
static size_t
repeat_length(aver_str text)
{
    size_t n = 0;

    if (begins(text, "{") && text.len > 1 && text.ptr[1] >= '0' &&
        text.ptr[1] <= '9')
        n = element_length(text);
    else if (text.len && strchr("?*+", text.ptr[0]))
        n = 1;
    if (n && n < text.len && (text.ptr[n] == '?' || text.ptr[n] == '+'))
        n++;
    return n;
}

/* Without what stands in front and is always there, or need not be: the
 * trigger, and what may be repeated no times. */
static aver_str
without_front(aver_str text)
{
    for (;;) {
        size_t n = element_length(text), repeat;
        aver_str rest = behind(text, n);
        repeat = repeat_length(rest);
        if (!n || (!aver_str_is(aver_str_of(text.ptr, n), "{T}") &&
                   !(repeat && strchr("?*", rest.ptr[0])) &&
                   !(repeat && begins(rest, "{0"))))
            return text;
        text = behind(rest, repeat);
    }
}

/* What the first element stands for, if it is a definition or a plain group
 * that is not repeated: its alternatives can be told apart. */
static int
opened(const finder *self, aver_str text, aver_str *inner, aver_str *rest)
{
    size_t n = element_length(text);
    const aver_macro *macro;

    *rest = behind(text, n);
    if (repeat_length(*rest))
        return 0;
    if (begins(text, "(?:")) {
        *inner = aver_str_trim(aver_str_of(text.ptr + 3, n - 4));
        return 1;
    }
    if (n < 2 || text.ptr[0] != '<')
        return 0;
    macro = aver_macro_find(self->rules->macros.at, self->rule->n_macros,
                            aver_str_of(text.ptr + 1, n - 2),
                            aver_rule_file(self->rules, self->rule));
    if (macro)
        *inner = aver_str_trim(macro->body.text);
    return macro != NULL;
}

static aver_str
joined(const finder *self, aver_str a, aver_str b)
{
    char *text = aver_arena_get(&self->rules->arena, a.len + b.len + 1);

    memcpy(text, a.ptr, a.len);
    text[a.len] = ' ';
    memcpy(text + a.len + 1, b.ptr, b.len);
    return aver_str_of(text, a.len + b.len + 1);
}

/* An alternative at an end that is nothing. */
static int
ends_empty(aver_str text)
{
    return !text.len || text.ptr[0] == '|' || text.ptr[text.len - 1] == '|';
}

/* Adds what each alternative of a text requires. */
static int
add_unless(finder *self, aver_str text, unsigned depth)
{
    if (ends_empty(text))
        return 0;
    while (text.len) {
        aver_str more, inner, rest, one = alternative(text, &more);
        aver_requires requires;
        text = more;
        one = without_front(one);
        if (depth < DEEPEST && opened(self, one, &inner, &rest)) {
            while (inner.len && !ends_empty(inner)) {
                aver_str first = alternative(inner, &inner);
                if (!add_unless(self, joined(self, first, rest), depth + 1))
                    return 0;
            }
            if (inner.len)
                return 0;
            continue;
        }
        if (self->out->unless.n == UNLESS_MOST ||
            !compile(self, one, &requires))
            return 0;
        AVER_PUSH(&self->rules->arena, &self->out->unless, requires);
    }
    return 1;
}

static aver_str
step_text(const aver_rules *rules, const aver_rule *rule, size_t i)
{
    const aver_step *steps = rules->steps.at + rule->steps.start;
    const char *source = aver_text_of(&rules->texts, rule->source).ptr;
    uint32_t start = i ? steps[i - 1].source : 0;

    return aver_str_trim(aver_str_of(source + start, steps[i].source - start));
}

static int
is_trigger(finder *self, aver_str text)
{
    aver_requires requires;

    if (!begins(text, "{T") || element_length(text) != text.len ||
        !compile(self, text, &requires) || requires.n != 1 ||
        requires.at[0].n_tests != 1)
        return 0;
    self->out->trigger = requires.at[0].tests[0];
    /* A test that is full may have lost features. */
    return self->out->trigger.flags == AVER_TEST_TRIGGER &&
           self->out->trigger.n_with &&
           self->out->trigger.n_with < AVER_TEST_FEATS &&
           self->out->trigger.n_without < AVER_TEST_FEATS;
}

static int
drops(const aver_rules *rules, const aver_rule *rule)
{
    for (uint32_t i = rule->sets.start; i < rule->sets.end; i++)
        if (rules->settings.at[i].slot == AVER_SLOT_DROP)
            return 1;
    return 0;
}

int
aver_doubt_find(aver_rules *rules, const aver_pass *pass,
                const aver_rule *rule, aver_doubt *out)
{
    finder self = {rules, rule, out};
    size_t n = rule->steps.end - rule->steps.start, i = 0;

    memset(out, 0, sizeof *out);
    if (pass->type != AVER_PASS_SLOT || !n || !drops(rules, rule) ||
        !is_trigger(&self, step_text(rules, rule, n - 1)))
        return 0;
    if (n == 1)
        return 1;
    if (n < 3 || !aver_str_is(step_text(rules, rule, 0), "^") ||
        !aver_str_is(step_text(rules, rule, n - 2), "_*?"))
        return 0;
    for (i = 1; i < n - 2; i++) {
        aver_str text = step_text(rules, rule, i);
        if (!begins(text, "(?!") || element_length(text) != text.len ||
            !add_unless(&self,
                        aver_str_trim(aver_str_of(text.ptr + 3, text.len - 4)),
                        0))
            return 0;
    }
    return 1;
}
