/* Sides and bargaining shares: a bloc is one side, a party outside any bloc is one. */
#include "coburg/case.h"

/* The first party of the side that this one is on. */
static int first_of_side(const cbg_case *c, int party)
{
    for (int q = 0; q < party; q++) {
        if (c->party[party].bloc >= 0 && c->party[q].bloc == c->party[party].bloc) {
            return q;
        }
    }
    return party;
}

int cbg_case_sides(const cbg_case *c, int *side_of_party)
{
    int sides = 0;
    for (int p = 0; p < c->party_count; p++) {
        const int first = first_of_side(c, p);
        if (side_of_party != NULL) {
            side_of_party[p] = first == p ? sides : side_of_party[first];
        }
        sides += first == p;
    }
    return sides;
}

static cbg_rational weight_of_side(const cbg_case *c, int party)
{
    const int bloc = c->party[party].bloc;
    return bloc < 0 ? c->party[party].bargaining_weight.value : c->bloc[bloc].bargaining_weight.value;
}

/* The party's part of its side: its member weight over the sum of the bloc's. */
static cbg_status part_of_side(const cbg_case *c, int party, cbg_rational *out)
{
    *out = (cbg_rational){1, 1};
    if (c->party[party].bloc < 0) {
        return CBG_OK;
    }
    const cbg_bloc *b = &c->bloc[c->party[party].bloc];
    cbg_rational sum = {0, 1}, mine = {0, 1};
    for (int k = 0; k < b->member_count; k++) {
        const cbg_status status = cbg_rational_add(sum, b->member_weight[k].value, &sum);
        if (status != CBG_OK) {
            return status;
        }
        mine = b->member[k] == party ? b->member_weight[k].value : mine;
    }
    return sum.num == 0 ? CBG_BAD_CASE : cbg_rational_divide(mine, sum, out);
}

cbg_status cbg_case_bargaining_shares(const cbg_case *c, cbg_rational *out)
{
    cbg_rational sum = {0, 1};
    cbg_status status = CBG_OK;
    for (int p = 0; p < c->party_count && status == CBG_OK; p++) {
        status = first_of_side(c, p) == p ? cbg_rational_add(sum, weight_of_side(c, p), &sum) : CBG_OK;
    }
    if (status == CBG_OK && sum.num == 0) {
        return CBG_BAD_CASE;
    }
    for (int p = 0; p < c->party_count && status == CBG_OK; p++) {
        cbg_rational part, side;
        status = part_of_side(c, p, &part);
        if (status == CBG_OK) {
            status = cbg_rational_divide(weight_of_side(c, p), sum, &side);
        }
        if (status == CBG_OK) {
            status = cbg_rational_multiply(side, part, &out[p]);
        }
    }
    return status;
}
