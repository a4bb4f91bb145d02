/* What a raw word's regex, /…/ in a pattern, may match, as it is written. */
#ifndef AVER_RAW_WORD_H
#define AVER_RAW_WORD_H

#include "base/span.h"

typedef enum {
    AVER_RAW_WILD, /* more than a unit, or nobody knows */
    AVER_RAW_WORD, /* a plain word, by what is in it */
    AVER_RAW_UNIT  /* a unit of any kind, by what is in its rendering */
} aver_raw_reach;

aver_raw_reach aver_raw_word_reach(aver_str regex);

/* A set of bytes. */
typedef struct {
    uint64_t w[4];
} aver_byte_set;

/* Those that a word may begin and end with: most words are refused by them. */
typedef struct {
    aver_byte_set first, last;
} aver_raw_edges;

static inline int
aver_byte_set_has(const aver_byte_set *self, char byte)
{
    unsigned char c = (unsigned char)byte;

    return (int)(self->w[c / 64] >> c % 64 & 1);
}

/* Of a regex that reaches no further than a unit. */
aver_raw_edges aver_raw_word_edges(aver_str regex);

#endif
