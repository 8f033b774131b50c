/* Regression by a Gaussian process of a quantity over time, one observation at a time: covariance Matern 3/2, constant
 * mean (that of the observations), independent noise. The Cholesky factor grows by a row with each observation.
 * Source: Rasmussen and Williams, Gaussian Processes for Machine Learning, MIT Press 2006, algorithm 2.1.
 */
#ifndef COBURGI_AGENT_PROCESS_H
#define COBURGI_AGENT_PROCESS_H

enum { CBGI_PROCESS_MOST = 24 };

typedef struct cbgi_process {
    double scale, spread, noise; /* of time; standard deviations of the quantity and of the noise */
    int n;
    double t[CBGI_PROCESS_MOST], y[CBGI_PROCESS_MOST];
    double factor[CBGI_PROCESS_MOST][CBGI_PROCESS_MOST]; /* lower triangle */
} cbgi_process;

/* O(n^2); what does not fit is passed over. Times must differ. */
void cbgi_process_add(cbgi_process *process, double t, double y);
/* Mean and standard deviation of the quantity (noise included) at t[0..count-1]. O(count n^2). */
void cbgi_process_predict(const cbgi_process *process, const double *t, int count, double *mean,
                          double *deviation);

/* P(standard normal < x), within 2e-4: Bowling et al., "A logistic approximation to the cumulative normal
 * distribution", Journal of Industrial Engineering and Management 2 (2009). */
double cbgi_normal_below(double x);

#endif
