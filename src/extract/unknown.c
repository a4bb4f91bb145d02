#include "extract/unknown.h"

#include "text/utf8.h"

enum { NEAR = 2, SHORTEST = 4 };

static const aver_token *
token_of(const aver_sentence *sentence, const aver_unit *unit)
{
    return &sentence->words.tokens[unit->tokens.start];
}

/* A plain word, long enough to mean something, that no pattern names. */
static int
is_unknown(const aver_document *document, const aver_sentence *sentence,
           const aver_unit *unit)
{
    const aver_token *token = token_of(sentence, unit);
    const aver_lexicon *lexicon = &document->work->rules->lexicon;

    return unit->kind == AVER_NO_SYMBOL && token->flags & AVER_TOK_WORD &&
           !(token->flags & (AVER_TOK_NUMBER | AVER_TOK_CAP)) &&
           token->fold.len >= SHORTEST &&
           !(unit->word && lexicon->literal.at[unit->word]);
}

static void
tell_word(const aver_sentence *sentence, const aver_unit *unit,
          const char *what, aver_teller *to)
{
    aver_tell(to, "%s\t", what);
    aver_tell_escaped(to, token_of(sentence, unit)->fold);
    aver_tell(to, "\n");
}

/* The words behind a count, up to the last one that is unknown: "12 angry
 * stevedores" has its noun there. */
static void
look_behind(const aver_document *document, const aver_sentence *sentence,
            size_t at, const char *what, aver_teller *to)
{
    const aver_units *units = &sentence->view.units;
    const aver_unit *last = NULL;

    for (size_t i = at + 1; i < units->n && i <= at + NEAR; i++) {
        if (!is_unknown(document, sentence, &units->at[i]))
            break;
        last = &units->at[i];
    }
    if (last)
        tell_word(sentence, last, what, to);
}

/* A count that counts nothing that is known, or only itself. */
static int
is_bare_count(const aver_unit *unit)
{
    return unit->kind == AVER_KIND_COUNT ||
           (unit->n_parts == 1 && unit->parts->kind == AVER_KIND_COUNT);
}

void
aver_unknown_words(aver_document *document, aver_sentence *sentence,
                   aver_teller *to)
{
    const aver_units *units = &sentence->view.units;

    aver_sentence_units(document, sentence);
    for (size_t i = 0; i < units->n; i++) {
        const aver_unit *unit = &units->at[i];
        if (is_bare_count(unit))
            look_behind(document, sentence, i, "noun", to);
        else if (aver_unit_has(unit, AVER_FEAT_PEOPLE) &&
                 aver_unit_capture(unit, AVER_SLOT_COUNT))
            look_behind(document, sentence, i, "verb", to);
    }
}

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* What a hit stands on, in small letters; of its first letter alone where
 * accents hide it. */
static aver_str
hit_text(const aver_document *document, const aver_gate_hit *hit)
{
    const aver_gate *gate = document->found.gate;
    aver_str phrase = hit->phrase == AVER_GATE_ANY
                          ? aver_str_of("", 0)
                          : aver_gate_text(gate, hit->phrase);
    const char *at = document->text.ptr + hit->at;
    size_t n = 0, most = document->text.len - hit->at, bad = 0;
    unsigned letter = 0;
    char *text;

    while (n < phrase.len && n < most && lower(at[n]) == phrase.ptr[n])
        n++;
    if (most)
        (void)aver_utf8_get(at, at + most, &letter);
    n = n && n == phrase.len ? n : letter;
    text = aver_arena_copy(document->work->arena, at, n);
    for (size_t i = 0; i < n; i++)
        text[i] = lower(text[i]);
    return aver_utf8_repair(document->work->arena, aver_str_of(text, n), &bad);
}

static int
is_seen(const aver_str *seen, size_t n, aver_str text)
{
    for (size_t i = 0; i < n; i++)
        if (aver_str_same(seen[i], text))
            return 1;
    return 0;
}

void
aver_unknown_triggers(aver_document *document, aver_span raw, aver_teller *to)
{
    aver_found *found = &document->found;
    aver_gate_set there = aver_found_near(found, raw);
    AVER_VEC(aver_str) seen = {0};

    aver_tell(to, "paragraph\t\n");
    for (size_t i = 0; i < found->near.n; i++) {
        aver_str text;
        if (!aver_gate_has_part(found->gate, &there, &found->near.at[i]))
            continue;
        text = hit_text(document, &found->near.at[i]);
        if (is_seen(seen.at, seen.n, text))
            continue;
        AVER_PUSH(document->work->arena, &seen, text);
        aver_tell(to, "trigger\t");
        aver_tell_escaped(to, text);
        aver_tell(to, "\n");
    }
}

static void
tell_name(const aver_claim *claim, aver_column name, aver_column code,
          aver_teller *to)
{
    aver_str text = claim->columns[name];

    if (!text.len || claim->columns[code].len)
        return;
    aver_tell(to, "%s\t", aver_column_name(name));
    aver_tell_escaped(to, text);
    aver_tell(to, "\n");
}

void
aver_unknown_names(const aver_claim *claim, aver_teller *to)
{
    tell_name(claim, AVER_COL_ACTOR, AVER_COL_ACTOR_CODE, to);
    tell_name(claim, AVER_COL_SOURCE, AVER_COL_SOURCE_CODE, to);
}
