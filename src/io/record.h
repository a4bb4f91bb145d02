/* From raw records to documents. */
#ifndef AVER_IO_RECORD_H
#define AVER_IO_RECORD_H

#include "base/arena.h"
#include "io/reader.h"

/* A document as it is handed to a worker, and what there is to say of it.
 * Lives as long as its batch and its arena. */
typedef struct {
    aver_doc doc;
    aver_str title;      /* JSON Lines: not part of the text */
    const char *warning; /* NULL: none; else the document is used all the
                          * same */
} aver_record;

/* For documents that do not say it themselves. */
typedef struct {
    aver_str date;  /* or empty */
    int hash_names; /* a line's name is made of its bytes, not of its place */
} aver_record_options;

/* Turns `raw` into `*out`. AVER_ERR_INPUT: it is none, `err` says why. JSON
 * Lines: after aver_json_door_set. */
aver_status aver_record_get(const aver_batch *batch, const aver_raw *raw,
                            const aver_record_options *options,
                            aver_arena *arena, aver_record *out,
                            aver_err *err);

/* Used by aver_record_get: a line of JSON Lines. `file` is NULL for the name
 * to be made of the line's bytes. */
aver_status aver_record_get_jsonl(const char *file, size_t line, aver_str json,
                                  aver_arena *arena, aver_record *out,
                                  aver_err *err);

/* printf into the arena. */
const char *aver_record_format(aver_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
