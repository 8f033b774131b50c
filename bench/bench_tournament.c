/* Sessions a second of tournaments, with measures and sums, on made-up cases.
 *
 * Usage: bench_tournament [CASE STRATEGY STRATEGY ROUNDS SESSIONS]; without arguments the list of the issue: 125 and 10^5 outcomes,
 * seven parties, one and two threads. With a case: prints JSON, for comparisons. Sessions a second go by the time of the
 * processor on one thread; what two threads bring goes by the clock, so the machine should have nothing else to do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/philox.h"
#include "base/text.h"
#include "coburg/coburg.h"

enum { TRIALS = 8 };

static double now_s(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(cbg_status status, const cbg_diags *diags)
{
    if (status == CBG_OK)
        return;
    fprintf(stderr, "%s\n", diags->count > 0 ? diags->item[0].message : cbg_status_text(status));
    exit(1);
}

/* Random weights; parties with even numbers want more of everything, the others less. */
static cbg_case *make_case(int parties, int issues, int options)
{
    cbgi_text text;
    cbgi_stream s;
    cbg_diags diags;
    cbg_case *c = NULL;
    cbgi_text_init(&text, NULL);
    cbgi_stream_init(&s, 7, 1, 0, 0, 0);
    cbgi_text_add(&text, "case: made\nparties:\n");
    for (int p = 0; p < parties; p++)
        cbgi_text_addf(&text, "  P%d: {}\n", p);
    cbgi_text_add(&text, "issues:\n");
    for (int i = 0; i < issues; i++)
        cbgi_text_addf(&text, "  i%d: {scale: {from: 1, to: %d, step: 1}}\n", i, options);
    cbgi_text_add(&text, "preferences:\n");
    for (int p = 0; p < parties; p++) {
        cbgi_text_addf(&text, "  P%d:\n    points:\n", p);
        for (int i = 0; i < issues; i++) {
            const int weight = 1 + (int)cbgi_stream_below(&s, 100);
            cbgi_text_addf(&text, "      i%d: [", i);
            for (int o = 0; o < options; o++)
                cbgi_text_addf(&text, "%s%d", o == 0 ? "" : ", ", weight * (p % 2 == 0 ? o : options - 1 - o));
            cbgi_text_add(&text, "]\n");
        }
    }
    cbg_diags_init(&diags, "made");
    must(cbg_case_read_text(text.data, text.length, "made", NULL, &c, &diags), &diags);
    cbgi_text_free(&text);
    return c;
}

/* A table with two strategies. */
typedef struct table {
    cbg_space *space;
    cbg_profile *profile[CBG_VOICES_MAX];
    cbg_landmarks *landmarks;
    cbg_program *program[2];
    cbg_tournament *t;
    cbg_cast *cast;
    double set_up_s;
} table;

static void set(table *s, const cbg_case *c, const char *first, const char *second, int rounds, uint64_t repeat)
{
    cbg_scenario scenario;
    cbg_diags diags;
    cbg_voice voice[CBG_VOICES_MAX];
    const char *const spec[2] = {first, second};
    memset(s, 0, sizeof *s);
    cbg_diags_init(&diags, "made");
    const double began = now_s(CLOCK_PROCESS_CPUTIME_ID);
    must(cbg_scenario_init(c, &scenario, &diags), &diags);
    must(cbg_space_build(c, &scenario, NULL, &s->space, &diags), &diags);
    for (int v = 0; v < c->party_count; v++) {
        must(cbg_profile_build(s->space, &v, 1, NULL, &s->profile[v]), &diags);
        voice[v] = (cbg_voice){.id = c->party[v].id, .profile = s->profile[v]};
    }
    must(cbg_landmarks_build((const cbg_profile *const *)s->profile, c->party_count, NULL, &s->landmarks), &diags);
    for (int k = 0; k < 2; k++)
        must(cbg_program_parse(spec[k], NULL, &s->program[k], &diags), &diags);
    const cbg_table_shape shape = {c->party_count, 1};
    const cbg_tournament_options options = {
        .programs = 2, .spec = spec, .tables = 1, .table = &shape, .repeat = repeat, .seed = 1, .pairing = CBG_PAIRING_DUELS};
    must(cbg_tournament_make(&options, NULL, &s->t, &diags), &diags);
    const cbg_talk_options talk = {.rounds = rounds};
    must(cbg_cast_make(s->t, 0, voice, &talk, s->landmarks, (const cbg_program *const *)s->program, NULL, &s->cast, &diags),
         &diags);
    s->set_up_s = now_s(CLOCK_PROCESS_CPUTIME_ID) - began;
}

static void clear(table *s)
{
    cbg_cast_free(s->cast);
    cbg_tournament_free(s->t);
    cbg_program_free(s->program[0]);
    cbg_program_free(s->program[1]);
    cbg_landmarks_free(s->landmarks);
    for (int v = 0; v < CBG_VOICES_MAX; v++)
        cbg_profile_free(s->profile[v]);
    cbg_space_free(s->space);
}

/* Plays everything; seconds of the processor, and in *wall of the clock. *agreed: share of sessions. */
static double play(const table *s, int threads, double *wall, double *agreed)
{
    const cbg_exec exec = {.threads = threads};
    cbg_tally *tally = NULL;
    must(cbg_tally_make(s->t, NULL, &tally), NULL);
    const double began = now_s(CLOCK_PROCESS_CPUTIME_ID), clock = now_s(CLOCK_MONOTONIC);
    must(cbg_cast_play(s->cast, 0, cbg_tournament_sets(s->t), NULL, tally, &exec), NULL);
    const double took = now_s(CLOCK_PROCESS_CPUTIME_ID) - began;
    *wall = now_s(CLOCK_MONOTONIC) - clock;
    *agreed = (double)cbg_tally_ended(tally, CBG_END_AGREEMENT) / (double)cbg_tally_sessions(tally);
    cbg_tally_free(tally);
    return took;
}

static void measure(const char *what, const cbg_case *c, const char *first, const char *second, int rounds, uint64_t repeat)
{
    table s;
    double agreed;
    set(&s, c, first, second, rounds, repeat);
    const double sessions = (double)cbg_tournament_sessions(s.t);
    double one = 1e300, alone = 1e300, two = 1e300; /* the best of several: others use the machine too */
    for (int k = 0; k < TRIALS; k++) {
        double clock, took = play(&s, 1, &clock, &agreed);
        one = took < one ? took : one;
        alone = clock < alone ? clock : alone;
        (void)play(&s, 2, &clock, &agreed);
        two = clock < two ? clock : two;
    }
    printf("%-46s set-up %8.3f ms  %9.0f sessions/s  two threads %4.2fx  %3.0f %% deals\n", what, 1e3 * s.set_up_s,
           sessions / one, alone / two, 100 * agreed);
    clear(&s);
}

static int compare(char **argument)
{
    cbg_case *c = NULL;
    cbg_diags diags;
    table s;
    double agreed, wall;
    cbg_diags_init(&diags, argument[1]);
    must(cbg_case_read_file(argument[1], NULL, &c, &diags), &diags);
    set(&s, c, argument[2], argument[3], atoi(argument[4]), strtoull(argument[5], NULL, 10));
    const double took = play(&s, 1, &wall, &agreed), sessions = (double)cbg_tournament_sessions(s.t);
    printf("{\"sessions\": %.0f, \"seconds\": %.9f, \"set_up_s\": %.9f, \"agreed\": %.6f}\n", sessions, took, s.set_up_s, agreed);
    clear(&s);
    cbg_case_free(c);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 6)
        return compare(argv);
    cbg_case *small = make_case(2, 3, 5), *large = make_case(2, 5, 10), *seven = make_case(7, 5, 5);
    measure("Boulware, Conceder; 125 outcomes, 100 rounds", small, "boulware", "conceder", 100, 40000);
    measure("the same, 10^5 outcomes", large, "boulware", "conceder", 100, 40000);
    measure("Boulware, Boulware (e = .05), 10^5, 1000 rounds", large, "boulware", "boulware(e=0.05)", 1000, 2500);
    measure("seven parties, 3,125 outcomes, 100 rounds", seven, "boulware", "boulware(e=0.1)", 100, 300);
    cbg_case_free(small);
    cbg_case_free(large);
    cbg_case_free(seven);
    return 0;
}
