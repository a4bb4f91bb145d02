/* Regular expressions: the only place that knows PCRE2. */
#ifndef AVER_RX_H
#define AVER_RX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* A compiled pattern: const once compiled, shared by all threads. Its fields
 * are rx.c's own, and of what the build tool writes. */
typedef struct {
    const aver_alloc *mem;
    void *general, *code;  /* PCRE2's; NULL: there is only the image */
    const uint64_t *image; /* the pattern as PCRE2 serialises it, or NULL */
    uint32_t groups;       /* with the whole match */
    uint32_t number;       /* in its set, from 1; 0: none */
} aver_rx;

/* The scratch of one thread: match block, match context, and the patterns of
 * one set that it uses often, as machine code. */
typedef struct aver_rx_scratch aver_rx_scratch;

enum {
    AVER_RX_GROUPS = 64, /* groups of a pattern, at most */
    AVER_RX_NONE = 0,    /* aver_rx_match: no match */
    AVER_RX_FOUND = 1,   /* a match */
    AVER_RX_LIMIT = -1,  /* the match was given up: a limit was reached */
    AVER_RX_MEMORY = -2  /* an allocation failed */
};

/* Compiles bytes (no UTF mode: the subjects are rendered units), to match only
 * where a match is asked for. `*where` is the byte of the pattern that is to
 * blame. Refuses patterns that match the empty string. NULL and `err` on
 * failure; freed by aver_rx_free. */
aver_rx *aver_rx_new(const aver_alloc *mem, const char *pattern, size_t len,
                     size_t *where, aver_err *err);
void aver_rx_free(aver_rx *self); /* but what is compiled in */

/* The same, but lets a pattern match further on, and match the empty string:
 * for parts of one. */
aver_rx *aver_rx_probe(const aver_alloc *mem, const char *pattern, size_t len,
                       size_t *where, aver_err *err);

/* Its number in its set of patterns, from 1: patterns without one are never
 * compiled to machine code. Not to be called once shared. */
void aver_rx_set_number(aver_rx *self, uint32_t number);

/* The image of a pattern, `*n` bytes, freed by aver_rx_image_free; NULL where
 * there is no memory. Good for this machine and version of PCRE2. */
uint8_t *aver_rx_image(const aver_rx *self, size_t *n);
void aver_rx_image_free(uint8_t *image);

/* Whether PCRE2, as it is here, can use a pattern's image. */
int aver_rx_is_usable(const aver_rx *self);

/* Named groups: calls `visit` with every name and its group's number. */
void aver_rx_names(const aver_rx *self,
                   void (*visit)(void *ctx, const char *name, unsigned group),
                   void *ctx);

/* For the patterns of one set. `limit`: PCRE2's match limit. */
aver_rx_scratch *aver_rx_scratch_new(const aver_alloc *mem, uint32_t limit);
void aver_rx_scratch_free(aver_rx_scratch *self);

/* The match at `from` (of a probe: or behind it). `groups` (AVER_RX_GROUPS of
 * room) gets the ranges in bytes of the pattern's groups, start == UINT32_MAX
 * where one is not set. */
int aver_rx_match(const aver_rx *self, aver_rx_scratch *scratch,
                  const char *subject, size_t len, size_t from,
                  aver_span *groups);

#endif
