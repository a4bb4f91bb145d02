#include "text/scan.h"

#include "base/eight.h"

/* How far text[at, end) reaches as abbreviation with the full stop at `end`;
 * `part` is where its last part begins. `end` where it is none. */
static size_t
abbreviation_end(const aver_scan *self, size_t at, size_t part, size_t end)
{
    const aver_token_lang *lang = self->lang;
    unsigned count = aver_scan_letter_count(self, part, 4);
    unsigned next = aver_scan_letter_count(self, end + 1, 2);
    size_t one = end + 1 + aver_scan_letter(self, end + 1, 0);
    int chain = part > at && self->text[part - 1] == '.';

    if (count == 1) {
        if (next == 1)
            return one; /* U.S, a.m: the stop behind it comes next */
        if (next == 2 && !chain && aver_scan_is_upper(self, part) &&
            aver_scan_is_upper(self, end + 1) &&
            !aver_scan_is_upper(self, one))
            return aver_scan_letters_end(self, end + 1, 8); /* W.Va */
        if (chain || aver_scan_is_upper(self, part))
            return end + 1;
    }
    if (count == 2 && chain && aver_scan_is_upper(self, part))
        return end + 1;
    if (!lang || !lang->abbreviation)
        return end;
    if (end - at <= AVER_SCAN_ABBREVIATION &&
        lang->abbreviation(lang->ctx, self->text + at, end - at))
        return next == 1 ? one : end + 1; /* Ph.D */
    if (part > at && end - part <= AVER_SCAN_ABBREVIATION &&
        lang->abbreviation(lang->ctx, self->text + part, end - part))
        return end + 1;
    return end;
}

/* The end of the contracted word or possessive behind the apostrophe at
 * `at`, or 0: 's 't 'll 've 're 'd 'm. */
static size_t
contraction_end(const aver_scan *self, size_t at)
{
    static const char *const ENDS[] = {"s", "t", "ll", "ve", "re", "d", "m"};
    unsigned count;

    if (aver_scan_byte(self, at) != '\'')
        return 0;
    count = aver_scan_letter_count(self, at + 1, 2);
    for (size_t i = 0; count && i < sizeof ENDS / sizeof *ENDS; i++)
        if (aver_scan_is_word(self, at + 1, at + 1 + count, ENDS[i])) {
            int n = at > self->start ? self->text[at - 1] | 0x20 : 0;
            return i == 1 && n != 'n' ? 0 : at + 1 + count;
        }
    return 0;
}

/* One step on in the word text[at, end), or `end`. */
static size_t
extend(const aver_scan *self, size_t at, size_t *part, size_t end)
{
    int stopped = self->text[end - 1] == '.';
    int number = aver_scan_class(self, at) == AVER_BYTE_DIGIT;
    size_t to;

    if (end - at >= AVER_SCAN_LONGEST)
        return end;
    switch (aver_scan_byte(self, end)) {
    case '\'':
        if (stopped || !aver_scan_letter(self, end + 1, 0) ||
            contraction_end(self, end))
            return end;
        break;
    case '-':
        if (!aver_scan_letter(self, end + 1, !number || *part > at))
            return end;
        break;
    case '&':
        if (!aver_scan_is_upper(self, end - 1) ||
            !aver_scan_is_upper(self, end + 1))
            return end;
        break;
    case '.':
        if (stopped || number)
            return end;
        if (aver_scan_letter(self, end + 1, 1)) {
            if ((to = aver_scan_mail_end(self, end)) > 0 ||
                (to = aver_scan_domain_end(self, end)) > 0)
                return to;
        }
        to = abbreviation_end(self, at, *part, end);
        if (to > end + 1)
            *part = end + 1;
        return to;
    case '@':
        to = aver_scan_mail_end(self, end);
        return to ? to : end;
    default:
        return end;
    }
    *part = end + 1;
    return aver_scan_letters_end(self, end + 1,
                                 AVER_SCAN_LONGEST - (end - at));
}

/* Whether the apostrophe at `at`, behind a word, is its possessive. */
static int
is_plural_possessive(const aver_scan *self, size_t at)
{
    return aver_scan_byte(self, at) == '\'' && !self->single_open &&
           aver_scan_byte(self, at + 1) != '\'' &&
           aver_byte_is(self->text[at - 1], "sSxXzZ") &&
           !aver_scan_letter(self, at + 1, 1);
}

/* Pushes text[at, end) and what is contracted with it; its end. */
static size_t
push_parts(aver_scan *self, size_t at, size_t core, size_t end, uint32_t flags)
{
    size_t behind = contraction_end(self, end);

    if (behind && (self->text[end + 1] | 0x20) == 't') {
        if (end - 1 > at)
            aver_scan_push_word(self, at, core, end - 1, flags);
        aver_scan_push_word(self, end - 1, end - 1, behind, AVER_TOK_WORD);
        return behind;
    }
    if (end - at == 6 && aver_scan_is_word(self, at, end, "cannot")) {
        aver_scan_push_word(self, at, at, at + 3, AVER_TOK_WORD);
        aver_scan_push_word(self, at + 3, at + 3, end, AVER_TOK_WORD);
    } else {
        aver_scan_push_word(self, at, core, end, flags);
    }
    if (behind) {
        aver_scan_push_word(self, end, end, behind, AVER_TOK_WORD);
        return behind;
    }
    if (is_plural_possessive(self, end)) {
        aver_scan_push(self, end, end + 1, aver_str_of("'s", 2),
                       AVER_TOK_WORD);
        return end + 1;
    }
    return end;
}

/* The word at `at` whose first run of letters ends at `end`. */
static size_t
word_on(aver_scan *self, size_t at, size_t core, size_t end, uint32_t flags)
{
    size_t part = at, to;

    while ((to = extend(self, at, &part, end)) > end)
        end = to;
    return push_parts(self, at, core, end, flags);
}

static size_t
word(aver_scan *self, size_t at)
{
    size_t end = aver_scan_letters_end(self, at, AVER_SCAN_LONGEST), to;

    if (aver_scan_byte(self, end) == ':' &&
        aver_scan_byte(self, end + 1) == '/' &&
        aver_scan_byte(self, end + 2) == '/' &&
        (to = aver_scan_address_end(self, end + 3)) > end + 3) {
        aver_scan_push_word(self, at, at, to, AVER_TOK_WORD);
        return to;
    }
    if (aver_scan_byte(self, end) == '.' &&
        aver_scan_is_word(self, at, end, "www") &&
        aver_scan_class(self, end + 1) & AVER_BYTE_ALNUM) {
        to = aver_scan_address_end(self, end);
        aver_scan_push_word(self, at, at, to, AVER_TOK_WORD);
        return to;
    }
    return word_on(self, at, at, end, AVER_TOK_WORD);
}

static int
is_ordinal(const aver_scan *self, size_t at, size_t end)
{
    return aver_scan_is_word(self, at, end, "st") ||
           aver_scan_is_word(self, at, end, "nd") ||
           aver_scan_is_word(self, at, end, "rd") ||
           aver_scan_is_word(self, at, end, "th");
}

static size_t
number(aver_scan *self, size_t at)
{
    size_t core = aver_scan_number_end(self, at), end = core, part = at;

    if (aver_scan_letter(self, core, 0) &&
        !(aver_scan_letter_count(self, core, 1) == 1 &&
          aver_scan_byte(self, core + 1) == '.' &&
          aver_scan_letter_count(self, core + 2, 1) ==
              1)) /* 10a.m. is 10 a.m. */
        end = aver_scan_letters_end(self, core, AVER_SCAN_LONGEST);
    if (extend(self, at, &part, end) == end && is_ordinal(self, core, end)) {
        aver_scan_push_word(self, at, core, end,
                            AVER_TOK_NUMBER | AVER_TOK_ORDINAL);
        return end;
    }
    return word_on(self, at, core, end, AVER_TOK_NUMBER);
}

/* A quotation mark without direction, whose state is `*open`. */
static size_t
quote(aver_scan *self, size_t at, size_t end, int *open)
{
    int before = at > self->start &&
                 !(aver_scan_class(self, at - 1) & AVER_BYTE_SPACE) &&
                 !aver_byte_is(self->text[at - 1], "([{-");
    int behind = end < self->end &&
                 !(aver_scan_class(self, end) & AVER_BYTE_SPACE);
    int opens;

    if (at > self->start + 2 &&
        aver_scan_is_mark(self, at - 3, "\xE2\x80\x94"))
        before = 0;
    if (self->out->n) {
        const aver_token *last = &self->out->at[self->out->n - 1];
        if (last->flags & AVER_TOK_OPEN && last->at.end == at)
            before = 0;
    }
    opens = before == behind ? !*open : behind;
    *open = opens;
    return aver_scan_push_mark(self, at, end, "\"",
                               opens ? AVER_TOK_OPEN : AVER_TOK_CLOSE);
}

static size_t
apostrophe(aver_scan *self, size_t at)
{
    size_t end = aver_scan_short_year_end(self, at);

    if (end) {
        aver_scan_push_word(self, at, at, end, AVER_TOK_NUMBER);
        return end;
    }
    if (aver_scan_byte(self, at + 1) == '\'')
        return quote(self, at, at + 2, &self->double_open);
    if (at > self->start && at + 1 < self->end && !self->single_open &&
        aver_scan_class(self, at - 1) & AVER_BYTE_SPACE &&
        aver_scan_class(self, at + 1) & AVER_BYTE_SPACE)
        return aver_scan_push_mark(self, at, at + 1, NULL, 0);
    return quote(self, at, at + 1, &self->single_open);
}

/* "..." and ". . ." are one token. */
static size_t
full_stop(aver_scan *self, size_t at)
{
    size_t end = at + 1, spaced = at + 1;

    while (aver_scan_byte(self, end) == '.')
        end++;
    if (end > at + 1)
        return aver_scan_push_mark(self, at, end, "...", 0);
    while (aver_scan_byte(self, spaced) == ' ' &&
           aver_scan_byte(self, spaced + 1) == '.')
        spaced += 2;
    if (spaced > at + 3)
        return aver_scan_push_mark(self, at, spaced, "...", 0);
    return aver_scan_push_mark(self, at, end, ".", 0);
}

/* @name and #tag. */
static size_t
tag(aver_scan *self, size_t at)
{
    size_t end = at + 1;
    int word_before = at > self->start &&
                      aver_scan_class(self, at - 1) & AVER_BYTE_ALNUM;

    if (word_before || !(aver_scan_letter(self, end, self->text[at] == '@') ||
                         aver_scan_byte(self, end) == '_'))
        return aver_scan_push_mark(self, at, end, NULL, 0);
    for (;;) {
        end = aver_scan_letters_end(self, end, AVER_SCAN_LONGEST - (end - at));
        if (aver_scan_byte(self, end) != '_' || end - at >= AVER_SCAN_LONGEST)
            break;
        end++;
    }
    aver_scan_push_word(self, at, at, end, AVER_TOK_WORD);
    return end;
}

static size_t
dash(aver_scan *self, size_t at)
{
    size_t end = at + 1;

    while (aver_scan_byte(self, end) == '-')
        end++;
    return aver_scan_push_mark(self, at, end,
                               end > at + 1 ? "\xE2\x80\x94" : "-", 0);
}

static size_t
ascii_mark(aver_scan *self, size_t at)
{
    switch (self->text[at]) {
    case '\'':
        return apostrophe(self, at);
    case '"':
        return quote(self, at, at + 1, &self->double_open);
    case '`':
        return aver_scan_push_mark(
            self, at, at + 1 + (aver_scan_byte(self, at + 1) == '`'), "\"",
            AVER_TOK_OPEN);
    case '.':
        return full_stop(self, at);
    case '-':
        return dash(self, at);
    case '@':
    case '#':
        return tag(self, at);
    default:
        return aver_scan_push_mark(self, at, at + 1, NULL, 0);
    }
}

/* What is neither letter nor mark, beyond ASCII. */
static size_t
other_mark(aver_scan *self, size_t at)
{
    unsigned len;
    size_t end;

    if (aver_scan_is_mark(self, at, "\xE2\x80\x9C")) {
        self->double_open = 1;
        return aver_scan_push_mark(self, at, at + 3, "\"", AVER_TOK_OPEN);
    }
    if (aver_scan_is_mark(self, at, "\xE2\x80\x9D")) {
        self->double_open = 0;
        return aver_scan_push_mark(self, at, at + 3, "\"", AVER_TOK_CLOSE);
    }
    switch (aver_scan_char(self, at, &len)) {
    case AVER_CHAR_SPACE:
        return at + len;
    case AVER_CHAR_NUMBER:
        for (end = at + len;
             end - at < AVER_SCAN_LONGEST &&
             aver_scan_class(self, end) == AVER_BYTE_HIGH &&
             aver_scan_char(self, end, &len) == AVER_CHAR_NUMBER;)
            end += len;
        aver_scan_push_word(self, at, at, end, AVER_TOK_NUMBER);
        return end;
    default:
        return aver_scan_push_mark(self, at, at + len, NULL, 0);
    }
}

void
aver_token_run(aver_arena *arena, aver_str text, aver_span range,
               const aver_token_lang *lang, aver_tokens *out)
{
    aver_scan self = {.arena = arena,
                      .text = text.ptr,
                      .start = range.start,
                      .end = range.end < text.len ? range.end : text.len,
                      .lang = lang,
                      .out = out};
    size_t at = range.start;

    if (self.end > at)
        AVER_VEC_ROOM(arena, out, out->n + (self.end - at) / 5 + 4);
    while ((at = aver_scan_quick(&self, at)) < self.end) {
        unsigned class = aver_byte_class((unsigned char)text.ptr[at]);
        if (class & AVER_BYTE_LETTER ||
            (class & AVER_BYTE_HIGH && aver_scan_letter(&self, at, 0)))
            at = word(&self, at);
        else if (class & AVER_BYTE_DIGIT)
            at = number(&self, at);
        else if (class & AVER_BYTE_HIGH)
            at = other_mark(&self, at);
        else
            at = ascii_mark(&self, at);
    }
}

aver_str
aver_token_fold(aver_arena *arena, const char *word, size_t len)
{
    char *fold = aver_arena_get(arena, 2 * len);

    return aver_str_of(fold, aver_fold_put(fold, word, len, NULL));
}

uint32_t
aver_token_hash(const char *ptr, size_t len)
{
    uint64_t hash = 0;

    for (; len > 8; ptr += 8, len -= 8)
        hash = aver_hash_chunk(hash, aver_eight_first(ptr));
    return aver_hash_end(aver_hash_chunk(hash, aver_eight_of(ptr, len)));
}
