#include "extract/show.h"

#include "extract/lint.h"
#include "rules/find.h"
#include "rules/lines.h"

enum { TOLD_MOST = 256 };

typedef struct {
    const aver_lexicon *lexicon;
    const char *file;
    size_t n;
} counting;

static void
count_form(void *ctx, const aver_entry *entry)
{
    counting *self = ctx;

    self->n += aver_entry_file(self->lexicon, entry) == self->file;
}

static const char *
pass_name(aver_pass_type type)
{
    switch (type) {
    case AVER_PASS_UNIT:
        return "unit";
    case AVER_PASS_HEAD:
        return "head";
    case AVER_PASS_CLAIM:
        return "claim";
    case AVER_PASS_FOLLOW:
        return "follow";
    case AVER_PASS_ATTRIBUTION:
        return "attribution";
    case AVER_PASS_SLOT:
        return "slot";
    case AVER_PASS_CHECK:
        return "check";
    }
    return "";
}

void
aver_show_list(const aver_rules *rules, aver_teller *to)
{
    size_t entries = 0, forms = 0, examples = 0;

    aver_tell(to, "file\ttype\trules_or_entries\texamples_or_forms\n");
    for (size_t i = 0; i < rules->lexicons.n; i++) {
        counting found = {&rules->lexicon, rules->lexicons.at[i].file, 0};
        aver_lint_entries(rules, count_form, &found);
        aver_tell(to, "%s\tlexicon\t%zu\t%zu\n", found.file,
                  rules->lexicons.at[i].entries, found.n);
        entries += rules->lexicons.at[i].entries;
        forms += found.n;
    }
    for (size_t i = 0; i < rules->passes.n; i++) {
        const aver_pass *pass = &rules->passes.at[i];
        size_t n = 0;
        for (size_t k = 0; k < pass->rules.n; k++)
            n += pass->rules.at[k].examples.end -
                 pass->rules.at[k].examples.start;
        aver_tell(to, "%s\t%s\t%zu\t%zu\n", pass->file, pass_name(pass->type),
                  pass->rules.n, n);
        examples += n;
    }
    aver_tell(to, "all\tlexicon\t%zu\t%zu\nall\trules\t%zu\t%zu\n", entries,
              forms, rules->n_rules, examples);
}

static void
tell_lines(aver_str text, const char *margin, aver_teller *to)
{
    aver_lines lines = {text, 0};
    aver_str line;

    while (aver_lines_next(&lines, &line)) {
        aver_tell(to, "%s", margin);
        aver_tell_str(to, line);
        aver_tell(to, "\n");
    }
}

/* Definitions that have been told already. */
typedef struct {
    const aver_macro *told[TOLD_MOST];
    size_t n;
} telling;

static int
is_told(telling *self, const aver_macro *macro)
{
    for (size_t i = 0; i < self->n; i++)
        if (self->told[i] == macro)
            return 1;
    if (self->n < TOLD_MOST)
        self->told[self->n++] = macro;
    return 0;
}

/* Definitions that a pattern uses, and those that they use. `(?<name>` is a
 * capture. */
static void
tell_macros(const aver_rules *rules, const aver_rule *rule, aver_str pattern,
            telling *now, aver_teller *to)
{
    for (size_t i = 0; i < pattern.len; i++) {
        aver_str name = aver_str_of(pattern.ptr + i + 1, pattern.len - i - 1);
        const aver_macro *macro;
        if (pattern.ptr[i] != '<' || (i && pattern.ptr[i - 1] == '?'))
            continue;
        name.len = aver_str_find(name, '>');
        macro = aver_macro_find(rules->macros.at, rule->n_macros, name,
                                aver_rule_file(rules, rule));
        if (!macro || is_told(now, macro))
            continue;
        aver_tell(to, "@define %.*s = ", (int)name.len, name.ptr);
        aver_tell_str(to,
                      aver_str_trim(aver_str_of(macro->body.text.ptr,
                                                macro->body.text.len - 1)));
        aver_tell(to, "\n");
        tell_macros(rules, rule, macro->body.text, now, to);
    }
}

int
aver_show_rule(const aver_rules *rules, const char *id, aver_teller *to)
{
    const aver_rule *rule = aver_rules_find(rules, id);
    telling now = {.n = 0};

    if (!rule)
        return 0;
    aver_tell(to, "%s:%u:%u\n", aver_rule_file(rules, rule), rule->place.line,
              rule->place.column);
    tell_lines(aver_text_of(&rules->texts, rule->text), "", to);
    tell_macros(rules, rule, aver_text_of(&rules->texts, rule->source), &now,
                to);
    return 1;
}

typedef struct {
    const aver_rules *rules;
    aver_str wanted;
    aver_teller *to;
    int n;
} search;

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static int
same_words(aver_str a, aver_str b)
{
    if (a.len != b.len)
        return 0;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return 0;
    return 1;
}

static void
tell_attr(const search *self, const char *key, aver_text text)
{
    aver_str value = aver_text_of(&self->rules->texts, text);

    if (value.len)
        aver_tell(self->to, " %s=%.*s", key, (int)value.len, value.ptr);
}

static void
tell_entry(void *ctx, const aver_entry *entry)
{
    search *self = ctx;
    const aver_symbols *symbols = &self->rules->symbols;
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_attrs *attrs = aver_entry_attrs(lexicon, entry);
    aver_str written = aver_entry_written(lexicon, entry);
    aver_teller *to = self->to;

    if (!same_words(written, self->wanted))
        return;
    self->n++;
    aver_tell(to, "%s:%u: %s '%.*s'", aver_entry_file(lexicon, entry),
              entry->line, symbols->kinds.at[entry->kind], (int)written.len,
              written.ptr);
    for (unsigned i = 0; i < symbols->feats.n; i++)
        if (aver_feats_has(aver_entry_feats(lexicon, entry), i))
            aver_tell(to, " .%s", symbols->feats.at[i]);
    tell_attr(self, "event", attrs->event);
    tell_attr(self, "status", attrs->status);
    tell_attr(self, "code", attrs->code);
    tell_attr(self, "mod", attrs->mod);
    tell_attr(self, "name", attrs->name);
    if (attrs->has_value)
        aver_tell(to, " value=%lld", (long long)attrs->value);
    if (attrs->from)
        aver_tell(to, " from=%d", attrs->from);
    if (attrs->to)
        aver_tell(to, " to=%d", attrs->to);
    aver_tell(to, "\n");
}

int
aver_show_entries(const aver_rules *rules, const char *words, aver_teller *to)
{
    search self = {rules, aver_str_z(words), to, 0};

    aver_lint_entries(rules, tell_entry, &self);
    return self.n > 0;
}
