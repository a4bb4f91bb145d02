#include "cli/progress.h"

#include <stdio.h>
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

/* The size of all operands, where all are files. */
static double
size_of(const aver_config *config)
{
    double total = 0;

    for (size_t i = 0; i < config->n; i++) {
        struct stat st;
        if (stat(config->operands[i], &st) || !S_ISREG(st.st_mode))
            return 0;
        total += (double)st.st_size;
    }
    return total;
}

void
aver_progress_begin(aver_progress *self, const aver_config *config)
{
    self->on = !config->quiet && isatty(STDERR_FILENO);
    if (!self->on)
        return;
    self->started = aver_seconds();
    self->next = self->started + patience;
    self->total = size_of(config);
}

void
aver_progress_show(aver_progress *self, const aver_counts *counts)
{
    double now, took, done = (double)counts->bytes;
    char left[40] = "";

    if (!self->on)
        return;
    now = aver_seconds();
    if (now < self->next)
        return;
    took = now - self->started;
    /* A record is more than its text: never less than nothing is left. */
    if (done > 0 && self->total > done)
        snprintf(left, sizeof left, ", %.0f s left",
                 (self->total - done) * took / done);
    fprintf(stderr, "\raver: %zu documents, %.1f MB/s, %zu claims%s\033[K",
            counts->documents, done / 1e6 / took, counts->claims, left);
    self->next = now + rest;
    self->shown = 1;
}

void
aver_progress_hide(aver_progress *self)
{
    if (self->shown)
        fputs("\r\033[K", stderr);
    self->shown = 0;
}
