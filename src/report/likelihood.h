/* Probabilities in words. */
#ifndef COBURGI_REPORT_LIKELIHOOD_H
#define COBURGI_REPORT_LIKELIHOOD_H

/* "almost no chance" (below 5 %), "very unlikely", "unlikely", "roughly even" (45 to 55 %), "likely", "very likely", "almost
 * certain" (above 95 %). Source: Office of the Director of National Intelligence, Intelligence Community Directive 203,
 * Analytic Standards (2015). How sure one is of the probability is another matter. */
const char *cbgi_likelihood(double p);

#endif
