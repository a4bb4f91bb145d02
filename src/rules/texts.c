#include "rules/texts.h"

#include "text/token.h"

enum { FIRST_ROOM = 1 << 10 };

static aver_text *
place_of(const aver_texts *self, aver_str text)
{
    size_t mask = self->places_room - 1;
    size_t i = aver_token_hash(text.ptr, text.len) & mask;

    while (self->places[i].len &&
           !aver_str_same(aver_text_of(self, self->places[i]), text))
        i = (i + 1) & mask;
    return &self->places[i];
}

static void
grow_places(aver_texts *self, aver_arena *arena)
{
    const aver_text *old = self->places;
    size_t n = self->places_room;

    self->places_room = n ? 2 * n : FIRST_ROOM;
    self->places = AVER_NEWS(arena, aver_text, self->places_room);
    for (size_t i = 0; i < n; i++)
        if (old[i].len)
            *place_of(self, aver_text_of(self, old[i])) = old[i];
}

static aver_text
append(aver_texts *self, aver_arena *arena, aver_str text)
{
    aver_text fresh = {(uint32_t)self->all.n, (uint32_t)text.len};

    AVER_VEC_ROOM(arena, &self->all, self->all.n + text.len + 1);
    memcpy(self->all.at + self->all.n, text.ptr, text.len);
    self->all.n += text.len + 1;
    self->all.at[self->all.n - 1] = '\0';
    return fresh;
}

aver_text
aver_texts_add(aver_texts *self, aver_arena *arena, aver_str text)
{
    static const aver_text empty = {0, 0};
    aver_text *place;

    if (!self->all.n)
        AVER_PUSH(arena, &self->all, '\0');
    if (!text.len)
        return empty;
    if (2 * self->places_n >= self->places_room)
        grow_places(self, arena);
    place = place_of(self, text);
    if (!place->len) {
        *place = append(self, arena, text);
        self->places_n++;
    }
    return *place;
}
