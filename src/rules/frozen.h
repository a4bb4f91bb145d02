/* Rule sets as they are after loading, made at build time by
 * src/tools/freeze.c: const data, so that nothing has to be read at start.
 * Nor, but for little, be relocated: tests/start. */
#ifndef AVER_FROZEN_H
#define AVER_FROZEN_H

#include "rules/ruleset.h"

typedef struct {
    const char *lang, *subject; /* NULL: the end */
    const struct aver_rules *rules;
} aver_frozen;

extern const aver_frozen aver_frozen_sets[];

#endif
