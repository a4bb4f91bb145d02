#include "extract/mention.h"

#include "extract/known.h"

enum { YEAR_FIRST = 1500, YEAR_LAST = 2100, TITLED_WORDS = 3 };

/* Whether most words are capitalised, so that capitals say nothing. */
static int
is_titled(const aver_words *words)
{
    size_t n = 0, caps = 0;

    for (size_t i = 0; i < words->n_tokens; i++) {
        const aver_token *t = &words->tokens[i];
        if (!(t->flags & AVER_TOK_WORD) || t->at.end - t->at.start < 4)
            continue;
        n++;
        caps += (t->flags & AVER_TOK_CAP) != 0;
    }
    return n >= TITLED_WORDS && caps * 4 > n * 3;
}

static int32_t
day_number(aver_day day)
{
    return day.year * 10000 + day.month * 100 + day.day;
}

/* Whether the entry holds at the document date: +1 yes, and it says so by
 * dates; 0 it has no dates, or the date is unknown; -1 no. */
static int
holds(const aver_work *work, const aver_attrs *attrs)
{
    int32_t day = day_number(work->date);

    if (!attrs->from && !attrs->to)
        return 0;
    if (!work->date.year)
        return 0;
    return (!attrs->from || attrs->from <= day) &&
                   (!attrs->to || day < attrs->to)
               ? 1
               : -1;
}

/* The entry, which fits, for want of others with its words. */
static void
take_entry(aver_work *work, const aver_entry *entry, aver_unit *unit)
{
    const aver_lexicon *lexicon = &work->rules->lexicon;
    const aver_attrs *attrs = aver_entry_attrs(lexicon, entry);

    unit->kind = entry->kind;
    unit->entry = entry;
    unit->feats = *aver_entry_feats(lexicon, entry);
    aver_feats_add(&unit->feats, work->rules->kind_feats[entry->kind]);
    if (!entry->dated || holds(work, attrs) >= 0)
        unit->attrs = attrs;
}

/* Kind and features of all entries that fit; attributes of the first one of
 * that kind that holds at the document date. */
static void
take_entries(aver_work *work, const aver_words *words, size_t at,
             const aver_entry *entry, aver_unit *unit)
{
    const aver_lexicon *lexicon = &work->rules->lexicon;
    const aver_entry *best = NULL;
    int best_holds = -1;

    unit->kind = entry->kind;
    unit->entry = entry;
    unit->feats = *aver_entry_feats(lexicon, entry);
    for (; entry; entry = aver_entry_next(lexicon, entry)) {
        int now;
        if (!aver_entry_fits(lexicon, entry, words->text, &words->tokens[at]))
            continue;
        if (entry != unit->entry)
            aver_feats_join(&unit->feats, aver_entry_feats(lexicon, entry));
        aver_feats_add(&unit->feats, work->rules->kind_feats[entry->kind]);
        if (entry->kind != unit->kind)
            continue;
        now = entry->dated ? holds(work, aver_entry_attrs(lexicon, entry)) : 0;
        if (now > best_holds) {
            best = entry;
            best_holds = now;
        }
    }
    if (best) {
        unit->attrs = aver_entry_attrs(lexicon, best);
        unit->entry = best;
    }
}

/* What stands behind the digits ("k" of "10k"), if a list has it. */
static const aver_entry *
suffix_entry(const aver_work *work, aver_str rest)
{
    const aver_lexicon *lexicon = &work->rules->lexicon;
    aver_token token = {.fold = rest, .flags = AVER_TOK_WORD};
    size_t n;

    if (rest.len > 1 && rest.ptr[0] == '-')
        token.fold = aver_str_of(rest.ptr + 1, rest.len - 1);
    token.at = aver_span_of(0, (uint32_t)token.fold.len);
    token.hash = aver_token_hash(token.fold.ptr, token.fold.len);
    aver_lexicon_number(lexicon, &token, 1);
    return aver_lexicon_find(lexicon, token.fold, &token, 1, &n);
}

/* Digits with something behind them that no list has ("57-year-old") are a
 * plain word. */
static int
take_suffix(const aver_work *work, aver_str rest, aver_unit *unit)
{
    const aver_entry *entry = suffix_entry(work, rest);

    if (!entry)
        return 0;
    aver_feats_add(&unit->feats, AVER_FEAT_SUFFIX);
    aver_feats_join(&unit->feats,
                    aver_entry_feats(&work->rules->lexicon, entry));
    aver_feats_add(&unit->feats, work->rules->kind_feats[entry->kind]);
    return 1;
}

static void
take_number(aver_work *work, const aver_token *token, aver_unit *unit)
{
    aver_attrs *attrs = AVER_NEW(work->arena, aver_attrs);
    uint32_t width = token->at.end - token->at.start;
    int64_t value = 0;
    size_t i = 0;
    int whole;
    aver_part figure;
    aver_str rest = {"", 0};

    for (; i < token->fold.len && token->fold.ptr[i] >= '0' &&
           token->fold.ptr[i] <= '9' && i < 18;
         i++)
        value = value * 10 + (token->fold.ptr[i] - '0');
    whole = i == token->fold.len;
    attrs->value = value;
    attrs->has_value = whole;
    if (token->flags & AVER_TOK_ORDINAL)
        aver_feats_add(&unit->feats, AVER_FEAT_ORD);
    else if (whole)
        aver_feats_add(&unit->feats, AVER_FEAT_INT);
    else if (aver_count_figure(token->fold, &figure, &rest) && !rest.len)
        aver_feats_add(&unit->feats, AVER_FEAT_DEC);
    else if (!rest.len || !take_suffix(work, rest, unit))
        return;
    unit->kind = AVER_KIND_NUM;
    unit->attrs = attrs;
    if (whole && width == 4 && value >= YEAR_FIRST && value <= YEAR_LAST)
        aver_feats_add(&unit->feats, AVER_FEAT_YEAR);
    if (whole && value >= 1 && value <= 31 && width <= 2)
        aver_feats_add(&unit->feats, AVER_FEAT_DAY);
}

static int
is_pattern_word(const aver_work *work, const aver_token *token)
{
    return token->word && work->rules->lexicon.literal.at[token->word];
}

static void
case_features(const aver_token *token, int titled, aver_unit *unit)
{
    if (token->flags & AVER_TOK_CAP)
        aver_feats_add(&unit->feats, AVER_FEAT_CAP);
    if (token->flags & AVER_TOK_ALLCAP)
        aver_feats_add(&unit->feats, AVER_FEAT_ALLCAP);
    if (token->flags & AVER_TOK_FIRST)
        aver_feats_add(&unit->feats, AVER_FEAT_FIRST);
    if (titled)
        aver_feats_add(&unit->feats, AVER_FEAT_TITLED);
}

/* Abbreviations and openers are only for the splitter. */
static int
is_shown(const aver_entry *self)
{
    return self->kind != AVER_KIND_ABBR && self->kind != AVER_KIND_OPENER;
}

/* The first entry that makes a unit, of those behind one that does not. */
static const aver_entry *
next_shown(const aver_lexicon *lexicon, const aver_entry *entry, aver_str text,
           const aver_token *tokens)
{
    do
        entry = aver_entry_next(lexicon, entry);
    while (entry && (!is_shown(entry) ||
                     !aver_entry_fits(lexicon, entry, text, tokens)));
    return entry;
}

/* A capitalised word between words that are not. */
static int
stands_alone(const aver_words *words, size_t at)
{
    const aver_token *t = &words->tokens[at];

    return (t->flags & AVER_TOK_CAP) &&
           !(at && (t[-1].flags & AVER_TOK_CAP)) &&
           !(at + 1 < words->n_tokens && (t[1].flags & AVER_TOK_CAP));
}

/* The number of the word, as the token is rendered. */
static uint32_t
word_of(const aver_work *work, const aver_token *token)
{
    aver_str quote;

    if (!(token->flags & (AVER_TOK_OPEN | AVER_TOK_CLOSE)))
        return token->word;
    quote = aver_quote_text(token);
    return aver_lexicon_word(&work->rules->lexicon, quote,
                             aver_token_hash(quote.ptr, quote.len));
}

/* What begins at a token. A name may have its first capital behind a hyphen
 * ("al-Sisi"). */
static aver_looked
look(const aver_lexicon *lexicon, const aver_words *words, size_t at)
{
    const aver_token *token = &words->tokens[at];
    aver_looked out = {NULL, 1};
    size_t n;

    out.entry = aver_lexicon_find(lexicon, words->text, token,
                                  words->n_tokens - at, &n);
    if (out.entry && !is_shown(out.entry))
        out.entry = next_shown(lexicon, out.entry, words->text, token);
    if (!out.entry)
        return out;
    if (out.entry->kind != AVER_KIND_CAP)
        out.n = (uint32_t)n;
    aver_entry_prefetch_feats(lexicon, out.entry);
    return out;
}

/* What the unit is good for at the gate. */
static void
add_use(const aver_work *work, const aver_looked *looked, uint32_t word,
        aver_gate_set *to)
{
    const aver_gate_set *uses = work->rules->gate.uses.at;
    unsigned literal = work->rules->lexicon.literal.at[word];

    if (looked->entry && looked->entry->use)
        aver_gate_set_join(to, &uses[looked->entry->use]);
    if (literal > 1)
        aver_gate_set_join(to, &uses[literal - 1]);
}

void
aver_mention_look(aver_work *work, const aver_words *words, aver_lookup *out)
{
    aver_looked *to = aver_arena_get(work->arena,
                                     words->n_tokens * sizeof *to);

    memset(out, 0, sizeof *out);
    out->at = to;
    for (size_t i = 0; i < words->n_tokens; i += to++->n) {
        uint32_t word;
        *to = look(&work->rules->lexicon, words, i);
        word = to->n == 1 ? word_of(work, &words->tokens[i]) : 0;
        if (word || to->entry)
            add_use(work, to, word, &out->there);
        out->n++;
    }
}

/* The unit, all zero yet, of what begins at a token. */
static void
make_unit(aver_work *work, const aver_words *words, size_t at,
          const aver_looked *looked, int titled, aver_unit *unit)
{
    const aver_token *token = &words->tokens[at];
    const aver_entry *entry = looked->entry;

    unit->kind = AVER_NO_SYMBOL;
    unit->mark = AVER_MARK_NONE;
    unit->tokens = aver_span_of((uint32_t)at, (uint32_t)at + looked->n);
    if (entry && !entry->next)
        take_entry(work, entry, unit);
    else if (entry)
        take_entries(work, words, at, entry, unit);
    else if (token->flags & AVER_TOK_NUMBER)
        take_number(work, token, unit);
    else if (token->flags & (AVER_TOK_CAP | AVER_TOK_INNER) &&
             !is_pattern_word(work, token))
        unit->kind = AVER_KIND_CAP;
    if (looked->n == 1)
        unit->word = word_of(work, token);
    if (unit->kind == AVER_NO_SYMBOL)
        return;
    if (looked->n == 1 && !titled && stands_alone(words, at) &&
        (unit->kind == AVER_KIND_CAP ||
         (entry && entry->match_case == AVER_CASE_CAP)))
        aver_known_person(work, words, token, unit);
    case_features(token, titled, unit);
}

void
aver_mention_make(aver_work *work, const aver_words *words,
                  const aver_lookup *lookup, aver_view *out)
{
    int titled = is_titled(words);
    size_t at = 0;

    out->units.n = out->units.room = lookup->n;
    out->units.at = AVER_NEWS(work->arena, aver_unit, lookup->n);
    for (size_t i = 0; i < lookup->n; at += lookup->at[i++].n)
        make_unit(work, words, at, &lookup->at[i], titled, &out->units.at[i]);
    aver_view_renew(work, out, words);
}

void
aver_mention_first(aver_work *work, const aver_words *words, aver_view *out)
{
    aver_lookup lookup;

    aver_mention_look(work, words, &lookup);
    aver_mention_make(work, words, &lookup, out);
}

void
aver_mention_run(aver_work *work, const aver_words *words, aver_view *out)
{
    aver_mention_first(work, words, out);
    aver_mention_passes(work, words, out);
}

void
aver_mention_passes(aver_work *work, const aver_words *words, aver_view *out)
{
    const aver_passes *passes = &work->rules->passes;

    for (size_t i = 0; i < passes->n; i++)
        if (passes->at[i].type == AVER_PASS_UNIT)
            aver_units_pass(work, out, words, &passes->at[i]);
}
