/* What Atlas3 expects of its end game, apart from the agent so that it can be checked by hand: see atlas3.c. */
#ifndef COBURGI_AGENT_ATLAS3_H
#define COBURGI_AGENT_ATLAS3_H

/* The last r of n outcomes offered one after the other: outcome k is worth u[k] and taken with probability p[k]; none:
 * what is left without a deal. */
double cbgi_atlas_worth(const double *u, const double *p, int n, int r, double none);

#endif
