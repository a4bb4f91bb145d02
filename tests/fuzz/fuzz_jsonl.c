/* JSON Lines: what the reader makes of a file of them, and a line against
 * Jansson alone. The first byte is the size of the largest record,
 * and what lines without a name are called. */
#include <assert.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/json_door.h"
#include "io/record.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_record(const aver_record *record)
{
    aver_str text = record->doc.text, name = record->doc.name;

    assert(aver_utf8_valid(text.ptr, text.len) == text.len);
    assert(name.len && aver_utf8_valid(name.ptr, name.len) == name.len);
    assert(!record->doc.date.len || record->doc.date.len == 10);
}

/* The same, by Jansson alone; where it refuses, half a surrogate pair was
 * mended. */
static void
check_text(aver_arena *arena, aver_str line, aver_str text)
{
    size_t bad = 0;
    json_error_t why;
    json_t *root;
    const json_t *value;

    if (line.len >= 3 && !memcmp(line.ptr, "\xEF\xBB\xBF", 3))
        line = aver_str_of(line.ptr + 3, line.len - 3);
    line = aver_utf8_repair(arena, line, &bad);
    root = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &why);
    if (!root)
        return;
    value = json_object_get(root, "text");
    assert(json_string_length(value) == text.len);
    assert(!text.len || !memcmp(json_string_value(value), text.ptr, text.len));
}

static void
try_line(aver_str line, int hashed, aver_arena *arena)
{
    aver_record record;
    aver_err err = {0};

    memset(&record, 0, sizeof record);
    if (aver_record_get_jsonl(hashed ? NULL : "fuzz", 1, line, arena, &record,
                              &err) == AVER_OK) {
        check_record(&record);
        check_text(arena, line, record.doc.text);
    } else {
        assert(err.code == AVER_ERR_INPUT && err.message[0]);
    }
}

static void
check_raw(const aver_batch *batch, const aver_raw *raw, size_t max,
          aver_arena *arena)
{
    const aver_record_options none = {{"", 0}, 0};
    aver_record record;
    aver_err err = {0};

    if (raw->kind == AVER_RAW_PROBLEM)
        assert(batch->names.at[raw->start]);
    else
        assert(raw->len <= max && raw->start + raw->len <= batch->bytes.n);
    if (aver_record_get(batch, raw, &none, arena, &record, &err) == AVER_OK)
        check_record(&record);
    else
        assert(err.message[0]);
}

/* The path of a file of these bytes. */
static const char *
file_of(const uint8_t *data, size_t size)
{
    static char path[64]; /* of the target, not of aver */
    static int fd = -1;

    if (fd < 0) {
        snprintf(path, sizeof path, "/tmp/aver-fuzz-lines.XXXXXX");
        fd = mkstemp(path);
        if (fd < 0 || unlink(path))
            abort();
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    if (ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
        abort();
    return path;
}

static void
try_file(const uint8_t *data, size_t size, size_t max, aver_arena *arena)
{
    const char *path = file_of(data, size);
    aver_reader_options options = {&path, 1, 1, max, NULL};
    aver_reader *reader = aver_reader_new(&options, NULL);
    size_t line = 0;
    aver_batch batch;

    aver_batch_init(&batch, NULL);
    do {
        if (aver_reader_next(reader, &batch) != AVER_OK)
            abort();
        for (size_t i = 0; i < batch.n; i++) {
            assert(batch.at[i].line > line);
            line = batch.at[i].line;
            check_raw(&batch, &batch.at[i], max, arena);
        }
    } while (batch.n);
    aver_batch_free(&batch);
    aver_reader_free(reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_arena arena = {0};
    jmp_buf oom;

    if (!size)
        return 0;
    arena.on_oom = &oom;
    if (setjmp(oom))
        abort();
    aver_json_door_set();
    try_line(aver_str_of((const char *)data + 1, size - 1), data[0] & 16,
             &arena);
    try_file(data + 1, size - 1, (size_t)16 << data[0] % 16, &arena);
    aver_arena_free(&arena);
    return 0;
}
