/* Patterns: classes that nothing fits, words that no token is, repeats that
 * explode. */
#include "base/err.h"
#include "extract/lint.h"
#include "rules/lines.h"

/* A pattern or a definition. */
typedef struct {
    aver_linter *linter;
    aver_str text;
    const char *file, *owner;
    aver_place place;
} written;

static void
tell_feature(const written *self, aver_str class, aver_str name)
{
    const aver_linter *linter = self->linter;
    const aver_names *all = &linter->rules->symbols.feats;
    aver_names given = {0};
    const char *near;

    for (unsigned i = 0; i < all->n; i++)
        if (aver_feats_has(&linter->feats, i))
            AVER_PUSH(linter->arena, &given, all->at[i]);
    near = aver_err_nearest(name.ptr, name.len, given.at, given.n);
    aver_lint_tell(
        self->linter, self->file, self->place.line, self->place.column,
        "feature", "%s: nothing has the feature '%.*s' of {%.*s}%s%s%s",
        self->owner, (int)name.len, name.ptr, (int)class.len, class.ptr,
        near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

/* KIND|KIND.feature.!feature */
static void
lint_class(const written *self, aver_str class)
{
    const aver_symbols *symbols = &self->linter->rules->symbols;
    size_t end = aver_str_find(class, '.');
    aver_str kinds = aver_str_of(class.ptr, end), rest;

    while (kinds.len) {
        size_t n = aver_str_find(kinds, '|');
        aver_str name = aver_str_of(kinds.ptr, n);
        uint16_t kind = aver_names_find(&symbols->kinds, name);
        if (kind != AVER_NO_SYMBOL &&
            !(self->linter->kinds.w[kind / 64] >> kind % 64 & 1))
            aver_lint_tell(self->linter, self->file, self->place.line,
                           self->place.column, "kind",
                           "%s: nothing is of the kind %.*s", self->owner,
                           (int)name.len, name.ptr);
        n += n < kinds.len;
        kinds = aver_str_of(kinds.ptr + n, kinds.len - n);
    }
    for (rest = aver_str_of(class.ptr + end, class.len - end); rest.len;) {
        aver_str name = aver_str_of(rest.ptr + 1, rest.len - 1);
        uint16_t feat;
        name.len = aver_str_find(name, '.');
        rest = aver_str_of(name.ptr + name.len,
                           (size_t)(class.ptr + class.len - name.ptr) -
                               name.len);
        if (name.len && name.ptr[0] == '!')
            name = aver_str_of(name.ptr + 1, name.len - 1);
        feat = aver_names_find(&symbols->feats, name);
        if (feat == AVER_NO_SYMBOL ||
            !aver_feats_has(&self->linter->feats, feat))
            tell_feature(self, class, name);
    }
}

static void
lint_classes(const written *self)
{
    aver_str text = self->text;

    for (size_t i = 0; i + 1 < text.len; i++) {
        aver_str class;
        if (text.ptr[i] == '\\') {
            i++;
            continue;
        }
        if (text.ptr[i] != '{' ||
            (text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9'))
            continue;
        class = aver_str_of(text.ptr + i + 1, text.len - i - 1);
        class.len = aver_str_find(class, '}');
        i += class.len + 1;
        class.len = aver_str_find(class, ':');
        lint_class(self, class);
    }
}

static int
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static int
holds_word(aver_str text, aver_str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (!memcmp(text.ptr + i, word.ptr, word.len) &&
            (!i || !is_word_byte(text.ptr[i - 1])) &&
            (i + word.len == text.len ||
             !is_word_byte(text.ptr[i + word.len])))
            return 1;
    return 0;
}

/* Whether a text can hold a token that is read as `word`: quotation marks can
 * be told apart, and what begins with an apostrophe stands behind a word. */
static int
is_token(aver_linter *self, aver_str word, aver_tokens *tokens)
{
    aver_token_lang lang = aver_lexicon_token_lang(&self->rules->lexicon);
    char *text = aver_arena_get(self->arena, word.len + 1);
    size_t before = word.ptr[0] == '\'';

    if (word.len == 3 && !memcmp(word.ptr, "\xE2\x80", 2))
        return 1;
    text[0] = 'x';
    memcpy(text + before, word.ptr, word.len);
    aver_token_run(self->arena, aver_str_of(text, word.len + before),
                   aver_span_of(0, (uint32_t)(word.len + before)), &lang,
                   tokens);
    return tokens->n == 1 + before &&
           aver_str_same(tokens->at[before].fold, word);
}

/* A word of a pattern that the tokenizer would cut, or fold: it fits no
 * token. */
static void
lint_word(const written *self, aver_str word)
{
    aver_tokens tokens = {0};

    if (!holds_word(self->text, word) || is_token(self->linter, word, &tokens))
        return;
    aver_lint_tell(
        self->linter, self->file, self->place.line, self->place.column, "word",
        "%s: no word of a text is '%.*s': it is read as '%.*s'%s", self->owner,
        (int)word.len, word.ptr, tokens.n ? (int)tokens.at[0].fold.len : 0,
        tokens.n ? tokens.at[0].fold.ptr : "",
        tokens.n > 1 ? " and more" : "");
}

static void
lint_words(const written *self)
{
    const aver_lexicon *lexicon = &self->linter->rules->lexicon;

    for (size_t i = 0; i < aver_lexicon_slots(lexicon); i++)
        if (lexicon->words[i].word &&
            lexicon->literal.at[lexicon->words[i].word])
            lint_word(self, aver_lexicon_letters(lexicon, &lexicon->words[i]));
}

/* `<name>`, but not `(?<name>`. */
static int
holds_call(aver_str text, aver_str call)
{
    for (size_t i = 0; i + call.len <= text.len; i++)
        if (!memcmp(text.ptr + i, call.ptr, call.len) &&
            (!i || text.ptr[i - 1] != '?'))
            return 1;
    return 0;
}

static int
is_used(const aver_linter *self, const aver_macro *macro)
{
    const aver_passes *passes = &self->rules->passes;
    char *call = aver_arena_get(self->arena, macro->name.len + 2);
    aver_str wanted = {call, macro->name.len + 2};

    call[0] = '<';
    memcpy(call + 1, macro->name.ptr, macro->name.len);
    call[macro->name.len + 1] = '>';
    for (size_t i = 0; i < self->rules->macros.n; i++)
        if (holds_call(self->rules->macros.at[i].body.text, wanted))
            return 1;
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++)
            if (holds_call(aver_text_of(&self->rules->texts,
                                        passes->at[i].rules.at[k].source),
                           wanted))
                return 1;
    return 0;
}

static void
lint_macros(aver_linter *self)
{
    const aver_macros *macros = &self->rules->macros;

    for (size_t i = 0; i < macros->n; i++) {
        const aver_macro *macro = &macros->at[i];
        written now = {self, macro->body.text, macro->file, NULL, {0, 0}};
        now.owner = aver_arena_copy(self->arena, macro->name.ptr,
                                    macro->name.len);
        now.place = aver_source_place(&macro->body, 0);
        if (!is_used(self, macro))
            aver_lint_tell(self, now.file, now.place.line, now.place.column,
                           "dead", "no pattern uses <%s>", now.owner);
        lint_classes(&now);
        lint_words(&now);
    }
}

void
aver_lint_patterns(aver_linter *self)
{
    const aver_passes *passes = &self->rules->passes;

    lint_macros(self);
    for (size_t i = 0; i < passes->n; i++)
        for (size_t k = 0; k < passes->at[i].rules.n; k++) {
            const aver_rule *rule = &passes->at[i].rules.at[k];
            written now = {self,
                           aver_text_of(&self->rules->texts, rule->source),
                           aver_rule_file(self->rules, rule),
                           aver_rule_id(self->rules, rule), rule->place};
            lint_classes(&now);
            lint_words(&now);
        }
}
