/* Runs the steps of patterns (rules/reach.h) over a view of few units. */
#ifndef AVER_EXTRACT_REACH_H
#define AVER_EXTRACT_REACH_H

#include "base/bits.h"
#include "extract/index.h"
#include "rules/reach.h"

enum { AVER_REACH_UNITS = AVER_BITS - 1 }; /* that are looked at at once */

/* What has been found out about a view: the units of a set, or those in front
 * of which something can be found. */
typedef struct {
    aver_bits units;
    uint64_t version; /* of the view */
} aver_reach_known;

/* The same of a group: the units from which it leads to one of `to`. */
typedef struct {
    aver_bits to, units;
    uint64_t version; /* of the view */
    uint32_t at;      /* its steps */
    uint8_t least, most;
} aver_reach_led;

enum { AVER_REACH_LEDS = 256 };

typedef struct {
    const aver_reaches *all;
    aver_reach_known *sets, *looks;
    aver_reach_led *leds; /* by a hash: what was asked for last */
    /* Of the units `among`, 64 * w and behind, those that match a raw word. */
    aver_bits (*find_raw)(void *ctx, size_t w, unsigned raw, aver_bits among);
    void *ctx;
} aver_reach_cache;

/* 0 where there is no memory. */
int aver_reach_cache_init(aver_reach_cache *self, const aver_reaches *all,
                          const aver_alloc *mem);
void aver_reach_cache_free(aver_reach_cache *self, const aver_alloc *mem);

/* The units 64 * w and behind of a view, and what is asked of them. Where the
 * view goes on behind them, nobody knows what is there: from its place,
 * `open`, all may be reached. */
typedef struct {
    aver_reach_cache *cache;
    const aver_index *index; /* of the view */
    size_t w;
    uint64_t version, marking; /* of the view, of what is marked in it */
    aver_bits units;           /* all of them */
    aver_bits ends;            /* and where one may be behind the last */
    aver_bits open;            /* 0: the view ends here */
    int doubts;                /* what is asked is whether it is reached */
} aver_reaching;

/* `version` and `marking` are of no other view, no other `w`. */
aver_reaching aver_reach_view(aver_reach_cache *cache, const aver_index *index,
                              size_t w, uint64_t version, uint64_t marking);

/* Whether all that a pattern looks at from the unit on is there. */
int aver_reach_holds(const aver_reaching *self, aver_reach pattern,
                     unsigned unit);

/* Of the units `from` those from which all that is required is where it should
 * be. */
aver_bits aver_reach_starts(const aver_reaching *self, aver_requires requires,
                            aver_bits from);

/* The units in a set, and those that a step for one unit takes. */
aver_bits aver_reach_set_units(const aver_reaching *self, uint32_t set);
aver_bits aver_reach_class(const aver_reaching *self,
                           const aver_reach_step *step);

/* The units in front of which is what a step looks for. */
aver_bits aver_reach_look(const aver_reaching *self,
                          const aver_reach_step *step);

/* Of `to` those at which a step that looks for something lets go on, where the
 * view goes on behind what is known: too many, if it is not certain. */
aver_bits aver_reach_look_far(const aver_reaching *self,
                              const aver_reach_step *step, aver_bits to);

/* The units from which `n` steps lead to one of `to`. */
aver_bits aver_reach_back(const aver_reaching *self,
                          const aver_reach_step *steps, uint32_t n,
                          aver_bits to);

/* The units from `from` on that any number of units of a class lead to: a
 * carry runs through each stretch. */
static inline aver_bits
aver_reach_through(aver_bits from, aver_bits class)
{
    return (((from & class) + class) ^ class) | from;
}

#endif
