/* The gate: what is found in bytes, and what of it opens. */
#include "arena_help.h"

#include "extract/document.h"
#include "rules/ruleset.h"

static const char *const phrases[] = {
    "arrested", "did", "find", "free", "in jail", "international court",
    "let go",   "so",
};

#define MARKS "\xCC\x81\xCC\xA3\xCC\x81\xCC\xA3\xCC\x81\xCC\xA3"

static const struct {
    const char *text, *want; /* phrases by their numbers; '?' anything */
} scans[] = {
    {"", ""},
    {"free", "3"},
    {"Free, FREE; fReE", "333"},
    {"freed carefree free5 5free", "33"},
    {"arrested unarrested arrestedly", "0"},
    {"in jail; in  'jail'; In\njail; in-jail; inn jail", "4444"},
    {"let go, let  Go; letgo let-go", "666"},
    {"didn't did not didnot didnt did", "1111"},
    {"the international courts, the International Court", "5"},
    {"so. son so\xE2\x80\x99s nots\xC3\xB6 so", "777"},
    {"fr\xC3\xA9"
     "e \xC6\x92ree fre\xCC\x81"
     "e",
     "33"},
    {"\xEF\xAC\x81nd a \xEF\xAC\x81rm", "2"},
    {"ar\xC2\xADrested in\xC2\xA0jail", "04"},
    {"free\xC2\xA0"
     "free \xC2"
     "free \xE2\x80"
     "free",
     "3333"}, /* broken ones hide nothing */
    {"\xE2\x80\x9C"
     "free\xE2\x80\x9D \xE2\x80\x94so\xE2\x80\x94",
     "37"},
    {"fr\xD0\xB5"
     "e men",
     "?"},
    {"fre" MARKS MARKS "e", "3"},
    {"fre" MARKS MARKS MARKS "e", "?"}, /* more than any word has */
};

static void
test_scan(void **state)
{
    enum { PADS = 18, MOST = 100 };

    (void)state;
    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++)
        for (size_t pad = 0; pad < PADS; pad++)
            WITH_ARENA(arena, {
                static const aver_gate_set alone = {{1}};
                aver_gate *gate = AVER_NEW(&arena, aver_gate);
                aver_gate_hits hits = {0};
                char text[MOST] = "", found[MOST] = "";
                memset(text, ' ', pad);
                strcpy(text + pad, scans[i].text);
                for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++)
                    aver_gate_add(gate, &arena, aver_str_z(phrases[k]),
                                  &alone);
                aver_gate_freeze(gate, &arena);
                aver_gate_scan(gate, &arena, aver_str_z(text),
                               aver_span_of(0, (uint32_t)strlen(text)), &alone,
                               &hits);
                for (size_t k = 0; k < hits.n; k++)
                    found[k] = hits.at[k].phrase == AVER_GATE_ANY
                                   ? '?'
                                   : (char)('0' + hits.at[k].phrase);
                assert_string_equal(found, scans[i].want);
            });
}

static const struct {
    const char *text;
    int opens, opens_about; /* in a text that is about custody */
} openings[] = {
    {"The harbour was busy on Monday.", 0, 0},
    {"Nine clerks were freed.", 1, 1},
    {"Two nurses came home.", 0, 1},
    {"Two prisoners came home.", 1, 1},
    {"They held a fair.", 0, 1},
    {"The rebels hold two nurses.", 1, 1},
    {"The country is holding nine clerks.", 1, 1},
    {"Forty men died in the storm.", 0, 1},
    {"Forty men died in the jail.", 1, 1},
    {"Prices were cut by half.", 0, 0},
    {"Their sentences were cut by half.", 1, 1},
    {"He was told to wait, and got some tea.", 0, 0},
    {"He was told to serve a life term.", 1, 1},
    {"The letters were sent home.", 0, 1},
};

static void
test_openings(void **state)
{
    aver_rules *rules = NULL;
    aver_err err = {0};

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, &err), AVER_OK);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        WITH_ARENA(arena, {
            aver_str text = aver_str_z(openings[i].text);
            aver_span all = aver_span_of(0, (uint32_t)text.len);
            aver_found found;
            aver_found_scan(&found, &rules->gate, &arena, text);
            found.about = 0;
            if (aver_found_opens(&found, all, 0) != openings[i].opens)
                fail_msg("%s", openings[i].text);
            found.about = 1;
            if (aver_found_opens(&found, all, 0) != openings[i].opens_about)
                fail_msg("about custody: %s", openings[i].text);
        });
    aver_rules_free(rules);
}

static const struct {
    const char *text;
    int bytes, words; /* what opens in a text about custody */
} looked_up[] = {
    {"Nine clerks were freed.", 1, 1},
    {"Free trade made nine clerks rich.", 1, 0},
    {"The tax-free fund has nine clerks.", 1, 0},
    {"Two nurses came home.", 1, 1},
    {"Two nurses took charge of it.", 1, 0},
    {"The firm has a stem cell plant.", 1, 0},
    {"He was told to serve a life term.", 1, 1},
    {"Told the terms of the deal, they serve tea for life.", 1, 1},
    {"Told to come to terms, they were on the hunt for life.", 1, 0},
};

static void
test_looked_up(void **state)
{
    aver_rules *rules = NULL;
    aver_err err = {0};
    aver_tools *tools;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, &err), AVER_OK);
    tools = aver_tools_new(rules, NULL, 1000);
    for (size_t i = 0; i < sizeof looked_up / sizeof *looked_up; i++)
        WITH_ARENA(arena, {
            aver_str text = aver_str_z(looked_up[i].text);
            aver_work *work = AVER_NEW(&arena, aver_work);
            aver_document document;
            aver_work_init(work, tools, &arena);
            aver_document_open(&document, work, text);
            aver_found_scan(&document.found, &rules->gate, &arena, text);
            document.found.about = 1;
            aver_paragraph_ready(&document, document.paragraphs.at);
            if (aver_found_opens(&document.found,
                                 aver_span_of(0, (uint32_t)text.len),
                                 0) != looked_up[i].bytes)
                fail_msg("as bytes: %s", text.ptr);
            if (aver_sentence_opens(&document,
                                    document.paragraphs.at->sentences) !=
                looked_up[i].words)
                fail_msg("as words: %s", text.ptr);
        });
    aver_tools_free(tools);
    aver_rules_free(rules);
}

static void
same_claims(const aver_worker *gated, const aver_worker *open, aver_str text)
{
    size_t n = aver_worker_claim_count(gated);

    if (aver_worker_claim_count(open) != n)
        fail_msg("%zu claims instead of %zu: %.*s", n,
                 aver_worker_claim_count(open), (int)text.len, text.ptr);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < AVER_COLUMNS; k++)
            if (!aver_str_same(aver_claim_get(aver_worker_claim(gated, i),
                                              (aver_column)k),
                               aver_claim_get(aver_worker_claim(open, i),
                                              (aver_column)k)))
                fail_msg("another claim: %.*s", (int)text.len, text.ptr);
}

/* Nothing is lost at the gate: of every example of a rule it lets the same
 * claims pass as one that always opens. */
static void
test_lossless(void **state)
{
    aver_rules *rules = NULL, *ungated;
    aver_worker *workers[2];
    aver_err err = {0};
    size_t found = 0;

    (void)state;
    assert_int_equal(aver_rules_load(NULL, NULL, &rules, &err), AVER_OK);
    ungated = malloc(sizeof *ungated);
    assert_non_null(ungated);
    memcpy(ungated, rules, sizeof *ungated);
    ungated->gate.open = 1;
    assert_int_equal(aver_worker_new(rules, NULL, &workers[0], &err), AVER_OK);
    assert_int_equal(aver_worker_new(ungated, NULL, &workers[1], &err),
                     AVER_OK);
    for (size_t i = 0; i < rules->passes.n; i++)
        for (size_t k = 0; k < rules->passes.at[i].rules.n; k++) {
            const aver_rule *rule = &rules->passes.at[i].rules.at[k];
            for (uint32_t e = rule->examples.start; e < rule->examples.end;
                 e++) {
                aver_doc doc = {
                    .text = aver_text_of(&rules->texts,
                                         rules->examples.at[e].sentence)};
                assert_int_equal(aver_worker_run(workers[0], &doc, &err),
                                 AVER_OK);
                assert_int_equal(aver_worker_run(workers[1], &doc, &err),
                                 AVER_OK);
                same_claims(workers[0], workers[1], doc.text);
                found += aver_worker_claim_count(workers[0]);
            }
        }
    assert_true(found > 1000);
    assert_false(rules->gate.full);
    aver_worker_free(workers[0]);
    aver_worker_free(workers[1]);
    free(ungated);
    aver_rules_free(rules);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan), cmocka_unit_test(test_openings),
        cmocka_unit_test(test_looked_up), cmocka_unit_test(test_lossless)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
