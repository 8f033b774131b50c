/* Made-up additive domains for the benchmarks, and clocks. */
#ifndef BENCH_DOMAIN_H
#define BENCH_DOMAIN_H

#include "coburg/space.h"

/* Points of an option: weight times score. FINE: weights 1..1000, scores 0..1000, independent. COARSE: weights 1..100,
 * scores 0..10. OPPOSED: as FINE, but the parties form two camps that rank every issue's options
 * in opposite order, give or take a tenth. */
typedef enum domain_kind { DOMAIN_FINE, DOMAIN_COARSE, DOMAIN_OPPOSED } domain_kind;

typedef struct domain {
    cbg_case *c;
    cbg_space *space;
} domain;

/* The walk-away of everybody is `walk_away` percent of the own best outcome; 0: the worst outcome. Exits on failure. */
domain domain_make(int parties, int issues, int options, domain_kind kind, int walk_away, uint32_t seed);
void domain_free(domain *d);

double cpu_seconds(void);
double wall_seconds(void);

#endif
