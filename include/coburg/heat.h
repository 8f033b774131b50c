/* Where a negotiation is hot: what each party stands to lose on each issue.
 */
#ifndef COBURG_HEAT_H
#define COBURG_HEAT_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* heat[party * issue_count + issue]: points on the scale of the case that the party would lose on the issue,
 * against its own best option, if the others got their way. "The others" are the other sides, each
 * counting alike; what a side wants is, of each member with its weight in the bloc, the member's
 * best option (the one least bad for the party when several are best). A member that does not
 * care about the issue costs nothing. 0 where the party does not care or there is no other side.
 * O(parties^2 * options). The same doubles on every machine: + - * / only, in a fixed order. */
void cbg_heat(const cbg_case *c, double *heat);

#ifdef __cplusplus
}
#endif
#endif
