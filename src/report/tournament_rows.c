/* Rows of sessions: the tidy file, and the columns of GENIUS. Written fast: a million rows are nothing special. */
#include <string.h>

#include "report/tournament.h"

enum { DIGITS = 9, NUMBER = 32 };

/* Digits of n, right to left before `end`. */
static char *digits(uint64_t n, char *end)
{
    do {
        *--end = (char)('0' + n % 10);
        n /= 10;
    } while (n != 0);
    return end;
}

static void add_count(cbgi_text *out, uint64_t n, char after)
{
    char text[NUMBER], *end = text + NUMBER - 1, *begin = digits(n, end);
    *end = after;
    cbgi_text_add_n(out, begin, (size_t)(end + 1 - begin));
}

/* "0.25": without trailing zeros; nothing when not known. after '\0': nothing follows. */
static void add_nano(cbgi_text *out, int64_t value, char after)
{
    char text[NUMBER], *end = text + NUMBER - 1;
    const size_t follows = after != '\0';
    if (value == CBG_NANO_NONE) {
        cbgi_text_add_n(out, &after, follows);
        return;
    }
    const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t rest = size % CBG_NANO;
    int places = rest == 0 ? 0 : DIGITS;
    for (; places > 0 && rest % 10 == 0; places--)
        rest /= 10;
    *end = after;
    char *at = end;
    for (int k = 0; k < places; k++, rest /= 10)
        *--at = (char)('0' + rest % 10);
    if (places > 0)
        *--at = '.';
    at = digits(size / CBG_NANO, at);
    if (value < 0)
        *--at = '-';
    cbgi_text_add_n(out, at, (size_t)(end - at) + follows);
}

static void add_name(cbgi_text *out, const char *name, char after)
{
    cbgi_text_add(out, name);
    cbgi_text_add_n(out, &after, 1);
}

int cbgi_tournament_voices(const cbgi_tournament_plan *plan)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(plan->t);
    int most = 2;
    for (int k = 0; k < o->tables; k++)
        most = o->table[k].voices > most ? o->table[k].voices : most;
    return most;
}

void cbgi_sessions_head(const cbgi_tournament_plan *plan, cbgi_text *out)
{
    const int voices = cbgi_tournament_voices(plan);
    cbgi_text_add(out, "session,repetition,seed,end,ended_by,rounds,time,actions,outcome,welfare,distance_pareto,"
                       "distance_nash,distance_kalai_smorodinsky,case");
    for (int v = 1; v <= voices; v++)
        cbgi_text_addf(out, ",utility_%d,gain_%d,advantage_%d,bound_%d,strategy_%d,party_%d", v, v, v, v, v, v);
    cbgi_text_add(out, "\n");
}

void cbgi_sessions_row(const cbgi_tournament_plan *plan, const cbgi_row_names *names, const cbg_fixture *f,
                       const cbg_session_score *s, cbgi_text *out)
{
    add_count(out, f->session, ',');
    add_count(out, f->repetition, ',');
    add_count(out, f->seed, ',');
    add_name(out, cbg_end_name(s->end), ',');
    if (s->ended_by >= 0)
        add_count(out, (uint64_t)s->ended_by + 1, ',');
    else
        cbgi_text_add_n(out, ",", 1);
    add_count(out, (uint64_t)s->rounds, ',');
    add_nano(out, s->t, ',');
    add_count(out, s->actions, ',');
    if (s->outcome != CBG_NO_OUTCOME)
        add_count(out, s->outcome, ',');
    else
        cbgi_text_add_n(out, ",", 1);
    add_nano(out, s->welfare, ',');
    add_nano(out, s->pareto, ',');
    add_nano(out, s->nash, ',');
    add_nano(out, s->kalai, ',');
    cbgi_text_add(out, names->title[f->table]);
    const int voices = cbgi_tournament_voices(plan);
    for (int v = 0; v < voices; v++) {
        if (v >= f->voices) {
            cbgi_text_add(out, ",,,,,,");
            continue;
        }
        cbgi_text_add_n(out, ",", 1);
        add_nano(out, s->utility[v], ',');
        add_nano(out, s->gain[v], ',');
        add_nano(out, s->advantage[v], ',');
        add_count(out, s->bound >> v & 1, ',');
        add_name(out, names->strategy[f->program[v]], ',');
        cbgi_text_add(out, names->party[f->table][v]);
    }
    cbgi_text_add_n(out, "\n", 1);
}

/* ---- GENIUS ---- */

/* name 1;name 2;...  */
static void numbered(cbgi_text *out, const char *name, int voices)
{
    for (int v = 1; v <= voices; v++)
        cbgi_text_addf(out, ";%s %d", name, v);
}

void cbgi_genius_head(const cbgi_tournament_plan *plan, cbgi_text *out)
{
    static const char *const column[] = {"Agent",           "Utility",          "Disc. Util.", "Perceived. Util.",
                                         "User Bother",     "User Util.",       "Profile"};
    cbgi_text_add(out, "sep=;\nRun time (s);Round;Exception;deadline;Agreement;Discounted;#agreeing;min.util.;"
                       "max.util.;Dist. to Pareto;Dist. to Nash;Social Welfare");
    const int voices = cbgi_tournament_voices(plan);
    for (int k = 0; k < 7; k++)
        numbered(out, column[k], voices);
    cbgi_text_add(out, "\n");
}

/* A name between semicolons. */
static void add_field(cbgi_text *out, const char *name)
{
    cbgi_text_add_n(out, ";", 1);
    if (strpbrk(name, ";\"\n") == NULL) {
        cbgi_text_add(out, name);
        return;
    }
    cbgi_text_add_n(out, "\"", 1);
    for (; *name != '\0'; name++)
        cbgi_text_add_n(out, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    cbgi_text_add_n(out, "\"", 1);
}

/* `value` for each voice at the table, then what is empty. */
static void columns(cbgi_text *out, int voices, int most, const int64_t *value)
{
    for (int v = 0; v < most; v++) {
        cbgi_text_add_n(out, ";", 1);
        if (v < voices)
            add_nano(out, value == NULL ? 0 : value[v], '\0');
    }
}

/* Run time is 0: files must not depend on the machine. */
void cbgi_genius_row(const cbgi_tournament_plan *plan, const cbg_fixture *f, const cbg_session_score *s, cbgi_text *out)
{
    const cbgi_played_case *c = &plan->played[f->table];
    const char *const *spec = cbg_tournament_options_of(plan->t)->spec;
    const int most = cbgi_tournament_voices(plan);
    int64_t least = s->utility[0], best = s->utility[0];
    for (int v = 1; v < f->voices; v++) {
        least = s->utility[v] < least ? s->utility[v] : least;
        best = s->utility[v] > best ? s->utility[v] : best;
    }
    cbgi_text_add_n(out, "0;", 2);
    add_count(out, (uint64_t)s->rounds, ';');
    if (s->end == CBG_END_ERROR)
        cbgi_text_add(out, "a party failed or broke the rules");
    cbgi_text_add_n(out, ";", 1);
    add_count(out, (uint64_t)plan->rounds, 'r');
    cbgi_text_add(out, "ounds;");
    cbgi_text_add(out, s->bound != 0 ? "Yes;" : "No;");
    cbgi_text_add(out, c->discounted ? "Yes;" : "No;");
    add_count(out, (uint64_t)__builtin_popcountll(s->bound), ';');
    add_nano(out, least, ';');
    add_nano(out, best, ';');
    add_nano(out, s->whole ? s->pareto : c->zero_pareto, ';');
    add_nano(out, s->whole ? s->nash : c->zero_nash, ';');
    add_nano(out, s->welfare, '\0');
    for (int v = 0; v < most; v++)
        add_field(out, v < f->voices ? spec[f->program[v]] : "");
    for (int k = 0; k < 3; k++)
        columns(out, f->voices, most, s->utility);
    columns(out, f->voices, most, NULL);
    columns(out, f->voices, most, s->utility);
    for (int v = 0; v < most; v++)
        add_field(out, v < f->voices ? c->party[v] : "");
    cbgi_text_add_n(out, "\n", 1);
}
