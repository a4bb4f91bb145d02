/* From operands to batches of raw records: what one thread reads and any
 * thread may turn into documents (record.h). */
#ifndef AVER_IO_READER_H
#define AVER_IO_READER_H

#include <stdatomic.h>

#include "io/walk.h"

typedef enum {
    AVER_RAW_TEXT,   /* a file of plain text */
    AVER_RAW_JSONL,  /* a line of JSON Lines, without its '\n' */
    AVER_RAW_PROBLEM /* not a record: a message, in its place in the order */
} aver_raw_kind;

/* Offsets, since the bytes of a batch move while it grows. */
typedef struct {
    aver_raw_kind kind;
    size_t file;       /* in `names`: the file's path */
    size_t line;       /* from 1; 0 where lines are not records */
    size_t start, len; /* in `bytes`; a problem's reason in `names` */
} aver_raw;

/* Records that are worked on together: as many as came with one read, or as
 * many small files as make a batch worth handing over. */
typedef struct {
    aver_bytes bytes, names;
    aver_raw *at;
    size_t n, room;
} aver_batch;

void aver_batch_init(aver_batch *self, const aver_alloc *mem);
void aver_batch_free(aver_batch *self);

typedef struct {
    const char *const *operands; /* none: standard input */
    size_t n;
    int jsonl;              /* everything is JSON Lines, whatever its name */
    size_t max_document;    /* bytes; what is larger is a problem */
    const atomic_int *stop; /* NULL: never; not 0: read no further */
} aver_reader_options;

typedef struct aver_reader aver_reader;

/* NULL where there is no memory. The operands must outlive it. */
aver_reader *aver_reader_new(const aver_reader_options *options,
                             const aver_alloc *mem);
void aver_reader_free(aver_reader *self);

/* Fills `batch` anew, in the order of the input. AVER_OK with no records:
 * the end. Waits for input only while the batch is empty. AVER_ERR_MEMORY:
 * nothing more can be read. */
aver_status aver_reader_next(aver_reader *self, aver_batch *batch);

#endif
