#include "rules/gate.h"

enum { KEY_LETTERS = 3, STEMS_MOST = 65535 };

/* A letter as five bits, upper and lower case the same; 0 for what is none.
 * Bytes beyond ASCII are one letter: accents fold away, so any may match. */
static unsigned
letter(char c)
{
    unsigned char u = (unsigned char)c;

    if (u >= 0x80)
        return 31;
    u |= 0x20;
    return u >= 'a' && u <= 'z' ? u - 'a' + 1u : 0;
}

static unsigned
key_of(const char *at)
{
    return letter(at[0]) << 10 | letter(at[1]) << 5 | letter(at[2]);
}

void
aver_gate_add(aver_gate *self, aver_arena *arena, aver_str word)
{
    if (word.len < KEY_LETTERS || self->stems.n >= STEMS_MOST)
        return;
    for (size_t i = 0; i < self->stems.n; i++)
        if (aver_str_same(self->stems.at[i], word))
            return;
    AVER_PUSH(arena, &self->stems, word);
}

void
aver_gate_freeze(aver_gate *self)
{
    size_t at = 0;

    for (size_t i = 1; i < self->stems.n; i++)
        for (size_t k = i; k && key_of(self->stems.at[k].ptr) <
                                    key_of(self->stems.at[k - 1].ptr);
             k--) {
            aver_str swap = self->stems.at[k];
            self->stems.at[k] = self->stems.at[k - 1];
            self->stems.at[k - 1] = swap;
        }
    for (unsigned key = 0; key < 32768; key++) {
        self->start[key] = (uint16_t)at;
        while (at < self->stems.n && key_of(self->stems.at[at].ptr) == key)
            at++;
        if (at > self->start[key])
            self->first[key / 64] |= (uint64_t)1 << key % 64;
    }
    self->start[32768] = (uint16_t)at;
}

/* Whether `text` goes on as the stem does; a byte beyond ASCII may be any
 * letter, or a mark that folds away, so it ends the comparison. */
static int
begins(const char *at, const char *end, aver_str stem)
{
    for (size_t i = 0; i < stem.len; i++) {
        unsigned a;
        if (at + i == end)
            return 0;
        a = letter(at[i]);
        if (a == 31)
            return 1;
        if (a ? a != letter(stem.ptr[i]) : at[i] != stem.ptr[i])
            return 0;
    }
    return 1;
}

static int
is_stem(const aver_gate *self, const char *at, const char *end)
{
    unsigned key = key_of(at);

    if (!(self->first[key / 64] >> key % 64 & 1))
        return 0;
    for (unsigned i = self->start[key]; i < self->start[key + 1]; i++)
        if (begins(at, end, self->stems.at[i]))
            return 1;
    return 0;
}

int
aver_gate_passes(const aver_gate *self, aver_str text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    int inside = 0;

    if (text.len < KEY_LETTERS)
        return 0;
    for (; at + KEY_LETTERS <= end; at++) {
        int is_letter = letter(*at) != 0;
        if (is_letter && !inside && is_stem(self, at, end))
            return 1;
        inside = is_letter && (unsigned char)*at < 0x80;
    }
    return 0;
}
