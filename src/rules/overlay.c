#include "rules/overlay.h"

#include "rules/lexfile.h"
#include "rules/rulefile.h"
#include "rules/source.h"

static int
ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && !strcmp(text + n - m, end);
}

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

aver_status
aver_overlay_lexicons(aver_rules *rules, const char *dir,
                      const aver_inflections *inflections, aver_err *err)
{
    aver_names names = {0};
    aver_status s = aver_source_list(&rules->arena, dir, &names, err);

    for (size_t i = 0; s == AVER_OK && i < names.n; i++) {
        aver_str text;
        const char *path;
        if (!ends_with(names.at[i], ".txt"))
            continue;
        s = aver_source_read(&rules->arena, dir, names.at[i], &text, &path,
                             err);
        if (s == AVER_OK)
            s = aver_lexfile_read(rules, inflections, text, path, err);
    }
    return s;
}

static aver_rule *
find_rule(aver_rules *rules, aver_text id, aver_pass_type *type)
{
    for (size_t i = 0; i < rules->passes.n; i++) {
        aver_rule_vec *all = &rules->passes.at[i].rules;
        *type = rules->passes.at[i].type;
        for (size_t k = 0; k < all->n; k++)
            if (aver_text_same(all->at[k].id, id))
                return &all->at[k];
    }
    return NULL;
}

/* Rules that replace others do so; the rest stays in `pass`. */
static aver_status
replace_rules(aver_rules *rules, aver_pass *pass, aver_err *err)
{
    size_t left = 0;

    for (size_t i = 0; i < pass->rules.n; i++) {
        aver_rule *fresh = &pass->rules.at[i];
        aver_pass_type type;
        aver_rule *old = find_rule(rules, fresh->id, &type);
        if (old && type != pass->type)
            return aver_err_at(err, AVER_ERR_RULES,
                               aver_rule_file(rules, fresh), fresh->place.line,
                               fresh->place.column,
                               "rule '%s' cannot take the place of that in "
                               "%s:%u, which is of another pass",
                               aver_rule_id(rules, fresh),
                               aver_rule_file(rules, old), old->place.line);
        if (old) {
            *old = *fresh;
            rules->n_rules--;
        } else {
            pass->rules.at[left++] = *fresh;
        }
    }
    pass->rules.n = left;
    return AVER_OK;
}

/* Whether the pass goes in front of `other`, of the same type. */
static int
goes_before(const aver_pass *pass, const aver_pass *other)
{
    const char *name = base_name(pass->file);

    if (*name >= '0' && *name <= '9')
        return strcmp(name, base_name(other->file)) <= 0;
    return pass->type != AVER_PASS_UNIT;
}

static void
insert_pass(aver_rules *rules, const aver_pass *pass)
{
    aver_passes *all = &rules->passes;
    size_t at = all->n;

    for (size_t i = all->n; i-- > 0;)
        if (all->at[i].type == pass->type) {
            if (at == all->n)
                at = i + 1;
            if (goes_before(pass, &all->at[i]))
                at = i;
        }
    AVER_PUSH(&rules->arena, all, *pass);
    memmove(&all->at[at + 1], &all->at[at],
            (all->n - 1 - at) * sizeof *all->at);
    all->at[at] = *pass;
}

static aver_status
overlay_file(aver_rules *rules, const char *dir, const char *name,
             aver_err *err)
{
    aver_str text;
    const char *path;
    aver_pass pass;
    aver_status s = aver_source_read(&rules->arena, dir, name, &text, &path,
                                     err);

    if (s == AVER_OK)
        s = aver_rulefile_read(rules, text, path, err);
    if (s != AVER_OK)
        return s;
    pass = rules->passes.at[--rules->passes.n];
    s = replace_rules(rules, &pass, err);
    if (s == AVER_OK && pass.rules.n)
        insert_pass(rules, &pass);
    return s;
}

aver_status
aver_overlay_rules(aver_rules *rules, const char *dir, aver_err *err)
{
    aver_names names = {0};
    aver_status s = aver_source_list(&rules->arena, dir, &names, err);

    for (size_t i = 0; s == AVER_OK && i < names.n; i++)
        if (ends_with(names.at[i], ".rules"))
            s = overlay_file(rules, dir, names.at[i], err);
    return s;
}
