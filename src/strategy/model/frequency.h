/* What the frequency models share: how often a voice offered each option, and the largest count of each issue. */
#ifndef COBURGI_MODEL_FREQUENCY_H
#define COBURGI_MODEL_FREQUENCY_H

#include "coburg/strategy.h"

typedef struct cbgi_frequency {
    uint64_t offers, last; /* last: the last offer counted */
    double
        weight[]; /* [issues], at the model's disposal; then counts by option and the largest of each issue */
} cbgi_frequency;

/* Bytes, a multiple of 8. Zeroed memory has counted nothing. */
size_t cbgi_frequency_size(const cbg_space *space);
/* option[issues] of an offer. */
void cbgi_frequency_add(const cbg_space *space, cbgi_frequency *f, uint64_t outcome, const int *option);
uint32_t cbgi_frequency_count(const cbg_space *space, const cbgi_frequency *f, int issue, int option);
uint32_t cbgi_frequency_most(const cbg_space *space, const cbgi_frequency *f, int issue);

/* The sum of the counts of an outcome's options over the largest that it could be; .5 when nothing was counted. */
double cbgi_frequency_share(const cbg_space *space, const cbgi_frequency *f, uint64_t outcome);

/* What a model makes an option be worth, from the counts of its issue. */
typedef double cbgi_frequency_value(const cbg_space *space, const cbgi_frequency *f, int issue, int option);

/* The mean value of an outcome's options, by the weights of issues; .5 when nothing was counted. */
double cbgi_frequency_mean(const cbg_space *space, const cbgi_frequency *f, uint64_t outcome,
                           cbgi_frequency_value *value);

#endif
