/* What voices believe beside the truth, round by round: see accuracy.h. */
#include "coburg/accuracy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "talk/session.h"

struct cbgi_accuracy_private {
    cbg_accuracy shown; /* what the caller has */
    cbgi_arena arena;
    const cbg_talk *talk;
    cbg_accuracy_row *row;
    size_t room;
    uint64_t step; /* every step-th outcome is looked at */
    double *truth; /* [voice * outcomes] */
    double *belief, *scratch;
};

static int rising(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return a[0] != b[0] ? (a[0] > b[0]) - (a[0] < b[0]) : (a[1] > b[1]) - (a[1] < b[1]);
}

static double pearson(const double *a, const double *b, size_t n)
{
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
    for (size_t k = 0; k < n; k++) {
        ma += a[k];
        mb += b[k];
    }
    ma /= (double)n;
    mb /= (double)n;
    for (size_t k = 0; k < n; k++) {
        const double x = a[k] - ma, y = b[k] - mb;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : (double)NAN;
}

/* Ranks from 0, ties sharing their mean; pair holds 2 n. */
static void rank(const double *value, size_t n, double *pair, double *out)
{
    for (size_t k = 0; k < n; k++) {
        pair[2 * k] = value[k];
        pair[2 * k + 1] = (double)k;
    }
    qsort(pair, n, 2 * sizeof *pair, rising);
    for (size_t k = 0, end; k < n; k = end) {
        for (end = k + 1; end < n && pair[2 * end] == pair[2 * k]; end++) {
        }
        for (size_t j = k; j < end; j++)
            out[(size_t)pair[2 * j + 1]] = ((double)k + (double)end - 1) / 2;
    }
}

/* Inversions of list[0..n-1], which ends up sorted; spare holds n. */
static double inversions(double *list, double *spare, size_t n)
{
    double count = 0;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t from = 0; from < n; from += 2 * width) {
            const size_t middle = from + width < n ? from + width : n,
                         end = from + 2 * width < n ? from + 2 * width : n;
            size_t i = from, j = middle, k = from;
            while (i < middle && j < end) {
                const bool right = list[j] < list[i];
                count += right ? (double)(middle - i) : 0;
                spare[k++] = right ? list[j++] : list[i++];
            }
            while (i < middle)
                spare[k++] = list[i++];
            while (j < end)
                spare[k++] = list[j++];
        }
        memcpy(list, spare, n * sizeof *list);
    }
    return count;
}

/* Pairs that tie in a sorted list, `step` numbers an entry; with `both`, entries must agree in two numbers. */
static double ties(const double *sorted, size_t n, size_t step, bool both)
{
    double count = 0;
    for (size_t k = 0, end; k < n; k = end) {
        for (end = k + 1; end < n && sorted[step * end] == sorted[step * k] &&
                          (!both || sorted[step * end + 1] == sorted[step * k + 1]);
             end++) {
        }
        count += (double)(end - k) * (double)(end - k - 1) / 2;
    }
    return count;
}

/* tau-b; pair holds 2 n, list and spare n. */
static double kendall(const double *a, const double *b, size_t n, double *pair, double *list, double *spare)
{
    for (size_t k = 0; k < n; k++) {
        pair[2 * k] = a[k];
        pair[2 * k + 1] = b[k];
    }
    qsort(pair, n, 2 * sizeof *pair, rising);
    for (size_t k = 0; k < n; k++)
        list[k] = pair[2 * k + 1];
    const double all = (double)n * (double)(n - 1) / 2, tied_a = ties(pair, n, 2, false),
                 tied_both = ties(pair, n, 2, true);
    const double swaps = inversions(list, spare, n), tied_b = ties(list, n, 1, false);
    const double below = sqrt((all - tied_a) * (all - tied_b));
    return below > 0 ? (all - tied_a - tied_b + tied_both - 2 * swaps) / below : (double)NAN;
}

void cbg_correlate(const double *a, const double *b, size_t n, double *scratch, cbg_correlation *out)
{
    const double none = (double)NAN;
    double square = 0;
    for (size_t k = 0; k < n; k++)
        square += (a[k] - b[k]) * (a[k] - b[k]);
    *out = (cbg_correlation){n > 0 ? sqrt(square / (double)n) : none, none, none, none};
    if (n < 2)
        return;
    double *pair = scratch, *x = scratch + 2 * n, *y = scratch + 3 * n;
    out->pearson = pearson(a, b, n);
    rank(a, n, pair, x);
    rank(b, n, pair, y);
    out->spearman = pearson(x, y, n);
    out->kendall = kendall(a, b, n, pair, x, y);
}

static void compare(struct cbgi_accuracy_private *p, const cbgi_session *s, int voice, int about)
{
    const uint64_t n = p->shown.outcomes;
    cbg_accuracy_row *row = &p->row[p->shown.count++];
    *row = (cbg_accuracy_row){.round = s->round, .voice = voice, .about = about};
    for (uint64_t k = 0; k < n; k++)
        p->belief[k] = s->strategy[voice]->estimate(&s->view[voice], s->self[voice], about, k * p->step);
    cbg_correlate(p->belief, p->truth + (size_t)about * n, n, p->scratch, &row->of);
}

static void after_round(void *context, const struct cbgi_session *s)
{
    struct cbgi_accuracy_private *p = context;
    p->shown.count = s->round == 0 ? 0 : p->shown.count;
    for (int v = 0; v < s->voices; v++)
        for (int about = 0; about < s->voices && s->strategy[v]->estimate != NULL; about++)
            if (about != v && p->shown.count < p->room)
                compare(p, s, v, about);
}

cbg_observer cbg_accuracy_observer(cbg_accuracy *accuracy)
{
    return (cbg_observer){after_round, accuracy->own};
}

static bool lay(struct cbgi_accuracy_private *p, const cbg_talk *talk)
{
    const uint64_t all = talk->space->outcomes;
    cbg_accuracy *a = &p->shown;
    p->talk = talk;
    p->step = (all - 1) / CBG_ACCURACY_OUTCOMES_MAX + 1;
    a->outcomes = (all - 1) / p->step + 1;
    for (int v = 0; v < talk->voices; v++)
        a->pairs += talk->voice[v].program->strategy->estimate != NULL ? talk->voices - 1 : 0;
    p->room = (size_t)a->pairs * (size_t)talk->stage[talk->stages - 1].rounds;
    p->row = cbgi_arena_array(&p->arena, p->room + 1, sizeof *p->row);
    p->truth = cbgi_arena_array(&p->arena, (size_t)talk->voices * a->outcomes, sizeof *p->truth);
    p->belief = cbgi_arena_array(&p->arena, a->outcomes, sizeof *p->belief);
    p->scratch = cbgi_arena_array(&p->arena, 4 * a->outcomes, sizeof *p->scratch);
    if (p->arena.failed)
        return false;
    for (int v = 0; v < talk->voices; v++)
        for (uint64_t k = 0; k < a->outcomes; k++)
            p->truth[(size_t)v * a->outcomes + k] = cbg_profile_utility(talk->profile[v], k * p->step);
    a->row = p->row;
    a->own = p;
    return true;
}

cbg_status cbg_accuracy_make(const cbg_talk *talk, const cbg_exec *exec, cbg_accuracy **out)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    struct cbgi_accuracy_private *p = cbgi_arena_alloc(&arena, sizeof *p);
    if (p == NULL) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    p->arena = arena;
    if (!lay(p, talk)) {
        arena = p->arena;
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    *out = &p->shown;
    return CBG_OK;
}

void cbg_accuracy_free(cbg_accuracy *accuracy)
{
    if (accuracy != NULL) {
        cbgi_arena arena = accuracy->own->arena;
        cbgi_arena_free(&arena);
    }
}
