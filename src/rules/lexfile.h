/* Lexicon files, as rules/README.md describes them. */
#ifndef AVER_LEXFILE_H
#define AVER_LEXFILE_H

#include "rules/inflect.h"
#include "rules/ruleset.h"

/* Adds the entries of a file to the rule set. */
aver_status aver_lexfile_read(aver_rules *rules,
                              const aver_inflections *inflections,
                              aver_str text, const char *path, aver_err *err);

/* Reads one `key=value` into `attrs` (and `feat=` into `feats`); 1 if the key
 * is known. */
int aver_attrs_set(aver_rules *rules, aver_attrs *attrs, aver_feats *feats,
                   aver_str key, aver_str value);

#endif
