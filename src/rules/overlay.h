/* Folders laid over a rule set: entries of one's own, rules that are replaced
 * by their id, and rules that are new. */
#ifndef AVER_OVERLAY_H
#define AVER_OVERLAY_H

#include "rules/inflect.h"
#include "rules/ruleset.h"

/* Reads the lexicons (.txt) of a folder; before those that they are laid
 * over, so that they decide what a word is. */
aver_status aver_overlay_lexicons(aver_rules *rules, const char *dir,
                                  const aver_inflections *inflections,
                                  aver_err *err);

/* Reads the rules (.rules) of a folder; behind those that they are laid over.
 * A rule with the id of another takes its place. The others are a pass of
 * their own: where its number says (45-mine.rules stands before 50-verb.rules)
 * or, without one, behind the other unit passes and in front of all others of
 * their type. */
aver_status aver_overlay_rules(aver_rules *rules, const char *dir,
                               aver_err *err);

#endif
