/* How the gate finds phrases: by the letters at the beginning of a word.
 * Private to gate*.c. */
#ifndef AVER_GATE_KEY_H
#define AVER_GATE_KEY_H

#include "rules/gate.h"

/* Letters of a key, which are small; the first is the lowest byte. */
enum { AVER_GATE_WORD = 8 };

static inline int
aver_gate_letter(char c)
{
    unsigned char u = (unsigned char)c | 0x20;

    return u >= 'a' && u <= 'z';
}

static inline int
aver_gate_alnum(char c)
{
    return aver_gate_letter(c) || (c >= '0' && c <= '9');
}

static inline int
aver_gate_beyond(char c)
{
    return (unsigned char)c >= 0x80;
}

static inline uint64_t
aver_gate_hash(uint64_t key)
{
    return key * UINT64_C(0x9E3779B97F4A7C15);
}

static inline size_t
aver_gate_slot_of(const aver_gate *self, uint64_t key)
{
    return (size_t)(aver_gate_hash(key) >>
                    (64 - __builtin_ctzll(self->slots.n)));
}

/* Of a letter, or of what is none. */
static inline uint32_t
aver_gate_next_bit(char letter)
{
    return (uint32_t)1 << (letter ? letter - 'a' + 1 : 0);
}

static inline uint64_t
aver_gate_key(const char *at, size_t n)
{
    uint64_t key = 0;

    for (size_t i = 0; i < n && i < AVER_GATE_WORD && aver_gate_letter(at[i]);
         i++)
        key |= (uint64_t)((unsigned char)at[i] | 0x20) << 8 * i;
    return key;
}

#endif
