/* Jansson reads byte by byte, some 80 MB/s; nearly all bytes of a record are
 * those of its text. So the text is taken out here, eight bytes at a time, and
 * Jansson sees the rest. */
#include "io/json_text.h"

#include <string.h>

#include "base/eight.h"
#include "text/utf8.h"

/* Whether there is a control character, which no string may have. */
static int
has_control(const char *at, const char *end)
{
    uint64_t found = 0;

    for (; end - at >= 8; at += 8)
        found |= aver_eight_below(aver_eight(at), ' ');
    for (; at < end; at++)
        found |= (unsigned char)*at < ' ';
    return found != 0;
}

/* Where the next backslash is, or the end. */
static const char *
skip_plain(const char *at, const char *end)
{
    const char *slash = memchr(at, '\\', (size_t)(end - at));

    return slash ? slash : end;
}

/* The closing quotation mark of the string that begins at `from`, or NULL:
 * the first one behind an even number of backslashes. */
static const char *
string_end(const char *from, const char *end)
{
    const char *at = from, *slash;

    for (;; at++) {
        at = memchr(at, '"', (size_t)(end - at));
        if (!at)
            return NULL;
        for (slash = at; slash > from && slash[-1] == '\\';)
            slash--;
        if ((at - slash) % 2 == 0)
            return at;
    }
}

static const char *
skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* The four hexadecimal digits at `at`, or -1. */
static int32_t
hex4(const char *at, const char *end)
{
    static const char digits[] = "0123456789abcdef";
    int32_t value = 0;

    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = at[i] >= 'A' && at[i] <= 'F' ? (char)(at[i] + 32) : at[i];
        const char *digit = memchr(digits, c, sizeof digits - 1);
        if (!digit)
            return -1;
        value = value * 16 + (int32_t)(digit - digits);
    }
    return value;
}

/* The character of the escape whose 'u' is at `*at`, which is moved behind it;
 * -1 for none. */
static int32_t
code_point(const char **at, const char *end)
{
    int32_t high = hex4(*at + 1, end), low;

    *at += 5;
    if (high < 0xD800 || high > 0xDFFF)
        return high;
    if (high > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
        return -1;
    low = hex4(*at + 2, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return -1;
    *at += 6;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* The bytes for the escape whose letter is at `*at`, which is moved behind
 * it; 0 where it is none. */
static unsigned
unescape_one(const char **at, const char *end, char *out)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    const char *letter;
    int32_t cp;

    if (*at >= end)
        return 0;
    if (**at == 'u') {
        cp = code_point(at, end);
        return cp < 0 ? 0 : aver_utf8_put(cp, out);
    }
    letter = memchr(letters, **at, sizeof letters - 1);
    if (!letter)
        return 0;
    ++*at;
    *out = bytes[letter - letters];
    return 1;
}

/* The string's value, itself where nothing is escaped; 0 where it has a
 * control character, or an escape that is none. */
static int
unescape(aver_arena *arena, const char *at, const char *end, aver_str *out)
{
    char *text, *to;

    *out = aver_str_of(at, (size_t)(end - at));
    if (has_control(at, end))
        return 0;
    if (skip_plain(at, end) == end)
        return 1;
    text = to = aver_arena_get(arena, out->len);
    while (at < end) {
        const char *plain = at;
        unsigned n;
        at = skip_plain(at, end);
        memcpy(to, plain, (size_t)(at - plain));
        to += at - plain;
        if (at == end)
            break;
        at++;
        n = unescape_one(&at, end, to);
        if (!n)
            return 0;
        to += n;
    }
    *out = aver_str_of(text, (size_t)(to - text));
    return 1;
}

/* Where the value of "text" begins and ends, quotation marks included; 0 where
 * there is not just one that is a string. */
static int
find_text(aver_str json, const char **from, const char **to)
{
    const char *at = json.ptr, *end = at + json.len;
    int depth = 0, found = 0;

    for (; at < end; at++) {
        const char *close, *behind;
        if (*at == '{' || *at == '[')
            depth++;
        else if (*at == '}' || *at == ']')
            depth--;
        if (*at != '"')
            continue;
        close = string_end(at + 1, end);
        if (!close)
            return 0;
        behind = skip_space(close + 1, end);
        if (depth == 1 && behind < end && *behind == ':' &&
            memchr(at, '\\', (size_t)(close - at)))
            return 0; /* a key that may be "text" in escapes */
        if (depth == 1 && close - at == 5 && !memcmp(at, "\"text", 5) &&
            behind < end && *behind == ':') {
            *from = skip_space(behind + 1, end);
            if (found++ || *from >= end || **from != '"')
                return 0;
            close = string_end(*from + 1, end);
            if (!close)
                return 0;
            *to = close + 1;
        }
        at = close;
    }
    return found;
}

int
aver_json_text(aver_arena *arena, aver_str json, aver_str *text,
               aver_str *rest)
{
    const char *from = NULL, *to = NULL, *end = json.ptr + json.len;
    char *copy;
    size_t head, tail;

    if (!find_text(json, &from, &to) ||
        !unescape(arena, from + 1, to - 1, text))
        return 0;
    head = (size_t)(from - json.ptr) + 1;
    tail = (size_t)(end - to) + 1;
    copy = aver_arena_get(arena, head + tail);
    memcpy(copy, json.ptr, head);
    memcpy(copy + head, to - 1, tail);
    *rest = aver_str_of(copy, head + tail);
    return 1;
}
