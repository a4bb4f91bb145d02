/* The gate: whether text can hold a claim at all, from the words of which a
 * claim needs one, or several together. May pass too much, never too little;
 * any bytes. */
#ifndef AVER_GATE_H
#define AVER_GATE_H

#include "base/span.h"
#include "base/vec.h"

/* What a phrase is good for: a set of classes. */
enum {
    AVER_GATE_ALONE,   /* opens whatever stands beside it */
    AVER_GATE_CUSTODY, /* tells what a text is about */
    AVER_GATE_ABOUT,   /* of no phrase: the text is about custody */
    AVER_GATE_BEHIND,  /* of no phrase: the sentence before made a claim */
    AVER_GATE_OWN,     /* the first of those that the rules give */
    AVER_GATE_CLASSES = 192
};

typedef struct {
    uint64_t w[AVER_GATE_CLASSES / 64];
} aver_gate_set;

/* Folded words that follow each other, with a space between. No pointers: see
 * aver_entry. */
typedef struct {
    uint32_t at; /* in the letters of all phrases */
    uint16_t len;
    uint16_t behind;  /* what it goes on with behind its key: gate_key.h */
    uint16_t classes; /* one of the sets */
} aver_gate_phrase;

/* One that is added, while rules load. */
typedef struct {
    aver_str text;
    aver_gate_set classes;
} aver_gate_added;

/* The phrases that begin with the same letters. */
typedef struct {
    uint64_t key;
    uint16_t first, n; /* n 0: free; sorted by what they go on with */
    uint16_t any;      /* of them, those that go on with anything */
    uint8_t letters;   /* that they have in common with what has the key */
    uint8_t again;     /* another slot may have the key, too */
} aver_gate_slot;

/* Bits of bitmaps, as powers of 2: of keys, of keys with what phrases go on
 * with, and of the keys of one class. */
enum { AVER_GATE_KEYS = 17, AVER_GATE_PAIRS = 16, AVER_GATE_FEW = 11 };

/* Const once frozen. Phrases are found by the first eight letters of a word:
 * in a bitmap, with what stands behind them in another, then in slots, then
 * compared. */
typedef struct {
    /* Of the phrases that are looked for in all texts, of all phrases, and of
     * those of each class. */
    uint64_t *first, *first_pairs, *pairs, *by_class;
    aver_gate_set firsts; /* the classes of the former */
    aver_gate_set late;   /* classes that are not looked for in bytes */
    AVER_VEC(aver_gate_phrase) phrases; /* by text */
    AVER_VEC(char) letters;             /* of all phrases */
    AVER_VEC(aver_gate_set) sets;       /* of classes, that phrases have */
    AVER_VEC(aver_gate_slot) slots;     /* by key; as many as a power of 2 */
    /* Any one, if all of it is there: by the class that is asked for first,
     * and where those of each class end. */
    AVER_VEC(aver_gate_set) openings;
    uint16_t ends[AVER_GATE_CLASSES];
    /* What entries and words are good for, by the number that the lexicon has
     * for it: once it is looked up, a text is known better. */
    AVER_VEC(aver_gate_set) uses;
    int open; /* something can be a claim that needs no word */
    int full; /* there was no room for some class: it opens for too much */
    AVER_VEC(aver_gate_added) added; /* of use while rules load */
} aver_gate;

enum { AVER_GATE_ANY = UINT16_MAX };

/* Uses that are the same in any gate. */
enum { AVER_USE_NONE, AVER_USE_ALONE };

/* A phrase, and the byte of the text where it begins. AVER_GATE_ANY: what
 * stands there may be anything. */
typedef struct {
    uint32_t at;
    uint16_t phrase;
} aver_gate_hit;

typedef AVER_VEC(aver_gate_hit) aver_gate_hits;

static inline void
aver_gate_set_add(aver_gate_set *self, unsigned class)
{
    self->w[class / 64] |= (uint64_t)1 << class % 64;
}

static inline void
aver_gate_set_remove(aver_gate_set *self, unsigned class)
{
    self->w[class / 64] &= ~((uint64_t)1 << class % 64);
}

static inline int
aver_gate_set_has(const aver_gate_set *self, unsigned class)
{
    return (int)(self->w[class / 64] >> class % 64 & 1);
}

static inline int
aver_gate_set_meets(const aver_gate_set *self, const aver_gate_set *other)
{
    uint64_t shared = 0;

    for (int i = 0; i < AVER_GATE_CLASSES / 64; i++)
        shared |= self->w[i] & other->w[i];
    return shared != 0;
}

static inline int
aver_gate_set_empty(const aver_gate_set *self)
{
    uint64_t any = 0;

    for (int i = 0; i < AVER_GATE_CLASSES / 64; i++)
        any |= self->w[i];
    return !any;
}

static inline void
aver_gate_set_join(aver_gate_set *self, const aver_gate_set *other)
{
    for (int i = 0; i < AVER_GATE_CLASSES / 64; i++)
        self->w[i] |= other->w[i];
}

static inline const aver_gate_set *
aver_gate_has(const aver_gate *self, size_t phrase)
{
    return &self->sets.at[self->phrases.at[phrase].classes];
}

static inline aver_str
aver_gate_text(const aver_gate *self, size_t phrase)
{
    const aver_gate_phrase *at = &self->phrases.at[phrase];

    return aver_str_of(self->letters.at + at->at, at->len);
}

/* Adds a phrase, which is borrowed until the gate is frozen. One without a
 * letter, or with one that is beyond ASCII, opens the gate for good. */
void aver_gate_add(aver_gate *self, aver_arena *arena, aver_str phrase,
                   const aver_gate_set *classes);

/* Makes phrases of what was added, sorted; the same phrase twice is one, of
 * all their classes. */
void aver_gate_freeze(aver_gate *self, aver_arena *arena);

/* Appends the phrases that begin in a range of the text, in its order: those
 * of the wanted classes; NULL: of the first. */
void aver_gate_scan(const aver_gate *self, aver_arena *arena, aver_str text,
                    aver_span range, const aver_gate_set *wanted,
                    aver_gate_hits *out);

/* Whether what is there opens the gate. */
int aver_gate_opens(const aver_gate *self, const aver_gate_set *there);

/* The same, and else into `*lacks` the classes of which some would open it;
 * of the first classes all that is there must be told. */
int aver_gate_opens_or(const aver_gate *self, const aver_gate_set *there,
                       aver_gate_set *lacks);

/* What a hit is good for; and whether it has its part in what opens. */
const aver_gate_set *aver_gate_classes(const aver_gate *self,
                                       const aver_gate_hit *hit);
int aver_gate_has_part(const aver_gate *self, const aver_gate_set *there,
                       const aver_gate_hit *hit);

#endif
