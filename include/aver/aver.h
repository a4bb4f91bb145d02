/* aver: claims about people deprived of liberty, out of news articles.
 *
 * The whole public interface. All text is UTF-8; all offsets are bytes of the
 * text as it was given, half-open. A `const` object may be used by any number
 * of threads at once; a worker belongs to one thread at a time. Functions that
 * can fail return an aver_status and describe the failure in an aver_err,
 * which may be NULL. The library never prints and never exits.
 */
#ifndef AVER_AVER_H
#define AVER_AVER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define AVER_API
#else
#define AVER_API __attribute__((visibility("default")))
#endif

#define AVER_VERSION "0.1.0"

typedef enum {
    AVER_OK = 0,
    AVER_ERR_MEMORY,   /* an allocation failed */
    AVER_ERR_IO,       /* a file could not be read or written */
    AVER_ERR_RULES,    /* a mistake in a rule file: file, line, column */
    AVER_ERR_ARGUMENT, /* a value that the function does not take */
    AVER_ERR_LIMIT,    /* a document above the limit */
    AVER_ERR_INPUT     /* a record that is not what it should be */
} aver_status;

typedef struct {
    aver_status code;
    char file[256];        /* empty where no file is to blame */
    unsigned line, column; /* from 1; 0 where not known */
    char message[512];
} aver_err;

/* Borrowed text: `len` bytes, not NUL-terminated. */
typedef struct {
    const char *ptr;
    size_t len;
} aver_str;

/* Where memory comes from. The functions must be safe in all threads that use
 * objects made with them. `get` and `resize` return NULL on failure. */
typedef struct {
    void *(*get)(void *ctx, size_t size);
    void *(*resize)(void *ctx, void *ptr, size_t size);
    void (*free)(void *ctx, void *ptr);
    void *ctx;
} aver_alloc;

/* A rule set, frozen: shared by any number of workers and threads. */
typedef struct aver_rules aver_rules;

/* The scratch of one thread. */
typedef struct aver_worker aver_worker;

/* One claim; lives in its worker until the worker's next document. */
typedef struct aver_claim aver_claim;

/* The columns of the record, in order. */
typedef enum {
#define AVER_COLUMN(id, name, about) AVER_COL_##id,
#include "aver/columns.def"
#undef AVER_COLUMN
    AVER_COLUMNS
} aver_column;

/* What is to be read. Empty strings where not known. */
typedef struct {
    aver_str name; /* the column `doc` */
    aver_str date; /* YYYY-MM-DD, the document date, or empty */
    aver_str text; /* any bytes */
} aver_doc;

/* Which rules: all zero are the built-in ones, for English and prisoners. */
typedef struct {
    const char *dir;     /* a folder laid out as rules/; NULL: built in */
    const char *lang;    /* its folder for a language; NULL: "en" */
    const char *subject; /* the language's for a subject; NULL: "prisoners" */
    const char *const *add; /* folders laid over, the last on top */
    size_t n_add;
} aver_rules_options;

/* Loads rules; `options` NULL: all zero. On success `*out` is owned by the
 * caller; else it is NULL. `mem` NULL: malloc. */
AVER_API aver_status aver_rules_load(const aver_rules_options *options,
                                     const aver_alloc *mem, aver_rules **out,
                                     aver_err *err);
AVER_API void aver_rules_free(aver_rules *self);

/* A worker for `rules`, which must outlive it. Owned by the caller. */
AVER_API aver_status aver_worker_new(const aver_rules *rules,
                                     const aver_alloc *mem, aver_worker **out,
                                     aver_err *err);
AVER_API void aver_worker_free(aver_worker *self);

/* Reads one document; the claims of the one before are gone. `doc` must live
 * as long as the claims are looked at. AVER_ERR_LIMIT: above 4 GiB - 1. */
AVER_API aver_status aver_worker_run(aver_worker *self, const aver_doc *doc,
                                     aver_err *err);
AVER_API size_t aver_worker_claim_count(const aver_worker *self);

/* Rules that were given up in some sentence of that document, since they tried
 * more than a rule may: how many, and their ids; NULL beyond the last. */
AVER_API size_t aver_worker_limit_count(const aver_worker *self);
AVER_API const char *aver_worker_limit(const aver_worker *self, size_t index);

/* The claim at `index`, in the order of the text; NULL beyond the last. */
AVER_API const aver_claim *aver_worker_claim(const aver_worker *self,
                                             size_t index);

/* A column's value, unescaped; empty where unknown. Borrowed, until the
 * worker's next document. */
AVER_API aver_str aver_claim_get(const aver_claim *self, aver_column column);

/* Name of a column as in the header line; NULL beyond the last. Static. */
AVER_API const char *aver_column_name(aver_column column);

/* Takes text that is to be written; not 0 stops. */
typedef int (*aver_sink)(void *ctx, const char *text, size_t len);

/* All level 1 mentions of a document, a TSV line each (doc, start, end, kind,
 * text, value), to `sink`. */
AVER_API aver_status aver_worker_mentions(aver_worker *self,
                                          const aver_doc *doc, aver_sink sink,
                                          void *ctx, aver_err *err);

/* Reads a document, and tells what the lexicons lack: `actor` and `source`,
 * names without a code, of its claims; `noun`, what is counted; `verb`, what
 * counted people do; and `trigger`, the words that had a paragraph read, of so
 * many times `paragraph`. A line each: what it is, a tab, its words. */
AVER_API aver_status aver_worker_unknown(aver_worker *self,
                                         const aver_doc *doc, aver_sink sink,
                                         void *ctx, aver_err *err);

/* What is to be explained: all zero is every sentence. */
typedef struct {
    /* NULL; the id of a rule: where that rule stopped; or the id of a claim:
     * its sentence alone. */
    const char *what;
    int colour; /* with a terminal's sequences */
} aver_explaining;

/* An account of how a document was read, to `sink`, for people: for every
 * sentence its units, what made them, claims, attributions, and where the
 * slots came from. `how` NULL: all zero. AVER_ERR_ARGUMENT: no such rule. */
AVER_API aver_status aver_worker_explain(aver_worker *self,
                                         const aver_doc *doc,
                                         const aver_explaining *how,
                                         aver_sink sink, void *ctx,
                                         aver_err *err);

/* Runs the examples that stand in the rules: all (`what` NULL), those of a
 * rule (its id) or of a file (its path, or the end of it). Failures go to
 * `sink`, as text; `*passed` and `*failed` count. AVER_ERR_ARGUMENT: there is
 * no such rule or file. */
AVER_API aver_status aver_rules_test(const aver_rules *rules, const char *what,
                                     const aver_alloc *mem, aver_sink sink,
                                     void *ctx, size_t *passed, size_t *failed,
                                     aver_err *err);

/* What is wrong with rules that load: FILE:LINE:COLUMN: message [check], a
 * line each, to `sink`; `*n` counts them. */
AVER_API aver_status aver_rules_lint(const aver_rules *rules,
                                     const aver_alloc *mem, aver_sink sink,
                                     void *ctx, size_t *n, aver_err *err);

/* The files of the rules with what is in them, as tab-separated values. */
AVER_API aver_status aver_rules_list(const aver_rules *rules, aver_sink sink,
                                     void *ctx);

/* A rule (its id), or what the lexicons say of a word. AVER_ERR_ARGUMENT:
 * there is neither. */
AVER_API aver_status aver_rules_show(const aver_rules *rules, const char *what,
                                     aver_sink sink, void *ctx, aver_err *err);

#ifdef __cplusplus
}
#endif
#endif
