/* See insistence.h. Counts are kept without the 1 that every option has from the start. */
#include "strategy/agent/insistence.h"

typedef struct head {
    uint64_t last;
    uint64_t offers;
    double weight[]; /* [issues]; then counts by option and the largest of each issue, uint32_t */
} head;

static size_t options_of(const cbg_space *space)
{
    return (size_t)space->offset[space->issues];
}

size_t cbgi_insistence_size(const cbg_space *space)
{
    const size_t issues = (size_t)space->issues;
    const size_t bytes = sizeof(head) + issues * sizeof(double) + (options_of(space) + issues) * sizeof(uint32_t);
    return (bytes + 7) / 8 * 8;
}

const double *cbgi_insistence_weights(const void *memory)
{
    return ((const head *)memory)->weight;
}

static void move_weights(const cbg_space *space, head *h, const int *option)
{
    const int n = space->issues;
    int last[CBG_ISSUES_MAX], m = 0;
    cbg_space_decode(space, h->last, last);
    for (int i = 0; i < n; i++)
        m += last[i] == option[i];
    const double g = .2 / n, sum = 1 + g * m, most = 1 - n * g / sum;
    for (int i = 0; i < n; i++) {
        const bool gains = last[i] == option[i] && h->weight[i] < most;
        h->weight[i] = (h->weight[i] + (gains ? g : 0)) / sum;
    }
}

void cbgi_insistence_hear(const cbg_space *space, void *memory, uint64_t outcome)
{
    head *h = memory;
    uint32_t *count = (uint32_t *)(void *)(h->weight + space->issues);
    uint32_t *most = count + options_of(space);
    int option[CBG_ISSUES_MAX];
    cbg_space_decode(space, outcome, option);
    if (h->offers++ == 0)
        for (int i = 0; i < space->issues; i++)
            h->weight[i] = 1. / space->issues;
    else
        move_weights(space, h, option);
    for (int i = 0; i < space->issues; i++) {
        const uint32_t now = ++count[space->offset[i] + option[i]];
        most[i] = now > most[i] ? now : most[i];
    }
    h->last = outcome;
}

double cbgi_insistence_estimate(const cbg_space *space, const void *memory, uint64_t outcome)
{
    const head *h = memory;
    const uint32_t *count = (const uint32_t *)(const void *)(h->weight + space->issues);
    const uint32_t *most = count + options_of(space);
    int option[CBG_ISSUES_MAX];
    double sum = 0;
    if (h->offers == 0)
        return .5;
    cbg_space_decode(space, outcome, option);
    for (int i = 0; i < space->issues; i++)
        sum += h->weight[i] * (1. + count[space->offset[i] + option[i]]) / (1. + most[i]);
    return sum < 1 ? sum : 1; /* weights sum to 1 but for rounding */
}
