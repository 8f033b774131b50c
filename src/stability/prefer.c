/* Preferences: statements, weights, rankings and pairs become ranks and relations.
 *
 * Option prioritisation: with statements W_1 .. W_k by importance a state scores
 * sum of 2^(k-j) over the W_j that hold (Peng, Hipel and Fang 1997). Scores are compared as
 * bit vectors of k bits, so that k has no bound; 64 states are evaluated at a time.
 */
#include <string.h>

#include "case/formula.h"
#include "stability/graph.h"

__extension__ typedef __int128 wide;

typedef struct scores {
    uint32_t words;  /* a state */
    uint64_t *value; /* [state * words + word], word 0 least significant */
    uint32_t word;   /* the one being sorted by */
} scores;

static uint64_t score_key(const void *context, uint32_t state)
{
    const scores *c = context;
    return c->value[(size_t)state * c->words + c->word];
}

/* Dense ranks from 0 by score, the last word counting most; top_bits: bits in use of that. */
static cbg_status rank_scores(cbg_graph *g, scores *c, int top_bits, const uint32_t **out)
{
    uint32_t n = g->states;
    uint32_t *rank = cbgi_arena_array(&g->arena, n, sizeof *rank);
    uint32_t *order = cbgi_alloc(&g->exec, n * sizeof *order);
    uint32_t *spare = cbgi_alloc(&g->exec, n * sizeof *spare);
    cbg_status status = rank == NULL || order == NULL || spare == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        for (uint32_t s = 0; s < n; s++)
            order[s] = s;
        for (c->word = 0; c->word < c->words; c->word++)
            cbgi_sort(order, spare, n, c->word + 1 < c->words ? 64 : top_bits, score_key, c);
        uint32_t next = 0;
        size_t size = c->words * sizeof *c->value;
        for (uint32_t k = 0; k < n; k++) {
            if (k > 0 && memcmp(&c->value[(size_t)order[k] * c->words],
                                &c->value[(size_t)order[k - 1] * c->words], size) != 0)
                next++;
            rank[order[k]] = next;
        }
        *out = rank;
    }
    cbgi_release(&g->exec, spare);
    cbgi_release(&g->exec, order);
    return status;
}

static void score_statements(const cbg_graph *g, const cbg_conflict_order *order, scores *c)
{
    uint64_t word[CBG_CONFLICT_OPTIONS_MAX];
    for (uint32_t first = 0; first < g->states; first += 64) {
        uint32_t count = g->states - first < 64 ? g->states - first : 64;
        cbgi_option_words(g, first, word);
        for (int j = 0; j < order->statement_count; j++) {
            int bit = order->statement_count - 1 - j;
            uint64_t holds = cbgi_formula_lanes(&order->statement[j], word);
            uint64_t *value = &c->value[(size_t)first * c->words + (uint32_t)bit / 64];
            for (uint32_t b = 0; b < count; b++)
                value[(size_t)b * c->words] |= (holds >> b & 1) << (bit % 64);
        }
    }
}

static cbg_status read_statements(cbg_graph *g, int maker, const cbg_conflict_order *order)
{
    int k = order->statement_count;
    scores c = {.words = k == 0 ? 1 : (uint32_t)(k + 63) / 64};
    size_t size = (size_t)g->states * c.words * sizeof *c.value;
    c.value = cbgi_alloc(&g->exec, size);
    if (c.value == NULL)
        return CBG_NO_MEMORY;
    memset(c.value, 0, size);
    score_statements(g, order, &c);
    cbg_status status = rank_scores(g, &c, k - 64 * (int)(c.words - 1), &g->maker[maker].rank);
    cbgi_release(&g->exec, c.value);
    return status;
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t t = a % b;
        a = b;
        b = t;
    }
    return a;
}

/* Weights as integers over a common denominator; total[0]: sum of the negative ones. */
static bool scale_weights(const cbg_conflict_order *order, int64_t *scaled, int64_t *unit)
{
    *unit = 1;
    for (int j = 0; j < order->statement_count; j++) {
        int64_t den = order->weight[j].value.den;
        if (__builtin_mul_overflow(*unit, den / greatest_divisor(*unit, den), unit))
            return false;
    }
    int64_t sum = 0;
    for (int j = 0; j < order->statement_count; j++) {
        cbg_rational w = order->weight[j].value;
        if (__builtin_mul_overflow(w.num, *unit / w.den, &scaled[j]) || scaled[j] == INT64_MIN ||
            __builtin_add_overflow(sum, scaled[j] < 0 ? -scaled[j] : scaled[j], &sum))
            return false;
    }
    return true;
}

/* value[state]: weight of what holds there, above the least possible, so never negative. */
static void score_weights(const cbg_graph *g, const cbg_conflict_order *order, const int64_t *scaled,
                          uint64_t *value)
{
    uint64_t word[CBG_CONFLICT_OPTIONS_MAX];
    for (uint32_t first = 0; first < g->states; first += 64) {
        uint32_t count = g->states - first < 64 ? g->states - first : 64;
        cbgi_option_words(g, first, word);
        for (int j = 0; j < order->statement_count; j++) {
            uint64_t holds = cbgi_formula_lanes(&order->statement[j], word);
            if (scaled[j] < 0)
                holds = ~holds;
            uint64_t size = (uint64_t)(scaled[j] < 0 ? -scaled[j] : scaled[j]);
            for (uint32_t b = 0; b < count; b++)
                value[first + b] += (holds >> b & 1) != 0 ? size : 0;
        }
    }
}

static uint64_t *bit_rows(cbg_graph *g)
{
    return cbgi_arena_array(&g->arena, (size_t)g->states * g->row, sizeof(uint64_t));
}

/* value differences above the gap are strong preferences. */
static cbg_status mark_gaps(cbg_graph *g, cbgi_maker *m, const uint64_t *value, cbg_rational gap,
                            int64_t unit)
{
    uint64_t *strong = bit_rows(g);
    if (strong == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t s = 0; s < g->states; s++)
        for (uint32_t t = 0; t < g->states; t++)
            if (value[s] > value[t] && (wide)(value[s] - value[t]) * gap.den > (wide)gap.num * unit)
                cbgi_set_bit(strong + (size_t)s * g->row, t);
    m->strong = strong;
    return CBG_OK;
}

static cbg_status weights_into(cbg_graph *g, cbgi_maker *m, const cbg_conflict_order *order,
                               const int64_t *scaled, int64_t unit)
{
    scores c = {.words = 1};
    c.value = cbgi_alloc(&g->exec, g->states * sizeof *c.value);
    if (c.value == NULL)
        return CBG_NO_MEMORY;
    memset(c.value, 0, g->states * sizeof *c.value);
    score_weights(g, order, scaled, c.value);
    uint64_t top = 1;
    for (uint32_t s = 0; s < g->states; s++)
        top = c.value[s] > top ? c.value[s] : top;
    cbg_status status = rank_scores(g, &c, 64 - __builtin_clzll(top), &m->rank);
    if (status == CBG_OK && order->strong_gap.given)
        status = mark_gaps(g, m, c.value, order->strong_gap.value, unit);
    cbgi_release(&g->exec, c.value);
    return status;
}

static cbg_status read_weights(cbg_graph *g, int maker, const cbg_conflict_order *order, cbg_diags *diags)
{
    size_t count = order->statement_count > 0 ? (size_t)order->statement_count : 1;
    int64_t *scaled = cbgi_alloc(&g->exec, count * sizeof *scaled);
    if (scaled == NULL)
        return CBG_NO_MEMORY;
    int64_t unit;
    cbg_status status = CBG_OVERFLOW;
    if (scale_weights(order, scaled, &unit))
        status = weights_into(g, &g->maker[maker], order, scaled, unit);
    else
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_OVERFLOW, order->span,
                            "the weights of %s do not fit exact arithmetic", g->maker[maker].name);
    cbgi_release(&g->exec, scaled);
    return status;
}

static cbg_status find_state(const cbg_graph *g, const char *text, cbg_span span, uint32_t *out,
                             cbg_diags *diags)
{
    int64_t at = cbg_graph_find(g, text);
    if (at < 0)
        return cbgi_unknown_state(g, text, span, diags);
    *out = (uint32_t)at;
    return CBG_OK;
}

static cbg_status read_ranking(cbg_graph *g, int maker, const cbg_conflict_order *order, cbg_diags *diags)
{
    uint32_t *rank = cbgi_arena_array(&g->arena, g->states, sizeof *rank);
    if (rank == NULL)
        return CBG_NO_MEMORY;
    for (int l = 0; l < order->level_count; l++)
        for (int k = 0; k < order->level[l].count; k++) {
            uint32_t s = 0;
            const cbg_names *level = &order->level[l];
            cbg_status status = find_state(g, level->item[k], level->span[k], &s, diags);
            if (status != CBG_OK)
                return status;
            if (rank[s] != 0) {
                cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, level->span[k],
                                            "state %s is ranked twice", level->item[k]),
                              "keep one of the two places");
                return CBG_BAD_CASE;
            }
            rank[s] = (uint32_t)(order->level_count - l);
        }
    g->maker[maker].rank = rank;
    return CBG_OK;
}

typedef struct pair_lists {
    cbg_graph *g;
    const cbgi_maker *m;
    cbg_diags *diags;
} pair_lists;

/* first > second of each pair into *rows; both: second into first's row as well. */
static cbg_status mark_pairs(const pair_lists *c, const cbg_state_pair *pair, int count, bool both,
                             uint64_t **rows)
{
    cbg_graph *g = c->g;
    *rows = bit_rows(g);
    if (*rows == NULL)
        return CBG_NO_MEMORY;
    for (int k = 0; k < count; k++) {
        uint32_t a = 0, b = 0;
        cbg_status status = find_state(g, pair[k].first, pair[k].span, &a, c->diags);
        if (status == CBG_OK)
            status = find_state(g, pair[k].second, pair[k].span, &b, c->diags);
        if (status != CBG_OK)
            return status;
        bool wrong = a == b || (!both && c->m->rank != NULL && c->m->rank[a] <= c->m->rank[b]);
        if (wrong) {
            cbg_diag_hint(cbg_diags_add(c->diags, CBG_ERROR, CBG_BAD_CASE, pair[k].span,
                                        "%s: the preferences do not put state %s above state %s", c->m->name,
                                        pair[k].first, pair[k].second),
                          "name two different states, the preferred one first");
            return CBG_BAD_CASE;
        }
        cbgi_set_bit(*rows + (size_t)a * g->row, b);
        if (both)
            cbgi_set_bit(*rows + (size_t)b * g->row, a);
    }
    return CBG_OK;
}

/* If a is strongly preferred to b, so is all that is at least a to all that is at most b. */
static cbg_status spread_strong(const cbg_graph *g, const cbgi_maker *m, uint64_t *strong)
{
    uint32_t n = g->states;
    int64_t *best = cbgi_alloc(&g->exec, n * sizeof *best); /* best rank strongly below a state */
    if (best == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t x = 0; x < n; x++)
        best[x] = -1;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t w = 0; w < g->row; w++)
            for (uint64_t bits = strong[(size_t)a * g->row + w]; bits != 0; bits &= bits - 1) {
                int64_t below = m->rank[64 * w + (uint32_t)__builtin_ctzll(bits)];
                for (uint32_t x = 0; x < n; x++)
                    if (m->rank[x] >= m->rank[a] && best[x] < below)
                        best[x] = below;
            }
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t y = 0; y < n; y++)
            if ((int64_t)m->rank[y] <= best[x])
                cbgi_set_bit(strong + (size_t)x * g->row, y);
    cbgi_release(&g->exec, best);
    return CBG_OK;
}

static cbg_status read_pairs(cbg_graph *g, int maker, const cbg_conflict_order *order, cbg_diags *diags)
{
    cbgi_maker *m = &g->maker[maker];
    pair_lists c = {g, m, diags};
    uint64_t *rows;
    cbg_status status = CBG_OK;
    if (order->form == CBG_ORDER_PAIRS) {
        uint64_t *better = NULL;
        status = mark_pairs(&c, order->prefer, order->prefer_count, false, &rows);
        better = status == CBG_OK ? bit_rows(g) : NULL;
        if (status != CBG_OK || better == NULL)
            return status != CBG_OK ? status : CBG_NO_MEMORY;
        for (uint32_t a = 0; a < g->states; a++) /* [state][better state] */
            for (uint32_t b = 0; b < g->states; b++)
                if (cbgi_bit(rows + (size_t)a * g->row, b))
                    cbgi_set_bit(better + (size_t)b * g->row, a);
        m->better = better;
    }
    if (order->unknown_count > 0) {
        status = mark_pairs(&c, order->unknown, order->unknown_count, true, &rows);
        m->unknown = rows;
    }
    if (status == CBG_OK && order->strong_count > 0) {
        status = mark_pairs(&c, order->strong, order->strong_count, false, &rows);
        if (status == CBG_OK && m->rank != NULL)
            status = spread_strong(g, m, rows);
        m->strong = rows;
    }
    return status;
}

cbg_status cbgi_order_read(cbg_graph *g, int maker, const cbg_conflict_order *order, cbg_diags *diags)
{
    bool sets = order->form == CBG_ORDER_PAIRS || order->unknown_count > 0 || order->strong_count > 0 ||
                order->strong_gap.given;
    if (sets && g->states > CBG_GRAPH_SETS_MAX) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, order->span,
                            "unknown, strong or pairwise preferences need at most %d states, "
                            "here are %u",
                            (int)CBG_GRAPH_SETS_MAX, (unsigned)g->states);
        return CBG_TOO_LARGE;
    }
    cbg_status status = CBG_OK;
    switch (order->form) {
    case CBG_ORDER_STATEMENTS: status = read_statements(g, maker, order); break;
    case CBG_ORDER_WEIGHTS: status = read_weights(g, maker, order, diags); break;
    case CBG_ORDER_RANKING: status = read_ranking(g, maker, order, diags); break;
    case CBG_ORDER_PAIRS: break;
    }
    return status == CBG_OK ? read_pairs(g, maker, order, diags) : status;
}
