/* rules/ and the rule author's tools: inflection, patterns and their
 * mistakes, repeats that explode, what examples expect, overlays. */
#include "arena_help.h"

#include "extract/expect.h"
#include "extract/lint.h"
#include "rules/find.h"
#include "rules/inflect.h"
#include "rules/lines.h"
#include "rules/overlay.h"
#include "rules/rulefile.h"
#include "text/token.h"

static const char CLASSES[] = "# endings\n"
                              "class verb: base s past pp ing\n"
                              "verb *Cy : *Cy *Cies *Cied *Cied *Cying\n"
                              "verb *e  : *e *es *ed *ed *ing\n"
                              "verb *   : * *s *ed *ed *ing\n"
                              "class noun: singular plural\n"
                              "noun *Vy : *Vy *Vys\n"
                              "noun *y  : *y *ies\n";

static const struct {
    const char *class, *word, *want;
} forms[] = {
    {"verb", "free", "free frees freed freed freing"},
    {"verb", "carry", "carry carries carried carried carrying"},
    {"verb", "jail", "jail jails jailed jailed jailing"},
    {"verb", "", " s ed ed ing"},
    {"noun", "party", "party parties"},
    {"noun", "boy", "boy boys"},
};

static void
test_inflection(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        aver_inflections all = {0};
        aver_err err = {0};
        assert_int_equal(
            aver_inflect_read(&arena, aver_str_z(CLASSES), "i", &all, &err),
            AVER_OK);
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            const aver_inflection *class = aver_inflect_find(
                &all, aver_str_z(forms[i].class));
            aver_str out[AVER_FORMS_MOST];
            char text[200] = "";
            assert_non_null(class);
            assert_int_equal(aver_inflect_forms(&arena, class,
                                                aver_str_z(forms[i].word),
                                                out),
                             1);
            for (size_t k = 0; k < class->n_forms; k++) {
                if (k)
                    strcat(text, " ");
                strncat(text, out[k].ptr, out[k].len);
            }
            assert_string_equal(text, forms[i].want);
        }
    });
}

static const struct {
    const char *text;
    unsigned line;
    const char *message; /* a part of it */
} bad_classes[] = {
    {"class verb\n", 1, "class NAME"},
    {"class v: a b\nv *e : *e\n", 2, "has 2 forms"},
    {"class v: a b\nv *e : *e *es *x\n", 2, "has 2 forms"},
    {"class v: a\nv e : *\n", 2, "begins with '*'"},
    {"class v: a\nv *e *\n", 2, "' : '"},
    {"w *e : *\n", 1, "unknown class 'w'"},
};

static void
test_bad_inflection(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_classes / sizeof *bad_classes; i++)
        WITH_ARENA(arena, {
            aver_inflections all = {0};
            aver_err err = {0};
            aver_str text = aver_str_z(bad_classes[i].text);
            assert_int_equal(aver_inflect_read(&arena, text, "i", &all, &err),
                             AVER_ERR_RULES);
            assert_int_equal(err.line, bad_classes[i].line);
            assert_non_null(strstr(err.message, bad_classes[i].message));
        });
}

/* A rule set of nothing but a file. */
static aver_status
load(aver_rules *rules, jmp_buf *oom, const char *text, aver_err *err)
{
    memset(rules, 0, sizeof *rules);
    rules->mem = &aver_mem_default;
    rules->arena.mem = rules->mem;
    rules->arena.on_oom = oom;
    rules->lexicon.arena = &rules->arena;
    rules->lexicon.texts = &rules->texts;
    aver_symbols_init(&rules->symbols, &rules->arena);
    return aver_rulefile_read(rules, aver_str_z(text), "f", err);
}

static void
unload(aver_rules *rules)
{
    for (size_t i = 0; i < rules->rxs.n; i++)
        aver_rx_free(rules->rxs.at[i]);
    aver_arena_free(&rules->arena);
}

#define RULE "@pass unit\nrule a\n  match "

static const struct {
    const char *text;
    unsigned line, column;
    const char *message; /* a part of it */
} mistakes[] = {
    {"rule a\n", 1, 6, "no @pass"},
    {"@pass unti\n", 1, 7, "unknown pass 'unti'"},
    {"@pass unit\n@defin x = y\n", 2, 1, "unknown directive"},
    {"@pass unit\n@define x y\n", 2, 9, "@define name = pattern"},
    {"@pass unit\nnothing\n", 2, 1, "begins nothing"},
    {"@pass unit\nrule a\n", 2, 6, "has no match"},
    {"@pass unit\nrule a\n  emit\n", 3, 7, "no room for a kind"},
    {RULE "x\n  emit X form y\n", 4, 10, "from, with"},
    {RULE "x\n  emit X +\n", 4, 10, "name is missing"},
    {RULE "x\n  set status\n", 4, 7, "slot=value"},
    {RULE "x\n  value dat\n", 4, 9, "date or count"},
    {RULE "x\n  + sentence\n", 4, 5, "quotation marks"},
    {RULE "{NUN}\n", 3, 9, "did you mean NUM"},
    {RULE "x {NUM.}\n", 3, 11, "feature's name"},
    {RULE "x {NUM:a-b}\n", 3, 11, "not a name"},
    {RULE "x {NUM\n", 3, 11, "not closed"},
    {RULE "x <near>\n", 3, 11, "no @define of this name: 'near'"},
    {RULE "x .\n", 3, 11, "a bare '.'"},
    {RULE "x (?: y\n", 3, 0, "a group is not closed"},
    {RULE "x ) y\n", 3, 11, "this closes nothing"},
    {RULE "x ^ é \\ \n", 3, 15, "stands for nothing"},
    {RULE "x (?R)\n", 3, 11, "not for rules"},
    {RULE "_*\n", 3, 9, "match nothing at all"},
    {RULE "x\n    y {NUN}\n", 4, 7, "did you mean NUM"},
    {"@pass unit\n@define a = <b>\n@define b = <a>\nrule c\n  match x <a>\n",
     5, 11, "nested too deep"},
};

static void
test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        static jmp_buf oom;
        aver_rules rules;
        aver_err err = {0};
        aver_status s = load(&rules, &oom, mistakes[i].text, &err);
        if (s != AVER_ERR_RULES || err.line != mistakes[i].line ||
            (mistakes[i].column && err.column != mistakes[i].column) ||
            !strstr(err.message, mistakes[i].message))
            fail_msg("%s: %d %u:%u %s", mistakes[i].text, (int)s, err.line,
                     err.column, err.message);
        unload(&rules);
    }
}

static void
test_rule_as_written(void **state)
{
    static jmp_buf oom;
    static const char text[] = "@pass claim\n"
                               "@date 2026-03-12\n"
                               "@define more = (?: x | y )\n"
                               "# comment\n"
                               "rule a.b\n"
                               "  match {NUM:people} <more>+\n"
                               "    z {NUM:trigger}\n"
                               "  set event=release\n"
                               "  + \"1 x z 2\" -> count=1\n"
                               "\n"
                               "rule c\n"
                               "  match q\n";
    aver_rules rules;
    aver_err err = {0};
    const aver_rule *rule;
    aver_str written;

    (void)state;
    assert_int_equal(load(&rules, &oom, text, &err), AVER_OK);
    rule = aver_rules_find(&rules, "a.b");
    assert_non_null(rule);
    assert_int_equal(rule->steps.end - rule->steps.start, 4);
    assert_int_equal(rule->examples.end - rule->examples.start, 1);
    assert_int_equal(rules.examples.at[rule->examples.start].place.line, 9);
    assert_int_equal(rule->place.line, 5);
    written = aver_text_of(&rules.texts, rule->text);
    assert_memory_equal(written.ptr, "rule a.b", 8);
    assert_memory_equal(written.ptr + written.len - 7, "count=1", 7);
    assert_null(aver_rules_find(&rules, "a"));
    assert_string_equal(aver_rules_nearest(&rules, "a.d"), "a.b");
    assert_null(aver_rules_nearest(&rules, "something.else"));
    unload(&rules);
}

static const struct {
    const char *regex;
    int nested;
} repeats[] = {
    {"(?:(?:a)*)*", 1},
    {"(?:(?:a)+)+b", 1},
    {"(?:(?:a)+(?:b)?)*", 1},
    {"(?:(?:a)+b)*", 0},
    {"(?:(?:a)+b)*(?:c)+", 0},
    {"(?:(?:a)?){0,900}", 0},
    {"(?:(?:a)*){0,900}", 1},
    {"(?:(?:a)*){0,9}", 0},
    {"(?:(?:a)*)*+", 0},
    {"(?:(?>(?:a)*))*", 0},
    {"(?:x|(?:a)*)*", 1},
    {"(?:(?=(?:a)*)b)*", 0},
    {"(?:[^ ]*\\ )*", 0},
    {"(?<who>(?:(?:a)*)*)", 1},
    {"(?:[()*]*\\()*", 0},
    {"((((((((", 0},
    {")*)*)*", 0},
    {"", 0},
};

static void
test_nested(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof repeats / sizeof *repeats; i++)
        if (aver_lint_nested(aver_str_z(repeats[i].regex)) !=
            repeats[i].nested)
            fail_msg("%s", repeats[i].regex);
}

static const struct {
    const char *text, *want; /* key=value| … */
} expectations[] = {
    {"", ""},
    {"COUNT \"two of\" count=2", "@=COUNT|=two of|count=2|"},
    {"event=release date=", "event=release|date=|"},
    {"source=\"a \"free\"-er\" drop", "source=a \"free\"-er|drop=yes|"},
    {"  a=b   c=\"\"  ", "a=b|c=|"},
    {"a=\"b", NULL},
    {"\"b", NULL},
};

static void
test_expectations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        WITH_ARENA(arena, {
            aver_expectations all = {0};
            char got[200] = "";
            int ok = aver_expect_read(&arena, aver_str_z(expectations[i].text),
                                      &all);
            assert_int_equal(ok, expectations[i].want != NULL);
            for (size_t k = 0; ok && k < all.n; k++) {
                strncat(got, all.at[k].key.ptr, all.at[k].key.len);
                strcat(got, "=");
                strncat(got, all.at[k].value.ptr, all.at[k].value.len);
                strcat(got, "|");
            }
            if (ok)
                assert_string_equal(got, expectations[i].want);
        });
}

static const struct {
    const char *text, *english, *other; /* of the first token */
} numbers[] = {
    {"1.214 presos", "1.214", "1214"},
    {"1,214 presos", "1214", "1214"},
    {"2,5 millones", "2", "2.5"},
    {"2.5 million", "2.5", "2"},
    {"1.214.000 x", "1214000", "1214000"},
    {"1.214,5 x", "1.214", "1214.5"},
    {"12 x", "12", "12"},
};

static void
test_decimal_comma(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        WITH_ARENA(arena, {
            aver_token_lang lang = {NULL, NULL, ','};
            aver_str text = aver_str_z(numbers[i].text);
            aver_span all = {0, (uint32_t)text.len};
            aver_tokens one = {0};
            aver_tokens two = {0};
            aver_token_run(&arena, text, all, NULL, &one);
            aver_token_run(&arena, text, all, &lang, &two);
            if (!aver_str_is(one.at[0].fold, numbers[i].english) ||
                !aver_str_is(two.at[0].fold, numbers[i].other))
                fail_msg("%s: %.*s %.*s", numbers[i].text,
                         (int)one.at[0].fold.len, one.at[0].fold.ptr,
                         (int)two.at[0].fold.len, two.at[0].fold.ptr);
        });
}

/* The built-in rules of every language and subject load, and what an overlay
 * cannot do is told. */
static void
test_packs(void **state)
{
    static const aver_rules_options packs[] = {
        {0},
        {.lang = "en", .subject = "casualties"},
        {.lang = "es"},
        {.dir = "rules"},
    };
    static const aver_rules_options bad[] = {
        {.lang = "xx"},
        {.subject = "nothing"},
        {.lang = "es", .subject = "casualties"},
        {.dir = "nowhere"},
    };
    aver_rules *rules;
    aver_err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
        assert_int_equal(aver_rules_load(&packs[i], NULL, &rules, &err),
                         AVER_OK);
        aver_rules_free(rules);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        memset(&err, 0, sizeof err);
        assert_int_equal(aver_rules_load(&bad[i], NULL, &rules, &err),
                         AVER_ERR_IO);
        assert_null(rules);
        assert_int_not_equal(err.file[0], 0);
    }
}

/* Only features that patterns ask for take one of the places. */
static void
test_features_shown(void **state)
{
    static aver_symbols symbols; /* all zero */
    enum { FIRST = AVER_FEATS_MOST - AVER_FEATS_SHOWN };

    (void)state;
    for (unsigned i = FIRST; i < AVER_FEATS_MOST; i++) {
        assert_int_equal(aver_symbols_show(&symbols, (uint16_t)i), 1);
        assert_int_equal(symbols.places[i], i - FIRST);
    }
    assert_int_equal(aver_symbols_show(&symbols, FIRST), 1);
    assert_int_equal(symbols.places[FIRST], 0);
    assert_int_equal(aver_symbols_show(&symbols, 0), 0);
    assert_int_equal(symbols.n_shown, AVER_FEATS_SHOWN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inflection),
        cmocka_unit_test(test_bad_inflection),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_rule_as_written),
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_expectations),
        cmocka_unit_test(test_decimal_comma),
        cmocka_unit_test(test_packs),
        cmocka_unit_test(test_features_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
