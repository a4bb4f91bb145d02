#include "io/bytes.h"

#include <string.h>

int
aver_bytes_room(aver_bytes *self, size_t more)
{
    size_t room = self->room ? self->room : 4096;
    char *at;

    if (self->failed)
        return 0;
    if (more <= self->room - self->n)
        return 1;
    if (more > SIZE_MAX / 4 || self->n > SIZE_MAX / 4) {
        self->failed = 1;
        return 0;
    }
    while (room < self->n + more)
        room *= 2;
    at = aver_mem_resize(self->mem, self->at, room);
    if (!at) {
        self->failed = 1;
        return 0;
    }
    self->at = at;
    self->room = room;
    return 1;
}

void
aver_bytes_add(aver_bytes *self, const char *ptr, size_t len)
{
    if (!len || !aver_bytes_room(self, len))
        return;
    memcpy(self->at + self->n, ptr, len);
    self->n += len;
}

void
aver_bytes_add_z(aver_bytes *self, const char *z)
{
    aver_bytes_add(self, z, strlen(z));
}

void
aver_bytes_reset(aver_bytes *self, size_t keep)
{
    self->n = 0;
    if (self->room > keep)
        aver_bytes_free(self);
}

void
aver_bytes_free(aver_bytes *self)
{
    aver_mem_free(self->mem, self->at);
    self->at = NULL;
    self->n = self->room = 0;
}
