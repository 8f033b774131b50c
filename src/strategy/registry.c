/* The tables of strategies and parts. */
#include "strategy/registry.h"

static const cbg_strategy *const strategy_table[] = {
#define X(name) &cbgi_strategy_##name,
#include "strategy/registry.def"
#undef X
};

int cbg_strategy_count(void)
{
    return (int)(sizeof strategy_table / sizeof strategy_table[0]);
}

const cbg_strategy *cbg_strategy_at(int index)
{
    return strategy_table[index];
}

static const cbg_bidding *const bidding_table[] = {
#define X(name) &cbgi_bidding_##name,
#include "strategy/bidding/registry.def"
#undef X
};

int cbg_bidding_count(void)
{
    return (int)(sizeof bidding_table / sizeof bidding_table[0]);
}

const cbg_bidding *cbg_bidding_at(int index)
{
    return bidding_table[index];
}

static const cbg_acceptance *const acceptance_table[] = {
#define X(name) &cbgi_acceptance_##name,
#include "strategy/acceptance/registry.def"
#undef X
};

int cbg_acceptance_count(void)
{
    return (int)(sizeof acceptance_table / sizeof acceptance_table[0]);
}

const cbg_acceptance *cbg_acceptance_at(int index)
{
    return acceptance_table[index];
}

static const cbg_model *const model_table[] = {
#define X(name) &cbgi_model_##name,
#include "strategy/model/registry.def"
#undef X
};

int cbg_model_count(void)
{
    return (int)(sizeof model_table / sizeof model_table[0]);
}

const cbg_model *cbg_model_at(int index)
{
    return model_table[index];
}
