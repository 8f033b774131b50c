/* Strategies put together from parts: one that bids, one that accepts, and perhaps an opponent model. */
#ifndef COBURGI_STRATEGY_COMPOSE_H
#define COBURGI_STRATEGY_COMPOSE_H

#include "coburg/strategy.h"

/* The `config` of a composed program. */
typedef struct cbgi_composition {
    const cbg_bidding *bidding;
    const cbg_acceptance *acceptance;
    const cbg_model *model; /* NULL: none */
    double bidding_param[CBG_PARAMS_MAX], acceptance_param[CBG_PARAMS_MAX], model_param[CBG_PARAMS_MAX];
} cbgi_composition;

/* Fills the functions of a composed strategy; name, texts and below_walk_away are left alone. */
void cbgi_compose(cbg_strategy *strategy, const cbgi_composition *composition);

#endif
