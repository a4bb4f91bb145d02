/* What a worker has for good: what depends on its rules alone, and room for
 * what it finds out. One thread at a time. */
#ifndef AVER_TOOLS_H
#define AVER_TOOLS_H

#include "extract/count.h"
#include "extract/raw.h"
#include "extract/reach.h"
#include "rules/ruleset.h"

typedef struct {
    const aver_alloc *mem;
    const aver_rules *rules;
    aver_rx_scratch *scratch;
    /* The feature of each part kind; AVER_NO_SYMBOL where none has it. */
    uint16_t part_feats[AVER_PART_KINDS_N];
    uint16_t role_feat; /* of kinds that name a role: `role` */
    aver_index index;   /* of the view that was matched last */
    aver_listed listed; /* rules that may match it */
    aver_reach_cache reach;
    aver_raw_table *raws;
    uint64_t versions; /* of views, given out so far */
} aver_tools;

/* `limit`: PCRE2's match limit. NULL where there is no memory. */
aver_tools *aver_tools_new(const aver_rules *rules, const aver_alloc *mem,
                           uint32_t limit);
void aver_tools_free(aver_tools *self);

#endif
