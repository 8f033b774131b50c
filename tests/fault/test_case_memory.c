/* Reading and analysing a case with the n-th allocation failing, for every n: the answer is either complete or
 * "out of memory", and nothing is lost. malloc itself is replaced, so libyaml's allocations fail as well. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/analysis.h"
#include "coburg/convert.h"
#include "coburg/measure.h"
#include "coburg/positions.h"
#include "coburg/read.h"
#include "coburg/study.h"
#include "talk/profile.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void __libc_free(void *memory);

static long countdown = -1; /* allocations until one fails; -1: never */
static long live, made;

static int fails(void)
{
    made++;
    return countdown >= 0 && countdown-- == 0;
}

void *malloc(size_t size)
{
    void *p = fails() ? NULL : __libc_malloc(size);
    live += p != NULL;
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = fails() ? NULL : __libc_calloc(count, size);
    live += p != NULL;
    return p;
}

void *realloc(void *memory, size_t size)
{
    void *p = fails() ? NULL : __libc_realloc(memory, size);
    live += p != NULL && memory == NULL;
    return p;
}

void free(void *memory)
{
    live -= memory != NULL;
    __libc_free(memory);
}

static const char text[] =
    "case: small\n"
    "schedule: {deadline: 2014-11-24, sessions: [{kind: bilateral, with: [A, B], source: S1}]}\n"
    "parties: {A: {walk_away: 20}, B: {walk_away: 30}, C: }\n"
    "blocs: {sides: {members: [B, C]}}\n"
    "stakeholders: {X: {briefed_by: A}}\n"
    "influence: [{from: X, to: A, effect: raises}]\n"
    "issues: {one: {options: [a, b, c]}, two: {scale: {from: 0, to: 10, step: 2}}}\n"
    "preferences:\n"
    "  A: {weights: {one: 60, two: 40}, scores: {one: [0, 50, 100], two: {0: 0, 10: 100}},\n"
    "      red_lines: [{issue: one, accept: [c]}]}\n"
    "  B: {weights: {one: 30, two: 70}, scores: {one: [100, 50, 0], two: {0: 100, 10: 0}},\n"
    "      red_lines: [{issue: one, accept: [a, b]}]}\n"
    "  C: {points: {one: [5, 4, 3], two: {0: 1, 10: 2}}}\n"
    "packages: {p: {outcome: {one: b, two: 4}}}\n"
    "sources: {s: {reliability: B}}\n"
    "claims: {S1: {source: s, says: it, about: [one], contested_by: S2}, S2: {source: s, says: not it}}\n"
    "trail: [{date: 2014, party: A, issue: one, position: a}]\n"
    "indicators: {i: {value: 3}}\n";

static cbg_status read_and_analyse(void)
{
    static cbg_diags diags;
    cbg_case *c = NULL;
    cbg_status status = cbg_case_read_text(text, sizeof text - 1, "small", NULL, &c, &diags);
    if (status != CBG_OK) {
        assert_null(c);
        return status;
    }
    char *written = NULL;
    size_t length;
    status = cbg_case_write_text(c, NULL, &written, &length);
    if (status == CBG_OK) {
        cbg_text_free(NULL, written);
        cbg_scenario scenario;
        cbg_analysis *a = NULL;
        const cbg_analysis_options options = {.top = 3};
        status = cbg_scenario_init(c, &scenario, &diags);
        if (status == CBG_OK) {
            status = cbg_analyze(c, &scenario, &options, NULL, &a, &diags);
        }
        if (status == CBG_OK) {
            cbg_analysis_free(a);
        }
    }
    cbg_case_free(c);
    return status;
}

/* What one talk holds. */
typedef struct table {
    cbg_case *c;
    cbg_space *space;
    cbg_profile *profile[2];
    cbg_program *program[2];
    cbg_talk *talk;
    cbg_landmarks *landmarks;
    cbg_workspace *workspace;
} table;

/* A party and a bloc, with tables of outcomes or without. */
static cbg_status negotiate(table *t, uint64_t table_max, cbg_diags *diags)
{
    static const int seat[2][2] = {{0}, {1, 2}};
    cbg_scenario scenario;
    cbg_voice voice[2];
    cbg_session_result result;
    cbg_measures measures;
    cbg_status status = cbg_case_read_text(text, sizeof text - 1, "small", NULL, &t->c, diags);
    if (status == CBG_OK)
        status = cbg_scenario_init(t->c, &scenario, diags);
    scenario.red_lines = 0;
    if (status == CBG_OK)
        status = cbg_space_build(t->c, &scenario, NULL, &t->space, diags);
    for (int v = 0; v < 2 && status == CBG_OK; v++) {
        status = cbgi_profile_build(t->space, seat[v], v + 1, table_max, NULL, &t->profile[v]);
        if (status == CBG_OK)
            status = cbg_program_parse("bidding:boulware+accept:next", NULL, &t->program[v], diags);
        voice[v] = (cbg_voice){.id = "v", .profile = t->profile[v], .program = t->program[v]};
    }
    const cbg_talk_options options = {.rounds = 20};
    if (status == CBG_OK)
        status = cbg_talk_build(voice, 2, &options, NULL, &t->talk, diags);
    if (status == CBG_OK)
        status = cbg_landmarks_build(cbg_talk_profiles(t->talk), 2, NULL, &t->landmarks);
    if (status == CBG_OK)
        status = cbg_workspace_make(t->talk, NULL, &t->workspace);
    if (status == CBG_OK) {
        cbg_talk_run(t->talk, 1, t->workspace, NULL, &result);
        cbg_measure(t->landmarks, &result, &measures);
        assert_int_equal(result.end, CBG_END_AGREEMENT);
    }
    return status;
}

static cbg_status talk_with(uint64_t table_max)
{
    static cbg_diags diags;
    table t;
    memset(&t, 0, sizeof t);
    const cbg_status status = negotiate(&t, table_max, &diags);
    cbg_workspace_free(t.workspace);
    cbg_landmarks_free(t.landmarks);
    cbg_talk_free(t.talk);
    for (int v = 0; v < 2; v++) {
        cbg_program_free(t.program[v]);
        cbg_profile_free(t.profile[v]);
    }
    cbg_space_free(t.space);
    cbg_case_free(t.c);
    return status;
}

static cbg_status talk_with_tables(void)
{
    return talk_with(CBG_TABLE_MAX);
}

static cbg_status talk_without_tables(void)
{
    return talk_with(0);
}

#define WEIGHTS "<weight index='1' value='0.6'/><weight index='2' value='0.4000000000000000001'/>"
#define ISSUES                                                                                               \
    "<objective><issue index='1' name='one'><item value='a' evaluation='3'/><item value='b' "                \
    "evaluation='1'/></issue>"                                                                               \
    "<issue index='2' name='two' type='real'><range lowerbound='0' upperbound='1'/>"                         \
    "<evaluator ftype='linear' parameter0='0' parameter1='1'/></issue>" WEIGHTS "</objective>"

static const char domain[] =
    "<negotiation_template><utility_space>" ISSUES "</utility_space></negotiation_template>";
static const char profile[] = "<utility_space>" ISSUES "<reservation value='0.2'/></utility_space>";
static const char boxes[] =
    "<utility_space type='nonlinear'><utility maxutility='9'><ufun><hyperRectangle utility='4'>"
    "<INCLUDES index='2' min='0' max='0.5'/></hyperRectangle></ufun></utility></utility_space>";

/* GENIUS files in, files of every format out, and those in again. */
static cbg_status convert(const cbg_file *file, int count)
{
    static cbg_diags diags;
    cbg_case *c = NULL;
    cbg_status status = cbg_case_read_files(file, count, "small", NULL, &c, &diags);
    for (int k = 0; k < cbg_format_count() && status == CBG_OK; k++) {
        cbg_export *files = NULL;
        cbg_case *again = NULL;
        status = cbg_case_export(c, k, "small", NULL, &files, &diags);
        if (status == CBG_BAD_CASE) { /* boxes are for case files only */
            status = CBG_OK;
            continue;
        }
        if (status == CBG_OK) {
            status = cbg_format_at(k).folder
                         ? cbg_case_read_files(files->file, files->count, "small", NULL, &again, &diags)
                         : cbg_case_read_text(files->file[0].text, files->file[0].length, files->file[0].name,
                                              NULL, &again, &diags);
            cbg_case_free(again);
            cbg_export_free(files);
        }
    }
    cbg_case_free(c);
    return status;
}

static cbg_status additive(void)
{
    const cbg_file file[] = {{"d.xml", domain, sizeof domain - 1},
                             {"p1.xml", profile, sizeof profile - 1},
                             {"p2.xml", profile, sizeof profile - 1}};
    return convert(file, 3);
}

static cbg_status nonlinear(void)
{
    const cbg_file file[] = {{"d.xml", domain, sizeof domain - 1}, {"p1.xml", boxes, sizeof boxes - 1}};
    return convert(file, 2);
}

static const char contested[] =
    "case: small\n"
    "parties: {A: {power: 2, positions: {x: [{value: 1, source: S1}, {value: 3, source: S2}]}, salience: {x: "
    "40}},\n"
    "  B: {power: {value: 3, range: [1, 4]}}}\n"
    "issues: {x: {scale: {options: [0, 1, 3, 9]}, reference: 0}}\n"
    "preferences: {B: {weights: {x: 100}, scores: {x: [0, 10, 20, 100]}}}\n"
    "sources: {s: {reliability: B}}\n"
    "claims: {S1: {source: s, says: it, grade: B2, contested_by: S2}, S2: {source: s, says: not it}}\n"
    "forecast: {models: [mean, {model: nbs, weight: 2}], grades: {B2: 5}, hazard: {deal: {gap: {mean: -2, "
    "sd: 1}}}}\n";

static cbg_status forecast(void)
{
    static cbg_diags diags;
    cbg_case *c = NULL;
    cbg_evidence *e = NULL;
    cbg_study *s = NULL;
    cbg_drivers *d = NULL;
    const cbg_study_options options = {.draws = 5, .seed = 1};
    cbg_status status = cbg_case_read_text(contested, sizeof contested - 1, "small", NULL, &c, &diags);
    if (status == CBG_OK) {
        status = cbg_evidence_build(c, NULL, NULL, &e, &diags);
    }
    if (status == CBG_OK) {
        status = cbg_study_make(e, &options, NULL, &s, &diags);
    }
    if (status == CBG_OK) {
        status = cbg_study_drivers(s, 0, 3, NULL, &d, &diags);
    }
    cbg_drivers_free(d);
    cbg_study_free(s);
    cbg_evidence_free(e);
    cbg_case_free(c);
    return status;
}

/* A table of positions, plain and in tagged lines, and the exchange model over it. */
static cbg_status positions(void)
{
    /* clang-format off */
    static const char *const layout[] = {
        "actor,issue,position,salience,power,lower,upper\n"
        "A,x,0,60,1,0,9\nA,y,9,50,1,0,9\nB,x,9,10,1,0,9\nB,y,0,90,1,0,9\n",
        "#A\tA\n#A\tB\n#P\tx\n#M\tx\t0\n#M\tx\t9\n#P\ty\n"
        "#D\tA\tx\t0\t0.6\t1\n#D\tA\ty\t9\t0.5\t1\n#D\tB\tx\t9\t0.1\t1\n#D\tB\ty\t0\t0.9\t1\n"};
    /* clang-format on */
    cbg_status status = CBG_OK;
    for (int k = 0; k < 2 && status == CBG_OK; k++) {
        cbg_diags diags;
        cbg_positions *p = NULL;
        cbg_evidence *e = NULL;
        cbg_study *s = NULL;
        const char *const model[] = {"exchange"};
        const cbg_study_options options = {.spec = model, .specs = 1, .draws = 5, .seed = 1};
        const cbg_evidence_options spread = {.spread = 10};
        status = cbg_positions_read_text(layout[k], strlen(layout[k]), "table", NULL, &p, &diags);
        if (status == CBG_OK) {
            status = cbg_evidence_from_input(&p->input, &spread, NULL, &e, &diags);
        }
        if (status == CBG_OK) {
            status = cbg_study_make(e, &options, NULL, &s, &diags);
        }
        cbg_study_free(s);
        cbg_evidence_free(e);
        cbg_positions_free(p);
    }
    return status;
}

static void fail_each(cbg_status (*work)(void))
{
    assert_int_equal(work(), CBG_OK);
    made = 0;
    assert_int_equal(work(), CBG_OK);
    const long all = made;
    assert_true(all > 10);
    for (long n = 0; n < all; n++) {
        const long before = live;
        countdown = n;
        const cbg_status status = work();
        countdown = -1;
        if (status != CBG_NO_MEMORY && status != CBG_OK) {
            print_error("allocation %ld of %ld: %s\n", n, all, cbg_status_text(status));
        }
        assert_true(status == CBG_NO_MEMORY || status == CBG_OK);
        assert_int_equal(live, before);
    }
}

static void every_failing_allocation_is_reported_and_nothing_leaks(void **state)
{
    (void)state;
    fail_each(read_and_analyse);
}

static void every_failing_allocation_of_a_conversion_is_reported_and_nothing_leaks(void **state)
{
    (void)state;
    fail_each(additive);
    fail_each(nonlinear);
}

static void every_failing_allocation_of_a_talk_is_reported_and_nothing_leaks(void **state)
{
    (void)state;
    fail_each(talk_with_tables);
    fail_each(talk_without_tables);
}

static void every_failing_allocation_of_a_forecast_is_reported_and_nothing_leaks(void **state)
{
    (void)state;
    fail_each(forecast);
    fail_each(positions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_of_a_talk_is_reported_and_nothing_leaks),
        cmocka_unit_test(every_failing_allocation_is_reported_and_nothing_leaks),
        cmocka_unit_test(every_failing_allocation_of_a_conversion_is_reported_and_nothing_leaks),
        cmocka_unit_test(every_failing_allocation_of_a_forecast_is_reported_and_nothing_leaks),
    };
    return cmocka_run_group_tests_name("case memory", tests, NULL, NULL);
}
