/* See frequency.h. */
#include "strategy/model/frequency.h"

static size_t options_of(const cbg_space *space)
{
    return (size_t)space->offset[space->issues];
}

static const uint32_t *counts(const cbg_space *space, const cbgi_frequency *f)
{
    return (const uint32_t *)(const void *)(f->weight + space->issues);
}

size_t cbgi_frequency_size(const cbg_space *space)
{
    const size_t issues = (size_t)space->issues;
    const size_t bytes =
        sizeof(cbgi_frequency) + issues * sizeof(double) + (options_of(space) + issues) * sizeof(uint32_t);
    return (bytes + 7) / 8 * 8;
}

void cbgi_frequency_add(const cbg_space *space, cbgi_frequency *f, uint64_t outcome, const int *option)
{
    uint32_t *count = (uint32_t *)(void *)(f->weight + space->issues), *most = count + options_of(space);
    for (int i = 0; i < space->issues; i++) {
        const uint32_t now = ++count[space->offset[i] + option[i]];
        most[i] = now > most[i] ? now : most[i];
    }
    f->offers++;
    f->last = outcome;
}

uint32_t cbgi_frequency_count(const cbg_space *space, const cbgi_frequency *f, int issue, int option)
{
    return counts(space, f)[space->offset[issue] + option];
}

uint32_t cbgi_frequency_most(const cbg_space *space, const cbgi_frequency *f, int issue)
{
    return counts(space, f)[options_of(space) + (size_t)issue];
}

double cbgi_frequency_share(const cbg_space *space, const cbgi_frequency *f, uint64_t outcome)
{
    int option[CBG_ISSUES_MAX];
    uint64_t sum = 0, most = 0;
    if (f->offers == 0)
        return .5;
    cbg_space_decode(space, outcome, option);
    for (int i = 0; i < space->issues; i++) {
        sum += cbgi_frequency_count(space, f, i, option[i]);
        most += cbgi_frequency_most(space, f, i);
    }
    return (double)sum / (double)most;
}

double cbgi_frequency_mean(const cbg_space *space, const cbgi_frequency *f, uint64_t outcome,
                           cbgi_frequency_value *value)
{
    int option[CBG_ISSUES_MAX];
    double sum = 0, weight = 0;
    if (f->offers == 0)
        return .5;
    cbg_space_decode(space, outcome, option);
    for (int i = 0; i < space->issues; i++) {
        sum += f->weight[i] * value(space, f, i, option[i]); /* values up to 1: never above weight, rounding included */
        weight += f->weight[i];
    }
    return sum / weight;
}
