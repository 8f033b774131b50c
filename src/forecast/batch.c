/* Many runs of one model, one per draw: work is dealt to threads in waves of fixed pieces, each with memory of its
 * own; a run depends on its number alone, so neither threads nor waves show in the numbers. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "forecast/input.h"
#include "forecast/run.h"

enum { PIECE_RUNS = 64 };

/* What one thread works with. */
typedef struct slot {
    double *position, *salience, *capability; /* the draw, laid out like the input */
    cbg_forecast_issue *issue;
    double *final;
    cbgi_forecast_bench bench;
    cbgi_forecast_lanes lanes;        /* its tables are written through the pointers below */
    double *side_x, *side_s, *side_c; /* [issue][actor][lane] */
    cbg_forecast_input input;
    cbgi_forecast_pulse pulse;
} slot;

typedef struct batch {
    const cbgi_forecast_kind *kind;
    const cbg_forecast_options *options;
    const cbg_forecast_input *input;
    const cbg_forecast_draws *draws;
    uint64_t seed, begin; /* first run of the wave, counted from 0 */
    slot *slots;
    double *point;
    cbg_forecast_stop *stop;
} batch;

static void clamp(const cbg_forecast_input *in, double *position)
{
    for (int i = 0; in->low != NULL && i < in->actors; i++) {
        for (int k = 0; k < in->issues; k++, position++) {
            *position = *position < in->low[k]    ? in->low[k]
                        : *position > in->high[k] ? in->high[k]
                                                  : *position;
        }
    }
}

static void draw(const batch *b, const slot *s, uint64_t index)
{
    const cbg_forecast_input *in = b->input;
    const size_t bytes = (size_t)in->actors * (size_t)in->issues * sizeof(double);
    memcpy(s->position, in->position, bytes);
    memcpy(s->salience, in->salience, bytes);
    memcpy(s->capability, in->capability, bytes);
    if (b->draws->fill != NULL) {
        b->draws->fill(b->draws->context, b->draws->first + index, s->position, s->salience, s->capability);
        clamp(in, s->position);
    }
}

static void run_one(const batch *b, slot *s, uint64_t index)
{
    const size_t m = (size_t)b->input->issues;
    draw(b, s, index);
    cbgi_forecast_run_all(b->kind, b->options, &s->input, b->seed, b->draws->first + index, NULL, &s->bench,
                          &s->pulse, s->issue, s->final);
    for (size_t k = 0; k < m; k++) {
        b->point[index * m + k] = s->issue[k].point;
        if (b->stop != NULL) {
            b->stop[index * m + k] = s->issue[k].stop;
        }
    }
}

/* Whether the draws in the lanes differ in numbers only, not in who takes part: a power may be drawn as 0. */
static bool of_one_mind(const batch *b, const slot *s, int width)
{
    const size_t m = (size_t)b->input->issues, w = (size_t)width, table = (size_t)b->input->actors * w;
    for (size_t cell = 0; b->kind->powers_only && cell < m * table; cell += w) {
        for (size_t lane = 1; lane < w; lane++) {
            if ((s->side_c[cell + lane] > 0) != (s->side_c[cell] > 0)) {
                return false;
            }
        }
    }
    return true;
}

static void run_side_by_side(const batch *b, slot *s, uint64_t index, int width)
{
    const cbg_forecast_input *in = b->input;
    const size_t m = (size_t)in->issues, w = (size_t)width, table = (size_t)in->actors * w;
    for (size_t lane = 0; lane < w; lane++) {
        draw(b, s, index + lane);
        for (size_t i = 0; i < (size_t)in->actors; i++) {
            for (size_t k = 0; k < m; k++) {
                const size_t to = k * table + i * w + lane, from = i * m + k;
                s->side_x[to] = s->position[from];
                s->side_s[to] = s->salience[from];
                s->side_c[to] = s->capability[from];
            }
        }
    }
    const bool together = of_one_mind(b, s, width);
    for (size_t lane = 0; lane < w && !together && !s->pulse.stopped; lane++) {
        run_one(b, s, index + lane);
    }
    for (size_t k = 0; k < m && together && !s->pulse.stopped; k++) {
        double *const x = s->side_x + k * table, *const sal = s->side_s + k * table,
                      *const c = s->side_c + k * table;
        s->lanes.actors = cbgi_forecast_taking_part(b->kind, &s->input, (int)k, s->bench.actor);
        for (int i = 0; i < s->lanes.actors; i++) { /* who takes part moves up */
            const size_t from = (size_t)s->bench.actor[i] * w, to = (size_t)i * w;
            memmove(x + to, x + from, w * sizeof *x);
            memmove(sal + to, sal + from, w * sizeof *x);
            memmove(c + to, c + from, w * sizeof *x);
        }
        s->lanes.position = x, s->lanes.salience = sal, s->lanes.capability = c;
        for (size_t lane = 0; lane < w; lane++) {
            s->lanes.point[lane] = CBGI_NONE;
            s->lanes.stop[lane] = CBG_FORECAST_UNDETERMINED;
        }
        if (s->lanes.actors > 0) {
            b->kind->run_lanes(&s->lanes);
        }
        for (size_t lane = 0; lane < w; lane++) {
            b->point[(index + lane) * m + k] = s->lanes.point[lane];
            if (b->stop != NULL) {
                b->stop[(index + lane) * m + k] = s->lanes.stop[lane];
            }
        }
    }
}

static cbg_status piece(void *context, uint64_t index)
{
    batch *b = context;
    slot *s = &b->slots[index];
    const uint64_t first = b->begin + index * PIECE_RUNS,
                   left = b->draws->count > first ? b->draws->count - first : 0,
                   count = left < PIECE_RUNS ? left : PIECE_RUNS, lanes = (uint64_t)b->kind->lanes;
    uint64_t done = 0;
    for (; lanes > 0 && done + lanes <= count && !s->pulse.stopped; done += lanes) {
        run_side_by_side(b, s, first + done, b->kind->lanes);
    }
    for (; done < count && !s->pulse.stopped; done++) {
        run_one(b, s, first + done);
    }
    return s->pulse.stopped ? CBG_CANCELLED : CBG_OK;
}

static void lay_slot(const batch *b, const cbg_exec *exec, cbgi_arena *arena, slot *s)
{
    const cbg_forecast_input *in = b->input;
    const size_t m = (size_t)in->issues, cells = (size_t)in->actors * m, lanes = (size_t)b->kind->lanes;
    double **const table[] = {&s->position, &s->salience, &s->capability, &s->final};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        *table[k] = cbgi_arena_array(arena, cells, sizeof(double));
    }
    s->issue = cbgi_arena_array(arena, m, sizeof *s->issue);
    void *memory = cbgi_arena_alloc(
        arena, cbgi_forecast_bench_lay(b->kind, b->options, in->actors, in->issues, NULL, &s->bench));
    s->pulse = cbgi_forecast_pulse_of(exec, false);
    if (lanes > 0) {
        s->side_x = cbgi_arena_array(arena, cells * lanes, sizeof(double));
        s->side_s = cbgi_arena_array(arena, cells * lanes, sizeof(double));
        s->side_c = cbgi_arena_array(arena, cells * lanes, sizeof(double));
        s->lanes = (cbgi_forecast_lanes){.options = b->options, .width = b->kind->lanes, .pulse = &s->pulse};
        s->lanes.point = cbgi_arena_array(arena, lanes, sizeof(double));
        s->lanes.stop = cbgi_arena_array(arena, lanes, sizeof *s->lanes.stop);
        s->lanes.scratch = cbgi_arena_alloc(arena, b->kind->lanes_scratch(in->actors));
    }
    if (!arena->failed) {
        cbgi_forecast_bench_lay(b->kind, b->options, in->actors, in->issues, memory, &s->bench);
        s->input = *in;
        s->input.position = s->position, s->input.salience = s->salience, s->input.capability = s->capability;
    }
}

static cbg_status run_waves(batch *b, int slots, const cbg_exec *exec)
{
    const uint64_t wave = (uint64_t)slots * PIECE_RUNS;
    cbg_exec inner = exec == NULL ? (cbg_exec){0} : *exec;
    inner.progress = NULL;
    cbg_status status = CBG_OK;
    if (exec != NULL && exec->progress != NULL) { /* what was reported before has ended */
        exec->progress(exec->progress_context, 0, b->draws->count);
    }
    for (b->begin = 0; b->begin < b->draws->count && status == CBG_OK; b->begin += wave) {
        status = cbgi_parallel_for(&inner, (uint64_t)slots, piece, b);
        if (exec != NULL && exec->progress != NULL && status == CBG_OK) {
            const uint64_t done = b->begin + wave;
            exec->progress(exec->progress_context, done < b->draws->count ? done : b->draws->count,
                           b->draws->count);
        }
    }
    return status;
}

cbg_status cbg_forecast_batch(int model, const cbg_forecast_options *options, const cbg_forecast_input *input,
                              uint64_t seed, const cbg_forecast_draws *draws, const cbg_exec *exec,
                              double *point, cbg_forecast_stop *stop, cbg_diags *diags)
{
    cbg_status status = cbg_forecast_check(input, diags);
    if (status != CBG_OK) {
        return status;
    }
    const int slots = exec == NULL || exec->threads < 1 ? 1 : exec->threads > 256 ? 256 : exec->threads;
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    batch b = {
        .kind = cbgi_forecast_kinds[model], .options = options, .input = input, .draws = draws, .seed = seed};
    b.point = point;
    b.stop = stop;
    b.slots = cbgi_arena_array(&arena, (size_t)slots, sizeof *b.slots);
    for (int k = 0; k < slots && !arena.failed; k++) {
        lay_slot(&b, exec, &arena, &b.slots[k]);
    }
    status = arena.failed ? CBG_NO_MEMORY : run_waves(&b, slots, exec);
    cbgi_arena_free(&arena);
    return status;
}
