/* The kernel of the sweep solver.
 *
 * A group is ascending by rank, so the least value over preferred states is a running minimum from
 * the top. One-way options: a state with pattern w reaches those whose pattern contains w; a
 * table over patterns keeps, for each w, the least value among states seen so far whose pattern
 * contains w. Reading it is one look-up, entering a state costs 2^(options it has used up).
 */
#include "stability/sweep.h"

static const cbgi_cell none = {UINT32_MAX, UINT32_MAX};

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
            uint32_t entry = order[e], s = entry & ~CBGI_TIE;
            above = (entry & CBGI_TIE) != 0 ? above : here;
            changed |= lower(&out[s], above);
            here = least(here, in[s]);
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
            all = least(all, in[m->order[e] & ~CBGI_TIE]);
        for (uint32_t e = m->start[g]; e < m->start[g + 1]; e++)
            changed |= lower(&out[m->order[e] & ~CBGI_TIE], all);
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
            changed |= lower(&out[m->order[e] & ~CBGI_TIE], table[m->pattern[e]]);
        for (uint32_t e = from; e < high; e++)
            enter(table, m->pattern[e], in[m->order[e] & ~CBGI_TIE]);
        for (uint32_t e = from; !improving && e < high; e++)
            changed |= lower(&out[m->order[e] & ~CBGI_TIE], table[m->pattern[e]]);
        high = from;
    }
    return changed;
}

/* For groups smaller than the table. */
static bool group_by_pairs(const cbgi_maker *m, uint32_t g, bool improving, const cbgi_cell *in,
                           cbgi_cell *out)
{
    uint32_t low = m->start[g], high = m->start[g + 1];
    bool changed = false;
    for (uint32_t end = high; end > low;) {
        uint32_t from = tie_start(m, low, end);
        for (uint32_t e = from; e < end; e++)
            for (uint32_t t = improving ? end : low; t < high; t++)
                if ((m->pattern[e] & ~(uint32_t)m->pattern[t]) == 0)
                    changed |= lower(&out[m->order[e] & ~CBGI_TIE], in[m->order[t] & ~CBGI_TIE]);
        end = from;
    }
    return changed;
}

bool cbgi_relax(const cbgi_maker *m, bool improving, const cbgi_cell *in, cbgi_cell *out, cbgi_cell *table)
{
    if (m->pattern == NULL)
        return improving ? improve_plain(m, in, out) : move_plain(m, in, out);
    bool changed = false;
    for (uint32_t g = 0; g < m->groups; g++)
        changed |= m->start[g + 1] - m->start[g] >= 1u << m->pattern_bits
                       ? group_by_table(m, g, improving, in, out, table)
                       : group_by_pairs(m, g, improving, in, out);
    return changed;
}
