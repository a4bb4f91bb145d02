/* A growing array in an arena: declare a struct with AVER_VEC(type). */
#ifndef AVER_VEC_H
#define AVER_VEC_H

#include "base/arena.h"

#define AVER_VEC(type)                                                        \
    struct {                                                                  \
        type *at;                                                             \
        size_t n, room;                                                       \
    }

/* Appends `value`; the array may move. */
#define AVER_PUSH(arena, vec, value)                                          \
    do {                                                                      \
        if ((vec)->n == (vec)->room)                                          \
            AVER_VEC_ROOM(arena, vec, (vec)->n + 1);                          \
        (vec)->at[(vec)->n++] = (value);                                      \
    } while (0)

/* The first room: of what is large there is most often one. */
#define AVER_VEC_FIRST(vec) (sizeof *(vec)->at > 256 ? 1 : 8)

/* Room for `need` elements at the least; doubles, so appending is linear. */
#define AVER_VEC_ROOM(arena, vec, need)                                       \
    do {                                                                      \
        size_t room_ = (vec)->room ? (vec)->room : AVER_VEC_FIRST(vec);       \
        while (room_ < (size_t)(need))                                        \
            room_ *= 2;                                                       \
        if (room_ > (vec)->room) {                                            \
            (vec)->at = aver_arena_grow(arena, (vec)->at,                     \
                                        (vec)->n * sizeof *(vec)->at,         \
                                        room_ * sizeof *(vec)->at);           \
            (vec)->room = room_;                                              \
        }                                                                     \
    } while (0)

#endif
