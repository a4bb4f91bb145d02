/* The loader of rules, and what it made at work. The first byte says what the
 * rest is: a lexicon, the inflections, a pipeline, or a pass of some type. A
 * rule that tries too much is given up, so it needs no clock of its own. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIPELINE, INFLECTION, WORDS, RULES, CLAIMS, FILES };

static const char *const names[] = {"pipeline.txt", "inflection.txt",
                                    "words.txt", "a.rules", "z.rules"};
static const char *const usual[] = {
    "inflection.txt\nwords.txt\na.rules\nz.rules\n",
    "class noun: singular plural\nnoun * : * *s\n",
    "@kind PEOPLE\n@inflect noun\nsailor ; event=hold\n@kind EV\n"
    "@inflect none\nfreed ; event=release\n@kind NUM\nfive ; value=5\n",
    "@pass unit\nrule np\n  match {NUM:n}? {PEOPLE:head}\n  emit NP from "
    "head\n",
    "@pass claim\nrule one\n  match {NP|PEOPLE:people} were {EV:trigger}\n"};
static const char text[] =
    "The five sailors were freed on Monday, 12 March 2024, he said: \"More "
    "than 1,200 old sailors (freed) were, as of May, held.\"\n\nSailors!";

static void
put(const char *dir, const char *name, const void *data, size_t len)
{
    char path[256];
    FILE *out;

    snprintf(path, sizeof path, "%s/en/%s", dir, name);
    out = fopen(path, "wb");
    if (!out || fwrite(data, 1, len, out) != len || fclose(out))
        abort();
}

static const char *
folder(void)
{
    static char dir[64]; /* of the target, not of aver */
    char below[96];

    if (dir[0])
        return dir;
    snprintf(dir, sizeof dir, "/tmp/aver-fuzz.XXXXXX");
    if (!mkdtemp(dir))
        abort();
    snprintf(below, sizeof below, "%s/en", dir);
    if (mkdir(below, 0700))
        abort();
    return dir;
}

static int
ignore(void *ctx, const char *line, size_t len)
{
    size_t *n = ctx;

    (void)line;
    *n += len;
    return *n > 1 << 20;
}

static void
use(const aver_rules *rules)
{
    aver_doc doc = {{"fuzz", 4}, {"2024-03-13", 10}, {text, sizeof text - 1}};
    size_t passed, failed, n = 0;
    aver_worker *worker;

    if (aver_worker_new(rules, NULL, &worker, NULL) != AVER_OK)
        abort();
    if (aver_worker_run(worker, &doc, NULL) != AVER_OK)
        abort();
    for (size_t i = 0; i < aver_worker_claim_count(worker); i++)
        check_claim(aver_worker_claim(worker, i), text, sizeof text - 1);
    aver_worker_explain(worker, &doc, NULL, ignore, &n, NULL);
    aver_worker_mentions(worker, &doc, ignore, &n, NULL);
    aver_worker_free(worker);
    aver_rules_test(rules, NULL, NULL, ignore, &n, &passed, &failed, NULL);
    aver_rules_lint(rules, NULL, ignore, &n, &failed, NULL);
    aver_rules_list(rules, ignore, &n);
    aver_rules_show(rules, "freed", ignore, &n, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_rules_options options = {0};
    aver_rules *rules;
    aver_err err = {0};
    size_t which;

    if (!size)
        return 0;
    options.dir = folder();
    which = data[0] % FILES;
    for (size_t i = 0; i < FILES; i++)
        if (i == which)
            put(options.dir, names[i], data + 1, size - 1);
        else
            put(options.dir, names[i], usual[i], strlen(usual[i]));
    if (aver_rules_load(&options, NULL, &rules, &err) != AVER_OK) {
        assert(err.message[0] && err.code != AVER_OK && !rules);
        return 0;
    }
    use(rules);
    aver_rules_free(rules);
    return 0;
}
