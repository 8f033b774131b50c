/* Runs every registered solution over the zone in one scan.
 *
 * Each piece of the scan keeps the best outcome per solution: scores in double find the
 * candidates, the exact comparison chooses, and outcomes that compare equal are counted. Pieces are
 * merged in order, so the smallest outcome number wins ties at any thread count.
 */
#include <string.h>

#include "base/arena.h"
#include "base/integer.h"
#include "base/wide.h"
#include "solution/registry.h"

/* The best outcome so far under one solution. */
typedef struct champion {
    bool any;
    uint64_t at; /* index in the box */
    uint64_t tied;
    double score;
    int64_t gain[CBG_SEATS_MAX];
} champion;

typedef struct solver {
    const cbgi_box *box;
    cbgi_problem problem;
    int kinds, top;
    const cbgi_solution_kind *top_kind;
    champion *best;   /* [piece * kinds + kind] */
    champion *leader; /* [piece * top + rank], best first */
    int *leaders;     /* [piece] */
} solver;

cbg_status cbgi_share_exponents(const cbg_space *space, int32_t *exponent)
{
    int64_t common = 1;
    for (int seat = 0; seat < space->seats; seat++) {
        if (!cbgi_common_multiple(&common, space->scenario.share[seat].den) || common > CBGI_WIDE_EXPONENTS) {
            return CBG_OVERFLOW;
        }
    }
    for (int seat = 0; seat < space->seats; seat++) {
        cbg_rational share = space->scenario.share[seat];
        exponent[seat] = (int32_t)(share.num * (common / share.den));
    }
    return CBG_OK;
}

static void offer(const solver *s, const cbgi_solution_kind *kind, champion *best, uint64_t at, double score,
                  const int64_t *gain)
{
    int order = best->any ? kind->compare(&s->problem, gain, best->gain) : 1;
    if (order > 0) {
        best->any = true;
        best->at = at;
        best->tied = 1;
        best->score = score;
        memcpy(best->gain, gain, (size_t)s->problem.seats * sizeof *gain);
    } else if (order == 0) {
        best->tied++;
    }
}

/* Keeps the `top` best outcomes of a piece sorted; later ones lose ties. */
static void lead(const solver *s, champion *list, int *count, uint64_t at, double score, const int64_t *gain)
{
    int rank = *count;
    while (rank > 0 && s->top_kind->compare(&s->problem, gain, list[rank - 1].gain) > 0) {
        rank--;
    }
    if (rank == s->top) {
        return;
    }
    int last = *count < s->top ? (*count)++ : s->top - 1;
    memmove(&list[rank + 1], &list[rank], (size_t)(last - rank) * sizeof *list);
    list[rank] = (champion){.any = true, .at = at, .score = score};
    memcpy(list[rank].gain, gain, (size_t)s->problem.seats * sizeof *gain);
}

/* The outcomes of a block that lie in the zone, packed. */
typedef struct zone_part {
    int pick[CBGI_BLOCK];
    int64_t gain[CBG_SEATS_MAX][CBGI_BLOCK];
    double score[CBGI_BLOCK];
} zone_part;

static void pack(cbgi_block *block, int seats, zone_part *part)
{
    cbgi_block_zone(block, part->pick);
    for (int seat = 0; seat < seats; seat++) {
        for (uint32_t k = 0; k < block->zone; k++) {
            part->gain[seat][k] = block->gain[seat][part->pick[k]];
        }
    }
}

static void column(const zone_part *part, int seats, int k, int64_t *gain)
{
    for (int seat = 0; seat < seats; seat++) {
        gain[seat] = part->gain[seat][k];
    }
}

/* Scores no better than this cannot beat or tie the one given. */
static double floor_of(double score, double margin)
{
    return score * (1 - 2 * margin);
}

static void visit_kind(const solver *s, const cbgi_solution_kind *kind, champion *best,
                       const cbgi_block *block, zone_part *part)
{
    double margin = kind->margin(&s->problem);
    if (best->any && kind->bound != NULL && kind->bound(&s->problem, block) < floor_of(best->score, margin)) {
        return;
    }
    cbgi_gains gains = {(int)block->zone, part->gain};
    kind->score(&s->problem, &gains, part->score);
    int64_t gain[CBG_SEATS_MAX];
    for (int k = 0; k < gains.count; k++) {
        if (!best->any || part->score[k] >= floor_of(best->score, margin)) {
            column(part, s->problem.seats, k, gain);
            offer(s, kind, best, block->first + (uint64_t)part->pick[k], part->score[k], gain);
        }
    }
}

static void visit_top(const solver *s, int piece, const cbgi_block *block, zone_part *part)
{
    champion *list = s->leader + (size_t)piece * (size_t)s->top;
    int *count = &s->leaders[piece];
    double margin = s->top_kind->margin(&s->problem);
    cbgi_gains gains = {(int)block->zone, part->gain};
    s->top_kind->score(&s->problem, &gains, part->score);
    int64_t gain[CBG_SEATS_MAX];
    for (int k = 0; k < gains.count; k++) {
        if (*count < s->top || part->score[k] >= floor_of(list[s->top - 1].score, margin)) {
            column(part, s->problem.seats, k, gain);
            lead(s, list, count, block->first + (uint64_t)part->pick[k], part->score[k], gain);
        }
    }
}

static cbg_status visit(void *context, int piece, cbgi_block *block)
{
    const solver *s = context;
    if (block->zone == 0) {
        return CBG_OK;
    }
    zone_part part;
    pack(block, s->problem.seats, &part);
    for (int kind = 0; kind < s->kinds; kind++) {
        visit_kind(s, cbgi_solutions[kind], &s->best[piece * s->kinds + kind], block, &part);
    }
    if (s->top > 0) {
        visit_top(s, piece, block, &part);
    }
    return CBG_OK;
}

static void merge_kind(const solver *s, int kind, champion *total)
{
    *total = (champion){0};
    for (int piece = 0; piece < CBGI_PIECES; piece++) {
        const champion *best = &s->best[piece * s->kinds + kind];
        if (!best->any) {
            continue;
        }
        int order = total->any ? cbgi_solutions[kind]->compare(&s->problem, best->gain, total->gain) : 1;
        if (order > 0) {
            *total = *best;
        } else if (order == 0) {
            total->tied += best->tied;
        }
    }
}

static void merge_top(const solver *s, champion *list, cbg_solutions *out)
{
    for (int piece = 0; piece < CBGI_PIECES; piece++) {
        const champion *part = s->leader + (size_t)piece * (size_t)s->top;
        for (int k = 0; k < s->leaders[piece]; k++) {
            lead(s, list, &out->top_count, part[k].at, part[k].score, part[k].gain);
        }
    }
    for (int k = 0; k < out->top_count; k++) {
        out->top[k] = cbgi_box_outcome(s->box, list[k].at);
    }
}

static cbg_status describe(const solver *s, int kind, const cbg_exec *exec, cbg_solutions *out)
{
    const cbgi_solution_kind *k = cbgi_solutions[kind];
    cbg_agreement *a = &out->agreement[kind];
    champion best;
    merge_kind(s, kind, &best);
    *a = (cbg_agreement){.name = k->name, .title = k->title, .exists = best.any};
    if (!best.any) {
        return CBG_OK;
    }
    a->determined = k->determined == NULL || k->determined(&s->problem, best.gain);
    a->outcome = cbgi_box_outcome(s->box, best.at);
    a->tied = best.tied;
    for (int seat = 0; seat < s->problem.seats; seat++) {
        a->utility[seat] = best.gain[seat] + s->box->floor[seat];
    }
    for (int before = 0; before < kind; before++) {
        const cbg_agreement *same = &out->agreement[before];
        if (same->exists && same->outcome == a->outcome) {
            a->efficient = same->efficient;
            a->dominated = same->dominated;
            a->dominated_by = same->dominated_by;
            return CBG_OK;
        }
    }
    cbg_status status = cbg_dominated(s->problem.space, a->utility, exec, &a->dominated, &a->dominated_by);
    a->efficient = !a->dominated;
    return status;
}

static cbg_status prepare(solver *s, const cbg_space *space, cbgi_arena *arena, const cbg_exec *exec)
{
    cbgi_problem *problem = &s->problem;
    problem->space = space;
    problem->seats = space->seats;
    cbg_status status = cbgi_share_exponents(space, problem->exponent);
    if (status == CBG_OK) {
        status = cbgi_scan_best(s->box, exec, problem->ideal);
    }
    for (int seat = 0; seat < problem->seats; seat++) {
        problem->scale[seat] = problem->ideal[seat] > 0 ? 1 / (double)problem->ideal[seat] : 0;
    }
    size_t kinds = (size_t)s->kinds, top = (size_t)s->top;
    s->best = cbgi_arena_array(arena, CBGI_PIECES * kinds, sizeof *s->best);
    s->leader = cbgi_arena_array(arena, (CBGI_PIECES + 1) * top, sizeof *s->leader);
    s->leaders = cbgi_arena_array(arena, CBGI_PIECES, sizeof *s->leaders);
    return status == CBG_OK && arena->failed ? CBG_NO_MEMORY : status;
}

static cbg_status solve(solver *s, cbgi_arena *arena, const cbg_exec *exec, cbg_solutions *out)
{
    cbg_status status = prepare(s, s->box->space, arena, exec);
    if (status == CBG_OK) {
        status = cbgi_scan(s->box, exec, visit, s);
    }
    out->count = s->kinds;
    for (int kind = 0; kind < s->kinds && status == CBG_OK; kind++) {
        status = describe(s, kind, exec, out);
    }
    if (status == CBG_OK && s->top > 0) {
        merge_top(s, s->leader + (size_t)CBGI_PIECES * (size_t)s->top, out);
    }
    return status;
}

cbg_status cbg_solve(const cbg_space *space, int top, bool weighted_top, const cbg_exec *exec,
                     cbg_solutions *out)
{
    if (top < 0 || top > CBG_TOP_MAX) {
        return CBG_BAD_ARGUMENT;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_box box;
    cbg_solutions found;
    memset(&found, 0, sizeof found);
    cbg_status status = cbgi_box_build(space, space->scenario.red_lines, NULL, &arena, &box);
    if (status == CBG_OK) {
        solver s = {.box = &box,
                    .kinds = cbg_solution_count(),
                    .top = top,
                    .top_kind = weighted_top ? &cbgi_solution_nash_bloc : &cbgi_solution_nash};
        status = solve(&s, &arena, exec, &found);
    }
    cbgi_arena_free(&arena);
    if (status == CBG_OK) {
        *out = found;
    }
    return status;
}
