#include "io/json_door.h"

#include <assert.h>
#include <jansson.h>

/* Of the command alone, and of one thread: Jansson hands over no context. */
static _Thread_local aver_arena *leads_to;

static void *
get(size_t size)
{
    return aver_arena_get(leads_to, size);
}

static void
leave(void *ptr)
{
    (void)ptr;
}

void
aver_json_door_set(void)
{
    json_set_alloc_funcs(get, leave);
}

void
aver_json_door_lead(aver_arena *arena)
{
    json_malloc_t set;
    json_free_t unset;

    json_get_alloc_funcs(&set, &unset);
    assert(set == get);
    leads_to = arena;
}
