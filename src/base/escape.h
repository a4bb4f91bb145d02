/* How a byte stands in a field of tab-separated values. */
#ifndef AVER_ESCAPE_H
#define AVER_ESCAPE_H

#include <stddef.h>

/* What is written in the place of `byte`; NULL: itself. */
static inline const char *
aver_escape(char byte)
{
    switch (byte) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\\':
        return "\\\\";
    case '\0': /* many a reader ends there */
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

#endif
