/* freeze OUT.c LANG/SUBJECT...: rule sets of the built-in texts, loaded, as C
 * data (rules/frozen.h). Part of the build, not of aver. */
#include <stdio.h>
#include <stdlib.h>

#include "rules/frozen.h"
#include "tools/order.h"

/* The loader, which this is linked with, is to read the texts. */
const aver_frozen aver_frozen_sets[] = {{NULL, NULL, NULL}};

/* What stands here must be written below: a new field changes a size. */
#define AVER_SIZE(type, size)                                                 \
    _Static_assert(sizeof(type) == (size) || sizeof(void *) != 8, #type)
AVER_SIZE(aver_rule, 416);
AVER_SIZE(aver_setting, 24);
AVER_SIZE(aver_example, 28);
AVER_SIZE(aver_step, 12);
AVER_SIZE(aver_entry, 32);
AVER_SIZE(aver_attrs, 72);
AVER_SIZE(aver_pass, 64);
AVER_SIZE(aver_require, 24);
AVER_SIZE(aver_word_slot, 32);
AVER_SIZE(aver_lexicon, 1272);
AVER_SIZE(struct aver_rules, 3840);
AVER_SIZE(aver_texts, 48);
AVER_SIZE(aver_unit_set, 32);
AVER_SIZE(aver_gate_phrase, 12);
AVER_SIZE(aver_gate_slot, 16);
AVER_SIZE(aver_reach_step, 16);
AVER_SIZE(aver_raw, 96);

typedef struct {
    FILE *out; /* into memory */
    const aver_rules *rules;
    unsigned set;     /* of several: part of every name */
    aver_arena arena; /* of what is gathered */
    /* Those of the rule set, and others behind them. They are written once,
     * after all that points to them. */
    aver_texts texts;
    AVER_VEC(const aver_attrs *) attrs; /* different ones */
    size_t n_entries;                   /* with the first, which is none */
    size_t n_feats;                     /* different sets */
    aver_order order;
} freezer;

static void *
need(void *ptr)
{
    if (!ptr) {
        fprintf(stderr, "freeze: out of memory\n");
        exit(2);
    }
    return ptr;
}

static void
put_str(freezer *self, aver_str text)
{
    fprintf(self->out, "{T%u + %u, %zu},", self->set,
            aver_texts_add(&self->texts, &self->arena, text).at, text.len);
}

static void
put_z(freezer *self, const char *z)
{
    aver_str text = aver_str_z(z);

    fprintf(self->out, "T%u + %u,", self->set,
            aver_texts_add(&self->texts, &self->arena, text).at);
}

static void
put_text(freezer *self, aver_text text)
{
    fprintf(self->out, "{%u,%u},", text.at, text.len);
}

static void
put_words(freezer *self, const uint64_t *at, size_t n)
{
    fprintf(self->out, "{");
    for (size_t i = 0; i < n; i++)
        fprintf(self->out, "0x%llx,", (unsigned long long)at[i]);
    fprintf(self->out, "},");
}

static void
put_feats(freezer *self, const aver_feats *feats)
{
    fprintf(self->out, "{");
    put_words(self, feats->w, AVER_FEATS_MOST / 64);
    fprintf(self->out, "},");
}

static void
put_shorts(freezer *self, const uint16_t *at, size_t n)
{
    fprintf(self->out, "{");
    for (size_t i = 0; i < n; i++)
        fprintf(self->out, "%u,", at[i]);
    fprintf(self->out, "},");
}

/* `static const TYPE NAME[] = {`; put_end closes it. */
static void
put_begin(freezer *self, const char *type, const char *name, size_t number)
{
    fprintf(self->out, "static const %s %s%u_%zu[] = {", type, name, self->set,
            number);
}

/* An array is never empty. */
static void
put_end(freezer *self, size_t n)
{
    fprintf(self->out, n ? "};\n" : "{0}};\n");
}

static void
put_chars(freezer *self, const char *name, const char *at, size_t n)
{
    put_begin(self, "char", name, 0);
    for (size_t i = 0; i < n; i++)
        fprintf(self->out, "%d,", at[i]);
    put_end(self, n);
}

static void
put_uint16s(freezer *self, const char *name, const uint16_t *at, size_t n)
{
    put_begin(self, "uint16_t", name, 0);
    for (size_t i = 0; i < n; i++)
        fprintf(self->out, "%u,", at[i]);
    put_end(self, n);
}

static void
put_uint32s(freezer *self, const char *name, const uint32_t *at, size_t n)
{
    put_begin(self, "uint32_t", name, 0);
    for (size_t i = 0; i < n; i++)
        fprintf(self->out, "%u,", at[i]);
    put_end(self, n);
}

static int
same_attrs(const aver_attrs *a, const aver_attrs *b)
{
    return aver_text_same(a->event, b->event) &&
           aver_text_same(a->status, b->status) &&
           aver_text_same(a->code, b->code) &&
           aver_text_same(a->mod, b->mod) &&
           aver_text_same(a->name, b->name) && a->value == b->value &&
           a->max == b->max && a->has_value == b->has_value &&
           a->has_max == b->has_max && a->from == b->from && a->to == b->to;
}

/* The newest first: entries that share theirs stand together. */
static size_t
attrs_number(freezer *self, const aver_attrs *attrs)
{
    enum { BACK = 64 };
    size_t n = self->attrs.n;

    for (size_t i = n; i > 0 && i + BACK > n; i--)
        if (same_attrs(self->attrs.at[i - 1], attrs))
            return i - 1;
    AVER_PUSH(&self->arena, &self->attrs, attrs);
    return self->attrs.n - 1;
}

static void
put_attrs(freezer *self)
{
    put_begin(self, "aver_attrs", "attrs", 0);
    for (size_t i = 0; i < self->attrs.n; i++) {
        const aver_attrs *a = self->attrs.at[i];
        fprintf(self->out, "{");
        put_text(self, a->event);
        put_text(self, a->status);
        put_text(self, a->code);
        put_text(self, a->mod);
        put_text(self, a->name);
        fprintf(self->out, "%lld,%lld,%d,%d,%ld,%ld},\n", (long long)a->value,
                (long long)a->max, a->has_value, a->has_max, (long)a->from,
                (long)a->to);
    }
    put_end(self, self->attrs.n);
}

typedef AVER_VEC(uint32_t) numbers;

/* The number of a set of features: they stand as their entries do. */
static uint32_t
feats_number(freezer *self, uint32_t feats, uint32_t *number, numbers *sets)
{
    if (!number[feats]) {
        AVER_PUSH(&self->arena, sets, feats);
        number[feats] = (uint32_t)sets->n;
    }
    return number[feats] - 1;
}

static void
put_entry(freezer *self, const aver_entry *e, uint32_t feats, uint32_t next)
{
    const aver_attrs *attrs = aver_entry_attrs(&self->rules->lexicon, e);

    fprintf(self->out, "{%u,%u,%u,%u,%u,%u,%u,%u,%zu,{%u,%u},%u},\n", e->kind,
            e->file, e->use, e->words, e->match_case, e->dated, e->line, feats,
            attrs_number(self, attrs), e->written.at, e->written.len, next);
}

/* Entries in the order of their nodes, those of a node one behind the other.
 * Returns the first one of each node. */
static const uint32_t *
put_entries(freezer *self)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;
    uint32_t *first = AVER_NEWS(&self->arena, uint32_t, lexicon->nodes.n + 1);
    uint32_t *number = AVER_NEWS(&self->arena, uint32_t, lexicon->feats.n + 1);
    numbers sets = {0};
    uint32_t n = 1;

    put_begin(self, "aver_entry", "entries", 0);
    fprintf(self->out, "{0},\n");
    for (size_t i = 0; i < lexicon->nodes.n; i++) {
        uint32_t node = self->order.nodes[i];
        const aver_entry *e = aver_lexicon_entries(lexicon, node);
        first[node] = e ? n : 0;
        for (; e; e = aver_entry_next(lexicon, e), n++)
            put_entry(self, e, feats_number(self, e->feats, number, &sets),
                      e->next ? n + 1 : 0);
    }
    put_end(self, n);
    self->n_entries = n;
    put_begin(self, "aver_feats", "featsets", 0);
    for (size_t i = 0; i < sets.n; i++)
        put_feats(self, &lexicon->feats.at[sets.at[i]]);
    put_end(self, sets.n);
    self->n_feats = sets.n;
    return first;
}

/* The table of words anew, the frequent ones in front and in the first places
 * of those behind; and their letters. */
static void
put_words_of(freezer *self, const uint32_t *first)
{
    const aver_lexicon *l = &self->rules->lexicon;
    size_t n = aver_lexicon_slots(l);
    aver_lexicon fresh = {.words_room = l->words_room};

    fresh.words = AVER_NEWS(&self->arena, aver_word_slot, n + 1);
    for (size_t i = 0; i < n; i++) {
        const aver_word_slot *from = &l->words[self->order.words[i]];
        aver_str word = aver_lexicon_letters(l, from);
        aver_word_slot *to;
        if (!from->word)
            continue;
        to = aver_lexicon_slot(&fresh, word,
                               aver_token_hash(word.ptr, word.len));
        *to = *from;
        to->at = (uint32_t)fresh.letters.n;
        to->entries = first[from->node];
        AVER_VEC_ROOM(&self->arena, &fresh.letters,
                      fresh.letters.n + word.len);
        memcpy(fresh.letters.at + fresh.letters.n, word.ptr, word.len);
        fresh.letters.n += word.len;
    }
    put_begin(self, "aver_word_slot", "words", 0);
    for (size_t i = 0; i < n; i++) {
        const aver_word_slot *w = &fresh.words[i];
        fprintf(self->out, "{0x%llx,%u,%u,%u,%u,%u,%u,%u},\n",
                (unsigned long long)w->head, w->word, w->at, w->len, w->behind,
                w->node, w->entries, w->nexts);
    }
    put_end(self, n);
    put_chars(self, "letters", fresh.letters.at, fresh.letters.n);
    put_uint16s(self, "literal", l->literal.at, l->literal.n);
}

static void
put_nodes(freezer *self, const uint32_t *first)
{
    const aver_lexicon *l = &self->rules->lexicon;

    put_begin(self, "aver_lexicon_node", "nodes", 0);
    for (size_t i = 0; i < l->nodes.n; i++)
        fprintf(self->out, "{%u,%u},", first[i], l->nodes.at[i].nexts);
    put_end(self, l->nodes.n);
}

static void
put_lexicon(freezer *self)
{
    const aver_lexicon *l = &self->rules->lexicon;
    const uint32_t *first = put_entries(self);

    put_nodes(self, first);
    put_words_of(self, first);
    put_begin(self, "aver_edge_slot", "edges", 0);
    for (size_t i = 0; i < l->edges_room; i++)
        fprintf(self->out, "{%u,%u,%u},\n", l->edges[i].node, l->edges[i].word,
                l->edges[i].to);
    put_end(self, l->edges_room);
    put_begin(self, "char *const", "files", 0);
    for (size_t i = 0; i < l->files.n; i++)
        put_z(self, l->files.at[i]);
    put_end(self, l->files.n);
}

/* The image of a pattern, in words, so that it is aligned. */
static void
put_image(freezer *self, const aver_rx *rx)
{
    size_t n = 0;
    uint8_t *image = need(aver_rx_image(rx, &n));

    put_begin(self, "uint64_t", "image", rx->number);
    for (size_t i = 0; i < n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, image + i, n - i < 8 ? n - i : 8);
        fprintf(self->out, "0x%llx,", (unsigned long long)word);
    }
    put_end(self, n);
    aver_rx_image_free(image);
    put_begin(self, "aver_rx", "rx", rx->number);
    fprintf(self->out, "{0, 0, 0, image%u_%u, %u, %u}", self->set, rx->number,
            rx->groups, rx->number);
    put_end(self, 1);
}

static void
put_sets(freezer *self)
{
    const aver_reaches *all = &self->rules->reaches;

    put_uint32s(self, "word_symbols", all->symbols.at, all->symbols.n);
    put_begin(self, "aver_unit_part", "set_parts", 0);
    for (size_t i = 0; i < all->parts.n; i++) {
        const aver_unit_part *part = &all->parts.at[i];
        fprintf(self->out, "{{%u,%u,%u},%u},", part->with[0], part->with[1],
                part->with[2], part->without);
    }
    put_end(self, all->parts.n);
    put_begin(self, "aver_unit_block", "set_blocks", 0);
    for (size_t i = 0; i < all->blocks.n; i++)
        fprintf(self->out, "{%lu,0x%lx},", (unsigned long)all->blocks.at[i].at,
                (unsigned long)all->blocks.at[i].symbols);
    put_end(self, all->blocks.n);
    put_begin(self, "aver_unit_set", "sets_of", 0);
    for (size_t i = 0; i < all->sets.n; i++) {
        const aver_unit_set *set = &all->sets.at[i];
        fprintf(self->out, "{0x%llx,%u,%u,%u,%u,%u,%u,%u},\n",
                (unsigned long long)set->raws, set->parts, set->blocks,
                set->n_parts, set->n_blocks, set->but, set->all, set->marked);
    }
    put_end(self, all->sets.n);
}

static void
put_reaches(freezer *self)
{
    const aver_reaches *all = &self->rules->reaches;

    put_sets(self);
    put_begin(self, "aver_raw", "raws", 0);
    for (size_t i = 0; i < all->raws.n; i++) {
        fprintf(self->out, "{");
        put_str(self, all->raws.at[i].regex);
        fprintf(self->out, "rx%u_%u,%d,{{", self->set,
                all->raws.at[i].rx->number, all->raws.at[i].any);
        put_words(self, all->raws.at[i].edges.first.w, 4);
        fprintf(self->out, "},{");
        put_words(self, all->raws.at[i].edges.last.w, 4);
        fprintf(self->out, "}}},");
    }
    put_end(self, all->raws.n);
    put_begin(self, "aver_reach_step", "reach_steps", 0);
    for (size_t i = 0; i < all->steps.n; i++) {
        const aver_reach_step *step = &all->steps.at[i];
        fprintf(self->out, "{%u,%u,%u,%u,%u,%u,%lu,%lu},\n", step->type,
                step->least, step->most, step->flags, step->group, step->n,
                (unsigned long)step->look, (unsigned long)step->at);
    }
    put_end(self, all->steps.n);
}

static void
put_span(freezer *self, aver_span span)
{
    fprintf(self->out, "{%u,%u},", span.start, span.end);
}

static void
put_rxs(freezer *self)
{
    const aver_rules *rules = self->rules;

    for (size_t i = 0; i < rules->rxs.n; i++)
        put_image(self, rules->rxs.at[i]);
    put_begin(self, "aver_rx *const", "rxs", 0);
    for (size_t i = 0; i < rules->rxs.n; i++)
        fprintf(self->out, "rx%u_%zu,", self->set, i + 1);
    put_end(self, rules->rxs.n);
}

/* The lists of which rules have parts. */
static void
put_parts(freezer *self)
{
    const aver_rules *rules = self->rules;

    put_begin(self, "aver_require", "requires", 0);
    for (size_t i = 0; i < rules->requires.n; i++) {
        const aver_require *r = &rules->requires.at[i];
        fprintf(self->out, "{0,0,%u,%u,%u,%u},", r->min, r->max, r->marked,
                r->set);
    }
    put_end(self, rules->requires.n);
    put_begin(self, "aver_step", "steps", 0);
    for (size_t i = 0; i < rules->steps.n; i++)
        fprintf(self->out, "{%u,%u,%d},", rules->steps.at[i].regex,
                rules->steps.at[i].source, rules->steps.at[i].bar);
    put_end(self, rules->steps.n);
    put_begin(self, "aver_setting", "settings", 0);
    for (size_t i = 0; i < rules->settings.n; i++) {
        fprintf(self->out, "{%u,", rules->settings.at[i].slot);
        put_text(self, rules->settings.at[i].value);
        fprintf(self->out, "%lld},", (long long)rules->settings.at[i].number);
    }
    put_end(self, rules->settings.n);
    put_begin(self, "aver_example", "examples", 0);
    for (size_t i = 0; i < rules->examples.n; i++) {
        const aver_example *e = &rules->examples.at[i];
        fprintf(self->out, "{%d,", e->sign);
        put_text(self, e->sentence);
        put_text(self, e->expect);
        fprintf(self->out, "{%u,%u}},", e->place.line, e->place.column);
    }
    put_end(self, rules->examples.n);
}

static void
put_rule(freezer *self, const aver_rule *r)
{
    fprintf(self->out, "{");
    put_text(self, r->id);
    put_text(self, r->file);
    fprintf(self->out, "{%u,%u},%u,", r->place.line, r->place.column, r->rx);
    put_text(self, r->text);
    put_text(self, r->source);
    put_text(self, r->regex);
    fprintf(self->out, "%u,", r->n_macros);
    put_span(self, r->steps);
    put_shorts(self, r->groups, AVER_RX_GROUPS);
    fprintf(self->out, "%u,", r->n_groups);
    put_span(self, r->requires);
    fprintf(self->out, "{%u,%u,%u},", r->reach.at, r->reach.n, r->reach.exact);
    put_words(self, r->fills, AVER_SLOTS_MOST / 64);
    fprintf(self->out, "%u,%u,", r->emit_kind, r->emit_from);
    put_words(self, r->emit_with, AVER_SLOTS_MOST / 64);
    put_feats(self, &r->add);
    put_feats(self, &r->drop);
    fprintf(self->out, "%d,%d,%d,", (int)r->value, r->also, r->alone);
    put_span(self, r->sets);
    fprintf(self->out, "%zu,",
            r->attrs ? 1 + attrs_number(self, aver_rule_attrs(self->rules, r))
                     : 0);
    put_span(self, r->examples);
    fprintf(self->out, "},\n");
}

static void
put_shortlist(freezer *self)
{
    const aver_shortlist *list = &self->rules->shortlist;

    put_uint32s(self, "listed_first", list->first, list->n_symbols + 1);
    put_begin(self, "aver_shortlist_part", "listed", 0);
    for (size_t i = 0; i < list->first[list->n_symbols]; i++)
        fprintf(self->out, "{%u,%u},", list->parts[i].rules,
                list->parts[i].at);
    put_end(self, list->first[list->n_symbols]);
    put_uint16s(self, "listed_open", list->open, list->n_words);
}

static void
put_passes(freezer *self)
{
    const aver_passes *passes = &self->rules->passes;

    for (size_t i = 0; i < passes->n; i++) {
        const aver_rule_vec *rules = &passes->at[i].rules;
        put_begin(self, "aver_rule", "rules", i);
        for (size_t k = 0; k < rules->n; k++)
            put_rule(self, &rules->at[k]);
        put_end(self, rules->n);
    }
    put_begin(self, "aver_pass", "passes", 0);
    for (size_t i = 0; i < passes->n; i++) {
        const aver_pass *p = &passes->at[i];
        fprintf(self->out, "{%d,%d,", (int)p->type, p->repeat);
        put_z(self, p->file);
        put_str(self, p->date);
        fprintf(self->out, "{(aver_rule *)rules%u_%zu,%zu,%zu},%lu},\n",
                self->set, i, p->rules.n, p->rules.n,
                (unsigned long)p->listed);
    }
    put_end(self, passes->n);
}

static void
put_names(freezer *self, const char *name, const aver_names *names)
{
    put_begin(self, "char *const", name, 0);
    for (size_t i = 0; i < names->n; i++)
        put_z(self, names->at[i]);
    put_end(self, names->n);
}

static void
put_macros(freezer *self)
{
    const aver_macros *macros = &self->rules->macros;

    for (size_t i = 0; i < macros->n; i++) {
        const aver_source *body = &macros->at[i].body;
        put_begin(self, "aver_piece", "pieces", i);
        for (size_t k = 0; k < body->n_pieces; k++)
            fprintf(self->out, "{%u,{%u,%u}},", body->pieces[k].start,
                    body->pieces[k].place.line, body->pieces[k].place.column);
        put_end(self, body->n_pieces);
    }
    put_begin(self, "aver_macro", "macros", 0);
    for (size_t i = 0; i < macros->n; i++) {
        const aver_macro *m = &macros->at[i];
        fprintf(self->out, "{");
        put_str(self, m->name);
        fprintf(self->out, "{");
        put_str(self, m->body.text);
        fprintf(self->out, "pieces%u_%zu,%zu},", self->set, i,
                m->body.n_pieces);
        put_z(self, m->file);
        fprintf(self->out, "},\n");
    }
    put_end(self, macros->n);
}

static void
put_gate_set(freezer *self, const aver_gate_set *set)
{
    fprintf(self->out, "{");
    put_words(self, set->w, AVER_GATE_CLASSES / 64);
    fprintf(self->out, "},");
}

static void
put_bitmap(freezer *self, const uint64_t *at, size_t number, size_t bits)
{
    put_begin(self, "uint64_t", "bitmaps", number);
    for (size_t i = 0; i < bits / 64; i++)
        fprintf(self->out, "0x%llx,", (unsigned long long)at[i]);
    put_end(self, 1);
}

static void
put_others(freezer *self)
{
    const aver_rules *r = self->rules;

    put_names(self, "kinds", &r->symbols.kinds);
    put_names(self, "feats", &r->symbols.feats);
    put_names(self, "slots", &r->symbols.slots);
    put_macros(self);
    put_reaches(self);
    put_begin(self, "aver_gate_phrase", "phrases", 0);
    for (size_t i = 0; i < r->gate.phrases.n; i++) {
        const aver_gate_phrase *p = &r->gate.phrases.at[i];
        fprintf(self->out, "{%u,%u,%u,%u},\n", p->at, p->len, p->behind,
                p->classes);
    }
    put_end(self, r->gate.phrases.n);
    put_begin(self, "aver_gate_set", "phrase_classes", 0);
    for (size_t i = 0; i < r->gate.sets.n; i++)
        put_gate_set(self, &r->gate.sets.at[i]);
    put_end(self, r->gate.sets.n);
    put_bitmap(self, r->gate.first, 0, 1 << AVER_GATE_KEYS);
    put_bitmap(self, r->gate.first_pairs, 1, 1 << AVER_GATE_PAIRS);
    put_bitmap(self, r->gate.pairs, 2, 1 << AVER_GATE_PAIRS);
    put_bitmap(self, r->gate.by_class, 3, AVER_GATE_CLASSES << AVER_GATE_FEW);
    put_chars(self, "gate_letters", r->gate.letters.at, r->gate.letters.n);
    put_begin(self, "aver_gate_slot", "slots_of", 0);
    for (size_t i = 0; i < r->gate.slots.n; i++)
        fprintf(self->out, "{0x%llx,%u,%u,%u,%u,%u},\n",
                (unsigned long long)r->gate.slots.at[i].key,
                r->gate.slots.at[i].first, r->gate.slots.at[i].n,
                r->gate.slots.at[i].any, r->gate.slots.at[i].letters,
                r->gate.slots.at[i].again);
    put_end(self, r->gate.slots.n);
    put_begin(self, "aver_gate_set", "openings", 0);
    for (size_t i = 0; i < r->gate.openings.n; i++)
        put_gate_set(self, &r->gate.openings.at[i]);
    put_end(self, r->gate.openings.n);
    put_begin(self, "aver_gate_set", "uses", 0);
    for (size_t i = 0; i < r->gate.uses.n; i++)
        put_gate_set(self, &r->gate.uses.at[i]);
    put_end(self, r->gate.uses.n);
    put_begin(self, "aver_lexicon_file", "lexicons", 0);
    for (size_t i = 0; i < r->lexicons.n; i++) {
        fprintf(self->out, "{");
        put_z(self, r->lexicons.at[i].file);
        fprintf(self->out, "%zu},", r->lexicons.at[i].entries);
    }
    put_end(self, r->lexicons.n);
}

/* The arrays are const, though their owner's type is not: nothing is written
 * to a rule set once it is loaded. */
static void
put_vec(freezer *self, const char *field, const char *type, const char *name,
        size_t n)
{
    fprintf(self->out, "    .%s = {(%s *)%s%u_0,%zu,%zu},\n", field, type,
            name, self->set, n, n);
}

static void
put_set(freezer *self)
{
    const aver_rules *r = self->rules;
    const aver_lexicon *l = &r->lexicon;
    unsigned set = self->set;

    fprintf(self->out, "static const struct aver_rules set%u = {\n", set);
    put_vec(self, "symbols.kinds", "const char *", "kinds",
            r->symbols.kinds.n);
    put_vec(self, "symbols.feats", "const char *", "feats",
            r->symbols.feats.n);
    put_vec(self, "symbols.slots", "const char *", "slots",
            r->symbols.slots.n);
    fprintf(self->out,
            "    .lexicon.words = (aver_word_slot *)words%u_0,\n"
            "    .lexicon.words_room = %zu, .lexicon.words_n = %zu,\n"
            "    .lexicon.edges = (aver_edge_slot *)edges%u_0,\n"
            "    .lexicon.edges_room = %zu, .lexicon.edges_n = %zu,\n"
            "    .lexicon.n_entries = %zu,\n",
            set, l->words_room, l->words_n, set, l->edges_room, l->edges_n,
            l->n_entries);
    put_vec(self, "lexicon.nodes", "aver_lexicon_node", "nodes", l->nodes.n);
    put_vec(self, "lexicon.letters", "char", "letters", l->letters.n);
    put_vec(self, "lexicon.literal", "uint16_t", "literal", l->literal.n);
    put_vec(self, "lexicon.entries", "aver_entry", "entries", self->n_entries);
    put_vec(self, "lexicon.feats", "aver_feats", "featsets", self->n_feats);
    put_vec(self, "lexicon.attrs", "aver_attrs", "attrs", self->attrs.n);
    put_vec(self, "lexicon.files", "const char *", "files", l->files.n);
    fprintf(self->out,
            "    .texts.all = {(char *)T%u, sizeof T%u, sizeof T%u},\n"
            "    .lexicon.decimal = %d,\n    .lexicon.marks = ",
            set, set, set, l->decimal);
    put_words(self, l->marks, AVER_LEXICON_MARKS / 64);
    fputc('\n', self->out);
    put_vec(self, "lexicons", "aver_lexicon_file", "lexicons", r->lexicons.n);
    put_vec(self, "passes", "aver_pass", "passes", r->passes.n);
    put_vec(self, "rxs", "aver_rx *", "rxs", r->rxs.n);
    put_vec(self, "requires", "aver_require", "requires", r->requires.n);
    put_vec(self, "steps", "aver_step", "steps", r->steps.n);
    put_vec(self, "settings", "aver_setting", "settings", r->settings.n);
    put_vec(self, "examples", "aver_example", "examples", r->examples.n);
    put_vec(self, "macros", "aver_macro", "macros", r->macros.n);
    put_vec(self, "reaches.steps", "aver_reach_step", "reach_steps",
            r->reaches.steps.n);
    put_vec(self, "reaches.raws", "aver_raw", "raws", r->reaches.raws.n);
    put_vec(self, "reaches.sets", "aver_unit_set", "sets_of",
            r->reaches.sets.n);
    put_vec(self, "reaches.parts", "aver_unit_part", "set_parts",
            r->reaches.parts.n);
    put_vec(self, "reaches.blocks", "aver_unit_block", "set_blocks",
            r->reaches.blocks.n);
    put_vec(self, "reaches.symbols", "uint32_t", "word_symbols",
            r->reaches.symbols.n);
    put_vec(self, "gate.phrases", "aver_gate_phrase", "phrases",
            r->gate.phrases.n);
    put_vec(self, "gate.letters", "char", "gate_letters", r->gate.letters.n);
    put_vec(self, "gate.sets", "aver_gate_set", "phrase_classes",
            r->gate.sets.n);
    put_vec(self, "gate.slots", "aver_gate_slot", "slots_of", r->gate.slots.n);
    put_vec(self, "gate.openings", "aver_gate_set", "openings",
            r->gate.openings.n);
    put_vec(self, "gate.uses", "aver_gate_set", "uses", r->gate.uses.n);
    fprintf(
        self->out,
        "    .shortlist = {listed_first%u_0,listed%u_0,listed_open%u_0,%lu,"
        "%lu},\n",
        set, set, set, (unsigned long)r->shortlist.n_words,
        (unsigned long)r->shortlist.n_symbols);
    fprintf(self->out, "    .symbols.shown = {");
    put_words(self, r->symbols.shown.w, AVER_FEATS_MOST / 64);
    fprintf(self->out, "},\n");
    fprintf(self->out, "    .reaches.n_looks = %u, .reaches.n_words = %u,\n",
            r->reaches.n_looks, r->reaches.n_words);
    fprintf(self->out,
            "    .gate.open = %d, .gate.full = %d, .n_rules = %zu,\n",
            r->gate.open, r->gate.full, r->n_rules);
    fprintf(self->out, "    .gate.firsts = ");
    put_gate_set(self, &r->gate.firsts);
    fprintf(self->out, "\n    .gate.late = ");
    put_gate_set(self, &r->gate.late);
    fprintf(self->out, "\n    .gate.ends = ");
    put_shorts(self, r->gate.ends, AVER_GATE_CLASSES);
    fprintf(self->out,
            "\n    .gate.first = (uint64_t *)bitmaps%u_0,\n"
            "    .gate.first_pairs = (uint64_t *)bitmaps%u_1,\n"
            "    .gate.pairs = (uint64_t *)bitmaps%u_2,\n"
            "    .gate.by_class = (uint64_t *)bitmaps%u_3,\n",
            set, set, set, set);
    fprintf(self->out, "\n    .symbols.n_shown = %u, .symbols.places = ",
            r->symbols.n_shown);
    put_shorts(self, r->symbols.places, AVER_FEATS_MOST);
    fprintf(self->out, "\n    .kind_feats = ");
    put_shorts(self, r->kind_feats, AVER_KINDS_MOST);
    fprintf(self->out, "\n};\n");
}

/* As a string, whose pieces no compiler finds too long a line. */
static void
put_texts(const freezer *self, FILE *out)
{
    enum { LINE = 64 };

    fprintf(out, "static const char T%u[] =", self->set);
    for (size_t i = 0; i < self->texts.all.n; i++) {
        unsigned char c = (unsigned char)self->texts.all.at[i];
        if (i % LINE == 0)
            fprintf(out, "%s\n\"", i ? "\"" : "");
        if (c < ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%03o", c);
        else
            putc(c, out);
    }
    fprintf(out, "\";\n\n");
}

/* The arrays of a set; texts and attributes, to which the others point,
 * first. */
static void
put_all(freezer *self, FILE *out)
{
    char *body = NULL;
    size_t n = 0;

    self->out = need(open_memstream(&body, &n));
    put_lexicon(self);
    put_rxs(self);
    put_parts(self);
    put_passes(self);
    put_shortlist(self);
    put_others(self);
    put_set(self);
    fclose(self->out);
    self->out = out;
    put_texts(self, out);
    put_attrs(self);
    fwrite(body, 1, n, out);
    free(body);
}

static aver_rules *
load(const char *lang, const char *subject)
{
    aver_rules_options options = {.lang = lang, .subject = subject};
    aver_err err = {AVER_OK, "", 0, 0, ""};
    aver_rules *rules = NULL;

    if (aver_rules_load(&options, NULL, &rules, &err) != AVER_OK) {
        fprintf(stderr, "freeze: %s:%u:%u: %s\n", err.file, err.line,
                err.column, err.message);
        exit(2);
    }
    return rules;
}

static int
write_file(const char *path, const char *body, size_t n)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return 0;
    fprintf(out, "#include \"rules/frozen.h\"\n\n");
    fwrite(body, 1, n, out);
    n = (size_t)ferror(out);
    return !fclose(out) && !n;
}

enum { SETS_MOST = 16 }; /* rule sets that are frozen */

int
main(int argc, char **argv)
{
    jmp_buf oom;
    freezer self = {.arena = {.on_oom = &oom}};
    char *body = NULL, *list = NULL;
    aver_rules *loaded[SETS_MOST] = {NULL};
    size_t n = 0, list_n = 0;
    FILE *out = need(open_memstream(&body, &n));
    FILE *sets = need(open_memstream(&list, &list_n));

    if (argc < 2 || argc > 2 * SETS_MOST || setjmp(oom))
        return 2;
    for (int i = 2; i + 1 < argc; i += 2) {
        aver_rules *rules = load(argv[i], argv[i + 1]);
        self.set = (unsigned)i / 2;
        self.rules = loaded[i / 2] = rules;
        self.attrs.n = 0;
        self.texts = rules->texts;
        aver_order_find(rules, &self.arena, &self.order);
        put_all(&self, out);
        fprintf(sets, "    {\"%s\", \"%s\", &set%u},\n", argv[i], argv[i + 1],
                self.set);
    }
    fclose(sets);
    fprintf(out,
            "\nconst aver_frozen aver_frozen_sets[] = {\n%s"
            "    {0, 0, 0}};\n",
            list);
    fclose(out);
    if (!write_file(argv[1], body, n)) {
        perror(argv[1]);
        remove(argv[1]);
        return 2;
    }
    for (size_t i = 0; i < SETS_MOST; i++)
        aver_rules_free(loaded[i]);
    aver_arena_free(&self.arena);
    free(body);
    free(list);
    return 0;
}
