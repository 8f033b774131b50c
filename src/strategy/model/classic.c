/* The classic frequency model as NegoLog has it: an issue that the voice leaves as it was gains .1 (1 - t) of weight, an option's
 * value is its count over the largest count of the issue; weights are taken over their sum.
 * Source: the rule as given for NegoLog (Dogru, Keskin, Jonker, Baarslag, Aydogan, "NegoLog: An integrated Python-based automated
 * negotiation framework with enhanced assessment components", IJCAI 2024). Weights begin at 1 / n.
 */
#include "strategy/model/frequency.h"

static const cbg_param params[] = {
    {"step", "weight that an issue gains when it is not moved at the beginning", .1, 0, 10},
    {NULL, NULL, 0, 0, 0},
};

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return cbgi_frequency_size(setup->own->space);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    const cbg_space *space = view->own->space;
    const double *p = self.config;
    cbgi_frequency *f = self.memory;
    int option[CBG_ISSUES_MAX], last[CBG_ISSUES_MAX];
    if (heard->act != CBG_ACT_OFFER)
        return;
    cbg_space_decode(space, heard->outcome, option);
    for (int i = 0; i < space->issues && f->offers == 0; i++)
        f->weight[i] = 1. / space->issues;
    if (f->offers > 0) {
        cbg_space_decode(space, f->last, last);
        for (int i = 0; i < space->issues; i++)
            f->weight[i] += option[i] == last[i] ? p[0] * (1 - view->t) : 0;
    }
    cbgi_frequency_add(space, f, heard->outcome, option);
}

static double share(const cbg_space *space, const cbgi_frequency *f, int issue, int option)
{
    return (double)cbgi_frequency_count(space, f, issue, option) / cbgi_frequency_most(space, f, issue);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)about;
    return cbgi_frequency_mean(view->own->space, self.memory, outcome, share);
}

const cbg_model cbgi_model_classic = {
    .part = {.name = "classic",
             .summary = "issues that are not moved gain weight, less so as time passes; values by counts",
             .source = "as in NegoLog (Dogru et al. 2024, IJCAI)",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
