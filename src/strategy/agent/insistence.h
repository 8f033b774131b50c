/* HardHeaded's model of another voice: issues that it does not move are the ones that matter to it. With n issues, m of them
 * unchanged since its last offer and g = .2 / n, a weight becomes (w + g) / (1 + g m) when its issue is unchanged
 * and w is below 1 - n g / (1 + g m), else w / (1 + g m); weights begin at 1 / n. Each option counts 1 to begin with and
 * 1 more each time it is offered; its score is the count over the largest of the issue. The utility is the sum of weight times score.
 * Source: van Krimpen, Looije, Hajizadeh, "HardHeaded", in Complex Automated Negotiations, Springer 2013, 223-227.
 * Memory of one voice is zeroed to begin with. An offer and a question cost O(issues). */
#ifndef COBURGI_AGENT_INSISTENCE_H
#define COBURGI_AGENT_INSISTENCE_H

#include "coburg/strategy.h"

size_t cbgi_insistence_size(const cbg_space *space);
void cbgi_insistence_hear(const cbg_space *space, void *memory, uint64_t outcome);
double cbgi_insistence_estimate(const cbg_space *space, const void *memory, uint64_t outcome);
/* [issues], once something was heard. */
const double *cbgi_insistence_weights(const void *memory);

#endif
