/* Counts of options offered: see counts.h. Of each voice: offers, sum of the largest counts, counts by issue
 * and option, largest count by issue. */
#include "strategy/agent/counts.h"

#include "base/real.h"

typedef struct voice_counts {
    uint32_t offers, peak; /* peak: sum over issues of the largest count */
} voice_counts;

static size_t options_of(const cbg_profile *own)
{
    return (size_t)own->space->offset[own->space->issues];
}

static size_t stride(const cbg_profile *own)
{
    return (sizeof(voice_counts) + (options_of(own) + (size_t)own->space->issues) * sizeof(uint32_t) + 7) / 8 * 8;
}

size_t cbgi_counts_size(const cbg_setup *setup)
{
    return (size_t)setup->seats * stride(setup->own);
}

void cbgi_counts_hear(const cbg_view *view, void *counts, int from, uint64_t outcome)
{
    const cbg_space *space = view->own->space;
    unsigned char *mine = (unsigned char *)counts + (size_t)from * stride(view->own);
    voice_counts *head = (voice_counts *)mine;
    uint32_t *count = (uint32_t *)(mine + sizeof *head);
    int option[CBG_ISSUES_MAX];
    cbg_space_decode(space, outcome, option);
    uint32_t *most = count + options_of(view->own);
    head->offers++;
    for (int i = 0; i < space->issues; i++) {
        const uint32_t now = ++count[space->offset[i] + option[i]];
        if (now > most[i]) {
            most[i] = now;
            head->peak++;
        }
    }
}

static double believe(const cbg_view *view, const void *counts, int about, const int *option)
{
    const cbg_space *space = view->own->space;
    const unsigned char *mine = (const unsigned char *)counts + (size_t)about * stride(view->own);
    const voice_counts *head = (const voice_counts *)mine;
    const uint32_t *count = (const uint32_t *)(mine + sizeof *head);
    uint32_t sum = 0;
    if (head->offers == 0)
        return .5;
    for (int i = 0; i < space->issues; i++)
        sum += count[space->offset[i] + option[i]];
    return (double)sum / (double)head->peak;
}

double cbgi_counts_estimate(const cbg_view *view, const void *counts, int about, uint64_t outcome)
{
    int option[CBG_ISSUES_MAX];
    cbg_space_decode(view->own->space, outcome, option);
    return believe(view, counts, about, option);
}

double cbgi_counts_joint(const cbg_view *view, const void *counts, uint64_t outcome)
{
    int option[CBG_ISSUES_MAX], heard = 0;
    double product = 1;
    cbg_space_decode(view->own->space, outcome, option);
    for (int v = 0; v < view->seats; v++) {
        const unsigned char *theirs = (const unsigned char *)counts + (size_t)v * stride(view->own);
        if (v == view->seat || ((const voice_counts *)theirs)->offers == 0)
            continue;
        product *= believe(view, counts, v, option);
        heard++;
    }
    return heard < 2 ? product : cbgi_pow(product, 1. / heard);
}
