/* Memory by lifetime: alignment, growth, reset, and what happens when there
 * is none. */
#include "arena_help.h"

#include <stdalign.h>

#include "base/vec.h"

/* A door that fails at the n-th allocation, and counts what is not freed. */
typedef struct {
    size_t left, held;
} counter;

static void *
counted_get(void *ctx, size_t size)
{
    counter *self = ctx;

    if (!self->left || size > SIZE_MAX / 2)
        return NULL;
    self->left--;
    self->held++;
    return malloc(size);
}

static void *
counted_resize(void *ctx, void *ptr, size_t size)
{
    counter *self = ctx;

    if (!self->left)
        return NULL;
    self->left--;
    self->held += !ptr;
    return realloc(ptr, size);
}

static void
counted_free(void *ctx, void *ptr)
{
    counter *self = ctx;

    self->held--;
    free(ptr);
}

static void
test_get(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        unsigned char *before = NULL;
        for (size_t size = 0; size < 300; size++) {
            unsigned char *at = aver_arena_get(&arena, size);
            assert_non_null(at);
            assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
            assert_ptr_not_equal(at, before);
            memset(at, 0xAA, size);
            before = at;
        }
        for (size_t i = 0; i < 100; i++) {
            const unsigned char *zero = aver_arena_zero(&arena, 77);
            for (size_t k = 0; k < 77; k++)
                assert_int_equal(zero[k], 0);
        }
        assert_true(arena.used >= 300 * 299 / 2);
    });
}

static void
test_large(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        char *small = aver_arena_copy(&arena, "small", 5);
        char *large = aver_arena_get(&arena, 10 << 20);
        char *after = aver_arena_copy(&arena, "after", 5);
        memset(large, 'x', 10 << 20);
        assert_string_equal(small, "small");
        assert_string_equal(after, "after");
        assert_string_equal(aver_arena_copy(&arena, "", 0), "");
    });
}

static void
test_grow(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        char *at = aver_arena_get(&arena, 10);
        char *same;
        char *moved;
        memcpy(at, "0123456789", 10);
        same = aver_arena_grow(&arena, at, 10, 1000);
        assert_ptr_equal(same, at); /* the newest grows in place */
        (void)aver_arena_get(&arena, 1);
        moved = aver_arena_grow(&arena, same, 1000, 2000);
        assert_ptr_not_equal(moved, same);
        assert_memory_equal(moved, "0123456789", 10);
        moved = aver_arena_grow(&arena, moved, 2000, 1 << 20);
        assert_memory_equal(moved, "0123456789", 10);
        assert_non_null(aver_arena_grow(&arena, NULL, 0, 5));
    });
}

static void
test_vec(void **state)
{
    (void)state;
    WITH_ARENA(arena, {
        AVER_VEC(uint32_t) numbers = {0};
        AVER_VEC(char) letters = {0};
        for (uint32_t i = 0; i < 100000; i++) {
            AVER_PUSH(&arena, &numbers, i * 3);
            AVER_PUSH(&arena, &letters, (char)('a' + i % 26));
        }
        assert_int_equal(numbers.n, 100000);
        for (uint32_t i = 0; i < 100000; i++) {
            assert_int_equal(numbers.at[i], i * 3);
            assert_int_equal(letters.at[i], 'a' + i % 26);
        }
    });
}

static void
test_reset(void **state)
{
    counter count = {SIZE_MAX, 0};
    const aver_alloc mem = {counted_get, counted_resize, counted_free, &count};
    aver_arena arena = {.mem = &mem};

    (void)state;
    aver_arena_reset(&arena, 0); /* a fresh one */
    for (int i = 0; i < 100; i++)
        (void)aver_arena_get(&arena, 100000);
    assert_true(count.held > 1);
    aver_arena_reset(&arena, SIZE_MAX);
    assert_int_equal(arena.used, 0);
    assert_int_equal(count.held, 1);
    count.left = 0; /* what is kept suffices for as much again */
    for (int i = 0; i < 50; i++)
        (void)aver_arena_get(&arena, 100000);
    assert_int_equal(count.held, 1);
    count.left = SIZE_MAX;
    aver_arena_reset(&arena, 1000); /* too large to be kept */
    assert_int_equal(count.held, 0);
    assert_non_null(aver_arena_get(&arena, 1));
    aver_arena_free(&arena);
    assert_int_equal(count.held, 0);
    aver_arena_free(&arena);
}

/* Volatile: written between setjmp and longjmp. */
static int
run_with(size_t allowed, size_t *held)
{
    counter count = {allowed, 0};
    const aver_alloc mem = {counted_get, counted_resize, counted_free, &count};
    jmp_buf oom;
    aver_arena arena = {.mem = &mem, .on_oom = &oom};
    volatile int done = 0;

    if (!setjmp(oom)) {
        AVER_VEC(uint64_t) numbers = {0};
        for (uint64_t i = 0; i < 200000; i++)
            AVER_PUSH(&arena, &numbers, i);
        done = 1;
    }
    aver_arena_free(&arena);
    *held = count.held;
    return done;
}

static void
test_oom(void **state)
{
    size_t allowed = 0, held;

    (void)state;
    while (!run_with(allowed, &held)) {
        assert_int_equal(held, 0);
        allowed++;
    }
    assert_int_equal(held, 0);
    assert_in_range(allowed, 2, 100);
}

static void
test_overflow(void **state)
{
    counter count = {SIZE_MAX, 0};
    const aver_alloc mem = {counted_get, counted_resize, counted_free, &count};
    jmp_buf oom;
    aver_arena arena = {.mem = &mem, .on_oom = &oom};
    volatile int jumps = 0;

    (void)state;
    if (!setjmp(oom))
        (void)aver_arena_get(&arena, SIZE_MAX);
    else
        jumps = jumps + 1;
    if (!setjmp(oom))
        (void)aver_arena_get(&arena, SIZE_MAX - 64);
    else
        jumps = jumps + 1;
    assert_int_equal(jumps, 2);
    aver_arena_free(&arena);
}

static void
test_door(void **state)
{
    counter count = {2, 0};
    const aver_alloc mem = {counted_get, counted_resize, counted_free, &count};
    char *at = aver_mem_zero(&mem, 4);

    (void)state;
    assert_non_null(at);
    assert_memory_equal(at, "\0\0\0\0", 4);
    at = aver_mem_resize(&mem, at, 8);
    assert_non_null(at);
    assert_null(aver_mem_get(&mem, 1));
    assert_null(aver_mem_zero(&mem, 1));
    assert_null(aver_mem_resize(&mem, NULL, 1));
    aver_mem_free(&mem, at);
    aver_mem_free(&mem, NULL);
    assert_int_equal(count.held, 0);
    at = aver_mem_get(NULL, 0); /* the default door; nothing is something */
    assert_non_null(at);
    at = aver_mem_resize(NULL, at, 0);
    assert_non_null(at);
    aver_mem_free(NULL, at);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get),      cmocka_unit_test(test_large),
        cmocka_unit_test(test_grow),     cmocka_unit_test(test_vec),
        cmocka_unit_test(test_reset),    cmocka_unit_test(test_oom),
        cmocka_unit_test(test_overflow), cmocka_unit_test(test_door),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
