/* The lower edge of HardHeaded's offers, apart from the agent so that it can be checked by hand: see hardheaded.c. */
#ifndef COBURGI_AGENT_HARDHEADED_H
#define COBURGI_AGENT_HARDHEADED_H

double cbgi_hardheaded_edge(double t, double k, double e, double least);

#endif
