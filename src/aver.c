/* The facade: rules, workers, documents, claims. */
#include "aver/aver.h"

#include "extract/context.h"
#include "rules/gate.h"

enum {
    MATCH_LIMIT = 200000, /* PCRE2's, a match */
    KEEP = 8 << 20        /* bytes of arena kept from document to document */
};

struct aver_worker {
    const aver_alloc *mem;
    const aver_rules *rules;
    aver_arena arena;
    jmp_buf oom;
    aver_rx_scratch *scratch;
    aver_work work;
    aver_claims claims;
};

aver_status
aver_worker_new(const aver_rules *rules, const aver_alloc *mem,
                aver_worker **out, aver_err *err)
{
    aver_worker *self = aver_mem_zero(mem, sizeof *self);

    *out = NULL;
    if (self)
        self->scratch = aver_rx_scratch_new(mem, MATCH_LIMIT);
    if (!self || !self->scratch) {
        aver_mem_free(mem, self);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    self->mem = mem;
    self->rules = rules;
    self->arena.mem = mem;
    self->arena.on_oom = &self->oom;
    *out = self;
    return AVER_OK;
}

void
aver_worker_free(aver_worker *self)
{
    if (!self)
        return;
    aver_rx_scratch_free(self->scratch);
    aver_arena_free(&self->arena);
    aver_mem_free(self->mem, self);
}

static void
read_sentence(aver_document *document, aver_sentence *sentence, aver_str name,
              aver_claims *out)
{
    aver_claims found = {0};

    aver_sentence_tokens(document, sentence);
    aver_claim_find(document, sentence, &found);
    for (size_t i = 0; i < found.n; i++)
        if (aver_claim_finish(document, &found.at[i], name))
            AVER_PUSH(document->work->arena, out, found.at[i]);
}

static void
read_document(aver_worker *self, const aver_doc *doc)
{
    aver_document document;
    aver_day date;

    aver_work_init(&self->work, self->rules, &self->arena, self->scratch);
    if (!aver_gate_passes(&self->rules->gate, doc->text))
        return;
    if (doc->date.len && aver_day_parse(doc->date, &date))
        self->work.date = date;
    aver_document_open(&document, &self->work, doc->text);
    if (!self->work.date.year)
        aver_document_find_date(&document);
    for (size_t i = 0; i < document.paragraphs.n; i++) {
        aver_paragraph *paragraph = &document.paragraphs.at[i];
        aver_str raw = {doc->text.ptr + paragraph->raw.start,
                        paragraph->raw.end - paragraph->raw.start};
        if (!aver_gate_passes(&self->rules->gate, raw))
            continue;
        aver_paragraph_ready(&document, paragraph);
        for (uint32_t k = 0; k < paragraph->n_sentences; k++) {
            aver_sentence *sentence = &paragraph->sentences[k];
            aver_str text = {paragraph->norm.text.ptr + sentence->at.start,
                             sentence->at.end - sentence->at.start};
            if (aver_gate_passes(&self->rules->gate, text))
                read_sentence(&document, sentence, doc->name, &self->claims);
        }
    }
}

aver_status
aver_worker_run(aver_worker *self, const aver_doc *doc, aver_err *err)
{
    aver_arena_reset(&self->arena, KEEP);
    memset(&self->claims, 0, sizeof self->claims);
    if (doc->text.len >= UINT32_MAX)
        return aver_err_set(err, AVER_ERR_LIMIT,
                            "the document is larger than 4 GiB");
    if (setjmp(self->oom)) {
        aver_arena_reset(&self->arena, 0);
        memset(&self->claims, 0, sizeof self->claims);
        return aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
    }
    read_document(self, doc);
    return AVER_OK;
}

size_t
aver_worker_claim_count(const aver_worker *self)
{
    return self->claims.n;
}

const aver_claim *
aver_worker_claim(const aver_worker *self, size_t index)
{
    return index < self->claims.n ? &self->claims.at[index] : NULL;
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
