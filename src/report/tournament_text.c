/* A tournament for people: who came first, the ranking, what came of the talks, who did well against whom, and how it was
 * all obtained. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/tournament.h"

enum { MATRIX_MAX = 9, CASES_MAX = 8, ROWS_MAX = 30, NUMBER = 32, NAME_MIN = 12, NAME_MAX = 27, OTHER_COLUMNS = 76 };
#define SIGNIFICANT .05

typedef struct page {
    const cbgi_tournament_report *r;
    const cbg_tournament_options *o;
    cbgi_style style;
    cbgi_text *out;
} page;

static const char *name_of(const page *p, int place)
{
    return p->o->spec[p->r->ranking->placing[place].program];
}

/* A long one is cut in tables; legend() has the whole. */
static const char *short_name(const page *p, int place, char out[NUMBER])
{
    const char *name = name_of(p, place);
    const int width = p->style.width > 0 ? p->style.width : 80, room = width - OTHER_COLUMNS;
    const size_t most = room < NAME_MIN ? NAME_MIN : room > NAME_MAX ? NAME_MAX : (size_t)room;
    size_t bytes = strlen(name);
    if (cbgi_text_columns(name) <= most)
        return name;
    bytes = most - 3;
    while (bytes > 0 && ((unsigned char)name[bytes] & 0xC0) == 0x80)
        bytes--;
    snprintf(out, NUMBER, "%.*s...", (int)bytes, name);
    return out;
}

static void legend(const page *p)
{
    char name[NUMBER];
    for (int k = 0; k < p->r->ranking->count; k++)
        if (short_name(p, k, name) != name_of(p, k))
            cbgi_text_addf(p->out, "%d: %s\n", p->r->ranking->placing[k].rank, name_of(p, k));
}

static void paragraph(const page *p, cbgi_text *text, int indent)
{
    if (text->failed)
        p->out->failed = true;
    else if (text->length > 0)
        cbgi_wrap(p->out, p->style, indent, 0, text->data);
    cbgi_text_free(text);
}

static const char *grouped(uint64_t n, char out[NUMBER])
{
    return cbgi_text_grouped(n, out);
}

static void number(cbgi_table *t, double value, int places)
{
    if (isfinite(value))
        cbgi_table_addf(t, "%.*f", places, value);
    else
        cbgi_table_add(t, "-");
}

static void percent(cbgi_table *t, double share)
{
    if (isfinite(share))
        cbgi_table_addf(t, "%.1f %%", 100 * share);
    else
        cbgi_table_add(t, "-");
}

/* "0.031", "< .0001" */
static void chance(double p, char out[NUMBER])
{
    if (!isfinite(p))
        snprintf(out, NUMBER, "-");
    else if (p < .0001)
        snprintf(out, NUMBER, "< .0001");
    else
        snprintf(out, NUMBER, "%.4f", p);
}

static void answer(const page *p)
{
    const cbg_ranking *r = p->r->ranking;
    const cbg_placing *first = &r->placing[0];
    char sessions[NUMBER], a[NUMBER], b[NUMBER];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    const char *many = cbg_tally_sessions(p->r->tally) == 1 ? "session" : "sessions";
    grouped(cbg_tally_sessions(p->r->tally), sessions);
    if (cbg_tally_sessions(p->r->tally) == 0) {
        cbgi_text_add(&text, "No session was played: this part of the tournament is empty.");
    } else if (r->count == 1) {
        cbgi_text_addf(&text, "%s met itself in %s %s: mean utility %.3f.", name_of(p, 0), sessions, many,
                       first->utility);
    } else if (cbg_tally_ended(p->r->tally, CBG_END_AGREEMENT) == 0) {
        cbgi_text_addf(&text, "Not one of %s %s ended in a deal: everybody is left with the walk-away.", sessions, many);
    } else if (r->placing[1].rank == 1) {
        int equal = 2;
        while (equal < r->count && r->placing[equal].rank == 1)
            equal++;
        cbgi_text_addf(&text, "%d strategies share the first place after %s %s, with a mean utility of %.3f.", equal,
                       sessions, many, first->utility);
    } else {
        if (isfinite(first->welch_p))
            chance(first->welch_p, a);
        else
            snprintf(a, sizeof a, "not known: too few matches");
        chance(first->bootstrap_p, b);
        const bool drawn = isfinite(first->bootstrap_p);
        const bool sure = first->welch_p < SIGNIFICANT && !(first->bootstrap_p >= SIGNIFICANT);
        cbgi_text_addf(&text,
                       "%s comes first after %s %s, with a mean utility of %.3f, %.3f ahead of %s; that lead is %s "
                       "(Welch p %s%s%s).",
                       name_of(p, 0), sessions, many, first->utility, first->utility - r->placing[1].utility,
                       name_of(p, 1), sure ? "significant at the 5 % level" : "not significant at the 5 % level", a,
                       drawn ? ", bootstrap p " : "", drawn ? b : "");
    }
    paragraph(p, &text, 0);
}

static void ranking(const page *p)
{
    const cbg_ranking *r = p->r->ranking;
    char word[NUMBER];
    cbgi_heading(p->out, p->style, "Ranking");
    cbgi_table t;
    cbgi_table_init(&t, p->style, "rlrrrrrrrr");
    cbgi_table_add_all(&t, "", "strategy", "utility", "95 %", "gain", "advantage", "others", "ranks", "Welch p",
                       "boot. p");
    for (int k = 0; k < r->count; k++) {
        const cbg_placing *s = &r->placing[k];
        cbgi_table_addf(&t, "%d", s->rank);
        cbgi_table_add_colour(&t, k == 0 ? CBGI_BOLD : CBGI_PLAIN, short_name(p, k, word));
        number(&t, s->utility, 3);
        if (isfinite(s->low))
            cbgi_table_addf(&t, "%.3f-%.3f", s->low, s->high);
        else
            cbgi_table_add(&t, "-");
        number(&t, s->gain, 3);
        number(&t, s->advantage, 3);
        number(&t, s->others, 3);
        if (s->best == s->worst)
            cbgi_table_addf(&t, "%d", s->best);
        else
            cbgi_table_addf(&t, "%d-%d", s->best, s->worst);
        chance(s->welch_p, word);
        cbgi_table_add(&t, k + 1 < r->count ? word : "");
        chance(s->bootstrap_p, word);
        cbgi_table_add(&t, k + 1 < r->count ? word : "");
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
    legend(p);
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "gain: over the walk-away; advantage: gain as a share of what was to be gained; others: mean utility "
                         "of whom it met; ranks: held when the sessions with any one opponent are left out; p: against the "
                         "next below.");
    paragraph(p, &text, 0);
}

static void talks(const page *p)
{
    const cbg_ranking *r = p->r->ranking;
    char word[NUMBER];
    cbgi_heading(p->out, p->style, "What came of its talks");
    cbgi_table t;
    cbgi_table_init(&t, p->style, "lrrrrrrrr");
    cbgi_table_add_all(&t, "strategy", "seats", "deals", "welfare", "to Pareto", "to Nash", "to KS", "ends at",
                       "failed");
    for (int k = 0; k < r->count; k++) {
        const cbg_placing *s = &r->placing[k];
        cbgi_table_add(&t, short_name(p, k, word));
        cbgi_table_add(&t, grouped(s->seats, word));
        percent(&t, s->agreement);
        number(&t, s->welfare, 3);
        number(&t, s->pareto, 3);
        number(&t, s->nash, 3);
        number(&t, s->kalai, 3);
        percent(&t, s->deadline);
        if (s->failed == 0)
            cbgi_table_add(&t, "-");
        else
            cbgi_table_add_colour(&t, CBGI_RED, grouped(s->failed, word));
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "deals: share of its sessions in which it was bound by one; distances of deals from the frontier, the "
                         "Nash and the Kalai-Smorodinsky point; ends at: share of the time used.");
    paragraph(p, &text, 0);
}

/* A table with a column a strategy, by its place; `align` outlives it. */
static void by_strategy(const page *p, char align[MATRIX_MAX + 2], cbgi_table *t)
{
    const int n = p->r->ranking->count;
    memset(align, 'r', (size_t)n + 1);
    align[0] = 'l';
    align[n + 1] = '\0';
    cbgi_table_init(t, p->style, align);
    cbgi_table_add(t, "");
    for (int k = 0; k < n; k++)
        cbgi_table_addf(t, "%d", k + 1);
}

static void matrix(const page *p)
{
    const int n = p->r->ranking->count;
    char align[MATRIX_MAX + 2], name[NUMBER];
    if (n < 2 || n > MATRIX_MAX)
        return;
    cbgi_heading(p->out, p->style, "Mean utility of the row against the column");
    cbgi_table t;
    by_strategy(p, align, &t);
    for (int a = 0; a < n; a++) {
        cbgi_table_addf(&t, "%d %s", a + 1, short_name(p, a, name));
        for (int b = 0; b < n; b++)
            number(&t, cbg_tally_against(p->r->tally, p->r->ranking->placing[a].program,
                                         p->r->ranking->placing[b].program), 3);
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

/* Whoever is good on one case only shows here. */
static void by_case(const page *p)
{
    const int n = p->r->ranking->count;
    char align[MATRIX_MAX + 2];
    if (p->o->tables < 2 || p->o->tables > ROWS_MAX || n > MATRIX_MAX)
        return;
    cbgi_heading(p->out, p->style, "Mean utility by case, strategies numbered as above");
    cbgi_table t;
    by_strategy(p, align, &t);
    for (int k = 0; k < p->o->tables; k++) {
        cbgi_table_add(&t, p->r->plan->played[k].title);
        for (int a = 0; a < n; a++)
            number(&t, cbg_tally_at_table(p->r->tally, p->r->ranking->placing[a].program, k), 3);
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

/* "1,224,720"; numbers beyond 64 bits as they are. */
static const char *outcomes(const char *digits, char out[NUMBER])
{
    uint64_t n = 0;
    for (const char *at = digits; *at != '\0'; at++)
        if (*at < '0' || *at > '9' || __builtin_mul_overflow(n, UINT64_C(10), &n) ||
            __builtin_add_overflow(n, (uint64_t)(*at - '0'), &n))
            return digits;
    return grouped(n, out);
}

static void add_case(const page *p, int k, cbgi_text *text)
{
    const cbgi_played_case *c = &p->r->plan->played[k];
    char n[NUMBER];
    cbgi_text_addf(text, "%s%s: %d parties, %s outcomes, ", k == 0 ? "" : "; ", c->title, p->o->table[k].voices,
                   outcomes(c->outcomes, n));
    if (!c->counted && c->agreements == 0)
        cbgi_text_add(text, "agreements not counted");
    else
        cbgi_text_addf(text, "%s%s of them agreements", c->counted ? "" : "at least ", grouped(c->agreements, n));
}

/* What the ranking depends on. */
static void circumstances(const page *p)
{
    const cbgi_tournament_plan *plan = p->r->plan;
    char n[NUMBER];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "%d strategies on %d %s (", p->o->programs, p->o->tables, p->o->tables == 1 ? "case" : "cases");
    for (int k = 0; k < p->o->tables && k < CASES_MAX; k++)
        add_case(p, k, &text);
    if (p->o->tables > CASES_MAX)
        cbgi_text_addf(&text, "; and %d more", p->o->tables - CASES_MAX);
    cbgi_text_addf(&text, "). Protocol %s, deadline %d rounds, clock %s", plan->protocol, plan->rounds, plan->clock);
    for (int k = 0; k < plan->settings; k++)
        cbgi_text_addf(&text, ", %s", plan->setting[k]);
    cbgi_text_addf(&text, "; matches: %s", cbg_pairing_name(p->o->pairing));
    if (p->o->pairing == CBG_PAIRING_SAMPLED)
        cbgi_text_addf(&text, " (%s a case)", grouped(p->o->sample, n));
    cbgi_text_addf(&text, ", %s self-play; %s ", p->o->self_play ? "with" : "without", grouped(p->o->repeat, n));
    cbgi_text_addf(&text, "%s of each; seed %llu.", p->o->repeat == 1 ? "session" : "sessions",
                   (unsigned long long)p->o->seed);
    if (plan->shards > 1)
        cbgi_text_addf(&text, " Part %llu of %llu only.", (unsigned long long)plan->shard,
                       (unsigned long long)plan->shards);
    paragraph(p, &text, 0);
}

static void method(const page *p)
{
    char n[NUMBER];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "Sessions ended: %s in agreement, ", grouped(cbg_tally_ended(p->r->tally, CBG_END_AGREEMENT), n));
    cbgi_text_addf(&text, "%s at the deadline, ", grouped(cbg_tally_ended(p->r->tally, CBG_END_TIMEOUT), n));
    cbgi_text_addf(&text, "%s because somebody walked away, ", grouped(cbg_tally_ended(p->r->tally, CBG_END_BREAKDOWN), n));
    cbgi_text_addf(&text, "%s by a fault.", grouped(cbg_tally_ended(p->r->tally, CBG_END_ERROR), n));
    if (p->o->repeat > 1 && !cbg_tally_varied(p->r->tally))
        cbgi_text_add(&text, " Repetitions came to the same each time: nobody here draws lots, one session of each match says "
                             "as much.");
    cbgi_text_add(&text, " The interval and Welch's test take the mean of each match as one observation;");
    if (p->r->ranking->blocks > 1)
        cbgi_text_addf(&text, " the bootstrap draws %d times from %d %s.", CBG_BOOTSTRAPS, p->r->ranking->blocks,
                       cbg_tally_varied(p->r->tally) ? "blocks of repetitions" : "cases");
    else
        cbgi_text_add(&text, " there is but one case to draw from, so no bootstrap.");
    cbgi_text_add(&text, " A ranking holds for these cases, rounds and opponents.");
    paragraph(p, &text, 0);
    if (p->r->folder != NULL)
        cbgi_text_addf(p->out, "Files: %s/sessions.csv, genius.csv, ranking.csv, manifest.json\n", p->r->folder);
    if (p->r->replay != NULL)
        cbgi_wrap(p->out, p->style, 0, 2, p->r->replay);
}

void cbgi_tournament_text(const cbgi_tournament_report *r, cbgi_style style, cbgi_text *out)
{
    const page p = {r, cbg_tournament_options_of(r->plan->t), style, out};
    answer(&p);
    if (cbg_tally_sessions(r->tally) > 0) {
        ranking(&p);
        talks(&p);
        matrix(&p);
        by_case(&p);
    }
    cbgi_heading(out, style, "How this was obtained");
    circumstances(&p);
    method(&p);
}
