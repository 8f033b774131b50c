/* Forecasts that are told to stop: within a run, whatever it is part of, with nothing left behind. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "coburg/study.h"
#include "support/made_input.h"

enum { ACTORS = 9, ISSUES = 3 };

/* Told of progress; sets the flag the `last`-th time. */
typedef struct looker {
    atomic_bool flag;
    int calls, last; /* 0: never */
    uint64_t done, total;
} looker;

static void look(void *context, uint64_t done, uint64_t total)
{
    looker *l = context;
    assert_true(done <= total && total > 0);
    l->done = done, l->total = total;
    if (++l->calls == l->last) {
        atomic_store(&l->flag, true);
    }
}

static void look_and_compare(void *context, uint64_t done, uint64_t total)
{
    looker *l = context;
    assert_true(done >= l->done);
    assert_true(l->total == 0 || total == l->total);
    look(context, done, total);
}

static cbg_exec watched(looker *l, int last, int threads)
{
    *l = (looker){.last = last};
    atomic_init(&l->flag, false);
    return (cbg_exec){.threads = threads, .progress = look, .progress_context = l, .cancel = &l->flag};
}

/* Of a run that has been stopped nothing more is told. */
static void told_turn(void *context, const cbg_forecast_turn *turn)
{
    const looker *l = context;
    (void)turn;
    assert_false(atomic_load(&l->flag));
}

static void told_event(void *context, const cbg_forecast_event *event)
{
    const looker *l = context;
    (void)event;
    assert_false(atomic_load(&l->flag));
}

static cbg_status run_once(int model, const cbg_forecast_input *in, const cbg_exec *exec, cbg_forecast_result **out)
{
    cbg_forecast_options options;
    cbg_forecast_options_init(model, &options);
    cbg_forecast_observer observer = {NULL, NULL, NULL};
    if (exec != NULL) {
        observer = (cbg_forecast_observer){exec->progress_context, told_turn, told_event};
    }
    *out = NULL;
    return cbg_forecast_run(model, &options, in, 1, 0, &observer, exec, out, NULL);
}

/* At every place where it looks, a run stops there and then. */
static void a_run_stops_where_it_is(void **state)
{
    (void)state;
    static made_input m;
    made_input_random(&m, ACTORS, ISSUES, 3);
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        const cbg_forecast_model *about = cbg_forecast_model_at(model);
        cbg_forecast_result *plain, *seen;
        looker l;
        cbg_exec exec = watched(&l, 0, 1);
        exec.progress = look_and_compare;
        assert_int_equal(run_once(model, &m.input, NULL, &plain), CBG_OK);
        assert_int_equal(run_once(model, &m.input, &exec, &seen), CBG_OK);
        assert_memory_equal(plain->position, seen->position, ACTORS * ISSUES * sizeof(double));
        const int all = l.calls;
        int turns = 0;
        for (int k = 0; k < ISSUES; k++) {
            assert_memory_equal(&plain->issue[k].point, &seen->issue[k].point, sizeof(double));
            turns = seen->issue[k].turns > turns ? seen->issue[k].turns : turns;
        }
        cbg_forecast_result_free(plain);
        cbg_forecast_result_free(seen);
        assert_true(about->rounds ? turns > 1 && all >= turns : all == 0);
        if (strcmp(about->name, "smp") == 0) { /* whose turns are long: by actors */
            assert_true(all >= 3 * ACTORS * turns);
        }
        for (int last = 1; last <= all; last++) {
            exec = watched(&l, last, 1);
            assert_int_equal(run_once(model, &m.input, &exec, &seen), CBG_CANCELLED);
            assert_int_equal(l.calls, last);
            assert_null(seen);
        }
    }
}

static void stopped_beforehand_nothing_runs(void **state)
{
    (void)state;
    static made_input m;
    made_input_random(&m, ACTORS, ISSUES, 3);
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        cbg_forecast_result *r;
        looker l;
        const cbg_exec exec = watched(&l, 0, 1);
        atomic_store(&l.flag, true);
        assert_int_equal(run_once(model, &m.input, &exec, &r), CBG_CANCELLED);
        assert_int_equal(l.calls, 0);
    }
}

typedef struct filler {
    atomic_bool flag;
    uint64_t last;
} filler;

static void fill_and_stop(void *context, uint64_t run, double *position, double *salience, double *capability)
{
    filler *f = context;
    (void)salience, (void)capability;
    position[0] = (double)(run % 100);
    if (run == f->last) {
        atomic_store(&f->flag, true);
    }
}

/* The flag is set when the last run has its numbers: a batch that only looked between runs would be done. */
static void a_batch_stops_within_its_last_run(void **state)
{
    (void)state;
    static made_input m;
    static double point[80 * ISSUES];
    made_input_random(&m, ACTORS, ISSUES, 3);
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        cbg_forecast_options options;
        cbg_forecast_options_init(model, &options);
        for (int threads = 1; threads <= 2; threads++) {
            static const uint64_t counts[] = {1, 8, 9, 80};
            for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
                filler f = {.last = counts[k] - 1};
                atomic_init(&f.flag, false);
                const cbg_forecast_draws draws = {0, counts[k], fill_and_stop, &f};
                const cbg_exec exec = {.threads = threads, .cancel = &f.flag};
                assert_int_equal(cbg_forecast_batch(model, &options, &m.input, 1, &draws, &exec, point, NULL, NULL),
                                 CBG_CANCELLED);
                f.last = UINT64_MAX;
                atomic_store(&f.flag, false);
                assert_int_equal(cbg_forecast_batch(model, &options, &m.input, 1, &draws, &exec, point, NULL, NULL),
                                 CBG_OK);
            }
        }
    }
}

static void *set_soon(void *flag)
{
    const struct timespec wait = {.tv_nsec = 50000000};
    nanosleep(&wait, NULL);
    atomic_store((atomic_bool *)flag, true);
    return NULL;
}

/* Eight runs that would go on for many seconds, one by one or side by side; told after some turns. */
static void long_runs_stop_between_turns(void **state)
{
    (void)state;
    static const char *const specs[] = {"challenge:turns=10000:settle=0", "smp:turns=10000:settle=0"};
    static made_input m;
    static double point[8 * MADE_ISSUES];
    made_input_random(&m, MADE_ACTORS, MADE_ISSUES, 3);
    for (size_t k = 0; k < sizeof specs / sizeof specs[0]; k++) {
        int model = -1;
        pthread_t thread;
        cbg_forecast_options options;
        atomic_bool flag;
        atomic_init(&flag, false);
        const cbg_exec exec = {.cancel = &flag};
        const cbg_forecast_draws draws = {0, 8, NULL, NULL};
        assert_int_equal(cbg_forecast_parse(specs[k], &model, &options, NULL), CBG_OK);
        assert_int_equal(pthread_create(&thread, NULL, set_soon, &flag), 0);
        const cbg_status status =
            cbg_forecast_batch(model, &options, &m.input, 1, &draws, &exec, point, NULL, NULL);
        assert_int_equal(pthread_join(thread, NULL), 0);
        assert_int_equal(status, CBG_CANCELLED);
    }
}

/* While a model's own options are tried: sets the flag a little after the last setting has begun. */
typedef struct late {
    looker l;
    atomic_bool last_begun, over;
} late;

static void look_for_the_last(void *context, uint64_t done, uint64_t total)
{
    late *t = context;
    if (total < 100 && done + 1 == total) { /* of settings: turns are more */
        atomic_store(&t->last_begun, true);
    }
}

static void *set_late(void *context)
{
    late *t = context;
    const struct timespec wait = {.tv_nsec = 2000000};
    while (!atomic_load(&t->last_begun) && !atomic_load(&t->over)) {
        nanosleep(&wait, NULL);
    }
    nanosleep(&wait, NULL);
    atomic_store(&t->l.flag, true);
    return NULL;
}

static cbg_status study_stopped_late(const cbg_evidence *e)
{
    static const char *const spec[] = {"challenge:turns=10000:settle=0"};
    const cbg_study_options plan = {.specs = 1, .spec = spec, .seed = 1};
    late t;
    pthread_t thread;
    cbg_study *s = NULL;
    cbg_exec exec = watched(&t.l, 0, 1);
    exec.progress = look_for_the_last, exec.progress_context = &t;
    atomic_init(&t.last_begun, false);
    atomic_init(&t.over, false);
    assert_int_equal(pthread_create(&thread, NULL, set_late, &t), 0);
    const cbg_status status = cbg_study_make(e, &plan, &exec, &s, NULL);
    atomic_store(&t.over, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(atomic_load(&t.last_begun));
    cbg_study_free(s);
    return status;
}

/* The last setting is the last thing that this study does, so one that did not look within its runs would be done. On a busy
 * machine the flag may come too late for that; not every time. */
static void a_setting_that_is_tried_stops_within_its_run(void **state)
{
    (void)state;
    static made_input m;
    const cbg_evidence_options exact = {.spread = 0};
    made_input_random(&m, 12, 1, 3);
    cbg_evidence *e = NULL;
    assert_int_equal(cbg_evidence_from_input(&m.input, &exact, NULL, &e, NULL), CBG_OK);
    cbg_status status = CBG_OK;
    for (int attempt = 0; attempt < 20 && status == CBG_OK; attempt++) {
        status = study_stopped_late(e);
    }
    assert_int_equal(status, CBG_CANCELLED);
    cbg_evidence_free(e);
}

/* A study with all models and their own options, then what drives its answer, which is SMP's. */
static cbg_status study(const cbg_evidence *e, const char *spec, const cbg_exec *exec)
{
    const char *const specs[] = {spec, "challenge", "exchange"};
    const cbg_study_options plan = {.specs = 3, .spec = specs, .draws = 70, .seed = 1};
    cbg_study *s = NULL;
    cbg_drivers *d = NULL;
    cbg_status status = cbg_study_make(e, &plan, exec, &s, NULL);
    assert_int_equal(status == CBG_OK, s != NULL);
    if (status == CBG_OK) {
        status = cbg_study_drivers(s, 0, 2, exec, &d, NULL);
        assert_int_equal(status == CBG_OK, d != NULL);
    }
    cbg_drivers_free(d);
    cbg_study_free(s);
    return status;
}

static void a_study_stops_wherever_it_is(void **state)
{
    (void)state;
    static made_input m;
    const cbg_evidence_options ranges = {.spread = 10};
    made_input_random(&m, 5, 2, 3);
    cbg_evidence *e = NULL;
    assert_int_equal(cbg_evidence_from_input(&m.input, &ranges, NULL, &e, NULL), CBG_OK);
    for (int threads = 1; threads <= 2; threads++) {
        looker l;
        cbg_exec exec = watched(&l, 0, threads);
        assert_int_equal(study(e, "smp:turns=5", &exec), CBG_OK);
        const int all = l.calls, step = all / 25 + 1;
        assert_true(all > 50);
        for (int last = 1; last < all; last += step) {
            exec = watched(&l, last, threads);
            assert_int_equal(study(e, "smp:turns=5", &exec), CBG_CANCELLED);
            assert_in_range(l.calls, last, last + 1); /* a stage that was done may be followed by the 0 of the next */
        }
    }
    cbg_evidence_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_stops_where_it_is),
        cmocka_unit_test(stopped_beforehand_nothing_runs),
        cmocka_unit_test(a_batch_stops_within_its_last_run),
        cmocka_unit_test(long_runs_stop_between_turns),
        cmocka_unit_test(a_setting_that_is_tried_stops_within_its_run),
        cmocka_unit_test(a_study_stops_wherever_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
