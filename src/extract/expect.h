/* What an example expects, and what a rule made: slots side by side. */
#ifndef AVER_EXPECT_H
#define AVER_EXPECT_H

#include "extract/context.h"

/* One thing that a rule made, as keys ask for it: a unit, an attribution, a
 * claim, or the document's date. */
typedef struct {
    aver_document *document;
    aver_sentence *sentence;
    const aver_rule *rule;
    const aver_unit *unit;               /* or NULL */
    const aver_attribution *attribution; /* or NULL */
    const aver_claim *claim;             /* or NULL */
} aver_product;

/* `key` empty: the covered text; `@`: the kind. */
typedef struct {
    aver_str key, value;
} aver_expected;

typedef AVER_VEC(aver_expected) aver_expectations;

/* Reads `KIND "text" key=value key="two words" flag`. 0 if a quotation mark
 * is not closed. */
int aver_expect_read(aver_arena *arena, aver_str text, aver_expectations *out);

/* What the product has for a key; 0 if the key means nothing to it. For keys
 * with several right answers, `wanted` if it is one of them. */
int aver_product_get(const aver_product *self, aver_str key, aver_str wanted,
                     aver_str *out);

#endif
