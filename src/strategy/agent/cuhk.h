/* CUHKAgent's threshold, apart from the agent so that it can be checked by hand: see cuhk.c. */
#ifndef COBURGI_AGENT_CUHK_H
#define COBURGI_AGENT_CUHK_H

/* l: the point of non-exploitation. */
double cbgi_cuhk_threshold(double t, double discount, double l);

#endif
