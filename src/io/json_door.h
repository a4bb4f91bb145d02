/* Jansson's memory. It has one door for the whole process, without a context,
 * and where that gives nothing it loses bytes of a token and goes on; so the
 * door leads to the arena of the record that a thread reads, which jumps. */
#ifndef AVER_JSON_DOOR_H
#define AVER_JSON_DOOR_H

#include "base/arena.h"

/* Once, before the first thread: from here on Jansson takes its memory from
 * arenas, and gives none back. */
void aver_json_door_set(void);

/* What this thread reads next comes from `arena`, and goes with it. */
void aver_json_door_lead(aver_arena *arena);

#endif
