/* What a program that uses the installed library looks like. */
#include <aver/aver.h>
#include <stdio.h>
#include <string.h>

static int
fail(const aver_err *err)
{
    fprintf(stderr, "%s:%u:%u: %s\n", err->file, err->line, err->column,
            err->message);
    return 1;
}

int
main(void)
{
    const char *text = "Peru released 53 prisoners on Monday.";
    aver_doc doc = {{"app", 3}, {"2026-03-12", 10}, {NULL, 0}};
    aver_rules *rules;
    aver_worker *worker;
    aver_err err = {0};

    doc.text.ptr = text;
    doc.text.len = strlen(text);
    if (aver_rules_load(NULL, NULL, &rules, &err) != AVER_OK)
        return fail(&err);
    if (aver_worker_new(rules, NULL, &worker, &err) != AVER_OK ||
        aver_worker_run(worker, &doc, &err) != AVER_OK)
        return fail(&err);
    for (size_t i = 0; i < aver_worker_claim_count(worker); i++) {
        const aver_claim *claim = aver_worker_claim(worker, i);
        aver_str event = aver_claim_get(claim, AVER_COL_EVENT);
        aver_str count = aver_claim_get(claim, AVER_COL_COUNT);
        printf("%.*s %.*s\n", (int)event.len, event.ptr, (int)count.len,
               count.ptr);
    }
    aver_worker_free(worker);
    aver_rules_free(rules);
    return 0;
}
