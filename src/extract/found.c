#include "extract/found.h"

/* A text is about custody if it has so many words for it, and one in so many
 * bytes; of a short one the first is enough. */
enum { CUSTODY_LEAST = 2, CUSTODY_BYTES = 1500, CUSTODY_SHORT = 500 };

void
aver_found_scan(aver_found *self, const aver_gate *gate, aver_arena *arena,
                aver_str text)
{
    size_t custody = 0;

    memset(self, 0, sizeof *self);
    self->gate = gate;
    self->arena = arena;
    self->text = text;
    aver_gate_scan(gate, arena, text, aver_span_of(0, (uint32_t)text.len),
                   NULL, &self->hits);
    for (size_t i = 0; i < self->hits.n; i++)
        custody += (size_t)aver_gate_set_has(
            aver_gate_classes(gate, &self->hits.at[i]), AVER_GATE_CUSTODY);
    self->about = custody >= (text.len < CUSTODY_SHORT ? 1 : CUSTODY_LEAST) &&
                  custody * CUSTODY_BYTES >= text.len;
}

/* The first hit at a byte or behind it: ranges are asked for one behind the
 * other, most often. */
static size_t
first_at(aver_found *self, uint32_t at)
{
    const aver_gate_hit *hits = self->hits.at;
    size_t i = self->last;

    if (i && hits[i - 1].at >= at)
        for (size_t low = 0; low < i;) {
            size_t middle = low + (i - low) / 2;
            if (hits[middle].at < at)
                low = middle + 1;
            else
                i = middle;
        }
    while (i < self->hits.n && hits[i].at < at)
        i++;
    self->last = i;
    return i;
}

/* The classes of the hits of a range, and of the text. */
static aver_gate_set
classes_of(const aver_found *self, const aver_gate_hits *hits, size_t from,
           uint32_t end)
{
    aver_gate_set there = {{0}};

    for (size_t i = from; i < hits->n && hits->at[i].at < end; i++)
        aver_gate_set_join(&there,
                           aver_gate_classes(self->gate, &hits->at[i]));
    if (self->about)
        aver_gate_set_add(&there, AVER_GATE_ABOUT);
    return there;
}

/* Searches a range for what has some of the classes; all that it has. */
static aver_gate_set
search(aver_found *self, aver_span bytes, const aver_gate_set *wanted)
{
    self->near.n = 0;
    aver_gate_scan(self->gate, self->arena, self->text, bytes, wanted,
                   &self->near);
    return classes_of(self, &self->near, 0, bytes.end);
}

aver_gate_set
aver_found_near(aver_found *self, aver_span bytes)
{
    aver_gate_set there, all;

    memset(&all, 0xFF, sizeof all);
    there = search(self, bytes, &all);
    aver_gate_set_join(&there, &self->gate->late);
    return there;
}

/* Whether the first search found in a range what opens it; into `*lacks` what
 * would open it besides `*there`, which it found. */
static int
opens_or(aver_found *self, aver_span bytes, int behind, aver_gate_set *there,
         aver_gate_set *lacks)
{
    size_t from = first_at(self, bytes.start);

    memset(lacks, 0, sizeof *lacks);
    if (!self->gate->open && !behind &&
        (from == self->hits.n || self->hits.at[from].at >= bytes.end))
        return 0;
    *there = classes_of(self, &self->hits, from, bytes.end);
    aver_gate_set_join(there, &self->gate->late);
    if (behind)
        aver_gate_set_add(there, AVER_GATE_BEHIND);
    return aver_gate_opens_or(self->gate, there, lacks);
}

int
aver_found_may_open(aver_found *self, aver_span bytes)
{
    aver_gate_set there, lacks;

    return opens_or(self, bytes, 0, &there, &lacks) ||
           !aver_gate_set_empty(&lacks);
}

int
aver_found_opens(aver_found *self, aver_span bytes, int behind)
{
    aver_gate_set there, lacks, more;

    if (opens_or(self, bytes, behind, &there, &lacks))
        return 1;
    if (aver_gate_set_empty(&lacks))
        return 0;
    more = search(self, bytes, &lacks);
    aver_gate_set_join(&there, &more);
    return aver_gate_opens(self->gate, &there);
}
