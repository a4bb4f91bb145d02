/* Addresses of pages and of mail: one token each. */
#include "text/scan.h"

/* The longest name and the longest host of a mail address. */
enum { MAIL_NAME = 64, MAIL_HOST = 256 };

/* The end of an address: no white space and no quotation mark, and no
 * punctuation at its end. */
size_t
aver_scan_address_end(const aver_scan *self, size_t at)
{
    size_t from = at, stop = self->end - at > AVER_SCAN_LONGEST
                                 ? at + AVER_SCAN_LONGEST
                                 : self->end;

    for (; at < stop; at++) {
        unsigned char c = (unsigned char)self->text[at];
        if (aver_byte_class(c) & AVER_BYTE_SPACE || c == '"' || c == '<' ||
            c == '>' ||
            (c == 0xE2 && (aver_scan_is_mark(self, at, "\xE2\x80\x9C") ||
                           aver_scan_is_mark(self, at, "\xE2\x80\x9D") ||
                           aver_scan_is_mark(self, at, "\xE2\x80\x94"))))
            break;
    }
    while (at < self->end && ((unsigned char)self->text[at] & 0xC0) == 0x80)
        at--;
    while (at > from && aver_byte_is(self->text[at - 1], ".,;:!?)]}'"))
        at--;
    return at;
}

/* The end of the domain name whose last label begins behind the full stop at
 * `dot` ("example.com", "example.co.uk/a"), or 0. */
size_t
aver_scan_domain_end(const aver_scan *self, size_t dot)
{
    static const char *const LABELS[] = {"com", "org", "net",  "gov", "edu",
                                         "int", "mil", "info", "co"};
    size_t at = dot + 1, end = aver_scan_letters_end(self, at, 8);
    int found = 0;

    if (aver_scan_class(self, at) != AVER_BYTE_LOWER)
        return 0;
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        found = found || aver_scan_is_word(self, at, end, LABELS[i]);
    if (!found)
        return 0;
    if (aver_scan_byte(self, end) == '.' &&
        aver_scan_class(self, end + 1) == AVER_BYTE_LOWER &&
        aver_scan_letter_count(self, end + 1, 2) == 2)
        end += 3;
    else if (end - at == 2)
        return 0;
    return aver_scan_byte(self, end) == '/' ? aver_scan_address_end(self, end)
                                            : end;
}

/* The end of the mail address that has `at` in its name, or 0. */
size_t
aver_scan_mail_end(const aver_scan *self, size_t at)
{
    size_t stop = self->end - at > MAIL_NAME ? at + MAIL_NAME : self->end;
    size_t end;

    while (at < stop && (aver_scan_class(self, at) & AVER_BYTE_ALNUM ||
                         aver_byte_is(self->text[at], "._%+-")))
        at++;
    if (aver_scan_byte(self, at) != '@' ||
        !(aver_scan_class(self, at + 1) & AVER_BYTE_ALNUM))
        return 0;
    end = at + 1;
    stop = self->end - end > MAIL_HOST ? end + MAIL_HOST : self->end;
    while (end < stop && (aver_scan_class(self, end) & AVER_BYTE_ALNUM ||
                          self->text[end] == '.' || self->text[end] == '-'))
        end++;
    while (!(aver_scan_class(self, end - 1) & AVER_BYTE_ALNUM))
        end--;
    return end;
}
