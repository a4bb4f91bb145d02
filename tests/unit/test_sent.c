/* Sentences: where a paragraph is cut, and where not. */
#include "arena_help.h"

#include "text/sent.h"

#define LQ "\xE2\x80\x9C"
#define RQ "\xE2\x80\x9D"
#define DASH "\xE2\x80\x94"
#define BULLET "\xE2\x80\xA2"

/* A row is a paragraph with '|' in place of the white space at which it is to
 * be cut, so that it reads as what is expected. */
static const char *const PLAIN[] = {
    "",
    "Cuba freed 53 prisoners",
    "Cuba freed 53 prisoners.",
    "Cuba freed them.|They left.",
    "Cuba freed them!|They left.",
    "Cuba freed them?|They left.",
    "Cuba freed them?!|They left.",
    "Cuba freed them. they left.",
    "In all 3.5 percent left.|So it was.",
    "He paid 1.5.|So it was.",
    "It began in 2003.|The court met.",
    "No. 40.|Free them.",
    "They went home.|53 stayed.",
    "They went home.|$5 was paid.",
    "They went home.|(The rest stayed.)|Then it was over.",
    "(They went home.)|The rest stayed.",
    "They went (in Jan.).|The rest stayed.",
    "He left.|\xC3\x89tienne stayed.",
    "He left.|\xD0\x9E\xD0\xBD left.",
    "He left. \xC3\xA9tienne stayed.",
    "the end of the deal.Espa\xC3\xB1olCuba has more.",
    "He was freed.She was not.",
    "Visit www.example.org.|Thanks.",
    "OFFICIALS SAID.|THE GOVERNMENT DENIED IT.",
    "MR. SMITH LEFT.|THE U.S. GOVERNMENT STAYED.",
    "PRISONERS FREED",
    "He left .|She stayed.",
    "He went to P.S. 12 in town.|She stayed.",
};

static const char *const ABBREVIATIONS[] = {
    "Mr. Smith was held.",
    "It was Gen. Perez who said so.",
    "Lt.-Gen. Ali was held.",
    "U.S. President Obama spoke.",
    "the U.S.|The court",
    "He left the U.S.|The court met.",
    "He left the U.S. Court on Monday.",
    "on Jan. 5 they left",
    "in Jan.|The court met.",
    "in Jan. Court met.",
    "at 5 p.m.|The court met.",
    "at 5 p.m. on Friday.|He left.",
    "at 5 p.m. Friday.|He left.",
    "e.g. Smith and others.",
    "No. 5 was freed.",
    "Nos. 5 and 6 were freed.",
    "J. K. Rowling was there.",
    "J.K. Rowling was there.",
    "George W. Bush was there.",
    "GEORGE W. BUSH WAS THERE.|HE LEFT.",
    "\xC3\x89. Zola wrote.",
    "He chose Plan B.|The court met.",
    "Joseph R. \"Joe\" Doe was freed.",
    "He said no.|The court met.",
    "Acme Inc.|The company left.",
    "Acme Inc. Chairman Doe left.",
    "in the U.S.|\"The court met,\" he said.",
    "in the U.S. \"Court of Honor\" he said.",
    "VILNIUS, Sept. 12 (Baltic News) - Fifty-six were freed.|They left.",
    "HAVANA, Jan. 5 (Wire) -- Cuba freed 53.|They left.",
    "HAVANA, Fla. " DASH " The court met.|They left.",
    "MIAMI, Jan. -- The court met.|They left.",
    "THEY LEFT.|-- The court met.",
    "Acme Inc. WE.N left.",
    "It was the GEN.|The court met.",
    "GEN. THE COURT MET.",
    "HAVANA (Wire) " DASH " Cuba freed 53.|They left.",
};

static const char *const QUOTES[] = {
    "\"I am free.\"|She said so.",
    "\"I am free,\" she said.|He left.",
    "\"Are you free?\" she asked.",
    LQ "Are you free?" RQ " she asked.",
    LQ "I am free." RQ "|She said so.",
    LQ "Go!" RQ "|" LQ "No!" RQ,
    "\"Go.\"|\"No.\"",
    "He said: \"I am free.\"|She left.",
    "He left.|\"I am free,\" he said.",
    "He left.|" LQ "I am free," RQ " he said.",
    "He left.|'I am free,' he said.",
    "He left. \"and then\" she stayed.",
    "'I am free.'|She said so.",
    "\"He called it 'free.'\"|She left.",
    "He said it (\"free.\").|She left.",
    "I am free. \"|She said so.",
    "I am free. " RQ "|She said so.",
    "I am free. \"",
    "He left.|(\"Go,\" she said.)",
    "He asked, \"Why?\"|The court met.",
    "``I am free.''|She said so.",
};

static const char *const MARKS[] = {
    "Wait...|They left.",
    "Wait... they left.",
    "Wait....|They left.",
    "It was . . . they left.",
    "It was ... Smith who left.",
    "It was ...|The court met.",
    "It was . . .|The court met.",
    "It was . . . Smith who left.",
    BULLET " Juan, 5 years|" BULLET " Pedro, 6 years",
    "The list:|" BULLET " Juan|" BULLET " Pedro",
    "The list: * not this",
    "The list|* Juan|* Pedro",
    "The list:|-- Juan Doe, freed;|-- Pedro Roe, held.",
    "The list:|- Juan Doe, freed.|- Pedro Roe, held.",
    "The list:|" DASH " Juan Doe;|" DASH " Pedro Roe.",
    "The list: -- not this; -- nor this.",
    "the deal -- Cuba said -- was off.|He left.",
    "They left.|-- By Jane Doe",
    "They left. -- and so on",
    "1. Free them.|2. Let them go.|3. Stop.",
    "12. Free them.",
    "123. Free them.",
    "1998.|Free them.",
    "I. Introduction",
    "A. The first.|B. The second.",
    "He left.|@someone stayed.",
    "He left.|#Free them",
    "Q: Who?|A: They.",
    "He left;|" BULLET "Juan stayed.",
};

static int
same(const char *word, size_t len, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == len) {
            size_t i = 0;
            while (i < len && ((word[i] ^ (*list)[i]) & ~0x20) == 0)
                i++;
            if (i == len)
                return 1;
        }
    return 0;
}

static aver_abbr
abbreviation(const void *ctx, const char *word, size_t len)
{
    static const char *const INNER[] = {"mr",  "gen", "lt", "no",
                                        "nos", "st",  NULL};
    static const char *const EITHER[] = {"fla", "jan", "sept",
                                         "inc", "u.s", NULL};

    (void)ctx;
    return same(word, len, INNER)    ? AVER_ABBR_INNER
           : same(word, len, EITHER) ? AVER_ABBR_EITHER
                                     : AVER_ABBR_NONE;
}

static int
opener(const void *ctx, const char *word, size_t len)
{
    static const char *const LIST[] = {"the", "he", "they", "we", "i", NULL};

    (void)ctx;
    return same(word, len, LIST);
}

static const aver_sent_lang LANG = {abbreviation, opener, NULL};

/* In order, trimmed, nothing but white space between them. */
static void
check(aver_str text, size_t max, const aver_spans *spans)
{
    size_t at = 0;

    for (size_t i = 0; i <= spans->n; i++) {
        size_t start = i < spans->n ? spans->at[i].start : text.len, end;
        assert_true(at <= start);
        for (; at < start; at++)
            assert_true(strchr(" \t\n\r\v\f", text.ptr[at]) != NULL);
        if (i == spans->n)
            break;
        end = spans->at[i].end;
        assert_true(end > start && end <= text.len);
        assert_in_range(end - start, 1, max);
        assert_false(strchr(" \t\n\r\v\f", text.ptr[start]) &&
                     text.ptr[start]);
        assert_false(strchr(" \t\n\r\v\f", text.ptr[end - 1]) &&
                     text.ptr[end - 1]);
        assert_int_not_equal(text.ptr[start] & 0xC0, -128);
        at = end;
    }
}

static void
run_row(aver_arena *arena, const char *want)
{
    size_t len = strlen(want), n = 0;
    char text[256];
    char got[256] = "";
    aver_spans spans = {0};

    for (size_t i = 0; i <= len; i++)
        text[i] = (char)(want[i] == '|' ? ' ' : want[i]);
    aver_sent_split(arena, aver_str_of(text, len), 0, &LANG, &spans);
    check(aver_str_of(text, len), 8192, &spans);
    for (size_t i = 0; i < spans.n; i++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i ? "|" : "",
                              (int)(spans.at[i].end - spans.at[i].start),
                              text + spans.at[i].start);
    if (strcmp(got, want)) {
        print_error("got  %s\nnot  %s\n", got, want);
        fail();
    }
}

#define TABLE_TEST(name, table)                                               \
    static void name(void **state)                                            \
    {                                                                         \
        (void)state;                                                          \
        WITH_ARENA(arena,                                                     \
                   for (size_t i = 0; i < sizeof table / sizeof *table; i++)  \
                       run_row(&arena, (table)[i]));                          \
    }
TABLE_TEST(test_plain, PLAIN)
TABLE_TEST(test_abbreviations, ABBREVIATIONS)
TABLE_TEST(test_quotes, QUOTES)
TABLE_TEST(test_marks, MARKS)

/* Without a language: single letters are initials, nothing else is known. */
static void
test_no_language(void **state)
{
    static const char TEXT[] = "J. Doe met Mr. Roe in the U.S. He left. So.";
    aver_spans spans = {0};

    (void)state;
    WITH_ARENA(arena, {
        aver_sent_split(&arena, aver_str_z(TEXT), 0, NULL, &spans);
        assert_int_equal(spans.n, 3);
        assert_int_equal(spans.at[0].end, 14);
        assert_int_equal(spans.at[1].end, 39);
    });
}

static void
test_space(void **state)
{
    static const char TEXT[] = "  He left.   They \t stayed.  ";
    aver_spans spans = {0};

    (void)state;
    WITH_ARENA(arena, {
        aver_sent_split(&arena, aver_str_z(TEXT), 0, &LANG, &spans);
        assert_int_equal(spans.n, 2);
        assert_int_equal(spans.at[0].start, 2);
        assert_int_equal(spans.at[0].end, 10);
        assert_int_equal(spans.at[1].start, 13);
        assert_int_equal(spans.at[1].end, 27);
        spans.n = 0;
        aver_sent_split(&arena, aver_str_z("   "), 0, &LANG, &spans);
        assert_int_equal(spans.n, 0);
    });
}

static void
test_max(void **state)
{
    static const char WORDS[] = "aaaa bbbb cccc dddd eeee ffff gggg.";
    static const char SOLID[] =
        "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
        "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 b";

    (void)state;
    WITH_ARENA(arena, {
        aver_spans spans = {0};
        aver_sent_split(&arena, aver_str_z(WORDS), 16, &LANG, &spans);
        check(aver_str_z(WORDS), 16, &spans);
        assert_int_equal(spans.n, 3);
        assert_int_equal(spans.at[0].end, 14);
        spans.n = 0;
        aver_sent_split(&arena, aver_str_z(SOLID), 17, &LANG, &spans);
        check(aver_str_z(SOLID), 17, &spans);
        assert_int_equal(spans.n, 2);
        assert_int_equal(spans.at[0].end, 16);
    });
}

static void
test_patho(void **state)
{
    static const char *const UNITS[] = {
        ".",    ". ",    "\"",  ".\"",  ".\" ", ". \" ",     "a",   "a ",
        ": ",   "; -",   "* ",  BULLET, LQ,     ". A",       "A. ", "U.S.",
        ".'",   "- ",    ":",   "...",  ". .",  "! ",        "(",   ".)",
        "    ", ". -- ", "1. ", "\xC2", "\xE2", "\xC2\xB7 ", "a-",  "\xFF"};
    enum { BYTES = 4 << 20 };
    char *text = malloc(BYTES);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        size_t n = strlen(UNITS[i]), len = BYTES / n * n;
        clock_t start = clock();
        for (size_t at = 0; at < len; at += n)
            memcpy(text + at, UNITS[i], n);
        WITH_ARENA(arena, {
            aver_spans spans = {0};
            aver_sent_split(&arena, aver_str_of(text, len), 0, &LANG, &spans);
            check(aver_str_of(text, len), 8192, &spans);
        });
        if (is_slow(start, 2))
            fail_msg("'%s' is slow", UNITS[i]);
    }
    free(text);
}

static void
test_random(void **state)
{
    static const char *const PARTS[] = {
        "a", "The", "B",  "1",  ".",   ". ",  "! ",   "\"",
        "'", " ",   "- ", ": ", "; ",  "* ",  BULLET, LQ,
        RQ,  DASH,  "(",  ")",  "U.S", "...", "Mr",   "\xC3\xA9"};
    uint64_t seed = 3;

    (void)state;
    WITH_ARENA(arena, {
        for (int i = 0; i < 50000; i++) {
            char text[128];
            size_t len = 0;
            aver_spans spans = {0};
            uint32_t max = i % 3 ? 0 : 16 + (uint32_t)(i % 20);
            while (len < 100 && next_random(&seed) % 40) {
                const char *part =
                    PARTS[next_random(&seed) % (sizeof PARTS / sizeof *PARTS)];
                memcpy(text + len, part, strlen(part));
                len += strlen(part);
            }
            aver_sent_split(&arena, aver_str_of(text, len), max, &LANG,
                            &spans);
            check(aver_str_of(text, len), max ? max : 8192, &spans);
            aver_arena_reset(&arena, 1 << 20);
        }
    });
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_no_language),
        cmocka_unit_test(test_space),
        cmocka_unit_test(test_max),
        cmocka_unit_test(test_patho),
        cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
