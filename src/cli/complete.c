/* Completions for bash, zsh and fish. */
#include <string.h>

#include "cli/generate.h"
#include "cli/options.h"

#define WHATS "man complete-bash complete-zsh complete-fish"

static int
takes(const aver_option *o, const char *argument)
{
    return o->argument && !strcmp(o->argument, argument);
}

/* The words that an argument may be, as its help lists them: "for this
 * language: en, es; en if not given". */
static void
choices(const aver_option *o, char *out, size_t room)
{
    const char *from = strstr(o->help, ": ");
    size_t n = 0;

    if (takes(o, "WHAT"))
        from = ": " WHATS ";";
    else if (!takes(o, "LANG") && !takes(o, "SUBJECT"))
        from = NULL;
    for (from = from ? from + 2 : ";"; *from != ';' && n + 1 < room; from++)
        if (*from != ',')
            out[n++] = *from;
    out[n] = '\0';
}

/* What the argument of an option may be, as compgen is told. */
static void
bash_argument(FILE *out, const aver_option *o)
{
    char words[80];

    choices(o, words, sizeof words);
    fprintf(out, "    --%s%s%.1s) ", o->name, o->letter ? "|-" : "",
            o->letter ? &o->letter : "");
    if (takes(o, "FILE") || takes(o, "DIR"))
        fprintf(out, "how=(-%c) ;;\n", takes(o, "FILE") ? 'f' : 'd');
    else
        fprintf(out, "how=(-W '%s') ;;\n", words);
}

void
aver_generate_bash(FILE *out)
{
    fputs("_aver()\n"
          "{\n"
          "    local word=${COMP_WORDS[COMP_CWORD]}\n"
          "    local before=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    local how=(-f)\n"
          "    [[ $word = = ]] && word=\n"
          "    [[ $before = = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    compopt -o filenames 2>/dev/null\n"
          "    [[ $word = -* ]] && how=(-W '",
          out);
    for (int i = 0; i < AVER_OPTIONS; i++)
        fprintf(out, "%s--%s", i ? " " : "", aver_options[i].name);
    fputs("')\n"
          "    case $before in\n",
          out);
    for (int i = 0; i < AVER_OPTIONS; i++)
        if (aver_option_takes(&aver_options[i]) == AVER_TAKES_ONE)
            bash_argument(out, &aver_options[i]);
    fputs("    esac\n"
          "    mapfile -t COMPREPLY < <(compgen \"${how[@]}\" -- \"$word\")\n"
          "}\n"
          "complete -F _aver aver\n",
          out);
}

/* The help, without its full stop, safe in '...' and in zsh's [...]. */
static void
short_help(FILE *out, const char *help)
{
    size_t n = strlen(help) - 1;

    for (size_t i = 0; i < n; i++) {
        if (help[i] == '\'')
            fputs("'\\''", out);
        else if (help[i] == '[' || help[i] == ']' || help[i] == ':')
            fprintf(out, "\\%c", help[i]);
        else
            fputc(help[i], out);
    }
}

static void
zsh_argument(FILE *out, const aver_option *o)
{
    char words[80];

    choices(o, words, sizeof words);
    fprintf(out,
            ":%.*s:", (int)strcspn(o->argument + (*o->argument == '['), "]"),
            o->argument + (*o->argument == '['));
    if (takes(o, "FILE"))
        fputs("_files", out);
    else if (takes(o, "DIR"))
        fputs("_files -/", out);
    else if (*words)
        fprintf(out, "(%s)", words);
}

void
aver_generate_zsh(FILE *out)
{
    fputs("#compdef aver\n"
          "_arguments -s -S \\\n",
          out);
    for (int i = 0; i < AVER_OPTIONS; i++) {
        const aver_option *o = &aver_options[i];
        const char *equals = o->argument ? "=" : "";
        if (aver_option_takes(o) == AVER_MAY_TAKE)
            equals = "=-";
        if (o->letter)
            fprintf(out, "  '(-%c --%s)'{-%c%s,--%s%s}'[", o->letter, o->name,
                    o->letter, o->argument ? "+" : "", o->name, equals);
        else
            fprintf(out, "  '--%s%s[", o->name, equals);
        short_help(out, o->help);
        fputs("]", out);
        if (aver_option_takes(o) == AVER_MAY_TAKE)
            fputs(":", out);
        if (o->argument)
            zsh_argument(out, o);
        fputs("' \\\n", out);
    }
    fputs("  '*:file:_files'\n", out);
}

void
aver_generate_fish(FILE *out)
{
    for (int i = 0; i < AVER_OPTIONS; i++) {
        const aver_option *o = &aver_options[i];
        char words[80];
        choices(o, words, sizeof words);
        fprintf(out, "complete -c aver -l %s", o->name);
        if (o->letter)
            fprintf(out, " -s %c", o->letter);
        if (*words)
            fprintf(out, " -x -a '%s'", words);
        else if (takes(o, "FILE") || takes(o, "DIR"))
            fputs(" -r -F", out);
        else if (aver_option_takes(o) == AVER_TAKES_ONE)
            fputs(" -x", out);
        fputs(" -d '", out);
        for (const char *c = o->help; c[1]; c++)
            fputs(*c == '\'' ? "\\'" : (char[]){*c, 0}, out);
        fputs("'\n", out);
    }
}
