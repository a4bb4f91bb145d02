/* `aver rules COMMAND`: the rule author's tools. */
#ifndef AVER_CLI_RULES_H
#define AVER_CLI_RULES_H

#include "cli/options.h"

/* Runs what stands behind `aver`: argv[0] is "rules". The exit status. */
int aver_rules_main(int argc, char **argv);

enum { AVER_PATH_MOST = 4096 };

/* Where a file or folder of rules stands; what is not known is NULL. */
typedef struct {
    const char *dir, *lang, *subject;
    const char *add; /* its folder, where it is in no language's */
    char text[AVER_PATH_MOST];
    size_t used;
} aver_place_of;

/* Finds out; 0 if there is no such file. `lang` NULL: "en". */
int aver_rules_locate(const char *path, const char *lang, aver_place_of *out);

/* Reads the operands and writes what the lexicons lack, by frequency, or the
 * triggers that have paragraphs read; 0 if something could not be read
 * (unknown.c). */
int aver_rules_unknown(const aver_config *config, const aver_rules *rules,
                       int triggers);

/* Tells an error of the rules: where it is, the line of the file with a caret
 * under the place, if the file can be read. */
void aver_rules_say(const aver_err *err);

#endif
