/* Sides, their ladders and their options, for a conflict built from issues.
 *
 * Which issues get ladders, unless somebody says: those in which most is at stake between where the owner would start and
 * the reference package (the Nash agreement of the zone; without a zone the options of the greatest total), as many as
 * leave the graph small. The others are fixed as the reference has them.
 */
#include <string.h>

#include "base/integer.h"
#include "stability/built.h"

static void stated_process(const cbg_case *c, int party, cbg_process *out)
{
    int bloc = c->party[party].bloc;
    *out = (cbg_process){
        .party = party, .bloc = bloc, .moves = 1u << CBG_PROCESS_AGREE | 1u << CBG_PROCESS_EXTEND | 1u << CBG_PROCESS_LEAVE};
    out->delay_cost.value = out->sanction_cost.value = (cbg_rational){0, 1};
    for (int k = 0; k < c->process_count; k++) {
        const cbg_process *p = &c->process[k];
        if (bloc >= 0 ? p->bloc == bloc : p->party == party)
            *out = *p;
    }
}

static cbg_status weigh_members(cbg_built *b, int s, const int *side_of)
{
    cbgi_side *side = &b->side[s];
    const cbg_scenario *scenario = &b->space->scenario;
    int64_t unit = 1;
    for (int p = 0; p < b->c->party_count; p++)
        if (side_of[p] == s && !cbgi_common_multiple(&unit, scenario->share[p].den))
            return CBG_OVERFLOW;
    for (int p = 0; p < b->c->party_count; p++) {
        if (side_of[p] != s)
            continue;
        side->weight[p] = scenario->share[p].num * (unit / scenario->share[p].den);
        side->total += side->weight[p];
    }
    int64_t common = side->total;
    for (int p = 0; p < b->c->party_count && common > 1; p++) /* as small as they can be */
        for (int64_t a = side->weight[p], t; a != 0 && common > 1; a = t)
            t = common % a, common = a;
    for (int p = 0; p < b->c->party_count; p++) {
        if (side->total == 0 && side_of[p] == s)
            side->weight[p] = 1;
        else if (common > 1)
            side->weight[p] /= common;
    }
    side->total = 0;
    for (int p = 0; p < b->c->party_count; p++)
        side->total += side->weight[p];
    return CBG_OK;
}

cbg_status cbgi_built_sides(cbg_built *b, cbg_diags *diags)
{
    const cbg_case *c = b->c;
    int side_of[CBG_SEATS_MAX];
    b->makers = cbg_case_sides(c, side_of);
    if (b->makers < 2 || b->makers > 8) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, b->makers < 2 ? CBG_MISSING : CBG_TOO_LARGE, (cbg_span){0},
                                    "%d side%s: a conflict is built for 2 to 8", b->makers, b->makers == 1 ? "" : "s"),
                      b->makers < 2 ? "two parties are needed that are not in one bloc"
                                    : "join parties in blocs, which act as one decision maker");
        return b->makers < 2 ? CBG_MISSING : CBG_TOO_LARGE;
    }
    for (int p = c->party_count - 1; p >= 0; p--) {
        cbgi_side *side = &b->side[side_of[p]];
        int bloc = c->party[p].bloc;
        side->id = bloc >= 0 ? c->bloc[bloc].id : c->party[p].id;
        side->name = bloc >= 0 ? c->bloc[bloc].name : c->party[p].name;
        stated_process(c, p, &side->process);
    }
    cbg_status status = CBG_OK;
    for (int s = 0; s < b->makers && status == CBG_OK; s++)
        status = weigh_members(b, s, side_of);
    return status;
}

int64_t cbgi_built_option_worth(const cbg_built *b, int side, int issue, int option)
{
    const cbg_space *space = b->space;
    int64_t sum = 0;
    for (int p = 0; p < space->seats; p++)
        sum += b->side[side].weight[p] *
               space->value[(size_t)p * (size_t)space->offset[space->issues] + (size_t)(space->offset[issue] + option)];
    return sum;
}

static int owner_of(const cbg_built *b, int issue)
{
    const char *owner = b->c->issue[issue].owner;
    for (int s = 0; s < b->makers && owner != NULL; s++) {
        if (strcmp(b->side[s].id, owner) == 0)
            return s;
        for (int p = 0; p < b->c->party_count; p++)
            if (b->side[s].weight[p] > 0 && strcmp(b->c->party[p].id, owner) == 0)
                return s;
    }
    return -1;
}

static void keep_level(bool *keep, int *kept, int at)
{
    *kept += !keep[at];
    keep[at] = true;
}

/* The ladder of an issue: its start, the levels of bargaining solutions, then others spread evenly. */
static void make_ladder(const cbg_built *b, int issue, cbg_ladder *l)
{
    enum { MOST = 1024 };
    int count = b->space->option_count[issue] < MOST ? b->space->option_count[issue] : MOST, order[MOST], kept = 0;
    bool keep[MOST] = {false};
    int wanted = b->options.rungs > 0 ? b->options.rungs : 3;
    *l = (cbg_ladder){.issue = issue, .owner = owner_of(b, issue)};
    for (int o = 0; o < count; o++) {
        int at = o;
        for (; l->owner >= 0 && at > 0 && cbgi_built_option_worth(b, l->owner, issue, order[at - 1]) <
                                              cbgi_built_option_worth(b, l->owner, issue, o); at--)
            order[at] = order[at - 1];
        order[at] = o;
    }
    keep_level(keep, &kept, 0);
    for (int k = -1; k < (b->solved ? b->solutions.count : 0); k++) {
        int option[CBG_ISSUES_MAX];
        if (k >= 0 && !b->solutions.agreement[k].exists)
            continue;
        memcpy(option, b->reference, (size_t)b->space->issues * sizeof *option);
        if (k >= 0)
            cbg_space_decode(b->space, b->solutions.agreement[k].outcome, option);
        for (int at = 0; at < count && kept < CBG_BUILT_RUNGS_MAX; at++)
            if (order[at] == option[issue])
                keep_level(keep, &kept, at);
    }
    for (int k = wanted - 1; k > 0 && kept < wanted && kept < CBG_BUILT_RUNGS_MAX; k--)
        keep_level(keep, &kept, k * (count - 1) / (wanted - 1));
    for (int at = 0; at < count; at++)
        if (keep[at])
            l->level[l->count++] = order[at];
}

/* Points at stake between the start of the ladder and the reference, over all sides. */
static double stake(const cbg_built *b, const cbg_ladder *l)
{
    double sum = 0;
    for (int s = 0; s < b->makers; s++) {
        int64_t d = cbgi_built_option_worth(b, s, l->issue, l->level[0]) -
                    cbgi_built_option_worth(b, s, l->issue, b->reference[l->issue]);
        sum += (double)(d < 0 ? -d : d) / (double)b->side[s].total;
    }
    return sum;
}

/* Combinations that process moves leave, without ladders; exact, since what excludes is within a side. */
static double process_states(const cbg_built *b)
{
    double product = 1;
    for (int s = 0; s < b->makers; s++) {
        unsigned moves = b->side[s].process.moves;
        product *= (1 + __builtin_popcount(moves & 7u)) * ((moves >> CBG_PROCESS_SANCTION & 1) != 0 ? 2 : 1);
    }
    return product;
}

static double rungs_of(const cbg_built *b, const cbg_ladder *l)
{
    double product = 1;
    for (int s = 0; s < (l->owner >= 0 ? 1 : b->makers); s++)
        product *= l->count;
    return product;
}

static int bits_of(const cbg_built *b, const cbg_ladder *l)
{
    return (l->count - 1) * (l->owner >= 0 ? 1 : b->makers);
}

/* Named issues: all of them, or a refusal. */
static cbg_status take_named(cbg_built *b, cbg_diags *diags)
{
    double states = process_states(b);
    int bits = 4 * b->makers;
    for (int k = 0; k < b->options.issue_count; k++) {
        cbg_ladder *l = &b->ladder[b->ladders++];
        make_ladder(b, b->options.issue[k], l);
        states *= rungs_of(b, l);
        bits += bits_of(b, l);
    }
    if (states > CBG_BUILT_STATES_MAX || bits > CBG_CONFLICT_OPTIONS_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                                    "these issues make %.0f states and up to %d options; at most %d and %d can be analysed",
                                    states, bits, (int)CBG_BUILT_STATES_MAX, (int)CBG_CONFLICT_OPTIONS_MAX),
                      "name fewer issues, take fewer rungs, state an owner for issues that all hold jointly, or join "
                      "parties in blocs");
        return CBG_TOO_LARGE;
    }
    return CBG_OK;
}

cbg_status cbgi_built_ladders(cbg_built *b, cbg_diags *diags)
{
    if (b->options.issue_count > 0)
        return take_named(b, diags);
    bool taken[CBG_ISSUES_MAX] = {false};
    double states = process_states(b);
    if (states > CBG_BUILT_STATES_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                                    "what %d sides can do without touching an issue makes %.0f states; at most %d can be "
                                    "analysed",
                                    b->makers, states, (int)CBG_BUILT_STATES_MAX),
                      "join parties in blocs, or give sides fewer `moves` under `process`");
        return CBG_TOO_LARGE;
    }
    int bits = 4 * b->makers;
    while (b->ladders < CBG_BUILT_ISSUES_MAX) {
        cbg_ladder best = {0}, l;
        double most = 0;
        for (int issue = 0; issue < b->space->issues; issue++) {
            if (taken[issue])
                continue;
            make_ladder(b, issue, &l);
            if (l.count > 1 && stake(b, &l) > most && states * rungs_of(b, &l) <= CBG_BUILT_STATES &&
                bits + bits_of(b, &l) <= CBG_CONFLICT_OPTIONS_MAX) {
                most = stake(b, &l);
                best = l;
            }
        }
        if (most <= 0)
            break;
        taken[best.issue] = true;
        states *= rungs_of(b, &best);
        bits += bits_of(b, &best);
        b->ladder[b->ladders++] = best;
    }
    return CBG_OK;
}
