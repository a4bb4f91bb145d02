#include "text/token.h"

#include "text/fold.h"
#include "text/utf8.h"

/* Longer words, and longer runs of digits, are cut here. */
enum { LONGEST = 64 << 10, LONGEST_ABBREVIATION = 32, MAIL_NAME = 64 };

typedef struct {
    aver_arena *arena;
    const char *text;
    size_t start, end; /* the range */
    const aver_token_lang *lang;
    aver_tokens *out;
    char *fold, *fold_end; /* room for folded text */
    int word_seen;
    int double_open, single_open; /* quotation marks */
} scan;

enum {
    SPACE = 1,
    UPPER = 2,
    LOWER = 4,
    DIGIT = 8,
    HIGH = 16, /* the first byte, or another, of a non-ASCII character */
    LETTER = UPPER | LOWER,
    ALNUM = LETTER | DIGIT
};

static const unsigned char CLASSES[128] = {
#define U UPPER
#define L LOWER
#define D DIGIT
#define S SPACE
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, 0,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0,
#undef U
#undef L
#undef D
#undef S
};

static unsigned
class_of_byte(unsigned char c)
{
    return c < 0x80 ? CLASSES[c] : HIGH;
}

/* Whether `c` is one of `set`; NUL never is. */
static int
is_in(char c, const char *set)
{
    return c && strchr(set, c);
}

/* The class of the byte at `at`; 0 outside of the range. */
static unsigned
class_at(const scan *self, size_t at)
{
    return at < self->end ? class_of_byte((unsigned char)self->text[at]) : 0;
}

static int
byte_at(const scan *self, size_t at)
{
    return at < self->end ? (unsigned char)self->text[at] : -1;
}

static aver_char
char_at(const scan *self, size_t at, unsigned *len)
{
    int32_t cp = aver_utf8_get(self->text + at, self->text + self->end, len);

    return cp < 0 ? AVER_CHAR_OTHER : aver_char_of(cp);
}

/* Bytes of the letter (or mark, or digit if `digits`) at `at`, or 0. */
static unsigned
letter_at(const scan *self, size_t at, int digits)
{
    unsigned class = class_at(self, at), len;
    aver_char is;

    if (class & LETTER)
        return 1;
    if (class & DIGIT)
        return digits ? 1 : 0;
    if (class != HIGH)
        return 0;
    is = char_at(self, at, &len);
    return is == AVER_CHAR_LETTER || is == AVER_CHAR_UPPER ||
                   is == AVER_CHAR_MARK
               ? len
               : 0;
}

/* The end of the letters and digits from `at` on, at most `most` bytes. */
static size_t
letters_end(const scan *self, size_t at, size_t most)
{
    size_t stop = self->end - at > most ? at + most : self->end;
    unsigned n = 0;

    do {
        at += n;
        while (at < stop &&
               class_of_byte((unsigned char)self->text[at]) & ALNUM)
            at++;
        n = at < stop ? letter_at(self, at, 1) : 0;
    } while (n);
    return at;
}

static size_t
digits_end(const scan *self, size_t at, size_t most)
{
    size_t stop = self->end - at > most ? at + most : self->end;

    while (at < stop && self->text[at] >= '0' && self->text[at] <= '9')
        at++;
    return at;
}

/* How many letters, and no digits, begin at `at`, before something that is
 * neither; 0 also for more than `most`. */
static unsigned
letter_count(const scan *self, size_t at, unsigned most)
{
    unsigned count = 0, n;

    while (count <= most && (n = letter_at(self, at, 0)) > 0) {
        at += n;
        count++;
    }
    return count > most || class_at(self, at) & DIGIT ? 0 : count;
}

static int
is_upper_at(const scan *self, size_t at)
{
    unsigned class = class_at(self, at), len;

    return class & UPPER ||
           (class == HIGH && char_at(self, at, &len) == AVER_CHAR_UPPER);
}

/* Whether text[at, end) is `word` (lower-case ASCII), in any case. */
static int
is_word(const scan *self, size_t at, size_t end, const char *word)
{
    for (; at < end && *word; at++, word++)
        if ((self->text[at] | 0x20) != *word)
            return 0;
    return at == end && !*word;
}

static char *
fold_room(scan *self, size_t need)
{
    enum { CHUNK = 4096 };

    if ((size_t)(self->fold_end - self->fold) < need) {
        size_t left = self->end - self->start + 64;
        size_t size = need > CHUNK ? need : left > CHUNK ? CHUNK : left;
        if (size < need)
            size = need;
        self->fold = aver_arena_get(self->arena, size);
        self->fold_end = self->fold + size;
    }
    return self->fold;
}

static void
push(scan *self, size_t start, size_t end, aver_str fold, uint32_t flags)
{
    aver_token token;

    if (start ? class_of_byte((unsigned char)self->text[start - 1]) & SPACE
              : 0)
        flags |= AVER_TOK_SPACE;
    if (!self->word_seen && flags & (AVER_TOK_WORD | AVER_TOK_NUMBER)) {
        self->word_seen = 1;
        flags |= AVER_TOK_FIRST;
    }
    token.at = aver_span_of((uint32_t)start, (uint32_t)end);
    token.fold = fold;
    token.hash = aver_token_hash(fold.ptr, fold.len);
    token.flags = flags;
    AVER_PUSH(self->arena, self->out, token);
}

/* A word or number whose first bytes, up to `core`, are digits and their
 * separators: of these only digits and the decimal point are kept. */
static void
push_word(scan *self, size_t start, size_t core, size_t end, uint32_t flags)
{
    char *fold = fold_room(self, 2 * (end - start));
    aver_fold_case seen = {0};
    size_t n = 0, dots = 0;

    for (size_t i = start; i < core; i++)
        dots += self->text[i] == '.';
    for (size_t i = start; i < core; i++) {
        char c = self->text[i];
        if ((c >= '0' && c <= '9') || (c == '.' && dots == 1))
            fold[n++] = c;
    }
    if (!(flags & AVER_TOK_ORDINAL))
        n += aver_fold_put(fold + n, self->text + core, end - core, &seen);
    if (seen.letters || flags & AVER_TOK_ORDINAL)
        flags |= AVER_TOK_WORD;
    if (seen.first_upper && core == start)
        flags |= AVER_TOK_CAP;
    if (seen.letters > 1 && seen.upper == seen.letters)
        flags |= AVER_TOK_ALLCAP;
    self->fold += n;
    push(self, start, end, aver_str_of(fold, n), flags);
}

static size_t
push_mark(scan *self, size_t start, size_t end, const char *fold,
          uint32_t flags)
{
    aver_str text = fold ? aver_str_z(fold)
                         : aver_str_of(self->text + start, end - start);

    push(self, start, end, text, AVER_TOK_PUNCT | flags);
    return end;
}

/* Whether the three bytes of `mark` (U+201C, U+201D) stand at `at`. */
static int
is_mark(const scan *self, size_t at, const char *mark)
{
    return self->end - at >= 3 && !memcmp(self->text + at, mark, 3);
}

/* The end of an address: no white space and no quotation mark, and no
 * punctuation at its end. */
static size_t
address_end(const scan *self, size_t at)
{
    size_t from = at, stop = self->end - at > LONGEST ? at + LONGEST
                                                      : self->end;

    for (; at < stop; at++) {
        unsigned char c = (unsigned char)self->text[at];
        if (class_of_byte(c) & SPACE || c == '"' || c == '<' || c == '>' ||
            (c == 0xE2 && (is_mark(self, at, "\xE2\x80\x9C") ||
                           is_mark(self, at, "\xE2\x80\x9D") ||
                           is_mark(self, at, "\xE2\x80\x94"))))
            break;
    }
    while (at < self->end && ((unsigned char)self->text[at] & 0xC0) == 0x80)
        at--;
    while (at > from && is_in(self->text[at - 1], ".,;:!?)]}'"))
        at--;
    return at;
}

/* The end of the domain name whose last label begins behind the full stop at
 * `dot` ("example.com", "example.co.uk/a"), or 0. */
static size_t
domain_end(const scan *self, size_t dot)
{
    static const char *const LABELS[] = {"com", "org", "net", "gov", "edu",
                                         "int", "mil", "info", "co"};
    size_t at = dot + 1, end = letters_end(self, at, 8);
    int found = 0;

    if (class_at(self, at) != LOWER)
        return 0;
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        found = found || is_word(self, at, end, LABELS[i]);
    if (!found)
        return 0;
    if (byte_at(self, end) == '.' && class_at(self, end + 1) == LOWER &&
        letter_count(self, end + 1, 2) == 2)
        end += 3;
    else if (end - at == 2)
        return 0;
    return byte_at(self, end) == '/' ? address_end(self, end) : end;
}

/* The end of the mail address that has `at` in its name, or 0. */
static size_t
mail_end(const scan *self, size_t at)
{
    size_t stop = self->end - at > MAIL_NAME ? at + MAIL_NAME : self->end;
    size_t end;

    while (at < stop && (class_at(self, at) & ALNUM ||
                         is_in(self->text[at], "._%+-")))
        at++;
    if (byte_at(self, at) != '@' || !(class_at(self, at + 1) & ALNUM))
        return 0;
    end = at + 1;
    stop = self->end - end > 4 * MAIL_NAME ? end + 4 * MAIL_NAME : self->end;
    while (end < stop && (class_at(self, end) & ALNUM ||
                          self->text[end] == '.' || self->text[end] == '-'))
        end++;
    while (!(class_at(self, end - 1) & ALNUM))
        end--;
    return end;
}

/* How far text[at, end) reaches as abbreviation with the full stop at `end`;
 * `part` is where its last part begins. `end` where it is none. */
static size_t
abbreviation_end(const scan *self, size_t at, size_t part, size_t end)
{
    const aver_token_lang *lang = self->lang;
    unsigned count = letter_count(self, part, 4);
    unsigned next = letter_count(self, end + 1, 2);
    size_t one = end + 1 + letter_at(self, end + 1, 0);
    int chain = part > at && self->text[part - 1] == '.';

    if (count == 1) {
        if (next == 1)
            return one; /* U.S, a.m: the stop behind it comes next */
        if (next == 2 && !chain && is_upper_at(self, part) &&
            is_upper_at(self, end + 1) && !is_upper_at(self, one))
            return letters_end(self, end + 1, 8); /* W.Va */
        if (chain || is_upper_at(self, part))
            return end + 1;
    }
    if (!lang || !lang->abbreviation)
        return end;
    if (end - at <= LONGEST_ABBREVIATION &&
        lang->abbreviation(lang->ctx, self->text + at, end - at))
        return next == 1 ? one : end + 1; /* Ph.D */
    if (part > at && end - part <= LONGEST_ABBREVIATION &&
        lang->abbreviation(lang->ctx, self->text + part, end - part))
        return end + 1;
    return end;
}

/* The end of the contracted word or possessive behind the apostrophe at
 * `at`, or 0: 's 't 'll 've 're 'd 'm. */
static size_t
contraction_end(const scan *self, size_t at)
{
    static const char *const ENDS[] = {"s", "t", "ll", "ve", "re", "d", "m"};
    unsigned count = letter_count(self, at + 1, 2);

    if (byte_at(self, at) != '\'' || !count)
        return 0;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (is_word(self, at + 1, at + 1 + count, ENDS[i])) {
            int n = at > self->start ? self->text[at - 1] | 0x20 : 0;
            return i == 1 && n != 'n' ? 0 : at + 1 + count;
        }
    return 0;
}

/* One step on in the word text[at, end), or `end`. */
static size_t
extend(const scan *self, size_t at, size_t *part, size_t end)
{
    int stopped = self->text[end - 1] == '.';
    int number = class_at(self, at) == DIGIT;
    size_t to;

    if (end - at >= LONGEST)
        return end;
    switch (byte_at(self, end)) {
    case '\'':
        if (stopped || !letter_at(self, end + 1, 0) ||
            contraction_end(self, end))
            return end;
        break;
    case '-':
        if (!letter_at(self, end + 1, !number || *part > at))
            return end;
        break;
    case '&':
        if (!is_upper_at(self, end - 1) || !is_upper_at(self, end + 1))
            return end;
        break;
    case '.':
        if (stopped || number)
            return end;
        if (letter_at(self, end + 1, 1)) {
            if ((to = mail_end(self, end)) > 0 ||
                (to = domain_end(self, end)) > 0)
                return to;
        }
        to = abbreviation_end(self, at, *part, end);
        if (to > end + 1)
            *part = end + 1;
        return to;
    case '@':
        to = mail_end(self, end);
        return to ? to : end;
    default:
        return end;
    }
    *part = end + 1;
    return letters_end(self, end + 1, LONGEST - (end - at));
}

/* Whether the apostrophe at `at`, behind a word, is its possessive. */
static int
is_plural_possessive(const scan *self, size_t at)
{
    return byte_at(self, at) == '\'' && !self->single_open &&
           byte_at(self, at + 1) != '\'' &&
           is_in(self->text[at - 1], "sSxXzZ") &&
           !letter_at(self, at + 1, 1);
}

/* Pushes text[at, end) and what is contracted with it; its end. */
static size_t
push_parts(scan *self, size_t at, size_t core, size_t end, uint32_t flags)
{
    size_t behind = contraction_end(self, end);

    if (behind && (self->text[end + 1] | 0x20) == 't') {
        if (end - 1 > at)
            push_word(self, at, core, end - 1, flags);
        push_word(self, end - 1, end - 1, behind, AVER_TOK_WORD);
        return behind;
    }
    if (end - at == 6 && is_word(self, at, end, "cannot")) {
        push_word(self, at, at, at + 3, AVER_TOK_WORD);
        push_word(self, at + 3, at + 3, end, AVER_TOK_WORD);
    } else {
        push_word(self, at, core, end, flags);
    }
    if (behind) {
        push_word(self, end, end, behind, AVER_TOK_WORD);
        return behind;
    }
    if (is_plural_possessive(self, end)) {
        push(self, end, end + 1, aver_str_of("'s", 2), AVER_TOK_WORD);
        return end + 1;
    }
    return end;
}

/* The word at `at` whose first run of letters ends at `end`. */
static size_t
word_on(scan *self, size_t at, size_t core, size_t end, uint32_t flags)
{
    size_t part = at, to;

    while ((to = extend(self, at, &part, end)) > end)
        end = to;
    return push_parts(self, at, core, end, flags);
}

static size_t
word(scan *self, size_t at)
{
    size_t end = letters_end(self, at, LONGEST), to;

    if (byte_at(self, end) == ':' && byte_at(self, end + 1) == '/' &&
        byte_at(self, end + 2) == '/' &&
        (to = address_end(self, end + 3)) > end + 3) {
        push_word(self, at, at, to, AVER_TOK_WORD);
        return to;
    }
    if (byte_at(self, end) == '.' && is_word(self, at, end, "www") &&
        class_at(self, end + 1) & ALNUM) {
        to = address_end(self, end);
        push_word(self, at, at, to, AVER_TOK_WORD);
        return to;
    }
    return word_on(self, at, at, end, AVER_TOK_WORD);
}

/* Whether exactly three digits stand behind the separator at `at`. */
static int
is_group(const scan *self, size_t at)
{
    return digits_end(self, at + 1, 4) == at + 4;
}

/* The end of the groups of digits behind `at`, separated by `mark`: 1,214 or
 * 1,00,000. */
static size_t
groups_end(const scan *self, size_t at, int mark)
{
    size_t end = at, pairs = at;

    for (int i = 0; i < 4 && byte_at(self, pairs) == mark &&
                    digits_end(self, pairs + 1, 3) == pairs + 3;
         i++)
        pairs += 3;
    if (pairs > at && byte_at(self, pairs) == mark && is_group(self, pairs))
        return pairs + 4;
    while (end - at < MAIL_NAME && byte_at(self, end) == mark &&
           is_group(self, end))
        end += 4;
    return end;
}

/* Whether a space behind the number text[at, end) may separate thousands:
 * not in "on June 26 130 were", where a day stands in front. */
static int
may_space(const scan *self, size_t at, size_t end)
{
    const aver_token *before =
        self->out->n ? &self->out->at[self->out->n - 1] : NULL;
    size_t to;

    if (!is_group(self, end))
        return 0;
    to = end + 4;
    if ((byte_at(self, to) == ',' || byte_at(self, to) == '.') &&
        class_at(self, to + 1) & DIGIT)
        return 0;
    if (letter_at(self, to, 0))
        return 0;
    return !(before && before->at.start >= self->start && end - at <= 2 &&
             before->flags & AVER_TOK_CAP &&
             !(before->flags & AVER_TOK_FIRST));
}

/* The end of the digits, separators and decimals from `at` on. */
static size_t
number_end(const scan *self, size_t at)
{
    size_t end = digits_end(self, at, LONGEST), to;
    int behind_point = at > self->start + 1 && self->text[at - 1] == '.' &&
                       class_at(self, at - 2) & DIGIT;

    if (behind_point)
        return end; /* 11.09.2003 */
    if (end - at <= 3) {
        to = groups_end(self, end, ',');
        if (to == end)
            to = groups_end(self, end, '\'');
        if (to == end && byte_at(self, end) == ' ' &&
            may_space(self, at, end))
            to = groups_end(self, end, ' ');
        if (to == end) {
            to = groups_end(self, end, '.');
            if (to > end + 4)
                return to; /* 1.214.000 */
            to = end;
        }
        end = to;
    }
    if (byte_at(self, end) != '.' || !(class_at(self, end + 1) & DIGIT))
        return end;
    to = digits_end(self, end + 1, LONGEST);
    if (byte_at(self, to) == '.' && class_at(self, to + 1) & DIGIT)
        return end;
    return to;
}

static int
is_ordinal(const scan *self, size_t at, size_t end)
{
    return is_word(self, at, end, "st") || is_word(self, at, end, "nd") ||
           is_word(self, at, end, "rd") || is_word(self, at, end, "th");
}

static size_t
number(scan *self, size_t at)
{
    size_t core = number_end(self, at), end = core, part = at;

    if (letter_at(self, core, 0) &&
        !(letter_count(self, core, 1) == 1 && byte_at(self, core + 1) == '.' &&
          letter_count(self, core + 2, 1) == 1)) /* 10a.m. is 10 a.m. */
        end = letters_end(self, core, LONGEST);
    if (extend(self, at, &part, end) == end &&
        is_ordinal(self, core, end)) {
        push_word(self, at, core, end, AVER_TOK_NUMBER | AVER_TOK_ORDINAL);
        return end;
    }
    return word_on(self, at, core, end, AVER_TOK_NUMBER);
}

/* The end of '98 or '90s at `at`, or 0. */
static size_t
short_year_end(const scan *self, size_t at)
{
    size_t end = digits_end(self, at + 1, 3);

    if (end != at + 3 || (at > self->start &&
                          !(class_at(self, at - 1) & SPACE) &&
                          !is_in(self->text[at - 1], "([-/")))
        return 0;
    if (byte_at(self, end) == 's' || byte_at(self, end) == 'S')
        end++;
    return letter_at(self, end, 1) ? 0 : end;
}

/* A quotation mark without direction, whose state is `*open`. */
static size_t
quote(scan *self, size_t at, size_t end, int *open)
{
    int before = at > self->start && !(class_at(self, at - 1) & SPACE) &&
                 !is_in(self->text[at - 1], "([{-");
    int behind = end < self->end && !(class_at(self, end) & SPACE);
    int opens;

    if (at > self->start + 2 && is_mark(self, at - 3, "\xE2\x80\x94"))
        before = 0;
    if (self->out->n) {
        const aver_token *last = &self->out->at[self->out->n - 1];
        if (last->flags & AVER_TOK_OPEN && last->at.end == at)
            before = 0;
    }
    opens = before == behind ? !*open : behind;
    *open = opens;
    return push_mark(self, at, end, "\"",
                     opens ? AVER_TOK_OPEN : AVER_TOK_CLOSE);
}

static size_t
apostrophe(scan *self, size_t at)
{
    size_t end = short_year_end(self, at);

    if (end) {
        push_word(self, at, at, end, AVER_TOK_NUMBER);
        return end;
    }
    if (byte_at(self, at + 1) == '\'')
        return quote(self, at, at + 2, &self->double_open);
    if (at > self->start && at + 1 < self->end && !self->single_open &&
        class_at(self, at - 1) & SPACE && class_at(self, at + 1) & SPACE)
        return push_mark(self, at, at + 1, NULL, 0);
    return quote(self, at, at + 1, &self->single_open);
}

/* "..." and ". . ." are one token. */
static size_t
full_stop(scan *self, size_t at)
{
    size_t end = at + 1, spaced = at + 1;

    while (byte_at(self, end) == '.')
        end++;
    if (end > at + 1)
        return push_mark(self, at, end, "...", 0);
    while (byte_at(self, spaced) == ' ' && byte_at(self, spaced + 1) == '.')
        spaced += 2;
    if (spaced > at + 3)
        return push_mark(self, at, spaced, "...", 0);
    return push_mark(self, at, end, ".", 0);
}

/* @name and #tag. */
static size_t
tag(scan *self, size_t at)
{
    size_t end = at + 1;
    int word_before = at > self->start && class_at(self, at - 1) & ALNUM;

    if (word_before || !(letter_at(self, end, self->text[at] == '@') ||
                         byte_at(self, end) == '_'))
        return push_mark(self, at, end, NULL, 0);
    for (;;) {
        end = letters_end(self, end, LONGEST - (end - at));
        if (byte_at(self, end) != '_' || end - at >= LONGEST)
            break;
        end++;
    }
    push_word(self, at, at, end, AVER_TOK_WORD);
    return end;
}

static size_t
dash(scan *self, size_t at)
{
    size_t end = at + 1;

    while (byte_at(self, end) == '-')
        end++;
    return push_mark(self, at, end, end > at + 1 ? "\xE2\x80\x94" : "-", 0);
}

static size_t
ascii_mark(scan *self, size_t at)
{
    switch (self->text[at]) {
    case '\'':
        return apostrophe(self, at);
    case '"':
        return quote(self, at, at + 1, &self->double_open);
    case '`':
        return push_mark(self, at, at + 1 + (byte_at(self, at + 1) == '`'),
                         "\"", AVER_TOK_OPEN);
    case '.':
        return full_stop(self, at);
    case '-':
        return dash(self, at);
    case '@':
    case '#':
        return tag(self, at);
    default:
        return push_mark(self, at, at + 1, NULL, 0);
    }
}

/* What is neither letter nor mark, beyond ASCII. */
static size_t
other_mark(scan *self, size_t at)
{
    unsigned len;
    size_t end;

    if (is_mark(self, at, "\xE2\x80\x9C")) {
        self->double_open = 1;
        return push_mark(self, at, at + 3, "\"", AVER_TOK_OPEN);
    }
    if (is_mark(self, at, "\xE2\x80\x9D")) {
        self->double_open = 0;
        return push_mark(self, at, at + 3, "\"", AVER_TOK_CLOSE);
    }
    switch (char_at(self, at, &len)) {
    case AVER_CHAR_SPACE:
        return at + len;
    case AVER_CHAR_NUMBER:
        for (end = at + len; end - at < LONGEST &&
                             class_at(self, end) == HIGH &&
                             char_at(self, end, &len) == AVER_CHAR_NUMBER;)
            end += len;
        push_word(self, at, at, end, AVER_TOK_NUMBER);
        return end;
    default:
        return push_mark(self, at, at + len, NULL, 0);
    }
}

void
aver_token_run(aver_arena *arena, aver_str text, aver_span range,
               const aver_token_lang *lang, aver_tokens *out)
{
    scan self = {.arena = arena,
                 .text = text.ptr,
                 .start = range.start,
                 .end = range.end < text.len ? range.end : text.len,
                 .lang = lang,
                 .out = out};
    size_t at = range.start;

    while (at < self.end) {
        unsigned class = class_of_byte((unsigned char)text.ptr[at]);
        if (class & SPACE)
            at++;
        else if (class & LETTER || (class & HIGH && letter_at(&self, at, 0)))
            at = word(&self, at);
        else if (class & DIGIT)
            at = number(&self, at);
        else if (class & HIGH)
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
    uint32_t hash = UINT32_C(2166136261);

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)ptr[i]) * UINT32_C(16777619);
    return hash;
}
