/* The heat map: heat(p, i) = mean over the other sides S of
 *     sum over members q of S of w_q * [ max_o u_pi(o) - u_pi(best_qi) ] / sum of w_q
 * with u_pi(o) = weight * score / total (points form: points), the part of p's utility that issue i
 * gives, and best_qi the option of issue i that q likes best. Weight times distance, in points. Ours.
 */
#include "coburg/heat.h"

/* Does the party care about the issue at all? */
static bool cares(const cbg_case *c, int party, int issue)
{
    const cbg_preference *p = &c->preference[party];
    return p->given && p->score[issue] != NULL && (p->is_points || p->weight[issue].value.num > 0);
}

static double part_of_utility(const cbg_case *c, int party, int issue, cbg_rational score)
{
    const cbg_preference *p = &c->preference[party];
    double value = cbg_rational_double(score);
    if (p->is_points)
        return value;
    return cbg_rational_double(p->weight[issue].value) * value / cbg_rational_double(p->total);
}

static cbg_rational highest(const cbg_number *score, int count)
{
    cbg_rational best = score[0].value;
    for (int o = 1; o < count; o++)
        if (cbg_rational_compare(score[o].value, best) > 0)
            best = score[o].value;
    return best;
}

/* What `party` loses on the issue when `other` gets what it likes best. */
static double loss(const cbg_case *c, int party, int other, int issue)
{
    if (!cares(c, other, issue))
        return 0;
    int count = c->issue[issue].option_count;
    const cbg_number *mine = c->preference[party].score[issue];
    const cbg_number *theirs = c->preference[other].score[issue];
    cbg_rational wanted = highest(theirs, count), got = {0, 1};
    bool found = false;
    for (int o = 0; o < count; o++) {
        if (cbg_rational_compare(theirs[o].value, wanted) != 0)
            continue;
        if (!found || cbg_rational_compare(mine[o].value, got) > 0)
            got = mine[o].value;
        found = true;
    }
    return part_of_utility(c, party, issue, highest(mine, count)) - part_of_utility(c, party, issue, got);
}

static double loss_to_bloc(const cbg_case *c, int party, const cbg_bloc *bloc, int issue)
{
    double sum = 0, weights = 0;
    for (int m = 0; m < bloc->member_count; m++) {
        double weight = cbg_rational_double(bloc->member_weight[m].value);
        sum += weight * loss(c, party, bloc->member[m], issue);
        weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
}

static double heat_of(const cbg_case *c, int party, int issue)
{
    if (!cares(c, party, issue))
        return 0;
    double sum = 0;
    int sides = 0;
    for (int b = 0; b < c->bloc_count; b++) {
        if (b == c->party[party].bloc)
            continue;
        sum += loss_to_bloc(c, party, &c->bloc[b], issue);
        sides++;
    }
    for (int q = 0; q < c->party_count; q++) {
        if (q == party || c->party[q].bloc >= 0)
            continue;
        sum += loss(c, party, q, issue);
        sides++;
    }
    return sides > 0 ? sum / sides : 0;
}

void cbg_heat(const cbg_case *c, double *heat)
{
    for (int p = 0; p < c->party_count; p++)
        for (int i = 0; i < c->issue_count; i++)
            heat[p * c->issue_count + i] = heat_of(c, p, i);
}
