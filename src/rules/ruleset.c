#include "rules/ruleset.h"

#include "rules/frozen.h"
#include "rules/lexfile.h"
#include "rules/lines.h"
#include "rules/opening.h"
#include "rules/overlay.h"
#include "rules/rulefile.h"
#include "rules/source.h"

static int
ends_with(aver_str text, const char *end)
{
    size_t n = strlen(end);

    return text.len >= n && !memcmp(text.ptr + text.len - n, end, n);
}

/* `en/` + `name`; `../` in front of a name leads out of the folder, so that a
 * language can share the lists of another. */
static const char *
beside(aver_arena *arena, const char *folder, aver_str name)
{
    size_t n = strlen(folder);
    char *full = aver_arena_get(arena, n + name.len + 2);

    while (name.len > 3 && !memcmp(name.ptr, "../", 3)) {
        name = aver_str_of(name.ptr + 3, name.len - 3);
        while (n && folder[n - 1] != '/')
            n--;
        n -= n > 0;
    }
    if (!n)
        return aver_arena_copy(arena, name.ptr, name.len);
    memcpy(full, folder, n);
    full[n] = '/';
    memcpy(full + n + 1, name.ptr, name.len);
    full[n + 1 + name.len] = '\0';
    return full;
}

static void
name_kinds(aver_rules *self)
{
    for (size_t i = 0; i < self->symbols.kinds.n; i++) {
        const char *kind = self->symbols.kinds.at[i];
        char lower[64];
        size_t n = 0;
        uint16_t feat;
        for (; n < sizeof lower && kind[n]; n++)
            lower[n] = (char)(kind[n] >= 'A' && kind[n] <= 'Z' ? kind[n] + 32
                                                               : kind[n]);
        feat = aver_names_add(&self->arena, &self->symbols.feats,
                              aver_str_of(lower, n), AVER_FEATS_MOST);
        self->kind_feats[i] = feat == AVER_NO_SYMBOL ? 0 : feat;
    }
}

/* What is loaded, from where. */
typedef struct {
    aver_rules *rules;
    const aver_rules_options *options;
    const char *lang, *subject; /* folders: "en", "en/prisoners" */
    aver_inflections inflections;
    int added; /* the lexicons of what is laid over have been read */
    size_t n_places, n_read; /* of the subject: places, files */
    aver_err *err;
} loading;

static aver_status
read_one(loading *self, const char *folder, aver_str name)
{
    aver_rules *rules = self->rules;
    const char *full = beside(&rules->arena, folder, name);
    const char *path;
    aver_str text;
    aver_status s = aver_source_read(&rules->arena, self->options->dir, full,
                                     &text, &path, self->err);

    if (s != AVER_OK)
        return s;
    if (ends_with(name, ".rules"))
        return aver_rulefile_read(rules, text, path, self->err);
    if (ends_with(name, "inflection.txt"))
        return aver_inflect_read(&rules->arena, text, path, &self->inflections,
                                 self->err);
    for (; !self->added; self->added = 1)
        for (size_t i = self->options->n_add; s == AVER_OK && i-- > 0;)
            s = aver_overlay_lexicons(rules, self->options->add[i],
                                      &self->inflections, self->err);
    if (s == AVER_OK)
        s = aver_lexfile_read(rules, &self->inflections, text, path,
                              self->err);
    return s;
}

static aver_status read_subject(loading *self, aver_str place);

/* One line of a pipeline.txt; 0 if there is nothing on it. */
static int
next_line(aver_lines *lines, aver_str *line)
{
    while (aver_lines_next(lines, line)) {
        *line = aver_str_trim(*line);
        if (line->len && line->ptr[0] != '#')
            return 1;
    }
    return 0;
}

static aver_status
open_pipeline(loading *self, const char *folder, aver_lines *lines,
              const char **path)
{
    aver_arena *arena = &self->rules->arena;

    memset(lines, 0, sizeof *lines);
    return aver_source_read(arena, self->options->dir,
                            beside(arena, folder, aver_str_z("pipeline.txt")),
                            &lines->text, path, self->err);
}

/* Reads what the language's pipeline.txt names, in its order. `@subject PLACE`
 * is where its subject's files of that place go. */
static aver_status
read_language(loading *self)
{
    aver_lines lines;
    const char *path;
    aver_str line;
    aver_status s = open_pipeline(self, self->lang, &lines, &path);

    while (s == AVER_OK && next_line(&lines, &line)) {
        aver_str rest = line;
        if (line.ptr[0] != '@')
            s = read_one(self, self->lang, line);
        else if (aver_str_is(aver_str_word(&rest), "@subject") && rest.len)
            s = read_subject(self, rest);
        else
            s = aver_err_at(self->err, AVER_ERR_RULES, path, lines.number, 1,
                            "a file, or '@subject PLACE', not '%.*s'",
                            (int)line.len, line.ptr);
    }
    return s;
}

/* Reads the subject's files that stand behind `@at PLACE`. */
static aver_status
read_subject(loading *self, aver_str place)
{
    aver_str line, here = {"", 0};
    aver_lines lines;
    const char *path;
    aver_status s = open_pipeline(self, self->subject, &lines, &path);

    self->n_places++;
    while (s == AVER_OK && next_line(&lines, &line)) {
        aver_str rest = line;
        if (line.ptr[0] != '@') {
            if (aver_str_same(here, place))
                s = read_one(self, self->subject, line);
            self->n_read += (size_t)aver_str_same(here, place);
        } else if (aver_str_is(aver_str_word(&rest), "@at") && rest.len) {
            here = rest;
        } else {
            s = aver_err_at(self->err, AVER_ERR_RULES, path, lines.number, 1,
                            "a file, or '@at PLACE', not '%.*s'",
                            (int)line.len, line.ptr);
        }
    }
    return s;
}

/* Whether every file of the subject had a place in the language. */
static aver_status
check_subject(loading *self)
{
    aver_str line;
    aver_lines lines;
    const char *path;
    size_t n = 0;
    aver_status s;

    if (!self->n_places)
        return AVER_OK;
    s = open_pipeline(self, self->subject, &lines, &path);
    while (s == AVER_OK && next_line(&lines, &line))
        n += line.ptr[0] != '@';
    if (s == AVER_OK && n != self->n_read)
        s = aver_err_at(self->err, AVER_ERR_RULES, path, 1, 1,
                        "%zu of %zu files are read: a place behind '@at' is "
                        "none of %s/pipeline.txt",
                        self->n_read, n, self->lang);
    return s;
}

static const char *
subject_of(const aver_rules_options *options)
{
    return options->subject ? options->subject : "prisoners";
}

static const char *
lang_of(const aver_rules_options *options)
{
    return options->lang ? options->lang : "en";
}

/* What was made of the texts at build time; NULL where there is none, or
 * PCRE2 is another one than it was then. */
static const aver_rules *
find_frozen(const aver_rules_options *options)
{
    const aver_frozen *at = aver_frozen_sets;

    if (options->dir || options->n_add)
        return NULL;
    while (at->lang && (strcmp(at->lang, lang_of(options)) != 0 ||
                        strcmp(at->subject, subject_of(options)) != 0))
        at++;
    if (at->lang && at->rules->rxs.n &&
        aver_rx_is_usable(at->rules->rxs.at[0]))
        return at->rules;
    return NULL;
}

/* All but what belongs to `self`. */
static void
take_frozen(aver_rules *self, const aver_rules *frozen)
{
    const aver_alloc *mem = self->mem;

    *self = *frozen;
    self->mem = mem;
    self->arena.mem = mem;
    self->arena.on_oom = &self->oom;
    self->lexicon.arena = &self->arena;
    self->lexicon.texts = &self->texts;
}

static aver_status
read_all(loading *self)
{
    const aver_rules_options *options = self->options;
    const char *subject = subject_of(options);
    aver_status s;

    self->lang = lang_of(options);
    self->subject = beside(&self->rules->arena, self->lang,
                           aver_str_z(subject));
    s = read_language(self);
    if (s == AVER_OK)
        s = check_subject(self);
    for (size_t i = 0; s == AVER_OK && i < options->n_add; i++)
        s = aver_overlay_rules(self->rules, options->add[i], self->err);
    return s;
}

/* Raw words are compiled last: what is wrong with one has been told of the
 * pattern that it stands in. */
static aver_status
compile_raws(aver_rules *self, aver_err *err)
{
    for (size_t i = 0; i < self->reaches.raws.n; i++) {
        aver_raw *raw = &self->reaches.raws.at[i];
        size_t where = 0;
        aver_rx *rx;
        AVER_VEC_ROOM(&self->arena, &self->rxs, self->rxs.n + 1);
        rx = aver_rx_new(self->mem, raw->regex.ptr, raw->regex.len, &where,
                         err);
        if (!rx)
            return err->code;
        self->rxs.at[self->rxs.n++] = rx;
        aver_rx_set_number(rx, (uint32_t)self->rxs.n);
        raw->rx = rx;
    }
    return AVER_OK;
}

/* The rules of a pass share no 64 bits of a list with those of another. */
static aver_status
make_shortlist(aver_rules *self, aver_err *err)
{
    aver_requires *requires = AVER_NEWS(&self->arena, aver_requires,
                                        self->n_rules + 1);
    uint32_t *places = AVER_NEWS(&self->arena, uint32_t, self->n_rules + 1);
    uint32_t place = 0;
    size_t n = 0;

    for (size_t i = 0; i < self->passes.n; i++) {
        aver_pass *pass = &self->passes.at[i];
        pass->listed = place / 64;
        for (size_t k = 0; k < pass->rules.n; k++) {
            requires[n] = aver_rule_requires(self, &pass->rules.at[k]);
            places[n++] = place++;
        }
        place = (place + 63) / 64 * 64;
    }
    if (place > AVER_SHORTLIST_MOST)
        return aver_err_set(err, AVER_ERR_RULES, "too many rules");
    self->shortlist = aver_shortlist_make(&self->arena, &self->reaches,
                                          requires, places, n, place);
    return AVER_OK;
}

static aver_rules *
new_rules(const aver_alloc *mem)
{
    aver_rules *self = aver_mem_zero(mem, sizeof *self);

    if (!self)
        return NULL;
    self->mem = mem;
    self->arena.mem = mem;
    self->arena.on_oom = &self->oom;
    self->lexicon.arena = &self->arena;
    self->lexicon.texts = &self->texts;
    return self;
}

aver_status
aver_rules_load(const aver_rules_options *options, const aver_alloc *mem,
                aver_rules **out, aver_err *err)
{
    static const aver_rules_options defaults = {0};
    loading now = {.options = options ? options : &defaults, .err = err};
    const aver_rules *frozen = find_frozen(now.options);
    aver_rules *self = new_rules(mem);
    aver_status s;

    *out = NULL;
    if (!self)
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    if (frozen) {
        take_frozen(self, frozen);
        *out = self;
        return AVER_OK;
    }
    if (setjmp(self->oom)) {
        aver_rules_free(self);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    aver_symbols_init(&self->symbols, &self->arena);
    now.rules = self;
    s = read_all(&now);
    if (s == AVER_OK)
        s = compile_raws(self, err);
    if (s == AVER_OK)
        s = make_shortlist(self, err);
    if (s != AVER_OK) {
        aver_rules_free(self);
        return s;
    }
    name_kinds(self);
    aver_opening_derive(self);
    aver_gate_freeze(&self->gate, &self->arena);
    *out = self;
    return AVER_OK;
}

void
aver_rules_free(aver_rules *self)
{
    const aver_alloc *mem;

    if (!self)
        return;
    mem = self->mem;
    for (size_t i = 0; i < self->rxs.n; i++)
        aver_rx_free(self->rxs.at[i]);
    aver_arena_free(&self->arena);
    aver_mem_free(mem, self);
}
