/* Scenarios: who sits at the table, from where each would walk away, which red lines hold, and how
 * bargaining weight is shared.
 *
 * Shares: every side present (a bloc, or a party outside any bloc) takes part of the whole in
 * proportion to its bargaining weight; the seats of a side share in proportion to their
 * members' weights. Without this a bloc of six would count six times against a lone party:
 * see Harsanyi (1977), "Rational Behavior and Bargaining Equilibrium in Games and Social
 * Situations", on the joint-bargaining paradox.
 */
#include "coburg/space.h"

#include <string.h>

static const cbg_rational zero = {0, 1};
static const cbg_rational one = {1, 1};

/* The weight of a party within its side; 1 outside blocs. */
static cbg_rational member_weight(const cbg_case *c, int party)
{
    int bloc = c->party[party].bloc;
    if (bloc < 0) {
        return one;
    }
    const cbg_bloc *b = &c->bloc[bloc];
    for (int k = 0; k < b->member_count; k++) {
        if (b->member[k] == party) {
            return b->member_weight[k].value;
        }
    }
    return one;
}

static cbg_rational side_weight(const cbg_case *c, int party)
{
    int bloc = c->party[party].bloc;
    return bloc < 0 ? c->party[party].bargaining_weight.value : c->bloc[bloc].bargaining_weight.value;
}

static bool same_side(const cbg_case *c, int a, int b)
{
    return a == b || (c->party[a].bloc >= 0 && c->party[a].bloc == c->party[b].bloc);
}

/* The sum of member weights over the seats on the side of `party`. */
static cbg_status side_members(const cbg_case *c, const cbg_scenario *s, int party, cbg_rational *sum)
{
    *sum = zero;
    for (int seat = 0; seat < s->seat_count; seat++) {
        if (same_side(c, party, s->party[seat])) {
            cbg_status status = cbg_rational_add(*sum, member_weight(c, s->party[seat]), sum);
            if (status != CBG_OK) {
                return status;
            }
        }
    }
    return CBG_OK;
}

/* The sum of side weights over the sides present. */
static cbg_status all_sides(const cbg_case *c, const cbg_scenario *s, cbg_rational *sum)
{
    *sum = zero;
    for (int seat = 0; seat < s->seat_count; seat++) {
        bool seen = false;
        for (int before = 0; before < seat; before++) {
            seen = seen || same_side(c, s->party[before], s->party[seat]);
        }
        if (!seen) {
            cbg_status status = cbg_rational_add(*sum, side_weight(c, s->party[seat]), sum);
            if (status != CBG_OK) {
                return status;
            }
        }
    }
    return CBG_OK;
}

static cbg_status share_out(const cbg_case *c, cbg_scenario *s)
{
    cbg_rational sides;
    cbg_status status = all_sides(c, s, &sides);
    for (int seat = 0; seat < s->seat_count && status == CBG_OK; seat++) {
        int party = s->party[seat];
        cbg_rational members, share;
        status = side_members(c, s, party, &members);
        if (status == CBG_OK && (members.num == 0 || sides.num == 0)) {
            status = CBG_BAD_CASE; /* nobody at the table has bargaining weight */
        }
        if (status == CBG_OK) {
            status = cbg_rational_divide(side_weight(c, party), sides, &share);
        }
        if (status == CBG_OK) {
            status = cbg_rational_multiply(share, member_weight(c, party), &share);
        }
        if (status == CBG_OK) {
            status = cbg_rational_divide(share, members, &s->share[seat]);
        }
    }
    return status;
}

static cbg_status too_many(cbg_diags *diags, const char *what, int count, int most)
{
    cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0}, "%d %s: at most %d can be handled",
                  count, what, most);
    return CBG_TOO_LARGE;
}

cbg_status cbg_scenario_seat(const cbg_case *c, const int *party, int count, cbg_scenario *scenario,
                             cbg_diags *diags)
{
    if (count < 1) {
        return CBG_BAD_ARGUMENT;
    }
    if (count > CBG_SEATS_MAX) {
        return too_many(diags, "parties at the table", count, CBG_SEATS_MAX);
    }
    cbg_scenario s = *scenario;
    s.seat_count = count;
    for (int seat = 0; seat < count; seat++) {
        s.party[seat] = party[seat];
        s.walk_away[seat] = c->party[party[seat]].walk_away.value;
    }
    for (int r = 0; r < c->red_line_count; r++) {
        bool present = false;
        for (int seat = 0; seat < count; seat++) {
            present = present || party[seat] == c->red_line[r].party;
        }
        if (!present) {
            s.red_lines &= ~(UINT64_C(1) << r);
        }
    }
    cbg_status status = share_out(c, &s);
    if (status != CBG_OK) {
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                      status == CBG_OVERFLOW
                          ? "the bargaining weights cannot be shared out exactly: use rounder numbers"
                          : "the bargaining weights at the table are all zero");
        return status;
    }
    *scenario = s;
    return CBG_OK;
}

cbg_status cbg_scenario_init(const cbg_case *c, cbg_scenario *out, cbg_diags *diags)
{
    if (c->party_count == 0) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                    "this question needs parties and issues; the case has none"),
                      "add `parties`, `issues` and `preferences`, or ask what its conflict is about: "
                      "coburg stability");
        return CBG_MISSING;
    }
    if (c->party_count > CBG_SEATS_MAX) {
        return too_many(diags, "parties", c->party_count, CBG_SEATS_MAX);
    }
    if (c->red_line_count > CBG_RED_LINES_MAX) {
        return too_many(diags, "red lines", c->red_line_count, CBG_RED_LINES_MAX);
    }
    int party[CBG_SEATS_MAX];
    for (int p = 0; p < c->party_count; p++) {
        party[p] = p;
    }
    cbg_scenario s;
    memset(&s, 0, sizeof s);
    for (int r = 0; r < c->red_line_count; r++) {
        s.red_lines |= UINT64_C(1) << r;
    }
    cbg_status status = cbg_scenario_seat(c, party, c->party_count, &s, diags);
    if (status == CBG_OK) {
        *out = s;
    }
    return status;
}
