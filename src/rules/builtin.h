/* The files of rules/, compiled in. Written by src/tools/embed.c. */
#ifndef AVER_RULES_BUILTIN_H
#define AVER_RULES_BUILTIN_H

#include <stddef.h>

struct aver_builtin_file {
    const char *name; /* below rules/: "en/lexicon/people.txt" */
    const char *data; /* not NUL-terminated */
    size_t len;
};

/* In byte order of their names. */
extern const struct aver_builtin_file aver_builtin_files[];
extern const size_t aver_builtin_n;

#endif
