/* Rules and entries, for their authors. */
#ifndef AVER_SHOW_H
#define AVER_SHOW_H

#include "extract/explain.h"

/* A line for every file: what it is, rules or entries, examples or forms. */
void aver_show_list(const aver_rules *rules, aver_teller *to);

/* All of a rule, and the definitions it uses; 0 if there is no such rule. */
int aver_show_rule(const aver_rules *rules, const char *id, aver_teller *to);

/* The entries that are written so, in whatever case; 0 if there are none. */
int aver_show_entries(const aver_rules *rules, const char *words,
                      aver_teller *to);

#endif
