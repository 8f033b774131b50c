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
#include "coburg/read.h"

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

static cbg_status work(void)
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

static void every_failing_allocation_is_reported_and_nothing_leaks(void **state)
{
    (void)state;
    assert_int_equal(work(), CBG_OK);
    made = 0;
    assert_int_equal(work(), CBG_OK);
    const long all = made;
    assert_true(all > 50);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_is_reported_and_nothing_leaks),
    };
    return cmocka_run_group_tests_name("case memory", tests, NULL, NULL);
}
