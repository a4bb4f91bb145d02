#include "io/looks.h"

#include <strings.h>

/* Letters of either case. */
static const struct {
    const char *begins, *say;
    aver_looks looks;
} known[] = {
    {"%PDF-", "a PDF, not text; pdftotext makes text of it", AVER_LOOKS_OTHER},
    {"PK\3\4", "an office document or a ZIP archive, not text",
     AVER_LOOKS_OTHER},
    {"\xD0\xCF\x11\xE0", "an office document, not text", AVER_LOOKS_OTHER},
    {"{\\rtf", "RTF, not text", AVER_LOOKS_OTHER},
    {"\x1F\x8B", "compressed by gzip; zcat FILE | aver reads it",
     AVER_LOOKS_OTHER},
    {"\xFD"
     "7zXZ",
     "compressed by xz; xzcat FILE | aver reads it", AVER_LOOKS_OTHER},
    {"\x28\xB5\x2F\xFD", "compressed by zstd; zstdcat FILE | aver reads it",
     AVER_LOOKS_OTHER},
    {"BZh91AY&SY", "compressed by bzip2; bzcat FILE | aver reads it",
     AVER_LOOKS_OTHER},
    {"{\"", "read as plain text; --jsonl reads JSON Lines", AVER_LOOKS_ODD},
    {"<!doctype html", "HTML, read as plain text with its tags",
     AVER_LOOKS_ODD},
    {"<html", "HTML, read as plain text with its tags", AVER_LOOKS_ODD},
};

static aver_str
behind_mark(aver_str bytes)
{
    size_t n = bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) ? 3 : 0;

    while (n < bytes.len && bytes.ptr[n] && strchr(" \t\r\n", bytes.ptr[n]))
        n++;
    return aver_str_of(bytes.ptr + n, bytes.len - n);
}

aver_looks
aver_looks_like(aver_str bytes, const char **say)
{
    aver_str text = behind_mark(bytes);

    *say = NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].begins);
        if (text.len < n || strncasecmp(text.ptr, known[i].begins, n))
            continue;
        *say = known[i].say;
        return known[i].looks;
    }
    return AVER_LOOKS_TEXT;
}
