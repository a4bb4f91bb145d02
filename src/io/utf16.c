#include "io/utf16.h"

#include <string.h>

#include "base/arena.h"
#include "text/utf8.h"

aver_utf16_order
aver_utf16_mark(aver_str text)
{
    if (text.len < 2)
        return AVER_UTF16_UNSEEN;
    if (!memcmp(text.ptr, "\xFF\xFE", 2))
        return AVER_UTF16_LITTLE;
    if (!memcmp(text.ptr, "\xFE\xFF", 2))
        return AVER_UTF16_BIG;
    return AVER_UTF16_NOT;
}

/* How many of the bytes are whole characters. */
static size_t
whole(const aver_utf16 *self, const char *at, size_t n)
{
    size_t even = n & ~(size_t)1;
    unsigned char high;

    if (!even)
        return 0;
    high =
        (unsigned char)at[self->order == AVER_UTF16_BIG ? even - 2 : even - 1];
    return (high & 0xFC) == 0xD8 ? even - 2 : even;
}

static int
replace(aver_utf16 *self, aver_bytes *bytes, size_t from, size_t n)
{
    aver_arena arena = {.mem = self->mem};
    jmp_buf oom;
    aver_str text;
    size_t bad = 0;

    if (setjmp(oom)) {
        aver_arena_free(&arena);
        bytes->failed = 1;
        return 0;
    }
    arena.on_oom = &oom;
    text = aver_utf8_from_utf16(&arena, aver_str_of(bytes->at + from, n),
                                self->order == AVER_UTF16_BIG, &bad);
    bytes->n = from;
    aver_bytes_add(bytes, text.ptr, text.len);
    aver_arena_free(&arena);
    return !bytes->failed;
}

int
aver_utf16_convert(aver_utf16 *self, aver_bytes *bytes, size_t from)
{
    size_t n = bytes->n - from, keep;

    if (self->order == AVER_UTF16_NOT)
        return 1;
    if (self->n_held) {
        if (!aver_bytes_room(bytes, self->n_held))
            return 0;
        memmove(bytes->at + from + self->n_held, bytes->at + from, n);
        memcpy(bytes->at + from, self->held, self->n_held);
        bytes->n += self->n_held;
        n += self->n_held;
        self->n_held = 0;
    }
    if (self->order == AVER_UTF16_UNSEEN) {
        self->order = aver_utf16_mark(aver_str_of(bytes->at + from, n));
        if (self->order == AVER_UTF16_NOT)
            return 1;
        if (self->order != AVER_UTF16_UNSEEN) {
            n -= 2;
            memmove(bytes->at + from, bytes->at + from + 2, n);
            bytes->n -= 2;
        }
    }
    keep = self->order == AVER_UTF16_UNSEEN ? 0
                                            : whole(self, bytes->at + from, n);
    self->n_held = n - keep;
    memcpy(self->held, bytes->at + from + keep, self->n_held);
    bytes->n -= self->n_held;
    return keep ? replace(self, bytes, from, keep) : 1;
}
