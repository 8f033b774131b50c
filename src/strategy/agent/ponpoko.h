/* The bands of PonPoko, apart from the agent so that they can be checked by hand: see ponpoko.c. */
#ifndef COBURGI_AGENT_PONPOKO_H
#define COBURGI_AGENT_PONPOKO_H

/* Edges of band 1..5 at time t. */
void cbgi_ponpoko_band(int band, double t, double *low, double *high);

#endif
