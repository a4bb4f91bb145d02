/* Tokens: how text is cut, how it is folded, which flags are set. */
#include "arena_help.h"

#include "text/token.h"

/* `folds`: the folded tokens, '|' between them. `flags`: where given, a
 * letter a flag, a space between tokens. */
typedef struct {
    const char *text, *folds, *flags;
} row;

static const row WORDS[] = {
    {"", "", ""},
    {"   ", "", ""},
    {"Cuba freed them", "cuba|freed|them", "wcf ws ws"},
    {" freed", "freed", "wsf"},
    {"ARRESTS MADE", "arrests|made", "wcaf wcas"},
    {"A man", "a|man", "wcf ws"},
    {"M23 F", "m23|f", "wcf wcs"},
    {"G7 G77s", "g7|g77s", NULL},
    {"U.S.", "u.s.", "wcaf"},
    {"the U.S. said", "the|u.s.|said", NULL},
    {"U.S", "u.s", NULL},
    {"U.S.A.", "u.s.a.", NULL},
    {"U.S.-led", "u.s.-led", NULL},
    {"U.S.-Cuba talks", "u.s.-cuba|talks", NULL},
    {"U.N.'s", "u.n.|'s", NULL},
    {"(U.S.)", "(|u.s.|)", NULL},
    {"U.S., U.N.; D.C.", "u.s.|,|u.n.|;|d.c.", NULL},
    {"at 5 a.m. today", "at|5|a.m.|today", NULL},
    {"p.m.The", "p.m.|the", NULL},
    {"e.g. this, i.e. that", "e.g.|this|,|i.e.|that", NULL},
    {"Jan. 5", "jan.|5", "wcf ns"},
    {"Jan. Then. Jane.", "jan.|then|.|jane|.", NULL},
    {"Mr. Smith", "mr.|smith", NULL},
    {"Lt.-Gen. Ali", "lt.-gen.|ali", NULL},
    {"Maj.Gen. Ali", "maj|.|gen.|ali", NULL},
    {"St.Petersburg", "st.|petersburg", NULL},
    {"No. 5", "no.|5", NULL},
    {"W.Va. and M.Sc.", "w.va.|and|m.sc.", NULL},
    {"Ph.D. thesis", "ph.d.|thesis", NULL},
    {"J. Smith", "j.|smith", NULL},
    {"J.K. Rowling", "j.k.|rowling", NULL},
    {"J.K.Rowling", "j.k.|rowling", NULL},
    {"J.Smith", "j.|smith", NULL},
    {"É. Zola", "e.|zola", NULL},
    {"vitamin b. He", "vitamin|b|.|he", NULL},
    {"end.", "end|.", "wf p"},
    {"deal.EspañolCuba has", "deal|.|espanolcuba|has", NULL},
    {"Díaz-Canel", "diaz-canel", "wcf"},
    {"O'Brien", "o'brien", NULL},
    {"al-Sisi", "al-sisi", "wf"},
    {"d'Ivoire", "d'ivoire", NULL},
    {"Shi'ites", "shi'ites", NULL},
    {"Sana'a", "sana'a", NULL},
    {"Qur'an", "qur'an", NULL},
    {"o'clock", "o'clock", NULL},
    {"pro-government", "pro-government", NULL},
    {"mid-1990s", "mid-1990s", NULL},
    {"F-16 jets", "f-16|jets", NULL},
    {"16- and 17-year-olds", "16|-|and|17-year-olds", NULL},
    {"COVID-19", "covid-19", "wcaf"},
    {"57-year-old", "57-year-old", "wnf"},
    {"57-year-old's", "57-year-old|'s", NULL},
    {"Cuba's", "cuba|'s", "wcf w"},
    {"CUBA'S", "cuba|'s", NULL},
    {"prisoners'", "prisoners|'s", "wf w"},
    {"prisoners' families", "prisoners|'s|families", NULL},
    {"Marx' book", "marx|'s|book", NULL},
    {"didn't", "did|n't", "wf w"},
    {"DIDN'T", "did|n't", NULL},
    {"can't won't", "ca|n't|wo|n't", NULL},
    {"cannot Cannot", "can|not|can|not", NULL},
    {"cannots", "cannots", NULL},
    {"I'll we've they're I'd I'm", "i|'ll|we|'ve|they|'re|i|'d|i|'m", NULL},
    {"it's", "it|'s", NULL},
    {"AT&T, R&B", "at&t|,|r&b", NULL},
    {"a&b", "a|&|b", NULL},
    {"and/or", "and|/|or", NULL},
    {"Łukasz Øystein Đoković straße", "lukasz|oystein|dokovic|strasse", NULL},
    {"ÉCOLE", "ecole", "wcaf"},
    {"Erdoğan İstanbul ırk", "erdogan|istanbul|irk", NULL},
    {"e\xCC\x81t\xCC\xA7", "et", NULL},
    {"Москва", "москва", "wcf"},
    {"Ἀθῆναι", "αθηναι", NULL},
    {"日本", "日本", "wf"},
    {"हिन्दी", "हिन्दी", NULL},
};

static const row NUMBERS[] = {
    {"1,214", "1214", "nf"},
    {"1 214", "1214", NULL},
    {"1 214 000 people", "1214000|people", NULL},
    {"12,345,678.5", "12345678.5", NULL},
    {"1'214", "1214", NULL},
    {"1.214.000", "1214000", NULL},
    {"1,00,000", "100000", NULL},
    {"12,34,567", "1234567", NULL},
    {"1,2", "1|,|2", NULL},
    {"May 5,2004", "may|5|,|2004", NULL},
    {"1,2345", "1|,|2345", NULL},
    {"2003, 120", "2003|,|120", NULL},
    {"2003 120", "2003|120", NULL},
    {"1 2145", "1|2145", NULL},
    {"11 15", "11|15", NULL},
    {"on June 26 130 were", "on|june|26|130|were", NULL},
    {"About 1 214 were", "about|1214|were", NULL},
    {"5 200,000", "5|200000", NULL},
    {"10k", "10k", "wnf"},
    {"~10,000", "~|10000", "p nf"},
    {"$2.5m", "$|2.5m", "p wnf"},
    {"US$5 million", "us|$|5|million", NULL},
    {"£1.2bn", "£|1.2bn", NULL},
    {"40-50", "40|-|50", "nf p n"},
    {"2003-04", "2003|-|04", NULL},
    {"10k-20k", "10k|-|20k", NULL},
    {"1,200-strong", "1200-strong", NULL},
    {"10-K", "10-k", NULL},
    {"1990s", "1990s", "wnf"},
    {"1990's", "1990|'s", NULL},
    {"'98", "'98", "nf"},
    {"in '98.", "in|'98|.", NULL},
    {"the '90s", "the|'90s", NULL},
    {"'984", "\"|984", NULL},
    {"3.5%", "3.5|%", NULL},
    {"20%", "20|%", NULL},
    {"12:30", "12|:|30", NULL},
    {"9/11", "9|/|11", NULL},
    {"21st", "21", "wnrf"},
    {"2ND 3rd 4th", "2|3|4", NULL},
    {"21st-century", "21st-century", "wnf"},
    {"5st3", "5st3", NULL},
    {"10am", "10am", NULL},
    {"10a.m. sharp", "10|a.m.|sharp", NULL},
    {"11.09.2003", "11|.|09|.|2003", NULL},
    {"in 2003.", "in|2003|.", NULL},
    {"3.5.", "3.5|.", NULL},
    {"#5", "#|5", NULL},
    {"½ 2½", "½|2|½", NULL},
    {"(45)", "(|45|)", NULL},
    {"45,", "45|,", NULL},
};

static const row MARKS[] = {
    {"'quoted'", "\"|quoted|\"", "po wf pq"},
    {"\xE2\x80\x9Cquoted\xE2\x80\x9D", "\"|quoted|\"", "po wf pq"},
    {"\"quoted\"", "\"|quoted|\"", "po wf pq"},
    {"He said \"go\".", "he|said|\"|go|\"|.", "wcf ws pos w pq p"},
    {"free.\" Then", "free|.|\"|then", "wf p pq wcs"},
    {"(\"go\")", "(|\"|go|\"|)", "p po wf pq p"},
    {"said-\"go\"", "said|-|\"|go|\"", "wf p po w pq"},
    {"\"'Go' he", "\"|\"|go|\"|he", "po po wcf pq ws"},
    {"a \" b \" c", "a|\"|b|\"|c", "wf pos ws pqs ws"},
    {"``go''", "\"|go|\"", "po wf pq"},
    {"'the prisoners'", "\"|the|prisoners|\"", "po wf ws pq"},
    {"rock 'n' roll", "rock|\"|n|\"|roll", NULL},
    {"a ' b", "a|'|b", NULL},
    {"5'", "5|\"", NULL},
    {"...", "...", "p"},
    {"Wait... no", "wait|...|no", NULL},
    {"a . . . b", "a|...|b", NULL},
    {"a . b", "a|.|b", NULL},
    {"a--b", "a|\xE2\x80\x94|b", "wf p w"},
    {"a -- b", "a|\xE2\x80\x94|b", NULL},
    {"a\xE2\x80\x94"
     "b",
     "a|\xE2\x80\x94|b", NULL},
    {"a - b", "a|-|b", NULL},
    {"-a b-", "-|a|b|-", NULL},
    {"?!", "?|!", NULL},
    {"\xEF\xBF\xBD x", "\xEF\xBF\xBD|x", NULL},
    {"\xE2\x80\xA2 Juan", "\xE2\x80\xA2|juan", "p wcsf"},
    {"\xE2\x82\xAC"
     "5",
     "\xE2\x82\xAC|5", NULL},
};

static const row ADDRESSES[] = {
    {"@handle", "@handle", "wf"},
    {"@Some_One1: yes", "@some_one1|:|yes", NULL},
    {"#tag", "#tag", "wf"},
    {"#FreeThem!", "#freethem|!", NULL},
    {"@ 5", "@|5", NULL},
    {"https://example.org/a?b=c.", "https://example.org/a?b=c|.", NULL},
    {"(http://example.org/a)", "(|http://example.org/a|)", NULL},
    {"www.example.org, x", "www.example.org|,|x", NULL},
    {"example.com said", "example.com|said", NULL},
    {"Example.com.", "example.com|.", NULL},
    {"example.co.uk/x y", "example.co.uk/x|y", NULL},
    {"jane.doe@example.org.", "jane.doe@example.org|.", NULL},
    {"jane@example.org", "jane@example.org", "wf"},
    {"http:// x", "http|:|/|/|x", NULL},
    {"end.common", "end|.|common", NULL},
    {"said.co x", "said|.|co|x", NULL},
};

static int
abbreviation(const void *ctx, const char *word, size_t len)
{
    static const char *const LIST[] = {"Jan", "Mr",  "Gen", "No",
                                       "Lt",  "Col", "St",  "Ph"};

    (void)ctx;
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        if (strlen(LIST[i]) == len && !memcmp(LIST[i], word, len))
            return 1;
    return 0;
}

static const aver_token_lang LANG = {abbreviation, NULL, 0};

/* Everything but white space is covered once, and hashes are right. */
static void
check(aver_str text, aver_span range, const aver_tokens *tokens)
{
    size_t at = range.start;

    for (size_t i = 0; i <= tokens->n; i++) {
        const aver_token *token = i < tokens->n ? &tokens->at[i] : NULL;
        size_t start = token ? token->at.start : range.end;
        assert_true(at <= start);
        for (; at < start; at++)
            assert_true(strchr(" \t\n\r\v\f", text.ptr[at]) != NULL);
        if (!token)
            break;
        assert_true(token->at.end > token->at.start);
        assert_true(token->at.end <= range.end);
        if (!(token->flags & AVER_TOK_PUNCT))
            assert_in_range(token->at.end - token->at.start, 1, 4 << 16);
        assert_int_equal(token->hash,
                         aver_token_hash(token->fold.ptr, token->fold.len));
        at = token->at.end;
    }
}

static void
flag_letters(uint32_t flags, char *out)
{
    static const struct {
        uint32_t flag;
        char letter;
    } NAMES[] = {{AVER_TOK_WORD, 'w'},   {AVER_TOK_NUMBER, 'n'},
                 {AVER_TOK_PUNCT, 'p'},  {AVER_TOK_CAP, 'c'},
                 {AVER_TOK_ALLCAP, 'a'}, {AVER_TOK_OPEN, 'o'},
                 {AVER_TOK_CLOSE, 'q'},  {AVER_TOK_ORDINAL, 'r'},
                 {AVER_TOK_SPACE, 's'},  {AVER_TOK_FIRST, 'f'}};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (flags & NAMES[i].flag)
            *out++ = NAMES[i].letter;
    *out = '\0';
}

static void
run_row(aver_arena *arena, const row *self)
{
    aver_str text = aver_str_z(self->text);
    aver_span range = aver_span_of(0, (uint32_t)text.len);
    aver_tokens tokens = {0};
    char folds[400] = "", flags[400] = "";

    aver_token_run(arena, text, range, &LANG, &tokens);
    check(text, range, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        size_t n = strlen(folds), m = strlen(flags);
        snprintf(folds + n, sizeof folds - n, "%s%.*s", i ? "|" : "",
                 (int)tokens.at[i].fold.len, tokens.at[i].fold.ptr);
        if (i)
            flags[m++] = ' ';
        flag_letters(tokens.at[i].flags, flags + m);
    }
    if (strcmp(folds, self->folds))
        fail_msg("'%s': got %s, not %s", self->text, folds, self->folds);
    if (self->flags && strcmp(flags, self->flags))
        fail_msg("'%s': flags %s, not %s", self->text, flags, self->flags);
}

static void
run_rows(const row *rows, size_t n)
{
    WITH_ARENA(arena,
               for (size_t i = 0; i < n; i++) run_row(&arena, &rows[i]));
}

#define TABLE_TEST(name, table)                                               \
    static void name(void **state)                                            \
    {                                                                         \
        (void)state;                                                          \
        run_rows(table, sizeof table / sizeof *table);                        \
    }
TABLE_TEST(test_words, WORDS)
TABLE_TEST(test_numbers, NUMBERS)
TABLE_TEST(test_marks, MARKS)
TABLE_TEST(test_addresses, ADDRESSES)

static void
test_range(void **state)
{
    static const char TEXT[] = "He left. She's free.";
    aver_tokens tokens = {0};

    (void)state;
    WITH_ARENA(arena, {
        aver_token_run(&arena, aver_str_z(TEXT), aver_span_of(9, 20), NULL,
                       &tokens);
        assert_int_equal(tokens.n, 4);
        assert_int_equal(tokens.at[0].at.start, 9);
        assert_int_equal(tokens.at[0].flags, AVER_TOK_WORD | AVER_TOK_CAP |
                                                 AVER_TOK_SPACE |
                                                 AVER_TOK_FIRST);
        /* appends */
        aver_token_run(&arena, aver_str_z(TEXT), aver_span_of(0, 8), NULL,
                       &tokens);
        assert_int_equal(tokens.n, 7);
        assert_true(tokens.at[4].flags & AVER_TOK_FIRST);
    });
}

static void
test_fold(void **state)
{
    static const char *const ROWS[][2] = {
        {"", ""},           {"Prisoners", "prisoners"},
        {"ÀÉÎÕÜ", "aeiou"}, {"Ḱ", "k"},
        {"Æsir", "aesir"},  {"Ⱥ", "ⱥ"},
        {"가", "가"},       {"\xFF", "\xFF"}};

    (void)state;
    WITH_ARENA(arena, {
        for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
            aver_str fold = aver_token_fold(&arena, ROWS[i][0],
                                            strlen(ROWS[i][0]));
            if (!aver_str_is(fold, ROWS[i][1]))
                fail_msg("%s: %.*s", ROWS[i][0], (int)fold.len, fold.ptr);
        }
    });
}

/* Eight bytes at a time, the last of them filled up with zeros. */
static void
test_hash(void **state)
{
    static const char TEXT[] = "abcdefghijklmnopqrstuvwxyz";

    (void)state;
    for (size_t n = 0; n < sizeof TEXT; n++) {
        uint64_t hash = 0, chunk = 0;
        size_t i = 0;
        do {
            chunk = 0;
            for (unsigned k = 0; k < 8 && i < n; k++, i++)
                chunk |= (uint64_t)(unsigned char)TEXT[i] << 8 * k;
            hash = aver_hash_chunk(hash, chunk);
        } while (i < n);
        assert_int_equal(aver_token_hash(TEXT, n), aver_hash_end(hash));
    }
}

/* Linear time, whatever the text: each within a clock of its own. */
static void
test_patho(void **state)
{
    static const char *const UNITS[] = {
        "\"",   "'",   "1",    "a",        "a.",       "A.",   "1,1",
        ",111", ".1",  "a-",   "a'",       "--",       ". ",   "a@",
        "@a",   "#",   "1 ",   "\xC3\xA9", "_",        "://",  "a://",
        "www.", "'98", "n't",  "s'",       "\xCC\x81", ".com", "\xE2\x80\x9C",
        "\xFF", "A&",  "1,11", "\xC2\xBD", "a.b@"};
    enum { BYTES = 2 << 20 };
    char *text = malloc(BYTES);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        size_t n = strlen(UNITS[i]), len = BYTES / n * n;
        clock_t start = clock();
        for (size_t at = 0; at < len; at += n)
            memcpy(text + at, UNITS[i], n);
        WITH_ARENA(arena, {
            aver_tokens tokens = {0};
            aver_span range = aver_span_of(0, (uint32_t)len);
            aver_token_run(&arena, aver_str_of(text, len), range, &LANG,
                           &tokens);
            check(aver_str_of(text, len), range, &tokens);
        });
        if (is_slow(start, 2))
            fail_msg("%s is slow", UNITS[i]);
    }
    free(text);
}

/* Any bytes: spans in order, nothing but white space left out. */
static void
test_random(void **state)
{
    static const char *const PARTS[] = {
        "a",    "B",    "1",   ",",   ".", "'", "\"",  "-",   " ", "n't",
        "'s",   "@",    "#",   "://", "é", "́",  "“",   "”",   "—", "½",
        "\xFF", "\xE2", "com", "\0x", "&", "J", "www", "000", "`"};
    uint64_t seed = 1;

    (void)state;
    WITH_ARENA(arena, {
        for (int i = 0; i < 20000; i++) {
            char text[128];
            size_t len = 0;
            aver_tokens tokens = {0};
            aver_span range;
            while (len < 100 && next_random(&seed) % 40) {
                const char *part =
                    PARTS[next_random(&seed) % (sizeof PARTS / sizeof *PARTS)];
                size_t n = *part ? strlen(part) : 1;
                memcpy(text + len, part, n);
                len += n;
            }
            range = aver_span_of(0, (uint32_t)len);
            aver_token_run(&arena, aver_str_of(text, len), range, &LANG,
                           &tokens);
            check(aver_str_of(text, len), range, &tokens);
            aver_arena_reset(&arena, 1 << 20);
        }
    });
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_marks),  cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_range),  cmocka_unit_test(test_fold),
        cmocka_unit_test(test_hash),   cmocka_unit_test(test_patho),
        cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
