/* Which raw words (rules/reach.h) plain words are: kept from one sentence to
 * the next, since most words are frequent ones. */
#ifndef AVER_RAW_H
#define AVER_RAW_H

#include "text/token.h"

enum { AVER_RAW_SLOTS = 8192, AVER_RAW_LETTERS = 23 };

/* What has been found out about a word: bits. */
typedef struct {
    uint64_t known, is;
} aver_raw_words;

typedef struct {
    aver_raw_words raws;
    uint8_t len;
    char text[AVER_RAW_LETTERS];
} aver_raw_slot;

/* Zero is an empty one. Slots are given out one behind the other, so that few
 * words fill few pages of memory. */
typedef struct {
    uint16_t of[AVER_RAW_SLOTS]; /* by hash: a slot, from 1 */
    uint32_t n;                  /* slots that are given out */
    aver_raw_slot at[AVER_RAW_SLOTS];
} aver_raw_table;

/* The slot of a word, empty if another one had it; NULL if the word is too
 * long for one, or a quotation mark. */
aver_raw_slot *aver_raw_slot_of(aver_raw_table *self, const aver_token *token);

#endif
