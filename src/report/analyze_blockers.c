/* What blocks: the red-line price list, how far walk-aways are from closing or opening the zone,
 * the two readings of the main stumbling block; and who must move. */
#include <string.h>

#include "report/analyze.h"

static void join(const cbg_names *names, cbgi_text *out)
{
    for (int k = 0; k < names->count; k++) {
        cbgi_text_addf(out, "%s%s", k == 0 ? "" : " ", names->item[k]);
    }
}

/* Adds a cell composed by `line`, then empties it. */
static void add_line(cbgi_table *t, cbgi_text *line, cbgi_text *out)
{
    cbgi_table_add(t, line->length > 0 ? line->data : "");
    out->failed = out->failed || line->failed;
    line->length = 0;
}

static void price_table(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_case *c = a->space->c;
    char number[32], words[CBGI_WORDS];
    cbgi_text line;
    cbgi_table t;
    cbgi_text_init(&line, out->exec);
    cbgi_table_init(&t, style, "llrl");
    t.indent = 2;
    cbgi_table_add_all(&t, "red line of", "accepts only", "dropping it opens", "source");
    for (int r = 0; r < c->red_line_count; r++) {
        if ((a->space->scenario.red_lines >> r & 1) == 0) {
            continue;
        }
        cbgi_table_add(&t, cbgi_party_words(c, c->red_line[r].party, words));
        cbgi_red_line_terms(c, r, &line);
        add_line(&t, &line, out);
        cbgi_table_add(&t, cbgi_text_grouped(a->prices.without[r] - a->prices.now, number));
        join(&c->red_line[r].source, &line);
        add_line(&t, &line, out);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_text_free(&line);
}

static void drop_sets(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_red_line_prices *p = &a->prices;
    char n[CBGI_WORDS];
    if (p->now > 0 || p->set_count == 0) {
        return;
    }
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_text_add(&line, "Smallest sets to drop: ");
    for (int k = 0; k < p->set_count && k < 6; k++) {
        cbgi_text_add(&line, k == 0 ? "" : "; or ");
        cbgi_red_line_set_words(a->space->c, p->set[k].red_lines, &line);
        cbgi_text_addf(&line, " (%s)", cbgi_outcomes(p->set[k].agreements, n));
    }
    cbgi_text_add(&line, p->set_count > 6 ? "; and more." : ".");
    if (!line.failed) {
        cbgi_wrap(out, style, 2, 0, line.data);
    }
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void walk_away_table(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_space *space = a->open;
    const cbg_zone *z = &a->open_zone;
    char points[CBG_RATIONAL_TEXT], id[CBGI_WORDS];
    cbgi_table t;
    cbgi_table_init(&t, style, "lrrr");
    t.indent = 2;
    cbgi_table_add(&t, "walk-away of");
    cbgi_table_add(&t, "points");
    cbgi_table_add(&t, z->agreements > 0 ? "alone may rise by" : "alone must fall by");
    cbgi_table_add(&t, z->agreements > 0 ? "best in the zone" : "best the others allow");
    for (int seat = 0; seat < space->seats; seat++) {
        int64_t reach = z->reach[seat];
        cbgi_table_add(&t, cbgi_seat_id(space, seat, id));
        cbgi_table_add(&t, cbgi_points(space, space->walk_away[seat], points));
        cbgi_table_add(&t, reach == INT64_MIN ? "no help"
                                              : cbgi_points(space, reach < 0 ? -reach : reach, points));
        cbgi_table_add(&t,
                       reach == INT64_MIN ? "-" : cbgi_points(space, reach + space->walk_away[seat], points));
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

static void walk_aways(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_zone *z = &a->open_zone;
    char points[CBG_RATIONAL_TEXT];
    cbgi_text_add(out,
                  a->set_aside ? "\n  Walk-aways, if every red line were set aside\n" : "\n  Walk-aways\n");
    walk_away_table(a, style, out);
    if (z->slack == INT64_MIN) {
        cbgi_text_add(out, "  The red lines leave no outcome at all.\n");
    } else if (z->slack >= 0) {
        cbgi_text_addf(out, "  All together may rise by %s points; beyond that the zone closes.\n",
                       cbgi_points(a->open, z->slack, points));
    } else {
        cbgi_text_addf(out, "  All together must fall by %s points to open the zone.\n",
                       cbgi_points(a->open, -z->slack, points));
    }
}

static bool speaks_of(const cbg_claim *claim, const char *what)
{
    for (int k = 0; k < claim->about.count; k++) {
        if (strcmp(claim->about.item[k], what) == 0) {
            return true;
        }
    }
    return false;
}

/* Claims about what weighs most that name this issue, between `before` and `after`; nothing when there are none. */
static void salience_claims(const cbg_case *c, int issue, const char *before, const char *after,
                            cbgi_text *out)
{
    int listed = 0;
    for (int k = 0; k < c->claim_count; k++) {
        if (speaks_of(&c->claim[k], "salience") && speaks_of(&c->claim[k], c->issue[issue].id)) {
            cbgi_text_addf(out, "%s%s", listed++ == 0 ? before : " ", c->claim[k].id);
        }
    }
    cbgi_text_add(out, listed > 0 ? after : "");
}

static bool is_largest(const cbg_analysis *a, int issue, int which)
{
    for (int i = 0; i < a->space->issues; i++) {
        int64_t there = which < 2 ? a->loss[i].own[which] : a->loss[i].joint;
        int64_t here = which < 2 ? a->loss[issue].own[which] : a->loss[issue].joint;
        if (there > here) {
            return false;
        }
    }
    return true;
}

static void loss_cell(const cbg_analysis *a, int issue, int which, cbgi_table *t)
{
    char points[CBG_RATIONAL_TEXT];
    int64_t loss = which < 2 ? a->loss[issue].own[which] : a->loss[issue].joint;
    cbgi_table_add_colour(t, is_largest(a, issue, which) ? CBGI_RED : CBGI_PLAIN,
                          cbgi_points(a->open, loss, points));
}

static int largest(const cbg_analysis *a, int which)
{
    int issue = 0;
    while (!is_largest(a, issue, which)) {
        issue++;
    }
    return issue;
}

/* "operating centrifuges (P9)": the claims that support this reading. */
static void issue_with_claims(const cbg_case *c, int issue, cbgi_text *line)
{
    cbgi_text_add(line, c->issue[issue].name);
    salience_claims(c, issue, " (", ")", line);
}

static void readings(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_case *c = a->space->c;
    char first[CBGI_WORDS], second[CBGI_WORDS];
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_party_words(c, a->space->scenario.party[a->pair[0]], first);
    cbgi_party_words(c, a->space->scenario.party[a->pair[1]], second);
    cbgi_text_addf(&line, "Two readings of the main stumbling block: %s itself loses most on ", first);
    issue_with_claims(c, largest(a, 0), &line);
    cbgi_text_addf(&line, ", %s on ", second);
    issue_with_claims(c, largest(a, 1), &line);
    cbgi_text_add(&line, "; the cost that the two cannot avoid between them is largest on ");
    issue_with_claims(c, largest(a, 2), &line);
    cbgi_text_add(&line, ".");
    if (!line.failed) {
        cbgi_wrap(out, style, 2, 0, line.data);
    }
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

/* At most SHORT columns of an option's name: the table is read by its numbers. */
static void short_name(const char *name, cbgi_text *out)
{
    enum { SHORT = 28 };
    size_t bytes = 0;
    int columns = 0;
    while (name[bytes] != '\0' && columns < SHORT) {
        bytes++;
        while ((name[bytes] & 0xC0) == 0x80) {
            bytes++; /* within one character */
        }
        columns++;
    }
    cbgi_text_add_n(out, name, bytes);
    cbgi_text_add(out, name[bytes] == '\0' ? "" : "...");
}

static void loss_table(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_case *c = a->space->c;
    char id[2][CBGI_WORDS];
    cbgi_text line;
    cbgi_table t;
    cbgi_text_init(&line, out->exec);
    cbgi_text_add(out, "\n  Issues, in points lost\n");
    cbgi_table_init(&t, style, "lrrrll");
    t.indent = 2;
    cbgi_seat_id(a->space, a->pair[0], id[0]);
    cbgi_seat_id(a->space, a->pair[1], id[1]);
    cbgi_table_add(&t, "issue");
    cbgi_table_addf(&t, "%s at %s's best", id[0], id[1]);
    cbgi_table_addf(&t, "%s at %s's best", id[1], id[0]);
    cbgi_table_add_all(&t, "least joint", "at", "claims");
    for (int i = 0; i < a->space->issues; i++) {
        cbgi_table_add(&t, c->issue[i].id);
        for (int which = 0; which < 3; which++) {
            loss_cell(a, i, which, &t);
        }
        short_name(c->issue[i].option[a->loss[i].joint_option].name, &line);
        add_line(&t, &line, out);
        salience_claims(c, i, "", "", &line);
        add_line(&t, &line, out);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_text_free(&line);
    if (a->space->issues > 1) {
        readings(a, style, out);
    }
}

void cbgi_analysis_blockers(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_heading(out, style, "What blocks");
    if (a->has_prices) {
        price_table(a, style, out);
        drop_sets(a, style, out);
    } else if (a->space->scenario.red_lines != 0) {
        cbgi_text_add(out, "  What dropping single red lines opens cannot be counted at this size.\n");
    }
    walk_aways(a, style, out);
    if (a->loss != NULL) {
        loss_table(a, style, out);
    }
}

/* Within a zone: whose walk-away is nearest to closing it. */
static void tightest(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_space *space = a->open;
    char words[CBGI_WORDS], points[CBG_RATIONAL_TEXT];
    int seat = 0;
    for (int k = 1; k < space->seats; k++) {
        seat = a->open_zone.reach[k] < a->open_zone.reach[seat] ? k : seat;
    }
    cbgi_text_addf(
        out,
        "Nobody must: the zone is open. The tightest is %s, whose walk-away alone may rise by only %s "
        "points.",
        cbgi_party_words(space->c, space->scenario.party[seat], words),
        cbgi_points(space, a->open_zone.reach[seat], points));
}

static void red_line_movers(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_red_line_prices *p = &a->prices;
    char n[CBGI_WORDS];
    for (int k = 0; k < p->set_count && k < 3; k++) {
        cbgi_text_add(out, k == 0 ? "A deal needs " : ", or ");
        cbgi_red_line_set_words(a->space->c, p->set[k].red_lines, out);
        cbgi_text_addf(out, " red line%s to go (%s)",
                       (p->set[k].red_lines & (p->set[k].red_lines - 1)) == 0 ? "" : "s",
                       cbgi_outcomes(p->set[k].agreements, n));
    }
    cbgi_text_add(out, ".");
    if (p->set_count >= 2 && p->set[1].agreements > 0) {
        cbgi_text_add(out, " Giving up ");
        cbgi_red_line_set_words(a->space->c, p->set[0].red_lines, out);
        cbgi_text_addf(out, " opens %.1f times as much as giving up ",
                       (double)p->set[0].agreements / (double)p->set[1].agreements);
        cbgi_red_line_set_words(a->space->c, p->set[1].red_lines, out);
        cbgi_text_add(out, ".");
    }
}

static void walk_away_movers(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_space *space = a->open;
    const cbg_zone *z = &a->open_zone;
    char words[CBGI_WORDS], points[CBG_RATIONAL_TEXT];
    int listed = 0;
    for (int seat = 0; seat < space->seats; seat++) {
        if (z->reach[seat] != INT64_MIN) {
            cbgi_text_addf(out, "%s%s by %s",
                           listed++ == 0 ? "One walk-away could open the zone alone: " : ", or ",
                           cbgi_party_possessive(space->c, space->scenario.party[seat], words),
                           cbgi_points(space, -z->reach[seat], points));
        }
    }
    cbgi_text_add(out, listed == 0 ? "No single walk-away would do" : "");
    if (z->slack != INT64_MIN) {
        cbgi_text_addf(out, "; all together would have to fall by %s points",
                       cbgi_points(space, -z->slack, points));
    }
    cbgi_text_add(out, ".");
}

void cbgi_analysis_movers(const cbg_analysis *a, cbgi_text *out)
{
    if (a->zone.agreements > 0) {
        tightest(a, out);
        return;
    }
    if (a->has_prices && a->prices.set_count > 0) {
        red_line_movers(a, out);
    }
    if (a->open_zone.agreements == 0) {
        walk_away_movers(a, out);
    }
}
