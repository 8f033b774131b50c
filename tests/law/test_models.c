/* Laws of opponent models: whatever is heard, beliefs are utilities, what one voice says changes beliefs about that voice only, and
 * only offers are learned from. In made-up cases, and in a space of 10^12 outcomes that nobody lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>

#include "coburg/read.h"
#include "support/made_talk.h"

enum { VOICES = 3, ROUNDS = 40, CASES = 60, SAMPLE = 64, TEXT = 1 << 14 };

/* A table of three voices at which the first listens. */
typedef struct table {
    const cbg_space *space;
    const cbg_profile *all[VOICES];
    double t[ROUNDS];
    cbg_setup setup;
} table;

static void lay(table *t, const cbg_space *space, cbg_profile *const *profile)
{
    *t = (table){.space = space};
    for (int v = 0; v < VOICES; v++)
        t->all[v] = profile[v];
    for (int r = 0; r < ROUNDS; r++)
        t->t[r] = (r + 1.) / (ROUNDS + 1);
    t->setup = (cbg_setup){t->all[0], t->all, 0, VOICES, ROUNDS, ROUNDS, t->t};
}

/* A listener with a model of each other voice. */
typedef struct listener {
    cbg_program *program;
    void *plan, *memory;
    cbg_self self;
    cbg_view view;
} listener;

static void *zeros(size_t size)
{
    void *memory = calloc(size + 1, 1);
    assert_non_null(memory);
    return memory;
}

static listener listen(const table *t, const cbg_model *model)
{
    listener l = {0};
    char spec[128];
    snprintf(spec, sizeof spec, "bidding:linear+model:%s", model->part.name);
    assert_int_equal(cbg_program_parse(spec, NULL, &l.program, NULL), CBG_OK);
    const cbg_part *part = &l.program->strategy->part;
    l.plan = zeros(part->plan_size(&t->setup, l.program->config));
    l.memory = zeros(part->memory_size(&t->setup, l.program->config));
    assert_int_equal(part->plan(&t->setup, l.program->config, NULL, l.plan), CBG_OK);
    l.self = (cbg_self){l.program->config, l.plan, l.memory};
    l.view = (cbg_view){.setup = &t->setup,
                        .own = t->all[0],
                        .seats = VOICES,
                        .rounds = ROUNDS,
                        .t = t->t[0],
                        .standing = CBG_NO_OUTCOME,
                        .own_last = CBG_NO_OUTCOME};
    part->begin(&l.view, l.self);
    return l;
}

static void leave(listener *l)
{
    cbg_program_free(l->program);
    free(l->plan);
    free(l->memory);
}

static void hear(const table *t, listener *l, int round, int from, cbg_act act, uint64_t outcome)
{
    const cbg_heard heard = {outcome, from, round, act};
    l->view.round = round;
    l->view.t = t->t[round];
    if (l->program->strategy->part.hear != NULL)
        l->program->strategy->part.hear(&l->view, l->self, &heard);
}

static double believes(const listener *l, int about, uint64_t outcome)
{
    return l->program->strategy->estimate(&l->view, l->self, about, outcome);
}

static uint64_t any(const table *t, cbgi_stream *random)
{
    return cbgi_stream_below(random, t->space->outcomes);
}

/* One listener hears voice 1 alone; another hears besides what voice 2 says and what is said that is no offer. */
static void keep_apart(const table *t, const cbg_model *model, cbgi_stream *random)
{
    listener alone = listen(t, model), all = listen(t, model), deaf = listen(t, model);
    for (int r = 0; r < ROUNDS; r++) {
        const uint64_t offer = any(t, random), other = any(t, random);
        hear(t, &alone, r, 1, CBG_ACT_OFFER, offer);
        hear(t, &all, r, 1, CBG_ACT_REJECT, other);
        hear(t, &all, r, 2, CBG_ACT_OFFER, other);
        hear(t, &all, r, 1, CBG_ACT_OFFER, offer);
        hear(t, &all, r, CBG_MEDIATOR, CBG_ACT_OFFER, other);
        hear(t, &all, r, 2, CBG_ACT_ACCEPT, offer);
        hear(t, &all, r, 1, CBG_ACT_END, CBG_NO_OUTCOME);
    }
    for (int k = 0; k < SAMPLE; k++) {
        const uint64_t outcome = any(t, random);
        for (int about = 1; about < VOICES; about++) {
            const double u = believes(&all, about, outcome);
            if (!(u >= 0 && u <= 1))
                print_error("%s believes %g\n", model->part.name, u);
            assert_true(u >= 0 && u <= 1);
        }
        assert_true(believes(&all, 1, outcome) == believes(&alone, 1, outcome));
        assert_true(believes(&alone, 2, outcome) == believes(&deaf, 2, outcome));
    }
    leave(&alone);
    leave(&all);
    leave(&deaf);
}

static void beliefs_are_utilities_and_voices_are_kept_apart(void **state)
{
    (void)state;
    static made_case m;
    for (int k = 0, played = 0; played < CASES; k++) {
        cbgi_stream random;
        cbg_profile *profile[VOICES];
        table t;
        cbgi_stream_init(&random, (uint64_t)k, 0x30DE, 0, 0, 0);
        made_random(&m, &random);
        m.c.bloc_count = 0;
        if (m.c.party_count < VOICES)
            continue;
        cbg_space *space = made_space(&m, NULL);
        for (int v = 0; v < VOICES; v++)
            assert_int_equal(cbg_profile_build(space, &v, 1, NULL, &profile[v]), CBG_OK);
        lay(&t, space, profile);
        for (int n = 0; n < cbg_model_count(); n++)
            keep_apart(&t, cbg_model_at(n), &random);
        for (int v = 0; v < VOICES; v++)
            cbg_profile_free(profile[v]);
        cbg_space_free(space);
        played++;
    }
}

/* `issues` issues of `options` options, parties with random points; one outcome in two is refused. */
static size_t write_case(char *out, int issues, int options, cbgi_stream *random)
{
    size_t n = (size_t)snprintf(out, TEXT, "case: large\nparties:\n");
    for (int v = 0; v < VOICES; v++)
        n += (size_t)snprintf(out + n, TEXT - n, "  P%d: {walk_away: %d}\n", v, issues * 50);
    n += (size_t)snprintf(out + n, TEXT - n, "issues:\n");
    for (int i = 0; i < issues; i++)
        n += (size_t)snprintf(out + n, TEXT - n, "  i%d: {scale: {from: 1, to: %d, step: 1}}\n", i, options);
    n += (size_t)snprintf(out + n, TEXT - n, "preferences:\n");
    for (int v = 0; v < VOICES; v++) {
        n += (size_t)snprintf(out + n, TEXT - n, "  P%d:\n    points:\n", v);
        for (int i = 0; i < issues; i++) {
            n += (size_t)snprintf(out + n, TEXT - n, "      i%d: [", i);
            for (int o = 0; o < options; o++)
                n += (size_t)snprintf(out + n, TEXT - n, "%s%d", o == 0 ? "" : ", ",
                                      (int)cbgi_stream_below(random, 101));
            n += (size_t)snprintf(out + n, TEXT - n, "]\n");
        }
    }
    assert_true(n < TEXT);
    return n;
}

/* A session of three voices with the same strategy; everything offered is acceptable to who offers it. */
static void play(const cbg_space *space, cbg_profile *const *profile, const char *spec)
{
    cbg_program *program = NULL;
    cbg_talk *talk = NULL;
    cbg_workspace *workspace = NULL;
    cbg_voice voice[VOICES];
    cbg_session_result r;
    const cbg_talk_options options = {.rounds = ROUNDS};
    assert_int_equal(cbg_program_parse(spec, NULL, &program, NULL), CBG_OK);
    for (int v = 0; v < VOICES; v++)
        voice[v] = (cbg_voice){.id = "voice", .profile = profile[v], .program = program};
    assert_int_equal(cbg_talk_build(voice, VOICES, &options, NULL, &talk, NULL), CBG_OK);
    assert_ptr_equal(cbg_talk_space(talk), space);
    assert_int_equal(cbg_workspace_make(talk, NULL, &workspace), CBG_OK);
    cbg_talk_run(talk, 7, workspace, NULL, &r);
    if (r.end != CBG_END_AGREEMENT && r.end != CBG_END_TIMEOUT)
        print_error("%s ends in %s\n", spec, cbg_end_name(r.end));
    assert_true(r.end == CBG_END_AGREEMENT || r.end == CBG_END_TIMEOUT);
    for (uint64_t k = 0; k < r.actions; k++)
        assert_true(cbg_profile_accepts(profile[r.log[k].from], r.log[k].outcome) ||
                    r.log[k].act == CBG_ACT_REJECT);
    cbg_workspace_free(workspace);
    cbg_talk_free(talk);
    cbg_program_free(program);
}

static void parts_and_models_do_without_tables(void **state)
{
    (void)state;
    static char text[TEXT];
    char spec[128];
    cbgi_stream random;
    cbg_case *c = NULL;
    cbg_diags diags;
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbg_profile *profile[VOICES];
    table t;
    cbg_diags_init(&diags, "large");
    cbgi_stream_init(&random, 12, 0x30DE, 1, 0, 0);
    const size_t length = write_case(text, 12, 10, &random);
    assert_int_equal(cbg_case_read_text(text, length, "large", NULL, &c, &diags), CBG_OK);
    assert_int_equal(cbg_scenario_init(c, &scenario, NULL), CBG_OK);
    assert_int_equal(cbg_space_build(c, &scenario, NULL, &space, NULL), CBG_OK);
    assert_true(space->outcomes == UINT64_C(1000000000000));
    for (int v = 0; v < VOICES; v++) {
        assert_int_equal(cbg_profile_build(space, &v, 1, NULL, &profile[v]), CBG_OK);
        assert_null(profile[v]->order);
    }
    lay(&t, space, profile);
    for (int n = 0; n < cbg_model_count(); n++)
        keep_apart(&t, cbg_model_at(n), &random);
    for (int b = 0; b < cbg_bidding_count(); b++)
        for (int a = 0; a < cbg_acceptance_count(); a++) {
            const int m = (b * cbg_acceptance_count() + a) % cbg_model_count();
            snprintf(spec, sizeof spec, "bidding:%s+accept:%s+model:%s", cbg_bidding_at(b)->part.name,
                     cbg_acceptance_at(a)->part.name, cbg_model_at(m)->part.name);
            play(space, profile, spec);
        }
    for (int v = 0; v < VOICES; v++)
        cbg_profile_free(profile[v]);
    cbg_space_free(space);
    cbg_case_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beliefs_are_utilities_and_voices_are_kept_apart),
        cmocka_unit_test(parts_and_models_do_without_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
