#include "text/fold.h"

#include <utf8proc.h>

#include "text/utf8.h"

typedef struct {
    int32_t from;
    const char *to;
} plain_row;

/* Letters that Unicode does not take apart, though readers do. */
static const plain_row PLAIN[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},
    {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"}, {0x0131, "i"},
    {0x0142, "l"},  {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"},
};

aver_char
aver_char_of(int32_t cp)
{
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return AVER_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return AVER_CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return AVER_CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return AVER_CHAR_NUMBER;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return AVER_CHAR_SPACE;
    default:
        return AVER_CHAR_OTHER;
    }
}

static int
is_diacritic(int32_t cp)
{
    return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x1AB0 && cp <= 0x1AFF) ||
           (cp >= 0x1DC0 && cp <= 0x1DFF) || (cp >= 0x20D0 && cp <= 0x20FF) ||
           (cp >= 0xFE20 && cp <= 0xFE2F);
}

static const char *
plain_of(int32_t cp)
{
    if (cp > 0x0180)
        return NULL;
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        if (PLAIN[i].from == cp)
            return PLAIN[i].to;
    return NULL;
}

/* One character that is no ASCII: at most twice its bytes. */
static unsigned
put_other(char *out, int32_t cp, unsigned len)
{
    int32_t low = utf8proc_tolower(cp);
    const char *plain = plain_of(low);
    utf8proc_int32_t parts[8];
    int boundary = 0;
    unsigned n = 0;
    utf8proc_ssize_t count, kept = 0;

    if (plain) {
        for (; plain[n]; n++)
            out[n] = plain[n];
        return n;
    }
    count = utf8proc_decompose_char(low, parts, 8, UTF8PROC_DECOMPOSE,
                                    &boundary);
    for (utf8proc_ssize_t i = 0; i < count && count <= 8; i++)
        if (!is_diacritic(parts[i]))
            parts[kept++] = parts[i];
    if (count < 1 || count > 8 || kept == count)
        return aver_utf8_put(low, out);
    for (utf8proc_ssize_t i = 0; i < kept; i++) {
        char bytes[4];
        unsigned m = aver_utf8_put(parts[i], bytes);
        if (n + m > 2 * len)
            break;
        for (unsigned k = 0; k < m; k++)
            out[n++] = bytes[k];
    }
    return n;
}

/* Folds the ASCII letters and other bytes from `at` on; where it ends. */
static const char *
put_ascii(char **out, const char *at, const char *end, aver_fold_case *seen)
{
    char *to = *out;
    size_t letters = seen->letters, upper = seen->upper;

    for (; at < end && (unsigned char)*at < 0x80; at++) {
        unsigned c = (unsigned char)*at, small = c | 0x20;
        unsigned is_letter = small - 'a' < 26U;
        unsigned is_upper = is_letter & (c != small);
        if (is_letter && !letters)
            seen->first_upper = (int)is_upper;
        letters += is_letter;
        upper += is_upper;
        *to++ = (char)(is_letter ? small : c);
    }
    seen->letters = letters;
    seen->upper = upper;
    *out = to;
    return at;
}

size_t
aver_fold_put(char *out, const char *word, size_t len, aver_fold_case *seen)
{
    aver_fold_case unseen = {0};
    const char *at = word, *end = word + len;
    char *to = out;

    if (!seen)
        seen = &unseen;
    while ((at = put_ascii(&to, at, end, seen)) < end) {
        unsigned n;
        int32_t cp = aver_utf8_get(at, end, &n);
        aver_char is;
        if (cp < 0) {
            while (n--)
                *to++ = *at++;
            continue;
        }
        is = aver_char_of(cp);
        if (is == AVER_CHAR_LETTER || is == AVER_CHAR_UPPER) {
            if (!seen->letters)
                seen->first_upper = is == AVER_CHAR_UPPER;
            seen->letters++;
            seen->upper += is == AVER_CHAR_UPPER;
        }
        to += put_other(to, cp, n);
        at += n;
    }
    return (size_t)(to - out);
}
