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

/* What a phrase, or a text, goes on with behind the letters of a key, past
 * what parts words: two letters, or one and what is none. */
enum {
    AVER_GATE_BEHIND_ANY,      /* of a phrase: it ends, or no letters follow;
                                  of a text: not to be told */
    AVER_GATE_BEHIND_NONE = 31 /* of a text: no letters */
};

static inline unsigned
aver_gate_behind(char first, char second)
{
    unsigned is = (unsigned)((first | 0x20) - 'a' + 1) << 5;

    return aver_gate_letter(second)
               ? is | (unsigned)((second | 0x20) - 'a' + 1)
               : is;
}

/* The bit of a hash in a bitmap of so many, as a power of 2. */
static inline size_t
aver_gate_bit(uint64_t hash, unsigned bits)
{
    return (size_t)(hash >> (64 - bits));
}

/* Of a key with what stands behind it: those of one key are in the same cache
 * line. */
static inline size_t
aver_gate_pair(uint64_t key, unsigned behind)
{
    enum { LINE = 9 };
    uint64_t hash = aver_gate_hash(key);

    return aver_gate_bit(hash, AVER_GATE_PAIRS - LINE) << LINE |
           aver_gate_bit(
               aver_gate_hash(hash + behind * UINT64_C(0xD6E8FEB86659FD93)),
               LINE);
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
