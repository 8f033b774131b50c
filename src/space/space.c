/* Compiles a case and a scenario into integer utility tables.
 *
 * Every contribution weight * score / total is an exact rational; the least common multiple of
 * all their denominators, and of the walk-aways', is the unit in which all seats are measured.
 * Utilities are then int64 and dominance, ties and walk-away tests are exact. What is not a sum over issues is
 * compiled in terms.c.
 */
#include "coburg/space.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/integer.h"
#include "space/terms.h"

struct cbgi_space_private {
    cbgi_arena arena;
};

/* What option `o` of issue `i` adds to the utility of a party. */
static cbg_status contribution(const cbg_preference *f, int i, int o, cbg_rational *out)
{
    if (f->score[i] == NULL) {
        *out = (cbg_rational){0, 1};
        return CBG_OK;
    }
    cbg_status status = cbg_rational_multiply(f->weight[i].value, f->score[i][o].value, out);
    return status == CBG_OK ? cbg_rational_divide(*out, f->total, out) : status;
}

static cbg_status common_unit(const cbg_case *c, const cbg_scenario *s, int seat, int64_t *unit)
{
    const cbg_preference *f = &c->preference[s->party[seat]];
    cbg_status status = cbgi_common_multiple(unit, s->walk_away[seat].den) ? CBG_OK : CBG_OVERFLOW;
    for (int i = 0; i < c->issue_count && status == CBG_OK; i++) {
        for (int o = 0; o < c->issue[i].option_count && status == CBG_OK; o++) {
            cbg_rational add;
            status = contribution(f, i, o, &add);
            if (status == CBG_OK) {
                status = cbgi_common_multiple(unit, add.den) ? CBG_OK : CBG_OVERFLOW;
            }
        }
    }
    return status == CBG_OK && f->terms != NULL ? cbgi_terms_unit(f->terms, unit) : status;
}

/* Fills the table of one seat and its best and worst utility. */
static cbg_status fill_seat(cbg_space *space, int seat, int64_t *table)
{
    const cbg_case *c = space->c;
    const cbg_preference *f = &c->preference[space->scenario.party[seat]];
    cbg_status status = cbgi_units(space->scenario.walk_away[seat], space->unit, &space->walk_away[seat]);
    int64_t best = 0, worst = 0;
    for (int i = 0; i < c->issue_count && status == CBG_OK; i++) {
        int64_t high = INT64_MIN, low = INT64_MAX;
        for (int o = 0; o < c->issue[i].option_count && status == CBG_OK; o++) {
            cbg_rational add;
            int64_t value = 0;
            status = contribution(f, i, o, &add);
            if (status == CBG_OK) {
                status = cbgi_units(add, space->unit, &value);
            }
            table[space->offset[i] + o] = value;
            high = value > high ? value : high;
            low = value < low ? value : low;
        }
        if (status == CBG_OK) {
            best += high;
            worst += low;
            if (best > CBGI_UTILITY_MAX || worst < -CBGI_UTILITY_MAX) {
                status = CBG_OVERFLOW;
            }
        }
    }
    space->best[seat] = best;
    space->worst[seat] = worst;
    return status;
}

static void count_outcomes(cbg_space *space)
{
    double about = 1; /* times ten to the power of `tens` */
    int tens = 0;
    space->countable = true;
    space->outcomes = 1;
    for (int i = 0; i < space->issues; i++) {
        uint64_t n = (uint64_t)space->option_count[i];
        for (about *= (double)n; about >= 10; about /= 10) {
            tens++;
        }
        if (space->countable && __builtin_mul_overflow(space->outcomes, n, &space->outcomes)) {
            space->countable = false;
        }
    }
    if (space->countable) {
        snprintf(space->outcomes_text, sizeof space->outcomes_text, "%llu",
                 (unsigned long long)space->outcomes);
    } else {
        space->outcomes = UINT64_MAX;
        snprintf(space->outcomes_text, sizeof space->outcomes_text, "about %.1fe+%d", about, tens);
    }
}

static void mark_red_lines(const cbg_case *c, const int *offset, uint64_t *breaks)
{
    for (int r = 0; r < c->red_line_count; r++) {
        const cbg_red_line *line = &c->red_line[r];
        for (int k = 0; k < line->issue_count; k++) {
            int i = line->issue[k];
            for (int o = 0; o < c->issue[i].option_count; o++) {
                if (!line->accept[k][o]) {
                    breaks[offset[i] + o] |= UINT64_C(1) << r;
                }
            }
        }
    }
}

static cbg_status no_fit(const cbg_space *space, int seat, cbg_status status, cbg_diags *diags)
{
    if (status == CBG_OVERFLOW) {
        int party = space->scenario.party[seat];
        cbg_diag *d =
            cbg_diags_add(diags, CBG_ERROR, status, space->c->preference[party].span,
                          "%s's weights, scores and walk-away have too many digits for exact utilities",
                          space->c->party[party].name);
        cbg_diag_hint(d, "round them to fewer digits");
    } else if (status == CBG_TOO_LARGE) {
        cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                                    "interactions, boxes and constraints are too many for so many options");
        cbg_diag_hint(d, "take larger steps on the scales, or fewer boxes");
    }
    return status;
}

static cbg_status compile(cbg_space *space, cbg_diags *diags)
{
    const cbg_case *c = space->c;
    cbgi_arena *arena = &space->own->arena;
    size_t issues = (size_t)c->issue_count, seats = (size_t)space->seats;
    int *count = cbgi_arena_array(arena, issues, sizeof *count);
    int *offset = cbgi_arena_array(arena, issues + 1, sizeof *offset);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t i = 0; i < issues; i++) {
        count[i] = c->issue[i].option_count;
        offset[i + 1] = offset[i] + count[i];
    }
    size_t options = (size_t)offset[issues];
    int64_t *value = cbgi_arena_array(arena, seats * options, sizeof *value);
    uint64_t *breaks = cbgi_arena_array(arena, options, sizeof *breaks);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    space->option_count = count;
    space->offset = offset;
    space->value = value;
    space->breaks = breaks;
    space->unit = 1;
    for (int seat = 0; seat < space->seats; seat++) {
        cbg_status status = common_unit(c, &space->scenario, seat, &space->unit);
        if (status != CBG_OK) {
            return no_fit(space, seat, status, diags);
        }
    }
    for (int seat = 0; seat < space->seats; seat++) {
        cbg_status status = fill_seat(space, seat, value + (size_t)seat * options);
        if (status != CBG_OK) {
            return no_fit(space, seat, status, diags);
        }
    }
    mark_red_lines(c, offset, breaks);
    count_outcomes(space);
    int seat;
    cbg_status status = cbgi_terms_compile(space, arena, &seat);
    return status == CBG_OK ? CBG_OK : no_fit(space, seat, status, diags);
}

static cbg_status check_preferences(const cbg_case *c, const cbg_scenario *s, cbg_diags *diags)
{
    for (int seat = 0; seat < s->seat_count; seat++) {
        const cbg_party *party = &c->party[s->party[seat]];
        if (!c->preference[s->party[seat]].given) {
            cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, party->span,
                                        "the case does not say what %s wants", party->name);
            cbg_diag_hint(d,
                          "add weights and scores for %s under preferences, or leave it out with --parties",
                          party->id);
            return CBG_MISSING;
        }
    }
    return CBG_OK;
}

cbg_status cbg_space_build(const cbg_case *c, const cbg_scenario *scenario, const cbg_exec *exec,
                           cbg_space **out, cbg_diags *diags)
{
    cbg_status status = check_preferences(c, scenario, diags);
    if (status != CBG_OK) {
        return status;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_space *space = cbgi_arena_alloc(&arena, sizeof *space);
    struct cbgi_space_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (arena.failed) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    space->c = c;
    space->scenario = *scenario;
    space->seats = scenario->seat_count;
    space->issues = c->issue_count;
    space->own = own;
    own->arena = arena;
    status = compile(space, diags);
    if (status != CBG_OK) {
        cbg_space_free(space);
        return status;
    }
    *out = space;
    return CBG_OK;
}

void cbg_space_free(cbg_space *space)
{
    if (space != NULL) {
        cbgi_arena arena = space->own->arena; /* the space lives in it */
        cbgi_arena_free(&arena);
    }
}

void cbg_space_decode(const cbg_space *space, uint64_t outcome, int *option)
{
    for (int i = space->issues - 1; i >= 0; i--) {
        uint64_t n = (uint64_t)space->option_count[i];
        option[i] = (int)(outcome % n);
        outcome /= n;
    }
}

uint64_t cbg_space_encode(const cbg_space *space, const int *option)
{
    uint64_t outcome = 0;
    for (int i = 0; i < space->issues; i++) {
        outcome = outcome * (uint64_t)space->option_count[i] + (uint64_t)option[i];
    }
    return outcome;
}

void cbg_space_utilities(const cbg_space *space, const int *option, int64_t *utility)
{
    size_t options = (size_t)space->offset[space->issues];
    for (int seat = 0; seat < space->seats; seat++) {
        int64_t sum = 0;
        for (int i = 0; i < space->issues; i++) {
            sum += space->value[(size_t)seat * options + (size_t)(space->offset[i] + option[i])];
        }
        utility[seat] = space->terms == NULL ? sum : sum + cbgi_terms_utility(space, seat, option);
    }
}

uint64_t cbg_space_broken(const cbg_space *space, const int *option)
{
    uint64_t broken = 0;
    for (int i = 0; i < space->issues; i++) {
        broken |= space->breaks[space->offset[i] + option[i]];
    }
    return broken & space->scenario.red_lines;
}
