/* Scores against their definitions: sums and integrals done the slow way; logs read with every mistake at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/philox.h"
#include "coburg/score.h"

static cbg_diags diags;

static void close_to(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) {
        fail_msg("got %.17g, wanted %.17g", got, wanted);
    }
}

static void brier_and_log_scores_by_hand(void **state)
{
    (void)state;
    const double three[] = {.2, .7, .1}, yes[] = {.8};
    close_to(cbg_score_brier(three, 3, 1), (.04 + .09 + .01) / 2, 1e-15);
    close_to(cbg_score_brier(three, 3, -1), (.04 + .49 + .01 + 1) / 2, 1e-15);
    close_to(cbg_score_brier(yes, 1, 0), .04, 1e-15);
    close_to(cbg_score_brier(yes, 1, -1), .64, 1e-15);
    close_to(cbg_score_log_loss(.25), log(4), 1e-15);
    assert_true(isinf(cbg_score_log_loss(0)));
}

/* The distribution function that the quantiles describe. */
static double cdf(const double *level, const double *quantile, int count, double low, double high, double x)
{
    double p[66], q[66];
    int n = 0;
    p[n] = 0;
    q[n++] = isnan(low) ? quantile[0] : low;
    for (int k = 0; k < count; k++) {
        p[n] = level[k];
        q[n++] = quantile[k];
    }
    p[n] = 1;
    q[n++] = isnan(high) ? quantile[count - 1] : high;
    double at = x < q[0] ? 0 : 1;
    for (int k = 0; k + 1 < n; k++) {
        if (x >= q[k] && x < q[k + 1]) {
            at = p[k] + (p[k + 1] - p[k]) * (x - q[k]) / (q[k + 1] - q[k]);
        }
    }
    return at;
}

static void crps_is_the_integral_of_squared_distance(void **state)
{
    (void)state;
    static const double level[] = {.05, .25, .5, .75, .95};
    enum { STEPS = 20000 };
    for (int number = 0; number < 60; number++) {
        cbgi_stream random;
        cbgi_stream_init(&random, 7, 1, (uint32_t)number, 0, 0);
        double quantile[5], at = 10;
        for (int k = 0; k < 5; k++) {
            at += (double)cbgi_stream_below(&random, 12); /* equal ones, too */
            quantile[k] = at;
        }
        const double low = number % 3 == 0 ? 5 : (double)NAN, high = number % 4 == 0 ? 90 : (double)NAN;
        const double y = cbgi_stream_unit(&random) * 100;
        double sum = 0;
        for (int k = 0; k < STEPS; k++) {
            const double x = 100 * (k + .5) / STEPS, d = cdf(level, quantile, 5, low, high, x) - (x >= y);
            sum += d * d * 100 / STEPS;
        }
        close_to(cbg_score_crps(level, quantile, 5, low, high, y), sum, .006);
    }
    const double half = .5, point = 7;
    close_to(cbg_score_crps(&half, &point, 1, 0, 10, 4), 3, 0);
    /* uniform on 0..1 at y: y^3/3 + (1-y)^3/3 */
    const double third[] = {1 / 3.0, 2 / 3.0};
    close_to(cbg_score_crps(third, third, 2, 0, 1, .25), (.25 * .25 * .25 + .75 * .75 * .75) / 3, 1e-15);
}

static cbg_score_log *read_good(const char *text)
{
    cbg_score_log *log = NULL;
    if (cbg_score_log_read_text(text, strlen(text), "log", NULL, &log, &diags) != CBG_OK) {
        fail_msg("%s", diags.item[0].message);
    }
    return log;
}

static const char example[] = "\xef\xbb\xbfQuestion;by;made;answer;probability;q5;q50;q95;outcome;resolved\n"
                              "# a comment\n"
                              "talks;ann;2014-11-20;deal;20%;;;;extension;2014-11-24\n"
                              "talks;ann;2014-11-20;extension;0,8;;;;;\n"
                              "talks;ann;2014-11-22;extension;1;;;;;\n"
                              "talks;ann;2014-11-25;deal;1;;;;;\n"
                              "talks;bob;2014-11-20;deal;1;;;;;\n"
                              "number;ann;2014-11-20;;;2;5;9;4;\n"
                              "later;bob;;yes;0,5;;;;;\n";

static void the_last_forecast_in_time_counts(void **state)
{
    (void)state;
    cbg_score_log *log = read_good(example);
    cbg_score_card *card = NULL;
    assert_int_equal(cbg_score(log, false, false, NULL, &card), CBG_OK);
    assert_int_equal(card->questions, 3);
    assert_int_equal(card->settled, 2);
    assert_int_equal(card->forecasts, 6);
    assert_int_equal(card->forecasters, 2);
    const cbg_forecaster *ann = &card->forecaster[0], *bob = &card->forecaster[1];
    assert_string_equal(ann->by, "ann");
    assert_int_equal(ann->events, 1);
    assert_int_equal(ann->superseded, 2); /* the first, and one made afterwards */
    close_to(ann->brier, 0, 0);
    assert_int_equal(ann->numbers, 1);
    close_to(ann->error, 1, 0);
    assert_int_equal(ann->asked[0], 1);
    assert_int_equal(ann->inside[0], 1);
    close_to(card->share[0], .9, 1e-15);
    assert_int_equal(bob->impossible, 1);
    assert_true(isinf(bob->log));
    assert_int_equal(bob->open, 1);
    assert_int_equal(bob->bin_count[CBG_SCORE_BINS - 1], 1);
    assert_int_equal(bob->bin_true[CBG_SCORE_BINS - 1], 0);
    cbg_score_card_free(card);
    assert_int_equal(cbg_score(log, true, false, NULL, &card), CBG_OK);
    assert_int_equal(card->forecaster[0].events, 2); /* not the one made after the day it was resolved */
    close_to(card->forecaster[0].brier, (.04 + 0) / 2, 1e-15);
    cbg_score_card_free(card);
    cbg_score_log_free(log);
}

static void shared_leaves_out_what_somebody_did_not_answer(void **state)
{
    (void)state;
    cbg_score_log *log = read_good("question,by,answer,probability,outcome\n"
                                   "a,x,yes,1,yes\na,y,yes,0.5,\nb,x,yes,0,yes\nc,z,yes,1,\n");
    cbg_score_card *card = NULL;
    assert_int_equal(cbg_score(log, false, true, NULL, &card), CBG_OK);
    assert_int_equal(card->forecaster[0].events, 1);
    assert_int_equal(card->forecaster[1].events, 1); /* z, who has nothing settled, takes nothing away */
    close_to(card->forecaster[0].brier, 0, 0);
    close_to(card->forecaster[1].brier, .25, 0);
    cbg_score_card_free(card);
    assert_int_equal(cbg_score(log, false, false, NULL, &card), CBG_OK);
    close_to(card->forecaster[0].brier, .5, 0);
    cbg_score_card_free(card);
    cbg_score_log_free(log);
}

static void refused_at(const char *text, int line, int column, const char *word)
{
    cbg_score_log *log = NULL;
    assert_int_not_equal(cbg_score_log_read_text(text, strlen(text), "log", NULL, &log, &diags), CBG_OK);
    assert_null(log);
    if (diags.item[0].span.line != line || diags.item[0].span.column != column ||
        strstr(diags.item[0].message, word) == NULL) {
        fail_msg("%d:%d: %s", diags.item[0].span.line, diags.item[0].span.column, diags.item[0].message);
    }
}

static void mistakes_are_named_where_they_stand(void **state)
{
    (void)state;
    refused_at("", 1, 1, "empty");
    refused_at("question,by\n", 1, 1, "no column");
    refused_at("question,q0\n", 1, 10, "cannot be");
    refused_at("question,q5,q5.0\n", 1, 13, "second column");
    refused_at("question,probability,question\n", 1, 22, "second column");
    refused_at("question,answer,probability\na,x,1.5\n", 2, 5, "outside");
    refused_at("question,answer,probability\na,x,nan\n", 2, 5, "not a number");
    refused_at("question,answer,probability\na,x,\n", 2, 5, "missing");
    refused_at("question,answer,probability\n,x,1\n", 2, 1, "without a question");
    refused_at("question,answer,probability\na,x,.5,\n", 2, 1, "4 cells");
    refused_at("question,answer,probability\na,x,.5\na,y,.6\n", 2, 1, "sum to 1.1");
    refused_at("question,answer,probability\na,x,.5\na,x,.5\n", 3, 1, "second time");
    refused_at("question,answer,probability,made\na,x,.5,24 Nov\n", 2, 8, "not a date");
    refused_at("question,answer,probability,outcome\na,x,.5,x\na,y,.5,y\n", 3, 8, "second outcome");
    refused_at("question,answer,probability,q50\na,x,.5,\na,,,3\n", 3, 1, "answers and quantiles");
    refused_at("question,q5,q95\na,3,2\n", 2, 5, "do not rise");
    refused_at("question,q50,low,high\na,3,4,5\n", 2, 3, "do not rise");
    refused_at("question,q50\na,\n", 2, 1, "forecasts nothing");
    refused_at("question,q50,outcome\na,3,often\n", 2, 5, "not a number");
}

static void a_log_is_told_from_a_case(void **state)
{
    (void)state;
    static const char *const logs[] = {"question,probability\n", "# x\n\nBY;Q50;QUESTION"};
    static const char *const others[] = {"", "case: x\n", "party,issue,option,score\n", "question\n",
                                         "probability"};
    for (size_t k = 0; k < 2; k++) {
        assert_true(cbg_score_log_is(logs[k], strlen(logs[k])));
    }
    for (size_t k = 0; k < 5; k++) {
        assert_false(cbg_score_log_is(others[k], strlen(others[k])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brier_and_log_scores_by_hand),
        cmocka_unit_test(crps_is_the_integral_of_squared_distance),
        cmocka_unit_test(the_last_forecast_in_time_counts),
        cmocka_unit_test(shared_leaves_out_what_somebody_did_not_answer),
        cmocka_unit_test(mistakes_are_named_where_they_stand),
        cmocka_unit_test(a_log_is_told_from_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
