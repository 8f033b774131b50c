/* Making the numbers of a draft fit: utilities are whole multiples of one unit for all parties, and that unit
 * must leave room in 64 bits.
 *
 * Formats of the field write weights as doubles (17 digits) and divide evaluations by the best one, so exact
 * units may be too small. Tried in this order, the first that fits is taken, and anything but the first is said in a
 * remark: exact; weights and walk-aways to 15, 12, 9 decimals with exact scores; weights to 9 and scores to 8
 * decimals. Weights are rounded so that their sum is the rounded sum (largest remainders first), so options
 * keep their order within an issue and the best outcome keeps its utility.
 */
#include <string.h>

#include "base/integer.h"
#include "coburg/space.h"
#include "format/additive.h"
#include "format/draft.h"

__extension__ typedef __int128 int128;

#define UNIT_MAX INT64_C(100000000000000000) /* 10^17, divided by the scale */
#define NEARLY 1e-9                          /* a sum of weights as near as this is meant to be the total */
enum { LAST_WEIGHTS = 9, LAST_SCORES = 8, NEARLY_DECIMALS = 12 };

static int64_t power_of_ten(int decimals)
{
    int64_t power = 1;
    while (decimals-- > 0) {
        power *= 10;
    }
    return power;
}

/* Numbers beyond this are left as they are: rounding them would not make them fit. */
static bool moderate(cbg_rational a)
{
    return a.num / a.den < 1000 && a.num / a.den > -1000;
}

/* floor(a * power) and what is left of it, 0 <= *rest < 1. */
static int64_t scaled_floor(cbg_rational a, int64_t power, double *rest)
{
    const int128 product = (int128)a.num * power;
    int128 whole = product / a.den;
    if (whole * a.den > product) {
        whole--;
    }
    *rest = (double)(int64_t)(product - whole * a.den) / (double)a.den;
    return (int64_t)whole;
}

static void round_to(cbg_rational *a, int decimals)
{
    const int64_t power = power_of_ten(decimals);
    double rest;
    if (moderate(*a)) {
        const int64_t whole = scaled_floor(*a, power, &rest);
        cbg_rational_make(whole + (rest >= 0.5), power, a);
    }
}

/* Rounds weights so that they sum to the rounded sum, or to `total` when that is not NULL. */
static void round_weights(cbg_rational *weight, int count, int decimals, const cbg_rational *total)
{
    const int64_t power = power_of_ten(decimals);
    double rest[CBG_ISSUES_MAX], left = 0;
    int64_t whole[CBG_ISSUES_MAX];
    int128 sum = 0;
    for (int i = 0; i < count; i++) {
        if (!moderate(weight[i])) {
            return;
        }
        whole[i] = scaled_floor(weight[i], power, &rest[i]);
        sum += whole[i];
        left += rest[i];
    }
    int64_t more = total != NULL ? (int64_t)((int128)total->num * power - sum) : (int64_t)(left + 0.5);
    for (; more > 0; more--) {
        int most = 0;
        for (int i = 1; i < count; i++) {
            most = rest[i] > rest[most] ? i : most;
        }
        whole[most]++;
        rest[most] -= 1;
    }
    for (; more < 0; more++) { /* only towards a total that the sum exceeds by a rounding error */
        int most = 0;
        for (int i = 1; i < count; i++) {
            most = whole[i] > whole[most] ? i : most;
        }
        whole[most]--;
    }
    for (int i = 0; i < count; i++) {
        cbg_rational_make(whole[i], power, &weight[i]);
    }
}

static double sum_of(const cbgi_draft *d, const cbgi_draft_party *p, bool *exactly)
{
    cbg_rational sum = {0, 1};
    double about = 0;
    bool fits = true;
    for (int i = 0; i < d->issue_count; i++) {
        fits = fits && cbg_rational_add(sum, p->weight[i], &sum) == CBG_OK;
        about += cbg_rational_double(p->weight[i]);
    }
    *exactly = fits && cbg_rational_compare(sum, d->total) == 0;
    return about;
}

/* What an option adds, in the unit of the case file: a common multiple of all denominators so far. */
static bool add_option(const cbgi_draft_party *p, int issue, int option, int64_t *unit)
{
    cbg_rational add = p->score[issue][option];
    return (p->points || cbg_rational_multiply(add, p->weight[issue], &add) == CBG_OK) &&
           cbgi_common_multiple(unit, add.den);
}

static bool fits(const cbgi_draft *d)
{
    int64_t unit = d->total.num, most = UNIT_MAX / d->scale.num;
    for (int k = 0; k < d->party_count; k++) {
        const cbgi_draft_party *p = &d->party[k];
        if (!cbgi_common_multiple(&unit, p->walk_away.den)) {
            return false;
        }
        for (int m = 0; m < p->box_count; m++) {
            if (!cbgi_common_multiple(&unit, p->box[m].value.den) || unit > most) {
                return false;
            }
        }
        for (int i = 0; p->given && i < d->issue_count; i++) {
            for (int o = 0; p->score[i] != NULL && o < d->issue[i].count; o++) {
                if (!add_option(p, i, o, &unit) || unit > most) {
                    return false;
                }
            }
        }
    }
    return unit <= most;
}

/* Sums that miss the total by a rounding error of the program that wrote them are brought to it. */
static void meet_total(cbgi_draft *d, cbgi_draft_party *p)
{
    bool exactly;
    const double miss = sum_of(d, p, &exactly) - cbg_rational_double(d->total);
    if (!exactly && miss < NEARLY && miss > -NEARLY) {
        round_weights(p->weight, d->issue_count, NEARLY_DECIMALS, &d->total);
        cbgi_remark(d->in,
                    "The weights of %s sum to %lld up to a rounding error: rounded to %d decimals, sum %lld.",
                    p->name, (long long)d->total.num, NEARLY_DECIMALS, (long long)d->total.num);
    }
}

static void round_all(cbgi_draft *d, int weights, int scores)
{
    for (int k = 0; k < d->party_count; k++) {
        cbgi_draft_party *p = &d->party[k];
        round_to(&p->walk_away, weights);
        if (!p->points) {
            round_weights(p->weight, d->issue_count, weights, NULL);
        }
        for (int m = 0; m < p->box_count; m++) {
            round_to(&p->box[m].value, weights);
        }
        for (int i = 0; p->given && i < d->issue_count && (scores > 0 || p->points); i++) {
            for (int o = 0; p->score[i] != NULL && o < d->issue[i].count; o++) {
                round_to(&p->score[i][o], p->points ? weights : scores);
                p->over[i] = 0;
            }
        }
    }
}

/* Weights that sum to something else are used as they are: scores become points, weight * score. */
static void use_as_written(cbgi_draft *d, cbgi_draft_party *p)
{
    bool exactly;
    const double sum = sum_of(d, p, &exactly);
    if (exactly) {
        return;
    }
    cbg_rational most = {0, 1};
    cbgi_remark(d->in,
                "The weights of %s sum to %.6g and are used as they are: points, not weights and scores.",
                p->name, sum);
    p->points = true;
    for (int i = 0; i < d->issue_count; i++) {
        p->over[i] = 0;
        for (int o = 0; p->score[i] != NULL && o < d->issue[i].count; o++) {
            cbg_rational_multiply(p->weight[i], p->score[i][o], &p->score[i][o]);
        }
        if (p->score[i] != NULL) {
            cbg_rational_add(most, cbgi_greatest(p->score[i], d->issue[i].count), &most);
        }
    }
    p->capped = p->cap && cbg_rational_compare(most, d->total) > 0;
    if (p->capped) {
        cbgi_remark(d->in, "%s: utilities above 1 count as 1, as the format has it.", p->name);
    }
}

/* A walk-away that is stated as an outcome: after rounding, so that just this outcome meets it exactly. */
static bool value_reservation(const cbgi_draft *d, cbgi_draft_party *p)
{
    bool fits = true;
    p->walk_away = (cbg_rational){0, 1};
    for (int i = 0; i < d->issue_count && fits; i++) {
        if (p->reservation[i] >= 0 && p->score[i] != NULL) {
            cbg_rational add = p->score[i][p->reservation[i]];
            fits = (p->points || cbg_rational_multiply(add, p->weight[i], &add) == CBG_OK) &&
                   cbg_rational_add(p->walk_away, add, &p->walk_away) == CBG_OK;
        }
    }
    return fits;
}

void cbgi_draft_settle(cbgi_draft *d)
{
    static const int step[][2] = {{15, 0}, {12, 0}, {9, 0}, {LAST_WEIGHTS, LAST_SCORES}};
    for (int k = 0; k < d->party_count; k++) {
        if (d->party[k].given && !d->party[k].points) {
            meet_total(d, &d->party[k]);
        }
    }
    bool done = fits(d);
    for (size_t s = 0; !done && s < sizeof step / sizeof step[0]; s++) {
        round_all(d, step[s][0], step[s][1]);
        done = fits(d);
        if (done && step[s][1] == 0) {
            cbgi_remark(d->in, "Weights are rounded to %d decimals: exact fractions would not fit.",
                        step[s][0]);
        } else if (done) {
            cbgi_remark(d->in,
                        "Weights are rounded to %d and scores to %d decimals: exact fractions would not fit.",
                        step[s][0], step[s][1]);
        }
    }
    for (int k = 0; k < d->party_count && done; k++) {
        if (d->party[k].given && !d->party[k].points) {
            use_as_written(d, &d->party[k]);
        }
    }
    for (int k = 0; k < d->party_count && done; k++) {
        done = d->party[k].reservation == NULL || value_reservation(d, &d->party[k]);
    }
    if (!done) {
        cbg_diag *diag = cbg_diags_add(d->in->diags, CBG_ERROR, CBG_OVERFLOW, (cbg_span){0, 0, 0},
                                       "weights or scores are too large, or have too many digits");
        cbg_diag_hint(diag, "weights sum to %lld and scores run from 0 to %lld here", (long long)d->total.num,
                      (long long)d->scale.num);
    }
}
