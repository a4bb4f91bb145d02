/* Entries that are there twice, or that nothing can match. */
#include "extract/lint.h"
#include "text/norm.h"

static int
same_attrs(const aver_attrs *a, const aver_attrs *b)
{
    return aver_str_same(a->event, b->event) &&
           aver_str_same(a->status, b->status) &&
           aver_str_same(a->code, b->code) && aver_str_same(a->mod, b->mod) &&
           aver_str_same(a->name, b->name) && a->has_value == b->has_value &&
           a->value == b->value && a->has_max == b->has_max &&
           a->max == b->max && a->from == b->from && a->to == b->to;
}

static int
has_all(const aver_feats *self, const aver_feats *part)
{
    for (int i = 0; i < AVER_FEATS_MOST / 64; i++)
        if (part->w[i] & ~self->w[i])
            return 0;
    return 1;
}

static int
overlap(const aver_attrs *a, const aver_attrs *b)
{
    return (!a->to || !b->from || b->from < a->to) &&
           (!b->to || !a->from || a->from < b->to);
}

static void
lint_pair(aver_linter *self, const aver_entry *first, const aver_entry *second)
{
    int n = (int)second->written.len;

    if (first->kind != second->kind ||
        first->match_case != second->match_case ||
        (first->match_case == AVER_CASE_ALL &&
         !aver_str_same(first->written, second->written)))
        return;
    if (same_attrs(first->attrs, second->attrs)) {
        if (has_all(&first->feats, &second->feats))
            aver_lint_tell(self, second->file, second->line, 1, "twice",
                           "'%.*s' stands already in %s:%u", n,
                           second->written.ptr, first->file, first->line);
        return;
    }
    if ((first->attrs->from || first->attrs->to || second->attrs->from ||
         second->attrs->to) &&
        first->attrs->code.len &&
        !aver_str_same(first->attrs->code, second->attrs->code) &&
        overlap(first->attrs, second->attrs))
        aver_lint_tell(self, second->file, second->line, 1, "validity",
                       "'%.*s' holds at the same time as in %s:%u, with "
                       "another code",
                       n, second->written.ptr, first->file, first->line);
}

static void
lint_twins(aver_linter *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (size_t i = 0; i < lexicon->nodes.n; i++) {
        const aver_entry *all = lexicon->nodes.at[i].entries;
        for (const aver_entry *a = all; a; a = a->next)
            for (const aver_entry *b = a->next; b; b = b->next)
                lint_pair(self, a, b);
    }
}

/* Whether the entry is found where it stands in a text, as texts are read. */
static int
is_found(aver_linter *self, const aver_entry *entry)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_token_lang lang = aver_lexicon_token_lang(lexicon);
    aver_str text = entry->written;
    char *around = aver_arena_get(self->arena, text.len + 5);
    aver_tokens tokens = {0};
    aver_norm norm;

    memcpy(around, "x ", 2);
    memcpy(around + 2, text.ptr, text.len);
    memcpy(around + 2 + text.len, " x", 3);
    aver_norm_run(self->arena, AVER_NORM_NEWS, around, (uint32_t)text.len + 4,
                  &norm);
    aver_token_run(self->arena, norm.text,
                   aver_span_of(0, (uint32_t)norm.text.len), &lang, &tokens);
    for (size_t at = 0; at < tokens.n; at++) {
        uint32_t node = 0;
        for (size_t i = at; i < tokens.n; i++) {
            node = aver_lexicon_follow(lexicon, node, &tokens.at[i]);
            if (!node)
                break;
            for (const aver_entry *e = lexicon->nodes.at[node].entries; e;
                 e = e->next)
                if (e == entry)
                    return 1;
        }
    }
    return 0;
}

static void
lint_entry(void *ctx, const aver_entry *entry)
{
    aver_linter *self = ctx;

    if (!is_found(self, entry))
        aver_lint_tell(self, entry->file, entry->line, 1, "never",
                       "'%.*s' can never match: a text is read otherwise",
                       (int)entry->written.len, entry->written.ptr);
}

void
aver_lint_lexicon(aver_linter *self)
{
    lint_twins(self);
    aver_lint_entries(self->rules, lint_entry, self);
}
