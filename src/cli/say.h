/* Messages on standard error: "aver: FILE:LINE: reason". */
#ifndef AVER_CLI_SAY_H
#define AVER_CLI_SAY_H

#include "io/bytes.h"

/* Appends a message, so that threads can have theirs told in order. Control
 * characters in `file` and `reason` are shown as escapes. `line` 0: none. */
void aver_say(aver_bytes *notes, const char *file, size_t line,
              const char *reason);

/* Tells what has been appended, and empties it. */
void aver_say_all(aver_bytes *notes);

/* Tells an error of the library at once: file, line, column, message. */
void aver_say_err(const aver_err *err);

#endif
