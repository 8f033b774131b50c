/* The programme of a tournament: every match once, seeds and sets; ties; what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_tournament.h"

/* Matches of n voices, each once; session, set and seed agree. */
static void every_match_is_played_once(void **state)
{
    (void)state;
    static bool seen[256];
    for (int pairing = CBG_PAIRING_ALL; pairing <= CBG_PAIRING_DUELS; pairing++)
        for (int self = 0; self < 2; self++)
            for (int voices = 2; voices <= 4; voices++) {
                const cbg_table_shape shape[2] = {{voices, 1}, {2, 9}};
                cbg_tournament *t = made_tournament(&(cbg_tournament_options){
                    .programs = MADE_SPECS, .spec = made_spec, .tables = 2, .table = shape, .repeat = 700, .seed = 3,
                    .pairing = (cbg_pairing)pairing, .self_play = self == 1});
                memset(seen, 0, sizeof seen);
                uint64_t first = 0, matches = 0;
                for (uint64_t set = 0; set < cbg_tournament_table_set(t, 1); set++) {
                    cbg_fixture f;
                    cbg_tournament_fixture(t, first, &f);
                    assert_int_equal(cbg_tournament_first(t, set), first);
                    assert_int_equal(f.set, set);
                    int code = 0, same = 0;
                    for (int v = 0; v < voices; v++) {
                        code = code * MADE_SPECS + f.program[v];
                        same += f.program[v] == f.program[0];
                    }
                    assert_true(self == 1 || same < voices);
                    if (f.repetition == 0) {
                        assert_false(seen[code]);
                        seen[code] = true;
                        matches++;
                    }
                    for (; !f.last; cbg_tournament_fixture(t, f.session + 1, &f))
                        assert_int_equal(f.set, set);
                    first = f.session + 1;
                }
                assert_int_equal(matches, cbg_tournament_matches(t, 0));
                assert_int_equal(first, 700 * matches);
                if (pairing == CBG_PAIRING_ALL)
                    assert_int_equal(matches, (uint64_t)pow(MADE_SPECS, voices) - (self == 1 ? 0 : MADE_SPECS));
                cbg_tournament_free(t);
            }
}

static void equal_means_share_a_rank(void **state)
{
    (void)state;
    const cbg_table_shape shape = {2, 1};
    cbg_tournament *t = made_tournament(&(cbg_tournament_options){
        .programs = MADE_SPECS, .spec = made_spec, .tables = 1, .table = &shape, .repeat = 1, .seed = 1});
    cbg_tally *tally = NULL;
    assert_int_equal(cbg_tally_make(t, NULL, &tally), CBG_OK);
    static const int64_t of[MADE_SPECS] = {300000000, 700000000, 300000000, 100000000};
    for (uint64_t k = 0; k < cbg_tournament_sessions(t); k++) {
        cbg_fixture f;
        cbg_session_score score = {.end = CBG_END_TIMEOUT, .ended_by = -1, .voices = 2, .pareto = CBG_NANO_NONE,
                           .nash = CBG_NANO_NONE, .kalai = CBG_NANO_NONE};
        cbg_tournament_fixture(t, k, &f);
        for (int v = 0; v < 2; v++)
            score.utility[v] = of[f.program[v]];
        cbg_tally_add(tally, &f, &score);
    }
    cbg_ranking *r = made_ranking(tally);
    static const int rank_of[MADE_SPECS] = {1, 2, 2, 4}, program[MADE_SPECS] = {1, 0, 2, 3};
    for (int k = 0; k < MADE_SPECS; k++) {
        assert_int_equal(r->placing[k].rank, rank_of[k]);
        assert_int_equal(r->placing[k].program, program[k]);
        assert_true(isnan(r->placing[k].pareto));
        made_near(r->placing[k].low, r->placing[k].utility);
        assert_true(isnan(r->placing[k].welch_p)); /* no spread: nothing to test by */
    }
    assert_false(cbg_tally_varied(tally));
    made_near(cbg_tally_against(tally, 0, 1), .3);
    made_near(cbg_tally_at_table(tally, 3, 0), .1);
    assert_true(isnan(cbg_tally_against(tally, 0, 0)));
    cbg_ranking_free(r);
    cbg_tally_free(tally);
    cbg_tournament_free(t);
}

static void what_cannot_be_played_is_refused(void **state)
{
    (void)state;
    cbg_tournament *t = NULL;
    cbg_diags diags;
    static const char *const twice[] = {"boulware", "boulware"};
    const cbg_table_shape two = {2, 1}, many = {64, 1}, lonely = {1, 1};
    const cbg_tournament_options bad[] = {
        {.programs = 1, .spec = made_spec, .tables = 1, .table = &two, .repeat = 1},
        {.programs = 2, .spec = twice, .tables = 1, .table = &two, .repeat = 1},
        {.programs = 2, .spec = made_spec, .tables = 1, .table = &two, .repeat = 0},
        {.programs = 2, .spec = made_spec, .tables = 1, .table = &lonely, .repeat = 1},
        {.programs = 4, .spec = made_spec, .tables = 1, .table = &many, .repeat = 1},
        {.programs = 2, .spec = made_spec, .tables = 1, .table = &two, .repeat = UINT64_MAX},
    };
    for (int k = 0; k < 6; k++) {
        cbg_diags_init(&diags, NULL);
        assert_int_not_equal(cbg_tournament_make(&bad[k], NULL, &t, &diags), CBG_OK);
        assert_true(diags.errors > 0);
        assert_null(t);
    }
    assert_int_equal(cbg_nano((double)NAN), CBG_NANO_NONE);
    assert_int_equal(cbg_nano(-.25), -250000000);
    assert_int_equal(cbg_nano(1e300), INT64_C(1000) * CBG_NANO);
    assert_int_equal(cbg_nano(-(double)INFINITY), -INT64_C(1000) * CBG_NANO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_match_is_played_once),
        cmocka_unit_test(equal_means_share_a_rank),
        cmocka_unit_test(what_cannot_be_played_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
