/* Names that rule files use, as small numbers: mention kinds, features, and
 * slots (what a capture is called). */
#ifndef AVER_SYMBOLS_H
#define AVER_SYMBOLS_H

#include "base/span.h"
#include "base/vec.h"

enum {
    AVER_KINDS_MOST = 128,
    AVER_FEATS_MOST = 384,
    AVER_FEATS_SHOWN = 253, /* that patterns ask for: one byte each */
    AVER_SLOTS_MOST = 256,
    AVER_NO_SYMBOL = 0xFFFF
};

/* Kinds, features and slots that the engine itself gives or looks at; the
 * rules add theirs behind them. */
enum {
#define AVER_KIND(id, about) AVER_KIND_##id,
#include "model/kinds.def"
#undef AVER_KIND
    AVER_KINDS_KNOWN
};
enum {
#define AVER_FEAT(id, name, about) AVER_FEAT_##id,
#include "model/kinds.def"
#undef AVER_FEAT
    AVER_FEATS_KNOWN
};
enum {
#define AVER_SLOT(id, name, about) AVER_SLOT_##id,
#include "model/kinds.def"
#undef AVER_SLOT
    AVER_SLOTS_KNOWN
};

typedef AVER_VEC(const char *) aver_names;

/* A set of features. */
typedef struct {
    uint64_t w[AVER_FEATS_MOST / 64];
} aver_feats;

typedef struct {
    aver_names kinds, feats, slots;
    aver_feats shown; /* that patterns ask for, in the order of their bytes: */
    uint16_t n_shown, places[AVER_FEATS_MOST];
} aver_symbols;

/* The number of `name` in `names`; AVER_NO_SYMBOL if it is not there. */
uint16_t aver_names_find(const aver_names *names, aver_str name);

/* The same, added if need be; AVER_NO_SYMBOL when there are `most` already. */
uint16_t aver_names_add(aver_arena *arena, aver_names *names, aver_str name,
                        size_t most);

/* Gives a feature a place among those that patterns ask for; 0 if there is no
 * room. */
int aver_symbols_show(aver_symbols *self, uint16_t feat);

/* The table with the known ones in it. */
void aver_symbols_init(aver_symbols *self, aver_arena *arena);

/* What can be asked of units, as numbers: kinds, features, and what else;
 * behind these, words of patterns (reach.h). */
enum {
    AVER_SYMBOL_FEATS = AVER_KINDS_MOST,
    AVER_SYMBOL_PLAIN = AVER_SYMBOL_FEATS + AVER_FEATS_MOST, /* of no kind */
    AVER_SYMBOL_KIND,                                        /* of any */
    AVER_SYMBOL_TRIGGER,                                     /* marked so */
    AVER_SYMBOL_PEOPLE,
    AVER_SYMBOL_NONE, /* of no unit */
    AVER_SYMBOL_WORDS
};

static inline void
aver_feats_add(aver_feats *self, unsigned feat)
{
    self->w[feat / 64] |= (uint64_t)1 << feat % 64;
}

static inline int
aver_feats_has(const aver_feats *self, unsigned feat)
{
    return (int)(self->w[feat / 64] >> feat % 64 & 1);
}

static inline void
aver_feats_join(aver_feats *self, const aver_feats *other)
{
    for (int i = 0; i < AVER_FEATS_MOST / 64; i++)
        self->w[i] |= other->w[i];
}

static inline void
aver_feats_drop(aver_feats *self, const aver_feats *other)
{
    for (int i = 0; i < AVER_FEATS_MOST / 64; i++)
        self->w[i] &= ~other->w[i];
}

static inline int
aver_feats_meet(const aver_feats *self, const aver_feats *other)
{
    for (int i = 0; i < AVER_FEATS_MOST / 64; i++)
        if (self->w[i] & other->w[i])
            return 1;
    return 0;
}

#endif
