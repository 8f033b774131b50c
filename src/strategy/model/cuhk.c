/* CUHKAgent's model: counts of options over the first distinct offers only, since late offers are concessions and repeated ones
 * say nothing new. An outcome is worth the sum of the counts of its options over the largest that the sum could be.
 * Source: Hao and Leung, "CUHKAgent: an adaptive negotiation strategy for bilateral negotiations over multiple items", in
 * Novel Insights in Agent-based Complex Automated Negotiation, Springer 2014, 171-179. Remembered; the number of offers, 100, is a
 * parameter.
 */
#include "strategy/model/frequency.h"

enum { DISTINCT_MAX = 400 };

static const cbg_param params[] = {
    {"first", "how many distinct offers count", 100, 1, DISTINCT_MAX},
    {NULL, NULL, 0, 0, 0},
};

typedef struct seen {
    uint32_t count;
    uint64_t outcome[DISTINCT_MAX];
} seen;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(seen) + cbgi_frequency_size(setup->own->space);
}

static cbgi_frequency *counts(void *memory)
{
    return (cbgi_frequency *)(void *)((seen *)memory + 1);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    seen *s = self.memory;
    const double *p = self.config;
    int option[CBG_ISSUES_MAX];
    if (heard->act != CBG_ACT_OFFER || s->count >= (uint32_t)p[0])
        return;
    for (uint32_t k = 0; k < s->count; k++)
        if (s->outcome[k] == heard->outcome)
            return;
    s->outcome[s->count++] = heard->outcome;
    cbg_space_decode(view->own->space, heard->outcome, option);
    cbgi_frequency_add(view->own->space, counts(s), heard->outcome, option);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)about;
    return cbgi_frequency_share(view->own->space, counts(self.memory), outcome);
}

const cbg_model cbgi_model_cuhk = {
    .part = {.name = "cuhk",
             .summary = "counts the options of the first distinct offers",
             .source = "Hao and Leung 2014 (CUHKAgent, ANAC 2012)",
             .note = "remembered; how many offers count is a parameter",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
