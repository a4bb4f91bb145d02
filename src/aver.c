/* The facade: rules, workers, documents, claims. */
#include "aver/aver.h"

#include "extract/ctx_date.h"
#include "extract/example.h"
#include "extract/lint.h"
#include "extract/show.h"
#include "extract/unknown.h"
#include "rules/find.h"
#include "rules/gate.h"

enum {
    MATCH_LIMIT = 200000, /* PCRE2's, a match */
    SECTION = 256 << 10,  /* bytes of a document read together, or twice it:
                           * more than articles have, less than a cache */
    KEEP = 8 << 20        /* bytes of arena kept from document to document */
};

struct aver_worker {
    const aver_alloc *mem;
    const aver_rules *rules;
    aver_arena arena; /* of a section of the document */
    aver_arena kept;  /* of what lives as long as its claims */
    jmp_buf oom;
    aver_tools *tools;
    aver_work work;
    AVER_VEC(aver_claim *) claims;
};

aver_status
aver_worker_new(const aver_rules *rules, const aver_alloc *mem,
                aver_worker **out, aver_err *err)
{
    aver_worker *self = aver_mem_zero(mem, sizeof *self);

    *out = NULL;
    if (self)
        self->tools = aver_tools_new(rules, mem, MATCH_LIMIT);
    if (!self || !self->tools) {
        aver_mem_free(mem, self);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    self->mem = mem;
    self->rules = rules;
    self->arena.mem = mem;
    self->kept.mem = mem;
    self->arena.on_oom = self->kept.on_oom = &self->oom;
    *out = self;
    return AVER_OK;
}

void
aver_worker_free(aver_worker *self)
{
    if (!self)
        return;
    aver_tools_free(self->tools);
    aver_arena_free(&self->arena);
    aver_arena_free(&self->kept);
    aver_mem_free(self->mem, self);
}

/* A sentence that was read; its claims are told when all are read. */
typedef struct {
    aver_sentence *sentence;
    aver_claims claims;
    int shut; /* it did not pass the gate */
} aver_reading;

/* What is done with the sentences of a document. */
typedef struct {
    aver_worker *worker;
    const aver_doc *doc;
    aver_document *document;
    aver_teller *teller; /* NULL: claims are kept */
    const char *rule;
    int mentions;
    aver_teller *unknown; /* NULL: what the lexicons lack is not told */
    AVER_VEC(aver_reading) sentences;
    int dated;               /* the document's date was looked for */
    aver_given_up *given_up; /* in the sections before */
    size_t n_given_up;
} reading;

static void
read_sentence(reading *self, aver_sentence *sentence, int shut)
{
    aver_document *document = self->document;
    aver_reading now = {.sentence = sentence, .shut = shut};

    if (self->mentions) {
        aver_explain_mentions(document, sentence, self->doc->name,
                              self->teller);
        return;
    }
    if (self->unknown)
        aver_unknown_words(document, sentence, self->unknown);
    if (!shut)
        aver_claim_find(document, sentence, &now.claims);
    if (now.claims.n || self->teller)
        AVER_PUSH(document->work->arena, &self->sentences, now);
}

static void
tell_sentence(reading *self, aver_reading *now)
{
    aver_document *document = self->document;
    size_t from = self->worker->claims.n;

    if (now->shut) {
        aver_explain_shut(document, now->sentence, self->rule, self->teller);
        return;
    }
    for (size_t i = 0; i < now->claims.n; i++)
        if (aver_claim_finish(document, &now->claims.at[i], self->doc->name))
            AVER_PUSH(&self->worker->kept, &self->worker->claims,
                      &now->claims.at[i]);
    if (self->teller)
        aver_explain_sentence(document, now->sentence, &now->claims,
                              self->rule, self->teller);
    for (size_t i = from; self->unknown && i < self->worker->claims.n; i++)
        aver_unknown_names(self->worker->claims.at[i], self->unknown);
}

/* Looks for the date of the document, once, in its first section; whether it
 * is known now and was not before. */
static int
finds_date(reading *self)
{
    aver_document *document = self->document;

    if (self->dated || document->work->date.year)
        return 0;
    self->dated = 1;
    aver_document_find_date(document);
    if (!document->work->date.year)
        aver_document_fix_date(document);
    return document->work->date.year != 0;
}

static aver_span
raw_of(const aver_paragraph *paragraph, const aver_sentence *sentence)
{
    aver_span at = aver_norm_original(&paragraph->norm, sentence->at);

    return aver_span_of(at.start + paragraph->raw.start,
                        at.end + paragraph->raw.start);
}

static void
read_paragraph(reading *self, aver_paragraph *paragraph)
{
    aver_found *found = &self->document->found;

    if (self->unknown)
        aver_unknown_triggers(self->document, paragraph->raw, self->unknown);
    if (!self->teller && !aver_found_may_open(found, paragraph->raw) &&
        !(aver_follows_paragraph(self->document, paragraph) &&
          aver_found_opens(found, paragraph->raw, 1)))
        return;
    aver_paragraph_ready(self->document, paragraph);
    for (uint32_t i = 0; i < paragraph->n_sentences; i++) {
        aver_sentence *sentence = &paragraph->sentences[i];
        int open = aver_found_opens(found, raw_of(paragraph, sentence),
                                    aver_follows(self->document, sentence));
        if (self->mentions || open)
            read_sentence(self, sentence, 0);
        else if (self->teller)
            read_sentence(self, sentence, 1);
    }
}

/* Reads what is open, or all that is to be told. Who is in office depends on
 * the document's date; but most documents have nothing to tell, so one that
 * does not say its date is searched for it when it has, and read again. */
static void
read_paragraphs(reading *self, aver_str text, uint32_t base,
                const aver_found *found)
{
    aver_document *document = self->document;
    aver_work *work = &self->worker->work;
    int whole = text.len == self->doc->text.len;

    do {
        self->sentences.n = 0;
        work->given_up.n = self->n_given_up;
        aver_document_open(document, work, text);
        document->found = *found;
        document->base = base;
        if (!whole || self->teller || self->unknown)
            (void)finds_date(self);
        for (size_t i = 0; i < document->paragraphs.n; i++)
            read_paragraph(self, &document->paragraphs.at[i]);
    } while (self->sentences.n && finds_date(self));
}

/* Reads `text`, the document's from `base` on; `*date` is the document's,
 * which the first section may find. */
static void
read_section(reading *self, aver_str text, uint32_t base, aver_day *date)
{
    aver_worker *worker = self->worker;
    int first = !base, whole = text.len == self->doc->text.len;
    aver_document document;
    aver_found found;

    aver_work_init(&worker->work, worker->tools, &worker->arena);
    worker->work.date = *date;
    worker->work.given_up.at = self->given_up;
    worker->work.given_up.n = worker->work.given_up.room = self->n_given_up;
    aver_found_scan(&found, &worker->rules->gate, &worker->arena, text);
    if (!self->teller && !self->unknown && (whole || !first) &&
        !found.hits.n && !found.gate->open)
        return;
    self->document = &document;
    read_paragraphs(self, text, base, &found);
    *date = worker->work.date;
    for (size_t i = 0; i < self->sentences.n; i++)
        tell_sentence(self, &self->sentences.at[i]);
    self->document = NULL;
}

/* What is larger than any article is read in sections, each for itself, so
 * that memory does not grow with it. They end with a paragraph, or with a
 * line, or behind a space. */
static size_t
section_end(aver_str text, size_t from)
{
    size_t left = text.len - from, end;
    const char *at = text.ptr + from + SECTION, *line;

    if (left <= 2 * SECTION)
        return text.len;
    line = memchr(at, '\n', SECTION);
    for (const char *to = line; to && to < at + SECTION / 4;
         to = memchr(to + 1, '\n', SECTION))
        if (to[1] == '\n')
            return (size_t)(to - text.ptr) + 1;
    if (line)
        return (size_t)(line - text.ptr) + 1;
    for (end = from + SECTION; end > from + SECTION / 2; end--)
        if (text.ptr[end - 1] == ' ')
            return end;
    for (end = from + SECTION; ((unsigned char)text.ptr[end] & 0xC0) == 0x80;)
        end++;
    return end;
}

/* Takes what outlives the section out of its arena: the claims from `from`
 * on, and the rules that were given up. */
static void
keep(reading *self, size_t from)
{
    aver_worker *worker = self->worker;
    size_t size = worker->work.given_up.n * sizeof *self->given_up;

    for (size_t i = from; i < worker->claims.n; i++) {
        aver_claim *copy = AVER_NEW(&worker->kept, aver_claim);
        for (int k = 0; k < AVER_COLUMNS; k++) {
            aver_str text = worker->claims.at[i]->columns[k];
            copy->columns[k] = aver_str_of(
                aver_arena_copy(&worker->kept, text.ptr, text.len), text.len);
        }
        worker->claims.at[i] = copy;
    }
    self->n_given_up = worker->work.given_up.n;
    self->given_up = aver_arena_get(&worker->kept, size);
    if (size)
        memcpy(self->given_up, worker->work.given_up.at, size);
    worker->work.given_up.at = self->given_up;
    memset(&self->sentences, 0, sizeof self->sentences);
    aver_arena_reset(&worker->arena, KEEP);
}

static void
read_document(reading *self)
{
    aver_worker *worker = self->worker;
    aver_str text = self->doc->text;
    aver_day date = {0, 0, 0};
    size_t at = 0, end;

    if (self->doc->date.len && !aver_day_parse(self->doc->date, &date))
        memset(&date, 0, sizeof date);
    do {
        aver_str part;
        size_t n = worker->claims.n;
        end = section_end(text, at);
        part = aver_str_of(text.ptr + at, end - at);
        read_section(self, part, (uint32_t)at, &date);
        if (part.len < text.len)
            keep(self, n);
        at = end;
    } while (at < text.len);
}

static aver_status
run(reading *self, aver_err *err)
{
    aver_worker *worker = self->worker;

    aver_arena_reset(&worker->arena, KEEP);
    aver_arena_reset(&worker->kept, KEEP);
    memset(&worker->claims, 0, sizeof worker->claims);
    memset(&worker->work, 0, sizeof worker->work);
    if (self->doc->text.len >= UINT32_MAX)
        return aver_err_set(err, AVER_ERR_LIMIT,
                            "the document is larger than 4 GiB");
    if (setjmp(worker->oom)) {
        aver_arena_reset(&worker->arena, 0);
        aver_arena_reset(&worker->kept, 0);
        memset(&worker->claims, 0, sizeof worker->claims);
        memset(&worker->work, 0, sizeof worker->work);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    read_document(self);
    return AVER_OK;
}

aver_status
aver_worker_run(aver_worker *self, const aver_doc *doc, aver_err *err)
{
    reading now = {.worker = self, .doc = doc};

    return run(&now, err);
}

aver_status
aver_worker_mentions(aver_worker *self, const aver_doc *doc, aver_sink sink,
                     void *ctx, aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};
    reading now = {
        .worker = self, .doc = doc, .teller = &teller, .mentions = 1};

    return run(&now, err);
}

aver_status
aver_worker_unknown(aver_worker *self, const aver_doc *doc, aver_sink sink,
                    void *ctx, aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};
    reading now = {.worker = self, .doc = doc, .unknown = &teller};

    return run(&now, err);
}

static aver_status
no_such_rule(const aver_rules *rules, const char *id, aver_err *err)
{
    const char *near = aver_rules_nearest(rules, id);

    return aver_err_set(
        err, AVER_ERR_ARGUMENT, "no rule or rule file is called '%s'%s%s%s",
        id, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

aver_status
aver_worker_explain(aver_worker *self, const aver_doc *doc,
                    const aver_explaining *how, aver_sink sink, void *ctx,
                    aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};
    reading now = {.worker = self, .doc = doc, .teller = &teller};

    if (how) {
        teller.colour = how->colour;
        now.rule = how->what;
    }
    if (now.rule && !aver_explain_is_claim(now.rule) &&
        !aver_rules_find(self->rules, now.rule))
        return no_such_rule(self->rules, now.rule, err);
    return run(&now, err);
}

/* The examples of a pass that are wanted. */
static void
test_pass(aver_worker *worker, const aver_pass *pass, const char *what,
          aver_teller *teller, size_t *results)
{
    for (size_t i = 0; i < pass->rules.n; i++) {
        const aver_rule *rule = &pass->rules.at[i];
        if (!aver_example_wanted(worker->rules, rule, what))
            continue;
        for (uint32_t k = rule->examples.start; k < rule->examples.end; k++) {
            aver_arena_reset(&worker->arena, KEEP);
            aver_work_init(&worker->work, worker->tools, &worker->arena);
            results[aver_example_run(&worker->work, pass, rule,
                                     &worker->rules->examples.at[k],
                                     teller)]++;
        }
    }
}

static int
is_there(const aver_rules *rules, const char *what)
{
    for (size_t i = 0; i < rules->passes.n; i++)
        for (size_t k = 0; k < rules->passes.at[i].rules.n; k++)
            if (aver_example_wanted(rules, &rules->passes.at[i].rules.at[k],
                                    what))
                return 1;
    return 0;
}

static aver_status
test_all(aver_worker *worker, const char *what, aver_teller *teller,
         size_t *results, aver_err *err)
{
    const aver_passes *passes = &worker->rules->passes;

    if (setjmp(worker->oom))
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < passes->n; i++)
        test_pass(worker, &passes->at[i], what, teller, results);
    return AVER_OK;
}

aver_status
aver_rules_test(const aver_rules *rules, const char *what,
                const aver_alloc *mem, aver_sink sink, void *ctx,
                size_t *passed, size_t *failed, aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};
    size_t results[2] = {0, 0};
    aver_worker *worker = NULL;
    aver_status s;

    *passed = *failed = 0;
    if (!is_there(rules, what))
        return no_such_rule(rules, what, err);
    s = aver_worker_new(rules, mem, &worker, err);
    if (s != AVER_OK || !worker)
        return s;
    s = test_all(worker, what, &teller, results, err);
    *failed = results[0];
    *passed = results[1];
    aver_worker_free(worker);
    return s;
}

static aver_status
lint_all(const aver_rules *rules, aver_worker *worker, aver_teller *teller,
         size_t *n, aver_err *err)
{
    aver_linter linter = {.rules = rules, .arena = &worker->arena};

    if (setjmp(worker->oom))
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    linter.teller = teller;
    aver_lint_run(&linter);
    *n = linter.n;
    return AVER_OK;
}

aver_status
aver_rules_lint(const aver_rules *rules, const aver_alloc *mem, aver_sink sink,
                void *ctx, size_t *n, aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};
    aver_worker *worker;
    aver_status s = aver_worker_new(rules, mem, &worker, err);

    *n = 0;
    if (s == AVER_OK)
        s = lint_all(rules, worker, &teller, n, err);
    aver_worker_free(worker);
    return s;
}

aver_status
aver_rules_list(const aver_rules *rules, aver_sink sink, void *ctx)
{
    aver_teller teller = {sink, ctx, 0, 0};

    aver_show_list(rules, &teller);
    return teller.stopped ? AVER_ERR_IO : AVER_OK;
}

aver_status
aver_rules_show(const aver_rules *rules, const char *what, aver_sink sink,
                void *ctx, aver_err *err)
{
    aver_teller teller = {sink, ctx, 0, 0};

    if (aver_show_rule(rules, what, &teller) +
        aver_show_entries(rules, what, &teller))
        return AVER_OK;
    return no_such_rule(rules, what, err);
}

size_t
aver_worker_limit_count(const aver_worker *self)
{
    return self->work.given_up.n;
}

const char *
aver_worker_limit(const aver_worker *self, size_t index)
{
    return index < self->work.given_up.n
               ? aver_rule_id(self->rules, self->work.given_up.at[index].rule)
               : NULL;
}

size_t
aver_worker_claim_count(const aver_worker *self)
{
    return self->claims.n;
}

const aver_claim *
aver_worker_claim(const aver_worker *self, size_t index)
{
    return index < self->claims.n ? self->claims.at[index] : NULL;
}

aver_str
aver_claim_get(const aver_claim *self, aver_column column)
{
    aver_str none = {"", 0};

    return (unsigned)column < AVER_COLUMNS ? self->columns[column] : none;
}

const char *
aver_column_name(aver_column column)
{
    static const char *const names[] = {
#define AVER_COLUMN(id, name, about) name,
#include "aver/columns.def"
#undef AVER_COLUMN
    };

    return (unsigned)column < AVER_COLUMNS ? names[column] : NULL;
}
