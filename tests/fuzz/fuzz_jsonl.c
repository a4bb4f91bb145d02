/* A line of JSON Lines. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "io/record.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_arena arena = {0};
    jmp_buf oom;
    aver_record record;
    aver_err err = {0};
    aver_str line = {(const char *)data, size};

    memset(&record, 0, sizeof record);
    arena.on_oom = &oom;
    if (setjmp(oom))
        abort();
    if (aver_record_get_jsonl("fuzz", 1, line, &arena, &record, &err) ==
        AVER_OK) {
        aver_str text = record.doc.text;
        assert(aver_utf8_valid(text.ptr, text.len) == text.len);
        assert(record.doc.name.len);
    } else {
        assert(err.message[0]);
    }
    aver_record_free(&record);
    aver_arena_free(&arena);
    return 0;
}
