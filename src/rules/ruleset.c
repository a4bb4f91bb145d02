#include "rules/ruleset.h"

#include "rules/lexfile.h"
#include "rules/lines.h"
#include "rules/overlay.h"
#include "rules/rulefile.h"
#include "rules/source.h"

static int
ends_with(aver_str text, const char *end)
{
    size_t n = strlen(end);

    return text.len >= n && !memcmp(text.ptr + text.len - n, end, n);
}

/* `en/` + `name` */
static const char *
beside(aver_arena *arena, const char *folder, aver_str name)
{
    size_t n = strlen(folder);
    char *full = aver_arena_get(arena, n + name.len + 2);

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
        for (; kind[n] && n < sizeof lower; n++)
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
        return aver_inflect_read(&rules->arena, text, path,
                                 &self->inflections, self->err);
    for (; !self->added; self->added = 1)
        for (size_t i = self->options->n_add; s == AVER_OK && i-- > 0;)
            s = aver_overlay_lexicons(rules, self->options->add[i],
                                      &self->inflections, self->err);
    if (s == AVER_OK)
        s = aver_lexfile_read(rules, &self->inflections, text, path,
                              self->err);
    return s;
}

static int
begins_with(aver_str text, aver_str start)
{
    return text.len >= start.len &&
           !memcmp(text.ptr, start.ptr, start.len);
}

/* Reads what a folder's pipeline.txt names, in its order; of the subject's
 * only what is in `part`. `@subject PART` of a language is the place of what
 * its subject has there. */
static aver_status
read_pipeline(loading *self, const char *folder, aver_str part)
{
    aver_arena *arena = &self->rules->arena;
    const char *pipeline = beside(arena, folder, aver_str_z("pipeline.txt"));
    aver_lines lines = {0};
    const char *path;
    aver_str line;
    aver_status s = aver_source_read(arena, self->options->dir, pipeline,
                                     &lines.text, &path, self->err);

    while (s == AVER_OK && aver_lines_next(&lines, &line)) {
        aver_str name = aver_str_trim(line), rest = name;
        if (!name.len || name.ptr[0] == '#')
            continue;
        if (name.ptr[0] != '@') {
            if (begins_with(name, part))
                s = read_one(self, folder, name);
        } else if (aver_str_is(aver_str_word(&rest), "@subject") &&
                   !part.len && rest.len) {
            s = read_pipeline(self, self->subject, rest);
        } else {
            s = aver_err_at(self->err, AVER_ERR_RULES, path, lines.number, 1,
                            "a file, or '@subject FOLDER', not '%.*s'",
                            (int)name.len, name.ptr);
        }
    }
    return s;
}

static aver_status
read_all(loading *self)
{
    const aver_rules_options *options = self->options;
    const char *subject = options->subject ? options->subject : "prisoners";
    aver_status s;

    self->lang = options->lang ? options->lang : "en";
    self->subject = beside(&self->rules->arena, self->lang,
                           aver_str_z(subject));
    s = read_pipeline(self, self->lang, aver_str_of("", 0));
    for (size_t i = 0; s == AVER_OK && i < options->n_add; i++)
        s = aver_overlay_rules(self->rules, options->add[i], self->err);
    return s;
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
    return self;
}

aver_status
aver_rules_load(const aver_rules_options *options, const aver_alloc *mem,
                aver_rules **out, aver_err *err)
{
    static const aver_rules_options defaults = {0};
    loading now = {.options = options ? options : &defaults, .err = err};
    aver_rules *self = new_rules(mem);
    aver_status s;

    *out = NULL;
    if (!self)
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    if (setjmp(self->oom)) {
        aver_rules_free(self);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    aver_symbols_init(&self->symbols, &self->arena);
    now.rules = self;
    s = read_all(&now);
    if (s != AVER_OK) {
        aver_rules_free(self);
        return s;
    }
    name_kinds(self);
    aver_gate_freeze(&self->gate);
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
