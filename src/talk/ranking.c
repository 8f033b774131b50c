/* From sums to a ranking: means, intervals, tests between neighbours, and how ranks stand when an opponent is left out. */
#include <math.h>
#include <string.h>

#include "base/philox.h"
#include "base/student.h"
#include "talk/tally.h"

enum { PURPOSE_BOOTSTRAP = 0xB007 };

/* Is mean a above mean b? Exactly, by cross-multiplying where that fits, which it does below 2^62 seats of utility
 * near 1; beyond, in double. */
static int compare(cbgi_count a, cbgi_count b)
{
    cbgi_sum left, right;
    if (a.n == 0 || b.n == 0)
        return (a.n > 0) - (b.n > 0);
    if (!__builtin_mul_overflow(a.sum, (cbgi_sum)b.n, &left) && !__builtin_mul_overflow(b.sum, (cbgi_sum)a.n, &right))
        return (left > right) - (left < right);
    const double x = cbgi_mean(a), y = cbgi_mean(b);
    return (x > y) - (x < y);
}

/* Variance of the means of matches, in utilities. */
static double variance(const cbgi_row *row)
{
    const double n = (double)row->matches;
    if (row->matches < 2)
        return (double)NAN;
    /* sum of squares minus square of sum over n: around the mean, so that little is lost. */
    const cbgi_sum centre = row->mean / (cbgi_sum)row->matches;
    const cbgi_sum rest = row->mean - centre * (cbgi_sum)row->matches;
    const cbgi_sum around =
        row->square - 2 * centre * row->mean + centre * centre * (cbgi_sum)row->matches;
    const double spread = (double)around - (double)rest * (double)rest / n;
    return (spread > 0 ? spread : 0) / (n - 1) / CBG_NANO / CBG_NANO;
}

static void describe(const cbgi_row *row, cbg_placing *s)
{
    s->seats = row->utility.n;
    s->matches = row->matches;
    s->utility = cbgi_mean(row->utility);
    s->gain = cbgi_mean(row->gain);
    s->advantage = cbgi_mean(row->advantage);
    s->welfare = cbgi_mean(row->welfare);
    s->others = cbgi_mean(row->others);
    s->pareto = cbgi_mean(row->pareto);
    s->nash = cbgi_mean(row->nash);
    s->kalai = cbgi_mean(row->kalai);
    s->deadline = cbgi_mean(row->t);
    s->failed = row->failed;
    s->agreement = row->utility.n == 0 ? (double)NAN : (double)row->bound / (double)row->utility.n;
    s->welch_t = s->welch_df = s->welch_p = s->bootstrap_p = s->low = s->high = (double)NAN;
    if (row->matches >= 2) {
        const double half = cbgi_student_quantile(.05, (double)row->matches - 1) * sqrt(variance(row) / (double)row->matches);
        s->low = s->utility - half;
        s->high = s->utility + half;
    }
}

static void welch(const cbgi_row *a, const cbgi_row *b, cbg_placing *s)
{
    if (a->matches < 2 || b->matches < 2)
        return;
    const double na = (double)a->matches, nb = (double)b->matches, va = variance(a) / na, vb = variance(b) / nb;
    const double difference = ((double)a->mean / na - (double)b->mean / nb) / CBG_NANO;
    if (!(va + vb > 0)) /* no spread at all: the difference is what it is */
        return;
    s->welch_t = difference / sqrt(va + vb);
    s->welch_df = (va + vb) * (va + vb) / (va * va / (na - 1) + vb * vb / (nb - 1));
    s->welch_p = cbgi_student_two_sided(s->welch_t, s->welch_df);
}

/* ---- bootstrap ---- */

typedef struct bootstrap {
    const cbg_tally *tally;
    int blocks, merged; /* merged: groups that make one block */
    double *n, *sum;    /* [program]: of the present resample */
    uint64_t *up, *down; /* [position]: resamples in which the one is above, below the next */
} bootstrap;

static void resample(bootstrap *b, uint64_t number)
{
    const size_t programs = (size_t)b->tally->programs;
    cbgi_stream random;
    cbgi_stream_init(&random, b->tally->t->options.seed, PURPOSE_BOOTSTRAP, (uint32_t)number, 0, 0);
    memset(b->n, 0, programs * sizeof *b->n);
    memset(b->sum, 0, programs * sizeof *b->sum);
    for (int k = 0; k < b->blocks; k++) {
        const size_t first = (size_t)cbgi_stream_below(&random, (uint64_t)b->blocks) * (size_t)b->merged;
        for (size_t g = first; g < first + (size_t)b->merged; g++) {
            const cbgi_count *block = b->tally->block + g * programs;
            for (size_t p = 0; p < programs; p++) {
                b->n[p] += (double)block[p].n;
                b->sum[p] += (double)block[p].sum;
            }
        }
    }
}

/* Two-sided: twice the smaller of the shares of resamples on either side, the sample itself counted in. */
static void compare_resamples(bootstrap *b, cbg_ranking *r)
{
    for (uint64_t k = 0; k < CBG_BOOTSTRAPS; k++) {
        resample(b, k);
        for (int i = 0; i + 1 < r->count; i++) {
            const int p = r->placing[i].program, q = r->placing[i + 1].program;
            const double difference = b->sum[p] / b->n[p] - b->sum[q] / b->n[q];
            b->up[i] += !(difference < 0);
            b->down[i] += !(difference > 0);
        }
    }
    for (int i = 0; i + 1 < r->count; i++) {
        const uint64_t least = b->up[i] < b->down[i] ? b->up[i] : b->down[i];
        const double p = 2 * (double)(least + 1) / (CBG_BOOTSTRAPS + 1);
        r->placing[i].bootstrap_p = p < 1 ? p : 1;
    }
}

/* Repetitions that never differ say nothing more than one of them: then a block is a case. */
static cbg_status run_bootstrap(const cbg_tally *tally, const cbg_exec *exec, cbg_ranking *r)
{
    const size_t programs = (size_t)tally->programs;
    bootstrap b = {.tally = tally, .merged = tally->varied > 0 ? 1 : tally->groups};
    b.blocks = tally->tables * tally->groups / b.merged;
    r->blocks = b.blocks;
    if (b.blocks < 2)
        return CBG_OK;
    b.n = cbgi_alloc(exec, programs * sizeof *b.n);
    b.sum = cbgi_alloc(exec, programs * sizeof *b.sum);
    b.up = cbgi_alloc(exec, programs * sizeof *b.up);
    b.down = cbgi_alloc(exec, programs * sizeof *b.down);
    const bool made = b.n != NULL && b.sum != NULL && b.up != NULL && b.down != NULL;
    if (made) {
        memset(b.up, 0, programs * sizeof *b.up);
        memset(b.down, 0, programs * sizeof *b.down);
        compare_resamples(&b, r);
    }
    cbgi_release(exec, b.n);
    cbgi_release(exec, b.sum);
    cbgi_release(exec, b.up);
    cbgi_release(exec, b.down);
    return made ? CBG_OK : CBG_NO_MEMORY;
}

/* ---- ranks ---- */

static cbgi_count without(const cbg_tally *tally, int program, int left_out)
{
    cbgi_count c = tally->row[program].utility;
    const cbgi_count gone = tally->against[(size_t)program * (size_t)tally->programs + (size_t)left_out];
    return (cbgi_count){c.n - gone.n, c.sum - gone.sum};
}

/* Best and worst rank over all ways to leave one of the others out. A strategy that only it met is no longer there to
 * be compared with, and if nothing of its own is left that way does not count. */
static void leave_out(const cbg_tally *tally, cbg_placing *s)
{
    s->best = s->worst = s->rank;
    for (int out = 0; out < tally->programs; out++) {
        if (out == s->program)
            continue;
        const cbgi_count own = without(tally, s->program, out);
        int rank = 1;
        for (int p = 0; p < tally->programs; p++)
            if (p != out && p != s->program)
                rank += compare(without(tally, p, out), own) > 0;
        if (own.n == 0)
            continue;
        s->best = rank < s->best ? rank : s->best;
        s->worst = rank > s->worst ? rank : s->worst;
    }
}

static void sort(const cbg_tally *tally, cbg_ranking *r)
{
    for (int k = 0; k < r->count; k++) {
        int at = k;
        for (; at > 0 && compare(tally->row[k].utility, tally->row[r->placing[at - 1].program].utility) > 0; at--)
            r->placing[at] = r->placing[at - 1];
        r->placing[at].program = k;
    }
    for (int k = 0; k < r->count; k++) {
        const bool equal = k > 0 && compare(tally->row[r->placing[k].program].utility,
                                            tally->row[r->placing[k - 1].program].utility) == 0;
        r->placing[k].rank = equal ? r->placing[k - 1].rank : k + 1;
    }
}

cbg_status cbg_tally_rank(const cbg_tally *tally, const cbg_exec *exec, cbg_ranking **out)
{
    cbg_ranking *r = cbgi_alloc(exec, sizeof *r);
    if (r == NULL)
        return CBG_NO_MEMORY;
    memset(r, 0, sizeof *r);
    r->exec = exec;
    r->count = tally->programs;
    r->placing = cbgi_alloc(exec, (size_t)r->count * sizeof *r->placing);
    if (r->placing == NULL) {
        cbg_ranking_free(r);
        return CBG_NO_MEMORY;
    }
    memset(r->placing, 0, (size_t)r->count * sizeof *r->placing);
    sort(tally, r);
    for (int k = 0; k < r->count; k++) {
        cbg_placing *s = &r->placing[k];
        describe(&tally->row[s->program], s);
        if (k + 1 < r->count)
            welch(&tally->row[s->program], &tally->row[r->placing[k + 1].program], s);
        leave_out(tally, s);
    }
    const cbg_status status = run_bootstrap(tally, exec, r);
    if (status != CBG_OK)
        cbg_ranking_free(r);
    else
        *out = r;
    return status;
}

void cbg_ranking_free(cbg_ranking *ranking)
{
    if (ranking != NULL) {
        const cbg_exec *exec = ranking->exec;
        cbgi_release(exec, ranking->placing);
        cbgi_release(exec, ranking);
    }
}
