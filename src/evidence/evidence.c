/* The two ways to evidence, and what it answers. */
#include <math.h>

#include "evidence/evidence.h"

static const cbg_evidence_options no_options = {0};

const char *cbg_evidence_kind_name(cbg_evidence_kind kind)
{
    static const char *const name[] = {"power", "position", "salience"};
    return name[kind];
}

static bool begin(cbgi_evidence_build *b, const cbg_exec *exec)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_evidence *e = cbgi_arena_alloc(&arena, sizeof *e);
    struct cbgi_evidence_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (e == NULL || own == NULL) {
        cbgi_arena_free(&arena);
        return false;
    }
    own->arena = arena;
    e->own = own;
    e->c = b->c;
    e->equal_power = b->options->equal_power;
    b->arena = &own->arena;
    b->e = e;
    return true;
}

static cbg_status end(cbgi_evidence_build *b, cbg_status status, cbg_evidence **out)
{
    status = status == CBG_OK && b->arena->failed ? CBG_NO_MEMORY : status;
    status = status == CBG_OK ? cbg_forecast_check(&b->e->input, b->diags) : status;
    if (status != CBG_OK) {
        cbg_evidence_free(b->e);
        return status;
    }
    *out = b->e;
    return CBG_OK;
}

static cbg_status check_options(const cbg_evidence_options *o, cbg_diags *diags)
{
    if (o->spread >= 0 && o->spread <= 100) {
        return CBG_OK;
    }
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                                "a spread of %g %% has no meaning", o->spread),
                  "write 0 to 100, in percent of the scale");
    return CBG_BAD_ARGUMENT;
}

cbg_status cbg_evidence_build(const cbg_case *c, const cbg_evidence_options *options, const cbg_exec *exec,
                              cbg_evidence **out, cbg_diags *diags)
{
    cbgi_evidence_build b = {.c = c, .options = options == NULL ? &no_options : options, .diags = diags};
    const cbg_status status = check_options(b.options, diags);
    if (status != CBG_OK) {
        return status;
    }
    return begin(&b, exec) ? end(&b, cbgi_evidence_from_case(&b), out) : CBG_NO_MEMORY;
}

static cbg_evidence_value exactly(double x)
{
    return (cbg_evidence_value){.value = x, .low = x, .high = x};
}

/* Capabilities that differ from issue to issue are kept and do not vary. */
static void power_of(cbgi_evidence_build *b, const cbg_forecast_input *in, int actor)
{
    const double *power = &in->capability[(size_t)actor * (size_t)in->issues];
    cbg_evidence_number *n = &b->number[actor];
    bool same = true;
    *n = (cbg_evidence_number){.kind = CBG_EVIDENCE_POWER, .actor = actor, .issue = -1};
    for (int i = 1; i < in->issues; i++) {
        same = same && power[i] >= power[0] && power[i] <= power[0];
    }
    if (same && !b->options->equal_power) {
        cbgi_evidence_add(b, n, exactly(power[0]), NULL, 0, (double)INFINITY, power[0]);
    } else {
        n->rival[n->rivals++] = exactly(power[0]);
    }
    cbgi_evidence_finish(n);
}

static void cell_of(cbgi_evidence_build *b, const cbg_forecast_input *in, int actor, int issue, double low, double high)
{
    const size_t at = (size_t)actor * (size_t)in->issues + (size_t)issue;
    cbg_evidence_number *n = &b->number[(size_t)in->actors + 2 * at];
    n[0] = (cbg_evidence_number){.kind = CBG_EVIDENCE_POSITION, .actor = actor, .issue = issue};
    n[1] = (cbg_evidence_number){.kind = CBG_EVIDENCE_SALIENCE, .actor = actor, .issue = issue};
    if (!isnan(in->position[at])) {
        cbgi_evidence_add(b, &n[0], exactly(in->position[at]), NULL, low, high, high - low);
        cbgi_evidence_add(b, &n[1], exactly(in->salience[at]), NULL, 0, 1, 1);
        b->e->stated_positions++;
        b->e->stated_saliences++;
    }
    cbgi_evidence_finish(&n[0]);
    cbgi_evidence_finish(&n[1]);
}

/* Ends of an issue: those of the table, else the outermost positions. */
static void scale_of(const cbg_forecast_input *in, int issue, double *low, double *high)
{
    *low = in->low != NULL ? in->low[issue] : (double)INFINITY;
    *high = in->high != NULL ? in->high[issue] : -(double)INFINITY;
    for (int a = 0; a < in->actors && (in->low == NULL || in->high == NULL); a++) {
        const double x = in->position[(size_t)a * (size_t)in->issues + (size_t)issue];
        *low = in->low == NULL && x < *low ? x : *low;
        *high = in->high == NULL && x > *high ? x : *high;
    }
}

static cbg_status from_table(cbgi_evidence_build *b, const cbg_forecast_input *in)
{
    cbg_evidence *e = b->e;
    const size_t cells = (size_t)in->actors * (size_t)in->issues;
    e->numbers = in->actors + 2 * (int)cells;
    b->number = cbgi_arena_array(b->arena, (size_t)e->numbers, sizeof *b->number);
    int *vary = cbgi_arena_array(b->arena, (size_t)e->numbers, sizeof *vary);
    double *ones = cbgi_arena_array(b->arena, cells, sizeof *ones);
    double *ends = cbgi_arena_array(b->arena, 2 * (size_t)in->issues, sizeof *ends);
    if (b->number == NULL || vary == NULL || ones == NULL || ends == NULL) {
        return CBG_NO_MEMORY;
    }
    for (int a = 0; a < in->actors; a++) {
        power_of(b, in, a);
    }
    for (int i = 0; i < in->issues; i++) {
        scale_of(in, i, &ends[i], &ends[in->issues + i]);
        for (int a = 0; a < in->actors; a++) {
            cell_of(b, in, a, i, ends[i], ends[in->issues + i]);
        }
    }
    e->input = *in;
    for (size_t k = 0; k < cells && b->options->equal_power; k++) {
        ones[k] = 1;
        e->input.capability = ones;
    }
    e->number = b->number;
    for (int k = 0; k < e->numbers; k++) {
        if (b->number[k].rivals > 0 && b->number[k].low < b->number[k].high) {
            vary[e->varying++] = k;
        }
    }
    e->vary = vary;
    return CBG_OK;
}

cbg_status cbg_evidence_from_input(const cbg_forecast_input *input, const cbg_evidence_options *options,
                                   const cbg_exec *exec, cbg_evidence **out, cbg_diags *diags)
{
    cbgi_evidence_build b = {.options = options == NULL ? &no_options : options, .diags = diags};
    cbg_status status = check_options(b.options, diags);
    status = status == CBG_OK ? cbg_forecast_check(input, diags) : status;
    if (status != CBG_OK) {
        return status;
    }
    return begin(&b, exec) ? end(&b, from_table(&b, input), out) : CBG_NO_MEMORY;
}

void cbg_evidence_free(cbg_evidence *e)
{
    if (e != NULL) {
        cbgi_arena arena = e->own->arena;
        cbgi_arena_free(&arena);
    }
}
