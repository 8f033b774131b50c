/* Deal, breakdown or extension by the deadline; model, meaning and sources in hazard.h. */
#include "coburg/hazard.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "base/philox.h"
#include "base/real.h"

enum { PURPOSE = 0x48415A44, PIECE = 64 }; /* draws in one piece of work */

const char *cbg_exit_name(cbg_exit exit)
{
    static const char *const name[CBG_EXITS] = {"deal", "breakdown", "extension"};
    return name[exit];
}

const char *cbg_hazard_term_name(cbg_hazard_term term)
{
    static const char *const name[CBG_HAZARD_TERMS] = {"base",      "gap",     "zone",
                                                       "precedent", "tension", "deadline"};
    return name[term];
}

/* Half a percent a day for a deal with no gap to speak of, little for the others, most of it on the last day. */
void cbg_hazard_prior_default(cbg_hazard_prior *out)
{
    static const cbg_hazard_prior judgement = {
        .mean = {{-4, -3, 2, 0, -1, 3}, {-6, 1, -1, -0.5, 2, 3}, {-8, 1, 0, 0.7, 0, 7}},
        .sd = {{1, 1, 1, 0, 1, 1}, {1, 1, 1, 0.5, 1, 1}, {1, 1, 0, 0.5, 0, 1}},
    };
    *out = judgement;
}

cbg_status cbg_hazard_prior_set(cbg_hazard_prior *prior, const char *name, double mean, double sd)
{
    if (!(fabs(mean) <= 100) || (!isnan(sd) && !(sd >= 0 && sd <= 100))) {
        return CBG_BAD_ARGUMENT;
    }
    for (int e = 0; e < CBG_EXITS; e++) {
        const char *exit = cbg_exit_name((cbg_exit)e);
        const size_t length = strlen(exit);
        for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
            if (strncmp(name, exit, length) == 0 && name[length] == '.' &&
                strcmp(name + length + 1, cbg_hazard_term_name((cbg_hazard_term)k)) == 0) {
                prior->mean[e][k] = mean;
                prior->sd[e][k] = isnan(sd) ? prior->sd[e][k] : sd;
                return CBG_OK;
            }
        }
    }
    return CBG_NOT_FOUND;
}

static double polynomial(const double *coefficient, double x)
{
    double sum = 0;
    for (int k = 7; k >= 0; k--) {
        sum = sum * x + coefficient[k];
    }
    return sum;
}

/* Source: M. J. Wichura, Algorithm AS 241 (PPND16), J. R. Stat. Soc. C 37 (1988) 477-484, doi 10.2307/2347330. */
double cbg_normal_quantile(double p)
{
    static const double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                               1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                               3.3430575583588128105e4, 2.5090809287301226727e3},
                        b[] = {1,
                               4.2313330701600911252e1,
                               6.8718700749205790830e2,
                               5.3941960214247511077e3,
                               2.1213794301586595867e4,
                               3.9307895800092710610e4,
                               2.8729085735721942674e4,
                               5.2264952788528545610e3},
                        c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                               3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4},
                        d[] = {1,
                               2.05319162663775882187e0,
                               1.67638483018380384940e0,
                               6.89767334985100004550e-1,
                               1.48103976427480074590e-1,
                               1.51986665636164571966e-2,
                               5.47593808499534494600e-4,
                               1.05075007164441684324e-9},
                        e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                               1.78482653991729133580e0,  2.96560571828504891230e-1,
                               2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7},
                        f[] = {1,
                               5.99832206555887937690e-1,
                               1.36929880922735805310e-1,
                               1.48753612908506148525e-2,
                               7.86869131145613259100e-4,
                               1.84631831751005468180e-5,
                               1.42151175831644588870e-7,
                               2.04426310338993978564e-15};
    const double q = p - 0.5;
    if (fabs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(a, r) / polynomial(b, r);
    }
    const double r = sqrt(-cbgi_log(q < 0 ? p : 1 - p));
    const double x = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                            : polynomial(e, r - 5) / polynomial(f, r - 5);
    return q < 0 ? -x : x;
}

static bool sound(const cbg_hazard_prior *prior, const cbg_hazard_input *input)
{
    bool good = input->days >= 1 && input->days <= CBG_HAZARD_DAYS_MAX;
    for (int k = CBG_HAZARD_GAP; k <= CBG_HAZARD_TENSION; k++) {
        good = good && input->low[k] <= input->value[k] && input->value[k] <= input->high[k] &&
               input->low[k] >= 0 && input->high[k] <= (k == CBG_HAZARD_PRECEDENT ? 100 : 1);
    }
    for (int e = 0; e < CBG_EXITS; e++) {
        for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
            good = good && fabs(prior->mean[e][k]) <= 100 && prior->sd[e][k] >= 0 && prior->sd[e][k] <= 100;
        }
    }
    return good;
}

/* exp(eta - the largest), in proportion; without the last day's spike when `last` is false. Going on weighs exp(0). */
static double weights(double coefficient[CBG_EXITS][CBG_HAZARD_TERMS], const double *value, bool last,
                      double *weight)
{
    double eta[CBG_EXITS], largest = last ? -HUGE_VAL : 0;
    for (int e = 0; e < CBG_EXITS; e++) {
        eta[e] = coefficient[e][CBG_HAZARD_BASE] + (last ? coefficient[e][CBG_HAZARD_DEADLINE] : 0);
        for (int k = CBG_HAZARD_GAP; k <= CBG_HAZARD_TENSION; k++) {
            eta[e] += coefficient[e][k] * value[k];
        }
        largest = eta[e] > largest ? eta[e] : largest;
    }
    double total = last ? 0 : cbgi_exp(-largest);
    for (int e = 0; e < CBG_EXITS; e++) {
        weight[e] = cbgi_exp(eta[e] - largest);
        total += weight[e];
    }
    return total;
}

/* The same hazards hold on every day but the last. by may be NULL. */
static void days(double coefficient[CBG_EXITS][CBG_HAZARD_TERMS], const double *value, int count, double *by,
                 double *end)
{
    double usual[CBG_EXITS], last[CBG_EXITS], sum[CBG_EXITS] = {0}, left = 1;
    const double total = weights(coefficient, value, false, usual),
                 final = weights(coefficient, value, true, last);
    for (int day = 1; day <= count; day++) {
        double gone = 0;
        for (int e = 0; e < CBG_EXITS; e++) {
            const double p = left * (day < count ? usual[e] / total : last[e] / final);
            sum[e] += p;
            gone += p;
            if (by != NULL) {
                by[e * count + day - 1] = sum[e];
            }
        }
        left -= gone;
    }
    memcpy(end, sum, sizeof sum);
}

cbg_status cbg_hazard_run(const cbg_hazard_prior *prior, const cbg_hazard_input *input, double *by)
{
    double coefficient[CBG_EXITS][CBG_HAZARD_TERMS], end[CBG_EXITS];
    if (!sound(prior, input)) {
        return CBG_BAD_ARGUMENT;
    }
    memcpy(coefficient, prior->mean, sizeof coefficient);
    days(coefficient, input->value, input->days, by, end);
    return CBG_OK;
}

typedef struct job {
    const cbg_hazard_prior *prior;
    const cbg_hazard_input *input;
    uint64_t seed;
    int draws;
    double *end;  /* [exit * draws + draw], or NULL */
    double *part; /* [piece][exit * days + day - 1], or NULL: sums over the draws of a piece */
} job;

static void draw(const job *j, int number, double *by)
{
    double coefficient[CBG_EXITS][CBG_HAZARD_TERMS], value[CBG_HAZARD_TERMS], end[CBG_EXITS];
    cbgi_stream random;
    cbgi_stream_init(&random, j->seed, PURPOSE, (uint32_t)number, 0, 0);
    for (int e = 0; e < CBG_EXITS; e++) {
        for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
            const double u = (cbgi_stream_unit(&random) * 0x1p53 + 0.5) * 0x1p-53; /* never 0 or 1 */
            coefficient[e][k] = j->prior->mean[e][k] + j->prior->sd[e][k] * cbg_normal_quantile(u);
        }
    }
    for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
        value[k] = j->input->low[k] + cbgi_stream_unit(&random) * (j->input->high[k] - j->input->low[k]);
    }
    days(coefficient, value, j->input->days, by, end);
    for (int e = 0; e < CBG_EXITS && j->end != NULL; e++) {
        j->end[(size_t)e * (size_t)j->draws + (size_t)number] = end[e];
    }
}

static cbg_status piece(void *context, uint64_t index)
{
    const job *j = context;
    const size_t size = (size_t)(CBG_EXITS * j->input->days);
    double *sum = j->part == NULL ? NULL : j->part + 2 * size * (size_t)index,
           *by = sum == NULL ? NULL : sum + size;
    const int first = (int)index * PIECE, end = j->draws - first < PIECE ? j->draws : first + PIECE;
    for (int number = first; number < end; number++) {
        draw(j, number, by);
        for (size_t k = 0; k < size && sum != NULL; k++) {
            sum[k] += by[k];
        }
    }
    return CBG_OK;
}

cbg_status cbg_hazard_draws(const cbg_hazard_prior *prior, const cbg_hazard_input *input, uint64_t seed,
                            int draws, const cbg_exec *exec, double *at_deadline, double *mean_by)
{
    if (!sound(prior, input) || draws < 1 || draws > 10000000) {
        return CBG_BAD_ARGUMENT;
    }
    const size_t size = (size_t)(CBG_EXITS * input->days), pieces = ((size_t)draws + PIECE - 1) / PIECE;
    job j = {prior, input, seed, draws, at_deadline, NULL};
    if (mean_by != NULL) {
        j.part = cbgi_alloc(exec, 2 * size * pieces * sizeof *j.part);
        if (j.part == NULL) {
            return CBG_NO_MEMORY;
        }
        memset(j.part, 0, 2 * size * pieces * sizeof *j.part);
    }
    const cbg_status status = cbgi_parallel_for(exec, pieces, piece, &j);
    for (size_t k = 0; k < size && status == CBG_OK && mean_by != NULL; k++) {
        double sum = 0;
        for (size_t p = 0; p < pieces; p++) {
            sum += j.part[2 * size * p + k];
        }
        mean_by[k] = sum / draws;
    }
    cbgi_release(exec, j.part);
    return status;
}
