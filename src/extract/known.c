#include "extract/known.h"

enum { SHORTEST = 3, LONGEST = 40, LOOKED_AT = 64 << 10 };

static int
is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '\'' || c == '.' || (unsigned char)c >= 0x80;
}

/* The word that ends in front of the space at `at`; empty if there is none. */
static aver_str
word_before(aver_str text, size_t at)
{
    size_t end = at, start;

    if (!end || text.ptr[end - 1] != ' ')
        return aver_str_of("", 0);
    start = --end;
    while (start && is_name_byte(text.ptr[start - 1]) && end - start < LONGEST)
        start--;
    return aver_str_of(text.ptr + start, end - start);
}

/* Features of the given name or title that the word is; 0 if it is none. */
static int
take_name(aver_work *work, aver_str word, aver_feats *feats)
{
    const aver_lexicon *lexicon = &work->rules->lexicon;
    const aver_entry *entry;
    aver_token token = {.flags = AVER_TOK_WORD | AVER_TOK_CAP};
    size_t n;

    if (!word.len || word.ptr[0] < 'A' || (unsigned char)word.ptr[0] > 'Z')
        return 0;
    token.at = aver_span_of(0, (uint32_t)word.len);
    token.fold = aver_token_fold(work->arena, word.ptr, word.len);
    token.hash = aver_token_hash(token.fold.ptr, token.fold.len);
    aver_lexicon_number(lexicon, &token, 1);
    entry = aver_lexicon_find(lexicon, word, &token, 1, &n);
    for (; entry; entry = aver_entry_next(lexicon, entry))
        if (entry->kind == AVER_KIND_GIVEN || entry->kind == AVER_KIND_TITLE) {
            const aver_feats *has = aver_entry_feats(lexicon, entry);
            if (aver_feats_has(has, AVER_FEAT_M))
                aver_feats_add(feats, AVER_FEAT_M);
            if (aver_feats_has(has, AVER_FEAT_F))
                aver_feats_add(feats, AVER_FEAT_F);
            return 1;
        }
    return 0;
}

static const char *
find(aver_str text, size_t from, aver_str name)
{
    while (from + name.len <= text.len) {
        const char *at = memchr(text.ptr + from, name.ptr[0],
                                text.len - name.len + 1 - from);
        if (!at)
            return NULL;
        if (!memcmp(at, name.ptr, name.len))
            return at;
        from = (size_t)(at - text.ptr) + 1;
    }
    return NULL;
}

static int
search(aver_work *work, aver_str name, aver_feats *feats)
{
    aver_str text = work->text;
    size_t from = 0;

    if (text.len > LOOKED_AT)
        text.len = LOOKED_AT;
    while (from < text.len) {
        const char *at = find(text, from, name);
        size_t end;
        if (!at)
            return 0;
        end = (size_t)(at - text.ptr) + name.len;
        if ((end == text.len || !is_name_byte(text.ptr[end]) ||
             text.ptr[end] == '\'' || text.ptr[end] == '.') &&
            take_name(work, word_before(text, end - name.len), feats))
            return 1;
        from = end;
    }
    return 0;
}

void
aver_known_person(aver_work *work, const aver_words *words,
                  const aver_token *token, aver_unit *unit)
{
    aver_str name = {words->text.ptr + token->at.start,
                     token->at.end - token->at.start};
    aver_known fresh = {.hash = token->hash};

    if (name.len < SHORTEST || name.len > LONGEST)
        return;
    for (size_t i = 0; i < work->known.n; i++)
        if (work->known.at[i].hash == token->hash) {
            aver_feats_join(&unit->feats, &work->known.at[i].feats);
            return;
        }
    if (search(work, name, &fresh.feats))
        aver_feats_add(&fresh.feats, AVER_FEAT_KNOWN);
    AVER_PUSH(work->arena, &work->known, fresh);
    aver_feats_join(&unit->feats, &fresh.feats);
}
