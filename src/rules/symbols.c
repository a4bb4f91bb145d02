#include "rules/symbols.h"

uint16_t
aver_names_find(const aver_names *names, aver_str name)
{
    for (size_t i = 0; i < names->n && name.len; i++)
        if (names->at[i][0] == name.ptr[0] && aver_str_is(name, names->at[i]))
            return (uint16_t)i;
    return AVER_NO_SYMBOL;
}

uint16_t
aver_names_add(aver_arena *arena, aver_names *names, aver_str name,
               size_t most)
{
    uint16_t found = aver_names_find(names, name);

    if (found != AVER_NO_SYMBOL || names->n >= most)
        return found;
    AVER_PUSH(arena, names, aver_arena_copy(arena, name.ptr, name.len));
    return (uint16_t)(names->n - 1);
}

void
aver_symbols_init(aver_symbols *self, aver_arena *arena)
{
    static const char *const kinds[] = {
#define AVER_KIND(id, about) #id,
#include "model/kinds.def"
    };
    static const char *const feats[] = {
#define AVER_FEAT(id, name, about) name,
#include "model/kinds.def"
    };
    static const char *const slots[] = {
#define AVER_SLOT(id, name, about) name,
#include "model/kinds.def"
    };

    for (size_t i = 0; i < AVER_KINDS_KNOWN; i++)
        AVER_PUSH(arena, &self->kinds, kinds[i]);
    for (size_t i = 0; i < AVER_FEATS_KNOWN; i++)
        AVER_PUSH(arena, &self->feats, feats[i]);
    for (size_t i = 0; i < AVER_SLOTS_KNOWN; i++)
        AVER_PUSH(arena, &self->slots, slots[i]);
}

int
aver_symbols_show(aver_symbols *self, uint16_t feat)
{
    if (aver_feats_has(&self->shown, feat))
        return 1;
    if (self->n_shown == AVER_FEATS_SHOWN)
        return 0;
    aver_feats_add(&self->shown, feat);
    self->places[feat] = self->n_shown++;
    return 1;
}
