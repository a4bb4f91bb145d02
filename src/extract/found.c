#include "extract/found.h"

/* A text is about custody if it has so many words for it, and one in so many
 * bytes; of a short one the first is enough. */
enum { CUSTODY_LEAST = 2, CUSTODY_BYTES = 1500, CUSTODY_SHORT = 500 };

static const aver_gate_set *
classes_of(const aver_found *self, size_t hit)
{
    return aver_gate_classes(self->gate, &self->hits.at[hit]);
}

void
aver_found_scan(aver_found *self, const aver_gate *gate, aver_arena *arena,
                aver_str text)
{
    size_t custody = 0;

    memset(self, 0, sizeof *self);
    self->gate = gate;
    aver_gate_scan(gate, arena, text, &self->hits);
    for (size_t i = 0; i < self->hits.n; i++)
        custody += (size_t)aver_gate_set_has(classes_of(self, i),
                                             AVER_GATE_CUSTODY);
    self->about = custody >= (text.len < CUSTODY_SHORT ? 1 : CUSTODY_LEAST) &&
                  custody * CUSTODY_BYTES >= text.len;
}

/* The first hit at a byte or behind it. */
static uint32_t
first_at(const aver_found *self, uint32_t at)
{
    size_t low = 0, high = self->hits.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->hits.at[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

aver_span
aver_found_in(const aver_found *self, aver_span bytes)
{
    return aver_span_of(first_at(self, bytes.start),
                        first_at(self, bytes.end));
}

aver_gate_set
aver_found_there(const aver_found *self, aver_span hits)
{
    aver_gate_set there = {{0}};

    if (self->about)
        aver_gate_set_add(&there, AVER_GATE_ABOUT);
    for (uint32_t i = hits.start; i < hits.end; i++)
        aver_gate_set_join(&there, classes_of(self, i));
    return there;
}

int
aver_found_opens(const aver_found *self, aver_span bytes)
{
    aver_span hits = aver_found_in(self, bytes);
    aver_gate_set there;

    if (hits.start == hits.end)
        return self->gate->open;
    there = aver_found_there(self, hits);
    return aver_gate_opens(self->gate, &there);
}
