/* Entries that are there twice, or that nothing can match. */
#include "extract/lint.h"
#include "text/norm.h"

static int
same_attrs(const aver_attrs *a, const aver_attrs *b)
{
    return aver_text_same(a->event, b->event) &&
           aver_text_same(a->status, b->status) &&
           aver_text_same(a->code, b->code) &&
           aver_text_same(a->mod, b->mod) &&
           aver_text_same(a->name, b->name) && a->has_value == b->has_value &&
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

/* Both hold at some time, with different codes. */
static int
contradict(const aver_attrs *a, const aver_attrs *b)
{
    return (a->from || a->to || b->from || b->to) && a->code.len &&
           !aver_text_same(a->code, b->code) && overlap(a, b);
}

static void
tell_pair(aver_linter *self, const aver_entry *first, const aver_entry *second,
          const char *check, const char *before, const char *behind)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_str written = aver_entry_written(lexicon, second);

    aver_lint_tell(self, aver_entry_file(lexicon, second), second->line, 1,
                   check, "'%.*s' %s %s:%u%s", (int)written.len, written.ptr,
                   before, aver_entry_file(lexicon, first), first->line,
                   behind);
}

static void
lint_pair(aver_linter *self, const aver_entry *first, const aver_entry *second)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    const aver_attrs *a = aver_entry_attrs(lexicon, first);
    const aver_attrs *b = aver_entry_attrs(lexicon, second);

    if (first->kind != second->kind ||
        first->match_case != second->match_case ||
        (first->match_case == AVER_CASE_ALL &&
         !aver_str_same(aver_entry_written(lexicon, first),
                        aver_entry_written(lexicon, second))))
        return;
    if (!same_attrs(a, b)) {
        if (contradict(a, b))
            tell_pair(self, first, second, "validity",
                      "holds at the same time as in", ", with another code");
    } else if (has_all(aver_entry_feats(lexicon, first),
                       aver_entry_feats(lexicon, second))) {
        tell_pair(self, first, second, "twice", "stands already in", "");
    }
}

static void
lint_twins(aver_linter *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (size_t i = 0; i < lexicon->nodes.n; i++) {
        const aver_entry *a = aver_lexicon_entries(lexicon, (uint32_t)i), *b;
        for (; a; a = aver_entry_next(lexicon, a))
            for (b = a; (b = aver_entry_next(lexicon, b)) != NULL;)
                lint_pair(self, a, b);
    }
}

/* Whether the entry is found where it stands in a text, as texts are read. */
static int
is_found(aver_linter *self, const aver_entry *entry)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_token_lang lang = aver_lexicon_token_lang(lexicon);
    aver_str text = aver_entry_written(lexicon, entry);
    size_t before = aver_entry_is_contracted(text) ? 1 : 2;
    char *around = aver_arena_get(self->arena, text.len + 5);
    aver_tokens tokens = {0};
    aver_norm norm;

    memcpy(around, "x ", 2);
    memcpy(around + before, text.ptr, text.len);
    memcpy(around + before + text.len, " x", 3);
    aver_norm_run(self->arena, AVER_NORM_NEWS, around,
                  (uint32_t)(before + text.len + 2), &norm);
    aver_token_run(self->arena, norm.text,
                   aver_span_of(0, (uint32_t)norm.text.len), &lang, &tokens);
    aver_lexicon_number(lexicon, tokens.at, tokens.n);
    for (size_t at = 0; at < tokens.n; at++) {
        uint32_t node = aver_lexicon_begin(lexicon, &tokens.at[at]);
        for (size_t i = at + 1; node; i++) {
            for (const aver_entry *e = aver_lexicon_entries(lexicon, node); e;
                 e = aver_entry_next(lexicon, e))
                if (e == entry)
                    return 1;
            node = i < tokens.n
                       ? aver_lexicon_follow(lexicon, node, &tokens.at[i])
                       : 0;
        }
    }
    return 0;
}

static void
lint_entry(void *ctx, const aver_entry *entry)
{
    aver_linter *self = ctx;
    const aver_lexicon *lexicon = &self->rules->lexicon;
    aver_str written = aver_entry_written(lexicon, entry);

    if (!is_found(self, entry))
        aver_lint_tell(self, aver_entry_file(lexicon, entry), entry->line, 1,
                       "never",
                       "'%.*s' can never match: a text is read otherwise",
                       (int)written.len, written.ptr);
}

void
aver_lint_lexicon(aver_linter *self)
{
    lint_twins(self);
    aver_lint_entries(self->rules, lint_entry, self);
}
