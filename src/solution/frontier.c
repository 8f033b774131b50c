/* The exact Pareto frontier of two seats, without enumeration.
 *
 * Utilities are additive, so an efficient outcome consists of efficient partial outcomes: issues are folded in one
 * at a time, F_i = nondominated(F_{i-1} + V_i), and dominated partial sums never come back.
 * Of equal points the one with the smallest outcome number is kept; since numbering is mixed radix that
 * choice is safe at every step.
 * Source: dynamic programming with dominance, e.g. K. Klamroth and M. Wiecek, "Dynamic programming
 * approaches to the multiple criteria knapsack problem", Naval Research Logistics 47 (2000) 57-76,
 * doi 10.1002/(SICI)1520-6750(200002)47:1<57::AID-NAV4>3.0.CO;2-4.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "coburg/solution.h"

enum { POINTS_MAX = 4000000 };

/* Falling a, then falling b, then rising outcome: a sweep then keeps exactly the staircase. */
static int by_a_then_b(const void *left, const void *right)
{
    const cbg_frontier_point *x = left, *y = right;
    if (x->a != y->a) {
        return x->a > y->a ? -1 : 1;
    }
    if (x->b != y->b) {
        return x->b > y->b ? -1 : 1;
    }
    return (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

static size_t staircase(cbg_frontier_point *point, size_t count)
{
    qsort(point, count, sizeof *point, by_a_then_b);
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        if (kept == 0 || point[k].b > point[kept - 1].b) {
            point[kept++] = point[k];
        }
    }
    return kept;
}

typedef struct fold {
    const cbg_space *space;
    int seat[2];
    const cbg_exec *exec;
    cbg_frontier_point *point;
    size_t count;
} fold;

static int64_t value_at(const fold *f, int which, int issue, int option)
{
    size_t options = (size_t)f->space->offset[f->space->issues];
    return f->space->value[(size_t)f->seat[which] * options + (size_t)(f->space->offset[issue] + option)];
}

/* F + V over the allowed options of one issue. */
static cbg_status fold_issue(fold *f, int issue)
{
    const cbg_space *space = f->space;
    size_t n = (size_t)space->option_count[issue];
    if (f->count * n > POINTS_MAX) {
        return CBG_TOO_LARGE;
    }
    cbg_frontier_point *next = cbgi_alloc(f->exec, (f->count * n + 1) * sizeof *next);
    if (next == NULL) {
        return CBG_NO_MEMORY;
    }
    size_t count = 0;
    for (size_t k = 0; k < f->count; k++) {
        for (size_t o = 0; o < n; o++) {
            uint64_t breaks = space->breaks[space->offset[issue] + (int)o];
            if ((breaks & space->scenario.red_lines) != 0) {
                continue;
            }
            next[count++] = (cbg_frontier_point){
                f->point[k].a + value_at(f, 0, issue, (int)o), f->point[k].b + value_at(f, 1, issue, (int)o),
                space->countable ? f->point[k].outcome * (uint64_t)n + o : UINT64_MAX};
        }
    }
    cbgi_release(f->exec, f->point);
    f->point = next;
    f->count = staircase(next, count);
    return CBG_OK;
}

cbg_status cbg_frontier_two(const cbg_space *space, int seat_a, int seat_b, const cbg_exec *exec,
                            cbg_frontier_point **point, int *count)
{
    fold f = {space, {seat_a, seat_b}, exec, cbgi_alloc(exec, sizeof *f.point), 1};
    if (f.point == NULL) {
        return CBG_NO_MEMORY;
    }
    f.point[0] = (cbg_frontier_point){0, 0, 0};
    cbg_status status = CBG_OK;
    for (int issue = 0; issue < space->issues && status == CBG_OK; issue++) {
        status = fold_issue(&f, issue);
    }
    if (status != CBG_OK) {
        cbgi_release(exec, f.point);
        return status;
    }
    *point = f.point;
    *count = (int)f.count;
    return CBG_OK;
}

void cbg_frontier_free(const cbg_exec *exec, cbg_frontier_point *point)
{
    cbgi_release(exec, point);
}
