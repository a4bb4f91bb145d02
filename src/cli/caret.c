/* A mistake in a rule file, shown where it stands. */
#include <stdio.h>
#include <string.h>

#include "cli/rules.h"
#include "cli/say.h"

enum { LONGEST = 4096, SHOWN = 100 };

/* Line `number` of the file, without its end; 0 if there is none. */
static int
read_line(const char *file, unsigned number, char *line)
{
    FILE *in = fopen(file, "r");
    int found = 0;

    if (!in)
        return 0;
    for (unsigned i = 0; i < number; i++) {
        found = fgets(line, LONGEST, in) != NULL;
        if (!found)
            break;
    }
    fclose(in);
    line[found ? strcspn(line, "\r\n") : 0] = '\0';
    return found;
}

static int
is_inner(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The byte where the column, counted in characters from 1, begins. */
static size_t
byte_of(const char *line, unsigned column)
{
    size_t at = 0;

    while (column > 1 && line[at]) {
        at++;
        if (!is_inner(line[at]))
            column--;
    }
    return at;
}

/* The line's part around byte `at`, and the caret below; tabs stay tabs, so
 * that both lines are as wide. */
static void
show(const char *line, size_t at)
{
    size_t from = at > SHOWN - 20 ? at - (SHOWN - 20) : 0;
    size_t end = from + SHOWN;

    while (is_inner(line[from]))
        from++;
    if (end > strlen(line))
        end = strlen(line);
    while (is_inner(line[end]))
        end--;
    fprintf(stderr, "  %s", from ? "..." : "");
    for (size_t i = from; i < end; i++)
        fputc((unsigned char)line[i] < ' ' && line[i] != '\t' ? '?' : line[i],
              stderr);
    fprintf(stderr, "%s\n  %s", line[end] ? "..." : "", from ? "   " : "");
    for (size_t i = from; i < at; i++)
        if (!is_inner(line[i]))
            fputc(line[i] == '\t' ? '\t' : ' ', stderr);
    fputs("^\n", stderr);
}

void
aver_rules_say(const aver_err *err)
{
    char line[LONGEST];

    aver_say_err(err);
    if (err->file[0] && err->line && err->column &&
        read_line(err->file, err->line, line))
        show(line, byte_of(line, err->column));
}
