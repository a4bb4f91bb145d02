#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/generate.h"
#include "cli/rules.h"
#include "cli/run.h"
#include "cli/say.h"
#include "io/json_door.h"
#include "io/tsv.h"

enum { EXIT_NOTHING_FOUND = 1, EXIT_TROUBLE = 2 };

/* The only thing that is written from a signal handler: which signal came.
 * The run ends with the line that is being written. */
static atomic_int stop;

static void
on_signal(int number)
{
    atomic_store(&stop, number);
}

/* A second signal of the kind ends aver at once. */
static void
catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal}, before;

    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!sigaction(numbers[i], NULL, &before) &&
            before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
}

static void
write_stats(const aver_counts *counts, double took)
{
    fprintf(stderr,
            "documents\tbytes\tclaims\terrors\twarnings\tlimits\tseconds\t"
            "mb_per_s\n%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%.3f\t%.1f\n",
            counts->documents, counts->bytes, counts->claims, counts->errors,
            counts->warnings, counts->limits, took,
            took > 0 ? (double)counts->bytes / 1e6 / took : 0);
}

/* The line that names the columns of the records, or of the mentions. */
static aver_status
write_header(aver_run *run)
{
    aver_bytes line = {.mem = run->mem};
    aver_status status;

    if (run->config->mentions)
        aver_bytes_add_z(&line, "doc\tstart\tend\tkind\ttext\tvalue\n");
    else
        aver_tsv_header(&line);
    status = line.failed
                 ? aver_err_set(&run->err, AVER_ERR_MEMORY, "out of memory")
                 : aver_out_write(run->out, line.at, line.n, &run->err);
    aver_bytes_free(&line);
    return status;
}

/* Who starts aver to see what it does may wait for it to do something. */
static void
invite(const aver_config *config)
{
    if (!config->n && !config->quiet && isatty(STDIN_FILENO) &&
        isatty(STDERR_FILENO))
        fputs("aver: reads what is typed or pasted, up to Ctrl-D at the "
              "beginning of a line; 'aver --help' for help\n",
              stderr);
}

/* With everything open: reads, works, writes. */
static aver_status
do_run(aver_run *run)
{
    const aver_config *config = run->config;
    aver_reader_options from = {
        config->operands,     config->n, config->jsonl,
        config->max_document, run->stop,
    };
    aver_status status = AVER_OK;

    if (!config->no_header && !config->quiet && !config->explain)
        status = write_header(run);
    if (status != AVER_OK)
        return status;
    run->reader = aver_reader_new(&from, run->mem);
    if (!run->reader)
        return aver_err_set(&run->err, AVER_ERR_MEMORY, "out of memory");
    invite(config);
    status = aver_run_all(run);
    aver_reader_free(run->reader);
    return status;
}

/* What could not be loaded is what the folder of rules begins with. */
static void
tell_missing(const aver_config *config, const aver_err *err)
{
    const char *name = strrchr(err->file, '/');

    if (name && !strcmp(name, "/pipeline.txt") && !err->line &&
        (config->rules.lang || config->rules.subject))
        fputs("aver: there are no rules for this --lang and --subject; "
              "'aver --help' names those there are\n",
              stderr);
}

static int
extract(const aver_config *config)
{
    double started = aver_seconds();
    aver_rules *rules = NULL;
    aver_out out;
    aver_run run = {.config = config, .stop = &stop, .out = &out};
    aver_status status;

    status = aver_rules_load(&config->rules, NULL, &rules, &run.err);
    if (status == AVER_OK) {
        run.rules = rules;
        status = aver_out_open(&out, config->output, NULL, &run.err);
        if (status == AVER_OK)
            status = do_run(&run);
        if (aver_out_close(&out, status == AVER_OK && !atomic_load(&stop),
                           &run.err) != AVER_OK)
            status = AVER_ERR_IO;
    }
    aver_rules_free(rules);
    if (status != AVER_OK)
        aver_rules_say(&run.err);
    if (!rules)
        tell_missing(config, &run.err);
    if (config->stats)
        write_stats(&run.counts, aver_seconds() - started);
    if (status != AVER_OK || (run.counts.errors && !config->ignore_errors))
        return EXIT_TROUBLE;
    return config->exit_status && !run.counts.claims ? EXIT_NOTHING_FOUND : 0;
}

/* Help, version and the like: 0 unless they cannot be written. */
static int
end_stdout(void)
{
    if (!ferror(stdout) && !fflush(stdout))
        return 0;
    perror("aver: standard output");
    return EXIT_TROUBLE;
}

int
main(int argc, char **argv)
{
    aver_config config;
    int status, number;

    aver_json_door_set();
    if (argc > 1 && !strcmp(argv[1], "rules"))
        return aver_rules_main(argc - 1, argv + 1);
    if (!aver_options_parse(argc, argv, &config))
        return EXIT_TROUBLE;
    if (config.help) {
        aver_generate_help(stdout);
        return end_stdout();
    }
    if (config.version) {
        puts("aver " AVER_VERSION);
        return end_stdout();
    }
    if (config.generate) {
        if (aver_generate(stdout, config.generate))
            return end_stdout();
        fprintf(stderr,
                "aver: --generate: '%s' is not man, complete-bash, "
                "complete-zsh or complete-fish\n",
                config.generate);
        return EXIT_TROUBLE;
    }
    catch_signals();
    status = extract(&config);
    number = atomic_load(&stop);
    if (number > 0) {
        /* As the shell expects of one that was interrupted. */
        signal(number, SIG_DFL);
        raise(number);
    }
    return status;
}
