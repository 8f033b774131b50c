/* Models against outcomes: errors, hits and skill by hand; both layouts of the table; every mistake at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "coburg/bakeoff.h"

static cbg_diags diags;

static cbg_outcomes *read_good(const char *text, const char *columns, const char *power)
{
    cbg_outcomes *set = NULL;
    if (cbg_outcomes_read_text(text, strlen(text), "set", columns, "power", power,
                               power == NULL ? 0 : strlen(power), NULL, &set, &diags) != CBG_OK) {
        fail_msg("%s", diags.item[0].message);
    }
    return set;
}

static void close_to(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-12)) {
        fail_msg("got %.17g, wanted %.17g", got, wanted);
    }
}

static const char two[] = "proposal,issue,actor,position,salience,power,low,high,reference,outcome\n"
                          "A,x,one,0,100,3,0,10,0,10\n"
                          "A,x,two,10,50,2,0,10,0,10\n"
                          "A,y,one,4,100,3,0,10,,5\n"
                          "B,x,two,2,100,2,0,10,5,4\n"
                          "B,x,one,8,50,4,0,10,5,4\n"
                          "C,x,one,8,50,4,0,10,5,\n";

static void errors_hits_and_skill_by_hand(void **state)
{
    (void)state;
    cbg_outcomes *set = read_good(two, NULL, NULL);
    assert_int_equal(set->proposals, 3);
    assert_int_equal(set->issues, 4);
    assert_int_equal(set->decided, 3);
    assert_true(set->power_given);
    cbg_bakeoff *b = NULL;
    const char *const spec[] = {"median"};
    assert_int_equal(cbg_bakeoff_run(set, spec, 1, 1, 200, NULL, &b, &diags), CBG_OK);
    assert_int_equal(b->entrants, 5);
    assert_int_equal(b->issues, 3);
    assert_int_equal(b->proposals, 2);
    /* compromise: A.x (3*0 + 1*10)/4 = 2.5, A.y 4, B.x (2*2 + 2*8)/4 = 5 */
    close_to(b->forecast[0], 2.5);
    close_to(b->forecast[1], 4);
    close_to(b->forecast[2], 5);
    close_to(b->entrant[0].mean, (75 + 10 + 10) / 3.0);
    close_to(b->entrant[0].median, 10);
    /* unweighted mean: 5, 4, 5 */
    close_to(b->entrant[1].mean, (50 + 10 + 10) / 3.0);
    close_to(b->entrant[1].difference, 25 / 3.0);
    close_to(b->entrant[1].skill, 1 - 70 / 95.0);
    /* midpoint: 5, 5, 5 */
    close_to(b->entrant[2].mean, (50 + 0 + 10) / 3.0);
    /* reference: 0, none, 5 */
    assert_int_equal(b->entrant[3].count, 2);
    close_to(b->entrant[3].mean, (100 + 10) / 2.0);
    close_to(b->entrant[3].difference, (75 - 100 + 10 - 10) / 2.0);
    /* median: weight 3 at 0 of 4 -> 0; 4; weights 2 and 2: the lower, 2 */
    close_to(b->entrant[4].mean, (100 + 10 + 20) / 3.0);
    /* A.x is the only issue with two positions of which one came true (B.x was decided between) */
    assert_int_equal(b->entrant[0].dichotomous, 1);
    assert_int_equal(b->entrant[0].hits, 0);
    assert_int_equal(b->entrant[1].hits, 1); /* halfway: half a hit */
    /* Two proposals, 3 equally likely kinds of resample; what they give bounds the interval. */
    assert_true(b->entrant[1].low <= b->entrant[1].difference &&
                b->entrant[1].difference <= b->entrant[1].high);
    close_to(b->entrant[1].low, 0);     /* B twice */
    close_to(b->entrant[1].high, 12.5); /* A twice */
    cbg_bakeoff_free(b);
    cbg_outcomes_free(set);
}

static void the_same_at_any_number_of_threads(void **state)
{
    (void)state;
    cbg_outcomes *set = read_good(two, NULL, NULL);
    const cbg_exec threads = {.threads = 2};
    cbg_bakeoff *a = NULL, *b = NULL;
    assert_int_equal(cbg_bakeoff_run(set, NULL, 0, 9, 1000, NULL, &a, &diags), CBG_OK);
    assert_int_equal(cbg_bakeoff_run(set, NULL, 0, 9, 1000, &threads, &b, &diags), CBG_OK);
    assert_int_equal(a->entrants, 3 + cbg_forecast_model_count());
    for (int e = 0; e < a->entrants; e++) {
        assert_memory_equal(&a->entrant[e].low, &b->entrant[e].low, 3 * sizeof(double));
    }
    cbg_bakeoff_free(a);
    cbg_bakeoff_free(b);
    cbg_outcomes_free(set);
}

static void wide_tables_other_names_and_joined_powers(void **state)
{
    (void)state;
    cbg_outcomes *set = read_good("\xef\xbb\xbf# comment\n"
                                  "prnr;ISSUE;out;pos_DE;sal_DE;Position FR;Salience FR;colour\n"
                                  "1;a;50;0;0,5;100;1;red\n"
                                  "1;b;NA;;;10;1;red\n",
                                  "proposal=prnr", "actor,power\nFR,3\nUK,9\nDE,1\n");
    assert_int_equal(set->proposals, 1);
    const cbg_forecast_input *in = &set->proposal[0].input;
    assert_int_equal(in->actors, 2);
    assert_int_equal(in->issues, 2);
    assert_string_equal(in->actor_name[1], "FR");
    close_to(in->capability[0], 1);
    close_to(in->capability[2], 3);
    close_to(in->salience[0], .5);
    assert_true(isnan(in->position[1]));
    assert_true(isnan(set->proposal[0].outcome[1]));
    close_to(in->high[0], 100);
    cbg_outcomes_free(set);
    /* without a column of proposals every issue is one; a scale from what is there but the outcome, which nobody knows yet */
    set = read_good("issue,actor,position,salience,outcome,low\nx,a,-5,1,-20,\n", "low=none", NULL);
    close_to(set->proposal[0].input.low[0], -5);
    close_to(set->proposal[0].input.high[0], -4);
    cbg_outcomes_free(set);
}

static void refused_at(const char *text, const char *columns, const char *power, int line, int column,
                       const char *word)
{
    cbg_outcomes *set = NULL;
    assert_int_not_equal(cbg_outcomes_read_text(text, strlen(text), "set", columns, "power", power,
                                                power == NULL ? 0 : strlen(power), NULL, &set, &diags),
                         CBG_OK);
    if (diags.item[0].span.line != line || diags.item[0].span.column != column ||
        strstr(diags.item[0].message, word) == NULL) {
        fail_msg("%d:%d: %s", diags.item[0].span.line, diags.item[0].span.column, diags.item[0].message);
    }
}

#define HEAD "issue,actor,position,salience,outcome\n"

static void mistakes_are_named_where_they_stand(void **state)
{
    (void)state;
    refused_at("", NULL, NULL, 1, 1, "without rows");
    refused_at(HEAD, NULL, NULL, 1, 1, "without rows");
    refused_at("issue,actor,position,outcome\nx,a,1,2\n", NULL, NULL, 1, 1, "no column \"salience\"");
    refused_at("issue,actor,position,salience,outcome,out\n", NULL, NULL, 1, 39, "second column");
    refused_at("issue,outcome,pos_A\n", NULL, NULL, 1, 1, "without the salience");
    refused_at(HEAD "x,a,1,.5,2\n", NULL, NULL, 2, 7, "not a number");
    refused_at(HEAD "x,a,1,101,2\n", NULL, NULL, 2, 1, "salience outside");
    refused_at(HEAD "x,a,1,,2\n", NULL, NULL, 2, 1, "without its salience");
    refused_at(HEAD "x,,1,1,2\n", NULL, NULL, 2, 1, "without its");
    refused_at(HEAD "x,a,1,1,2,3\n", NULL, NULL, 2, 1, "6 cells");
    refused_at(HEAD "x,a,1,1,2\nx,a,1,1,2\n", NULL, NULL, 3, 1, "second position");
    refused_at(HEAD "x,a,1,1,2\nx,b,1,1,3\n", NULL, NULL, 3, 1, "another outcome");
    refused_at("issue,actor,position,salience,outcome,low,high\nx,a,1,1,2,5,5\n", NULL, NULL, 2, 1,
               "does not rise");
    refused_at("issue,actor,position,salience,outcome,low,high\nx,a,1,1,9,0,5\n", NULL, NULL, 2, 1,
               "outside low and high");
    refused_at("issue,actor,position,salience,outcome,low\n", NULL, NULL, 1, 1, "only one end");
    refused_at(HEAD "x,a,1,1,2\n", "weather=w", NULL, 0, 0, "gives no column");
    refused_at(HEAD "x,a,1,1,2\n", NULL, "actor,power\na\n", 2, 1, "not an actor and a number");
    refused_at(HEAD "x,a,1,1,2\n", NULL, "actor,power\na,-1\n", 2, 3, "negative");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_hits_and_skill_by_hand),
        cmocka_unit_test(the_same_at_any_number_of_threads),
        cmocka_unit_test(wide_tables_other_names_and_joined_powers),
        cmocka_unit_test(mistakes_are_named_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
