/* IAMhaggler2011's concession, apart from the agent so that it can be checked by hand: see iamhaggler2011.c. */
#ifndef COBURGI_AGENT_HAGGLER_H
#define COBURGI_AGENT_HAGGLER_H

/* 1/b such that 1 - .5 t^(1/b) goes through (t, u); both are cut to where that can be, 1/b to .5..100. */
double cbgi_haggler_rate(double t, double u);

#endif
