/* One draw of what the states of a built conflict are worth: weights, walk-aways and the numbers of `process`, each uniform
 * in its range; weights are then scaled so that they sum to what they did. Draw d of party p comes from the stream (seed, d, p),
 * that of the process of a side from another, so it depends on nothing else. In doubles, summed in index order. */
#include <string.h>

#include "base/philox.h"
#include "stability/built.h"

enum { OF_PARTY = 0x5355, OF_SIDE = 0x5356 };

static double value_of(cbg_rational v)
{
    return (double)v.num / (double)v.den;
}

/* Always takes one number off the stream, so that a range more or less does not change the other draws. */
static double draw_number(cbgi_stream *stream, const cbg_number *n)
{
    double u = (double)(cbgi_stream_below(stream, UINT64_C(1) << 32)) / 4294967296.0;
    return n->has_range ? value_of(n->low) + u * (value_of(n->high) - value_of(n->low)) : value_of(n->value);
}

static bool stated(const cbgi_side *side)
{
    return side->process.level_count > 0 || side->process.statements.count > 0;
}

bool cbgi_built_uncertain(const cbg_built *b, int maker)
{
    const cbg_process *p = &b->side[maker].process;
    bool any = p->status_quo.has_range || p->delay_cost.has_range;
    for (int j = 0; j < b->makers; j++)
        any = any || b->side[j].process.sanction_cost.has_range;
    for (int m = 0; m < b->space->seats; m++) {
        if (b->side[maker].weight[m] == 0)
            continue;
        any = any || b->c->party[m].walk_away.has_range;
        for (int i = 0; i < b->space->issues; i++)
            any = any || b->c->preference[m].weight[i].has_range;
    }
    return any && !stated(&b->side[maker]);
}

typedef struct drawn {
    double walk_away, standing, sanction[CBG_MAKERS_MAX];
    double weight[CBG_SEATS_MAX][CBG_ISSUES_MAX]; /* drawn weight over the stated one, of members */
} drawn;

static void draw_party(const cbg_built *b, uint64_t seed, uint32_t draw, int m, double share, drawn *d)
{
    const cbg_preference *p = &b->c->preference[m];
    cbgi_stream stream;
    cbgi_stream_init(&stream, seed, OF_PARTY, draw, (uint16_t)m, 0);
    double walk = draw_number(&stream, &b->c->party[m].walk_away), sum = 0, was = 0;
    if (!b->c->party[m].walk_away.has_range)
        walk = (double)b->space->walk_away[m] / (double)b->space->unit; /* as the scenario has it */
    d->walk_away += share * walk;
    for (int i = 0; i < b->space->issues; i++) {
        double stated_weight = value_of(p->weight[i].value), w = draw_number(&stream, &p->weight[i]);
        d->weight[m][i] = stated_weight > 0 ? w / stated_weight : 1;
        sum += stated_weight > 0 ? w : 0;
        was += stated_weight > 0 ? stated_weight : 0;
    }
    for (int i = 0; i < b->space->issues && !p->is_points && sum > 0; i++)
        d->weight[m][i] *= was / sum;
}

static double package_worth(const cbg_built *b, int maker, uint32_t state, const drawn *d)
{
    const cbg_space *space = b->space;
    int option[CBG_ISSUES_MAX];
    int64_t utility[CBG_SEATS_MAX];
    double sum = 0;
    cbg_built_package(b, state, option);
    cbg_space_utilities(space, option, utility);
    for (int m = 0; m < space->seats; m++) {
        double share = (double)b->side[maker].weight[m] / (double)b->side[maker].total, shift = 0;
        const int64_t *value = space->value + (size_t)m * (size_t)space->offset[space->issues];
        for (int i = 0; i < space->issues && share > 0; i++)
            shift += (d->weight[m][i] - 1) * (double)value[space->offset[i] + option[i]];
        sum += share > 0 ? share * ((double)utility[m] + shift) / (double)space->unit : 0;
    }
    return sum;
}

/* Billionths of points, rounded, so that what ties exactly ties here too; above 0. */
static uint64_t ordered(double v)
{
    double scaled = v * 1073741824.0, most = 4e18;
    scaled = scaled > most ? most : scaled < -most ? -most : scaled;
    return (uint64_t)((int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5)) + (INT64_C(1) << 62));
}

void cbgi_built_draw(const cbg_built *b, uint64_t seed, uint32_t draw, int maker, uint64_t *of_class)
{
    static const drawn nothing = {0};
    drawn d = nothing;
    for (int m = 0; m < b->space->seats; m++)
        if (b->side[maker].weight[m] > 0)
            draw_party(b, seed, draw, m, (double)b->side[maker].weight[m] / (double)b->side[maker].total, &d);
    for (int j = 0; j < b->makers; j++) {
        const cbg_process *p = &b->side[j].process;
        cbgi_stream stream;
        cbgi_stream_init(&stream, seed, OF_SIDE, draw, (uint16_t)j, 0);
        double quo = draw_number(&stream, &p->status_quo), delay = draw_number(&stream, &p->delay_cost);
        d.sanction[j] = draw_number(&stream, &p->sanction_cost);
        if (j == maker)
            d.standing = (p->status_quo.given ? quo : d.walk_away) - delay;
    }
    for (uint32_t c = 0; c < b->classes; c++) {
        uint32_t state = b->example[c];
        cbg_built_kind kind = cbg_built_kind_of(b, state);
        bool over = kind == CBG_BUILT_LEFT || kind == CBG_BUILT_LAPSED;
        double worth = over ? d.walk_away : d.standing;
        if (kind == CBG_BUILT_DEAL)
            worth = package_worth(b, maker, state, &d);
        for (int j = 0; j < b->makers; j++)
            if (j != maker && cbgi_built_takes(b, cbg_graph_code(b->graph, state), j, CBG_PROCESS_SANCTION))
                worth -= d.sanction[j];
        of_class[c] = ordered(worth);
    }
}
