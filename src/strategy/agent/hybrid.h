/* The formulas of Hybrid, apart from the agent so that they can be checked by hand: see hybrid.c. */
#ifndef COBURGI_AGENT_HYBRID_H
#define COBURGI_AGENT_HYBRID_H

enum { CBGI_HYBRID_LEVELS = 5 };

/* Weighted sum of the steps between levels, the latest first; 0 for fewer than two. */
double cbgi_hybrid_step(const double *level, int levels);
/* p: parameters p0..p3 of the strategy. */
double cbgi_hybrid_target(const double *p, double t, double own_last, double step);

#endif
