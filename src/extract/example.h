/* The examples that stand in rules: read as documents, and judged. */
#ifndef AVER_EXAMPLE_H
#define AVER_EXAMPLE_H

#include "extract/explain.h"

/* Whether a rule is asked for: `what` is NULL (every rule), a rule's id, or a
 * file by its path or the end of it, or a folder that it is in. */
int aver_example_wanted(const aver_rules *rules, const aver_rule *rule,
                        const char *what);

/* Reads one example, judges it, and tells a failure. 1 if it passes. */
int aver_example_run(aver_work *work, const aver_pass *pass,
                     const aver_rule *rule, const aver_example *example,
                     aver_teller *teller);

#endif
