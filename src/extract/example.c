#include "extract/example.h"

#include "extract/expect.h"
#include "rules/lines.h"

enum { MARGIN = 13, WIDE = 32 };

typedef AVER_VEC(aver_product) products;

typedef struct {
    aver_work *work;
    const aver_pass *pass;
    const aver_rule *rule;
    const aver_example *example;
    aver_document document;
    AVER_VEC(aver_claims *) claims; /* a sentence each, dropped ones too */
    products made;                  /* by the rule */
} trial;

int
aver_example_wanted(const aver_rules *rules, const aver_rule *rule,
                    const char *what)
{
    const char *file = aver_rule_file(rules, rule);
    size_t n = what ? strlen(what) : 0, m = strlen(file);

    if (!what || !strcmp(aver_rule_id(rules, rule), what) ||
        !strcmp(file, what))
        return 1;
    while (n > 1 && what[0] == '.' && what[1] == '/') {
        what += 2;
        n -= 2;
    }
    if (n < m && !strcmp(file + m - n, what) && file[m - n - 1] == '/')
        return 1;
    if (n < m && !memcmp(file, what, n) &&
        (file[n] == '/' || what[n - 1] == '/'))
        return 1;
    return n > m && what[n - m - 1] == '/' && !strcmp(what + n - m, file);
}

/* `\n`, `\t`, `\"` and `\\` in an example's sentence. */
static aver_str
unescaped(aver_arena *arena, aver_str text)
{
    char *out = aver_arena_get(arena, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : 0;
        if (c == '\\' && next && strchr("nt\"\\", next)) {
            c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
            i++;
        }
        out[n++] = c;
    }
    return aver_str_of(out, n);
}

static void
add_product(trial *self, aver_sentence *sentence, const aver_unit *unit,
            const aver_attribution *attribution, const aver_claim *claim)
{
    aver_product product = {&self->document, sentence, self->rule, unit,
                            attribution,     claim};

    AVER_PUSH(self->work->arena, &self->made, product);
}

static void
add_units(trial *self, aver_sentence *sentence, const aver_unit *units,
          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (units[i].rule == self->rule)
            add_product(self, sentence, &units[i], NULL, NULL);
        add_units(self, sentence, units[i].parts, units[i].n_parts);
    }
}

static int
filled_by(const aver_claim *claim, const aver_rule *rule)
{
    for (unsigned i = 0; i < AVER_SLOTS_KNOWN; i++)
        if (claim->fills[i].rule == rule)
            return 1;
    return 0;
}

/* Whether the rule has to do with a claim; with a check all claims have. */
static int
is_product(const trial *self, const aver_claim *claim, int kept)
{
    if (self->pass->type == AVER_PASS_CHECK)
        return kept;
    if (self->pass->type == AVER_PASS_CLAIM ||
        self->pass->type == AVER_PASS_FOLLOW)
        return claim->rule == self->rule &&
               (kept || claim->fills[AVER_SLOT_DROP].rule == self->rule);
    return filled_by(claim, self->rule);
}

/* Whether the gate keeps the sentence out. */
static int
is_shut(const trial *self, const aver_sentence *sentence)
{
    aver_str text = {sentence->paragraph->norm.text.ptr + sentence->at.start,
                     sentence->at.end - sentence->at.start};
    aver_span all = {0, (uint32_t)text.len};
    aver_found found;

    aver_found_scan(&found, &self->work->rules->gate, self->work->arena, text);
    found.about = 1; /* no doubts about examples */
    return !aver_found_opens(&found, all,
                             aver_follows(&self->document, sentence));
}

static void
add_claims(trial *self, aver_sentence *sentence)
{
    aver_claims *found = AVER_NEW(self->work->arena, aver_claims);

    if (is_shut(self, sentence))
        return;
    self->document.found.about = 1;
    aver_claim_find(&self->document, sentence, found);
    AVER_PUSH(self->work->arena, &self->claims, found);
    for (size_t i = 0; i < found->n; i++) {
        aver_claim *claim = &found->at[i];
        int kept = aver_claim_finish(&self->document, claim,
                                     aver_str_z("example"));
        if (is_product(self, claim, kept))
            add_product(self, sentence, NULL, NULL, claim);
    }
}

static void
add_attributions(trial *self, aver_sentence *sentence)
{
    aver_claim_attributions(&self->document, sentence);
    for (size_t i = 0; i < sentence->attributions.n; i++)
        if (sentence->attributions.at[i].rule == self->rule)
            add_product(self, sentence, NULL, &sentence->attributions.at[i],
                        NULL);
}

static void
read_sentence(trial *self, aver_sentence *sentence)
{
    aver_sentence_units(&self->document, sentence);
    switch (self->pass->type) {
    case AVER_PASS_UNIT:
        add_units(self, sentence, sentence->view.units.at,
                  sentence->view.units.n);
        break;
    case AVER_PASS_HEAD:
        break;
    case AVER_PASS_CLAIM:
    case AVER_PASS_FOLLOW:
    case AVER_PASS_SLOT:
    case AVER_PASS_CHECK:
        add_claims(self, sentence);
        break;
    case AVER_PASS_ATTRIBUTION:
        add_attributions(self, sentence);
        break;
    }
}

/* The example as a document of its own; all that the rule made of it. */
static void
read_example(trial *self)
{
    aver_work *work = self->work;
    aver_document *document = &self->document;
    aver_day date;

    memset(&work->date, 0, sizeof work->date);
    if (self->pass->date.len && self->pass->type != AVER_PASS_HEAD &&
        aver_day_parse(self->pass->date, &date))
        work->date = date;
    aver_document_open(
        document, work,
        unescaped(work->arena,
                  aver_text_of(&work->rules->texts, self->example->sentence)));
    if (!work->date.year)
        aver_document_find_date(document);
    if (self->pass->type == AVER_PASS_HEAD &&
        document->date_rule == self->rule)
        add_product(self, NULL, NULL, NULL, NULL);
    for (size_t i = 0; i < document->paragraphs.n; i++) {
        aver_paragraph *paragraph = &document->paragraphs.at[i];
        aver_paragraph_ready(document, paragraph);
        for (uint32_t k = 0; k < paragraph->n_sentences; k++)
            read_sentence(self, &paragraph->sentences[k]);
    }
}

static int
get(const aver_product *product, const aver_expected *expected, aver_str *out)
{
    return aver_product_get(product, expected->key, expected->value, out);
}

static size_t
agreements(const aver_product *product, const aver_expectations *expected)
{
    size_t n = 0;
    aver_str found;

    for (size_t i = 0; i < expected->n; i++)
        n += get(product, &expected->at[i], &found) &&
             aver_str_same(found, expected->at[i].value);
    return n;
}

static void
tell_head(const trial *self, aver_teller *to)
{
    const aver_rules *rules = self->work->rules;
    const aver_example *example = self->example;
    aver_str sentence = aver_text_of(&rules->texts, example->sentence);

    aver_tell(to, "%s:%u:%u: %s\n  %c \"%.*s\"\n",
              aver_rule_file(rules, self->rule), example->place.line,
              example->place.column, aver_rule_id(rules, self->rule),
              example->sign, (int)sentence.len, sentence.ptr);
}

static const char *
key_name(aver_str key)
{
    return !key.len ? "text" : aver_str_is(key, "@") ? "kind" : NULL;
}

static void
tell_cell(aver_teller *to, aver_str text, int width)
{
    int n = 0;

    aver_tell(to, "%.*s", (int)text.len, text.ptr);
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    aver_tell(to, "%*s", n < width ? width - n : 1, "");
}

static void
tell_row(aver_teller *to, aver_str key, aver_str expected, aver_str found,
         const char *note)
{
    const char *name = key_name(key);

    aver_tell(to, "  | ");
    tell_cell(to, name ? aver_str_z(name) : key, MARGIN);
    tell_cell(to, expected.len ? expected : aver_str_z("(empty)"), WIDE);
    aver_tell(to, "%.*s%s\n", found.len ? (int)found.len : 7,
              found.len ? found.ptr : "(empty)", note);
}

static void
tell_table(const aver_product *best, const aver_expectations *expected,
           aver_teller *to)
{
    tell_row(to, aver_str_of(" ", 1), aver_str_z("expected"),
             aver_str_z("found"), "");
    for (size_t i = 0; i < expected->n; i++) {
        const aver_expected *e = &expected->at[i];
        aver_str found;
        if (!get(best, e, &found))
            tell_row(to, e->key, e->value, aver_str_z("no such key here"),
                     "  <--");
        else
            tell_row(to, e->key, e->value, found,
                     aver_str_same(found, e->value) ? "" : "  <--");
    }
}

/* Everything that a product has, on a line. */
static void
tell_product(const aver_product *product, aver_teller *to)
{
    static const char *const keys[] = {
        "@",         "",          "event",  "status", "kind",   "count",
        "count_max", "count_mod", "people", "date",   "said",   "actor",
        "mediator",  "place",     "source", "scope",  "docdate"};

    aver_tell(to, "  |  ");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        aver_str found;
        aver_str key = aver_str_z(keys[i]);
        if (!aver_product_get(product, key, aver_str_of("", 0), &found) ||
            !found.len)
            continue;
        if (key_name(key))
            aver_tell(to, " %s", key.len ? "" : "\"");
        else
            aver_tell(to, " %s=", keys[i]);
        aver_tell(to, "%.*s%s", (int)found.len, found.ptr,
                  key.len ? "" : "\"");
    }
    aver_tell(to, "\n");
}

/* What other rules made of it, and where this one stopped. */
static void
tell_others(trial *self, aver_teller *to)
{
    static const aver_claims none = {0};
    const aver_rules *rules = self->work->rules;

    for (size_t i = 0; i < self->claims.n; i++)
        for (size_t k = 0; k < self->claims.at[i]->n; k++) {
            const aver_claim *claim = &self->claims.at[i]->at[k];
            aver_product product = {&self->document,
                                    claim->sentence,
                                    self->rule,
                                    NULL,
                                    NULL,
                                    claim};
            aver_tell(to, "  | by %s:\n", aver_rule_id(rules, claim->rule));
            tell_product(&product, to);
        }
    for (size_t i = 0; i < self->document.paragraphs.n; i++) {
        const aver_paragraph *p = &self->document.paragraphs.at[i];
        for (uint32_t k = 0; k < p->n_sentences; k++) {
            aver_sentence *sentence = &p->sentences[k];
            const aver_claims *claims = &none;
            if (self->pass->type != AVER_PASS_UNIT && is_shut(self, sentence))
                aver_tell(to, "  | no word of it is a trigger: no entry with "
                              "an event, so it is not read\n");
            for (size_t c = 0; c < self->claims.n; c++)
                if (self->claims.at[c]->n &&
                    self->claims.at[c]->at[0].sentence == sentence)
                    claims = self->claims.at[c];
            aver_explain_rule(&self->document, sentence, claims,
                              aver_rule_id(rules, self->rule), to);
        }
    }
}

/* The product that agrees most with what is expected. */
static const aver_product *
best_product(const trial *self, const aver_expectations *expected,
             size_t *most)
{
    const aver_product *best = NULL;

    *most = 0;
    for (size_t i = 0; i < self->made.n; i++) {
        size_t n = agreements(&self->made.at[i], expected);
        if (!best || n > *most) {
            best = &self->made.at[i];
            *most = n;
        }
    }
    return best;
}

/* One of the things that are expected, which ` ; ` parts. */
static int
judge_one(trial *self, aver_str expect, aver_teller *to)
{
    aver_expectations expected = {0};
    const aver_product *best;
    size_t most;

    if (!aver_expect_read(self->work->arena, expect, &expected)) {
        tell_head(self, to);
        aver_tell(to, "  | a quotation mark is not closed\n");
        return 0;
    }
    best = best_product(self, &expected, &most);
    if (best && most == expected.n)
        return 1;
    tell_head(self, to);
    if (best) {
        tell_table(best, &expected, to);
        return 0;
    }
    aver_tell(to, "  | this rule made nothing of it; expected %.*s; found\n",
              (int)expect.len, expect.ptr);
    tell_others(self, to);
    return 0;
}

static int
judge_plus(trial *self, aver_teller *to)
{
    aver_str left = aver_text_of(&self->work->rules->texts,
                                 self->example->expect);
    int ok = 1;

    do {
        size_t n = 0;
        while (n < left.len &&
               !(n + 3 <= left.len && !memcmp(left.ptr + n, " ; ", 3)))
            n++;
        ok &= judge_one(self, aver_str_of(left.ptr, n), to);
        n += n < left.len ? 3 : 0;
        left = aver_str_of(left.ptr + n, left.len - n);
    } while (ok && left.len);
    return ok;
}

static int
judge_minus(const trial *self, aver_teller *to)
{
    if (!self->made.n)
        return 1;
    tell_head(self, to);
    aver_tell(to, "  | this rule must make nothing of it, but made\n");
    for (size_t i = 0; i < self->made.n; i++)
        tell_product(&self->made.at[i], to);
    return 0;
}

int
aver_example_run(aver_work *work, const aver_pass *pass, const aver_rule *rule,
                 const aver_example *example, aver_teller *teller)
{
    trial self = {.work = work, .pass = pass, .rule = rule};

    self.example = example;
    read_example(&self);
    return example->sign == '+' ? judge_plus(&self, teller)
                                : judge_minus(&self, teller);
}
