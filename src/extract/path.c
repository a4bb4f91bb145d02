/* A regex engine tries what its pattern prefers, and goes back where that
 * leads nowhere. Here the sets of units from which the rest can be matched are
 * known beforehand, so that each choice is right at once. */
#include "extract/path.h"

typedef aver_reach_step step;

typedef struct {
    const aver_reaching *view;
    aver_span *groups;
} path;

static int
has(aver_bits set, unsigned unit)
{
    return (int)(set >> unit & 1);
}

static const step *
body_of(const path *self, const step *at)
{
    return self->view->cache->all->steps.at + at->at;
}

/* As units of the whole view. */
static aver_span
units_of(const path *self, unsigned from, unsigned to)
{
    uint32_t front = (uint32_t)(64 * self->view->w);

    return aver_span_of(front + from, front + to);
}

static void
capture(const path *self, const step *at, unsigned front, unsigned from,
        unsigned to)
{
    if (at->flags & AVER_REACH_CAPTURES)
        self->groups[front + at->group] = units_of(self, from, to);
}

/* How far the units of a class, as many as the step wants, may go. */
static unsigned
take_units(const path *self, const step *at, unsigned from, aver_bits to)
{
    aver_bits class = aver_reach_class(self->view, at);
    aver_bits here = (aver_bits)1 << from;
    aver_bits ends = aver_reach_through(here, class) & to;

    ends &= ~((here << at->least) - 1);
    if (from + at->most < AVER_REACH_UNITS)
        ends &= ((here << at->most) << 1) - 1;
    return at->flags & AVER_REACH_LAZY ? aver_bits_first(ends)
                                       : aver_bits_last(ends);
}

static unsigned take(const path *self, const step *steps, uint32_t n,
                     unsigned front, unsigned from, aver_bits to);

static unsigned
take_group(const path *self, const step *at, unsigned front, unsigned from,
           aver_bits to)
{
    unsigned end = take(self, body_of(self, at), at->n, front + at->group,
                        from, to);

    capture(self, at, front, from, end);
    return end;
}

/* From where the rest can be matched when the group has been taken so many
 * times: to[0] is not asked for. */
static void
plan_repeats(const path *self, const step *at, unsigned last, aver_bits to,
             aver_bits *rest)
{
    step more = *at;

    more.least = 0;
    rest[last] = at->most == AVER_REACH_FAR
                     ? aver_reach_back(self->view, &more, 1, to)
                     : to;
    for (unsigned i = last; i-- > 1;) {
        rest[i] = aver_reach_back(self->view, body_of(self, at), at->n,
                                  rest[i + 1]);
        if (i >= at->least)
            rest[i] |= to;
    }
}

static unsigned
take_groups(const path *self, const step *at, unsigned front, unsigned from,
            aver_bits to)
{
    aver_bits rest[AVER_REACH_TIMES + 2];
    int far = at->most == AVER_REACH_FAR;
    unsigned last = far ? at->least + 1U : at->most;

    plan_repeats(self, at, last, to, rest);
    for (unsigned i = 1; far || i <= last; i++) {
        aver_bits next = rest[i < last ? i : last];
        int can_stop = i > at->least && has(to, from);
        if ((can_stop && at->flags & AVER_REACH_LAZY) ||
            !has(aver_reach_back(self->view, body_of(self, at), at->n, next),
                 from))
            break;
        from = take_group(self, at, front, from, next);
    }
    return from;
}

static unsigned
take_step(const path *self, const step *at, unsigned front, unsigned from,
          aver_bits to)
{
    int once = at->least == 1 && at->most == 1;
    unsigned end = from;

    switch ((aver_reach_type)at->type) {
    case AVER_REACH_SET:
    case AVER_REACH_MARKED:
    case AVER_REACH_ANY:
        end = once ? from + 1 : take_units(self, at, from, to);
        if (end > from)
            capture(self, at, front, end - 1, end);
        return end;
    case AVER_REACH_GROUP:
        return once ? take_group(self, at, front, from, to)
                    : take_groups(self, at, front, from, to);
    case AVER_REACH_AHEAD:
        if (at->flags & AVER_REACH_CAPTURES)
            take(self, body_of(self, at), at->n, front + at->group, from,
                 self->view->ends);
        break;
    case AVER_REACH_NOT:
    case AVER_REACH_BAR:
    case AVER_REACH_FIRST:
    case AVER_REACH_LAST:
        break;
    }
    return end;
}

/* From where each step of an alternative, and what is behind it, leads to one
 * of `to`; the number of steps. */
static uint32_t
plan(const path *self, const step *steps, uint32_t n, aver_bits to,
     aver_bits *rest)
{
    uint32_t end = 0;

    while (end < n && steps[end].type != AVER_REACH_BAR)
        end++;
    rest[end] = to;
    for (uint32_t i = end; i-- > 0;) {
        if (to)
            to = aver_reach_back(self->view, &steps[i], 1, to);
        rest[i] = to;
    }
    return end;
}

/* The first alternative that leads from the unit to one of `to`; where it
 * ends. */
static unsigned
take(const path *self, const step *steps, uint32_t n, unsigned front,
     unsigned from, aver_bits to)
{
    aver_bits rest[AVER_REACH_STEPS + 1];
    uint32_t end = plan(self, steps, n, to, rest);

    while (!has(rest[0], from) && end < n) {
        steps += end + 1;
        n -= end + 1;
        end = plan(self, steps, n, to, rest);
    }
    for (uint32_t i = 0; i < end; i++)
        from = take_step(self, &steps[i], front, from, rest[i + 1]);
    return from;
}

void
aver_path_find(const aver_reaching *view, aver_reach pattern, unsigned from,
               aver_span *groups, unsigned n)
{
    path self = {view, groups};
    unsigned end;

    for (unsigned i = 0; i < n; i++)
        groups[i] = aver_span_of(UINT32_MAX, UINT32_MAX);
    end = take(&self, view->cache->all->steps.at + pattern.at, pattern.n, 0,
               from, view->ends);
    groups[0] = units_of(&self, from, end);
}
