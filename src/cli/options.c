#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/span.h"
#include "extract/date.h"

enum { LETTERLESS = 256, MAX_THREADS = 1024, MAX_DOCUMENT = 1 << 30 };

const aver_option aver_options[AVER_OPTIONS] = {
#define AVER_OPTION(id, group, letter, name, argument, help)                  \
    {group, letter, name, argument, help},
#include "cli/options.def"
#undef AVER_OPTION
};

aver_takes
aver_option_takes(const aver_option *self)
{
    if (!self->argument)
        return AVER_TAKES_NONE;
    return *self->argument == '[' ? AVER_MAY_TAKE : AVER_TAKES_ONE;
}

void
aver_option_behind(const aver_option *self, char *out)
{
    *out = '\0';
    if (aver_option_takes(self) == AVER_MAY_TAKE)
        snprintf(out, 32, "[=%s", self->argument + 1);
    else if (self->argument)
        snprintf(out, 32, "=%s", self->argument);
}

static int
complain(aver_option_id id, const char *value, const char *want)
{
    fprintf(stderr, "aver: --%s: '%s' is not %s\n", aver_options[id].name,
            value, want);
    return 0;
}

/* A size with an optional K, M or G behind it. */
static int
parse_size(const char *text, size_t *out)
{
    static const char units[] = "KMG";
    unsigned long long n;
    unsigned shift = 0;
    char *end;

    errno = 0;
    n = strtoull(text, &end, 10);
    if (*end) {
        const char *unit = strchr(units, *end);
        if (!unit || end[1])
            return 0;
        shift = 10 * (unsigned)(unit - units + 1);
    }
    if (errno || *text < '0' || *text > '9' || !n || n > SIZE_MAX >> shift)
        return 0;
    *out = (size_t)n << shift;
    return 1;
}

static int
set_threads(aver_config *out, const char *value)
{
    size_t n;

    if (!parse_size(value, &n) || n > MAX_THREADS)
        return complain(AVER_OPTION_THREADS, value,
                        "a number of threads, 1 to 1024");
    out->threads = (unsigned)n;
    return 1;
}

static int
set_date(aver_config *out, const char *value)
{
    aver_day day;

    if (!aver_day_parse(aver_str_z(value), &day))
        return complain(AVER_OPTION_DATE, value, "a day, YYYY-MM-DD");
    out->date = value;
    return 1;
}

static int
set_size(aver_config *out, const char *value)
{
    if (!parse_size(value, &out->max_document))
        return complain(AVER_OPTION_MAX_DOCUMENT, value,
                        "a size, such as 500K, 20M or 1G");
    return 1;
}

static int
add_folder(aver_config *out, const char *value)
{
    if (out->rules.n_add == AVER_ADD_MOST)
        return complain(AVER_OPTION_ADD, value,
                        "taken: 16 folders are the most");
    out->add[out->rules.n_add++] = value;
    out->rules.add = out->add;
    return 1;
}

static int
set(aver_config *out, aver_option_id id, const char *value)
{
    switch (id) {
    case AVER_OPTION_JSONL:
        return out->jsonl = 1;
    case AVER_OPTION_DATE:
        return set_date(out, value);
    case AVER_OPTION_MAX_DOCUMENT:
        return set_size(out, value);
    case AVER_OPTION_HASH_NAMES:
        return out->hash_names = 1;
    case AVER_OPTION_IGNORE_ERRORS:
        return out->ignore_errors = 1;
    case AVER_OPTION_OUTPUT:
        out->output = value;
        return 1;
    case AVER_OPTION_NO_HEADER:
        return out->no_header = 1;
    case AVER_OPTION_MENTIONS:
        return out->mentions = 1;
    case AVER_OPTION_EXPLAIN:
        out->explaining.what = value;
        return out->explain = 1;
    case AVER_OPTION_QUIET:
        return out->quiet = 1;
    case AVER_OPTION_STATS:
        return out->stats = 1;
    case AVER_OPTION_EXIT_STATUS:
        return out->exit_status = 1;
    case AVER_OPTION_RULES:
        out->rules.dir = value;
        return 1;
    case AVER_OPTION_LANG:
        out->rules.lang = value;
        return 1;
    case AVER_OPTION_SUBJECT:
        out->rules.subject = value;
        return 1;
    case AVER_OPTION_ADD:
        return add_folder(out, value);
    case AVER_OPTION_THREADS:
        return set_threads(out, value);
    case AVER_OPTION_GENERATE:
        out->generate = value;
        return 1;
    case AVER_OPTION_HELP:
        return out->help = 1;
    case AVER_OPTION_VERSION:
        return out->version = 1;
    case AVER_OPTIONS:
        break;
    }
    return 0;
}

/* getopt's view of the table: an option is known by its letter, or by a
 * number behind all letters. */
static void
make_tables(struct option *longs, char *letters)
{
    static const int takes[] = {no_argument, required_argument,
                                optional_argument};

    for (int i = 0; i < AVER_OPTIONS; i++) {
        const aver_option *o = &aver_options[i];
        longs[i] = (struct option){o->name, takes[aver_option_takes(o)], NULL,
                                   LETTERLESS + i};
        if (o->letter) {
            *letters++ = o->letter;
            if (o->argument)
                *letters++ = ':';
        }
    }
    longs[AVER_OPTIONS] = (struct option){NULL, 0, NULL, 0};
    *letters = '\0';
}

static aver_option_id
id_of(int found)
{
    unsigned id = 0;

    if (found >= LETTERLESS)
        return (aver_option_id)(found - LETTERLESS);
    while (id < AVER_OPTIONS && aver_options[id].letter != found)
        id++;
    return (aver_option_id)id;
}

/* getopt has said what is wrong; what may have been meant? */
static void
suggest(const char *word)
{
    const char *names[AVER_OPTIONS], *nearest;

    if (word && !strncmp(word, "--", 2)) {
        for (int i = 0; i < AVER_OPTIONS; i++)
            names[i] = aver_options[i].name;
        nearest = aver_err_nearest(word + 2, strcspn(word + 2, "="), names,
                                   AVER_OPTIONS);
        if (nearest && strncmp(nearest, word + 2, strlen(nearest)))
            fprintf(stderr, "aver: did you mean --%s?\n", nearest);
    }
    fputs("Try 'aver --help'.\n", stderr);
}

static int
parse(int argc, char **argv, aver_config *out)
{
    struct option longs[AVER_OPTIONS + 1];
    char letters[2 * AVER_OPTIONS + 1];
    int found;

    make_tables(longs, letters);
    while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        aver_option_id id = id_of(found);
        if (id == AVER_OPTIONS) {
            suggest(argv[optind - 1]);
            return 0;
        }
        if (!set(out, id, optarg))
            return 0;
    }
    out->operands = (const char *const *)argv + optind;
    out->n = (size_t)(argc - optind);
    return 1;
}

/* https://no-color.org: any value that is not empty says no. */
static int
wants_colour(const aver_config *config)
{
    const char *no = getenv("NO_COLOR");

    return !(no && *no) && !config->output && isatty(STDOUT_FILENO);
}

int
aver_options_parse(int argc, char **argv, aver_config *out)
{
    char name[] = "aver"; /* in getopt's messages, as in ours */
    char *given = argv[0];
    int ok;

    memset(out, 0, sizeof *out);
    out->max_document = MAX_DOCUMENT;
    argv[0] = name;
    ok = parse(argc, argv, out);
    argv[0] = given;
    out->explaining.colour = wants_colour(out);
    return ok;
}
