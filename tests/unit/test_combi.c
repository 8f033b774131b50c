/* AC_combi beside a slow reading of its formula: all offers heard in the window, added up and compared one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_talk.h"

enum { ROUNDS = 30, CASES = 300, MOST = 4 * ROUNDS };

typedef struct heard_offer {
    int round;
    int64_t value;
} heard_offer;

static const cbg_acceptance *condition(const char *name)
{
    for (int k = 0; k < cbg_acceptance_count(); k++)
        if (strcmp(cbg_acceptance_at(k)->part.name, name) == 0)
            return cbg_acceptance_at(k);
    fail_msg("no %s", name);
    return NULL;
}

/* Would it take `value`, from the window alone? */
static bool slow(const cbg_view *view, const heard_offer *heard, int count, int64_t value, bool mean)
{
    int64_t best = INT64_MIN, sum = 0;
    int n = 0;
    for (int k = 0; k < count; k++) {
        if (view->setup->t[heard[k].round] < 2 * view->t - 1)
            continue;
        best = heard[k].value > best ? heard[k].value : best;
        sum += heard[k].value;
        n++;
    }
    return n > 0 && (mean ? value * n >= sum : value >= best);
}

/* A session's worth of offers, at most three a round, some rounds silent; half way the deadline moves off. */
static void listen(const cbg_acceptance *a, bool mean, const cbg_profile *own, cbgi_stream *random)
{
    double t[2][2 * ROUNDS];
    for (int r = 0; r < 2 * ROUNDS; r++) {
        t[0][r] = r < ROUNDS ? (double)r / ROUNDS : 1;
        t[1][r] = (double)r / (2 * ROUNDS);
    }
    const double config[] = {cbgi_stream_below(random, 2) == 0 ? 0 : .6};
    const cbg_setup setup[] = {{own, &own, 0, 1, ROUNDS, 2 * ROUNDS, t[0]},
                               {own, &own, 0, 1, 2 * ROUNDS, 2 * ROUNDS, t[1]}};
    const cbg_self self = {config, NULL, calloc(a->part.memory_size(&setup[0], config), 1)};
    cbg_view view = {.own = own, .seats = 4};
    heard_offer heard[2 * MOST];
    int count = 0;
    assert_non_null(self.memory);
    for (int r = 0; r < 2 * ROUNDS; r++) {
        const int stage = r >= ROUNDS;
        view.setup = &setup[stage];
        view.round = r;
        view.t = t[stage][r];
        for (int k = (int)cbgi_stream_below(random, 4); k > 0; k--) {
            const uint64_t outcome = cbgi_stream_below(random, own->space->outcomes);
            const cbg_heard offer = {outcome, 1 + k, r, CBG_ACT_OFFER};
            a->part.hear(&view, self, &offer);
            heard[count++] = (heard_offer){r, cbg_profile_value(own, outcome)};
        }
        for (int k = 0; k < 3; k++) {
            const uint64_t outcome = cbgi_stream_below(random, own->space->outcomes);
            const bool wanted = view.t >= config[0] &&
                                slow(&view, heard, count, cbg_profile_value(own, outcome), mean);
            assert_int_equal(a->accept(&view, self, NULL, outcome, CBG_NO_OUTCOME), wanted);
        }
    }
    free(self.memory);
}

static void windows_are_those_of_the_formula(void **state)
{
    (void)state;
    static made_case m;
    for (int k = 0; k < CASES; k++) {
        cbgi_stream random;
        cbg_profile *own = NULL;
        const int seat = 0;
        cbgi_stream_init(&random, (uint64_t)k, 0xC0B1, 7, 0, 0);
        made_random(&m, &random);
        cbg_space *space = made_space(&m, NULL);
        assert_int_equal(cbg_profile_build(space, &seat, 1, NULL, &own), CBG_OK);
        listen(condition("combi"), false, own, &random);
        listen(condition("combi-avg"), true, own, &random);
        cbg_profile_free(own);
        cbg_space_free(space);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(windows_are_those_of_the_formula)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
