/* Tables of positions: all layouts, and every refusal at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "coburg/positions.h"

static cbg_diags diags;

static cbg_positions *read_good(const char *text)
{
    cbg_positions *p = NULL;
    const cbg_status status = cbg_positions_read_text(text, strlen(text), "table", NULL, &p, &diags);
    if (status != CBG_OK) {
        print_message("%s\n", diags.item[0].message);
    }
    assert_int_equal(status, CBG_OK);
    return p;
}

static void a_long_table_gives_issues_scales_and_gaps(void **state)
{
    (void)state;
    cbg_positions *p = read_good("\xef\xbb\xbf# a comment\n"
                                 "actor;issue;position;salience;power;lower;upper;reference\r\n"
                                 "\"Iran; Islamic Republic\";CF;12,5;80;1;0;20;3\n"
                                 "\n"
                                 "US;CF;;;2;0;20;3\n"
                                 "US;UN;1;0,5;3;0;1;\n");
    const cbg_forecast_input *in = &p->input;
    assert_int_equal(in->actors, 2);
    assert_int_equal(in->issues, 2);
    assert_string_equal(in->actor_name[0], "Iran; Islamic Republic");
    assert_string_equal(in->issue_name[1], "UN");
    assert_true(in->position[0] == 12.5 && isnan(in->position[1]) && isnan(in->position[2]) &&
                in->position[3] == 1);
    assert_true(p->percent && in->salience[0] == .8 && in->salience[3] == .005);
    assert_true(in->capability[0] == 1 && in->capability[2] == 2 && in->capability[3] == 3);
    assert_true(in->high[0] == 20 && in->high[1] == 1 && in->reference[0] == 3 && isnan(in->reference[1]));
    cbg_positions_free(p);
}

static void one_issue_needs_no_name_and_no_scale(void **state)
{
    (void)state;
    cbg_positions *p = read_good("Actor,Capability,Position,Salience\nA,0.5,4,0.8\nB,1,7,1\n");
    assert_int_equal(p->input.issues, 1);
    assert_null(p->input.low);
    assert_null(p->input.reference);
    assert_true(p->power_given && !p->percent && !p->wide && p->input.salience[0] == .8);
    cbg_positions_free(p);
    p = read_good("actor\tposition\tsalience\nA\t4\t1\n");
    assert_true(!p->power_given && p->input.capability[0] == 1);
    cbg_positions_free(p);
}

static void a_wide_table_gives_pairs_on_a_hundred(void **state)
{
    (void)state;
    cbg_positions *p = read_good("Actor,Description,Power,Security Position,Security Salience,pos_1,sal_1\n"
                                 "A,\"a \"\"great\"\" power\",102.543,75.79,49.53,6.37,5.91\n"
                                 "B,,53,82.72,30.33,,\n");
    assert_int_equal(p->input.issues, 2);
    assert_string_equal(p->input.issue_name[0], "Security");
    assert_string_equal(p->input.issue_name[1], "issue 2");
    assert_true(p->wide && p->percent && p->input.salience[0] == 49.53 / 100 && p->input.high[1] == 100);
    assert_true(isnan(p->input.position[3]) && p->input.capability[2] == 53 && p->input.capability[3] == 53);
    cbg_positions_free(p);
}

static void refused(const char *text, int line, int column, const char *says)
{
    cbg_positions *p = NULL;
    assert_int_not_equal(cbg_positions_read_text(text, strlen(text), "table", NULL, &p, &diags), CBG_OK);
    assert_null(p);
    assert_true(diags.errors >= 1);
    if (diags.item[0].span.line != line || diags.item[0].span.column != column ||
        !strstr(diags.item[0].message, says)) {
        print_message("%d:%d %s\n", diags.item[0].span.line, diags.item[0].span.column,
                      diags.item[0].message);
    }
    assert_int_equal(diags.item[0].span.line, line);
    assert_int_equal(diags.item[0].span.column, column);
    assert_non_null(strstr(diags.item[0].message, says));
}

static void what_is_wrong_is_named_at_its_place(void **state)
{
    (void)state;
    refused("", 1, 1, "empty");
    refused("# only\n\n", 1, 1, "empty");
    refused("actor,position,salience\n", 1, 1, "without rows");
    refused("actor,positoin,salience\nA,1,1\n", 1, 7, "not known");
    assert_string_equal(diags.item[0].hint, "did you mean position?");
    refused("actor,position,salience,powr\nA,1,1,1\n", 1, 25, "not known");
    refused("actor,position,salience,power,influence\nA,1,1,1,1\n", 1, 31, "a second column");
    refused("actor,position\nA,1\n", 1, 1, "no column \"salience\"");
    refused("actor,position,salience\nA,1\n", 2, 1, "2 cells in this row, 3");
    refused("actor,position,salience\nA,x,1\n", 2, 3, "not a number");
    refused("actor,position,salience\nA,nan,1\n", 2, 3, "not a number");
    refused("actor,position,salience\nA,1,-1\n", 2, 5, "outside its bounds");
    refused("actor,position,salience\nA,1,101\n", 2, 5, "outside its bounds");
    refused("actor,position,salience\nA,1,\n", 2, 5, "without its salience");
    refused("actor,position,salience\n\xc3\x84rzte,1,1\n\xc3\x84rzte,  2,1\n", 3, 9, "a second position");
    refused("actor,position,salience\n,1,1\n", 2, 1, "a name is missing");
    refused("actor,position,salience,power\nA,1,1,-1\n", 2, 7, "a power");
    refused("actor,position,salience,power\nA,1,1,\n", 2, 7, "a power");
    refused("actor,position,salience,lower\nA,1,1,0\n", 1, 1, "only one end");
    refused("actor,position,salience,lower,upper\nA,11,1,0,10\n", 2, 3, "on a scale from 0 to 10");
    refused("actor,position,salience,lower,upper\nA,1,1,0,10\nB,1,1,0,9\n", 3, 9, "another end");
    refused("actor,power,pos_0,sal_0,sal_1\nA,1,1,1,1\n", 1, 25, "without a position before");
    refused("actor,power,pos_0,sal_0\nA,1,101,1\n", 2, 5, "on a scale from 0 to 100");
    refused("actor,position,salience\n\"A,1,1\n", 2, 1, "not closed");
    refused("actor,position,salience\n\"A\"x,1,1\n", 2, 4, "after a closing quote");
    refused("actor,position,salience\nA,1\xff,1\n", 2, 4, "not UTF-8");
    refused("actor,position,salience\nA,1e300,1\n", 2, 3, "not a number");
    refused("actor,position,salience,reference\nA,1,1,0\nB,1,1,2\n", 3, 7, "another reference than before");
    refused("actor,position,salience,lower,upper\nA,1,1,9,0\nB,1,1,9,0\n", 2, 3, "does not rise");
}

/* KTAB goes by place, whatever the columns after the power are called. */
static void a_wide_table_may_name_its_pairs_anyhow(void **state)
{
    (void)state;
    cbg_positions *p = read_good("Name,Desc,Power,Price,S1,Tax,S2\nA,one,10,1,50,3,30\nB,two,20,3,40,50,50\n");
    assert_int_equal(p->input.issues, 2);
    assert_string_equal(p->input.issue_name[0], "Price");
    assert_string_equal(p->input.issue_name[1], "Tax");
    assert_true(p->wide && p->input.position[3] == 50 && p->input.salience[1] == .3 && p->input.capability[2] == 20);
    cbg_positions_free(p);
}

static void tagged_lines_give_what_they_declare(void **state)
{
    (void)state;
    cbg_positions *p = read_good("# made for a test\n"
                                 "#O\tTolls\t\t\n#/\tID\tname\n"
                                 "#A\tA\tthe first\n#A\tIdle\n#A\tB\n"
                                 "#P\theight\tHow high?\n#M\theight\t7\teuro\n#M\theight\t0,5\teuro\n"
                                 "#P\tunasked\n#P\twhen\n"
                                 "#D\tB\twhen\t30\t0.25\t2\t\n"
                                 "#D\tA\twhen\t10\t0.5\t1\n"
                                 "#D\tB\theight\t3\t1\t4\n");
    const cbg_forecast_input *in = &p->input;
    assert_int_equal(in->actors, 2);
    assert_int_equal(in->issues, 2);
    assert_string_equal(in->actor_name[0], "A");
    assert_string_equal(in->issue_name[0], "height");
    assert_true(isnan(in->position[0]) && in->position[1] == 10 && in->position[2] == 3 &&
                in->position[3] == 30);
    assert_true(in->low[0] == .5 && in->high[0] == 7 && in->low[1] == 10 && in->high[1] == 30);
    assert_true(in->salience[1] == .5 && in->capability[2] == 4 && in->capability[3] == 2);
    cbg_positions_free(p);
    p = read_good("'#A';'a b'\n'#P';'x';'y';''\n'#M';'x';0\n'#M';'x';100;\n'#D';'a b';'x';50.0;1.0;0.5;\n");
    assert_string_equal(p->input.actor_name[0], "a b");
    assert_true(p->input.position[0] == 50 && p->input.high[0] == 100);
    cbg_positions_free(p);
    p = read_good("#A,A\n#P,x\n#D,A,x,1,1,1");
    assert_null(p->input.low);
    cbg_positions_free(p);
}

static void what_is_wrong_with_tags_is_named_at_its_place(void **state)
{
    (void)state;
    refused("#A\tA\n#P\tx\n#D\tB\tx\t1\t1\t1\n", 3, 4, "nothing of this name is declared");
    refused("#A\tA\n#A\tA\n", 2, 4, "declared a second time");
    refused("#A\tA\n#P\tx\n#M\tx\tlow\n", 3, 6, "not a number");
    refused("#A\tA\n#P\tx\n#D\tA\tx\t1\t1\n", 3, 1, "cells are missing");
    refused("#A\tA\n#P\tx\n#D\tA\tx\t1\t1\t1\t9\n", 3, 14, "a cell too many");
    refused("#A\tA\n#P\tx\n#Z\tA\n", 3, 1, "an unknown tag");
    refused("#A\tA\n#P\tx\n#M\tx\t0\n#M\tx\t9\n#D\tA\tx\t10\t1\t1\n", 5, 8, "a position of 10 on a scale");
    refused("#A\tA\n#P\tx\n", 1, 1, "a table without rows");
}

static void all_that_is_wrong_is_reported(void **state)
{
    (void)state;
    refused("actor,position,salience\nA,x,1\nB,y,1\nC,1,200\n", 2, 3, "not a number");
    assert_int_equal(diags.errors, 3);
    assert_string_equal(diags.item[2].excerpt, "C,1,200");
}

static void too_many_actors_are_refused(void **state)
{
    (void)state;
    static char text[1 << 16] = "actor,position,salience\n";
    size_t used = strlen(text);
    for (int k = 0; k < 1001; k++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "a%d,1,1\n", k);
    }
    refused(text, 1002, 1, "more than 1000 actors");
}

static void a_missing_file_is_said(void **state)
{
    (void)state;
    cbg_positions *p = NULL;
    assert_int_equal(cbg_positions_read_file("/nonexistent/table.csv", NULL, &p, &diags), CBG_IO);
    assert_non_null(strstr(diags.item[0].message, "cannot read"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_table_gives_issues_scales_and_gaps),
        cmocka_unit_test(one_issue_needs_no_name_and_no_scale),
        cmocka_unit_test(a_wide_table_gives_pairs_on_a_hundred),
        cmocka_unit_test(what_is_wrong_is_named_at_its_place),
        cmocka_unit_test(a_wide_table_may_name_its_pairs_anyhow),
        cmocka_unit_test(tagged_lines_give_what_they_declare),
        cmocka_unit_test(what_is_wrong_with_tags_is_named_at_its_place),
        cmocka_unit_test(all_that_is_wrong_is_reported),
        cmocka_unit_test(too_many_actors_are_refused),
        cmocka_unit_test(a_missing_file_is_said),
    };
    return cmocka_run_group_tests_name("positions", tests, NULL, NULL);
}
