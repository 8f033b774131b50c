/* Relative time of a round. */
#ifndef COBURGI_TALK_CLOCK_H
#define COBURGI_TALK_CLOCK_H

#include "coburg/talk.h"

/* round from 0, below rounds. */
double cbgi_clock_time(cbg_clock clock, int round, int rounds);

#endif
