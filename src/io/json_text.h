/* A quick way to the one long string of a line of JSON. */
#ifndef AVER_IO_JSON_TEXT_H
#define AVER_IO_JSON_TEXT_H

#include "base/arena.h"
#include "base/span.h"

/* Looks for the value of "text" in the outermost object. Where it is a plain
 * string, and the only one of that name, `*text` becomes its value and `*rest`
 * the line with an empty string in its place, both in the arena or a part of
 * `json`; else 0, and whoever asks has to read the whole line. `json` is valid
 * UTF-8; whether it is valid JSON is told by `rest` alone: what is not
 * accepted here makes this give 0. */
int aver_json_text(aver_arena *arena, aver_str json, aver_str *text,
                   aver_str *rest);

#endif
