/* The kernel of the sweep solver.
 *
 * A group is ascending by rank, so the least value over preferred states is a running minimum from
 * the top. One-way options: a state with pattern w reaches those whose pattern contains w, so there is a
 * running minimum for each w, over the states seen so far whose pattern contains w. Up to
 * SPLIT_MAX one-way options these minima stay in registers; beyond, they are a table: reading it is one look-up,
 * entering a state costs 2^(options it has used up). With out = in it makes no difference whether a value is entered before
 * or after it is lowered: what it would be lowered to has been entered already.
 */
#include <string.h>

#include "stability/sweep.h"

enum { SPLIT_MAX = 2 };

static const cbgi_cell none = {UINT32_MAX, UINT32_MAX};

static inline uint64_t code_of(const cbgi_maker *m, uint32_t state)
{
    return m->code != NULL ? m->code[state] : state;
}

static inline cbgi_cell least(cbgi_cell a, cbgi_cell b)
{
    return (cbgi_cell){a.rank < b.rank ? a.rank : b.rank, a.escape < b.escape ? a.escape : b.escape};
}

static inline bool lower(cbgi_cell *at, cbgi_cell value)
{
    cbgi_cell old = *at, now = least(old, value);
    *at = now;
    return ((old.rank ^ now.rank) | (old.escape ^ now.escape)) != 0;
}

static bool improve_plain(const cbgi_maker *m, const cbgi_cell *in, cbgi_cell *out)
{
    const uint32_t *order = m->order;
    bool changed = false;
    for (uint32_t g = 0; g < m->groups; g++) {
        cbgi_cell above = none, here = none; /* least over higher ranks; and over this one too */
        for (uint32_t e = m->start[g + 1]; e-- > m->start[g];) {
            uint32_t entry = order[e], s = entry & CBGI_STATE;
            cbgi_cell value = in[s]; /* before out[s], which may be the same, is lowered: see the head */
            above = (entry & CBGI_TIE) != 0 ? above : here;
            here = least(here, value);
            changed |= lower(&out[s], above);
        }
    }
    return changed;
}

static bool move_plain(const cbgi_maker *m, const cbgi_cell *in, cbgi_cell *out)
{
    bool changed = false;
    for (uint32_t g = 0; g < m->groups; g++) {
        cbgi_cell all = none;
        for (uint32_t e = m->start[g]; e < m->start[g + 1]; e++)
            all = least(all, in[m->order[e] & CBGI_STATE]);
        for (uint32_t e = m->start[g]; e < m->start[g + 1]; e++)
            changed |= lower(&out[m->order[e] & CBGI_STATE], all);
    }
    return changed;
}

/* Groups split by a few one-way options. `bits` is a constant where this is inlined, the loops over patterns
 * unroll and the minima stay in registers. Patterns come in any order, so choices are made by masks: branches on
 * them would be guessed wrong half of the time. */
static inline void enter_split(cbgi_cell *at, uint32_t pattern, cbgi_cell value, const int bits)
{
    for (uint32_t w = 0; w < 1u << bits; w++) {
        uint32_t out = 0;
        for (int k = 0; k < bits; k++)
            out |= (w >> k & 1) != 0 ? (pattern >> k & 1) - 1 : 0; /* all ones when w needs bit k and it is not there */
        at[w] = least(at[w], (cbgi_cell){value.rank | out, value.escape | out});
    }
}

static inline cbgi_cell choose(uint32_t mask, cbgi_cell a, cbgi_cell b)
{
    return (cbgi_cell){a.rank ^ ((a.rank ^ b.rank) & mask), a.escape ^ ((a.escape ^ b.escape) & mask)};
}

static inline cbgi_cell pick(const cbgi_cell *at, uint32_t pattern, const int bits)
{
    uint32_t low = 0 - (pattern & 1), high = 0 - (pattern >> 1 & 1);
    cbgi_cell out = choose(low, at[0], at[1]);
    return bits == 1 ? out : choose(high, out, choose(low, at[2], at[3]));
}

/* Improvements with one or two one-way options: the minima of all four patterns side by side in one register, as signed
 * numbers, since that is what every processor compares: values are shifted by half of their range. */
typedef int32_t four __attribute__((vector_size(16)));

static inline four lower_four(four a, four b)
{
    four less = a < b;
    return (a & less) | (b & ~less);
}

static inline four spread_four(uint32_t value)
{
    int32_t v = (int32_t)(value ^ UINT32_C(0x80000000));
    return (four){v, v, v, v};
}

static bool improve_split(const cbgi_maker *m, const cbgi_cell *in, cbgi_cell *out)
{
    /* [pattern]: patterns whose minimum a state does not count for. */
    static const int32_t skip[4][4] = {{0, -1, -1, -1}, {0, 0, -1, -1}, {0, -1, 0, -1}, {0, 0, 0, 0}};
    const four most = {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};
    bool changed = false;
    for (uint32_t g = 0; g < m->groups; g++) {
        four rank = most, escape = most, rank_above = most, escape_above = most;
        for (uint32_t e = m->start[g + 1]; e-- > m->start[g];) {
            uint32_t entry = m->order[e], s = entry & CBGI_STATE, pattern = entry >> CBGI_PATTERN_SHIFT & 3;
            int32_t tied = -(int32_t)(entry >> 31);
            four tie = {tied, tied, tied, tied}, left;
            memcpy(&left, skip[pattern], sizeof left);
            cbgi_cell value = in[s];
            rank_above = (rank_above & tie) | (rank & ~tie);
            escape_above = (escape_above & tie) | (escape & ~tie);
            rank = lower_four(rank, (spread_four(value.rank) & ~left) | (most & left));
            escape = lower_four(escape, (spread_four(value.escape) & ~left) | (most & left));
            int32_t r[4], x[4];
            memcpy(r, &rank_above, sizeof r);
            memcpy(x, &escape_above, sizeof x);
            changed |= lower(&out[s], (cbgi_cell){(uint32_t)r[pattern] ^ UINT32_C(0x80000000),
                                                  (uint32_t)x[pattern] ^ UINT32_C(0x80000000)});
        }
    }
    return changed;
}

static inline bool move_split(const cbgi_maker *m, const cbgi_cell *in, cbgi_cell *out, const int bits)
{
    const uint32_t *order = m->order;
    bool changed = false;
    for (uint32_t g = 0; g < m->groups; g++) {
        cbgi_cell all[1 << SPLIT_MAX];
        for (uint32_t w = 0; w < 1u << bits; w++)
            all[w] = none;
        for (uint32_t e = m->start[g]; e < m->start[g + 1]; e++)
            enter_split(all, order[e] >> CBGI_PATTERN_SHIFT & 3, in[order[e] & CBGI_STATE], bits);
        for (uint32_t e = m->start[g]; e < m->start[g + 1]; e++)
            changed |= lower(&out[order[e] & CBGI_STATE],
                             pick(all, order[e] >> CBGI_PATTERN_SHIFT & 3, bits));
    }
    return changed;
}

/* The entry before the tie that ends just before e. */
static uint32_t tie_start(const cbgi_maker *m, uint32_t low, uint32_t e)
{
    uint32_t from = e - 1;
    while (from > low && (m->order[from - 1] & CBGI_TIE) != 0)
        from--;
    return from;
}

/* Enters the value into the table under the pattern and all it contains. */
static void enter(cbgi_cell *table, uint32_t pattern, cbgi_cell value)
{
    for (uint32_t u = pattern;; u = (u - 1) & pattern) {
        table[u] = least(table[u], value);
        if (u == 0)
            return;
    }
}

static bool group_by_table(const cbgi_maker *m, uint32_t g, bool improving, const cbgi_cell *in,
                           cbgi_cell *out, cbgi_cell *table)
{
    uint32_t low = m->start[g], high = m->start[g + 1];
    bool changed = false;
    for (uint32_t u = 0; u < 1u << m->pattern_bits; u++)
        table[u] = none;
    while (high > low) {
        uint32_t from = improving ? tie_start(m, low, high) : low;
        for (uint32_t e = from; improving && e < high; e++)
            changed |= lower(&out[m->order[e] & CBGI_STATE], table[cbgi_entry_pattern(m, m->order[e])]);
        for (uint32_t e = from; e < high; e++)
            enter(table, cbgi_entry_pattern(m, m->order[e]), in[m->order[e] & CBGI_STATE]);
        for (uint32_t e = from; !improving && e < high; e++)
            changed |= lower(&out[m->order[e] & CBGI_STATE], table[cbgi_entry_pattern(m, m->order[e])]);
        high = from;
    }
    return changed;
}

/* For groups smaller than the table, whatever the number of one-way options. */
static bool group_by_pairs(const cbgi_maker *m, uint32_t g, bool improving, const cbgi_cell *in,
                           cbgi_cell *out)
{
    uint32_t low = m->start[g], high = m->start[g + 1];
    bool changed = false;
    for (uint32_t end = high; end > low;) {
        uint32_t from = tie_start(m, low, end);
        for (uint32_t e = from; e < end; e++) {
            uint32_t s = m->order[e] & CBGI_STATE;
            uint64_t used = cbgi_used_up(m, code_of(m, s));
            for (uint32_t f = improving ? end : low; f < high; f++) {
                uint32_t t = m->order[f] & CBGI_STATE;
                if ((used & ~cbgi_used_up(m, code_of(m, t))) == 0)
                    changed |= lower(&out[s], in[t]);
            }
        }
        end = from;
    }
    return changed;
}

int cbgi_table_bits(const cbgi_maker *m)
{
    uint32_t largest = 0;
    for (uint32_t g = 0; g < m->groups; g++)
        largest = m->start[g + 1] - m->start[g] > largest ? m->start[g + 1] - m->start[g] : largest;
    return m->pattern_bits <= 24 && largest >= UINT32_C(1) << m->pattern_bits ? m->pattern_bits : 0;
}

bool cbgi_relax(const cbgi_maker *m, bool improving, const cbgi_cell *in, cbgi_cell *out, cbgi_cell *table)
{
    bool changed = false;
    switch (m->pattern_bits) {
    case 0: return improving ? improve_plain(m, in, out) : move_plain(m, in, out);
    case 1: return improving ? improve_split(m, in, out) : move_split(m, in, out, 1);
    case 2: return improving ? improve_split(m, in, out) : move_split(m, in, out, 2);
    default: break;
    }
    for (uint32_t g = 0; g < m->groups; g++)
        changed |= m->pattern_bits <= 24 && m->start[g + 1] - m->start[g] >= UINT32_C(1) << m->pattern_bits
                       ? group_by_table(m, g, improving, in, out, table)
                       : group_by_pairs(m, g, improving, in, out);
    return changed;
}
