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

/* How much a sentence is likely to have it: kinds are common. */
static int
weight(const aver_option *option)
{
    enum { KIND_WEIGHT = 3 };
    int n = 0;

    for (int i = 0; i < AVER_KINDS_MOST / 64; i++)
        n += KIND_WEIGHT * __builtin_popcountll(option->kinds.w[i]);
    for (int i = 0; i < 4; i++)
        n += __builtin_popcountll(option->words.w[i]);
    return n;
}

static void
join(aver_option *self, const aver_option *other)
{
    for (int i = 0; i < AVER_KINDS_MOST / 64; i++)
        self->kinds.w[i] |= other->kinds.w[i];
    for (int i = 0; i < 4; i++)
        self->words.w[i] |= other->words.w[i];
}

static void
add_option(aver_options *self, const aver_option *option)
{
    if (self->n < AVER_NEEDS_MOST)
        self->at[self->n++] = *option;
}

void
aver_put_group(aver_compiler *self, int idle)
{
    aver_group group = {.idle = idle};

    aver_put_settle(self);
    AVER_PUSH(self->env->arena, &self->groups, group);
}

/* The alternative is complete: the rarest of its options joins those of the
 * others. */
static void
end_branch(aver_group *self)
{
    const aver_options *branch = &self->branch;
    size_t best = 0;

    if (!branch->n) {
        self->open = 1;
        return;
    }
    for (size_t i = 1; i < branch->n; i++)
        if (weight(&branch->at[i]) < weight(&branch->at[best]))
            best = i;
    join(&self->either, &branch->at[best]);
}

void
aver_put_group_bar(aver_compiler *self)
{
    aver_group *group;

    aver_put_settle(self);
    group = &self->groups.at[self->groups.n - 1];
    end_branch(group);
    group->bars++;
    group->branch.n = 0;
}

static aver_options
options_of(aver_group *self)
{
    aver_options out = {.n = 0};

    if (self->idle)
        return out;
    if (!self->bars)
        return self->branch;
    end_branch(self);
    if (!self->open)
        add_option(&out, &self->either);
    return out;
}

void
aver_put_group_end(aver_compiler *self)
{
    aver_put_settle(self);
    if (self->groups.n < 2)
        return; /* PCRE2 will say that it was not open */
    self->last_options = options_of(&self->groups.at[--self->groups.n]);
    self->has_last = 1;
}

void
aver_put_settle(aver_compiler *self)
{
    aver_needs *all = &self->needs;
    aver_options *branch = &self->groups.at[self->groups.n - 1].branch;

    if (self->has_last && self->groups.n == 1) {
        if (self->last.n && all->n < AVER_NEEDS_MOST)
            all->any[all->n++] = self->last.any[0];
        aver_feats_join(&all->feats, &self->last.feats);
        all->words |= self->last.words;
    }
    if (self->has_last)
        for (size_t i = 0; i < self->last_options.n; i++)
            add_option(branch, &self->last_options.at[i]);
    memset(&self->last, 0, sizeof self->last);
    self->last_options.n = 0;
    self->has_last = 0;
}

void
aver_put_needs(aver_compiler *self, aver_needs *out)
{
    aver_options options;

    aver_put_settle(self);
    if (!self->groups.at[0].bars)
        *out = self->needs;
    options = options_of(&self->groups.at[0]);
    out->n_options = options.n;
    memcpy(out->options, options.at, options.n * sizeof *options.at);
}

int
aver_is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-';
}

void
aver_put_words(aver_compiler *self, const aver_str *words, size_t n)
{
    aver_lexicon *lexicon = self->env->lexicon;
    aver_option option = {{{0}}, {{0}}};

    aver_put_settle(self);
    /* What stands in front of the word is looked at once for all of them. */
    aver_put_z(self, "(?:(?:[A-Z][^ ]*=)?");
    if (n > 1)
        aver_put_z(self, "(?:");
    for (size_t i = 0; i < n; i++) {
        uint32_t id = aver_lexicon_add_word(lexicon, words[i]);
        aver_word_set_add(&option.words, id);
        lexicon->literal.at[id] = 1;
        if (i)
            aver_put_z(self, "|");
        aver_put_quoted(self, words[i]);
        if (n == 1)
            self->last.words = aver_word_bit(id);
    }
    aver_put_z(self, n > 1 ? ")\\ )" : "\\ )");
    add_option(&self->last_options, &option);
    self->has_last = 1;
}

/* Reads KIND|KIND of a unit into regex alternatives and a set. */
static aver_status
put_kinds(aver_compiler *self, aver_str kinds, aver_kinds *set)
{
    size_t from = 0;

    aver_put_z(self, "(?:");
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
            aver_put_z(self, "|");
        aver_put(self, name);
        from = i + 1;
    }
    aver_put_z(self, ")\\.");
    return AVER_OK;
}

static aver_status
put_feature(aver_compiler *self, aver_str name)
{
    int not = name.len && name.ptr[0] == '!';
    uint16_t feat;

    if (not )
        name = aver_str_of(name.ptr + 1, name.len - 1);
    if (!name.len)
        return aver_put_fail(self, "a feature's name is missing",
                             aver_str_z(""));
    feat = aver_names_add(self->env->arena, &self->env->symbols->feats, name,
                          AVER_FEATS_MOST);
    if (feat == AVER_NO_SYMBOL)
        return aver_put_fail(self, "too many features: no room for", name);
    aver_put_z(self, not ? "(?![^ ]*\\." : "(?=[^ ]*\\.");
    aver_put_quoted(self, name);
    aver_put_z(self, "\\.)");
    if (!not )
        aver_feats_add(&self->last.feats, feat);
    return AVER_OK;
}

/* `.f.!g` */
static aver_status
put_features(aver_compiler *self, aver_str list)
{
    size_t from = 1;

    for (size_t i = 1; list.len && i <= list.len; i++)
        if (i == list.len || list.ptr[i] == '.') {
            aver_status s = put_feature(
                self, aver_str_of(list.ptr + from, i - from));
            if (s != AVER_OK)
                return s;
            from = i + 1;
        }
    return AVER_OK;
}

/* A unit class without its braces and its capture's name. */
static aver_status
put_class(aver_compiler *self, aver_str spec)
{
    const char *dot = memchr(spec.ptr, '.', spec.len);
    size_t n = dot ? (size_t)(dot - spec.ptr) : spec.len;
    aver_str kinds = {spec.ptr, n}, feats = {spec.ptr + n, spec.len - n};
    aver_status s;

    if (aver_str_is(kinds, "T") || aver_str_is(kinds, "P")) {
        s = put_features(self, feats);
        aver_put_z(self, kinds.ptr[0] == 'T' ? "[A-Z][^ ]*@[^ ]*\\ "
                                             : "[A-Z][^ ]*%[^ ]*\\ ");
        return s;
    }
    if (aver_str_is(kinds, "*")) {
        s = put_features(self, feats);
        aver_put_z(self, "[A-Z][^ ]*\\ ");
        return s;
    }
    aver_put_z(self, "(?=");
    s = put_kinds(self, kinds, &self->last.any[0]);
    self->last.n = 1;
    aver_put_z(self, ")");
    if (s == AVER_OK)
        s = put_features(self, feats);
    aver_put_z(self, "[^ ]*\\ ");
    return s;
}

aver_status
aver_put_unit(aver_compiler *self, aver_str spec)
{
    const char *colon = memchr(spec.ptr, ':', spec.len);
    aver_option option = {{{0}}, {{0}}};
    aver_status s;

    aver_put_settle(self);
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
    s = put_class(self, spec);
    aver_put_z(self, ")");
    if (self->last.n) {
        option.kinds = self->last.any[0];
        add_option(&self->last_options, &option);
    }
    self->has_last = 1;
    return s;
}
