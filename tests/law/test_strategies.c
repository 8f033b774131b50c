/* Laws of strategies: what every registered one keeps, under every protocol, on random small cases with ties, red lines,
 * walk-aways too low, exactly met and too high, spaces of one outcome, 2 to 7 voices, voices out of hearing, and
 * deadlines that are extended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_talk.h"
#include "talk/session.h"

enum { REPEATS = 60, STRATEGIES_MAX = 128 };

/* Every registered strategy as a program with its usual parameters. */
static cbg_program *program[STRATEGIES_MAX];

static int make_programs(void **state)
{
    (void)state;
    cbg_diags diags;
    for (int s = 0; s < cbg_strategy_count(); s++) {
        cbg_diags_init(&diags, "strategies");
        if (s >= STRATEGIES_MAX ||
            cbg_program_parse(cbg_strategy_at(s)->part.name, NULL, &program[s], &diags) != CBG_OK)
            return -1;
    }
    return 0;
}

static int free_programs(void **state)
{
    (void)state;
    for (int s = 0; s < cbg_strategy_count(); s++)
        cbg_program_free(program[s]);
    return 0;
}

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

/* The voices of a random talk: `strategy` speaks at a random place, the others are drawn. */
static void random_sitting(const made_case *m, int strategy, const char *protocol, cbgi_stream *random,
                           made_sitting *out)
{
    *out = (made_sitting){.voices = m->c.party_count};
    for (int v = 0; v < out->voices; v++)
        out->program[v] = program[below(random, cbg_strategy_count())];
    out->program[below(random, out->voices)] = program[strategy];
    out->options.protocol = protocol;
    made_sitting_random(out, random);
}

/* Where a law failed, for people. */
static void at(const char *law, int strategy, const char *protocol, int repeat)
{
    print_error("%s: %s under %s, repetition %d\n", law, cbg_strategy_at(strategy)->part.name, protocol, repeat);
}

typedef bool (*law)(const made_case *m, const made_sitting *sitting, const made_talk *t, uint64_t seed);

/* Holds a law against every strategy under every protocol. */
static void hold(const char *name, law keeps, int repeats)
{
    static made_case m;
    for (int s = 0; s < cbg_strategy_count(); s++)
        for (int p = 0; p < cbg_protocol_count(); p++)
            for (int k = 0; k < repeats; k++) {
                cbgi_stream random;
                made_sitting sitting;
                made_talk t;
                cbgi_stream_init(&random, (uint64_t)k, 0x57A7, (uint32_t)s, (uint16_t)p, 0);
                made_random(&m, &random);
                m.c.bloc_count = 0;
                const char *protocol = cbg_protocol_at(p).name;
                random_sitting(&m, s, protocol, &random, &sitting);
                made_talk_build(&m, &sitting, &t);
                const bool kept = keeps(&m, &sitting, &t, cbgi_stream_u64(&random));
                if (!kept)
                    at(name, s, protocol, k);
                made_talk_free(&t);
                assert_true(kept);
            }
}

/* How the sessions ended: a law that only ever sees deadlines says little. */
static int ends[4];

static bool plays_fair(const made_case *m, const made_sitting *sitting, const made_talk *t, uint64_t seed)
{
    made_session s;
    (void)m;
    made_session_run(t, seed, NULL, NULL, &s);
    const bool fair = made_session_fair(sitting, t, &s);
    ends[s.result.end]++;
    made_session_free(&s);
    return fair;
}

static void no_strategy_offers_or_takes_what_it_finds_unacceptable(void **state)
{
    (void)state;
    memset(ends, 0, sizeof ends);
    hold("plays fair", plays_fair, REPEATS);
    const int all = ends[CBG_END_AGREEMENT] + ends[CBG_END_BREAKDOWN] + ends[CBG_END_TIMEOUT];

    assert_true(ends[CBG_END_AGREEMENT] * 10 > all && ends[CBG_END_TIMEOUT] * 10 > all &&
                ends[CBG_END_BREAKDOWN] * 100 > all);
}

static bool ends_in_time(const made_case *m, const made_sitting *sitting, const made_talk *t, uint64_t seed)
{
    made_session s;
    (void)m;
    made_session_run(t, seed, NULL, NULL, &s);
    const cbg_extension_rule *rule = &sitting->options.extension;
    const int most = sitting->options.rounds + rule->rounds * rule->times;
    const bool kept = s.result.rounds >= 1 && s.result.rounds <= most &&
                      (sitting->options.budget == 0 || s.result.actions <= sitting->options.budget);
    made_session_free(&s);
    return kept;
}

static void sessions_end_by_the_deadline_and_within_the_budget(void **state)
{
    (void)state;
    hold("ends in time", ends_in_time, REPEATS / 4);
}

/* Asks every voice what it believes of everything, in a changing order. */
static void look_everywhere(void *context, const cbgi_session *session)
{
    double *sum = context;
    for (int v = 0; v < session->voices; v++) {
        const cbg_view *view = &session->view[v];
        *sum += cbg_view_random_unit(view, 1, 0);
        if (session->strategy[v]->estimate == NULL)
            continue;
        for (int about = 0; about < session->voices; about++)
            for (uint64_t o = 0; about != v && o < session->talk->space->outcomes && o < 30; o++)
                *sum += session->strategy[v]->estimate(view, session->self[v], about, o);
    }
}

/* The same seed gives the same session: run again in the same workspace after another session, in a fresh one, in a
 * talk built anew, and while an observer asks for every belief. Beliefs are never NaN. */
static bool repeats_itself(const made_case *m, const made_sitting *sitting, const made_talk *t, uint64_t seed)
{
    made_session first, other, again, fresh, watched, rebuilt;
    made_talk anew;
    cbg_workspace *w = NULL;
    double sum = 0;
    const cbg_observer observer = {look_everywhere, &sum};
    if (cbg_workspace_make(t->talk, NULL, &w) != CBG_OK)
        return false;
    made_talk_build(m, sitting, &anew);
    made_session_run(t, seed, w, NULL, &first);
    made_session_run(t, seed + 1, w, NULL, &other);
    made_session_run(t, seed, w, NULL, &again);
    made_session_run(t, seed, w, &observer, &watched);
    made_session_run(t, seed, NULL, NULL, &fresh);
    made_session_run(&anew, seed, NULL, NULL, &rebuilt);
    const bool same = made_session_same(&first, &again) && made_session_same(&first, &watched) &&
                      made_session_same(&first, &fresh) && made_session_same(&first, &rebuilt) && sum == sum;
    made_session *const all[] = {&first, &other, &again, &watched, &fresh, &rebuilt};
    for (int k = 0; k < 6; k++)
        made_session_free(all[k]);
    made_talk_free(&anew);
    cbg_workspace_free(w);
    return same;
}

static void the_same_seed_gives_the_same_session_whoever_watches(void **state)
{
    (void)state;
    hold("repeats itself", repeats_itself, REPEATS / 4);
}

/* The parties of a case in reverse order. */
static void reverse(const made_case *m, made_case *out)
{
    const int n = m->c.party_count, issues = m->c.issue_count;
    int options[MADE_ISSUES];
    for (int i = 0; i < issues; i++)
        options[i] = m->issue[i].option_count;
    made_init(out, n, issues, options);
    for (int p = 0; p < n; p++) {
        const int q = n - 1 - p;
        out->party[q].walk_away = m->party[p].walk_away;
        memcpy(out->weight[q], m->weight[p], sizeof m->weight[p]);
        memcpy(out->score[q], m->score[p], sizeof m->score[p]);
    }
    out->c.red_line_count = m->c.red_line_count;
    for (int r = 0; r < m->c.red_line_count; r++) {
        memcpy(out->accept[r], m->accept[r], sizeof m->accept[r]);
        out->accept_of[r] = out->accept[r];
        out->line_issue[r] = m->line_issue[r];
        out->line[r] = m->line[r];
        out->line[r].party = n - 1 - m->line[r].party;
        out->line[r].issue = &out->line_issue[r];
        out->line[r].accept = &out->accept_of[r];
    }
}

/* A voice is what it wants and how it plays: when the parties of the case change places and each still speaks when
 * it did, the session is the same. (Who speaks first does matter, in every protocol: offers are answered in turn,
 * ties go to the first, and draws belong to the place at the table.) */
static bool places_do_not_matter(const made_case *m, const made_sitting *sitting, const made_talk *t,
                                 uint64_t seed)
{
    static made_case swapped;
    int party[MADE_PARTIES];
    made_sitting other = *sitting;
    made_talk u;
    made_session a, b;
    reverse(m, &swapped);
    for (int v = 0; v < sitting->voices; v++)
        party[v] = sitting->voices - 1 - v;
    other.party = party;
    made_talk_build(&swapped, &other, &u);
    made_session_run(t, seed, NULL, NULL, &a);
    made_session_run(&u, seed, NULL, NULL, &b);
    const bool same = made_session_same(&a, &b);
    made_session_free(&a);
    made_session_free(&b);
    made_talk_free(&u);
    return same;
}

static void parties_that_change_places_change_roles(void **state)
{
    (void)state;
    hold("changes places", places_do_not_matter, REPEATS / 4);
}

/* One outcome, worth exactly the walk-away to everybody; the others play linear, for among many who accept by chance it
 * may take long until all do at once. */
static void what_exactly_meets_the_walk_away_can_be_agreed(void **state)
{
    (void)state;
    static made_case m;
    cbg_program *linear = NULL;
    assert_int_equal(cbg_program_parse("linear", NULL, &linear, NULL), CBG_OK);
    for (int s = 0; s < cbg_strategy_count(); s++)
        for (int voices = 2; voices <= 7; voices++) {
            const int options[] = {1, 1};
            made_sitting sitting = {.voices = voices, .options = {.rounds = 40}};
            made_talk t;
            made_session x;
            made_init(&m, voices, 2, options);
            for (int v = 0; v < voices; v++) {
                m.weight[v][0].value.num = 10;
                m.score[v][0][0].value.num = 7;
                m.party[v].walk_away.value.num = 7;
                sitting.program[v] = v == voices / 2 ? program[s] : linear;
            }
            made_talk_build(&m, &sitting, &t);
            bool agreed = false;
            for (uint64_t seed = 0; seed < 60 && !agreed; seed++) { /* some accept by chance */
                made_session_run(&t, seed, NULL, NULL, &x);
                agreed = x.result.end == CBG_END_AGREEMENT;
                made_session_free(&x);
            }
            if (!agreed)
                at("walk-away met", s, "saop", voices);
            assert_true(agreed);
            made_talk_free(&t);
        }
    cbg_program_free(linear);
}

/* Whoever finds nothing acceptable ends it, or lets the deadline pass, without an offer of its own. */
static void who_finds_nothing_acceptable_makes_no_deal(void **state)
{
    (void)state;
    static made_case m;
    for (int s = 0; s < cbg_strategy_count(); s++)
        for (int p = 0; p < cbg_protocol_count(); p++) {
            const int options[] = {3, 2};
            made_sitting sitting = {.program = {program[s], program[s], program[s]},
                                    .voices = 3,
                                    .options = {.protocol = cbg_protocol_at(p).name, .rounds = 8}};
            made_talk t;
            made_session x;
            made_init(&m, 3, 2, options);
            for (int v = 0; v < 3; v++)
                m.party[v].walk_away.value.num = v == 1 ? 5 : 0;
            made_talk_build(&m, &sitting, &t);
            made_session_run(&t, 3, NULL, NULL, &x);
            for (uint64_t k = 0; k < x.result.actions; k++)
                assert_false(x.log[k].from == 1 && x.log[k].act == CBG_ACT_OFFER);
            for (int k = 0; k < x.result.deals; k++) /* only without it */
                assert_true((x.result.deal[k].members & 2) == 0 ||
                            sitting.program[1]->strategy->below_walk_away ||
                            strcmp(sitting.options.protocol, "majority") == 0);
            assert_int_not_equal(x.result.end, CBG_END_ERROR);
            made_session_free(&x);
            made_talk_free(&t);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_strategy_offers_or_takes_what_it_finds_unacceptable),
        cmocka_unit_test(sessions_end_by_the_deadline_and_within_the_budget),
        cmocka_unit_test(the_same_seed_gives_the_same_session_whoever_watches),
        cmocka_unit_test(parties_that_change_places_change_roles),
        cmocka_unit_test(what_exactly_meets_the_walk_away_can_be_agreed),
        cmocka_unit_test(who_finds_nothing_acceptable_makes_no_deal),
    };
    return cmocka_run_group_tests(tests, make_programs, free_programs);
}
