/* Landmarks found by search are those that looking at every outcome finds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "coburg/measure.h"
#include "support/made_case.h"
#include "talk/profile.h"

enum { CASES = 400 };

static made_case made;
static cbg_space *space;

/* Seats all parties, the members of the bloc (if there is one) as one voice or apart. */
static int seat_voices(bool together, uint64_t table_max, cbg_profile **profile)
{
    int voices = 0;
    for (int p = 0; p < made.c.party_count; p++) {
        int seat[MADE_PARTIES], count = 0;
        const bool in_bloc = together && made.party[p].bloc >= 0;
        if (in_bloc && p != made.member[0])
            continue;
        if (!in_bloc)
            seat[count++] = p;
        for (int k = 0; in_bloc && k < made.bloc[0].member_count; k++)
            seat[count++] = made.member[k];
        assert_int_equal(cbgi_profile_build(space, seat, count, table_max, NULL, &profile[voices++]), CBG_OK);
    }
    return voices;
}

static void same_place(const cbg_landmarks *a, const cbg_landmark *x, const cbg_landmark *y)
{
    assert_int_equal(x->exists, y->exists);
    for (int v = 0; v < a->voices && x->exists; v++)
        assert_true(fabs(x->utility[v] - cbg_profile_utility(a->profile[v], x->outcome)) < 1e-12);
}

static double sum_at(const cbg_landmarks *l, const cbg_landmark *mark)
{
    double sum = 0;
    for (int v = 0; v < l->voices; v++)
        sum += mark->utility[v];
    return sum;
}

/* The smallest share of the ideal gain; the ideals from looking at every outcome. */
static double share_at(const cbg_landmarks *l, const cbg_landmark *mark, bool *all_gain)
{
    double least = 2;
    for (int v = 0; v < l->voices; v++) {
        int64_t ideal = 0;
        for (uint64_t o = 0; o < space->outcomes; o++) {
            bool agreed = true;
            for (int w = 0; w < l->voices; w++)
                agreed = agreed && cbg_profile_accepts(l->profile[w], o);
            const int64_t gain = cbg_profile_value(l->profile[v], o) - l->profile[v]->walk_away;
            ideal = agreed && gain > ideal ? gain : ideal;
        }
        *all_gain = *all_gain && ideal > 0;
        const int64_t gain = cbg_profile_value(l->profile[v], mark->outcome) - l->profile[v]->walk_away;
        const double share = ideal > 0 ? (double)gain / (double)ideal : 0;
        least = share < least ? share : least;
    }
    return least;
}

static void same_frontier(const cbg_landmarks *a, const cbg_landmarks *b)
{
    if (!a->has_frontier) /* several voices, one of them a bloc: only the search knows it */
        return;
    assert_true(b->has_frontier);
    assert_int_equal(a->frontier_count, b->frontier_count);
    for (int64_t k = 0; k < a->frontier_count * a->voices; k++)
        assert_true(fabs(a->frontier[k] - b->frontier[k]) < 1e-12);
}

static int compare(const cbg_landmarks *a, const cbg_landmarks *b)
{
    assert_true(b->counted || space->seats > 3);
    if (b->counted)
        assert_int_equal(a->agreements, b->agreements);
    assert_true(b->agreements <= a->agreements && b->agreements_most >= (double)a->agreements);
    assert_int_equal(a->none, b->none);
    same_place(a, &a->nash, &b->nash);
    same_frontier(a, b);
    if (a->agreements == 0)
        return 0;
    assert_true(b->nash.proved == b->nash.exists && b->welfare.proved);
    assert_int_equal(a->nash.outcome, b->nash.outcome);
    assert_true(fabs(sum_at(a, &a->welfare) - sum_at(a, &b->welfare)) < 1e-9);
    bool all_gain = true;
    const double share = share_at(a, &a->kalai, &all_gain);
    assert_int_equal(b->kalai.exists, all_gain);
    if (all_gain)
        assert_true(b->kalai.proved && fabs(share - share_at(a, &b->kalai, &all_gain)) < 1e-12);
    return 1;
}

static void searching_finds_what_looking_finds(void **state)
{
    (void)state;
    cbgi_stream random;
    int compared = 0, blocs = 0;
    for (int n = 0; n < CASES; n++) {
        cbg_profile *table[MADE_PARTIES], *large[MADE_PARTIES];
        cbg_landmarks *a = NULL, *b = NULL;
        cbgi_stream_init(&random, 1976, 9, (uint32_t)n, 0, 0);
        made_random(&made, &random);
        space = made_space(&made, NULL);
        const bool together = n % 2 == 0 && made.c.bloc_count > 0 && made.bloc[0].member_count < made.c.party_count;
        const int voices = seat_voices(together, UINT64_MAX, table);
        assert_int_equal(seat_voices(together, 0, large), voices);
        assert_int_equal(cbg_landmarks_build((const cbg_profile *const *)table, voices, NULL, &a), CBG_OK);
        assert_int_equal(cbg_landmarks_build((const cbg_profile *const *)large, voices, NULL, &b), CBG_OK);
        const int some = compare(a, b);
        compared += some;
        blocs += some && together;
        cbg_landmarks_free(a);
        cbg_landmarks_free(b);
        for (int v = 0; v < voices; v++) {
            cbg_profile_free(table[v]);
            cbg_profile_free(large[v]);
        }
        cbg_space_free(space);
    }
    assert_true(compared > CASES / 4 && blocs > CASES / 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(searching_finds_what_looking_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
