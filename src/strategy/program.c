/* From a specification to a program: a registered strategy with its parameters, or parts put together. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "strategy/compose.h"
#include "talk/params.h"

struct cbgi_program_private {
    cbgi_arena arena;
    cbg_strategy composed;
    cbgi_composition composition;
    double param[CBG_PARAMS_MAX];
};

static const cbg_span nowhere = {0, 0, 0};

enum { NAMES_MAX = 128 };

static const cbg_part *bidding_part(int k)
{
    return &cbg_bidding_at(k)->part;
}

static const cbg_part *acceptance_part(int k)
{
    return &cbg_acceptance_at(k)->part;
}

static const cbg_part *model_part(int k)
{
    return &cbg_model_at(k)->part;
}

static const cbg_part *strategy_part(int k)
{
    return &cbg_strategy_at(k)->part;
}

static cbg_status find(const cbgi_spec *spec, const char *kind, const cbg_part *(*part)(int), int count,
                       int *index, cbg_diags *diags)
{
    const char *names[NAMES_MAX];
    count = count < NAMES_MAX ? count : NAMES_MAX;
    for (int k = 0; k < count; k++)
        names[k] = part(k)->name;
    return cbgi_spec_find(spec, kind, names, count, index, diags);
}

/* One piece such as "bidding:boulware(e=0.1)". */
static cbg_status add_part(const char *piece, cbgi_composition *c, cbg_diags *diags)
{
    static const struct {
        const char *prefix, *kind;
        const cbg_part *(*part)(int);
        int (*count)(void);
    } kind[] = {{"bidding:", "bidding part", bidding_part, cbg_bidding_count},
                {"accept:", "acceptance condition", acceptance_part, cbg_acceptance_count},
                {"model:", "opponent model", model_part, cbg_model_count}};
    double *param[] = {c->bidding_param, c->acceptance_param, c->model_param};
    for (int k = 0; k < 3; k++) {
        const size_t n = strlen(kind[k].prefix);
        if (strncmp(piece, kind[k].prefix, n) != 0)
            continue;
        cbgi_spec spec;
        int index = -1;
        cbg_status status = cbgi_spec_read(piece + n, kind[k].kind, &spec, diags);
        if (status == CBG_OK)
            status = find(&spec, kind[k].kind, kind[k].part, kind[k].count(), &index, diags);
        if (status != CBG_OK)
            return status;
        if (k == 0)
            c->bidding = cbg_bidding_at(index);
        else if (k == 1)
            c->acceptance = cbg_acceptance_at(index);
        else
            c->model = cbg_model_at(index);
        return cbgi_spec_params(&spec, kind[k].part(index)->params, param[k], diags);
    }
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, nowhere, "\"%s\" is not a part of a strategy", piece);
    cbg_diag_hint(d, "write bidding:NAME+accept:NAME+model:NAME");
    return CBG_BAD_SYNTAX;
}

static cbg_status compose(const char *text, cbgi_composition *c, cbg_diags *diags)
{
    char piece[CBGI_SPEC_BYTES];
    cbg_status status = CBG_OK;
    while (status == CBG_OK && *text != '\0') {
        while (*text == ' ')
            text++;
        size_t n = strcspn(text, "+");
        const size_t all = n;
        while (n > 0 && text[n - 1] == ' ')
            n--;
        if (n >= sizeof piece)
            n = sizeof piece - 1;
        memcpy(piece, text, n);
        piece[n] = '\0';
        status = add_part(piece, c, diags);
        text += all + (text[all] == '+');
    }
    if (status == CBG_OK && c->acceptance == NULL)
        status = add_part("accept:next", c, diags);
    if (status == CBG_OK && c->bidding == NULL) {
        cbg_diag *d =
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, nowhere, "a strategy needs a bidding part");
        cbg_diag_hint(d, "add bidding:NAME; \"coburg list bidding\" shows all there are");
        status = CBG_BAD_SYNTAX;
    }
    return status;
}

/* The parts of a registered strategy with $name replaced by the parameter's value. */
static void expand(const cbg_strategy *strategy, const double *param, char out[CBGI_SPEC_BYTES * 2])
{
    size_t n = 0;
    for (const char *s = strategy->parts; *s != '\0' && n + 32 < CBGI_SPEC_BYTES * 2;) {
        int p = 0;
        size_t length = 0;
        while (*s == '$' && strategy->part.params[p].name != NULL) {
            length = strlen(strategy->part.params[p].name);
            if (strncmp(s + 1, strategy->part.params[p].name, length) == 0)
                break;
            p++;
        }
        if (*s != '$') {
            out[n++] = *s++;
            continue;
        }
        n += (size_t)snprintf(out + n, 32, "%.12g", param[p]);
        s += 1 + length;
    }
    out[n] = '\0';
}

static cbg_status parse(cbg_program *program, cbg_diags *diags)
{
    struct cbgi_program_private *own = program->own;
    char text[CBGI_SPEC_BYTES * 2];
    const cbg_strategy *strategy = NULL;
    cbg_status status;
    if (strchr(program->spec, ':') == NULL) {
        cbgi_spec spec;
        int index = -1;
        status = cbgi_spec_read(program->spec, "strategy", &spec, diags);
        if (status == CBG_OK)
            status = find(&spec, "strategy", strategy_part, cbg_strategy_count(), &index, diags);
        if (status == CBG_OK) {
            strategy = cbg_strategy_at(index);
            status = cbgi_spec_params(&spec, strategy->part.params, own->param, diags);
        }
        if (status != CBG_OK)
            return status;
        if (strategy->parts == NULL) {
            program->strategy = strategy;
            program->config = own->param;
            return CBG_OK;
        }
        expand(strategy, own->param, text);
        own->composed = *strategy;
        status = compose(text, &own->composition, diags);
    } else {
        own->composed.part.name = "composed";
        status = compose(program->spec, &own->composition, diags);
    }
    cbgi_composition *c = &own->composition;
    if (status == CBG_OK)
        cbgi_compose(&own->composed, c);
    program->strategy = &own->composed;
    program->config = c;
    return status;
}

cbg_status cbg_program_parse(const char *spec, const cbg_exec *exec, cbg_program **out, cbg_diags *diags)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_program *program = cbgi_arena_alloc(&arena, sizeof *program);
    struct cbgi_program_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    const char *copy = cbgi_arena_string(&arena, spec);
    if (arena.failed) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    own->arena = arena;
    program->own = own;
    program->spec = copy;
    cbg_status status = parse(program, diags);
    if (status != CBG_OK)
        cbg_program_free(program);
    else
        *out = program;
    return status;
}

void cbg_program_free(cbg_program *program)
{
    if (program != NULL) {
        cbgi_arena arena = program->own->arena; /* the program lives in it */
        cbgi_arena_free(&arena);
    }
}
