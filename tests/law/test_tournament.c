/* Tournaments: sums that equal a naive recomputation, any division into parts the same to the bit, and no memory lost. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/coburg.h"
#include "support/made_tournament.h"

enum { ROWS = 20000 };

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
    cbg_program *program[MADE_SPECS];
    cbg_tournament *t;
    cbg_cast *cast;
} stage;

typedef struct heard {
    uint64_t count, repeat;
    cbg_fixture fixture[ROWS];
    cbg_session_score score[ROWS];
} heard;

static heard all;

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
    for (int k = 0; k < MADE_SPECS; k++)
        assert_int_equal(cbg_program_parse(made_spec[k], NULL, &s->program[k], &diags), CBG_OK);
    const cbg_table_shape shape = {voices, 77};
    s->t = made_tournament(&(cbg_tournament_options){
        .programs = MADE_SPECS, .spec = made_spec, .tables = 1, .table = &shape, .repeat = repeat, .seed = 5, .self_play = self_play});
    const cbg_talk_options options = {.rounds = 15};
    assert_int_equal(cbg_cast_make(s->t, 0, s->voice, &options, s->landmarks, (const cbg_program *const *)s->program, NULL,
                                   &s->cast, &diags),
                     CBG_OK);
}

static void tear_down(stage *s)
{
    cbg_cast_free(s->cast);
    cbg_tournament_free(s->t);
    for (int k = 0; k < MADE_SPECS; k++)
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
        cbg_ranking *r = made_ranking(tally);
        assert_true(cbg_tally_varied(tally));
        double mean[MADE_SPECS], variance[MADE_SPECS], sets[MADE_SPECS];
        for (int k = 0; k < r->count; k++) {
            const cbg_placing *p = &r->placing[k];
            naive(p->program, -1, &mean[k], &variance[k], &sets[k]);
            made_near(p->utility, mean[k]);
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
    cbg_ranking *r = made_ranking(tally);
    for (int k = 0; k < r->count; k++) {
        const cbg_placing *p = &r->placing[k];
        int best = p->rank, worst = p->rank;
        for (int out = 0; out < MADE_SPECS; out++) {
            double mean[MADE_SPECS], unused, sets;
            int place = 1;
            if (out == p->program)
                continue;
            for (int q = 0; q < MADE_SPECS; q++)
                naive(q, out, &mean[q], &unused, &sets);
            for (int q = 0; q < MADE_SPECS; q++)
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
    cbg_ranking *wanted = made_ranking(whole);
    for (uint64_t cut = 0; cut <= sets; cut += 7) {
        cbg_tally *again = play(&s, cut, 2);
        cbg_ranking *r = made_ranking(again);
        assert_memory_equal(r->placing, wanted->placing, (size_t)r->count * sizeof *r->placing);
        assert_int_equal(cbg_tally_sessions(again), cbg_tournament_sessions(s.t));
        cbg_ranking_free(r);
        cbg_tally_free(again);
    }
    cbg_ranking_free(wanted);
    cbg_tally_free(whole);
    tear_down(&s);
}

/* ---- memory ---- */

typedef struct failing {
    int left, made; /* allocations that succeed from now on; that are out */
} failing;

static void *take(void *context, size_t size)
{
    failing *f = context;
    if (f->left == 0)
        return NULL;
    f->left--;
    f->made++;
    return malloc(size);
}

static void give(void *context, void *memory)
{
    failing *f = context;
    f->made -= memory != NULL;
    free(memory);
}

/* Makes, plays and ranks with the allocator of exec. */
static cbg_status everything(const stage *s, const cbg_exec *exec)
{
    cbg_tournament *t = NULL;
    cbg_cast *cast = NULL;
    cbg_tally *tally = NULL;
    cbg_ranking *ranking = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    const cbg_talk_options options = {.rounds = 5};
    cbg_tournament_options o = *cbg_tournament_options_of(s->t);
    o.repeat = 3;
    cbg_status status = cbg_tournament_make(&o, exec, &t, &diags);
    if (status == CBG_OK)
        status = cbg_tally_make(t, exec, &tally);
    if (status == CBG_OK)
        status = cbg_cast_make(t, 0, s->voice, &options, s->landmarks, (const cbg_program *const *)s->program, exec, &cast,
                               &diags);
    if (status == CBG_OK)
        status = cbg_cast_play(cast, 0, cbg_tournament_sets(t), NULL, tally, exec);
    if (status == CBG_OK)
        status = cbg_tally_rank(tally, exec, &ranking);
    cbg_ranking_free(ranking);
    cbg_cast_free(cast);
    cbg_tally_free(tally);
    cbg_tournament_free(t);
    return status;
}

static void memory_may_run_out_at_any_point(void **state)
{
    (void)state;
    stage s;
    set_up(&s, 2, 1, false);
    int failures = 0;
    cbg_status status = CBG_NO_MEMORY;
    for (int n = 0; status != CBG_OK; n++) {
        failing f = {n, 0};
        const cbg_allocator allocator = {take, give, &f};
        const cbg_exec exec = {.allocator = &allocator, .threads = 2};
        status = everything(&s, &exec);
        assert_int_equal(f.made, 0); /* nothing is lost */
        failures += status == CBG_NO_MEMORY;
        assert_true(status == CBG_OK || status == CBG_NO_MEMORY);
        assert_true(n < 1000);
    }
    assert_true(failures > 20);
    tear_down(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placings_equal_a_naive_recomputation),
        cmocka_unit_test(ranks_without_an_opponent_equal_a_naive_recomputation),
        cmocka_unit_test(parts_and_threads_give_the_same_bits),
        cmocka_unit_test(memory_may_run_out_at_any_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
