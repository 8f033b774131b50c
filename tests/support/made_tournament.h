/* Tournaments between four strategies, and how their figures are compared. */
#ifndef TESTS_MADE_TOURNAMENT_H
#define TESTS_MADE_TOURNAMENT_H

#include "coburg/tournament.h"

enum { MADE_SPECS = 4 };

extern const char *const made_spec[MADE_SPECS];

/* These fail the test when the library refuses. The caller frees what they return. */
cbg_tournament *made_tournament(const cbg_tournament_options *o);
cbg_ranking *made_ranking(const cbg_tally *tally);

/* Fails the test unless the numbers agree to nine digits, or both are NaN. */
void made_near(double got, double wanted);

#endif
