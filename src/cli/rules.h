/* `aver rules COMMAND`: the rule author's tools. */
#ifndef AVER_CLI_RULES_H
#define AVER_CLI_RULES_H

#include "aver/aver.h"

/* Runs what stands behind `aver`: argv[0] is "rules". The exit status. */
int aver_rules_main(int argc, char **argv);

/* Tells an error of the rules: where it is, the line of the file with a caret
 * under the place, if the file can be read. */
void aver_rules_say(const aver_err *err);

#endif
