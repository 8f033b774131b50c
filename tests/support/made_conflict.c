/* Random conflicts and the definitions, by brute force. */
#include "support/made_conflict.h"

#include <stdlib.h>
#include <string.h>

#include "case/formula.h"

static unsigned below(cbgi_stream *random, unsigned bound)
{
    return (unsigned)cbgi_stream_below(random, bound);
}

static const char *number_text(made_conflict *m, int state)
{
    return cbgi_arena_format(&m->arena, "o%d", state + 1);
}

static unsigned mask_of(const made_conflict *m, int maker)
{
    return ((1u << m->maker[maker].option_count) - 1) << m->maker[maker].first_option;
}

static void make_options(made_conflict *m, cbgi_stream *random, made_wishes wishes)
{
    int total = 0;
    for (int i = 0; i < m->makers; i++) {
        int count = 1 + (int)below(random, m->makers == 2 ? 3 : 2);
        if (total + count > CONFLICT_OPTIONS - (m->makers - 1 - i))
            count = 1;
        m->maker[i].first_option = total;
        m->maker[i].option_count = count;
        total += count;
    }
    for (int o = 0; o < total; o++) {
        m->option[o].id = m->option[o].name = cbgi_arena_format(&m->arena, "x%d", o);
        m->option[o].way = CBG_WAY_BOTH;
        if (wishes.one_way && below(random, 3) == 0)
            m->option[o].way = below(random, 2) == 0 ? CBG_WAY_TAKE : CBG_WAY_DROP;
    }
    m->conflict.option_count = total;
}

/* Patterns such as "Y-N--"; a state that fits one of them does not exist. */
static void make_states(made_conflict *m, cbgi_stream *random, made_wishes wishes)
{
    int total = m->conflict.option_count, patterns = wishes.infeasible ? (int)below(random, 4) : 0;
    cbg_formula *formula = cbgi_arena_array(&m->arena, 4, sizeof *formula);
    char text[4][CONFLICT_OPTIONS + 1];
    for (int k = 0; k < patterns; k++) {
        memset(text[k], '-', sizeof text[k]);
        text[k][total] = '\0';
        for (int n = 0; n < 2; n++)
            text[k][below(random, (unsigned)total)] = "YN"[below(random, 2)];
        if (cbgi_formula_read(&m->arena, text[k], (cbg_span){0}, m->option, total, &formula[k], NULL) !=
            CBG_OK)
            abort();
    }
    m->conflict.infeasible = formula;
    m->conflict.infeasible_count = patterns;
    m->states = 0;
    for (unsigned code = 0; code < 1u << total; code++) {
        bool feasible = true;
        for (int k = 0; k < patterns; k++) {
            bool fits = true;
            for (int o = 0; o < total; o++)
                fits = fits && (text[k][o] == '-' || (text[k][o] == 'Y') == ((code >> o & 1) != 0));
            feasible = feasible && !fits;
        }
        if (feasible)
            m->code[m->states++] = code;
    }
}

static bool option_move(const made_conflict *m, int maker, unsigned from, unsigned to)
{
    if (from == to || ((from ^ to) & ~mask_of(m, maker)) != 0)
        return false;
    for (int o = 0; o < m->conflict.option_count; o++) {
        bool taken = (~from & to) >> o & 1, dropped = (from & ~to) >> o & 1;
        if ((taken && m->option[o].way == CBG_WAY_DROP) || (dropped && m->option[o].way == CBG_WAY_TAKE))
            return false;
    }
    return true;
}

static void make_arcs(made_conflict *m, cbgi_stream *random, int maker)
{
    int n = m->states;
    cbg_conflict_move *list = cbgi_arena_array(&m->arena, (size_t)(n * n), sizeof *list);
    m->maker[maker].move = list;
    for (int s = 0; s < n; s++)
        for (int t = 0; t < n; t++) {
            m->move[maker][s][t] = s != t && below(random, 4) == 0;
            if (m->move[maker][s][t])
                list[m->maker[maker].move_count++] =
                    (cbg_conflict_move){number_text(m, s), number_text(m, t), {0}};
        }
}

static void make_moves(made_conflict *m, cbgi_stream *random, made_wishes wishes)
{
    for (int i = 0; i < m->makers; i++) {
        if (m->graph_form)
            make_arcs(m, random, i);
        for (int s = 0; s < m->states && !m->graph_form; s++)
            for (int t = 0; t < m->states; t++)
                m->move[i][s][t] = option_move(m, i, m->code[s], m->code[t]);
        if (!wishes.blind || below(random, 2) == 0)
            continue;
        int hidden = (int)below(random, (unsigned)m->states);
        const char **item = cbgi_arena_array(&m->arena, 1, sizeof *item);
        cbg_span *span = cbgi_arena_array(&m->arena, 1, sizeof *span);
        item[0] = number_text(m, hidden);
        m->maker[i].misperceived = (cbg_names){1, item, span};
        for (int s = 0; s < m->states; s++)
            m->move[i][s][hidden] = m->move[i][hidden][s] = false;
    }
}

/* Levels with ties on purpose. */
static void make_ranking(made_conflict *m, cbgi_stream *random, int maker, int *rank)
{
    int n = m->states, levels = 1 + (int)below(random, (unsigned)n);
    cbg_names *level = cbgi_arena_array(&m->arena, (size_t)levels, sizeof *level);
    for (int s = 0; s < n; s++)
        rank[s] = (int)below(random, (unsigned)levels);
    for (int l = 0; l < levels; l++) {
        const char **item = cbgi_arena_array(&m->arena, (size_t)n, sizeof *item);
        cbg_span *span = cbgi_arena_array(&m->arena, (size_t)n, sizeof *span);
        level[l] = (cbg_names){0, item, span};
        for (int s = 0; s < n; s++)
            if (rank[s] == levels - 1 - l)
                item[level[l].count++] = number_text(m, s);
    }
    m->maker[maker].order.form = CBG_ORDER_RANKING;
    m->maker[maker].order.level = level;
    m->maker[maker].order.level_count = levels;
    for (int s = 0; s < n; s++)
        for (int t = 0; t < n; t++)
            m->relation[maker][s][t] = rank[t] > rank[s]   ? CBG_BETTER
                                       : rank[t] < rank[s] ? CBG_WORSE
                                                           : CBG_SAME;
}

static void make_pairs(made_conflict *m, cbgi_stream *random, int maker)
{
    int n = m->states;
    cbg_state_pair *pair = cbgi_arena_array(&m->arena, (size_t)(n * n), sizeof *pair);
    cbg_conflict_order *order = &m->maker[maker].order;
    order->form = CBG_ORDER_PAIRS;
    order->prefer = pair;
    for (int s = 0; s < n; s++) {
        m->relation[maker][s][s] = CBG_SAME;
        for (int t = 0; t < s; t++) {
            unsigned which = below(random, 3);
            m->relation[maker][s][t] = which == 0 ? CBG_SAME : which == 1 ? CBG_BETTER : CBG_WORSE;
            m->relation[maker][t][s] = which == 0 ? CBG_SAME : which == 1 ? CBG_WORSE : CBG_BETTER;
            int good = which == 1 ? t : s, bad = which == 1 ? s : t;
            if (which != 0)
                pair[order->prefer_count++] =
                    (cbg_state_pair){number_text(m, good), number_text(m, bad), {0}};
        }
    }
}

static void make_unknown(made_conflict *m, cbgi_stream *random, int maker)
{
    int n = m->states;
    cbg_state_pair *pair = cbgi_arena_array(&m->arena, (size_t)(n * n), sizeof *pair);
    cbg_conflict_order *order = &m->maker[maker].order;
    order->unknown = pair;
    for (int s = 0; s < n; s++)
        for (int t = 0; t < s; t++)
            if (below(random, 4) == 0) {
                m->relation[maker][s][t] = m->relation[maker][t][s] = CBG_UNKNOWN;
                pair[order->unknown_count++] = (cbg_state_pair){number_text(m, s), number_text(m, t), {0}};
            }
}

/* One strong pair a over b: all that is at least a is strongly preferred to all that is at most b. */
static void make_strong(made_conflict *m, cbgi_stream *random, int maker, const int *rank)
{
    int n = m->states, a = (int)below(random, (unsigned)n), b = (int)below(random, (unsigned)n);
    if (rank[a] <= rank[b])
        return;
    cbg_state_pair *pair = cbgi_arena_array(&m->arena, 1, sizeof *pair);
    pair[0] = (cbg_state_pair){number_text(m, a), number_text(m, b), {0}};
    m->maker[maker].order.strong = pair;
    m->maker[maker].order.strong_count = 1;
    for (int s = 0; s < n; s++)
        for (int t = 0; t < n; t++)
            if (rank[s] >= rank[a] && rank[t] <= rank[b] && m->relation[maker][s][t] != CBG_UNKNOWN) {
                m->relation[maker][s][t] = CBG_MUCH_WORSE;
                m->relation[maker][t][s] = CBG_MUCH_BETTER;
            }
}

static void make_orders(made_conflict *m, cbgi_stream *random, made_wishes wishes)
{
    for (int i = 0; i < m->makers; i++) {
        int rank[CONFLICT_STATES] = {0};
        bool pairs = wishes.intransitive && below(random, 2) == 0;
        if (pairs)
            make_pairs(m, random, i);
        else
            make_ranking(m, random, i, rank);
        if (wishes.unknown && below(random, 2) == 0)
            make_unknown(m, random, i);
        if (wishes.strong && !pairs)
            make_strong(m, random, i, rank);
    }
}

void made_conflict_random(made_conflict *m, cbgi_stream *random, made_wishes wishes)
{
    memset(m, 0, sizeof *m);
    cbgi_arena_init(&m->arena, NULL);
    m->graph_form = wishes.graph_form;
    do {
        m->makers = 2 + (int)below(random, 3);
        for (int i = 0; i < m->makers; i++)
            m->maker[i].id = m->maker[i].name = cbgi_arena_format(&m->arena, "M%d", i);
        make_options(m, random, wishes);
        make_states(m, random, wishes);
    } while (m->states == 0);
    m->conflict.maker_count = m->makers;
    m->conflict.maker = m->maker;
    m->conflict.option = m->option;
    if (m->graph_form) {
        m->states = m->states > 12 ? 12 : m->states;
        const char **name = cbgi_arena_array(&m->arena, (size_t)m->states, sizeof *name);
        for (int s = 0; s < m->states; s++)
            name[s] = cbgi_arena_format(&m->arena, "state %d", s);
        m->conflict.state_name = name;
        m->conflict.state_count = m->states;
        m->conflict.option_count = m->conflict.infeasible_count = 0;
    }
    make_moves(m, random, wishes);
    make_orders(m, random, wishes);
}

void made_conflict_free(made_conflict *m)
{
    cbgi_arena_free(&m->arena);
}

static bool gains(const made_conflict *m, int maker, int from, int to, bool unknown_too)
{
    unsigned r = m->relation[maker][from][to];
    return r == CBG_BETTER || r == CBG_MUCH_BETTER || (unknown_too && r == CBG_UNKNOWN);
}

/* Follows sequences; seen[s][last][used] marks where they have been. */
typedef struct follower {
    const made_conflict *m;
    unsigned movers;
    bool improving, once;
    bool seen[CONFLICT_STATES][CONFLICT_MAKERS + 1][1 << CONFLICT_MAKERS];
    bool *out;
} follower;

static void follow(follower *f, int at, int last, unsigned used)
{
    for (int j = 0; j < f->m->makers; j++) {
        if ((f->movers >> j & 1) == 0 || j == last || (f->once && (used >> j & 1) != 0))
            continue;
        for (int t = 0; t < f->m->states; t++) {
            if (!f->m->move[j][at][t] || (f->improving && !gains(f->m, j, at, t, true)))
                continue;
            unsigned now = f->once ? used | 1u << j : 0;
            f->out[t] = true;
            if (!f->seen[t][j][now]) {
                f->seen[t][j][now] = true;
                follow(f, t, j, now);
            }
        }
    }
}

void brute_reach(const made_conflict *m, unsigned movers, int from, bool improving, bool once, bool *out)
{
    static follower f;
    memset(&f, 0, sizeof f);
    f.m = m;
    f.movers = movers;
    f.improving = improving;
    f.once = once;
    f.out = out;
    memset(out, 0, (size_t)m->states * sizeof *out);
    follow(&f, from, CONFLICT_MAKERS, 0);
}

static bool deters(const made_conflict *m, int maker, int s, int t, brute_rules rules)
{
    unsigned r = m->relation[maker][s][t];
    if (rules.strongly)
        return r == CBG_MUCH_WORSE;
    if (r == CBG_UNKNOWN)
        return rules.mode == CBG_MODE_C || rules.mode == CBG_MODE_D;
    return r == CBG_SAME || r == CBG_WORSE || r == CBG_MUCH_WORSE;
}

static bool no_way_out(const made_conflict *m, int maker, int s, int s2, brute_rules rules)
{
    for (int s3 = 0; s3 < m->states; s3++)
        if (m->move[maker][s2][s3] && !deters(m, maker, s, s3, rules))
            return false;
    return true;
}

/* Every joint choice of the others, by the code it leads to: stay, or one improvement from s. */
static bool met_at_once(const made_conflict *m, int maker, int s, int next, unsigned code, bool any,
                        brute_rules rules)
{
    if (next == m->makers) {
        for (int t = 0; any && t < m->states; t++)
            if (m->code[t] == code)
                return deters(m, maker, s, t, rules);
        return false;
    }
    bool met = met_at_once(m, maker, s, next + 1, code, any, rules);
    for (int t = 0; next != maker && t < m->states; t++)
        if (m->move[next][s][t] && gains(m, next, s, t, true)) {
            unsigned mask = mask_of(m, next);
            met =
                met || met_at_once(m, maker, s, next + 1, (code & ~mask) | (m->code[t] & mask), true, rules);
        }
    return met;
}

bool brute_stable(const made_conflict *m, cbg_concept concept, int maker, int s, brute_rules rules)
{
    unsigned others = ((1u << m->makers) - 1) & ~(1u << maker);
    bool improving = concept == CBG_SEQ || concept == CBG_SSEQ;
    bool fast = concept == CBG_SMR || concept == CBG_SSEQ;
    for (int s1 = 0; s1 < m->states; s1++) {
        bool leaves = rules.mode == CBG_MODE_A || rules.mode == CBG_MODE_C;
        if (!m->move[maker][s][s1] || !gains(m, maker, s, s1, leaves))
            continue;
        bool met = false, reached[CONFLICT_STATES];
        if (concept == CBG_SIM) {
            met = met_at_once(m, maker, s, 0, m->code[s1], false, rules);
        } else if (concept != CBG_NASH) {
            brute_reach(m, others, s1, improving, rules.once, reached);
            for (int s2 = 0; s2 < m->states; s2++)
                met = met || (reached[s2] && deters(m, maker, s, s2, rules) &&
                              (!fast || no_way_out(m, maker, s, s2, rules)));
        }
        if (!met)
            return false;
    }
    return true;
}
