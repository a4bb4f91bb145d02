#include "extract/lint.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/err.h"

void
aver_lint_tell(aver_linter *self, const char *file, unsigned line,
               unsigned column, const char *check, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    self->n++;
    aver_tell(self->teller, "%s:%u:%u: %s [%s]\n", file, line, column, text,
              check);
}

void
aver_lint_entries(const aver_rules *rules,
                  void (*see)(void *ctx, const aver_entry *entry), void *ctx)
{
    const aver_lexicon *lexicon = &rules->lexicon;

    for (size_t i = 0; i < lexicon->nodes.n; i++)
        for (const aver_entry *e = aver_lexicon_entries(lexicon, (uint32_t)i);
             e; e = aver_entry_next(lexicon, e))
            see(ctx, e);
}

static void
see_entry(void *ctx, const aver_entry *entry)
{
    aver_linter *self = ctx;

    aver_feats_join(&self->feats,
                    aver_entry_feats(&self->rules->lexicon, entry));
    self->kinds.w[entry->kind / 64] |= (uint64_t)1 << entry->kind % 64;
}

static void
add_kind(aver_linter *self, unsigned kind)
{
    self->kinds.w[kind / 64] |= (uint64_t)1 << kind % 64;
}

/* What entries, rules and the engine itself can give a unit. */
static void
gather(aver_linter *self)
{
    static const unsigned own[] = {
        AVER_FEAT_CAP, AVER_FEAT_ALLCAP, AVER_FEAT_FIRST, AVER_FEAT_TITLED,
        AVER_FEAT_INT, AVER_FEAT_DEC,    AVER_FEAT_YEAR,  AVER_FEAT_DAY,
        AVER_FEAT_ORD, AVER_FEAT_SUFFIX};
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        aver_feats_add(&self->feats, own[i]);
    add_kind(self, AVER_KIND_CAP);
    add_kind(self, AVER_KIND_NUM);
    aver_lint_entries(self->rules, see_entry, self);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            aver_feats_join(&self->feats, &rule->add);
            if (rule->emit_kind != AVER_NO_SYMBOL)
                add_kind(self, rule->emit_kind);
        }
    for (unsigned i = 0; i < self->rules->symbols.kinds.n; i++)
        if (self->kinds.w[i / 64] >> i % 64 & 1)
            aver_feats_add(&self->feats, self->rules->kind_feats[i]);
}

/* Whether an earlier rule has this id, or, in the same pass, this pattern. */
static void
lint_twins(aver_linter *self, size_t pass, size_t at)
{
    const aver_passes *passes = &self->rules->passes;
    const aver_rule *rule = &passes->at[pass].rules.at[at];
    const char *id = aver_rule_id(self->rules, rule);
    const char *file = aver_rule_file(self->rules, rule);

    for (size_t i = 0; i <= pass; i++) {
        const aver_rule_vec *rules = &passes->at[i].rules;
        size_t n = i == pass ? at : rules->n;
        for (size_t k = 0; k < n; k++) {
            const aver_rule *other = &rules->at[k];
            if (aver_text_same(other->id, rule->id))
                aver_lint_tell(
                    self, file, rule->place.line, rule->place.column, "twice",
                    "the id '%s' is that of %s:%u too", id,
                    aver_rule_file(self->rules, other), other->place.line);
            if (i == pass && rule->rx &&
                aver_text_same(other->regex, rule->regex))
                aver_lint_tell(self, file, rule->place.line,
                               rule->place.column, "shadowed",
                               "rule '%s' has the pattern of '%s' in line %u, "
                               "which is tried before",
                               id, aver_rule_id(self->rules, other),
                               other->place.line);
        }
    }
}

static int
is_date_field(const char *name)
{
    static const char *const fields[] = {
#define AVER_DATE_FIELD(name, about) #name,
        AVER_DATE_FIELDS
#undef AVER_DATE_FIELD
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i], name))
            return 1;
    return 0;
}

static int
is_attribute(const char *name)
{
    static const char *const keys[] = {"event", "status", "code", "mod",
                                       "name",  "value",  "max",  "feat"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(keys[i], name))
            return 1;
    return 0;
}

/* Whether something comes of a capture of this name, or of `set` of it. */
static int
is_taken(aver_pass_type type, const aver_rule *rule, uint16_t slot,
         const char *name)
{
    if (slot < AVER_SLOTS_KNOWN)
        return 1;
    if (type != AVER_PASS_UNIT)
        return 0;
    return rule->emit_from == slot ||
           (rule->emit_with[slot / 64] >> slot % 64 & 1) ||
           (rule->value == AVER_VALUE_DATE && is_date_field(name));
}

static void
lint_names(aver_linter *self, const aver_pass *pass, const aver_rule *rule)
{
    const aver_names *slots = &self->rules->symbols.slots;
    const char *id = aver_rule_id(self->rules, rule);
    const char *file = aver_rule_file(self->rules, rule);

    for (unsigned i = 0; i < slots->n; i++) {
        const char *name = slots->at[i];
        int is_set = 0;
        if (!(rule->fills[i / 64] >> i % 64 & 1))
            continue;
        for (uint32_t k = rule->sets.start; k < rule->sets.end; k++)
            is_set |= self->rules->settings.at[k].slot == i;
        if (is_taken(pass->type, rule, (uint16_t)i, name) ||
            (is_set && pass->type == AVER_PASS_UNIT && is_attribute(name)))
            continue;
        aver_lint_tell(self, file, rule->place.line, rule->place.column,
                       "name", "rule '%s': nothing takes '%s'", id, name);
    }
}

static void
lint_rule(aver_linter *self, const aver_pass *pass, const aver_rule *rule)
{
    const char *id = aver_rule_id(self->rules, rule);
    const char *file = aver_rule_file(self->rules, rule);
    int plus = 0;

    for (uint32_t i = rule->examples.start; i < rule->examples.end; i++)
        plus |= self->rules->examples.at[i].sign == '+';
    if (!plus)
        aver_lint_tell(self, file, rule->place.line, rule->place.column,
                       "example",
                       "rule '%s' has no example that it must match", id);
    if (pass->type == AVER_PASS_UNIT && rule->emit_kind == AVER_NO_SYMBOL)
        aver_lint_tell(self, file, rule->place.line, rule->place.column,
                       "dead", "rule '%s' emits nothing", id);
    if (rule->rx &&
        aver_lint_nested(aver_text_of(&self->rules->texts, rule->regex)))
        aver_lint_tell(self, file, rule->place.line, rule->place.column,
                       "explodes",
                       "rule '%s' repeats without end what itself repeats "
                       "without end: make one of them {0,8}",
                       id);
    lint_names(self, pass, rule);
}

/* A gate that is open for every text makes a run as slow as its rules. */
static void
lint_gate(aver_linter *self)
{
    const aver_gate *gate = &self->rules->gate;
    const aver_passes *passes = &self->rules->passes;

    if (gate->open && passes->n)
        aver_lint_tell(self, passes->at[0].file, 1, 1, "gate",
                       "every text is read to the end: a claim may need no "
                       "word, or one that does not begin with a letter of "
                       "ASCII");
    if (gate->full && passes->n)
        aver_lint_tell(self, passes->at[0].file, 1, 1, "gate",
                       "the gate has no room for all that rules which set an "
                       "event need: it lets too much text pass");
}

void
aver_lint_run(aver_linter *self)
{
    const aver_passes *passes = &self->rules->passes;

    gather(self);
    lint_gate(self);
    aver_lint_lexicon(self);
    aver_lint_patterns(self);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            lint_twins(self, i, k);
            lint_rule(self, &passes->at[i], &passes->at[i].rules.at[k]);
        }
}
