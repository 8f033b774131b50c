/* Regions and constraints, asked about one outcome; bounds on what terms add. */
#include "coburg/terms.h"

bool cbg_region_holds(const cbg_region *region, const int *option)
{
    for (int k = 0; k < region->issue_count; k++) {
        if (!region->has[k][option[region->issue[k]]]) {
            return false;
        }
    }
    return true;
}

bool cbg_constraint_holds(const cbg_constraint *constraint, const int *option)
{
    for (int k = 0; k < constraint->region_count; k++) {
        if (cbg_region_holds(&constraint->region[k], option)) {
            return constraint->allows;
        }
    }
    return !constraint->allows;
}

cbg_status cbg_box_pay(const cbg_box *box, cbg_rational *out)
{
    if (!box->weight.given) {
        *out = box->value.value;
        return CBG_OK;
    }
    return cbg_rational_multiply(box->value.value, box->weight.value, out);
}

/* Adds to the end that the number moves. */
static cbg_status stretch(cbg_rational by, cbg_rational *least, cbg_rational *most)
{
    return by.num < 0 ? cbg_rational_add(*least, by, least) : cbg_rational_add(*most, by, most);
}

static cbg_status boxes_reach(const cbg_boxes *boxes, cbg_rational *least, cbg_rational *most)
{
    cbg_status status = CBG_OK;
    for (int k = 0; k < boxes->count && status == CBG_OK; k++) {
        cbg_rational pay;
        status = cbg_box_pay(&boxes->box[k], &pay);
        if (status == CBG_OK) {
            status = stretch(pay, least, most);
        }
    }
    if (boxes->count > 0 && boxes->cap.given && cbg_rational_compare(*most, boxes->cap.value) > 0) {
        *most = boxes->cap.value;
        *least = cbg_rational_compare(*least, *most) > 0 ? *most : *least;
    }
    return status;
}

cbg_status cbg_terms_reach(const cbg_terms *terms, cbg_rational *least, cbg_rational *most)
{
    cbg_rational low = {0, 1}, high = {0, 1};
    cbg_status status = boxes_reach(&terms->boxes, &low, &high);
    for (int k = 0; k < terms->interaction_count && status == CBG_OK; k++) {
        status = stretch(terms->interaction[k].points.value, &low, &high);
    }
    if (terms->table.given && status == CBG_OK) {
        cbg_rational worst = terms->table.otherwise, best = worst;
        for (int k = 0; k < terms->table.count; k++) {
            cbg_rational points = terms->table.points[k];
            worst = cbg_rational_compare(points, worst) < 0 ? points : worst;
            best = cbg_rational_compare(points, best) > 0 ? points : best;
        }
        status = cbg_rational_add(low, worst, &low);
        status = status == CBG_OK ? cbg_rational_add(high, best, &high) : status;
    }
    if (status == CBG_OK) {
        *least = low;
        *most = high;
    }
    return status;
}
