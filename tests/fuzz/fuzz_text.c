/* Normaliser, splitter and tokenizer, without rules. */
#include <assert.h>
#include <stdlib.h>

#include "text/norm.h"
#include "text/sent.h"
#include "text/token.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sentence(aver_arena *arena, const aver_norm *norm, aver_span at)
{
    aver_tokens tokens = {0};
    uint32_t behind = at.start;

    aver_token_run(arena, norm->text, at, NULL, &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        aver_span orig = aver_norm_original(norm, tokens.at[i].at);
        assert(tokens.at[i].at.start >= behind);
        assert(tokens.at[i].at.start < tokens.at[i].at.end);
        assert(tokens.at[i].at.end <= at.end);
        assert(orig.start < orig.end && orig.end <= norm->orig_len);
        behind = tokens.at[i].at.end;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    aver_arena arena = {0};
    jmp_buf oom;
    aver_norm norm;
    aver_spans spans = {0};
    uint32_t behind = 0;

    if (size > UINT32_MAX)
        return 0;
    arena.on_oom = &oom;
    if (setjmp(oom))
        abort();
    aver_norm_run(&arena, AVER_NORM_NEWS, (const char *)data, (uint32_t)size,
                  &norm);
    assert(aver_utf8_valid(norm.text.ptr, norm.text.len) == norm.text.len);
    aver_sent_split(&arena, norm.text, 512, NULL, &spans);
    for (size_t i = 0; i < spans.n; i++) {
        assert(spans.at[i].start >= behind &&
               spans.at[i].end <= norm.text.len);
        assert(spans.at[i].start < spans.at[i].end);
        behind = spans.at[i].end;
        check_sentence(&arena, &norm, spans.at[i]);
    }
    aver_arena_free(&arena);
    return 0;
}
