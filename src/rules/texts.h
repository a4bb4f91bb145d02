/* The texts of a rule set, each of them once, with a NUL behind it. What is
 * compiled in refers to them by numbers: each pointer would have to be
 * relocated whenever the program starts. */
#ifndef AVER_TEXTS_H
#define AVER_TEXTS_H

#include "base/span.h"
#include "base/vec.h"

/* Where a text begins, and its length. Zero: the empty text. */
typedef struct {
    uint32_t at, len;
} aver_text;

/* Filled while rules load, const afterwards. Zero is an empty one. */
typedef struct {
    AVER_VEC(char) all;
    /* Of use while rules load: by hash; empty: free. */
    aver_text *places;
    size_t places_n, places_room;
} aver_texts;

aver_text aver_texts_add(aver_texts *self, aver_arena *arena, aver_str text);

/* Borrowed until the next text is added. */
static inline aver_str
aver_text_of(const aver_texts *self, aver_text text)
{
    return aver_str_of(self->all.at + text.at, text.len);
}

/* Whether two texts of one rule set are the same. */
static inline int
aver_text_same(aver_text a, aver_text b)
{
    return a.at == b.at && a.len == b.len;
}

#endif
