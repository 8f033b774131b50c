/* Caduceus, winner of 2016, for any number of voices: a collective of experts, all of them agents that won earlier. Until
 * .83 of the time it offers its best outcome; then every expert proposes, and option by option the one with the most weight behind it
 * is taken. It accepts when experts with more than half of all weight would.
 * Source: Gunes, Arditi, Aydogan, "Collective voice of experts in multilateral negotiation", PRIMA 2017, LNCS 10621.
 * Written from the paper's idea; remembered: the .83. Departure: the experts are five of the strategies here, in order of
 * their weight Atlas3, AgentK, HardHeaded, CUHKAgent, ParsCat with 5, 4, 3, 2, 1. When the options with most weight make an
 * outcome that it would not take, or one worth less than every expert's, the weightiest expert's stands.
 */
#include "strategy/agent/own.h"
#include "strategy/registry.h"

enum { EXPERTS = 5, ALIGNMENT = 16 };
enum { CALM };

static const cbg_param params[] = {
    {"calm", "until when it offers its best outcome", .83, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

typedef struct expert {
    const cbg_strategy *strategy;
    int weight;
} expert;

static const expert experts[EXPERTS] = {{&cbgi_strategy_atlas3, 5},
                                        {&cbgi_strategy_agentk, 4},
                                        {&cbgi_strategy_hardheaded, 3},
                                        {&cbgi_strategy_cuhk, 2},
                                        {&cbgi_strategy_parscat, 1}};

/* The plan: usual parameters of the experts, and where their memories lie. They have no plans of their own. */
typedef struct layout {
    double param[EXPERTS][CBG_PARAMS_MAX];
    size_t memory_at[EXPERTS + 1];
} layout;

/* The head of the memory: what each expert proposed last. */
typedef struct proposals {
    uint64_t outcome[EXPERTS];
} proposals;

static void lay_out(const cbg_setup *setup, layout *l)
{
    size_t at = (sizeof(proposals) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    *l = (layout){0};
    for (int k = 0; k < EXPERTS; k++) {
        const cbg_part *part = &experts[k].strategy->part;
        for (int p = 0; part->params != NULL && part->params[p].name != NULL; p++)
            l->param[k][p] = part->params[p].fallback;
        l->memory_at[k] = at;
        const size_t size = part->memory_size == NULL ? 0 : part->memory_size(setup, l->param[k]);
        at += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    l->memory_at[EXPERTS] = at;
}

static size_t plan_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(layout);
}

static cbg_status make_plan(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *plan)
{
    (void)config;
    (void)exec;
    lay_out(setup, plan);
    return CBG_OK;
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    layout l;
    (void)config;
    lay_out(setup, &l);
    return l.memory_at[EXPERTS];
}

static cbg_self self_of(cbg_self self, int k)
{
    const layout *l = self.plan;
    return (cbg_self){.config = l->param[k], .memory = (unsigned char *)self.memory + l->memory_at[k]};
}

static void begin(const cbg_view *view, cbg_self self)
{
    proposals *last = self.memory;
    for (int k = 0; k < EXPERTS; k++) {
        last->outcome[k] = CBG_NO_OUTCOME;
        if (experts[k].strategy->part.begin != NULL)
            experts[k].strategy->part.begin(view, self_of(self, k));
    }
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    for (int k = 0; k < EXPERTS; k++)
        if (experts[k].strategy->part.hear != NULL)
            experts[k].strategy->part.hear(view, self_of(self, k), heard);
}

/* Option by option the one with the most weight; equals: the weightier expert's. */
static uint64_t collective(const cbg_profile *own, const proposals *said)
{
    const cbg_space *space = own->space;
    int option[EXPERTS][CBG_ISSUES_MAX], chosen[CBG_ISSUES_MAX];
    int64_t least = INT64_MAX;
    for (int k = 0; k < EXPERTS; k++) {
        const int64_t value = cbg_profile_value(own, said->outcome[k]);
        cbg_space_decode(space, said->outcome[k], option[k]);
        least = value < least ? value : least;
    }
    for (int i = 0; i < space->issues; i++) {
        int most = 0;
        for (int k = 0; k < EXPERTS; k++) {
            int weight = 0;
            for (int j = 0; j < EXPERTS; j++)
                weight += option[j][i] == option[k][i] ? experts[j].weight : 0;
            if (weight > most) {
                most = weight;
                chosen[i] = option[k][i];
            }
        }
    }
    const uint64_t outcome = cbg_space_encode(space, chosen);
    return cbg_space_possible(space, chosen) && cbg_profile_accepts(own, outcome) &&
                   cbg_profile_value(own, outcome) >= least
               ? outcome
               : said->outcome[0];
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    proposals *said = self.memory;
    if (view->own->acceptable == 0)
        return cbgi_own_offer(CBG_NO_OUTCOME);
    for (int k = 0; k < EXPERTS; k++)
        said->outcome[k] = experts[k].strategy->propose(view, self_of(self, k)).outcome;
    if (view->t < ((const double *)self.config)[CALM])
        return cbgi_own_offer(cbgi_own_at_least(view->own, 1));
    return cbgi_own_offer(collective(view->own, said));
}

/* Each expert compares with what it would offer itself. */
static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    const proposals *said = self.memory;
    int yes = 0, all = 0;
    (void)next;
    for (int k = 0; k < EXPERTS; k++) {
        all += experts[k].weight;
        if (experts[k].strategy->accept(view, self_of(self, k), offer, said->outcome[k]))
            yes += experts[k].weight;
    }
    return 2 * yes > all;
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    return experts[0].strategy->estimate(view, self_of(self, 0), about, outcome);
}

const cbg_strategy cbgi_strategy_caduceus = {
    .part = {.name = "caduceus",
             .summary = "a vote of five earlier winners, issue by issue; before that, its best outcome",
             .source = "Gunes, Arditi, Aydogan 2017 (Caduceus, ANAC 2016, first)",
             .note = "from the paper's idea; the experts are strategies registered here (atlas3, agentk, "
                     "hardheaded, cuhk, parscat) and their weights ours",
             .params = params,
             .plan_size = plan_size,
             .plan = make_plan,
             .memory_size = memory_size,
             .begin = begin,
             .hear = hear},
    .propose = propose,
    .accept = accept,
    .estimate = estimate,
};
