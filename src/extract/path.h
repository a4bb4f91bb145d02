/* The way of a match through the steps of a pattern, and so its captures. */
#ifndef AVER_PATH_H
#define AVER_PATH_H

#include "extract/reach.h"

/* Of the ways that begin at unit `from` the one that a regex engine would
 * find. There must be one, the pattern be exact, and all that it looks at be
 * there. groups[0] gets its units, in the whole view, the others those of the
 * `n` groups that it passes. */
void aver_path_find(const aver_reaching *view, aver_reach pattern,
                    unsigned from, aver_span *groups, unsigned n);

#endif
