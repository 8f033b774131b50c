/* The words an analysis is told in: names, points, shares, and the sentence that answers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/analyze.h"

enum { TERMS_MAX = 4 }; /* options named before a list is cut short */

const char *cbgi_party_words(const cbg_case *c, int party, char out[CBGI_WORDS])
{
    const char *name = c->party[party].name;
    bool article = strncmp(name, "United ", 7) == 0; /* States, Kingdom, Nations, Arab Emirates */
    snprintf(out, CBGI_WORDS, "%s%s", article ? "the " : "", name);
    return out;
}

const char *cbgi_party_possessive(const cbg_case *c, int party, char out[CBGI_WORDS])
{
    cbgi_party_words(c, party, out);
    size_t length = strlen(out);
    snprintf(out + length, CBGI_WORDS - length, "%s", out[length - 1] == 's' ? "'" : "'s");
    return out;
}

const char *cbgi_seat_id(const cbg_space *space, int seat, char out[CBGI_WORDS])
{
    int party = space->scenario.party[seat], number = 1, total = 0;
    for (int k = 0; k < space->seats; k++) {
        bool same = space->scenario.party[k] == party;
        total += same;
        number += same && k < seat;
    }
    if (total > 1) {
        snprintf(out, CBGI_WORDS, "%s.%d", space->c->party[party].id, number);
    } else {
        snprintf(out, CBGI_WORDS, "%s", space->c->party[party].id);
    }
    return out;
}

const char *cbgi_points(const cbg_space *space, int64_t units, char out[CBG_RATIONAL_TEXT])
{
    cbg_rational points;
    if (units == INT64_MIN || cbg_rational_make(units, space->unit, &points) != CBG_OK) {
        snprintf(out, CBG_RATIONAL_TEXT, "-");
        return out;
    }
    /* Scales of 1 need more digits than scales of 100. */
    int digits = cbg_rational_compare(space->c->scale, (cbg_rational){2, 1}) < 0 ? 4 : 2;
    return cbg_rational_rounded(points, digits, out);
}

const char *cbgi_percent(uint64_t part, uint64_t whole, char out[CBG_RATIONAL_TEXT])
{
    double share = whole == 0 ? 0 : 100 * (double)part / (double)whole;
    if (part > 0 && share < 0.01) {
        snprintf(out, CBG_RATIONAL_TEXT, "< 0.01 %%");
    } else {
        snprintf(out, CBG_RATIONAL_TEXT, "%.2f %%", share);
    }
    return out;
}

const char *cbgi_outcomes(uint64_t n, char out[CBGI_WORDS])
{
    char number[32];
    if (n == UINT64_MAX) {
        snprintf(out, CBGI_WORDS, "over 1.8e+19 outcomes");
    } else {
        snprintf(out, CBGI_WORDS, "%s outcome%s", cbgi_text_grouped(n, number), n == 1 ? "" : "s");
    }
    return out;
}

const char *cbgi_all_outcomes(const cbg_space *space, char out[CBGI_WORDS])
{
    if (space->countable) {
        return cbgi_outcomes(space->outcomes, out);
    }
    snprintf(out, CBGI_WORDS, "%s outcomes", space->outcomes_text);
    return out;
}

const char *cbgi_agreements(const cbg_zone *z, char out[CBGI_WORDS])
{
    char number[32];
    if (!z->counted && z->settled && z->agreements == 0) {
        snprintf(out, CBGI_WORDS, "0");
    } else if (!z->counted && isinf(z->at_most)) {
        snprintf(out, CBGI_WORDS, "at least %.0f", z->at_least);
    } else if (!z->counted) {
        char low[32], high[32];
        snprintf(low, sizeof low, z->at_least < 1e6 ? "%.0f" : "%.3g", z->at_least);
        snprintf(high, sizeof high, "%.3g", z->at_most);
        snprintf(out, CBGI_WORDS, strcmp(low, high) == 0 ? "about %s" : "between %s and %s", low, high);
    } else if (z->agreements == UINT64_MAX) {
        snprintf(out, CBGI_WORDS, "about %.3g", z->about);
    } else {
        snprintf(out, CBGI_WORDS, "%s", cbgi_text_grouped(z->agreements, number));
    }
    return out;
}

static int red_lines_of(const cbg_case *c, int party)
{
    int count = 0;
    for (int r = 0; r < c->red_line_count; r++) {
        count += c->red_line[r].party == party;
    }
    return count;
}

void cbgi_red_line_words(const cbg_case *c, int red_line, cbgi_text *out)
{
    char words[CBGI_WORDS];
    const cbg_red_line *line = &c->red_line[red_line];
    cbgi_text_add(out, cbgi_party_possessive(c, line->party, words));
    if (red_lines_of(c, line->party) > 1) {
        for (int k = 0; k < line->issue_count; k++) {
            cbgi_text_addf(out, "%s%s", k == 0 ? " on " : " and ", c->issue[line->issue[k]].name);
        }
    }
}

void cbgi_red_line_set_words(const cbg_case *c, uint64_t set, cbgi_text *out)
{
    bool first = true;
    for (int r = 0; r < c->red_line_count; r++) {
        if ((set >> r & 1) == 0) {
            continue;
        }
        set &= ~(UINT64_C(1) << r);
        cbgi_text_add(out, first ? "" : set == 0 ? " and " : ", ");
        cbgi_red_line_words(c, r, out);
        first = false;
    }
}

void cbgi_red_line_terms(const cbg_case *c, int red_line, cbgi_text *out)
{
    const cbg_red_line *line = &c->red_line[red_line];
    for (int k = 0; k < line->issue_count; k++) {
        const cbg_issue *issue = &c->issue[line->issue[k]];
        cbgi_text_addf(out, "%s%s: ", k == 0 ? "" : "; ", issue->id);
        int listed = 0;
        for (int o = 0; o < issue->option_count && listed <= TERMS_MAX; o++) {
            if (line->accept[k][o]) {
                cbgi_text_add(out, listed == 0 ? "" : " or ");
                cbgi_text_add(out, listed == TERMS_MAX ? "..." : issue->option[o].name);
                listed++;
            }
        }
    }
}

/* "Iran's and the United States' red lines on UN measures exclude each other" */
static void conflict_words(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_case *c = a->space->c;
    const cbg_red_line_conflict *conflict = &a->prices.conflict[0];
    char words[CBGI_WORDS];
    int parties[CBG_RED_LINES_MAX], count = 0;
    for (int r = 0; r < c->red_line_count; r++) {
        if ((conflict->red_lines >> r & 1) != 0) {
            int party = c->red_line[r].party, known = 0;
            while (known < count && parties[known] != party) {
                known++;
            }
            parties[count] = party;
            count += known == count;
        }
    }
    for (int k = 0; k < count; k++) {
        cbgi_text_addf(out, "%s%s",
                       k == 0           ? ""
                       : k + 1 == count ? " and "
                                        : ", ",
                       cbgi_party_possessive(c, parties[k], words));
    }
    cbgi_text_addf(out, " red lines on %s exclude each other", c->issue[conflict->issue].name);
}

static void openings(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_red_line_prices *p = &a->prices;
    char number[32];
    for (int k = 0; k < p->set_count && k < 3; k++) {
        cbgi_text_add(out, k == 0 ? "; dropping " : k + 1 == p->set_count || k == 2 ? ", dropping " : ", ");
        cbgi_red_line_set_words(a->space->c, p->set[k].red_lines, out);
        cbgi_text_addf(out, k == 0 ? " opens %s outcome%s" : " %s",
                       cbgi_text_grouped(p->set[k].agreements, number), p->set[k].agreements == 1 ? "" : "s");
    }
}

/* How far walk-aways would have to come down. */
static void distance(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_space *space = a->open;
    char points[CBG_RATIONAL_TEXT], words[CBGI_WORDS];
    int best = -1;
    for (int seat = 0; seat < space->seats; seat++) {
        int64_t reach = a->open_zone.reach[seat];
        if (reach != INT64_MIN && (best < 0 || reach > a->open_zone.reach[best])) {
            best = seat;
        }
    }
    if (a->open_zone.slack == INT64_MIN) {
        return;
    }
    cbgi_text_addf(out, "; all walk-aways would have to come down by %s points",
                   cbgi_points(space, -a->open_zone.slack, points));
    if (best >= 0) {
        cbgi_text_addf(out, ", or %s alone by %s",
                       cbgi_party_possessive(space->c, space->scenario.party[best], words),
                       cbgi_points(space, -a->open_zone.reach[best], points));
    }
}

void cbgi_analysis_answer(const cbg_analysis *a, cbgi_text *out)
{
    char n[CBGI_WORDS], agreements[CBGI_WORDS], share[CBG_RATIONAL_TEXT];
    if (a->zone.agreements > 0) {
        cbgi_text_addf(out, "Agreement is possible: %s of %s ", cbgi_agreements(&a->zone, agreements),
                       cbgi_all_outcomes(a->space, n));
        if (a->zone.counted && a->space->countable) {
            cbgi_text_addf(out, "(%s) ", cbgi_percent(a->zone.agreements, a->zone.outcomes, share));
        }
        cbgi_text_addf(out, "%s every party at or above its walk-away%s.",
                       a->zone.agreements == 1 && a->zone.counted ? "leaves" : "leave",
                       a->space->scenario.red_lines != 0 ? " and cross no red line" : "");
        return;
    }
    if (!a->zone.settled) {
        cbgi_text_addf(
            out,
            "Whether agreement is possible is open: of %s none was found that all can accept, and the "
            "search ended before it could rule one out.",
            cbgi_all_outcomes(a->space, n));
        return;
    }
    cbgi_text_add(out, "No agreement is possible: ");
    if (a->has_prices && a->prices.conflict_count > 0) {
        conflict_words(a, out);
        openings(a, out);
        if (a->prices.none == 0) {
            cbgi_text_add(out, "; nor would dropping them help, for no outcome reaches every walk-away");
        }
    } else if (a->has_prices && a->prices.none > 0) {
        cbgi_text_add(out, "no outcome within the red lines reaches every walk-away");
        openings(a, out);
    } else {
        cbgi_text_add(out, "no outcome reaches every party's walk-away");
        distance(a, out);
    }
    cbgi_text_add(out, ".");
}
