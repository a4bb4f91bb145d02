#include "extract/document.h"

#include "base/eight.h"
#include "text/utf8.h"

enum {
    LONGEST_PARAGRAPH = 1 << 20,
    LONGEST_SENTENCE = 4096,
    LONGEST_OPEN = 1000
};

static int
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static aver_span
trimmed(aver_str text, aver_span at)
{
    while (at.start < at.end && is_space(text.ptr[at.start]))
        at.start++;
    while (at.end > at.start && is_space(text.ptr[at.end - 1]))
        at.end--;
    return at;
}

/* A line longer than this is cut behind a space, so that nothing that is
 * kept of a paragraph outgrows the line. */
static uint32_t
line_end(aver_str text, uint32_t from)
{
    uint32_t left = (uint32_t)text.len - from;
    uint32_t most = left < LONGEST_PARAGRAPH ? left : LONGEST_PARAGRAPH;
    const char *at = memchr(text.ptr + from, '\n', most);
    uint32_t end = from + most;

    if (at)
        return (uint32_t)(at - text.ptr);
    if (most == left)
        return end;
    for (uint32_t i = end; i > from + most / 2; i--)
        if (is_space(text.ptr[i - 1]))
            return i;
    while (((unsigned char)text.ptr[end] & 0xC0) == 0x80 && end > from + 1)
        end--;
    return end;
}

enum { NARROWEST = 50, WIDEST = 100, SLACK = 22 };

typedef struct {
    uint32_t lines, small; /* that begin with a small letter */
    uint32_t shortest, longest;
    uint32_t first, end; /* of the first line, and of the last */
} block;

/* Lines from `from` to the next empty one, or to one that is too long. */
static block
measure(aver_str text, uint32_t from)
{
    block b = {0, 0, UINT32_MAX, 0, from, from};
    uint32_t last = 0, len = (uint32_t)text.len;

    while (from < len && b.longest <= WIDEST) {
        uint32_t end = line_end(text, from);
        aver_span at = trimmed(text, aver_span_of(from, end));
        uint32_t n = at.end - at.start;
        if (!b.lines)
            b.first = end;
        if (!n)
            break;
        if (b.lines && last < b.shortest)
            b.shortest = last;
        if (n > b.longest)
            b.longest = n;
        b.lines++;
        b.small += text.ptr[at.start] >= 'a' && text.ptr[at.start] <= 'z';
        last = n;
        b.end = end;
        from = end + 1;
    }
    return b;
}

/* Whether the block is one paragraph whose lines were broken to a width: all
 * but the last nearly as long as the longest, which is no longer than a
 * terminal's line. */
static int
is_wrapped(const block *b)
{
    return b->lines >= 2 && b->longest >= NARROWEST && b->longest <= WIDEST &&
           b->shortest + SLACK >= b->longest && (b->lines >= 3 || b->small);
}

/* The end of the paragraph that begins at `from`: of its line, or of the
 * block if its lines are wrapped. A block is measured once: `*plain` says that
 * the one before `from`, if it goes on, is not. */
static uint32_t
paragraph_end(aver_str text, uint32_t from, int *plain)
{
    block b;

    if (*plain)
        return line_end(text, from);
    b = measure(text, from);
    if (is_wrapped(&b))
        return b.end;
    *plain = 1;
    return b.first;
}

void
aver_document_open(aver_document *self, aver_work *work, aver_str text)
{
    uint32_t from = 0, len = (uint32_t)text.len;
    int plain = 0;

    memset(self, 0, sizeof *self);
    self->work = work;
    self->text = work->text = text;
    self->dates.doc = work->date;
    while (from < len) {
        uint32_t end = paragraph_end(text, from, &plain);
        aver_paragraph fresh = {0};
        fresh.raw = trimmed(text, aver_span_of(from, end));
        if (fresh.raw.end > fresh.raw.start) {
            fresh.index = (uint32_t)self->paragraphs.n;
            AVER_PUSH(work->arena, &self->paragraphs, fresh);
        } else {
            plain = 0;
        }
        from = end < len && text.ptr[end] == '\n' ? end + 1 : end;
    }
}

/* Which of the two a mark without direction is: 1 opens, -1 closes, 2 either.
 * One that is missing must not turn all that are behind it. */
static int
straight_kind(aver_str text, uint32_t at)
{
    enum { RUN = 4 }; /* marks beside each other that are looked past */
    uint32_t from = at, to = at + 1;
    int before, behind;

    while (from && from + RUN > at && text.ptr[from - 1] == '"')
        from--;
    while (to < text.len && to < at + RUN && text.ptr[to] == '"')
        to++;
    before = from && !is_space(text.ptr[from - 1]) &&
             !strchr("([{", text.ptr[from - 1]);
    behind = to < text.len && !is_space(text.ptr[to]) &&
             !strchr(".,;:?!)]}", text.ptr[to]);
    return before == behind ? 2 : behind ? 1 : -1;
}

/* Bytes of a quotation mark at `at`: its kind, 1 opens, -1 closes, 2 either;
 * 0 none. */
static int
quote_kind(aver_str text, uint32_t at, uint32_t *len)
{
    *len = 1;
    if (text.ptr[at] == '"')
        return straight_kind(text, at);
    if (at + 3 <= text.len && !memcmp(text.ptr + at, "\xE2\x80", 2)) {
        *len = 3;
        if (text.ptr[at + 2] == '\x9C')
            return 1;
        if (text.ptr[at + 2] == '\x9D')
            return -1;
    }
    return 0;
}

/* Where a quotation mark may begin, from `at` on, or the end. */
static uint32_t
next_mark(aver_str text, uint32_t at)
{
    while (at < text.len) {
        uint32_t end = text.len - at < 8 ? (uint32_t)text.len : at + 8;
        uint64_t eight = end - at == 8 ? aver_eight(text.ptr + at)
                                       : ~UINT64_C(0);
        if (!(aver_eight_high(eight) | aver_eight_is(eight, '"'))) {
            at = end;
            continue;
        }
        for (; at < end; at++)
            if (text.ptr[at] == '"' || (unsigned char)text.ptr[at] == 0xE2)
                return at;
    }
    return at;
}

static void
add_quote(aver_document *self, aver_paragraph *paragraph, uint32_t from,
          uint32_t to, int open)
{
    aver_quote quote = {{from, to}, open};

    AVER_PUSH(self->work->arena, &paragraph->quotes, quote);
}

/* "…,' she said", "…', she said": behind a mark or in front of one. */
static int
ends_speech(aver_str text, uint32_t at)
{
    char behind = at + 1 < text.len ? text.ptr[at + 1] : ' ';

    return (strchr(".,?!", text.ptr[at - 1]) && is_space(behind)) ||
           behind == ',' || behind == '.';
}

/* An apostrophe begins no speech: only a mark at the head of the paragraph, or
 * behind a colon or comma, and before a capital. */
static int
begins_speech(aver_str text, uint32_t at)
{
    if (at + 1 >= text.len || text.ptr[at + 1] < 'A' || text.ptr[at + 1] > 'Z')
        return 0;
    return !at || (at > 1 && is_space(text.ptr[at - 1]) &&
                   strchr(":,", text.ptr[at - 2]));
}

/* Speech in single quotation marks, if it ends soon, outside of the others. */
static void
find_single(aver_document *self, aver_paragraph *paragraph)
{
    aver_str text = paragraph->norm.text;
    const char *mark = memchr(text.ptr, '\'', text.len);
    size_t i = 0, n = paragraph->quotes.n;
    uint32_t open = UINT32_MAX;

    while (mark) {
        uint32_t at = (uint32_t)(mark - text.ptr);
        while (i < n && paragraph->quotes.at[i].at.end <= at)
            i++;
        if (begins_speech(text, at)) {
            open = i < n && paragraph->quotes.at[i].at.start <= at ? UINT32_MAX
                                                                   : at;
        } else if (open != UINT32_MAX && ends_speech(text, at)) {
            if (at - open < LONGEST_OPEN)
                add_quote(self, paragraph, open, at + 1, 0);
            open = UINT32_MAX;
        }
        mark = memchr(mark + 1, '\'', text.len - at - 1);
    }
    if (open != UINT32_MAX && text.len - open < LONGEST_OPEN)
        add_quote(self, paragraph, open, (uint32_t)text.len, 1);
}

/* A mark that opens within a quotation is that of its next paragraph; far
 * behind, the one before was left open by mistake. */
static void
find_quotes(aver_document *self, aver_paragraph *paragraph)
{
    aver_str text = paragraph->norm.text;
    uint32_t open = UINT32_MAX, last = 0, len;

    for (uint32_t i = 0; (i = next_mark(text, i)) < text.len; i++) {
        int kind = quote_kind(text, i, &len);
        if (kind == 0 || (kind == -1 && open == UINT32_MAX))
            continue;
        if (open == UINT32_MAX || (kind == 1 && i - last > LONGEST_OPEN)) {
            open = last = i;
        } else if (kind == 1) {
            last = i;
        } else {
            add_quote(self, paragraph, open, i + len, 0);
            open = UINT32_MAX;
        }
    }
    if (open != UINT32_MAX)
        add_quote(self, paragraph, open, (uint32_t)text.len, 1);
}

const aver_quotes *
aver_paragraph_quotes(aver_document *self, aver_paragraph *paragraph)
{
    if (paragraph->has_quotes)
        return &paragraph->quotes;
    paragraph->has_quotes = 1;
    aver_paragraph_ready(self, paragraph);
    find_quotes(self, paragraph);
    find_single(self, paragraph);
    return &paragraph->quotes;
}

void
aver_paragraph_ready(aver_document *self, aver_paragraph *paragraph)
{
    aver_arena *arena = self->work->arena;
    aver_sent_lang lang;
    aver_spans spans = {0};

    if (paragraph->has_sentences)
        return;
    paragraph->has_sentences = 1;
    lang = aver_lexicon_sent_lang(&self->work->rules->lexicon);
    aver_norm_run(arena, AVER_NORM_NEWS, self->text.ptr + paragraph->raw.start,
                  paragraph->raw.end - paragraph->raw.start, &paragraph->norm);
    aver_sent_split(arena, paragraph->norm.text, LONGEST_SENTENCE, &lang,
                    &spans);
    paragraph->sentences = AVER_NEWS(arena, aver_sentence, spans.n);
    paragraph->n_sentences = (uint32_t)spans.n;
    for (size_t i = 0; i < spans.n; i++) {
        paragraph->sentences[i].paragraph = paragraph;
        paragraph->sentences[i].index = (uint32_t)i;
        paragraph->sentences[i].at = spans.at[i];
    }
}

void
aver_sentence_tokens(aver_document *self, aver_sentence *sentence)
{
    aver_token_lang lang;
    aver_tokens tokens = {0};

    if (sentence->has_tokens)
        return;
    sentence->has_tokens = 1;
    lang = aver_lexicon_token_lang(&self->work->rules->lexicon);
    aver_token_run(self->work->arena, sentence->paragraph->norm.text,
                   sentence->at, &lang, &tokens);
    aver_lexicon_number(&self->work->rules->lexicon, tokens.at, tokens.n);
    sentence->words.text = sentence->paragraph->norm.text;
    sentence->words.tokens = tokens.at;
    sentence->words.n_tokens = tokens.n;
}

void
aver_sentence_lookup(aver_document *self, aver_sentence *sentence)
{
    if (sentence->has_lookup)
        return;
    sentence->has_lookup = 1;
    aver_sentence_tokens(self, sentence);
    aver_mention_look(self->work, &sentence->words, &sentence->lookup);
}

int
aver_follows_paragraph(const aver_document *self,
                       const aver_paragraph *paragraph)
{
    const aver_sentence *told = self->told.sentence;

    return told && told->paragraph->index + 1 == paragraph->index &&
           told->index + 1 == told->paragraph->n_sentences;
}

int
aver_follows(const aver_document *self, const aver_sentence *sentence)
{
    const aver_sentence *told = self->told.sentence;

    if (!told)
        return 0;
    if (sentence->index)
        return told->paragraph == sentence->paragraph &&
               told->index + 1 == sentence->index;
    return aver_follows_paragraph(self, sentence->paragraph);
}

int
aver_sentence_opens(aver_document *self, aver_sentence *sentence)
{
    aver_gate_set there;

    aver_sentence_lookup(self, sentence);
    there = sentence->lookup.there;
    if (self->found.about)
        aver_gate_set_add(&there, AVER_GATE_ABOUT);
    if (aver_follows(self, sentence))
        aver_gate_set_add(&there, AVER_GATE_BEHIND);
    return aver_gate_opens(&self->work->rules->gate, &there);
}

void
aver_sentence_units(aver_document *self, aver_sentence *sentence)
{
    if (sentence->has_units)
        return;
    sentence->has_units = 1;
    aver_sentence_lookup(self, sentence);
    aver_mention_make(self->work, &sentence->words, &sentence->lookup,
                      &sentence->view);
    aver_mention_passes(self->work, &sentence->words, &sentence->view);
}

aver_sentence *
aver_sentence_before(aver_document *self, const aver_sentence *sentence)
{
    aver_paragraph *paragraph = sentence->paragraph;

    if (sentence->index)
        return &paragraph->sentences[sentence->index - 1];
    if (!paragraph->index)
        return NULL;
    paragraph = &self->paragraphs.at[paragraph->index - 1];
    aver_paragraph_ready(self, paragraph);
    return paragraph->n_sentences
               ? &paragraph->sentences[paragraph->n_sentences - 1]
               : NULL;
}

const aver_quote *
aver_paragraph_quote(aver_document *self, aver_paragraph *paragraph,
                     uint32_t at)
{
    const aver_quotes *quotes = aver_paragraph_quotes(self, paragraph);

    for (size_t i = 0; i < quotes->n; i++)
        if (quotes->at[i].at.start <= at && at < quotes->at[i].at.end)
            return &quotes->at[i];
    return NULL;
}

aver_span
aver_sentence_original(const aver_sentence *self, aver_span tokens)
{
    aver_span at = {self->words.tokens[tokens.start].at.start,
                    self->words.tokens[tokens.end - 1].at.end};
    uint32_t base = self->paragraph->raw.start;

    at = aver_norm_original(&self->paragraph->norm, at);
    return aver_span_of(at.start + base, at.end + base);
}

aver_str
aver_document_slice(const aver_document *self, aver_span bytes)
{
    aver_str text = {self->text.ptr + bytes.start, bytes.end - bytes.start};
    size_t bad = 0, n = 0;
    char *out;
    int space = 0;

    if (aver_utf8_valid(text.ptr, text.len) < text.len)
        text = aver_utf8_repair(self->work->arena, text, &bad);
    out = aver_arena_get(self->work->arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        if (is_space(text.ptr[i])) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = 0;
        out[n++] = text.ptr[i];
    }
    return aver_str_of(out, n);
}

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int
aver_sentence_has_digit(const aver_sentence *self)
{
    aver_str text = self->paragraph->norm.text;

    for (uint32_t i = self->at.start; i < self->at.end; i++)
        if (is_digit(text.ptr[i]))
            return 1;
    return 0;
}

void
aver_document_years(aver_document *self)
{
    AVER_VEC(int) years = {0};
    aver_str t = self->text;

    if (self->dates.years)
        return;
    AVER_VEC_ROOM(self->work->arena, &years, 1); /* found, even if none */
    for (size_t i = 0; i + 4 <= t.len && years.n < 64; i++) {
        int year;
        while (i + 8 <= t.len && !aver_eight_digits(aver_eight(t.ptr + i)))
            i += 8;
        if (i + 4 > t.len)
            break;
        if ((t.ptr[i] != '1' && t.ptr[i] != '2') ||
            (i && (is_digit(t.ptr[i - 1]) || t.ptr[i - 1] == ',')) ||
            !is_digit(t.ptr[i + 1]) || !is_digit(t.ptr[i + 2]) ||
            !is_digit(t.ptr[i + 3]) ||
            (i + 4 < t.len && is_digit(t.ptr[i + 4])))
            continue;
        year = (t.ptr[i] - '0') * 1000 + (t.ptr[i + 1] - '0') * 100 +
               (t.ptr[i + 2] - '0') * 10 + (t.ptr[i + 3] - '0');
        if (year >= 1900 && year < 2100)
            AVER_PUSH(self->work->arena, &years, year);
    }
    self->dates.years = years.at;
    self->dates.n_years = years.n;
}
