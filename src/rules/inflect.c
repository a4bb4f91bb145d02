#include "rules/inflect.h"

#include "rules/lines.h"

static aver_status
read_class(aver_arena *arena, aver_str line, const char *path, unsigned number,
           aver_inflections *out, aver_err *err)
{
    aver_inflection fresh = {0};
    size_t colon = aver_str_find(line, ':');
    aver_str forms;

    fresh.name = aver_str_trim(aver_str_of(line.ptr, colon));
    if (colon == line.len)
        return aver_err_at(err, AVER_ERR_RULES, path, number, 1,
                           "a class is written 'class NAME: FORM …'");
    forms = aver_str_of(line.ptr + colon + 1, line.len - colon - 1);
    for (forms = aver_str_trim(forms); forms.len;) {
        if (fresh.n_forms == AVER_FORMS_MOST)
            return aver_err_at(err, AVER_ERR_RULES, path, number, 1,
                               "more than %d forms", AVER_FORMS_MOST);
        fresh.forms[fresh.n_forms++] = aver_str_word(&forms);
    }
    AVER_PUSH(arena, out, fresh);
    return AVER_OK;
}

static aver_status
read_ending(aver_arena *arena, aver_inflection *class, aver_str line,
            const char *path, unsigned number, aver_err *err)
{
    aver_ending fresh = {0};
    aver_str rest = line;
    size_t n = 0;

    fresh.suffix = aver_str_word(&rest);
    if (!fresh.suffix.len || fresh.suffix.ptr[0] != '*')
        return aver_err_at(err, AVER_ERR_RULES, path, number, 1,
                           "an ending begins with '*'");
    fresh.suffix.ptr++;
    fresh.suffix.len--;
    if (!aver_str_is(aver_str_word(&rest), ":"))
        return aver_err_at(err, AVER_ERR_RULES, path, number, 1,
                           "' : ' is missing behind the pattern");
    while (rest.len && n < class->n_forms)
        fresh.outs[n++] = aver_str_word(&rest);
    if (rest.len || n != class->n_forms)
        return aver_err_at(err, AVER_ERR_RULES, path, number, 1,
                           "class '%.*s' has %zu forms", (int)class->name.len,
                           class->name.ptr, class->n_forms);
    AVER_PUSH(arena, &class->endings, fresh);
    return AVER_OK;
}

const aver_inflection *
aver_inflect_find(const aver_inflections *self, aver_str name)
{
    for (size_t i = 0; i < self->n; i++)
        if (aver_str_same(self->at[i].name, name))
            return &self->at[i];
    return NULL;
}

aver_status
aver_inflect_read(aver_arena *arena, aver_str text, const char *path,
                  aver_inflections *out, aver_err *err)
{
    aver_lines lines = {text, 0};
    aver_str line;

    while (aver_lines_next(&lines, &line)) {
        aver_status s;
        aver_str rest = aver_str_trim(line), first;
        const aver_inflection *class;
        if (!rest.len || rest.ptr[0] == '#')
            continue;
        first = aver_str_word(&rest);
        if (aver_str_is(first, "class")) {
            s = read_class(arena, rest, path, lines.number, out, err);
        } else {
            class = aver_inflect_find(out, first);
            if (!class)
                return aver_err_at(err, AVER_ERR_RULES, path, lines.number, 1,
                                   "unknown class '%.*s'", (int)first.len,
                                   first.ptr);
            s = read_ending(arena, &out->at[class - out->at], rest, path,
                            lines.number, err);
        }
        if (s != AVER_OK)
            return s;
    }
    return AVER_OK;
}

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static int
is_vowel(char c)
{
    return strchr("aeiou", c) != NULL;
}

/* Whether the end of `word` is `suffix`; C a consonant, V a vowel. */
static int
ends(aver_str word, aver_str suffix)
{
    const char *at = word.ptr + word.len - suffix.len;

    if (word.len < suffix.len)
        return 0;
    for (size_t i = 0; i < suffix.len; i++) {
        char want = suffix.ptr[i], have = lower(at[i]);
        int letter = have >= 'a' && have <= 'z';
        if (want == 'C'   ? !letter || is_vowel(have)
            : want == 'V' ? !letter || !is_vowel(have)
                          : want != have)
            return 0;
    }
    return 1;
}

/* `*` is the stem; C and V the letters that stood for them, in order. */
static aver_str
apply(aver_arena *arena, aver_str word, aver_str suffix, aver_str out)
{
    size_t stem = word.len - suffix.len, n = 0;
    const char *class = suffix.ptr, *end = suffix.ptr + suffix.len;
    char *made = aver_arena_get(arena, word.len + out.len + 1);

    for (size_t i = 0; i < out.len; i++) {
        if (out.ptr[i] == '*') {
            memcpy(made + n, word.ptr, stem);
            n += stem;
        } else if (out.ptr[i] == 'C' || out.ptr[i] == 'V') {
            while (class < end && *class != out.ptr[i])
                class ++;
            if (class < end)
                made[n++] = word.ptr[stem + (size_t)(class ++-suffix.ptr)];
        } else {
            made[n++] = out.ptr[i];
        }
    }
    return aver_str_of(made, n);
}

int
aver_inflect_forms(aver_arena *arena, const aver_inflection *self,
                   aver_str word, aver_str *forms)
{
    for (size_t i = 0; i < self->endings.n; i++) {
        const aver_ending *ending = &self->endings.at[i];
        if (!ends(word, ending->suffix))
            continue;
        for (size_t k = 0; k < self->n_forms; k++)
            forms[k] = apply(arena, word, ending->suffix, ending->outs[k]);
        return 1;
    }
    return 0;
}
