#include "cli/say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
add_visible(aver_bytes *notes, const char *text, int lines)
{
    char code[8];

    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if ((c >= ' ' && c != 0x7F) || (lines && c == '\n')) {
            aver_bytes_add(notes, text, 1);
        } else {
            snprintf(code, sizeof code, "\\x%02x", c);
            aver_bytes_add_z(notes, c == '\n' ? "\\n" : code);
        }
    }
}

/* FILE:LINE:COLUMN, as compilers tell it and editors understand it. */
static void
say_at(aver_bytes *notes, const char *file, size_t line, size_t column,
       const char *reason)
{
    char number[32];

    aver_bytes_add_z(notes, "aver: ");
    if (*file) {
        add_visible(notes, !strcmp(file, "-") ? "standard input" : file, 0);
        if (line) {
            snprintf(number, sizeof number, ":%zu", line);
            aver_bytes_add_z(notes, number);
        }
        if (line && column) {
            snprintf(number, sizeof number, ":%zu", column);
            aver_bytes_add_z(notes, number);
        }
        aver_bytes_add_z(notes, ": ");
    }
    add_visible(notes, reason, 1);
    aver_bytes_add_z(notes, "\n");
}

void
aver_say(aver_bytes *notes, const char *file, size_t line, const char *reason)
{
    say_at(notes, file, line, 0, reason);
}

void
aver_say_all(aver_bytes *notes)
{
    size_t written = 0;

    while (written < notes->n) {
        ssize_t n = write(STDERR_FILENO, notes->at + written,
                          notes->n - written);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break; /* there is nobody left to tell */
        written += (size_t)n;
    }
    notes->n = 0;
}

void
aver_say_err(const aver_err *err)
{
    aver_bytes notes = {0};

    say_at(&notes, err->file, err->line, err->column, err->message);
    if (notes.failed)
        fputs("aver: out of memory\n", stderr);
    aver_say_all(&notes);
    aver_bytes_free(&notes);
}
