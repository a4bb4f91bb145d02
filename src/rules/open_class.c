#include "rules/open_class.h"

enum {
    TOGETHER = 2,      /* of what a rule requires, so many are looked for */
    LATE = 4,          /* and so many more when words are looked up */
    REQUIRED_MOST = 16 /* and so many thought of */
};

const aver_entry *
aver_open_entries(const aver_opening *self, uint32_t node)
{
    return aver_lexicon_entries(&self->rules->lexicon, node);
}

int
aver_open_has_event(const aver_opening *self, uint32_t node)
{
    const aver_lexicon *lexicon = &self->rules->lexicon;

    for (const aver_entry *at = aver_open_entries(self, node); at;
         at = aver_entry_next(lexicon, at))
        if (aver_entry_attrs(lexicon, at)->event.len)
            return 1;
    return 0;
}

unsigned
aver_open_class(aver_opening *self, const aver_word_class *class)
{
    for (size_t i = 0; i < self->classes.n; i++)
        if (self->classes.at[i].sum == class->sum &&
            self->classes.at[i].keys.n == class->keys.n)
            return AVER_GATE_OWN + (unsigned)i;
    if (AVER_GATE_OWN + self->classes.n == AVER_GATE_CLASSES) {
        self->rules->gate.full = 1;
        return AVER_GATE_CLASSES;
    }
    AVER_PUSH(self->arena, &self->classes, *class);
    return AVER_GATE_OWN + (unsigned)self->classes.n - 1;
}

void
aver_open_key(aver_opening *self, uint32_t key, unsigned class)
{
    aver_gate_set set = {{0}};

    aver_gate_set_add(&set, class);
    aver_gate_set_add(&self->uses[key], class);
    if (aver_gate_set_has(&self->rules->gate.late, class))
        return;
    aver_gate_add(&self->rules->gate, self->arena,
                  aver_key_words(&self->words, key), &set);
}

void
aver_open_words(aver_opening *self, const aver_word_class *class,
                unsigned number)
{
    for (size_t i = 0; i < class->keys.n; i++)
        aver_open_key(self, class->keys.at[i], number);
}

size_t
aver_open_cheapest(aver_opening *self, aver_requires requires, size_t n,
                   const aver_require **out)
{
    uint64_t costs[REQUIRED_MOST] = {0};
    size_t found = 0;

    for (size_t i = 0; i < requires.n; i++) {
        uint64_t cost = aver_origins_cost(self->origins, &requires.at[i]);
        size_t k = found;
        if (cost >= AVER_ENDLESS || (found == n && cost >= costs[n - 1]))
            continue;
        if (found < n)
            found++;
        else
            k--;
        for (; k && costs[k - 1] > cost; k--) {
            costs[k] = costs[k - 1];
            out[k] = out[k - 1];
        }
        costs[k] = cost;
        out[k] = &requires.at[i];
    }
    return found;
}

typedef AVER_VEC(aver_require) require_list;

/* Adds the parts of a test: its kinds, and each of its features. */
static void
add_parts(aver_opening *self, const aver_unit_test *test, require_list *to)
{
    aver_unit_test *part = AVER_NEWS(self->arena, aver_unit_test,
                                     test->n_with + 1);
    aver_require one = {.n_tests = 1};

    for (unsigned i = 0; i <= test->n_with; i++) {
        one.tests = &part[i];
        if (i < test->n_with) {
            part[i].flags = AVER_TEST_KIND;
            part[i].with[part[i].n_with++] = test->with[i];
        } else {
            part[i].flags = test->flags;
            part[i].kinds = test->kinds;
        }
        AVER_PUSH(self->arena, to, one);
    }
}

/* What is required, and what of it may be looked for apart: a unit that is of
 * a kind and has features needs words for each. */
static aver_requires
parted(aver_opening *self, aver_requires requires)
{
    require_list all = {0};

    for (size_t i = 0; i < requires.n; i++) {
        const aver_require *at = &requires.at[i];
        AVER_PUSH(self->arena, &all, *at);
        if (at->n_tests == 1 && at->tests->n_with && !at->tests->links)
            add_parts(self, at->tests, &all);
    }
    return (aver_requires){all.at, all.n};
}

/* Gathers what is required, and whether that can be looked for. */
static int
gather_told(aver_opening *self, const aver_require *require,
            aver_word_class *class)
{
    aver_class_begin(&self->words, class);
    aver_class_add(&self->words, require);
    return class->keys.n <= AVER_OPEN_WORDS_MOST;
}

unsigned
aver_open_class_for(aver_opening *self, const aver_require *require, int late)
{
    aver_word_class class;
    aver_gate *gate = &self->rules->gate;
    size_t n = self->classes.n;
    unsigned number = gather_told(self, require, &class)
                          ? aver_open_class(self, &class)
                          : AVER_GATE_CLASSES;

    if (number < AVER_GATE_CLASSES && late && self->classes.n > n)
        aver_gate_set_add(&gate->late, number);
    if (number < AVER_GATE_CLASSES && !late)
        aver_gate_set_remove(&gate->late, number);
    return number;
}

/* Whether what is required is in nearly every text, so that it is not looked
 * for in bytes. */
static int
is_common(aver_opening *self, const aver_require *require)
{
    return aver_origins_cost(self->origins, require) >
           aver_origins_common(self->origins);
}

int
aver_open_required(aver_opening *self, aver_requires requires, int first,
                   aver_gate_set *to)
{
    const aver_require *best[REQUIRED_MOST];
    aver_requires all = parted(self, requires);
    size_t n = aver_open_cheapest(self, all, REQUIRED_MOST, best), added = 0;

    for (size_t i = 0; i < n && added < TOGETHER + LATE; i++) {
        int late = added && (added >= TOGETHER || is_common(self, best[i]));
        unsigned number = aver_open_class_for(self, best[i], late);
        if (number == AVER_GATE_CLASSES || aver_gate_set_has(to, number))
            continue;
        aver_gate_set_add(to, number);
        if (!added++ && first)
            aver_gate_set_add(&self->rules->gate.firsts, number);
    }
    return added > 0;
}

int
aver_open_can_follow(aver_opening *self, aver_requires requires)
{
    const aver_require *best[REQUIRED_MOST];
    size_t n = aver_open_cheapest(self, requires, REQUIRED_MOST, best), i = 0;
    aver_word_class class;

    while (i < n && !gather_told(self, best[i], &class))
        i++;
    return i < n;
}

void
aver_open_add(aver_opening *self, aver_gate_set set)
{
    AVER_PUSH(self->arena, &self->rules->gate.openings, set);
}

int
aver_open_is_open(aver_opening *self, aver_requires requires)
{
    const aver_require *best[1];

    return aver_open_cheapest(self, requires, 1, best) &&
           !aver_origins_cost(self->origins, best[0]);
}

int
aver_open_together(aver_opening *self, aver_requires requires,
                   aver_gate_set base)
{
    if (aver_open_is_open(self, requires))
        return 1;
    if (!aver_open_required(self, requires, 0, &base))
        return 0;
    aver_open_add(self, base);
    return 1;
}
