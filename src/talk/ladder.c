/* Counting outcomes by value: see ladder.h. */
#include "talk/ladder.h"

#include <string.h>

static int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* What the allowed options of an issue are worth at least and at most; false: there is none. */
static bool span_of(const cbg_space *space, int issue, const int64_t *value, const bool *allowed, int64_t *least,
                    int64_t *most)
{
    *least = INT64_MAX;
    *most = INT64_MIN;
    for (int c = space->offset[issue]; c < space->offset[issue + 1]; c++) {
        if (!allowed[c])
            continue;
        *least = value[c] < *least ? value[c] : *least;
        *most = value[c] > *most ? value[c] : *most;
    }
    return *least <= *most;
}

/* The greatest common step if counting with it is cheap enough, else one with which it is. cells and work: table entries
 * and additions with a step of 1, but for one an issue. */
static int64_t choose_step(double cells, double work, int64_t common)
{
    const int64_t step = common > 0 ? common : 1;
    if (cells <= (double)CBGI_LADDER_CELLS * (double)step && work <= (double)CBGI_LADDER_WORK * (double)step)
        return step;
    const double coarse = cells / (CBGI_LADDER_CELLS / 2), slow = work / (CBGI_LADDER_WORK / 2);
    return (int64_t)(coarse > slow ? coarse : slow) + 1;
}

/* Lists what is allowed, and finds base, best and the step. */
static cbg_status list_options(cbgi_ladder *l, const int64_t *value, const bool *allowed, cbgi_arena *arena)
{
    const cbg_space *space = l->space;
    const size_t issues = (size_t)l->issues, columns = (size_t)space->offset[issues];
    l->start = cbgi_arena_array(arena, issues + 1, sizeof *l->start);
    l->option = cbgi_arena_array(arena, columns, sizeof *l->option);
    l->rung = cbgi_arena_array(arena, columns, sizeof *l->rung);
    l->size = cbgi_arena_array(arena, issues + 1, sizeof *l->size);
    l->ways = cbgi_arena_array(arena, issues + 1, sizeof *l->ways);
    if (arena->failed)
        return CBG_NO_MEMORY;
    int count = 0;
    int64_t common = 0;
    double cells = 0, work = 0, options = 0; /* options: of the issues before */
    l->any = true;
    for (int i = 0; i < l->issues; i++) {
        int64_t least, most;
        l->start[i] = count;
        if (!span_of(space, i, value, allowed, &least, &most)) {
            l->any = false;
            return CBG_OK;
        }
        for (int c = space->offset[i]; c < space->offset[i + 1]; c++) {
            if (!allowed[c])
                continue;
            l->option[count++] = c - space->offset[i];
            common = gcd(value[c] - least, common);
        }
        l->base += least;
        l->best += most;
        cells += (i + 1) * (double)(most - least);
        work += options * (double)(most - least);
        options += count - l->start[i];
    }
    l->start[issues] = count;
    l->step = choose_step(cells, work, common);
    return CBG_OK;
}

/* Rungs of all options, and what rounding them down may lose in all. */
static void set_rungs(cbgi_ladder *l, const int64_t *value, const bool *allowed)
{
    l->size[l->issues] = 1;
    for (int i = l->issues - 1; i >= 0; i--) {
        int64_t least, most, lost = 0;
        uint32_t highest = 0;
        (void)span_of(l->space, i, value, allowed, &least, &most);
        for (int k = l->start[i]; k < l->start[i + 1]; k++) {
            const int64_t above = value[l->space->offset[i] + l->option[k]] - least;
            l->rung[k] = (uint32_t)(above / l->step);
            highest = l->rung[k] > highest ? l->rung[k] : highest;
            lost = above % l->step > lost ? above % l->step : lost;
        }
        l->slack += lost;
        l->size[i] = l->size[i + 1] + highest;
    }
}

static cbg_status count_ways(cbgi_ladder *l, cbgi_arena *arena)
{
    for (int i = l->issues; i >= 0; i--)
        l->ways[i] = cbgi_arena_array(arena, l->size[i], sizeof **l->ways);
    l->above = cbgi_arena_array(arena, (size_t)l->size[0] + 1, sizeof *l->above);
    if (arena->failed)
        return CBG_NO_MEMORY;
    l->ways[l->issues][0] = 1;
    for (int i = l->issues - 1; i >= 0; i--) {
        const uint64_t *rest = l->ways[i + 1];
        const uint32_t size = l->size[i + 1];
        for (int k = l->start[i]; k < l->start[i + 1]; k++) {
            uint64_t *to = l->ways[i] + l->rung[k];
            for (uint32_t r = 0; r < size; r++)
                to[r] += rest[r];
        }
    }
    for (uint32_t r = l->size[0]; r-- > 0;)
        l->above[r] = l->above[r + 1] + l->ways[0][r];
    return CBG_OK;
}

cbg_status cbgi_ladder_build(const cbg_space *space, const int64_t *value, const bool *allowed, cbgi_arena *arena,
                             cbgi_ladder *out)
{
    memset(out, 0, sizeof *out);
    out->space = space;
    out->issues = space->issues;
    const cbg_status status = list_options(out, value, allowed, arena);
    if (status != CBG_OK || !out->any)
        return status;
    set_rungs(out, value, allowed);
    return count_ways(out, arena);
}

/* Outcomes from `distance` above the base on, rounded up to a rung. */
static uint64_t from_distance(const cbgi_ladder *l, int64_t distance)
{
    if (distance <= 0)
        return l->above[0];
    const int64_t rung = distance / l->step + (distance % l->step != 0);
    return rung >= l->size[0] ? 0 : l->above[rung];
}

uint64_t cbgi_ladder_count(const cbgi_ladder *ladder, int64_t value)
{
    return ladder->any ? from_distance(ladder, value - ladder->base) : 0;
}

uint64_t cbgi_ladder_count_loose(const cbgi_ladder *ladder, int64_t value)
{
    return ladder->any ? from_distance(ladder, value - ladder->slack - ladder->base) : 0;
}

/* The highest rung from which on there are more outcomes than `rank`. */
static uint32_t rung_of(const cbgi_ladder *l, uint64_t rank)
{
    uint32_t low = 0, high = l->size[0] - 1;
    while (low < high) {
        const uint32_t middle = low + (high - low + 1) / 2;
        if (l->above[middle] > rank)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

uint64_t cbgi_ladder_first(const cbgi_ladder *ladder, uint64_t rank)
{
    return ladder->above[rung_of(ladder, rank) + 1];
}

uint64_t cbgi_ladder_take(const cbgi_ladder *ladder, uint64_t rank)
{
    uint32_t rung = rung_of(ladder, rank);
    uint64_t left = rank - ladder->above[rung + 1], number = 0;
    for (int i = 0; i < ladder->issues; i++) {
        const uint64_t *rest = ladder->ways[i + 1];
        int k = ladder->start[i];
        for (;; k++) {
            if (ladder->rung[k] > rung || rung - ladder->rung[k] >= ladder->size[i + 1])
                continue;
            const uint64_t here = rest[rung - ladder->rung[k]];
            if (left < here)
                break;
            left -= here;
        }
        rung -= ladder->rung[k];
        number = number * (uint64_t)ladder->space->option_count[i] + (uint64_t)ladder->option[k];
    }
    return number;
}
