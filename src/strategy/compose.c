/* A strategy made of parts. Each part keeps its own memory and plan; the composition lays them out one after
 * the other and passes on what is heard. A model has one memory for each other voice and hears that voice only.
 */
#include "strategy/compose.h"

#include <string.h>

enum { PARTS = 3, ALIGNMENT = 16 };

/* The head of a composition's plan; the plans of the parts follow. */
typedef struct layout {
    size_t plan_at[PARTS], plan_size;
    size_t memory_at[PARTS], memory_size;
    size_t stride; /* of the model's memories */
    const void *param[PARTS], *plan[PARTS]; /* looked up once, for they are asked for at every turn */
} layout;

static size_t aligned(size_t n)
{
    return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static const cbg_part *part_of(const cbgi_composition *c, int k, const double **param)
{
    switch (k) {
    case 0: *param = c->bidding_param; return &c->bidding->part;
    case 1: *param = c->acceptance_param; return &c->acceptance->part;
    default: *param = c->model_param; return c->model == NULL ? NULL : &c->model->part;
    }
}

static void lay_out(const cbg_setup *setup, const cbgi_composition *c, layout *out)
{
    memset(out, 0, sizeof *out);
    out->plan_size = aligned(sizeof *out);
    for (int k = 0; k < PARTS; k++) {
        const double *param;
        const cbg_part *part = part_of(c, k, &param);
        out->plan_at[k] = out->plan_size;
        out->memory_at[k] = out->memory_size;
        if (part == NULL)
            continue;
        if (part->plan_size != NULL)
            out->plan_size += aligned(part->plan_size(setup, param));
        size_t memory = part->memory_size == NULL ? 0 : aligned(part->memory_size(setup, param));
        if (k == 2) {
            out->stride = memory;
            memory *= (size_t)setup->seats;
        }
        out->memory_size += memory;
    }
}

static size_t plan_size(const cbg_setup *setup, const void *config)
{
    layout l;
    lay_out(setup, config, &l);
    return l.plan_size;
}

static cbg_status plan(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *out)
{
    layout *l = out;
    lay_out(setup, config, l);
    for (int k = 0; k < PARTS; k++) {
        const double *param;
        const cbg_part *part = part_of(config, k, &param);
        l->param[k] = param;
        l->plan[k] = (unsigned char *)out + l->plan_at[k];
        if (part == NULL || part->plan == NULL)
            continue;
        cbg_status status = part->plan(setup, param, exec, (unsigned char *)out + l->plan_at[k]);
        if (status != CBG_OK)
            return status;
    }
    return CBG_OK;
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    layout l;
    lay_out(setup, config, &l);
    return l.memory_size;
}

/* What belongs to a part; for the model, of voice `about`. */
static cbg_self self_of(cbg_self self, int k, int about)
{
    const layout *l = self.plan;
    return (cbg_self){.config = l->param[k],
                      .plan = l->plan[k],
                      .memory = (unsigned char *)self.memory + l->memory_at[k] + l->stride * (size_t)about};
}

static cbg_beliefs beliefs_of(cbg_self self)
{
    const cbgi_composition *c = self.config;
    const layout *l = self.plan;
    const cbg_self model = self_of(self, 2, 0);
    return (cbg_beliefs){c->model, model.config, model.plan, model.memory, l->stride};
}

static void begin(const cbg_view *view, cbg_self self)
{
    const cbgi_composition *c = self.config;
    if (c->model != NULL && c->model->part.begin != NULL)
        for (int about = 0; about < view->seats; about++)
            if (about != view->seat)
                c->model->part.begin(view, self_of(self, 2, about));
    if (c->acceptance->part.begin != NULL)
        c->acceptance->part.begin(view, self_of(self, 1, 0));
    if (c->bidding->part.begin != NULL)
        c->bidding->part.begin(view, self_of(self, 0, 0));
}

/* The model hears first, so that the other parts can ask about what was just said. A mediator is not modelled. */
static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    const cbgi_composition *c = self.config;
    if (c->model != NULL && c->model->part.hear != NULL && heard->from < view->seats)
        c->model->part.hear(view, self_of(self, 2, heard->from), heard);
    if (c->acceptance->part.hear != NULL)
        c->acceptance->part.hear(view, self_of(self, 1, 0), heard);
    if (c->bidding->part.hear != NULL)
        c->bidding->part.hear(view, self_of(self, 0, 0), heard);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const cbgi_composition *c = self.config;
    if (view->own->acceptable == 0)
        return (cbg_move){CBG_ACT_END, CBG_NO_OUTCOME};
    const cbg_beliefs beliefs = beliefs_of(self);
    return c->bidding->propose(view, self_of(self, 0, 0), &beliefs);
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    const cbgi_composition *c = self.config;
    const cbg_beliefs beliefs = beliefs_of(self);
    return c->acceptance->accept(view, self_of(self, 1, 0), &beliefs, offer, next);
}

double cbg_believe(const cbg_view *view, const cbg_beliefs *beliefs, int about, uint64_t outcome)
{
    if (beliefs->model == NULL)
        return .5;
    const cbg_self self = {beliefs->config, beliefs->plan, beliefs->memory + (size_t)about * beliefs->stride};
    return beliefs->model->estimate(view, self, about, outcome);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    const cbg_beliefs beliefs = beliefs_of(self);
    return cbg_believe(view, &beliefs, about, outcome);
}

/* Does any part listen? If not, the engine need not tell. */
static bool listens(const cbgi_composition *c)
{
    return c->bidding->part.hear != NULL || c->acceptance->part.hear != NULL ||
           (c->model != NULL && c->model->part.hear != NULL);
}

void cbgi_compose(cbg_strategy *strategy, const cbgi_composition *composition)
{
    strategy->part.plan_size = plan_size;
    strategy->part.plan = plan;
    strategy->part.memory_size = memory_size;
    strategy->part.begin = begin;
    strategy->part.hear = listens(composition) ? hear : NULL;
    strategy->propose = propose;
    strategy->accept = accept;
    strategy->estimate = composition->model == NULL ? NULL : estimate;
}
