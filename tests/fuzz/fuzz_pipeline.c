/* The whole way of a document. The first byte chooses: a document date or
 * none, and whether it is read twice, which must give the same. */
#include <stdint.h>
#include <stdio.h>

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static aver_worker *
new_worker(void)
{
    static aver_rules *rules; /* of the target, not of aver */
    aver_worker *worker;
    aver_err err = {0};

    if (!rules && aver_rules_load(NULL, NULL, &rules, &err) != AVER_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        abort();
    }
    if (aver_worker_new(rules, NULL, &worker, &err) != AVER_OK)
        abort();
    return worker;
}

/* A hash of all that was found. */
static uint64_t
read_once(aver_worker *worker, const aver_doc *doc)
{
    uint64_t hash = 1469598103934665603u;

    if (aver_worker_run(worker, doc, NULL) != AVER_OK)
        abort();
    for (size_t i = 0; i < aver_worker_claim_count(worker); i++) {
        const aver_claim *claim = aver_worker_claim(worker, i);
        aver_str id = aver_claim_get(claim, AVER_COL_ID);
        check_claim(claim, doc->text.ptr, doc->text.len);
        for (size_t k = 0; k < id.len; k++)
            hash = (hash ^ (unsigned char)id.ptr[k]) * 1099511628211u;
    }
    return hash;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static aver_worker *worker; /* of the target, not of aver */
    aver_doc doc = {{"fuzz", 4}, {"", 0}, {"", 0}};
    uint64_t first;

    if (!size)
        return 0;
    if (!worker)
        worker = new_worker();
    if (data[0] & 1) {
        doc.date.ptr = "2024-02-29";
        doc.date.len = 10;
    }
    doc.text.ptr = (const char *)data + 1;
    doc.text.len = size - 1;
    first = read_once(worker, &doc);
    if (data[0] & 2)
        assert(read_once(worker, &doc) == first);
    return 0;
}
