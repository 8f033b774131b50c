/* Every registered solution by branch and bound instead of enumeration. */
#include <string.h>

#include "base/arena.h"
#include "solution/registry.h"
#include "solution/structured.h"

enum { SUBSETS_MAX = 2048 };

typedef struct solving {
    cbg_analysis *a;
    const cbg_space *space;
    const cbg_exec *exec;
    cbgi_problem problem;
} solving;

static void hold_everybody(const cbg_space *space, cbg_goal *goal)
{
    for (int s = 0; s < space->seats; s++) {
        goal->from[s] = space->walk_away[s];
        goal->held[s] = true;
    }
}

static void gains_of(const solving *s, const int *option, int64_t *gain)
{
    cbg_space_utilities(s->space, option, gain);
    for (int seat = 0; seat < s->space->seats; seat++) {
        gain[seat] -= s->space->walk_away[seat];
    }
}

/* Keeps the better of two results; equally good ones count together. Frees the other. */
static cbg_optimum *better_of(const solving *s, const cbgi_solution_kind *kind, cbg_optimum *x,
                              cbg_optimum *y)
{
    if (x == NULL || !x->exists || !y->exists) {
        cbg_optimum *keep = x == NULL || !x->exists ? y : x;
        cbg_optimum_free(keep == x ? y : x);
        return keep;
    }
    int64_t a[CBG_SEATS_MAX], b[CBG_SEATS_MAX];
    gains_of(s, x->option, a);
    gains_of(s, y->option, b);
    int order = kind->compare(&s->problem, a, b), i = 0;
    while (i < x->issues - 1 && x->option[i] == y->option[i]) {
        i++;
    }
    bool first = order > 0 || (order == 0 && x->option[i] <= y->option[i]);
    cbg_optimum *keep = first ? x : y, *drop = first ? y : x;
    if (order == 0) {
        keep->tied = keep->tied + drop->tied < drop->tied ? UINT64_MAX : keep->tied + drop->tied;
    }
    keep->proof.proved = keep->proof.proved && drop->proof.proved;
    keep->proof.ties_known = keep->proof.ties_known && drop->proof.ties_known;
    keep->proof.nodes += drop->proof.nodes;
    cbg_optimum_free(drop);
    return keep;
}

/* The product over as many seats as can gain at once: all choices of that many, from the largest down. */
static cbg_status fewer_seats(const solving *s, const cbgi_solution_kind *kind, const cbg_goal *all,
                              cbg_optimum **found)
{
    int gainer[CBG_SEATS_MAX], count = 0, tried = 0;
    for (int seat = 0; seat < s->space->seats; seat++) {
        if (all->weight[seat] > 0) {
            gainer[count++] = seat;
        }
    }
    if (count > 20) {
        return CBG_OK;
    }
    for (int size = count - 1; size > 0; size--) {
        for (uint32_t set = 1; set < UINT32_C(1) << count; set++) {
            if (__builtin_popcount(set) != size || tried == SUBSETS_MAX) {
                continue;
            }
            tried++;
            cbg_goal goal = *all;
            for (int k = 0; k < count; k++) {
                goal.weight[gainer[k]] = set >> k & 1;
            }
            cbg_optimum *o = NULL;
            cbg_status status = cbg_optimum_find(s->space, &goal, NULL, s->exec, &o);
            if (status != CBG_OK) {
                return status;
            }
            *found = better_of(s, kind, *found, o);
        }
        if (*found != NULL && (*found)->exists) {
            return CBG_OK;
        }
    }
    return CBG_OK;
}

static cbg_status settle_efficiency(const solving *s, const int *option, cbg_agreement *out)
{
    /* A criterion that rises with every gain is only maximal where nothing dominates. */
    bool rising = out->determined && out->proof.ties_known;
    for (int seat = 0; seat < s->space->seats; seat++) {
        rising = rising && s->problem.exponent[seat] > 0;
    }
    if (rising) {
        out->efficient = true;
        return CBG_OK;
    }
    bool known = false;
    int by[CBG_ISSUES_MAX];
    cbg_status status = cbgi_structured_dominated(s->space, option, s->exec, &known, &out->dominated, by);
    out->efficient = known && !out->dominated;
    out->dominated_by = out->dominated ? cbgi_analysis_enter(s->a, by) : 0;
    return status;
}

/* Kalai-Smorodinsky weighs by ideals in units: its proof is in points per unit of an ideal, its shares have no unit. */
static void proof_in_shares(double unit, int seats, cbg_proof *proof)
{
    proof->value *= unit;
    proof->bound *= unit;
    proof->root_bound *= unit;
    for (int seat = 0; seat < seats; seat++) {
        proof->multiplier[seat] *= unit;
    }
}

static cbg_status describe(const solving *s, const cbgi_solution_kind *kind, const cbg_optimum *o,
                           bool determined, cbg_agreement *out)
{
    int64_t gain[CBG_SEATS_MAX];
    gains_of(s, o->option, gain);
    out->exists = true;
    out->searched = true;
    out->determined = determined && (kind->determined == NULL || kind->determined(&s->problem, gain));
    out->tied = o->tied;
    out->proof = o->proof;
    if (kind == &cbgi_solution_kalai_smorodinsky && determined) {
        proof_in_shares((double)s->space->unit, s->space->seats, &out->proof);
    }
    out->outcome = cbgi_analysis_enter(s->a, o->option);
    cbg_space_utilities(s->space, o->option, out->utility);
    return out->outcome == UINT64_MAX ? CBG_NO_MEMORY : settle_efficiency(s, o->option, out);
}

/* Where the criterion is 0 everywhere, any outcome of the zone: leximin's. */
static cbg_status fall_back(const solving *s, cbg_optimum **found)
{
    cbg_goal goal = {.criterion = CBG_CRITERION_SMALLEST};
    hold_everybody(s->space, &goal);
    for (int seat = 0; seat < s->space->seats; seat++) {
        goal.weight[seat] = 1;
    }
    cbg_optimum_free(*found);
    *found = NULL;
    return cbg_optimum_find(s->space, &goal, NULL, s->exec, found);
}

static cbg_status solve_kind(const solving *s, const cbgi_solution_kind *kind, cbg_agreement *out)
{
    *out = (cbg_agreement){.name = kind->name, .title = kind->title};
    cbg_goal goal = {0};
    hold_everybody(s->space, &goal);
    bool told = kind->goal(&s->problem, &goal), determined = told;
    int64_t total = 0;
    for (int seat = 0; seat < s->space->seats; seat++) {
        total += goal.weight[seat] > 0;
    }
    cbg_optimum *found = NULL;
    cbg_status status = CBG_OK;
    if (told && total > 0) {
        status = cbg_optimum_find(s->space, &goal, NULL, s->exec, &found);
        if (status == CBG_OK && !found->exists && kind == &cbgi_solution_max_product) {
            status = fewer_seats(s, kind, &goal, &found);
        }
    }
    if (status == CBG_OK && (found == NULL || !found->exists)) {
        determined = kind->determined == NULL;
        status = fall_back(s, &found);
    }
    if (status == CBG_OK && found->exists) {
        status = describe(s, kind, found, determined, out);
    }
    cbg_optimum_free(found);
    return status;
}

static cbg_status solve_top(const solving *s, int top, bool weighted)
{
    const cbgi_solution_kind *kind = weighted ? &cbgi_solution_nash_bloc : &cbgi_solution_nash;
    cbg_goal goal = {0};
    hold_everybody(s->space, &goal);
    kind->goal(&s->problem, &goal);
    cbg_optimum_options options = {.keep = top};
    cbg_optimum *o = NULL;
    cbg_status status = cbg_optimum_find(s->space, &goal, &options, s->exec, &o);
    for (int k = 0; status == CBG_OK && k < o->count && k < top; k++) {
        s->a->solutions.top[k] = cbgi_analysis_enter(s->a, o->option + k * o->issues);
        s->a->solutions.top_count++;
        status = s->a->solutions.top[k] == UINT64_MAX ? CBG_NO_MEMORY : CBG_OK;
    }
    cbg_optimum_free(o);
    return status;
}

cbg_status cbgi_structured_solve(cbg_analysis *a, int top, bool weighted_top, const cbg_exec *exec)
{
    solving s = {a, a->open, exec, {.space = a->open, .seats = a->open->seats}};
    cbg_status status = cbgi_share_exponents(a->open, s.problem.exponent);
    for (int seat = 0; seat < a->open->seats; seat++) {
        int64_t reach = a->open_zone.reach[seat];
        s.problem.ideal[seat] = reach > 0 ? reach : 0;
        s.problem.scale[seat] = reach > 0 ? 1 / (double)reach : 0;
    }
    a->solutions.count = cbg_solution_count();
    for (int kind = 0; kind < a->solutions.count && status == CBG_OK; kind++) {
        cbg_agreement *out = &a->solutions.agreement[kind];
        if (a->open_zone.agreements == 0 && a->open_zone.settled) {
            *out = (cbg_agreement){.name = cbgi_solutions[kind]->name, .title = cbgi_solutions[kind]->title};
        } else {
            status = solve_kind(&s, cbgi_solutions[kind], out);
        }
    }
    if (status == CBG_OK && top > 0 && a->open_zone.agreements > 0) {
        status = solve_top(&s, top, weighted_top);
    }
    return status;
}
