/* Where a view goes on behind the units that are looked at. */
#include "extract/reach.h"

/* The units from which the steps may look at what nobody knows. */
static aver_bits
unsure(const aver_reaching *self, const aver_reach_step *steps, uint32_t n)
{
    aver_reaching asking = *self;

    asking.doubts = 1;
    return aver_reach_back(&asking, steps, n, self->open);
}

aver_bits
aver_reach_look_far(const aver_reaching *self, const aver_reach_step *step,
                    aver_bits to)
{
    const aver_reach_step *body = self->cache->all->steps.at + step->at;
    aver_bits can;

    if (self->doubts)
        return to | aver_reach_back(self, body, step->n, self->open);
    can = aver_reach_look(self, step);
    return to & (step->type == AVER_REACH_AHEAD
                     ? can
                     : ~can | unsure(self, body, step->n));
}

int
aver_reach_holds(const aver_reaching *self, aver_reach pattern, unsigned unit)
{
    const aver_reach_step *steps = self->cache->all->steps.at + pattern.at;

    return !self->open || !(unsure(self, steps, pattern.n) >> unit & 1);
}
