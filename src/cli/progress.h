/* One line on a terminal for work that takes its time. */
#ifndef AVER_CLI_PROGRESS_H
#define AVER_CLI_PROGRESS_H

#include "cli/work.h"

/* All zero: never shows anything. One thread at a time. */
typedef struct {
    int on;         /* standard error is a terminal, and wants it */
    int shown;      /* there is a line now */
    int shared;     /* the records go to a terminal, too */
    double started; /* aver_seconds */
    double next;    /* when it is to be shown again */
    double total;   /* bytes of the operands; 0 where they are not known */
} aver_progress;

/* Seconds of a clock that only goes forward. */
double aver_seconds(void);

void aver_progress_begin(aver_progress *self, const aver_config *config);

/* Shows how far the work is, from its second second on, some times a second.
 */
void aver_progress_show(aver_progress *self, const aver_counts *counts);

/* Takes the line away, before something else is written or all is done. */
void aver_progress_hide(aver_progress *self);

#endif
