/* Conflicts built from issues beside the words of built.h, on random cases: from the names of the options taken it is
 * worked out again what a state is, what is on the table and what that is worth to each side. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/built.h"
#include "coburg/sequences.h"
#include "support/made_case.h"

enum { CASES = 40, SAMPLE = 61 };

static made_case made;
static cbg_process process[MADE_PARTIES];
static char id[MADE_PARTIES + MADE_ISSUES][8];

static int below(cbgi_stream *random, int n)
{
    return (int)cbgi_stream_below(random, (uint64_t)n);
}

static cbg_number points(int64_t value)
{
    return (cbg_number){.given = true, .value = {value, 2}};
}

/* Parties p0 .. of which the first two or three stay, issues i0 .., owners, processes. */
static void make(int number)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 12, 3, (uint32_t)number, 0, 0);
    if (number % 2 == 0)
        made_random(&made, &random);
    else
        made_structured(&made, &random);
    made.c.process_count = 0;
    for (int p = 0; p < made.c.party_count; p++) {
        (void)snprintf(id[p], sizeof id[p], "p%d", p);
        made.party[p].id = made.party[p].name = id[p];
        if (made.party[p].bloc >= 0 || below(&random, 3) == 0)
            continue;
        process[made.c.process_count++] =
            (cbg_process){.party = p,
                          .bloc = -1,
                          .moves = 1u << CBG_PROCESS_AGREE | (unsigned)below(&random, 8) << 1,
                          .may_return = below(&random, 2),
                          .status_quo = points(below(&random, 20)),
                          .delay_cost = points(below(&random, 4)),
                          .sanction_cost = points(below(&random, 6))};
    }
    made.c.process = process;
    for (int i = 0; i < made.c.issue_count; i++) {
        char *name = id[MADE_PARTIES + i];
        (void)snprintf(name, sizeof id[0], "i%d", i);
        int owner = below(&random, made.c.party_count + 1);
        made.issue[i].id = made.issue[i].name = name;
        made.issue[i].owner = owner < made.c.party_count ? id[owner] : NULL;
        for (int o = 0; o < made.issue[i].option_count; o++)
            made.option[i][o].name = "x";
    }
}

/* Does the option's id end in this word, after a prefix? */
static bool named(const char *option, const char *prefix, const char *word)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%s_%s", prefix, word);
    return strcmp(option, text) == 0;
}

static bool taken(const cbg_graph *g, uint32_t s, const char *prefix, const char *word)
{
    for (int o = 0; o < cbg_graph_options(g); o++)
        if (named(cbg_graph_option_id(g, o), prefix, word))
            return (cbg_graph_code(g, s) >> o & 1) != 0;
    return false;
}

/* Rungs that a side (NULL: the one that owns the ladder) has taken of an issue. */
static int rungs(const cbg_graph *g, uint32_t s, const char *issue, const char *side)
{
    int count = 0;
    for (int r = 1; r < CBG_BUILT_RUNGS_MAX; r++) {
        char word[32];
        (void)snprintf(word, sizeof word, side != NULL ? "%d_%s" : "%d", r, side);
        bool here = taken(g, s, issue, word);
        assert_true(!here || count == r - 1); /* no rung without those below */
        count += here;
    }
    return count;
}

static const cbg_process *process_of(int party)
{
    for (int k = 0; k < made.c.process_count; k++)
        if (process[k].party == party)
            return &process[k];
    return NULL;
}

static double half(const cbg_number *n)
{
    return (double)n->value.num / (double)n->value.den;
}

static double cost_of_sanctions(int party)
{
    const cbg_process *p = process_of(party);
    return p != NULL ? half(&p->sanction_cost) : 0;
}

/* First party of a side, whose members are those with the side's number. */
static int sides_of[CBG_SEATS_MAX], sides;

static double worth(const cbg_built *b, uint32_t s, int side, bool deadline, cbg_built_kind *kind)
{
    const cbg_graph *g = cbg_built_graph(b);
    const cbg_space *space = cbg_built_space(b);
    const cbg_ladder *ladder;
    int ladders = cbg_built_ladders(b, &ladder), option[CBG_ISSUES_MAX];
    cbg_built_package(b, s, option);
    for (int k = 0; k < ladders; k++) {
        const char *issue = made.issue[ladder[k].issue].id;
        int least = ladder[k].owner >= 0 || deadline ? rungs(g, s, issue, NULL) : CBG_BUILT_RUNGS_MAX;
        for (int m = 0; m < sides && ladder[k].owner < 0 && !deadline; m++) {
            int here = rungs(g, s, issue, cbg_graph_maker_id(g, m));
            least = here < least ? here : least;
        }
        assert_int_equal(option[ladder[k].issue], ladder[k].level[least]);
    }
    bool agree = true, extend = true, left = false;
    double sanctions = 0;
    for (int m = 0; m < sides; m++) {
        const char *who = cbg_graph_maker_id(g, m);
        agree = agree && taken(g, s, who, "agree");
        extend = extend && taken(g, s, who, "extend");
        left = left || taken(g, s, who, "leave");
        for (int p = 0; p < made.c.party_count; p++)
            if (sides_of[p] == m && m != side && taken(g, s, who, "sanction"))
                sanctions += cost_of_sanctions(p);
    }
    agree = agree && cbg_space_possible(space, option) && cbg_space_broken(space, option) == 0;
    *kind = left     ? CBG_BUILT_LEFT
            : agree  ? CBG_BUILT_DEAL
            : extend ? CBG_BUILT_EXTENDED
            : deadline ? CBG_BUILT_LAPSED
                       : CBG_BUILT_OPEN;
    int64_t utility[CBG_SEATS_MAX];
    cbg_space_utilities(space, option, utility);
    double sum = 0, walk = 0, weights = 0;
    const cbg_process *stated = NULL;
    for (int p = 0; p < made.c.party_count; p++) {
        if (sides_of[p] != side)
            continue;
        cbg_rational share = space->scenario.share[p];
        double w = (double)share.num / (double)share.den;
        sum += w * (double)utility[p] / (double)space->unit;
        walk += w * half(&made.party[p].walk_away);
        weights += w;
        stated = process_of(p);
    }
    double standing = walk / weights;
    if (stated != NULL)
        standing = half(&stated->status_quo) - half(&stated->delay_cost);
    bool over = *kind == CBG_BUILT_LEFT || *kind == CBG_BUILT_LAPSED;
    return (*kind == CBG_BUILT_DEAL ? sum / weights : over ? walk / weights : standing) - sanctions;
}

static cbg_relation expected(double from, double to, const cbg_built_options *o)
{
    double d = to - from, same = (double)o->same.num / 2, strong = (double)o->strong.num / 2;
    if (fabs(d) <= same + 1e-9)
        return CBG_SAME;
    bool much = o->has_strong && fabs(d) > strong + 1e-9;
    return d > 0 ? much ? CBG_MUCH_BETTER : CBG_BETTER : much ? CBG_MUCH_WORSE : CBG_WORSE;
}

/* About SAMPLE states, each with each. */
static void check(const cbg_built *b, const cbg_built_options *o, int number)
{
    static double value[2 * SAMPLE];
    const cbg_graph *g = cbg_built_graph(b);
    uint32_t n = cbg_graph_states(g), step = n > SAMPLE ? n / SAMPLE : 1;
    for (int i = 0; i < sides; i++) {
        for (uint32_t s = 0; s < n; s += step) {
            cbg_built_kind kind;
            value[s / step] = worth(b, s, i, o->deadline, &kind);
            if (kind != cbg_built_kind_of(b, s) || fabs(value[s / step] - cbg_built_worth(b, i, s)) > 1e-9)
                fail_msg("case %d, state %u (%s), side %d: %g, not %g", number, (unsigned)s, cbg_built_label(b, s), i,
                         value[s / step], cbg_built_worth(b, i, s));
        }
        for (uint32_t s = 0; s < n; s += step)
            for (uint32_t t = 0; t < n; t += step)
                assert_int_equal(cbg_graph_compare(g, i, s, t), expected(value[s / step], value[t / step], o));
    }
}

static void worths_and_preferences_follow_the_words(void **state)
{
    (void)state;
    int built = 0;
    for (int number = 0; number < CASES; number++) {
        make(number);
        sides = cbg_case_sides(&made.c, sides_of);
        cbg_built_options o = {.deadline = number % 3 == 0, .same = {number % 5 == 0 ? 3 : 0, 2}};
        o.has_strong = number % 7 == 0;
        o.strong = (cbg_rational){9, 2};
        cbg_built *b = NULL;
        static cbg_diags diags;
        cbg_diags_init(&diags, "made");
        cbg_status status = cbg_built_make(&made.c, &o, NULL, &b, &diags);
        if (sides < 2 || sides > 8)
            assert_int_not_equal(status, CBG_OK);
        if (status != CBG_OK) {
            assert_true(diags.errors > 0);
            continue;
        }
        built++;
        check(b, &o, number);
        cbg_built_free(b);
    }
    assert_true(built > CASES / 2);
}

/* What ranges leave open is unknown; what they do not is as without them. */
static void ranges_only_take_knowledge_away(void **state)
{
    (void)state;
    int unknown = 0;
    for (int number = 0; number < CASES / 4; number++) {
        make(2 * number);
        sides = cbg_case_sides(&made.c, sides_of);
        for (int p = 0; p < made.c.party_count; p++) {
            cbg_number *w = &made.party[p].walk_away;
            w->has_range = true;
            w->low = (cbg_rational){w->value.num * 3, w->value.den * 4};
            w->high = (cbg_rational){w->value.num * 5, w->value.den * 4};
        }
        cbg_built_options o = {0};
        cbg_built *plain = NULL, *b = NULL;
        static cbg_diags diags;
        cbg_diags_init(&diags, "made");
        if (cbg_built_make(&made.c, &o, NULL, &plain, &diags) != CBG_OK)
            continue;
        o.ranges = true;
        cbg_status status = cbg_built_make(&made.c, &o, NULL, &b, &diags);
        if (status == CBG_TOO_LARGE) {
            cbg_built_free(plain);
            continue;
        }
        assert_int_equal(status, CBG_OK);
        const cbg_graph *g = cbg_built_graph(plain), *h = cbg_built_graph(b);
        uint32_t n = cbg_graph_states(g), step = n > SAMPLE ? n / SAMPLE : 1;
        for (uint32_t s = 0; s < n; s += step)
            for (uint32_t t = 0; t < n; t += step)
                for (int i = 0; i < sides; i++) {
                    cbg_relation r = cbg_graph_compare(h, i, s, t);
                    unknown += r == CBG_UNKNOWN;
                    if (r != CBG_UNKNOWN)
                        assert_int_equal(r, cbg_graph_compare(g, i, s, t));
                    assert_int_equal(r == CBG_UNKNOWN, cbg_graph_compare(h, i, t, s) == CBG_UNKNOWN);
                }
        cbg_built_free(plain);
        cbg_built_free(b);
    }
    assert_true(unknown > 0);
}

/* Ranges of no width draw what is stated: each state holds in all draws or in none, as without draws. With width the
 * count is the same for any number of threads. */
static void draws_agree_with_what_is_stated_and_with_each_other(void **state)
{
    (void)state;
    int drawn = 0;
    for (int number = 0; number < CASES; number++) {
        make(number);
        for (int p = 0; p < made.c.party_count; p++) {
            cbg_number *w = &made.party[p].walk_away;
            w->has_range = true;
            w->low = w->high = w->value;
            if (number % 2 == 1)
                w->high.num += 2 * w->value.den;
        }
        cbg_built_options o = {.deadline = number % 3 == 0};
        cbg_built *b = NULL;
        static cbg_diags diags;
        cbg_diags_init(&diags, "made");
        if (cbg_built_make(&made.c, &o, NULL, &b, &diags) != CBG_OK)
            continue;
        const cbg_graph *g = cbg_built_graph(b);
        cbg_stability_options rules = {0};
        cbg_stability *plain = NULL;
        cbg_draws *one = NULL, *three = NULL;
        cbg_exec threads = {.threads = 3};
        assert_int_equal(cbg_stability_solve(g, &rules, NULL, &plain, &diags), CBG_OK);
        assert_int_equal(cbg_draws_built(b, 3, 7, false, NULL, &one, &diags), CBG_OK);
        assert_int_equal(cbg_draws_built(b, 3, 7, false, &threads, &three, &diags), CBG_OK);
        for (uint32_t s = 0; s < cbg_graph_states(g); s++)
            for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
                uint32_t held = cbg_draws_held(one, (cbg_concept)c, s);
                assert_int_equal(held, cbg_draws_held(three, (cbg_concept)c, s));
                if (number % 2 == 0)
                    assert_int_equal(held, cbg_stability_equilibrium(plain, (cbg_concept)c, s) ? 3 : 0);
            }
        drawn++;
        cbg_draws_free(one);
        cbg_draws_free(three);
        cbg_stability_free(plain);
        cbg_built_free(b);
    }
    assert_true(drawn > CASES / 4);
}

typedef struct scarce {
    int left; /* allocations until one fails */
} scarce;

static void *take(void *context, size_t size)
{
    scarce *s = context;
    return s->left-- == 0 ? NULL : malloc(size);
}

static void give(void *context, void *memory)
{
    (void)context;
    free(memory);
}

/* Whichever allocation fails, the call says so and leaves nothing behind (the address sanitizer counts). */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    make(5);
    cbg_built_options o = {.deadline = true, .same = {1, 2}, .has_strong = true, .strong = {9, 2}};
    cbg_status status = CBG_NO_MEMORY;
    int n = 0;
    for (; status == CBG_NO_MEMORY && n < 5000; n++) {
        scarce rest = {n};
        cbg_allocator allocator = {take, give, &rest};
        cbg_exec exec = {.allocator = &allocator};
        cbg_built *b = NULL;
        status = cbg_built_make(&made.c, &o, &exec, &b, NULL);
        if (status == CBG_OK) {
            cbg_sequences *q = NULL;
            cbg_sequence_rules rules = {.to = -1, .length = 2, .most = 100};
            rest.left = n % 3;
            cbg_status more = cbg_sequences_find(cbg_built_graph(b), &rules, &exec, &q, NULL);
            assert_true(more == CBG_OK || more == CBG_NO_MEMORY);
            cbg_sequences_free(q);
        }
        cbg_built_free(b);
    }
    assert_int_equal(status, CBG_OK);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worths_and_preferences_follow_the_words),
        cmocka_unit_test(ranges_only_take_knowledge_away),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(draws_agree_with_what_is_stated_and_with_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
