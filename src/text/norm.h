/* Normalised text: NFC, typographic quotes, dashes and spaces folded, soft
 * hyphens and zero-width characters dropped, invalid UTF-8 as U+FFFD. Every
 * normalised byte knows its original byte. */
#ifndef AVER_NORM_H
#define AVER_NORM_H

#include "base/arena.h"
#include "base/span.h"

/* One step of the offset map: normalised bytes from `norm` on stand for
 * original bytes from `orig` on, one for one where `plain`, else all for the
 * one segment that ends where the next step begins. */
typedef struct {
    uint32_t norm, orig;
    uint32_t plain;
} aver_norm_step;

/* Normalised text of at most 4 GiB - 1. Where nothing had to change, `text`
 * is the input itself. Lives in the arena, or with the input. */
typedef struct {
    aver_str text;
    uint32_t orig_len; /* bytes of the original */
    const aver_norm_step *steps;
    uint32_t n_steps; /* 0: the identity */
} aver_norm;

/* What is folded, besides NFC. */
typedef enum {
    AVER_NORM_NFC, /* nothing: NFC alone, as Unicode's test file asks */
    AVER_NORM_NEWS /* quotes, dashes, spaces, invisible characters */
} aver_norm_mode;

/* Normalises `len` bytes of any kind, in time linear in `len` whatever they
 * are. Every invalid sequence (maximal subpart) becomes U+FFFD. The rest of
 * this comment is of AVER_NORM_NEWS.
 *
 * Every kind of space and every line end
 * within the text becomes one ' ' a character (so spans stay aligned: white
 * space runs are not folded here). Curly and other double quotes become '"'
 * where `open`/`close` can no longer be told, but the tokenizer may need the
 * direction: so U+201C and U+201D are KEPT, low-9 and guillemets fold to them
 * (U+201E, U+00AB to U+201C; U+00BB to U+201D), single curly quotes and
 * apostrophes fold to '\'', every dash (U+2010..U+2015, U+2212) to '-' but
 * em dash and horizontal bar (U+2014, U+2015) to U+2014, ellipsis U+2026 to
 * "...". Control characters, NUL among them, become ' ' too; C1 controls
 * become what they are in code page 1252 where that is a quotation mark, an
 * apostrophe, a dash or a bullet. The ligatures ff, fi, fl, ffi, ffl are taken
 * apart. Soft hyphens, zero-width characters, byte order marks, bidi controls,
 * variation selectors and tag characters are dropped: a mark behind one
 * combines with the letter in front of it.
 *
 * NFC text of more than 4 GiB - 1, which takes more than 1.3 GiB of input, is
 * cut at a character. */
void aver_norm_run(aver_arena *arena, aver_norm_mode mode, const char *text,
                   uint32_t len, aver_norm *out);

/* The original range of a normalised one: the smallest that covers it, on
 * character boundaries of the original; an ellipsis or a letter with its
 * marks is not parted. A range that reaches beyond the text is cut; an empty
 * one stays empty. Dropped characters at its ends are left out. */
aver_span aver_norm_original(const aver_norm *self, aver_span norm);

#endif
