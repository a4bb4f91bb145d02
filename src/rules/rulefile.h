/* Rule files, as rules/README.md describes them. */
#ifndef AVER_RULEFILE_H
#define AVER_RULEFILE_H

#include "rules/ruleset.h"

/* Adds a file as one pass. */
aver_status aver_rulefile_read(aver_rules *rules, aver_str text,
                               const char *path, aver_err *err);

#endif
