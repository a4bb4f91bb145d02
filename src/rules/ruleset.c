#include "rules/ruleset.h"

#include "rules/lexfile.h"
#include "rules/lines.h"
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

static aver_status
read_one(aver_rules *self, const char *dir, const char *name,
         aver_inflections *inflections, aver_err *err)
{
    const char *path;
    aver_str text;
    aver_status s = aver_source_read(&self->arena, dir, name, &text, &path,
                                     err);

    if (s != AVER_OK)
        return s;
    if (ends_with(aver_str_z(name), ".rules"))
        return aver_rulefile_read(self, text, path, err);
    if (ends_with(aver_str_z(name), "inflection.txt"))
        return aver_inflect_read(&self->arena, text, path, inflections, err);
    return aver_lexfile_read(self, inflections, text, path, err);
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

static aver_status
read_all(aver_rules *self, const char *dir, const char *language,
         aver_err *err)
{
    const char *pipeline =
        beside(&self->arena, language, aver_str_z("pipeline.txt"));
    aver_inflections inflections = {0};
    aver_lines lines = {0};
    const char *path;
    aver_str line;
    aver_status s = aver_source_read(&self->arena, dir, pipeline, &lines.text,
                                     &path, err);

    while (s == AVER_OK && aver_lines_next(&lines, &line)) {
        aver_str name = aver_str_trim(line);
        if (name.len && name.ptr[0] != '#')
            s = read_one(self, dir, beside(&self->arena, language, name),
                         &inflections, err);
    }
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
aver_rules_load(const char *dir, const aver_alloc *mem, aver_rules **out,
                aver_err *err)
{
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
    s = read_all(self, dir, "en", err);
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
aver_rules_jit(aver_rules *self)
{
    for (size_t i = 0; i < self->rxs.n; i++)
        aver_rx_jit(self->rxs.at[i]);
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
