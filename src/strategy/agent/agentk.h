/* The formulas of AgentK, apart from the agent so that they can be checked by hand: see agentk.c. */
#ifndef COBURGI_AGENT_AGENTK_H
#define COBURGI_AGENT_AGENTK_H

typedef struct cbgi_agentk_hope {
    double spread, most, exponent; /* s, emax, a */
} cbgi_agentk_hope;

/* From mean and variance of the utilities that the others offered. */
cbgi_agentk_hope cbgi_agentk_hope_of(double mean, double variance);
/* Utility to ask for at time t with the exponent moved by `waver`. */
double cbgi_agentk_target(const cbgi_agentk_hope *hope, double t, double waver);
/* Probability of accepting an offer of utility u. */
double cbgi_agentk_chance(const cbgi_agentk_hope *hope, double t, double u);

#endif
