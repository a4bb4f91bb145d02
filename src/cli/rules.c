#include "cli/rules.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "cli/options.h"

enum { EXIT_FAILED = 1, EXIT_TROUBLE = 2 };

typedef struct {
    const char *name, *arguments, *help;
    int (*run)(const aver_config *config, const aver_rules *rules);
} command;

static int
to_stdout(void *ctx, const char *text, size_t len)
{
    (void)ctx;
    return fwrite(text, 1, len, stdout) != len;
}

/* 0 unless standard output cannot be written. */
static int
end_stdout(int status)
{
    if (!ferror(stdout) && !fflush(stdout))
        return status;
    perror("aver: standard output");
    return EXIT_TROUBLE;
}

static int
test(const aver_config *config, const aver_rules *rules)
{
    size_t passed = 0, failed = 0;

    for (size_t i = 0; i < config->n || i == 0; i++) {
        const char *what = i < config->n ? config->operands[i] : NULL;
        size_t more = 0, less = 0;
        aver_err err = {0};
        if (aver_rules_test(rules, what, NULL, to_stdout, NULL, &more, &less,
                            &err) != AVER_OK) {
            aver_rules_say(&err);
            return EXIT_TROUBLE;
        }
        passed += more;
        failed += less;
    }
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed ? EXIT_FAILED : 0;
}

static int
lint(const aver_config *config, const aver_rules *rules)
{
    size_t n = 0;
    aver_err err = {0};

    (void)config;
    if (aver_rules_lint(rules, NULL, to_stdout, NULL, &n, &err) != AVER_OK) {
        aver_rules_say(&err);
        return EXIT_TROUBLE;
    }
    printf("%zu found\n", n);
    return n ? EXIT_FAILED : 0;
}

static int
list(const aver_config *config, const aver_rules *rules)
{
    (void)config;
    return aver_rules_list(rules, to_stdout, NULL) == AVER_OK ? 0
                                                              : EXIT_TROUBLE;
}

static int
show(const aver_config *config, const aver_rules *rules)
{
    int status = config->n ? 0 : EXIT_TROUBLE;

    for (size_t i = 0; i < config->n; i++) {
        aver_err err = {0};
        if (aver_rules_show(rules, config->operands[i], to_stdout, NULL,
                            &err) == AVER_OK)
            continue;
        aver_rules_say(&err);
        status = EXIT_TROUBLE;
    }
    return status;
}

static int
unknown(const aver_config *config, const aver_rules *rules)
{
    return aver_rules_unknown(config, rules, 0) ? 0 : EXIT_TROUBLE;
}

static int
gate(const aver_config *config, const aver_rules *rules)
{
    return aver_rules_unknown(config, rules, 1) ? 0 : EXIT_TROUBLE;
}

static const command commands[] = {
    {"test", "[FILE | RULE]...",
     "run the examples in the rules, or in those that are named", test},
    {"lint", "", "find what is wrong with rules and entries", lint},
    {"list", "", "write the files with their rules and entries", list},
    {"show", "RULE | WORDS...",
     "write a rule with its definitions, or the entries of words", show},
    {"unknown", "[FILE | FOLDER]...",
     "write what texts have and the lexicons lack, the most frequent first",
     unknown},
    {"gate", "[FILE | FOLDER]...",
     "write the words that have paragraphs of texts read, with their share",
     gate},
};

static void
usage(FILE *out)
{
    fputs("Usage: aver rules COMMAND [--rules=DIR] [ARGUMENT]...\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %s%s%s\n        %s\n", commands[i].name,
                *commands[i].arguments ? " " : "", commands[i].arguments,
                commands[i].help);
}

static const command *
find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

/* A file or folder that is named stands for the rules that it is of, unless
 * an option says which. */
static void
take_place(aver_config *config, aver_place_of *place)
{
    aver_rules_options *rules = &config->rules;

    for (size_t i = 0; i < config->n && !rules->dir; i++) {
        if (!aver_rules_locate(config->operands[i], rules->lang, place))
            continue;
        rules->dir = place->dir;
        if (!rules->lang)
            rules->lang = place->lang;
        if (!rules->subject)
            rules->subject = place->subject;
        if (place->add && !rules->n_add) {
            config->add[rules->n_add++] = place->add;
            rules->add = config->add;
        }
        return;
    }
}

static void
complain(const char *name)
{
    const char *names[sizeof commands / sizeof *commands], *nearest;

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        names[i] = commands[i].name;
    nearest = aver_err_nearest(name, strlen(name), names,
                               sizeof commands / sizeof *commands);
    fprintf(stderr, "aver: no command 'rules %s'", name);
    if (nearest)
        fprintf(stderr, " (did you mean %s?)", nearest);
    fputs("\n", stderr);
    usage(stderr);
}

static int
run(const command *what, aver_config *config)
{
    aver_rules *rules = NULL;
    aver_err err = {0};
    aver_place_of place;
    int status;

    if (what->run != unknown && what->run != gate)
        take_place(config, &place);
    if (aver_rules_load(&config->rules, NULL, &rules, &err) != AVER_OK) {
        aver_rules_say(&err);
        return EXIT_TROUBLE;
    }
    status = what->run(config, rules);
    aver_rules_free(rules);
    return end_stdout(status);
}

int
aver_rules_main(int argc, char **argv)
{
    aver_config config;
    const command *what;

    if (!aver_options_parse(argc, argv, &config))
        return EXIT_TROUBLE;
    if (config.help) {
        usage(stdout);
        return end_stdout(0);
    }
    if (!config.n) {
        usage(stderr);
        return EXIT_TROUBLE;
    }
    what = find(config.operands[0]);
    if (!what) {
        complain(config.operands[0]);
        return EXIT_TROUBLE;
    }
    config.operands++;
    config.n--;
    return run(what, &config);
}
