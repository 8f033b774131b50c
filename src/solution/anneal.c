/* Simulated annealing: one issue changes at a time, worse outcomes are accepted with exp(change / temperature), the
 * temperature falls from a fifth of the heaviest region to nothing. Only the regions that speak of the issue
 * are looked at, because each counts the issues on which the outcome is outside of it.
 * Source: S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, Science 220 (1983) 671-680, doi 10.1126/science.220.4598.671;
 * for boxes Ito, Hattori and Klein, IJCAI 2007, 1347-1352.
 */
#include "solution/anneal.h"

#include <string.h>

#include "base/real.h"

cbg_status cbgi_anneal_init(const cbgi_meet *m, cbgi_arena *arena, cbgi_anneal *out)
{
    const cbg_space *space = m->space;
    const size_t issues = (size_t)space->issues;
    const size_t sides = m->count == 0 ? 0 : (size_t)m->first[m->count];
    *out = (cbgi_anneal){.m = m};
    out->start = cbgi_arena_array(arena, issues + 2, sizeof *out->start);
    out->region = cbgi_arena_array(arena, sides, sizeof *out->region);
    out->has = cbgi_arena_array(arena, sides, sizeof *out->has);
    out->missing = cbgi_arena_array(arena, (size_t)m->count, sizeof *out->missing);
    out->met = cbgi_arena_array(arena, (size_t)m->groups, sizeof *out->met);
    out->allowed = cbgi_arena_array(arena, (size_t)space->offset[issues], sizeof *out->allowed);
    out->allowed_start = cbgi_arena_array(arena, issues + 1, sizeof *out->allowed_start);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < sides; k++) {
        out->start[m->side[k].issue + 2]++;
    }
    for (size_t i = 0; i < issues; i++) {
        out->start[i + 2] += out->start[i + 1];
    }
    for (int r = 0; r < m->count; r++) {
        for (int k = m->first[r]; k < m->first[r + 1]; k++) {
            const int at = out->start[m->side[k].issue + 1]++;
            out->region[at] = r;
            out->has[at] = m->side[k].has;
        }
    }
    for (size_t i = 0; i < issues; i++) {
        int at = out->allowed_start[i];
        for (int o = 0; o < space->option_count[i]; o++) {
            if (m->allowed[space->offset[i] + o]) {
                out->allowed[at++] = o;
            }
        }
        out->allowed_start[i + 1] = at;
    }
    return CBG_OK;
}

/* Enters or leaves a region; returns what that is worth. */
static int64_t pass(cbgi_anneal *a, int r, bool in)
{
    const int g = a->m->group_of[r];
    int64_t change = in ? a->weight[r] : -a->weight[r];
    if (g >= 0) {
        a->met[g] += in ? 1 : -1;
        change += in && a->met[g] == 1 ? a->penalty : !in && a->met[g] == 0 ? -a->penalty : 0;
    }
    return change;
}

static int64_t set_option(cbgi_anneal *a, int issue, int from, int to)
{
    int64_t change = 0;
    for (int k = a->start[issue]; k < a->start[issue + 1]; k++) {
        const bool was = a->has[k][from], is = a->has[k][to];
        if (was == is) {
            continue;
        }
        const int r = a->region[k];
        if (was && a->missing[r]++ == 0) {
            change += pass(a, r, false);
        } else if (is && --a->missing[r] == 0) {
            change += pass(a, r, true);
        }
    }
    return change;
}

/* Takes stock of an outcome; returns its worth. */
static int64_t place(cbgi_anneal *a, const int *option)
{
    const cbgi_meet *m = a->m;
    int64_t worth = 0;
    memset(a->met, 0, (size_t)m->groups * sizeof *a->met);
    for (int r = 0; r < m->count; r++) {
        a->missing[r] = 0;
        for (int k = m->first[r]; k < m->first[r + 1]; k++) {
            a->missing[r] += !m->side[k].has[option[m->side[k].issue]];
        }
        worth += a->missing[r] == 0 ? pass(a, r, true) : 0;
    }
    return worth;
}

void cbgi_anneal_run(cbgi_anneal *a, const int64_t *weight, int steps, cbgi_stream *random, int *option,
                     int *spare)
{
    const size_t bytes = (size_t)a->m->space->issues * sizeof *option;
    int64_t heaviest = 1;
    a->weight = weight;
    for (int r = 0; r < a->m->count; r++) {
        heaviest = weight[r] > heaviest ? weight[r] : heaviest;
    }
    a->penalty = heaviest;
    int64_t worth = place(a, option), best = worth;
    memcpy(spare, option, bytes);
    for (int step = 0; step < steps; step++) {
        const int issue = (int)cbgi_stream_below(random, (uint64_t)a->m->space->issues);
        const int count = a->allowed_start[issue + 1] - a->allowed_start[issue];
        const int to = a->allowed[a->allowed_start[issue] + (int)cbgi_stream_below(random, (uint64_t)count)];
        const int from = option[issue];
        const int64_t change = set_option(a, issue, from, to);
        const double heat = 0.2 * (double)heaviest * (1 - (double)step / steps);
        if (change < 0 && cbgi_stream_unit(random) >= cbgi_exp((double)change / heat)) {
            (void)set_option(a, issue, to, from);
            continue;
        }
        option[issue] = to;
        worth += change;
        if (worth > best) {
            best = worth;
            memcpy(spare, option, bytes);
        }
    }
    memcpy(option, spare, bytes);
}
