/* States, moves and reasons in words. */
#include <string.h>

#include "report/stability.h"

const char *cbgi_state_pattern(const cbg_graph *g, uint32_t state, char *out)
{
    int options = cbg_graph_options(g);
    uint64_t code = cbg_graph_code(g, state);
    for (int o = 0; o < options; o++)
        out[o] = (code >> o & 1) != 0 ? 'Y' : 'N';
    out[options] = '\0';
    return out;
}

void cbgi_state_add_words(const cbg_graph *g, uint32_t state, cbgi_text *out)
{
    if (!cbg_graph_option_form(g)) {
        cbgi_text_add(out, cbg_graph_state_name(g, state));
        return;
    }
    if (cbg_graph_label(g, state) != NULL) {
        cbgi_text_add(out, cbg_graph_label(g, state));
        return;
    }
    int count = 0;
    for (int o = 0; o < cbg_graph_options(g); o++)
        if ((cbg_graph_code(g, state) >> o & 1) != 0)
            cbgi_text_addf(out, "%s%s", count++ > 0 ? ", " : "", cbg_graph_option_name(g, o));
    if (count == 0)
        cbgi_text_add(out, "nothing taken");
}

/* Of several steps on one ladder the last says it all: "CF: 5060", "CF: 1500". Only conflicts built from issues have
 * ladders, and only they have labels. */
static bool passed_over(const cbg_graph *g, uint64_t changed, int option)
{
    if (cbg_graph_label(g, 0) == NULL || option + 1 >= cbg_graph_options(g) || (changed >> (option + 1) & 1) == 0)
        return false;
    const char *a = cbg_graph_option_name(g, option), *b = cbg_graph_option_name(g, option + 1), *end = strchr(a, ':');
    return end != NULL && strncmp(a, b, (size_t)(end - a) + 1) == 0;
}

void cbgi_move_add_words(const cbg_graph *g, const cbg_graph_move *move, cbgi_text *out)
{
    if (!cbg_graph_option_form(g)) {
        cbgi_text_addf(out, "moves to \"%s\"", cbg_graph_state_name(g, move->to));
        return;
    }
    uint64_t from = cbg_graph_code(g, move->from), to = cbg_graph_code(g, move->to);
    int count = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint64_t changed = pass == 0 ? to & ~from : from & ~to;
        int of_kind = 0;
        for (int o = 0; o < cbg_graph_options(g); o++) {
            if ((changed >> o & 1) == 0 || passed_over(g, changed, o))
                continue;
            cbgi_text_add(out, count++ > 0 ? " and " : "");
            if (of_kind++ == 0)
                cbgi_text_add(out, pass == 0 ? "takes " : "drops ");
            cbgi_text_addf(out, "\"%s\"", cbg_graph_option_name(g, o));
        }
    }
}

void cbgi_moves_add_words(const cbg_graph *g, const cbg_graph_move *move, int count, cbgi_text *out)
{
    for (int k = 0; k < count; k++) {
        cbgi_text_addf(out, "%s%s ", k == 0 ? "" : ", then ", cbg_graph_maker_name(g, move[k].maker));
        cbgi_move_add_words(g, &move[k], out);
        cbgi_text_addf(out, " (to %u)", (unsigned)move[k].to + 1);
    }
}

static const char *outcome_words(cbg_relation r)
{
    switch (r) {
    case CBG_MUCH_WORSE: return "much worse off than before";
    case CBG_WORSE: return "worse off than before";
    case CBG_SAME: return "no better off than before";
    case CBG_UNKNOWN: return "where nobody knows whether it is better off";
    case CBG_BETTER:
    case CBG_MUCH_BETTER: break;
    }
    return "better off";
}

static void add_sanction(const cbg_graph *g, const cbg_why *why, const cbg_answer *a, cbgi_text *out)
{
    const char *name = cbg_graph_maker_name(g, why->maker);
    if (why->concept == CBG_SIM) {
        cbgi_text_add(out, ", at the same time ");
        for (int k = 0; k < a->length; k++) {
            cbgi_text_addf(out, "%s%s ", k > 0 ? " and " : "", cbg_graph_maker_name(g, a->sanction[k].maker));
            cbgi_move_add_words(g, &a->sanction[k], out);
        }
        cbgi_text_addf(out, " (together to %u)", (unsigned)a->ends + 1);
    } else {
        cbgi_text_add(out, ", ");
        cbgi_moves_add_words(g, a->sanction, a->length, out);
    }
    cbgi_text_addf(out, ", which leaves %s %s", name,
                   outcome_words(cbg_graph_compare(g, why->maker, why->state, a->ends)));
    if (why->concept == CBG_SMR || why->concept == CBG_SSEQ)
        cbgi_text_add(out, ", with no way out");
    cbgi_text_add(out, ".");
}

void cbgi_why_add_words(const cbg_graph *g, const cbg_why *why, const cbg_answer *a, cbgi_text *out)
{
    const char *name = cbg_graph_maker_name(g, why->maker);
    const cbg_graph_move move = {why->maker, why->state, a->to};
    cbgi_text_addf(out, "If %s ", name);
    cbgi_move_add_words(g, &move, out);
    cbgi_text_addf(out, " (to %u)", (unsigned)a->to + 1);
    if (a->met)
        add_sanction(g, why, a, out);
    else if (why->concept == CBG_NASH)
        cbgi_text_addf(out, ", %s is better off.", name);
    else
        cbgi_text_addf(out, ", %s is better off, and nothing that the others %s makes it regret that.", name,
                       why->concept == CBG_GMR || why->concept == CBG_SMR ? "can do" : "would want to do");
}

uint32_t cbgi_stability_place(const cbg_graph *g, int maker, uint32_t state)
{
    int64_t rank = cbg_graph_rank(g, maker, state);
    if (rank < 0)
        return 0;
    uint32_t place = 1;
    for (uint32_t s = 0; s < cbg_graph_states(g); s++)
        place += cbg_graph_rank(g, maker, s) > rank;
    return place;
}

bool cbgi_stability_efficient(const cbg_graph *g, uint32_t state)
{
    for (uint32_t t = 0; t < cbg_graph_states(g); t++) {
        bool gains = false, loses = t == state;
        for (int i = 0; i < cbg_graph_makers(g) && !loses; i++) {
            cbg_relation r = cbg_graph_compare(g, i, state, t);
            gains = gains || r == CBG_BETTER || r == CBG_MUCH_BETTER;
            loses = r == CBG_WORSE || r == CBG_MUCH_WORSE || r == CBG_UNKNOWN;
        }
        if (gains && !loses)
            return false;
    }
    return true;
}

int cbgi_stability_asked(const cbgi_stability_report *r)
{
    return __builtin_popcount(r->options.concepts) + r->extras;
}

int cbgi_stability_held(const cbgi_stability_report *r, uint32_t state)
{
    int count = 0;
    for (int k = 0; k < CBG_CONCEPTS; k++)
        count += (r->options.concepts >> k & 1) != 0 &&
                 cbg_stability_equilibrium(r->result, (cbg_concept)k, state);
    for (int k = 0; k < r->extras; k++)
        count += cbg_horizon_equilibrium(r->extra[k].result, state);
    return count;
}

void cbgi_stability_list(cbgi_stability_report *r, uint32_t most)
{
    uint32_t states = cbg_graph_states(r->g);
    uint32_t by_count[CBG_CONCEPTS + CBGI_EXTRAS_MAX + 1] = {0};
    int asked = cbgi_stability_asked(r);
    for (uint32_t s = 0; s < states; s++)
        by_count[cbgi_stability_held(r, s)]++;
    r->holding = states - by_count[0];
    r->everywhere = by_count[asked];
    r->all_listed = states <= most;
    r->rows = 0;
    if (r->all_listed) {
        for (uint32_t s = 0; s < states; s++)
            r->row[r->rows++] = s;
        return;
    }
    for (int pass = r->built != NULL ? 0 : 1; pass < 2; pass++) /* deals are what is looked for */
        for (int want = asked; want > 0; want--)
            for (uint32_t s = 0; s < states && r->rows < most; s++) {
                bool deal = r->built != NULL && cbg_built_kind_of(r->built, s) == CBG_BUILT_DEAL;
                if (by_count[want] > 0 && deal == (pass == 0) && cbgi_stability_held(r, s) == want)
                    r->row[r->rows++] = s;
            }
}

cbg_concept cbgi_stability_telling(const cbgi_stability_report *r, int maker, uint32_t state)
{
    static const cbg_concept strongest_first[] = {CBG_NASH, CBG_SSEQ, CBG_SEQ, CBG_SMR, CBG_GMR, CBG_SIM};
    cbg_concept weakest = CBG_NASH;
    for (int k = 0; k < CBG_CONCEPTS; k++) {
        cbg_concept concept = strongest_first[k];
        if ((r->options.concepts >> concept & 1) == 0)
            continue;
        if (cbg_stability_stable(r->result, concept, maker, state))
        return concept;
        weakest = concept;
    }
    return weakest;
}
