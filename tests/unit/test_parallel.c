/* The parallel loop: every piece once, the first failure wins, progress and cancelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/parallel.h"

enum { PIECES = 5000 };

typedef struct record {
    int runs[PIECES];
    uint64_t fail_from; /* pieces from here on whose index is a multiple of 7 fail */
    atomic_bool *cancel;
    uint64_t cancel_at;
} record;

static const int thread_counts[] = {0, 1, 2, 3, 8, 256, 100000};
enum { THREAD_COUNTS = sizeof thread_counts / sizeof *thread_counts };

static cbg_status piece(void *context, uint64_t index)
{
    record *r = context;
    r->runs[index]++;
    if (r->cancel && index == r->cancel_at) {
        atomic_store(r->cancel, true);
    }
    if (index >= r->fail_from && index % 7 == 0) {
        return index % 2 ? CBG_OVERFLOW : CBG_NO_MEMORY;
    }
    return CBG_OK;
}

static void every_piece_runs_once_with_any_number_of_threads(void **state)
{
    (void)state;
    for (int t = 0; t < THREAD_COUNTS; t++) {
        const cbg_exec exec = {.threads = thread_counts[t]};
        record r = {.fail_from = UINT64_MAX};
        assert_int_equal(cbgi_parallel_for(&exec, PIECES, piece, &r), CBG_OK);
        for (int i = 0; i < PIECES; i++) {
            assert_int_equal(r.runs[i], 1);
        }
    }
    record r = {.fail_from = UINT64_MAX};
    assert_int_equal(cbgi_parallel_for(NULL, 3, piece, &r), CBG_OK);
    assert_int_equal(r.runs[0] + r.runs[1] + r.runs[2] + r.runs[3], 3);
}

static void no_pieces_are_no_work(void **state)
{
    (void)state;
    const cbg_exec exec = {.threads = 4};
    assert_int_equal(cbgi_parallel_for(&exec, 0, piece, NULL), CBG_OK);
    assert_int_equal(cbgi_parallel_for(NULL, 0, piece, NULL), CBG_OK);
}

static void first_failing_piece_decides_with_any_number_of_threads(void **state)
{
    (void)state;
    for (int t = 0; t < THREAD_COUNTS; t++) {
        const cbg_exec exec = {.threads = thread_counts[t]};
        for (uint64_t first = 0; first < 60; first += 7) {
            record r = {.fail_from = first};
            assert_int_equal(cbgi_parallel_for(&exec, PIECES, piece, &r),
                             first % 2 ? CBG_OVERFLOW : CBG_NO_MEMORY);
            for (uint64_t i = 0; i <= first; i++) {
                assert_int_equal(r.runs[i], 1);
            }
        }
    }
}

static void cancelling_stops_between_pieces(void **state)
{
    (void)state;
    for (int t = 0; t < 5; t++) {
        atomic_bool cancel = false;
        const cbg_exec exec = {.threads = thread_counts[t], .cancel = &cancel};
        record r = {.fail_from = UINT64_MAX, .cancel = &cancel, .cancel_at = 10};
        assert_int_equal(cbgi_parallel_for(&exec, PIECES, piece, &r), CBG_CANCELLED);
        assert_int_equal(r.runs[10], 1);
        assert_int_equal(r.runs[PIECES - 1], 0);
        record none = {.fail_from = UINT64_MAX};
        assert_int_equal(cbgi_parallel_for(&exec, PIECES, piece, &none), CBG_CANCELLED);
        assert_int_equal(none.runs[0], 0);
    }
}

static void work_finished_before_the_cancel_was_seen_counts(void **state)
{
    (void)state;
    atomic_bool cancel = false;
    const cbg_exec exec = {.cancel = &cancel};
    record r = {.fail_from = UINT64_MAX, .cancel = &cancel, .cancel_at = 19};
    assert_int_equal(cbgi_parallel_for(&exec, 20, piece, &r), CBG_OK);
}

typedef struct meter {
    pthread_t caller;
    uint64_t calls, last, total;
    bool backwards, elsewhere;
} meter;

static void note(void *context, uint64_t done, uint64_t total)
{
    meter *m = context;
    m->backwards = m->backwards || done < m->last || done > total;
    m->elsewhere = m->elsewhere || !pthread_equal(m->caller, pthread_self());
    m->last = done;
    m->total = total;
    m->calls++;
}

static void progress_rises_to_the_total_on_the_calling_thread(void **state)
{
    (void)state;
    for (int t = 0; t < THREAD_COUNTS; t++) {
        meter m = {.caller = pthread_self()};
        const cbg_exec exec = {.threads = thread_counts[t], .progress = note, .progress_context = &m};
        record r = {.fail_from = UINT64_MAX};
        assert_int_equal(cbgi_parallel_for(&exec, PIECES, piece, &r), CBG_OK);
        assert_true(m.calls >= 1 && m.last == PIECES && m.total == PIECES);
        assert_true(thread_counts[t] > 1 || m.calls == PIECES); /* after each piece */
        assert_false(m.backwards);
        assert_false(m.elsewhere);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_runs_once_with_any_number_of_threads),
        cmocka_unit_test(no_pieces_are_no_work),
        cmocka_unit_test(first_failing_piece_decides_with_any_number_of_threads),
        cmocka_unit_test(cancelling_stops_between_pieces),
        cmocka_unit_test(work_finished_before_the_cancel_was_seen_counts),
        cmocka_unit_test(progress_rises_to_the_total_on_the_calling_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
