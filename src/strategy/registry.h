/* The tables of strategies and of the three kinds of parts, made from the four registry.def. */
#ifndef COBURGI_STRATEGY_REGISTRY_H
#define COBURGI_STRATEGY_REGISTRY_H

#include "coburg/strategy.h"

#define X(name) extern const cbg_strategy cbgi_strategy_##name;
#include "strategy/registry.def"
#undef X
#define X(name) extern const cbg_bidding cbgi_bidding_##name;
#include "strategy/bidding/registry.def"
#undef X
#define X(name) extern const cbg_acceptance cbgi_acceptance_##name;
#include "strategy/acceptance/registry.def"
#undef X
#define X(name) extern const cbg_model cbgi_model_##name;
#include "strategy/model/registry.def"
#undef X

#endif
