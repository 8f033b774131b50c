/* Tournaments: every match once, sums that equal a naive recomputation, any division into parts the same to the bit. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/coburg.h"

enum { SPECS = 4, ROWS = 20000 };

static const char *const spec[SPECS] = {"boulware", "conceder", "random(min=0.5)", "hardliner"};
static const char text[] = "case: made\n"
                           "parties: {A: {}, B: {walk_away: 20}, C: {}}\n"
                           "issues:\n"
                           "  x: {options: [a, b, c, d, e]}\n"
                           "  y: {options: [a, b, c, d]}\n"
                           "preferences:\n"
                           "  A: {weights: {x: 60, y: 40}, scores: {x: [0, 25, 50, 75, 100], y: [0, 10, 60, 100]}}\n"
                           "  B: {weights: {x: 50, y: 50}, scores: {x: [100, 80, 50, 20, 0], y: [100, 70, 20, 0]}}\n"
                           "  C: {weights: {x: 10, y: 90}, scores: {x: [0, 50, 100, 50, 0], y: [50, 100, 30, 0]}}\n";

/* A table, and what is played there. */
typedef struct stage {
    cbg_case *c;
    cbg_space *space;
    cbg_profile *profile[3];
    cbg_voice voice[3];
    cbg_landmarks *landmarks;
    cbg_program *program[SPECS];
    cbg_tournament *t;
    cbg_cast *cast;
} stage;

typedef struct heard {
    uint64_t count, repeat;
    cbg_fixture fixture[ROWS];
    cbg_session_score score[ROWS];
} heard;

static heard all;

static cbg_tournament *make(const cbg_tournament_options *o)
{
    cbg_tournament *t = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_tournament_make(o, NULL, &t, &diags), CBG_OK);
    return t;
}

static void set_up(stage *s, int voices, uint64_t repeat, bool self_play)
{
    cbg_diags diags;
    cbg_scenario scenario;
    cbg_diags_init(&diags, "made");
    memset(s, 0, sizeof *s);
    assert_int_equal(cbg_case_read_text(text, sizeof text - 1, "made", NULL, &s->c, &diags), CBG_OK);
    assert_int_equal(cbg_scenario_init(s->c, &scenario, &diags), CBG_OK);
    assert_int_equal(cbg_space_build(s->c, &scenario, NULL, &s->space, &diags), CBG_OK);
    for (int v = 0; v < voices; v++) {
        assert_int_equal(cbg_profile_build(s->space, &v, 1, NULL, &s->profile[v]), CBG_OK);
        s->voice[v] = (cbg_voice){.id = s->c->party[v].id, .profile = s->profile[v]};
    }
    assert_int_equal(cbg_landmarks_build((const cbg_profile *const *)s->profile, voices, NULL, &s->landmarks), CBG_OK);
    for (int k = 0; k < SPECS; k++)
        assert_int_equal(cbg_program_parse(spec[k], NULL, &s->program[k], &diags), CBG_OK);
    const cbg_table_shape shape = {voices, 77};
    s->t = make(&(cbg_tournament_options){
        .programs = SPECS, .spec = spec, .tables = 1, .table = &shape, .repeat = repeat, .seed = 5, .self_play = self_play});
    const cbg_talk_options options = {.rounds = 15};
    assert_int_equal(cbg_cast_make(s->t, 0, s->voice, &options, s->landmarks, (const cbg_program *const *)s->program, NULL,
                                   &s->cast, &diags),
                     CBG_OK);
}

static void tear_down(stage *s)
{
    cbg_cast_free(s->cast);
    cbg_tournament_free(s->t);
    for (int k = 0; k < SPECS; k++)
        cbg_program_free(s->program[k]);
    cbg_landmarks_free(s->landmarks);
    for (int v = 0; v < 3; v++)
        cbg_profile_free(s->profile[v]);
    cbg_space_free(s->space);
    cbg_case_free(s->c);
}

/* Each session has its slot, whichever thread tells of it. */
static void hear(void *context, uint64_t piece, const cbg_played *played)
{
    heard *h = context;
    (void)piece;
    h->fixture[played->fixture->session] = *played->fixture;
    h->score[played->fixture->session] = *played->score;
}

/* The whole, in two goes. */
static cbg_tally *play(const stage *s, uint64_t cut, int threads)
{
    cbg_tally *tally = NULL;
    const cbg_exec exec = {.threads = threads};
    const cbg_cast_sink sink = {hear, &all};
    assert_int_equal(cbg_tally_make(s->t, NULL, &tally), CBG_OK);
    all.count = cbg_tournament_sessions(s->t);
    all.repeat = cbg_tournament_options_of(s->t)->repeat;
    assert_true(all.count <= ROWS);
    assert_int_equal(cbg_cast_play(s->cast, 0, cut, &sink, tally, &exec), CBG_OK);
    assert_int_equal(cbg_cast_play(s->cast, cut, cbg_tournament_sets(s->t) - cut, &sink, tally, &exec), CBG_OK);
    return tally;
}

static cbg_ranking *rank(const cbg_tally *tally)
{
    cbg_ranking *r = NULL;
    assert_int_equal(cbg_tally_rank(tally, NULL, &r), CBG_OK);
    return r;
}

static void near(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-9 * (1 + fabs(wanted))) && !(isnan(got) && isnan(wanted)))
        fail_msg("got %.15g, wanted %.15g", got, wanted);
}

/* Mean, and variance of the means of matches, of one strategy, from the list of sessions. */
static void naive(int program, int without, double *mean, double *variance, double *matches)
{
    double sum = 0, n = 0, match_sum = 0, match_square = 0;
    *matches = 0;
    for (int v = 0; v < 3; v++) {
        double in_match = 0, of_match = 0;
        for (uint64_t k = 0; k < all.count; k++) {
            const cbg_fixture *f = &all.fixture[k];
            bool counts = v < f->voices && f->program[v] == program;
            for (int w = 0; w < f->voices; w++)
                counts = counts && (w == v || f->program[w] != without);
            if (!counts)
                continue;
            const double u = (double)all.score[k].utility[v] / CBG_NANO;
            sum += u;
            n++;
            of_match += u;
            in_match++;
            if (f->repetition + 1 == all.repeat) {
                match_sum += of_match / in_match;
                match_square += of_match / in_match * (of_match / in_match);
                ++*matches;
                in_match = of_match = 0;
            }
        }
    }
    *mean = n > 0 ? sum / n : (double)NAN;
    *variance = (match_square - match_sum * match_sum / *matches) / (*matches - 1);
}

static void placings_equal_a_naive_recomputation(void **state)
{
    (void)state;
    for (int voices = 2; voices <= 3; voices++) {
        stage s;
        set_up(&s, voices, 300, voices == 3);
        cbg_tally *tally = play(&s, 0, 1);
        cbg_ranking *r = rank(tally);
        assert_true(cbg_tally_varied(tally));
        double mean[SPECS], variance[SPECS], sets[SPECS];
        for (int k = 0; k < r->count; k++) {
            const cbg_placing *p = &r->placing[k];
            naive(p->program, -1, &mean[k], &variance[k], &sets[k]);
            near(p->utility, mean[k]);
            assert_true(k == 0 || r->placing[k - 1].utility >= p->utility);
            assert_true(p->best <= p->rank && p->rank <= p->worst);
            assert_int_equal(p->matches, (uint64_t)sets[k]);
        }
        for (int k = 0; k + 1 < r->count; k++) { /* unequal variances, Welch and Satterthwaite */
            const cbg_placing *p = &r->placing[k];
            const double a = variance[k] / sets[k], b = variance[k + 1] / sets[k + 1];
            if (fabs(p->welch_t - (mean[k] - mean[k + 1]) / sqrt(a + b)) > 1e-6 * fabs(p->welch_t))
                fail_msg("t %.12g", p->welch_t);
            if (fabs(p->welch_df - (a + b) * (a + b) / (a * a / (sets[k] - 1) + b * b / (sets[k + 1] - 1))) > 1e-4)
                fail_msg("df %.12g", p->welch_df);
            assert_true(p->bootstrap_p > 0 && p->bootstrap_p <= 1);
        }
        cbg_ranking_free(r);
        cbg_tally_free(tally);
        tear_down(&s);
    }
}

/* Ranks with an opponent left out: the naive way. */
static void ranks_without_an_opponent_equal_a_naive_recomputation(void **state)
{
    (void)state;
    stage s;
    set_up(&s, 2, 40, false);
    cbg_tally *tally = play(&s, 0, 1);
    cbg_ranking *r = rank(tally);
    for (int k = 0; k < r->count; k++) {
        const cbg_placing *p = &r->placing[k];
        int best = p->rank, worst = p->rank;
        for (int out = 0; out < SPECS; out++) {
            double mean[SPECS], unused, sets;
            int place = 1;
            if (out == p->program)
                continue;
            for (int q = 0; q < SPECS; q++)
                naive(q, out, &mean[q], &unused, &sets);
            for (int q = 0; q < SPECS; q++)
                place += q != out && mean[q] > mean[p->program] + 1e-12;
            best = place < best ? place : best;
            worst = place > worst ? place : worst;
        }
        assert_int_equal(p->best, best);
        assert_int_equal(p->worst, worst);
    }
    cbg_ranking_free(r);
    cbg_tally_free(tally);
    tear_down(&s);
}

static void parts_and_threads_give_the_same_bits(void **state)
{
    (void)state;
    stage s;
    set_up(&s, 2, 600, false);
    const uint64_t sets = cbg_tournament_sets(s.t);
    cbg_tally *whole = play(&s, 0, 1);
    cbg_ranking *wanted = rank(whole);
    for (uint64_t cut = 0; cut <= sets; cut += 7) {
        cbg_tally *again = play(&s, cut, 2);
        cbg_ranking *r = rank(again);
        assert_memory_equal(r->placing, wanted->placing, (size_t)r->count * sizeof *r->placing);
        assert_int_equal(cbg_tally_sessions(again), cbg_tournament_sessions(s.t));
        cbg_ranking_free(r);
        cbg_tally_free(again);
    }
    cbg_ranking_free(wanted);
    cbg_tally_free(whole);
    tear_down(&s);
}

/* Matches of n voices, each once; session, set and seed agree. */
static void every_match_is_played_once(void **state)
{
    (void)state;
    static bool seen[256];
    for (int pairing = CBG_PAIRING_ALL; pairing <= CBG_PAIRING_DUELS; pairing++)
        for (int self = 0; self < 2; self++)
            for (int voices = 2; voices <= 4; voices++) {
                const cbg_table_shape shape[2] = {{voices, 1}, {2, 9}};
                cbg_tournament *t = make(&(cbg_tournament_options){.programs = SPECS, .spec = spec, .tables = 2, .table = shape,
                                         .repeat = 700, .seed = 3, .pairing = (cbg_pairing)pairing, .self_play = self == 1});
                memset(seen, 0, sizeof seen);
                uint64_t first = 0, matches = 0;
                for (uint64_t set = 0; set < cbg_tournament_table_set(t, 1); set++) {
                    cbg_fixture f;
                    cbg_tournament_fixture(t, first, &f);
                    assert_int_equal(cbg_tournament_first(t, set), first);
                    assert_int_equal(f.set, set);
                    int code = 0, same = 0;
                    for (int v = 0; v < voices; v++) {
                        code = code * SPECS + f.program[v];
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
                    assert_int_equal(matches, (uint64_t)pow(SPECS, voices) - (self == 1 ? 0 : SPECS));
                cbg_tournament_free(t);
            }
}

static void equal_means_share_a_rank(void **state)
{
    (void)state;
    const cbg_table_shape shape = {2, 1};
    cbg_tournament *t = make(&(cbg_tournament_options){
        .programs = SPECS, .spec = spec, .tables = 1, .table = &shape, .repeat = 1, .seed = 1});
    cbg_tally *tally = NULL;
    assert_int_equal(cbg_tally_make(t, NULL, &tally), CBG_OK);
    static const int64_t of[SPECS] = {300000000, 700000000, 300000000, 100000000};
    for (uint64_t k = 0; k < cbg_tournament_sessions(t); k++) {
        cbg_fixture f;
        cbg_session_score score = {.end = CBG_END_TIMEOUT, .ended_by = -1, .voices = 2, .pareto = CBG_NANO_NONE,
                           .nash = CBG_NANO_NONE, .kalai = CBG_NANO_NONE};
        cbg_tournament_fixture(t, k, &f);
        for (int v = 0; v < 2; v++)
            score.utility[v] = of[f.program[v]];
        cbg_tally_add(tally, &f, &score);
    }
    cbg_ranking *r = rank(tally);
    static const int rank_of[SPECS] = {1, 2, 2, 4}, program[SPECS] = {1, 0, 2, 3};
    for (int k = 0; k < SPECS; k++) {
        assert_int_equal(r->placing[k].rank, rank_of[k]);
        assert_int_equal(r->placing[k].program, program[k]);
        assert_true(isnan(r->placing[k].pareto));
        near(r->placing[k].low, r->placing[k].utility);
        assert_true(isnan(r->placing[k].welch_p)); /* no spread: nothing to test by */
    }
    assert_false(cbg_tally_varied(tally));
    near(cbg_tally_against(tally, 0, 1), .3);
    near(cbg_tally_at_table(tally, 3, 0), .1);
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
        {.programs = 1, .spec = spec, .tables = 1, .table = &two, .repeat = 1},
        {.programs = 2, .spec = twice, .tables = 1, .table = &two, .repeat = 1},
        {.programs = 2, .spec = spec, .tables = 1, .table = &two, .repeat = 0},
        {.programs = 2, .spec = spec, .tables = 1, .table = &lonely, .repeat = 1},
        {.programs = 4, .spec = spec, .tables = 1, .table = &many, .repeat = 1},
        {.programs = 2, .spec = spec, .tables = 1, .table = &two, .repeat = UINT64_MAX},
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
        cmocka_unit_test(placings_equal_a_naive_recomputation),
        cmocka_unit_test(ranks_without_an_opponent_equal_a_naive_recomputation),
        cmocka_unit_test(parts_and_threads_give_the_same_bits),
        cmocka_unit_test(every_match_is_played_once),
        cmocka_unit_test(equal_means_share_a_rank),
        cmocka_unit_test(what_cannot_be_played_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
