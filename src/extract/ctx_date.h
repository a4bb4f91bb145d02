/* Dates that other dates of the text fix. */
#ifndef AVER_CTX_DATE_H
#define AVER_CTX_DATE_H

#include "extract/document.h"

/* EDTF of a unit's date; what it is seen from ("that year", "a day later") is
 * the date that the text names before the unit. */
aver_str aver_date_in_text(aver_document *document, aver_sentence *sentence,
                           const aver_unit *unit, aver_tense tense);

/* Without a document date: the first weekday with day and month of the text's
 * beginning, in a year that fits, stands for it. */
void aver_document_fix_date(aver_document *self);

#endif
