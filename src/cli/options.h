/* The command line. */
#ifndef AVER_CLI_OPTIONS_H
#define AVER_CLI_OPTIONS_H

#include "aver/aver.h"

typedef enum {
#define AVER_OPTION(id, group, letter, name, argument, help) AVER_OPTION_##id,
#include "cli/options.def"
#undef AVER_OPTION
    AVER_OPTIONS
} aver_option_id;

typedef struct {
    const char *group;
    char letter; /* 0: none */
    const char *name, *argument, *help;
} aver_option;

/* In the order of options.def. */
extern const aver_option aver_options[AVER_OPTIONS];

typedef enum { AVER_TAKES_NONE, AVER_TAKES_ONE, AVER_MAY_TAKE } aver_takes;

/* Whether the option has an argument. */
aver_takes aver_option_takes(const aver_option *self);

/* The argument as it is written behind the long name: "", "=FILE", "[=RULE]".
 * `out` has room for 32. */
void aver_option_behind(const aver_option *self, char *out);

enum { AVER_ADD_MOST = 16 };

/* What was asked for; strings are borrowed from argv, or NULL. */
typedef struct {
    const char *date, *output, *generate;
    aver_explaining explaining;
    int unknown; /* no option: `aver rules unknown` */
    int jsonl, hash_names, ignore_errors, no_header, mentions, explain, quiet,
        exit_status, stats;
    int help, version;
    unsigned threads; /* 0: as many as there are processors */
    size_t max_document;
    aver_rules_options rules;
    const char *add[AVER_ADD_MOST]; /* what rules.add points to */
    const char *const *operands;
    size_t n;
} aver_config;

/* Fills in `*out`; 0 and a message on standard error where the command line
 * cannot be understood. Moves operands to the end of argv. */
int aver_options_parse(int argc, char **argv, aver_config *out);

#endif
