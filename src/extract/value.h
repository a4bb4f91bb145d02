/* Values of units: dates and counts from what a rule captured. */
#ifndef AVER_VALUE_H
#define AVER_VALUE_H

#include "extract/unit.h"

/* Fills in unit->date or unit->count as unit->rule says. */
void aver_value_compute(aver_work *work, const aver_words *words,
                        aver_unit *unit);

#endif
