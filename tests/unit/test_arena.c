/* Arenas: alignment, zeroing, separation, and the failure of each allocation in turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/philox.h"

/* Counts what is live and fails the allocation number `fail_at` (from 0). */
typedef struct meter {
    int live, calls, fail_at;
} meter;

static void *meter_alloc(void *context, size_t size)
{
    meter *m = context;
    if (m->calls++ == m->fail_at) {
        return NULL;
    }
    void *memory = malloc(size);
    memset(memory, 0xA5, size);
    m->live++;
    return memory;
}

static void meter_release(void *context, void *memory)
{
    ((meter *)context)->live--;
    free(memory);
}

static void memory_is_zeroed_aligned_and_not_shared(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    static unsigned char *piece[COUNT];
    static size_t size[COUNT];
    meter m = {.fail_at = -1};
    const cbg_allocator allocator = {meter_alloc, meter_release, &m};
    cbgi_arena arena;
    cbgi_arena_init(&arena, &allocator);
    assert_int_equal(m.calls, 0);
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 0, 0, 0, 0);
    size_t asked = 0;
    for (int i = 0; i < COUNT; i++) {
        size[i] = (size_t)cbgi_stream_below(&s, i % 50 == 0 ? 100000 : 200);
        asked += size[i];
        piece[i] = cbgi_arena_alloc(&arena, size[i]);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % (size[i] >= 64 ? 64 : 16), 0);
        for (size_t k = 0; k < size[i]; k++) {
            assert_int_equal(piece[i][k], 0);
        }
        memset(piece[i], i % 251 + 1, size[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < size[i]; k++) {
            assert_int_equal(piece[i][k], i % 251 + 1);
        }
    }
    assert_true(arena.total >= asked && !arena.failed);
    assert_true(m.calls < 100);
    cbgi_arena_free(&arena);
    assert_int_equal(m.live, 0);
    assert_non_null(cbgi_arena_alloc(&arena, 10)); /* usable again */
    cbgi_arena_free(&arena);
    assert_int_equal(m.live, 0);
}

/* Pieces so large that each takes a block of its own. */
static void failure_at_any_allocation_is_told_and_leaks_nothing(void **state)
{
    (void)state;
    for (int fail_at = 0; fail_at < 6; fail_at++) {
        meter m = {.fail_at = fail_at};
        const cbg_allocator allocator = {meter_alloc, meter_release, &m};
        cbgi_arena arena;
        cbgi_arena_init(&arena, &allocator);
        int refused = 0;
        for (int i = 0; i < 6; i++) {
            refused += cbgi_arena_alloc(&arena, 300000) == NULL;
            assert_int_equal(arena.failed, refused > 0);
        }
        assert_int_equal(refused, 1);
        cbgi_arena_free(&arena);
        assert_int_equal(m.live, 0);
    }
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    cbgi_arena arena;
    cbgi_arena_init(&arena, NULL);
    assert_null(cbgi_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_true(arena.failed);
    assert_null(cbgi_arena_alloc(&arena, SIZE_MAX));
    assert_null(cbgi_arena_alloc(&arena, SIZE_MAX - 70));
    assert_null(cbgi_arena_copy(&arena, "x", SIZE_MAX));
    assert_non_null(cbgi_arena_array(&arena, 0, 8));
    assert_non_null(cbgi_arena_array(&arena, 8, 0));
    assert_true(arena.failed);
    cbgi_arena_free(&arena);
}

static void texts_are_copied_and_formatted(void **state)
{
    (void)state;
    cbgi_arena arena;
    cbgi_arena_init(&arena, NULL);
    assert_string_equal(cbgi_arena_string(&arena, "Iran"), "Iran");
    assert_string_equal(cbgi_arena_string(&arena, ""), "");
    assert_string_equal(cbgi_arena_copy(&arena, "Iran", 2), "Ir");
    assert_string_equal(cbgi_arena_copy(&arena, NULL, 0), "");
    assert_string_equal(cbgi_arena_format(&arena, "%s: %d", "weights", 95), "weights: 95");
    const char *wide = cbgi_arena_format(&arena, "%20000d", 7);
    assert_int_equal(strlen(wide), 20000);
    cbgi_arena_free(&arena);
}

static void plain_allocation_uses_the_allocator_of_the_call(void **state)
{
    (void)state;
    meter m = {.fail_at = 1};
    const cbg_allocator allocator = {meter_alloc, meter_release, &m};
    const cbg_exec exec = {.allocator = &allocator}, defaults = {0};
    void *memory = cbgi_alloc(&exec, 0);
    assert_non_null(memory);
    assert_null(cbgi_alloc(&exec, 10));
    cbgi_release(&exec, memory);
    cbgi_release(&exec, NULL);
    assert_int_equal(m.live, 0);
    cbgi_release(NULL, cbgi_alloc(NULL, 10));
    cbgi_release(&defaults, cbgi_alloc(&defaults, 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_not_shared),
        cmocka_unit_test(failure_at_any_allocation_is_told_and_leaks_nothing),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(texts_are_copied_and_formatted),
        cmocka_unit_test(plain_allocation_uses_the_allocator_of_the_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
