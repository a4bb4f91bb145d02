/* The manual page, in mdoc(7). */
#include <string.h>

#include "aver/aver.h"
#include "cli/generate.h"
#include "cli/options.h"

static const char *const columns[][2] = {
#define AVER_COLUMN(id, name, about) {name, about},
#include "aver/columns.def"
#undef AVER_COLUMN
};

/* A word as it is: no escape, minus signs. */
static void
plain(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
    }
}

/* Running text: lines of up to 72, every sentence on a line of its own, none
 * that begins like a request. */
static void
prose(FILE *out, const char *text)
{
    size_t at = 0, n;
    char word[80];

    for (; *text; text += n, text += strspn(text, " ")) {
        n = strcspn(text, " ");
        if (at && at + n > 72) {
            fputc('\n', out);
            at = 0;
        }
        if (at)
            fputc(' ', out);
        else if (*text == '.' || *text == '\'')
            fputs("\\&", out);
        snprintf(word, sizeof word, "%.*s", (int)n, text);
        plain(out, word);
        at = text[n - 1] == '.' ? 73 : at + n + 1;
    }
    fputc('\n', out);
}

static void
head(FILE *out)
{
    fputs(
        ".Dd November 22, 2026\n"
        ".Dt AVER 1\n"
        ".Os\n"
        ".Sh NAME\n"
        ".Nm aver\n"
        ".Nd claims about people deprived of liberty, from news articles\n"
        ".Sh SYNOPSIS\n"
        ".Nm\n"
        ".Op Ar option ...\n"
        ".Op Ar file | folder ...\n"
        ".Nm\n"
        ".Cm rules\n"
        ".Ar command\n"
        ".Op Ar argument ...\n"
        ".Sh DESCRIPTION\n"
        ".Nm\n"
        "reads news articles and writes one line for every claim that\n"
        "somebody says so many people were, are or will be released,\n"
        "pardoned, exchanged, arrested, held, sentenced, or died in custody.\n"
        ".Pp\n"
        "Without an operand, or where it is\n"
        ".Sq \\- ,\n"
        "standard input is read.\n"
        "A folder is walked in byte order of its paths, for files that end\n"
        "in .txt, .text, .md, .jsonl or .ndjson; hidden files are passed\n"
        "over, symbolic links are not followed.\n"
        "The last two endings are JSON Lines: an object a line, with the\n"
        "article in\n"
        ".Dq text ,\n"
        "its name in\n"
        ".Dq id ,\n"
        ".Dq url\n"
        "or\n"
        ".Dq source ,\n"
        "and its day in\n"
        ".Dq date .\n"
        ".Pp\n"
        "The options are:\n"
        ".Bl -tag -width Ds\n",
        out);
}

static void
argument(FILE *out, const aver_option *o)
{
    switch (aver_option_takes(o)) {
    case AVER_TAKES_NONE:
        break;
    case AVER_TAKES_ONE:
        fputs(" Ns = Ns Ar ", out);
        plain(out, o->argument);
        break;
    case AVER_MAY_TAKE:
        fprintf(out, " Ns Oo = Ns Ar %.*s Oc",
                (int)strcspn(o->argument + 1, "]"), o->argument + 1);
        break;
    }
    fputc('\n', out);
}

static void
options(FILE *out)
{
    for (int i = 0; i < AVER_OPTIONS; i++) {
        const aver_option *o = &aver_options[i];
        fputs(".It ", out);
        if (o->letter && o->argument)
            fprintf(out, "Fl %c Ar %s , ", o->letter, o->argument);
        else if (o->letter)
            fprintf(out, "Fl %c , ", o->letter);
        fputs("Fl \\-", out);
        plain(out, o->name);
        argument(out, o);
        prose(out, o->help);
    }
    fputs(".El\n", out);
}

static void
output(FILE *out)
{
    fputs(".Sh OUTPUT\n"
          "Tab-separated values in UTF-8 with a header line.\n"
          "Tab, newline, carriage return and backslash inside a value are\n"
          "written \\et, \\en, \\er and \\e\\e.\n"
          "What is not known is empty.\n"
          "The columns are:\n"
          ".Bl -tag -width source_code\n",
          out);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        fprintf(out, ".It %s\n", columns[i][0]);
        prose(out, columns[i][1]);
    }
    fputs(".El\n", out);
}

static void
tail(FILE *out)
{
    fputs(".Sh EXIT STATUS\n"
          ".Bl -tag -width Ds\n"
          ".It 0\n"
          "All went well, also where there was no claim.\n"
          ".It 1\n"
          "No claim, with\n"
          ".Fl e .\n"
          ".It 2\n"
          "Something could not be read or written; the message names it, and\n"
          "everything else was done.\n"
          ".El\n"
          ".Sh EXAMPLES\n"
          "The claims of one article:\n"
          ".Pp\n"
          ".Dl aver --date=2026-03-12 < article.txt\n"
          ".Pp\n"
          "Of a folder of articles, into a file:\n"
          ".Pp\n"
          ".Dl aver -o claims.tsv articles/\n"
          ".Pp\n"
          "Of what trafilatura extracted:\n"
          ".Pp\n"
          ".Dl trafilatura --json -u URL | aver --jsonl\n",
          out);
}

void
aver_generate_man(FILE *out)
{
    head(out);
    options(out);
    output(out);
    tail(out);
}
