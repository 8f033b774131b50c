/* Sessions, turns and rounds a second of the session engine, on made-up cases. One core; times are those of the process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/philox.h"
#include "base/text.h"
#include "coburg/coburg.h"

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A case of so many parties with random weights and scores; two parties are opposed on most issues. */
static cbg_case *make_case(int parties, int issues, int options)
{
    cbgi_text text;
    cbgi_stream s;
    cbgi_text_init(&text, NULL);
    cbgi_stream_init(&s, 7, 1, 0, 0, 0);
    cbgi_text_add(&text, "case: made\nparties:\n");
    for (int p = 0; p < parties; p++)
        cbgi_text_addf(&text, "  P%d:\n", p);
    cbgi_text_add(&text, "issues:\n");
    for (int i = 0; i < issues; i++)
        cbgi_text_addf(&text, "  i%d: {scale: {from: 1, to: %d, step: 1}}\n", i, options);
    cbgi_text_add(&text, "preferences:\n");
    for (int p = 0; p < parties; p++) {
        int left = 100;
        cbgi_text_addf(&text, "  P%d:\n    weights: {", p);
        for (int i = 0; i < issues; i++) {
            const int w =
                i + 1 == issues ? left : (int)cbgi_stream_below(&s, (uint64_t)(2 * left / (issues - i)) + 1);
            left -= w;
            cbgi_text_addf(&text, "%si%d: %d", i == 0 ? "" : ", ", i, w);
        }
        cbgi_text_add(&text, "}\n    scores:\n");
        for (int i = 0; i < issues; i++) {
            cbgi_text_addf(&text, "      i%d: [", i);
            for (int o = 0; o < options; o++)
                cbgi_text_addf(&text, "%s%d", o == 0 ? "" : ", ",
                               p % 2 == 0 ? 100 * o / (options - 1) : 100 - 100 * o / (options - 1));
            cbgi_text_add(&text, "]\n");
        }
    }
    cbg_diags diags;
    cbg_case *c = NULL;
    cbg_diags_init(&diags, "made");
    if (cbg_case_read_text(text.data, text.length, "made", NULL, &c, &diags) != CBG_OK) {
        fprintf(stderr, "%s\n", diags.item[0].message);
        exit(1);
    }
    cbgi_text_free(&text);
    return c;
}

/* Runs sessions for about a second and prints what they come to. */
static void measure(const char *what, const cbg_talk *talk)
{
    cbg_workspace *w = NULL;
    cbg_session_result result;
    if (cbg_workspace_make(talk, NULL, &w) != CBG_OK)
        exit(1);
    uint64_t sessions = 0, actions = 0, rounds = 0, deals = 0;
    const double began = now_s();
    double took = 0;
    while (took < 1) {
        for (int k = 0; k < 64; k++) {
            cbg_talk_run(talk, sessions++, w, NULL, &result);
            actions += result.actions;
            rounds += (uint64_t)result.rounds;
            deals += result.end == CBG_END_AGREEMENT;
        }
        took = now_s() - began;
    }
    printf("%-44s %10.0f sessions/s %7.2fM rounds/s %7.2fM turns/s  %.0f rounds, %.0f%% deals\n", what,
           (double)sessions / took, 1e-6 * (double)rounds / took, 1e-6 * (double)actions / took,
           (double)rounds / (double)sessions, 100 * (double)deals / (double)sessions);
    cbg_workspace_free(w);
}

static void run(const char *what, int parties, int issues, int options, const char *first, const char *second,
                int rounds)
{
    cbg_case *c = make_case(parties, issues, options);
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbg_diags diags;
    cbg_program *program[2] = {NULL, NULL};
    cbg_voice voice[CBG_VOICES_MAX] = {{0}};
    cbg_talk *talk = NULL;
    cbg_diags_init(&diags, "made");
    if (cbg_scenario_init(c, &scenario, &diags) != CBG_OK ||
        cbg_space_build(c, &scenario, NULL, &space, &diags) != CBG_OK ||
        cbg_program_parse(first, NULL, &program[0], &diags) != CBG_OK ||
        cbg_program_parse(second, NULL, &program[1], &diags) != CBG_OK)
        exit(1);
    const double began = now_s();
    cbg_profile *profile[CBG_VOICES_MAX];
    for (int p = 0; p < parties; p++) {
        if (cbg_profile_build(space, &p, 1, NULL, &profile[p]) != CBG_OK)
            exit(1);
        voice[p] = (cbg_voice){.id = c->party[p].id, .profile = profile[p], .program = program[p % 2]};
    }
    const double profiles = now_s() - began;
    const cbg_talk_options options_of = {.rounds = rounds};
    if (cbg_talk_build(voice, parties, &options_of, NULL, &talk, &diags) != CBG_OK)
        exit(1);
    printf("%d parties, %s outcomes, %d rounds; profiles %.2f ms\n  ", parties, space->outcomes_text, rounds,
           1e3 * profiles);
    measure(what, talk);
    cbg_talk_free(talk);
    for (int p = 0; p < parties; p++)
        cbg_profile_free(profile[p]);
    cbg_program_free(program[0]);
    cbg_program_free(program[1]);
    cbg_space_free(space);
    cbg_case_free(c);
}

int main(void)
{
    run("Boulware against Conceder", 2, 3, 5, "boulware", "conceder", 100);
    run("Boulware against Conceder", 2, 5, 10, "boulware", "conceder", 100);
    run("Hardliners to the end", 2, 3, 5, "hardliner", "hardliner", 10000);
    run("Boulware against Boulware, e = .05", 2, 5, 10, "boulware(e=0.05)", "boulware(e=0.05)", 1000);
    run("seven parties", 7, 5, 5, "boulware", "boulware(e=0.1)", 100);
    run("random against random", 2, 5, 10, "random(min=0.8)", "random(min=0.8)", 100);
    run("Boulware against Conceder", 2, 12, 10, "boulware", "conceder", 100);
    run("random against random", 2, 12, 10, "random(min=0.8)", "random(min=0.8)", 100);
    run("hardheaded against itself", 2, 12, 10, "hardheaded", "hardheaded", 100);
    run("seven parties", 7, 12, 10, "boulware", "boulware(e=0.1)", 100);
    static const char *const agents[] = {"agentk", "ponpoko", "parscat", "hybrid", "hardheaded", "cuhk",
                                         "iamhaggler2011", "atlas3", "caduceus", "agentgg"};
    char what[64];
    for (size_t k = 0; k < sizeof agents / sizeof *agents; k++) {
        snprintf(what, sizeof what, "%s against itself", agents[k]);
        run(what, 2, 4, 4, agents[k], agents[k], 100);
    }
    return 0;
}
