/* What comes as plain text, and is none. */
#ifndef AVER_IO_LOOKS_H
#define AVER_IO_LOOKS_H

#include "base/span.h"

typedef enum {
    AVER_LOOKS_TEXT,
    AVER_LOOKS_ODD,  /* read all the same */
    AVER_LOOKS_OTHER /* bytes that say nothing as text */
} aver_looks;

/* Judges by how `bytes` begin; `*say` is what is to be said of it, or NULL. */
aver_looks aver_looks_like(aver_str bytes, const char **say);

#endif
