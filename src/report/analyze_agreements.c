/* The agreements that solutions choose: utilities, efficiency, packages; the best outcomes; the
 * two-party frontier and lotteries; one package scored. */
#include <stdio.h>
#include <string.h>

#include "report/analyze.h"

enum { PACKAGES_MAX = CBG_SOLUTIONS_MAX + CBG_TOP_MAX + 1, FRONTIER_ROWS = 20 };

/* Distinct outcomes in order of appearance, lettered A, B, C ... */
typedef struct packages {
    const cbg_analysis *a;
    int count;
    uint64_t outcome[PACKAGES_MAX];
} packages;

static int package_of(packages *p, uint64_t outcome)
{
    for (int k = 0; k < p->count; k++) {
        if (p->outcome[k] == outcome) {
            return k;
        }
    }
    if (p->count < PACKAGES_MAX) {
        p->outcome[p->count++] = outcome;
    }
    return p->count - 1;
}

/* A..Z, then A1..Z1 and so on. */
static const char *letter(int package, char out[16])
{
    if (package < 26) {
        snprintf(out, 16, "%c", 'A' + package);
    } else {
        snprintf(out, 16, "%c%d", 'A' + package % 26, package / 26);
    }
    return out;
}

static void align_for(const cbg_space *space, const char *before, const char *after,
                      char align[CBG_SEATS_MAX + 16])
{
    size_t n = strlen(before);
    memcpy(align, before, n);
    memset(align + n, 'r', (size_t)space->seats);
    strcpy(align + n + (size_t)space->seats, after);
}

static void seat_headers(const cbg_space *space, cbgi_table *t)
{
    char id[CBGI_WORDS];
    for (int seat = 0; seat < space->seats; seat++) {
        cbgi_table_add(t, cbgi_seat_id(space, seat, id));
    }
}

static void seat_cells(const cbg_space *space, const int64_t *utility, cbgi_table *t)
{
    char points[CBG_RATIONAL_TEXT];
    for (int seat = 0; seat < space->seats; seat++) {
        bool below = utility[seat] < space->walk_away[seat];
        cbgi_table_add_colour(t, below ? CBGI_RED : CBGI_PLAIN, cbgi_points(space, utility[seat], points));
    }
}

static void walk_away_row(const cbg_space *space, cbgi_table *t)
{
    char points[CBG_RATIONAL_TEXT];
    cbgi_table_add_colour(t, CBGI_DIM, "walk-away");
    cbgi_table_add(t, "");
    for (int seat = 0; seat < space->seats; seat++) {
        cbgi_table_add_colour(t, CBGI_DIM, cbgi_points(space, space->walk_away[seat], points));
    }
    cbgi_table_add(t, "");
}

/* What a search has not proved about an agreement. */
static void doubts(const cbg_agreement *a, cbgi_text *line)
{
    if (!a->searched || a->proof.ties_known) {
        return;
    }
    if (a->proof.proved) {
        cbgi_text_add(line, ", ties not counted");
    } else {
        cbgi_text_addf(line, ", best found: %.6g, proven bound %.6g", a->proof.value, a->proof.bound);
    }
}

static void remark(const cbg_agreement *a, cbgi_text *line)
{
    char number[32];
    if (!a->determined) {
        cbgi_text_add(line, "undetermined: nobody can gain without loss to another");
        return;
    }
    cbgi_text_add(line, a->efficient ? "efficient" : a->dominated ? "dominated" : "efficiency open");
    if (a->tied > 1 && (!a->searched || a->proof.ties_known)) {
        cbgi_text_addf(line, ", tied with %s%s more", a->tied == UINT64_MAX ? "over " : "",
                       cbgi_text_grouped(a->tied - 1, number));
    }
    doubts(a, line);
}

static void solution_table(const cbg_analysis *a, cbgi_style style, packages *p, cbgi_text *out)
{
    const cbg_space *space = a->open;
    char align[CBG_SEATS_MAX + 16], name[16];
    cbgi_text note;
    cbgi_text_init(&note, out->exec);
    align_for(space, "ll", "l", align);
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "solution");
    cbgi_table_add(&t, "package");
    seat_headers(space, &t);
    cbgi_table_add(&t, "");
    walk_away_row(space, &t);
    for (int k = 0; k < a->solutions.count; k++) {
        const cbg_agreement *g = &a->solutions.agreement[k];
        if (!g->exists) {
            continue;
        }
        cbgi_table_add(&t, g->title);
        cbgi_table_add_colour(&t, CBGI_BOLD, g->determined ? letter(package_of(p, g->outcome), name) : "-");
        if (g->determined) {
            seat_cells(space, g->utility, &t);
        } else {
            for (int seat = 0; seat < space->seats; seat++) {
                cbgi_table_add(&t, "-");
            }
        }
        note.length = 0;
        remark(g, &note);
        cbgi_table_add_colour(&t, g->efficient ? CBGI_GREEN : CBGI_YELLOW, note.data);
        out->failed = out->failed || note.failed;
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_text_free(&note);
}

static void top_table(const cbg_analysis *a, cbgi_style style, packages *p, cbgi_text *out)
{
    const cbg_space *space = a->open;
    char align[CBG_SEATS_MAX + 16], name[16];
    align_for(space, "rl", "", align);
    cbgi_text_add(out, "\n  Best packages by the Nash product\n");
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "rank");
    cbgi_table_add(&t, "package");
    seat_headers(space, &t);
    for (int k = 0; k < a->solutions.top_count; k++) {
        int option[CBG_ISSUES_MAX];
        int64_t utility[CBG_SEATS_MAX];
        cbg_analysis_package(a, a->solutions.top[k], option);
        cbg_space_utilities(space, option, utility);
        cbgi_table_addf(&t, "%d", k + 1);
        cbgi_table_add(&t, letter(package_of(p, a->solutions.top[k]), name));
        seat_cells(space, utility, &t);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

/* One line an issue: which packages take which option. */
static void package_terms(const cbg_space *space, const packages *p, int issue, cbgi_text *line)
{
    const cbg_issue *is = &space->c->issue[issue];
    int option[CBG_ISSUES_MAX], chosen[PACKAGES_MAX];
    char name[16];
    for (int k = 0; k < p->count; k++) {
        cbg_analysis_package(p->a, p->outcome[k], option);
        chosen[k] = option[issue];
    }
    bool first = true;
    for (int o = 0; o < is->option_count; o++) {
        int takers = 0;
        for (int k = 0; k < p->count; k++) {
            takers += chosen[k] == o;
        }
        if (takers == 0) {
            continue;
        }
        cbgi_text_add(line, first ? "" : "; ");
        for (int k = 0; k < p->count && takers < p->count; k++) {
            if (chosen[k] == o) {
                cbgi_text_addf(line, "%s ", letter(k, name));
            }
        }
        cbgi_text_add(line, is->option[o].name);
        first = false;
    }
}

static void package_list(const cbg_space *space, const packages *p, cbgi_style style, cbgi_text *out)
{
    if (p->count == 0) {
        return;
    }
    cbgi_text_add(out, "\n");
    cbgi_table t;
    cbgi_table_init(&t, style, "ll");
    t.header_rows = 0;
    t.indent = 2;
    for (int i = 0; i < space->issues; i++) {
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        package_terms(space, p, i, &line);
        cbgi_table_add_colour(&t, CBGI_BOLD, space->c->issue[i].id);
        cbgi_table_add(&t, line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

static void frontier_table(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_space *space = a->open;
    char id[2][CBGI_WORDS], points[CBG_RATIONAL_TEXT];
    cbgi_text_addf(out, "\n  Pareto frontier of %s and %s: %d points\n", cbgi_seat_id(space, 0, id[0]),
                   cbgi_seat_id(space, 1, id[1]), a->frontier_count);
    cbgi_table t;
    cbgi_table_init(&t, style, "rrll");
    t.indent = 2;
    cbgi_table_add(&t, id[0]);
    cbgi_table_add(&t, id[1]);
    cbgi_table_add(&t, "zone");
    cbgi_table_add(&t, "options, by number");
    int step = (a->frontier_count + FRONTIER_ROWS - 1) / FRONTIER_ROWS;
    for (int k = 0; k < a->frontier_count; k += step) {
        const cbg_frontier_point *f = &a->frontier[k];
        int option[CBG_ISSUES_MAX];
        cbg_analysis_package(a, f->outcome, option);
        bool inside = f->a >= space->walk_away[0] && f->b >= space->walk_away[1];
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        for (int i = 0; i < space->issues; i++) {
            cbgi_text_addf(&line, "%s%d", i == 0 ? "" : " ", option[i]);
        }
        cbgi_table_add(&t, cbgi_points(space, f->a, points));
        cbgi_table_add(&t, cbgi_points(space, f->b, points));
        cbgi_table_add_colour(&t, CBGI_GREEN, inside ? "yes" : "");
        cbgi_table_add(&t, line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    if (step > 1) {
        cbgi_text_addf(out, "  every %d. point is shown; --csv and --json list them all\n", step);
    }
}

/* The exact fraction while it is short, else four decimals. */
static const char *readable(cbg_rational gain, char out[CBG_RATIONAL_TEXT])
{
    return strlen(cbg_rational_text(gain, 4, out)) <= 8 ? out : cbg_rational_rounded(gain, 4, out);
}

static void lottery_lines(const cbg_analysis *a, cbgi_text *out)
{
    char gain[2][CBG_RATIONAL_TEXT];
    if (!a->lottery[0].exists) {
        return;
    }
    cbgi_text_add(out,
                  "\n  If lots may be drawn between outcomes of the zone, gains over the walk-aways are\n");
    for (int k = 0; k < CBG_LOTTERIES; k++) {
        const cbg_lottery *l = &a->lottery[k];
        cbgi_text_addf(out, "    %-18s %s, %s\n", l->name, readable(l->gain[0], gain[0]),
                       readable(l->gain[1], gain[1]));
    }
}

void cbgi_analysis_agreements(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    if (a->open_zone.agreements == 0) {
        if (a->frontier_count > 0) {
            cbgi_heading(out, style, "Agreements");
            frontier_table(a, style, out);
        }
        return;
    }
    cbgi_heading(out, style, a->set_aside ? "Agreements, if every red line were set aside" : "Agreements");
    packages p = {.a = a};
    solution_table(a, style, &p, out);
    if (a->solutions.top_count > 0) {
        top_table(a, style, &p, out);
    }
    package_list(a->open, &p, style, out);
    if (a->frontier_count > 0) {
        frontier_table(a, style, out);
    }
    if (a->has_lottery) {
        lottery_lines(a, out);
    }
}

static void verdict_line(const cbg_analysis *a, cbgi_text *line)
{
    const cbg_scored *s = &a->scored;
    char words[CBGI_WORDS];
    int refused = 0;
    for (int seat = 0; seat < a->space->seats; seat++) {
        if (!cbg_scored_accepted_by(a, seat)) {
            cbgi_text_addf(line, "%s%s", refused++ == 0 ? "Refused by " : ", ",
                           cbgi_party_words(a->space->c, a->space->scenario.party[seat], words));
        }
    }
    cbgi_text_add(line, refused == 0 ? "Acceptable to everybody" : "");
    cbgi_text_add(line, s->possible ? "" : "; a constraint between issues rules it out");
    if (s->broken != 0) {
        cbgi_text_add(line, "; it crosses the red lines ");
        cbgi_red_line_set_words(a->space->c, s->broken, line);
    }
    cbgi_text_add(line, s->dominated ? "; package B is better for one and worse for none."
                        : s->settled
                            ? "; no outcome is better for one and worse for none."
                            : "; whether another is better for one and worse for none is not settled.");
}

void cbgi_analysis_scored(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    const cbg_scored *s = &a->scored;
    const cbg_space *space = a->space;
    cbgi_heading(out, style, "The package asked about");
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    verdict_line(a, &line);
    if (!line.failed) {
        cbgi_wrap(out, style, 2, 0, line.data);
    }
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);

    char align[CBG_SEATS_MAX + 16];
    align_for(space, "l", "", align);
    packages p = {a, 1, {s->outcome}};
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "package");
    seat_headers(space, &t);
    cbgi_table_add(&t, "A, as asked");
    seat_cells(space, s->utility, &t);
    if (s->dominated) {
        int option[CBG_ISSUES_MAX];
        int64_t utility[CBG_SEATS_MAX];
        package_of(&p, s->by);
        cbg_analysis_package(a, s->by, option);
        cbg_space_utilities(space, option, utility);
        cbgi_table_add(&t, "B, better");
        seat_cells(space, utility, &t);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    package_list(space, &p, style, out);
}
