/* Probabilities in words. */
#include "report/likelihood.h"

const char *cbgi_likelihood(double p)
{
    return p < 0.05    ? "almost no chance"
           : p < 0.20  ? "very unlikely"
           : p < 0.45  ? "unlikely"
           : p <= 0.55 ? "roughly even"
           : p <= 0.80 ? "likely"
           : p <= 0.95 ? "very likely"
                       : "almost certain";
}
