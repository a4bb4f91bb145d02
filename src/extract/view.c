/* Sentences rendered for the rules. */
#include "extract/unit.h"

typedef AVER_VEC(char) spelling;

void
aver_work_init(aver_work *self, aver_tools *tools, aver_arena *arena)
{
    memset(self, 0, sizeof *self);
    self->rules = tools->rules;
    self->tools = tools;
    self->arena = arena;
}

static char *
put(char *to, aver_str text)
{
    memcpy(to, text.ptr, text.len);
    return to + text.len;
}

aver_str
aver_quote_text(const aver_token *token)
{
    if (token->flags & AVER_TOK_OPEN)
        return aver_str_of("\xE2\x80\x9C", 3);
    if (token->flags & AVER_TOK_CLOSE)
        return aver_str_of("\xE2\x80\x9D", 3);
    return aver_str_of("", 0);
}

/* A plain word, or punctuation. What cannot be told from the notation (a
 * space, a control character) never is: normalised words have none. */
static aver_str
plain_text(const aver_unit *unit, const aver_words *words)
{
    const aver_token *token = &words->tokens[unit->tokens.start];
    aver_str quote = aver_quote_text(token);

    return quote.len ? quote : token->fold;
}

/* Writes a unit into room enough; the end of it. */
static char *
put_unit(const aver_work *work, const aver_unit *unit, const aver_words *words,
         char *to)
{
    const aver_symbols *symbols = &work->rules->symbols;

    if (unit->kind == AVER_NO_SYMBOL) {
        to = put(to, plain_text(unit, words));
        *to++ = ' ';
        return to;
    }
    *to++ = AVER_UNIT_BYTE;
    *to++ = (char)aver_unit_byte(unit->kind);
    *to++ = unit->mark;
    for (unsigned w = 0; w < AVER_FEATS_MOST / 64; w++)
        for (uint64_t left = unit->feats.w[w] & symbols->shown.w[w]; left;
             left &= left - 1)
            *to++ = (char)aver_unit_byte(
                symbols->places[w * 64 + (unsigned)__builtin_ctzll(left)]);
    if (aver_unit_is_literal(work, unit)) {
        *to++ = '=';
        to = put(to, words->tokens[unit->tokens.start].fold);
    }
    *to++ = ' ';
    return to;
}

/* So much room a unit needs at most. */
static size_t
room_of(const aver_unit *unit, const aver_words *words)
{
    return words->tokens[unit->tokens.start].fold.len + AVER_FEATS_SHOWN + 8;
}

void
aver_view_renew(aver_work *work, aver_view *view, const aver_words *words)
{
    view->words = words;
    view->marks.trigger = view->marks.people = UINT32_MAX;
    view->version = aver_view_version(work, view);
}

uint64_t
aver_view_version(aver_work *work, const aver_view *view)
{
    uint64_t version = work->tools->versions + 1;

    work->tools->versions += 1 + view->units.n / 64;
    return version;
}

static int
is_written(const aver_rendering *self, const aver_view *view)
{
    return self->version == view->version &&
           self->marks.trigger == view->marks.trigger &&
           self->marks.people == view->marks.people;
}

const aver_rendering *
aver_view_write(aver_work *work, const aver_view *view)
{
    aver_rendering *out = &work->rendering;
    const aver_unit *units = view->units.at;

    if (is_written(out, view))
        return out;
    out->version = view->version;
    out->marks = view->marks;
    out->text.n = out->starts.n = 0;
    AVER_VEC_ROOM(work->arena, &out->starts, view->units.n);
    for (size_t i = 0; i < view->units.n; i++) {
        size_t n = room_of(&units[i], view->words);
        char *at;
        AVER_VEC_ROOM(work->arena, &out->text, out->text.n + n);
        at = out->text.at + out->text.n;
        out->starts.at[out->starts.n++] = (uint32_t)out->text.n;
        out->text.n += (size_t)(put_unit(work, &units[i], view->words, at) -
                                at);
    }
    return out;
}

aver_str
aver_view_unit_text(aver_work *work, const aver_view *view, size_t unit)
{
    const aver_unit *self = &view->units.at[unit];
    char *at;

    AVER_VEC_ROOM(work->arena, &work->unit_text, room_of(self, view->words));
    at = work->unit_text.at;
    return aver_str_of(at,
                       (size_t)(put_unit(work, self, view->words, at) - at));
}

static void
spell(aver_work *work, spelling *out, const char *text, size_t len)
{
    AVER_VEC_ROOM(work->arena, out, out->n + len);
    memcpy(out->at + out->n, text, len);
    out->n += len;
}

static void
spell_unit(aver_work *work, const aver_unit *unit, const aver_words *words,
           spelling *out)
{
    const aver_symbols *symbols = &work->rules->symbols;
    aver_str word = plain_text(unit, words);
    const char *kind;

    if (unit->kind == AVER_NO_SYMBOL) {
        spell(work, out, word.ptr, word.len);
        spell(work, out, " ", 1);
        return;
    }
    kind = symbols->kinds.at[unit->kind];
    spell(work, out, kind, strlen(kind));
    for (unsigned f = 0; f < symbols->feats.n; f++)
        if (aver_feats_has(&unit->feats, f)) {
            spell(work, out, ".", 1);
            spell(work, out, symbols->feats.at[f],
                  strlen(symbols->feats.at[f]));
        }
    if (aver_unit_is_literal(work, unit)) {
        spell(work, out, "=", 1);
        spell(work, out, word.ptr, word.len);
    }
    spell(work, out, " ", 1);
}

aver_str
aver_view_spell(aver_work *work, const aver_view *view,
                const aver_words *words, aver_span units)
{
    spelling out = {NULL, 0, 0};

    for (uint32_t i = units.start; i < units.end && i < view->units.n; i++)
        spell_unit(work, &view->units.at[i], words, &out);
    return aver_str_of(out.at ? out.at : "", out.n);
}

void
aver_view_mark(aver_view *view, size_t unit, char mark)
{
    view->units.at[unit].mark = mark;
    if (view->marks.trigger == unit)
        view->marks.trigger = UINT32_MAX;
    if (view->marks.people == unit)
        view->marks.people = UINT32_MAX;
    if (mark == AVER_MARK_TRIGGER)
        view->marks.trigger = (uint32_t)unit;
    if (mark == AVER_MARK_PEOPLE)
        view->marks.people = (uint32_t)unit;
}
