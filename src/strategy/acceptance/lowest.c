/* MiCRO's acceptance: takes an offer that is worth as much as the least outcome that it has offered or would offer now.
 * Source: de Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy", IJCAI 2022, 223-229, doi
 * 10.24963/ijcai.2022/32.
 */
#include "coburg/strategy.h"

typedef struct lowest {
    bool any;
    int64_t value; /* the least of the own offers that were seen */
} lowest;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(lowest);
}

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    lowest *l = self.memory;
    const uint64_t own[] = {view->own_last, next};
    (void)beliefs;
    for (int k = 0; k < 2; k++) {
        if (own[k] == CBG_NO_OUTCOME)
            continue;
        const int64_t value = cbg_profile_value(view->own, own[k]);
        l->value = !l->any || value < l->value ? value : l->value;
        l->any = true;
    }
    return l->any && cbg_profile_value(view->own, offer) >= l->value;
}

const cbg_acceptance cbgi_acceptance_lowest = {
    .part = {.name = "lowest",
             .summary = "takes what is worth as much as the least that it has offered",
             .source = "de Jonge 2022, doi 10.24963/ijcai.2022/32",
             .memory_size = memory_size},
    .accept = accept,
};
