/* Smith's frequency model: raw counts. An outcome is worth the sum of the counts of its options over the largest that the sum
 * could be, so an issue on which the voice insists weighs more than one on which it wanders.
 * Source: van Galen Last, "Agent Smith: Opponent model estimation in bilateral multi-issue negotiation", in New Trends
 * in Agent-Based Complex Automated Negotiations, Springer 2012, 167-174. Remembered; the normalisation is ours.
 */
#include "strategy/model/frequency.h"

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return cbgi_frequency_size(setup->own->space);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    int option[CBG_ISSUES_MAX];
    if (heard->act != CBG_ACT_OFFER)
        return;
    cbg_space_decode(view->own->space, heard->outcome, option);
    cbgi_frequency_add(view->own->space, self.memory, heard->outcome, option);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)about;
    return cbgi_frequency_share(view->own->space, self.memory, outcome);
}

const cbg_model cbgi_model_smith = {
    .part = {.name = "smith",
             .summary = "counts how often each option was offered",
             .source = "van Galen Last 2012 (Agent Smith, ANAC 2010)",
             .note = "remembered; counts over the largest sum of counts is ours",
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
