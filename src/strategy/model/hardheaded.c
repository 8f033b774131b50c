/* HardHeaded's frequency model: agent/insistence.h has the formula and the source. */
#include "strategy/agent/insistence.h"

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return cbgi_insistence_size(setup->own->space);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    if (heard->act == CBG_ACT_OFFER)
        cbgi_insistence_hear(view->own->space, self.memory, heard->outcome);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)about;
    return cbgi_insistence_estimate(view->own->space, self.memory, outcome);
}

const cbg_model cbgi_model_hardheaded = {
    .part = {.name = "hardheaded",
             .summary = "issues that are not moved weigh more, options offered more often are worth more",
             .source = "van Krimpen, Looije, Hajizadeh 2013 (HardHeaded, ANAC 2011)",
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
