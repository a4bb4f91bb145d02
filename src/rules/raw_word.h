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

#endif
