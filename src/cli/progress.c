#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const double patience = 1, rest = 0.2;

double
aver_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The size of a file or, for "-", of what is left of standard input; 0 for
 * what has none. */
static double
size_of(const char *operand)
{
    int is_input = !strcmp(operand, "-");
    off_t at = is_input ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
    struct stat st;

    if ((is_input ? fstat(STDIN_FILENO, &st) : stat(operand, &st)) ||
        !S_ISREG(st.st_mode) || at < 0 || at > st.st_size)
        return 0;
    return (double)(st.st_size - at);
}

static double
size_of_all(const aver_config *config)
{
    double total = config->n ? 0 : size_of("-");

    for (size_t i = 0; i < config->n; i++) {
        double size = size_of(config->operands[i]);
        if (size <= 0)
            return 0;
        total += size;
    }
    return total;
}

/* As clocks show it. */
static void
format_left(double seconds, char *out, size_t room)
{
    unsigned left = seconds < 1e6 ? (unsigned)(seconds + 0.5) : 1000000;

    if (left < 3600)
        snprintf(out, room, ", %u:%02u left", left / 60, left % 60);
    else
        snprintf(out, room, ", %u:%02u:%02u left", left / 3600, left / 60 % 60,
                 left % 60);
}

void
aver_progress_begin(aver_progress *self, const aver_config *config)
{
    self->on = !config->quiet && isatty(STDERR_FILENO);
    if (!self->on)
        return;
    self->shared = !config->output && isatty(STDOUT_FILENO);
    self->started = aver_seconds();
    self->next = self->started + patience;
    self->total = size_of_all(config);
}

void
aver_progress_show(aver_progress *self, const aver_counts *counts)
{
    double now, took, done = (double)counts->taken;
    char left[40] = "";

    if (!self->on)
        return;
    now = aver_seconds();
    if (now < self->next)
        return;
    took = now - self->started;
    if (done > 0 && self->total >= done)
        format_left((self->total - done) * took / done, left, sizeof left);
    fprintf(stderr, "\raver: %zu documents, %.1f MB/s, %zu claims%s\033[K",
            counts->documents, done / 1e6 / took, counts->claims, left);
    self->next = now + rest;
    self->shown = 1;
}

void
aver_progress_hide(aver_progress *self)
{
    if (!self->shown)
        return;
    fputs("\r\033[K", stderr);
    self->shown = 0;
    self->next = 0; /* back as soon as there is room for it */
}
