#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/err.h"
#include "extract/date.h"
#include "io/json_door.h"
#include "io/json_text.h"
#include "io/record.h"
#include "text/utf8.h"

static int
hex4(const char *at)
{
    int value = 0;

    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef";
        char low = at[i] >= 'A' && at[i] <= 'F' ? (char)(at[i] + 32) : at[i];
        const char *digit = low ? strchr(digits, low) : NULL;
        if (!digit)
            return -1;
        value = value * 16 + (int)(digit - digits);
    }
    return value;
}

/* Whether the escape \uXXXX at `at` is one half of a pair; `half` is 0xD800
 * for the first, 0xDC00 for the second. */
static int
is_half(const char *at, const char *end, int half)
{
    return end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
           (hex4(at + 2) & 0xFC00) == half && hex4(at + 2) >= 0;
}

/* Half of a surrogate pair, as \uD83D alone, is no character, and no reason
 * to lose an article: a copy with such escapes as \uFFFD. */
static aver_str
mend_surrogates(aver_arena *arena, aver_str json, size_t *mended)
{
    char *copy = aver_arena_copy(arena, json.ptr, json.len);
    char *end = copy + json.len;

    for (char *at = copy; at < end; at++) {
        if (*at != '\\')
            continue;
        if (is_half(at, end, 0xD800) && is_half(at + 6, end, 0xDC00)) {
            at += 11;
        } else if (is_half(at, end, 0xD800) || is_half(at, end, 0xDC00)) {
            memcpy(at, "\\uFFFD", 6);
            at += 5;
            ++*mended;
        } else {
            at++; /* an escaped backslash begins no escape */
        }
    }
    return aver_str_of(copy, json.len);
}

/* Reads a line. Its text is put into `out` where that is the quicker way; what
 * is returned has an empty one then. */
static json_t *
load(aver_str json, aver_arena *arena, aver_record *out, json_error_t *why)
{
    aver_str rest;
    json_t *root = NULL;

    if (aver_json_text(arena, json, &out->doc.text, &rest))
        root = json_loadb(rest.ptr, rest.len, JSON_ALLOW_NUL, why);
    if (root)
        return root;
    out->doc.text.len = 0;
    return json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, why);
}

static json_t *
parse(aver_str json, aver_arena *arena, aver_record *out, json_error_t *why)
{
    size_t valid = aver_utf8_valid(json.ptr, json.len), count = 0;
    json_t *root;

    if (valid < json.len) {
        json = aver_utf8_repair(arena, json, &count);
        out->warning = "invalid UTF-8, read as U+FFFD";
    }
    root = load(json, arena, out, why);
    if (root)
        return root;
    json = mend_surrogates(arena, json, &count);
    if (!count)
        return NULL;
    out->warning = "half a surrogate pair, read as U+FFFD";
    return load(json, arena, out, why);
}

static aver_str
string_at(const json_t *root, const char *key)
{
    const json_t *value = json_object_get(root, key);

    if (!json_is_string(value))
        return aver_str_of("", 0);
    return aver_str_of(json_string_value(value), json_string_length(value));
}

/* "2026-03-12", or what begins so: "2026-03-12T08:00:00Z". */
static aver_str
day_of(aver_str date)
{
    aver_day day;

    if (date.len > 10 && !strchr("Tt _", date.ptr[10]))
        return aver_str_of("", 0);
    date.len = date.len > 10 ? 10 : date.len;
    return aver_day_parse(date, &day) ? date : aver_str_of("", 0);
}

/* NAME:LINE, for a record that does not say what it is. */
static aver_str
place_name(const char *file, size_t line, aver_arena *arena)
{
    const char *number = aver_record_format(arena, ":%zu", line);
    size_t n = strlen(file), m = strlen(number), bad = 0;
    char *name = aver_arena_get(arena, n + m);

    memcpy(name, file, n);
    memcpy(name + n, number, m);
    if (aver_utf8_valid(name, n + m) == n + m)
        return aver_str_of(name, n + m);
    return aver_utf8_repair(arena, aver_str_of(name, n + m), &bad);
}

/* FNV-1a over the line, which ends the same wherever it was cut off. */
static aver_str
hash_name(aver_str json, aver_arena *arena)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    if (json.len && json.ptr[json.len - 1] == '\r')
        json.len--;
    for (size_t i = 0; i < json.len; i++)
        hash = (hash ^ (unsigned char)json.ptr[i]) * UINT64_C(0x100000001b3);
    return aver_str_z(aver_record_format(arena, "%016" PRIx64, hash));
}

static aver_str
name_of(const json_t *root, const char *file, size_t line, aver_str json,
        aver_arena *arena)
{
    static const char *const keys[] = {"id", "url", "source"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *value = json_object_get(root, keys[i]);
        if (json_is_integer(value))
            return aver_str_z(aver_record_format(
                arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value)));
        if (json_string_length(value))
            return string_at(root, keys[i]);
    }
    return file ? place_name(file, line, arena) : hash_name(json, arena);
}

/* What the object says. The strings are its own, of the arena. */
static aver_status
take(const json_t *root, const char *file, size_t line, aver_str json,
     aver_arena *arena, aver_record *out, aver_err *err)
{
    const json_t *text = json_object_get(root, "text");
    aver_str date = string_at(root, "date");

    if (json_is_array(root))
        return aver_err_set(err, AVER_ERR_INPUT,
                            "a JSON array, not an object; jq -c '.[]' makes "
                            "lines of it");
    if (!json_is_object(root))
        return aver_err_set(err, AVER_ERR_INPUT, "not a JSON object");
    if (!text)
        return aver_err_set(err, AVER_ERR_INPUT, "no \"text\"");
    if (!json_is_string(text))
        return aver_err_set(err, AVER_ERR_INPUT, "\"text\" is no string");
    out->doc.name = name_of(root, file, line, json, arena);
    out->doc.date = day_of(date);
    if (date.len && !out->doc.date.len && !out->warning)
        out->warning = "\"date\" is not YYYY-MM-DD and not used";
    out->title = string_at(root, "title");
    if (!out->doc.text.len || json_string_length(text))
        out->doc.text = string_at(root, "text");
    return AVER_OK;
}

aver_status
aver_record_get_jsonl(const char *file, size_t line, aver_str json,
                      aver_arena *arena, aver_record *out, aver_err *err)
{
    json_error_t why;
    const json_t *root;

    if (json.len >= 3 && !memcmp(json.ptr, "\xEF\xBB\xBF", 3))
        json = aver_str_of(json.ptr + 3, json.len - 3);
    aver_json_door_lead(arena);
    root = parse(json, arena, out, &why);
    if (!root)
        return aver_err_set(err, AVER_ERR_INPUT, "broken JSON: %s", why.text);
    return take(root, file, line, json, arena, out, err);
}
