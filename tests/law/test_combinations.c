/* Laws of what can be written: every strategy with each of its parameters at its bounds, and every bidding part with every
 * acceptance condition and every opponent model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_talk.h"

enum { SPEC = 256 };

static cbg_program *parse(const char *spec)
{
    cbg_program *program = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, spec);
    if (cbg_program_parse(spec, NULL, &program, &diags) != CBG_OK)
        print_error("%s: %s\n", spec, diags.item[0].message);
    assert_non_null(program);
    return program;
}

/* Plays `spec` by all voices of random cases, and twice the same. */
static void play(const char *spec, const char *protocol, int cases, uint32_t salt)
{
    static made_case m;
    cbg_program *program = parse(spec);
    for (int k = 0; k < cases; k++) {
        cbgi_stream random;
        made_talk t;
        made_session a, b;
        cbgi_stream_init(&random, (uint64_t)k, 0xC0B1, salt, 0, 0);
        made_random(&m, &random);
        m.c.bloc_count = 0;
        made_sitting sitting = {.voices = m.c.party_count, .options = {.protocol = protocol}};
        for (int v = 0; v < sitting.voices; v++)
            sitting.program[v] = program;
        made_sitting_random(&sitting, &random);
        made_talk_build(&m, &sitting, &t);
        made_session_run(&t, (uint64_t)k, NULL, NULL, &a);
        made_session_run(&t, (uint64_t)k, NULL, NULL, &b);
        const bool kept = made_session_fair(&sitting, &t, &a) && made_session_same(&a, &b);
        if (!kept)
            print_error("%s under %s, case %d\n", spec, protocol, k);
        made_session_free(&a);
        made_session_free(&b);
        made_talk_free(&t);
        assert_true(kept);
    }
    cbg_program_free(program);
}

static void every_parameter_may_stand_at_its_bounds(void **state)
{
    (void)state;
    char spec[SPEC];
    for (int s = 0; s < cbg_strategy_count(); s++) {
        const cbg_part *part = &cbg_strategy_at(s)->part;
        for (const cbg_param *p = part->params; p != NULL && p->name != NULL; p++)
            for (int high = 0; high < 2; high++) {
                snprintf(spec, sizeof spec, "%s(%s=%.17g)", part->name, p->name, high ? p->high : p->low);
                play(spec, "saop", 8, (uint32_t)s);
                play(spec, "amop", 4, (uint32_t)s);
            }
    }
}

static void every_part_may_stand_at_its_bounds(void **state)
{
    (void)state;
    char spec[SPEC];
    const int bids = cbg_bidding_count(), conditions = cbg_acceptance_count(), models = cbg_model_count();
    for (int k = 0; k < bids + conditions + models; k++) {
        const cbg_part *part = k < bids                ? &cbg_bidding_at(k)->part
                               : k < bids + conditions ? &cbg_acceptance_at(k - bids)->part
                                                       : &cbg_model_at(k - bids - conditions)->part;
        const char *kind = k < bids                ? "bidding:"
                           : k < bids + conditions ? "bidding:linear+accept:"
                                                   : "bidding:linear+model:";
        for (const cbg_param *p = part->params; p != NULL && p->name != NULL; p++)
            for (int high = 0; high < 2; high++) {
                snprintf(spec, sizeof spec, "%s%s(%s=%.17g)", kind, part->name, p->name,
                         high ? p->high : p->low);
                play(spec, "saop", 6, (uint32_t)k);
            }
    }
}

static void every_bidding_goes_with_every_acceptance_and_model(void **state)
{
    (void)state;
    char spec[SPEC];
    uint32_t salt = 1000;
    for (int b = 0; b < cbg_bidding_count(); b++)
        for (int a = 0; a < cbg_acceptance_count(); a++)
            for (int m = 0; m < cbg_model_count(); m++) {
                snprintf(spec, sizeof spec, "bidding:%s+accept:%s+model:%s", cbg_bidding_at(b)->part.name,
                         cbg_acceptance_at(a)->part.name, cbg_model_at(m)->part.name);
                play(spec, "saop", 1, salt);
                play(spec, "mediated", 1, salt++);
            }
}

/* Interactions, boxes, tables of outcomes and constraints: nobody offers what cannot be, by a count of every outcome that
 * knows nothing of profiles. */
static void nobody_offers_what_the_case_rules_out(void **state)
{
    (void)state;
    static made_case m;
    for (int s = 0; s < cbg_strategy_count(); s++) {
        cbg_program *program = parse(cbg_strategy_at(s)->part.name);
        for (int k = 0; k < 40; k++) {
            cbgi_stream random;
            made_talk t;
            made_session x;
            cbgi_stream_init(&random, (uint64_t)k, 0xB0C5, (uint32_t)s, 0, 0);
            made_structured(&m, &random);
            m.c.bloc_count = 0;
            made_sitting sitting = {.voices = m.c.party_count};
            for (int v = 0; v < sitting.voices; v++)
                sitting.program[v] = program;
            made_sitting_random(&sitting, &random);
            made_talk_build(&m, &sitting, &t);
            made_session_run(&t, (uint64_t)k, NULL, NULL, &x);
            assert_true(made_session_fair(&sitting, &t, &x));
            assert_true(made_session_fair_by_hand(&m, &sitting, &t, &x));
            made_session_free(&x);
            made_talk_free(&t);
        }
        cbg_program_free(program);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_parameter_may_stand_at_its_bounds),
        cmocka_unit_test(every_part_may_stand_at_its_bounds),
        cmocka_unit_test(nobody_offers_what_the_case_rules_out),
        cmocka_unit_test(every_bidding_goes_with_every_acceptance_and_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
