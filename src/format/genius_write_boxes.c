/* A case in which some utility is more than a sum over issues, as nonlinear GENIUS profiles.
 *
 * u = min(1, aggregate of hyperrectangles / maxutility). Pays are written as they are, in points, and maxutility is the top
 * of the case: its scale, or a round number that nobody can get more than. A cap becomes the maxutility of its party. Interactions
 * and what options add by themselves are rectangles too, in a sum. A region with gaps is cut into pieces without. What
 * cannot be said this way is refused: tables, other aggregations than sums beside anything else, a cap on a part.
 */
#include <string.h>

#include "coburg/terms.h"
#include "format/genius.h"

enum { PIECES_MAX = 1000 };

typedef struct writing {
    cbgi_output *out;
    const cbgi_additive *view;
    const cbgi_additive_party *party;
    const cbg_preference *preference;
    cbgi_text text;
    bool rounded;
} writing;

static const cbg_rational zero = {0, 1};

bool cbgi_genius_whole(const cbg_issue *issue)
{
    bool whole = issue->numeric;
    for (int o = 0; whole && o < issue->option_count; o++) {
        const cbg_rational value = issue->option[o].value;
        whole = value.den == 1 && (o == 0 || value.num == issue->option[o - 1].value.num + 1);
    }
    return whole;
}

static cbg_status refuse(cbgi_output *out, int party, const char *what)
{
    cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, CBG_BAD_CASE, out->c->preference[party].span,
                                   "GENIUS XML has no place for %s of %s", what, out->c->party[party].name);
    cbg_diag_hint(diag, "only a case file holds that: write the format \"coburg\"");
    return CBG_BAD_CASE;
}

/* The r-th run of marked options of the k-th issue of a region; false: there are not so many. */
static bool run_of(const writing *w, const cbg_region *region, int k, int r, int *first, int *last)
{
    const bool *has = region->has[k];
    const int count = w->view->c->issue[region->issue[k]].option_count;
    for (int o = 0; o < count; o++) {
        if (!has[o] || (o > 0 && has[o - 1])) {
            continue;
        }
        if (r-- == 0) {
            *first = *last = o;
            while (*last + 1 < count && has[*last + 1]) {
                ++*last;
            }
            return true;
        }
    }
    return false;
}

/* How many pieces without gaps a region has; more than PIECES_MAX: too many. */
static int pieces_of(const writing *w, const cbg_region *region)
{
    int pieces = 1, first, last;
    for (int k = 0; k < region->issue_count && pieces <= PIECES_MAX; k++) {
        int runs = 0;
        while (runs <= PIECES_MAX && run_of(w, region, k, runs, &first, &last)) {
            runs++;
        }
        pieces *= runs;
    }
    return pieces;
}

static void open_rectangle(writing *w, cbg_rational pay)
{
    cbgi_text_add(&w->text, "      <hyperRectangle utility=\"");
    cbgi_put_decimal(&w->text, pay, &w->rounded);
    cbgi_text_add(&w->text, "\">\n");
}

static void condition(writing *w, const char *kind, int i, int first, int last)
{
    const cbg_issue *issue = &w->view->c->issue[i];
    cbgi_text_addf(&w->text, "        <%s index=\"%d\"", kind, i + 1);
    cbgi_genius_attribute(&w->text, "min", issue->option[first].name);
    cbgi_genius_attribute(&w->text, "max", issue->option[last].name);
    cbgi_text_add(&w->text, "/>\n");
}

static void close_rectangle(writing *w)
{
    cbgi_text_add(&w->text, "      </hyperRectangle>\n");
}

/* The piece-th of the pieces of a region. */
static void put_piece(writing *w, const cbg_region *region, cbg_rational pay, const char *kind, int piece)
{
    open_rectangle(w, pay);
    for (int k = 0; k < region->issue_count; k++) {
        int runs = 0, first = 0, last = 0;
        while (run_of(w, region, k, runs, &first, &last)) {
            runs++;
        }
        run_of(w, region, k, piece % runs, &first, &last);
        piece /= runs;
        condition(w, kind, region->issue[k], first, last);
    }
    close_rectangle(w);
}

/* What pays in a region, or outside it. False: it cannot be said in rectangles. */
static bool put_region(writing *w, const cbg_region *region, cbg_rational pay, bool excludes, bool sum)
{
    static const cbg_region everywhere = {0};
    const int pieces = pieces_of(w, region);
    if (pieces > PIECES_MAX || (pieces > 1 && !sum)) {
        return false;
    }
    if (pieces == 0 || region->issue_count == 0) { /* nowhere or everywhere: always pays or never, which counts as 0 */
        put_piece(w, &everywhere, excludes == (pieces == 0) ? pay : zero, "INCLUDES", 0);
        return true;
    }
    if (excludes && pieces > 1) { /* pays everywhere, and takes it back in the region */
        put_piece(w, &everywhere, pay, "INCLUDES", 0);
        pay.num = -pay.num;
        excludes = false;
    }
    for (int piece = 0; piece < pieces; piece++) {
        put_piece(w, region, pay, excludes ? "EXCLUDES" : "INCLUDES", piece);
    }
    return true;
}

/* What an option adds by itself, in points. */
static bool adds(const writing *w, int i, int o, cbg_rational *points)
{
    const cbg_preference *f = w->preference;
    *points = zero;
    if (f->score[i] == NULL) {
        return true;
    }
    *points = f->score[i][o].value;
    return f->is_points || (cbg_rational_multiply(*points, f->weight[i].value, points) == CBG_OK &&
                            cbg_rational_divide(*points, f->total, points) == CBG_OK);
}

/* The most that the options add, and whether they add anything. */
static bool additive_most(const writing *w, cbg_rational *most, bool *any)
{
    *most = zero;
    *any = false;
    for (int i = 0; i < w->view->c->issue_count; i++) {
        cbg_rational best = zero, points;
        for (int o = 0; o < w->view->c->issue[i].option_count; o++) {
            if (!adds(w, i, o, &points)) {
                return false;
            }
            *any = *any || points.num != 0;
            best = cbg_rational_compare(points, best) > 0 ? points : best;
        }
        if (cbg_rational_add(*most, best, most) != CBG_OK) {
            return false;
        }
    }
    return true;
}

/* The most that the party may get as far as one can tell, and what caps it: *capped when a cap on everything binds.
 * CBG_BAD_CASE after a complaint. */
static cbg_status reach(const writing *w, cbg_rational *most, bool *capped)
{
    const cbg_terms *terms = w->preference->terms;
    bool any;
    *capped = false;
    if (!additive_most(w, most, &any)) {
        return CBG_OVERFLOW;
    }
    if (terms == NULL) {
        return CBG_OK;
    }
    const cbg_boxes *boxes = &terms->boxes;
    const bool more = any || terms->interaction_count > 0;
    cbg_rational least, reached, uncapped = zero;
    for (int b = 0; b < boxes->count; b++) {
        cbg_rational pay;
        if (cbg_box_pay(&boxes->box[b], &pay) != CBG_OK ||
            (pay.num > 0 && cbg_rational_add(uncapped, pay, &uncapped) != CBG_OK)) {
            return CBG_OVERFLOW;
        }
    }
    const bool binds = boxes->cap.given && cbg_rational_compare(uncapped, boxes->cap.value) > 0;
    if (terms->table.given) {
        return refuse(w->out, w->party->party, "the table");
    }
    if (boxes->count > 0 && boxes->aggregation != CBG_AGGREGATE_SUM && more) {
        return refuse(w->out, w->party->party, "a sum beside the max or min of the boxes");
    }
    if (binds && (more || boxes->cap.value.num <= 0)) {
        return refuse(w->out, w->party->party, "the cap on the boxes");
    }
    if (cbg_terms_reach(terms, &least, &reached) != CBG_OK || cbg_rational_add(*most, reached, most) != CBG_OK) {
        return CBG_OVERFLOW;
    }
    *capped = binds;
    *most = binds ? boxes->cap.value : *most;
    return CBG_OK;
}

static cbg_status put_rectangles(writing *w)
{
    const cbg_terms *terms = w->preference->terms;
    const bool sum = terms == NULL || terms->boxes.count == 0 || terms->boxes.aggregation == CBG_AGGREGATE_SUM;
    bool said = true;
    for (int i = 0; sum && i < w->view->c->issue_count; i++) {
        for (int o = 0; o < w->view->c->issue[i].option_count; o++) {
            cbg_rational points;
            if (!adds(w, i, o, &points)) {
                return CBG_OVERFLOW;
            }
            if (points.num != 0) {
                open_rectangle(w, points);
                condition(w, "INCLUDES", i, o, o);
                close_rectangle(w);
            }
        }
    }
    for (int k = 0; terms != NULL && said && k < terms->interaction_count; k++) {
        said = put_region(w, &terms->interaction[k].when, terms->interaction[k].points.value, false, sum);
    }
    for (int b = 0; terms != NULL && said && b < terms->boxes.count; b++) {
        const cbg_box *box = &terms->boxes.box[b];
        cbg_rational pay;
        if (cbg_box_pay(box, &pay) != CBG_OK) {
            return CBG_OVERFLOW;
        }
        said = put_region(w, &box->region, pay, box->excludes, sum);
    }
    return said ? CBG_OK : refuse(w->out, w->party->party, "a region with gaps");
}

static cbg_status put_profile(writing *w, cbg_rational top)
{
    static const char *const words[] = {"sum", "max", "min"};
    const cbg_case *c = w->view->c;
    const cbg_party *of = &c->party[w->party->party];
    const cbg_terms *terms = w->preference->terms;
    const cbg_number discount = w->preference->discount;
    const cbg_rational one = {1, 1};
    cbg_rational walk_away;
    cbgi_text_add(&w->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<utility_space type=\"nonlinear\"");
    cbgi_genius_attribute(&w->text, "name", w->party->name);
    if (strcmp(of->id, w->party->name) != 0) {
        cbgi_genius_attribute(&w->text, "id", of->id);
    }
    cbgi_genius_open_objective(&w->text, w->view);
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_genius_put_issue(&w->text, w->view, i);
    }
    cbgi_text_add(&w->text, "  </objective>\n  <utility maxutility=\"");
    cbgi_put_decimal(&w->text, top, &w->rounded);
    cbgi_text_addf(&w->text, "\">\n    <ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"%s\">\n",
                   words[terms == NULL || terms->boxes.count == 0 ? 0 : (int)terms->boxes.aggregation]);
    cbg_status status = put_rectangles(w);
    if (status == CBG_OK && cbg_rational_divide(of->walk_away.value, top, &walk_away) != CBG_OK) {
        status = CBG_OVERFLOW;
    }
    if (status == CBG_OK && (walk_away.num < 0 || cbg_rational_compare(walk_away, one) > 0)) {
        status = refuse(w->out, w->party->party, "a walk-away below 0 or above the best");
    }
    if (status != CBG_OK) {
        return status;
    }
    cbgi_text_add(&w->text, "    </ufun>\n  </utility>\n  <discount_factor value=\"");
    cbgi_put_decimal(&w->text, discount.given ? discount.value : one, &w->rounded);
    cbgi_text_add(&w->text, "\"/>\n  <reservation value=\"");
    cbgi_put_walk_away(&w->text, walk_away, &w->rounded);
    cbgi_text_add(&w->text, "\"/>\n</utility_space>\n");
    return CBG_OK;
}

static cbg_status write_profile(writing *w, int k, int digits, cbg_rational top)
{
    char text[CBG_RATIONAL_TEXT];
    cbgi_text_init(&w->text, w->out->exec);
    w->rounded = false;
    const cbg_status status = put_profile(w, top);
    if (status != CBG_OK) {
        cbgi_text_free(&w->text);
        return status;
    }
    if (top.num != 1 || top.den != 1) {
        cbgi_loss(w->out, "%s: utilities run from 0 to 1 there: divided by %s.", w->party->name,
                  cbg_rational_text(top, 18, text));
    }
    if (w->rounded) {
        cbgi_loss(w->out, "%s: fractions are written as decimals, rounded to 17 digits after the point.",
                  w->party->name);
    }
    cbgi_output_add(w->out, cbgi_arena_format(w->out->arena, "%s_prof%0*d.xml", w->out->stem, digits, k + 1),
                    &w->text);
    return CBG_OK;
}

/* The least of 1, 1.25, 2, 2.5, 5 times a power of ten that is at least `most`: dividing by it leaves decimals. */
static cbg_rational round_up(cbg_rational most)
{
    static const int64_t steps[] = {100, 125, 200, 250, 500};
    cbg_rational out = most;
    int64_t power = 1;
    for (int tens = 0; tens < 15; tens++, power *= 10) {
        for (int k = 0; k < 5; k++) {
            if (cbg_rational_make(steps[k] * power, 100, &out) == CBG_OK && cbg_rational_compare(out, most) >= 0) {
                return out;
            }
        }
    }
    return most;
}

cbg_status cbgi_genius_write_boxes(cbgi_output *out, const cbgi_additive *view)
{
    const cbg_case *c = view->c;
    cbg_rational top = c->scale;
    cbg_rational *cap = cbgi_arena_array(out->arena, (size_t)view->party_count, sizeof *cap);
    cbg_status status = cap == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (int i = 0; i < c->issue_count; i++) {
        if (!cbgi_genius_whole(&c->issue[i])) {
            cbgi_loss(out, "%s: rectangles name its options, where GENIUS itself knows whole numbers in a row.",
                      view->issue_name[i]);
        }
    }
    for (int k = 0; status == CBG_OK && k < view->party_count; k++) {
        const writing w = {.out = out, .view = view, .party = &view->party[k],
                           .preference = &c->preference[view->party[k].party]};
        cbg_rational most;
        bool capped;
        status = reach(&w, &most, &capped);
        cap[k] = status == CBG_OK && capped ? most : zero;
        if (status == CBG_OK && !capped) {
            top = cbg_rational_compare(most, top) > 0 ? round_up(most) : top;
        }
    }
    for (int k = 0; status == CBG_OK && k < view->party_count; k++) {
        writing w = {.out = out, .view = view, .party = &view->party[k],
                     .preference = &c->preference[view->party[k].party]};
        status = write_profile(&w, k, view->party_count > 9 ? 2 : 1, cap[k].num > 0 ? cap[k] : top);
    }
    if (status == CBG_OVERFLOW) {
        cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                                       "utilities have too many digits to be written from 0 to 1");
        cbg_diag_hint(diag, "round them to fewer digits");
    }
    return status;
}
