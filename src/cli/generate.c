#include "cli/generate.h"

#include <string.h>

#include "cli/options.h"

enum { HELP_COLUMN = 26, WIDTH = 79 };

/* Words up to WIDTH, lines behind the first indented to HELP_COLUMN. */
static void
wrap(FILE *out, const char *text)
{
    size_t at = HELP_COLUMN;

    while (*text) {
        size_t n = strcspn(text, " ");
        if (at > HELP_COLUMN && at + 1 + n > WIDTH) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            at = HELP_COLUMN;
        } else if (at > HELP_COLUMN) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, n, out);
        at += n;
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}

static void
help_option(FILE *out, const aver_option *o)
{
    char left[80], behind[32], letter[8] = "   ";
    int n;

    aver_option_behind(o, behind);
    if (o->letter)
        snprintf(letter, sizeof letter, "-%c,", o->letter);
    n = snprintf(left, sizeof left, "  %s --%s%s", letter, o->name, behind);
    fputs(left, out);
    if (n + 2 > HELP_COLUMN)
        fprintf(out, "\n%*s", HELP_COLUMN, "");
    else
        fprintf(out, "%*s", HELP_COLUMN - n, "");
    wrap(out, o->help);
}

void
aver_generate_help(FILE *out)
{
    const char *group = "";

    fputs("Usage: aver [OPTION]... [FILE | FOLDER]...\n"
          "       aver rules COMMAND [ARGUMENT]...\n"
          "\n"
          "Reads news articles and writes their claims about people deprived "
          "of liberty:\n"
          "who says that how many were, are or will be released, pardoned, "
          "arrested, held,\n"
          "when, and by whom; one line of tab-separated values a claim.\n"
          "\n"
          "Without a FILE, or where it is -, standard input is read. A FOLDER "
          "is walked\n"
          "for .txt, .text, .md, .jsonl and .ndjson; the last two are JSON "
          "Lines.\n",
          out);
    for (int i = 0; i < AVER_OPTIONS; i++) {
        if (strcmp(group, aver_options[i].group)) {
            group = aver_options[i].group;
            fprintf(out, "\n%s:\n", group);
        }
        help_option(out, &aver_options[i]);
    }
    fputs("\n"
          "Exit status: 0 when all went well, also without claims; 1 with "
          "--exit-status\n"
          "and no claim; 2 when anything could not be read or written.\n",
          out);
}

int
aver_generate(FILE *out, const char *what)
{
    static const struct {
        const char *what;
        void (*write)(FILE *out);
    } all[] = {
        {"man", aver_generate_man},
        {"complete-bash", aver_generate_bash},
        {"complete-zsh", aver_generate_zsh},
        {"complete-fish", aver_generate_fish},
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(what, all[i].what)) {
            all[i].write(out);
            return 1;
        }
    return 0;
}
