/* From statements to proposals: names are numbered through sorted indices, so no choice of names makes it slow. */
#include <math.h>
#include <string.h>

#include "format/outcomes.h"

/* Numbers the groups of equal names from 0 in order of appearance; out[k]: of name k. Returns how many, -1: no memory. */
static int number_names(cbgi_arena *arena, const char *const *name, int count, int *out)
{
    cbgi_index index;
    int groups = 0;
    if (!cbgi_index_build(arena, name, count, &index)) {
        return -1;
    }
    for (int k = 0; k < count; k++) {
        const int first = cbgi_index_find(&index, name[k]);
        out[k] = first == k ? groups++ : out[first];
    }
    return groups;
}

typedef struct groups {
    const char **name; /* [statement] scratch */
    int *proposal, *issue, *actor, *cell;
    int proposals, issues, actors, cells;
} groups;

static bool find_groups(cbgi_outcome_reader *r, groups *g)
{
    const size_t n = (size_t)r->count + 1;
    cbgi_arena *arena = r->arena;
    g->name = cbgi_arena_array(arena, n, sizeof *g->name);
    int **const list[] = {&g->proposal, &g->issue, &g->actor, &g->cell};
    int *const count[] = {&g->proposals, &g->issues, &g->actors, &g->cells};
    for (int k = 0; k < 4 && !arena->failed; k++) {
        *list[k] = cbgi_arena_array(arena, n, sizeof **list[k]);
        for (int s = 0; s < r->count && !arena->failed; s++) {
            const cbgi_statement *at = &r->list[s];
            g->name[s] = k == 0   ? at->proposal
                         : k == 1 ? at->issue_key
                         : k == 2 ? at->actor_key
                                  : cbgi_arena_format(arena, "%s\x1f%s", at->issue_key, at->actor);
        }
        if (!arena->failed) {
            *count[k] = number_names(arena, g->name, r->count, *list[k]);
        }
    }
    return !arena->failed;
}

/* A statement made twice is a mistake, and so are two readings of one issue. */
static void check_groups(cbgi_outcome_reader *r, const groups *g)
{
    const cbgi_statement **first = cbgi_arena_array(r->arena, (size_t)r->count + 1, sizeof *first),
                         **issue = cbgi_arena_array(r->arena, (size_t)r->count + 1, sizeof *issue);
    for (int k = 0; k < r->count && !r->arena->failed; k++) {
        const cbgi_statement *s = &r->list[k], **one = &first[g->cell[k]], **same = &issue[g->issue[k]];
        if (*one != NULL) {
            cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, s->span,
                                           "a second position of %.60s on %.60s", s->actor, s->issue);
            cbg_diag_hint(diag, "the first is on line %d", (int)(*one)->span.line);
        }
        *one = s;
        *same = *same == NULL ? s : *same;
        const double mine[] = {s->low, s->high, s->reference, s->outcome},
                     its[] = {(*same)->low, (*same)->high, (*same)->reference, (*same)->outcome};
        for (int v = 0; v < 4; v++) {
            if (mine[v] != its[v] && !(isnan(mine[v]) && isnan(its[v]))) {
                static const char *const what[] = {"low end", "high end", "reference", "outcome"};
                cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, s->span,
                                               "another %s of %.60s than before", what[v], s->issue);
                cbg_diag_hint(diag, "all rows of an issue agree; the first is on line %d",
                              (int)(*same)->span.line);
                break;
            }
        }
    }
}

/* What a proposal's tables are written through. */
typedef struct hands {
    double *table[7]; /* position, salience, capability, low, high, reference, outcome */
    const char **actor, **issue;
} hands;

/* The tables of one proposal, empty. */
static bool lay(cbgi_arena *arena, cbg_proposal *p, int actors, int issues, hands *h)
{
    double **table = h->table;
    const size_t m = (size_t)issues, n = (size_t)actors * m;
    h->actor = cbgi_arena_array(arena, (size_t)actors, sizeof *h->actor);
    h->issue = cbgi_arena_array(arena, m, sizeof *h->issue);
    for (int k = 0; k < 7; k++) {
        table[k] = cbgi_arena_array(arena, k < 3 ? n : m, sizeof *table[k]);
        for (size_t at = 0; at < (k < 3 ? n : m) && table[k] != NULL; at++) {
            table[k][at] = k == 1 ? 0 : k == 2 ? 1 : (double)NAN;
        }
    }
    p->input = (cbg_forecast_input){actors,   issues,   table[0], table[1], table[2],
                                    table[3], table[4], table[5], h->actor, h->issue};
    p->outcome = table[6];
    return !arena->failed;
}

/* A scale that the table does not give: 0 to 100, or what the positions and the reference span; not the outcome, which
 * nobody who forecasts knows. */
static void set_scale(const cbg_proposal *p, int k, double *low, double *high)
{
    const cbg_forecast_input *in = &p->input;
    if (!isnan(*low)) {
        return;
    }
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; i < in->actors; i++) {
        const double x = in->position[i * in->issues + k];
        least = x < least ? x : least;
        most = x > most ? x : most;
    }
    least = in->reference[k] < least ? in->reference[k] : least;
    most = in->reference[k] > most ? in->reference[k] : most;
    const bool usual = least >= 0 && most <= 100;
    *low = usual ? 0 : least;
    *high = usual ? 100 : most > least ? most : least + 1;
}

/* NaN: none is given. */
static double given_power(const cbgi_outcome_reader *r, const cbgi_statement *s)
{
    const int at = r->power == NULL ? -1 : cbgi_index_find(&r->power_actor, s->actor);
    return at >= 0 ? r->power[at] : s->power;
}

/* Where powers are given at all, everybody with a position needs one. Told once an actor. */
static double power_of(cbgi_outcome_reader *r, const cbgi_statement *s)
{
    const double power = given_power(r, s);
    bool told = !r->power_given || isnan(s->position) || !isnan(power) || r->diags->errors >= CBG_DIAGS_MAX;
    for (const cbgi_statement *before = r->list; before < s && !told; before++) {
        told = strcmp(before->actor, s->actor) == 0 && !isnan(before->position) && isnan(given_power(r, before));
    }
    if (!told) {
        cbgi_outcome_complain(r, s->span, "a position without a power, of", s->actor,
                              r->power == NULL ? "fill in the column of powers; 0 leaves the actor out"
                                               : "give the actor a row in the powers; 0 leaves it out");
    }
    return isnan(power) ? 1 : power;
}

static bool off_scale(double x, double low, double high)
{
    return x < low || x > high;
}

/* No model takes numbers beyond this. */
static bool vast(const cbgi_statement *s, double power)
{
    const double number[] = {s->position, s->low, s->high, s->reference, s->outcome, power};
    for (size_t k = 0; k < sizeof number / sizeof *number; k++) {
        if (fabs(number[k]) > CBG_FORECAST_VALUE_MAX) {
            return true;
        }
    }
    return false;
}

static void fill(cbgi_outcome_reader *r, const cbg_proposal *p, const hands *h, const cbgi_statement *s)
{
    double *const *table = h->table;
    const size_t m = (size_t)p->input.issues, k = (size_t)s->issue_number,
                 at = (size_t)s->actor_number * m + k;
    table[0][at] = s->position;
    table[1][at] = isnan(s->position) ? 0 : r->percent ? s->salience / 100 : s->salience;
    const double power = power_of(r, s);
    for (size_t i = 0; i < m; i++) { /* wherever the actor is not mentioned it is as strong */
        const size_t cell = (size_t)s->actor_number * m + i;
        table[2][cell] = i == k || isnan(table[0][cell]) ? power : table[2][cell];
    }
    table[3][k] = s->low;
    table[4][k] = s->high;
    table[5][k] = s->reference;
    table[6][k] = s->outcome;
    if (vast(s, power)) {
        cbgi_outcome_complain(r, s->span, "a number beyond 1e15, of issue", s->issue, "give it in a larger unit");
    }
    if (off_scale(s->position, s->low, s->high) || off_scale(s->outcome, s->low, s->high) ||
        off_scale(s->reference, s->low, s->high)) {
        cbgi_outcome_complain(r, s->span, "a position, reference or outcome outside low and high, of issue",
                              s->issue, "mend it, or the ends of the scale");
    }
}

/* Issues and actors are counted within each proposal; issue and actor are scratch, all zero. */
static void number_within(cbgi_outcome_reader *r, const groups *g, int *issues, int *actors, int *issue,
                          int *actor)
{
    for (int k = 0; k < r->count; k++) {
        cbgi_statement *s = &r->list[k];
        s->proposal_number = g->proposal[k];
        int *i = &issue[g->issue[k]], *a = &actor[g->actor[k]];
        *i = *i == 0 ? ++issues[s->proposal_number] : *i;
        *a = *a == 0 ? ++actors[s->proposal_number] : *a;
        s->issue_number = *i - 1;
        s->actor_number = *a - 1;
    }
}

cbg_status cbgi_outcomes_build(cbgi_outcome_reader *r, cbg_outcomes *out)
{
    groups g = {0};
    if (!find_groups(r, &g)) {
        return CBG_NO_MEMORY;
    }
    check_groups(r, &g);
    const size_t proposals = (size_t)g.proposals + 1;
    cbg_proposal *p = cbgi_arena_array(r->arena, proposals, sizeof *p);
    int *issues = cbgi_arena_array(r->arena, proposals, sizeof *issues),
        *actors = cbgi_arena_array(r->arena, proposals, sizeof *actors),
        *issue = cbgi_arena_array(r->arena, (size_t)g.issues + 1, sizeof *issue),
        *actor = cbgi_arena_array(r->arena, (size_t)g.actors + 1, sizeof *actor);
    hands *h = cbgi_arena_array(r->arena, proposals, sizeof *h);
    if (r->arena->failed || r->diags->errors > 0) {
        return r->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(r->diags);
    }
    number_within(r, &g, issues, actors, issue, actor);
    for (int k = 0; k < g.proposals; k++) {
        if (issues[k] > CBG_FORECAST_ISSUES_MAX || actors[k] > CBG_FORECAST_ACTORS_MAX) {
            cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                          "a proposal with more than %d actors or %d issues", CBG_FORECAST_ACTORS_MAX,
                          CBG_FORECAST_ISSUES_MAX);
            return CBG_TOO_LARGE;
        }
        if (!lay(r->arena, &p[k], actors[k], issues[k], &h[k])) {
            return CBG_NO_MEMORY;
        }
    }
    for (int k = 0; k < r->count; k++) {
        const cbgi_statement *s = &r->list[k];
        cbg_proposal *at = &p[s->proposal_number];
        at->name = s->proposal;
        h[s->proposal_number].actor[s->actor_number] = s->actor;
        h[s->proposal_number].issue[s->issue_number] = s->issue;
        fill(r, at, &h[s->proposal_number], s);
    }
    *out = (cbg_outcomes){
        .proposals = g.proposals, .issues = g.issues, .proposal = p, .power_given = r->power_given};
    for (int k = 0; k < g.proposals; k++) {
        for (int i = 0; i < p[k].input.issues; i++) {
            set_scale(&p[k], i, &h[k].table[3][i], &h[k].table[4][i]);
            out->decided += !isnan(p[k].outcome[i]);
        }
    }
    return cbg_diags_status(r->diags);
}
