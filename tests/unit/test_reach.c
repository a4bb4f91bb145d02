/* Sets of units (rules/reach.h, rules/shortlist.h) against PCRE2: on sentences
 * of the rules' own examples, every rule is found where the regex alone finds
 * it, with the same captures, and nowhere else. */
#include "arena_help.h"

#include "extract/document.h"

/* A worker's things, and a sentence of some example. */
typedef struct {
    aver_rules *rules;
    aver_tools *tools;
    aver_arena arena;
    jmp_buf oom;
    aver_work work;
    aver_document document;
    uint64_t random;
    size_t tried, found, listed, exact;
} bench;

static int
setup(void **state)
{
    bench *self = calloc(1, sizeof *self);
    aver_err err;

    assert_non_null(self);
    assert_int_equal(aver_rules_load(NULL, NULL, &self->rules, &err), AVER_OK);
    self->tools = aver_tools_new(self->rules, NULL, 1000000);
    assert_non_null(self->tools);
    self->arena.on_oom = &self->oom;
    self->random = 1;
    *state = self;
    return 0;
}

static int
teardown(void **state)
{
    bench *self = *state;

    aver_tools_free(self->tools);
    aver_arena_free(&self->arena);
    aver_rules_free(self->rules);
    free(self);
    return 0;
}

/* The first match from `from` on, by the regex at one unit after the other.
 * One that is given up is left out: -1. */
static int
match_plainly(bench *self, const aver_view *view, const aver_rule *rule,
              size_t from, uint32_t *at, aver_span *bytes)
{
    const aver_rendering *text = aver_view_write(&self->work, view);

    for (size_t i = from; i < text->starts.n; i++) {
        int found = aver_rx_match(aver_rule_rx(self->rules, rule),
                                  self->tools->scratch, text->text.at,
                                  text->text.n, text->starts.at[i], bytes);
        if (found == AVER_RX_NONE)
            continue;
        *at = (uint32_t)i;
        return found;
    }
    return 0;
}

static uint32_t
byte_of(const aver_rendering *text, uint32_t unit)
{
    return unit < text->starts.n ? text->starts.at[unit]
                                 : (uint32_t)text->text.n;
}

/* Whether the groups in units are those in bytes. */
static int
are_same(const aver_rendering *text, const aver_span *units,
         const aver_span *bytes, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (bytes[i].start == UINT32_MAX
                ? units[i].start != UINT32_MAX
                : units[i].start == UINT32_MAX ||
                      byte_of(text, units[i].start) != bytes[i].start ||
                      byte_of(text, units[i].end) != bytes[i].end)
            return 0;
    return 1;
}

static void
compare(bench *self, const aver_view *view, const aver_pass *pass,
        const uint64_t *listed, size_t k)
{
    const aver_rule *rule = &pass->rules.at[k];
    size_t from = next_random(&self->random) % 3 ? 0 : view->units.n / 2;
    int is_listed = listed[k / 64] >> k % 64 & 1;
    uint32_t at = 0;
    aver_match match;
    aver_span bytes[AVER_RX_GROUPS];
    int found = match_plainly(self, view, rule, from, &at, bytes);
    int now = aver_view_match(&self->work, view, rule, NULL, from, &match);

    self->tried++;
    self->listed += (size_t)is_listed;
    if (found < 0)
        return;
    self->found += found == AVER_RX_FOUND;
    self->exact += found == AVER_RX_FOUND && rule->reach.exact;
    if ((found && !is_listed) || now != found ||
        (found && match.all.start != at))
        fail_msg("%s from %zu: %d at %u, not %d at %u%s",
                 aver_rule_id(self->rules, rule), from, now,
                 now ? match.all.start : 0, found, at,
                 is_listed ? "" : "; it is not listed");
    if (found && !are_same(aver_view_write(&self->work, view), match.groups,
                           bytes, rule->n_groups))
        fail_msg("%s at %u: other captures than the regex",
                 aver_rule_id(self->rules, rule), at);
}

static void
compare_all(bench *self, const aver_view *view)
{
    for (size_t i = 0; i < self->rules->passes.n; i++) {
        const aver_pass *pass = &self->rules->passes.at[i];
        const uint64_t *listed = aver_view_shortlist(&self->work, view, pass);
        for (size_t k = 0; k < pass->rules.n; k++)
            compare(self, view, pass, listed, k);
    }
}

/* Rules for slots look at two marks: here any units have them. */
static void
mark_some(bench *self, aver_view *view)
{
    size_t people = next_random(&self->random) % view->units.n;
    size_t trigger = next_random(&self->random) % view->units.n;

    if (view->units.at[people].kind != AVER_NO_SYMBOL && people != trigger)
        aver_view_mark(view, people, AVER_MARK_PEOPLE);
    if (view->units.at[trigger].kind != AVER_NO_SYMBOL)
        aver_view_mark(view, trigger, AVER_MARK_TRIGGER);
}

static void
read_example(bench *self, aver_str text)
{
    aver_arena_reset(&self->arena, SIZE_MAX);
    aver_work_init(&self->work, self->tools, &self->arena);
    aver_document_open(&self->document, &self->work, text);
    for (size_t i = 0; i < self->document.paragraphs.n; i++) {
        aver_paragraph *paragraph = &self->document.paragraphs.at[i];
        aver_paragraph_ready(&self->document, paragraph);
        for (size_t k = 0; k < paragraph->n_sentences; k++) {
            aver_sentence *sentence = &paragraph->sentences[k];
            aver_view first = {0};
            aver_sentence_tokens(&self->document, sentence);
            aver_mention_first(&self->work, &sentence->words, &first);
            compare_all(self, &first);
            aver_sentence_units(&self->document, sentence);
            mark_some(self, &sentence->view);
            compare_all(self, &sentence->view);
        }
    }
}

/* Examples are read one by one, or some of them as one sentence, so that it
 * has more units than a word has bits, or a set. */
typedef struct {
    char text[4096];
    size_t n, parts;
} joiner;

static void
take_example(bench *self, joiner *join, aver_str text)
{
    enum { STEP = 9, LONG = 4, PARTS = 12 };
    size_t room = sizeof join->text / PARTS, used;

    join->n++;
    if (join->n % STEP == 0)
        read_example(self, text);
    if (join->n % LONG || text.len + 2 > room)
        return;
    used = join->parts ? strlen(join->text) : 0;
    snprintf(join->text + used, room, "%.*s, ", (int)text.len - 1, text.ptr);
    join->parts = (join->parts + 1) % PARTS;
    if (!join->parts)
        read_example(self, aver_str_of(join->text, strlen(join->text)));
}

static void
test_rules_are_found(void **state)
{
    bench *self = *state;
    joiner *join = calloc(1, sizeof *join);

    assert_non_null(join);
    assert_int_equal(setjmp(self->oom), 0);
    for (size_t i = 0; i < self->rules->passes.n; i++)
        for (size_t k = 0; k < self->rules->passes.at[i].rules.n; k++) {
            const aver_rule *rule = &self->rules->passes.at[i].rules.at[k];
            for (uint32_t e = rule->examples.start; e < rule->examples.end;
                 e++)
                take_example(
                    self, join,
                    aver_text_of(&self->rules->texts,
                                 self->rules->examples.at[e].sentence));
        }
    free(join);
    assert_true(self->found > 1000);
    assert_true(self->exact > self->found - self->found / 10);
    assert_true(self->listed < self->tried / 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules_are_found, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
