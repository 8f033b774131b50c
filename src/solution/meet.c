/* Utilities with interactions, boxes and constraints as a graph of regions that meet.
 *
 * An outcome is a clique of the graph in which regions that meet are neighbours. Where regions are products of
 * intervals the converse holds too (Helly); where they name options here and there, candidates that do not
 * meet the whole clique are taken out as it grows. All weights are made non-negative:
 * what is taken inside a region is paid outside it instead, and the outside of a region over issues 1..d is
 * the disjoint union of d regions (outside on 1; inside on 1, outside on 2; ...). A forbidden region is a group of
 * which one such part must be met, an `allow` rule the group of its own regions, and each option of an
 * issue with a score is a region too. The best outcome is then a clique of greatest weight.
 * Source: cliques of constraints, I. Marsa-Maestre, M. Lopez-Carmona, J. Velasco and E. de la Hoz, Effective bidding
 * and deal identification for negotiations in highly nonlinear scenarios, AAMAS 2009, 1057-1064; the outside parts and
 * constraints as groups are ours.
 */
#include "solution/meet.h"

#include <string.h>

#include "space/terms.h"

enum { REGIONS_MAX = 8192, MARKS_MAX = 1 << 26 };

typedef struct building {
    cbgi_meet *m;
    cbgi_arena *arena;
    int room, side_room, sides;
    int64_t marks;
    cbg_status status;
} building;

static void *grow(cbgi_arena *arena, void *old, size_t count, size_t size, size_t room)
{
    void *next = cbgi_arena_array(arena, room, size);
    if (next != NULL && count > 0) {
        memcpy(next, old, count * size);
    }
    return next;
}

/* Room for one more region with this many sides. */
static bool reserve(building *b, int sides)
{
    cbgi_meet *m = b->m;
    const size_t seats = (size_t)m->space->seats;
    if (m->count == REGIONS_MAX) {
        b->status = CBG_TOO_LARGE;
    }
    if (b->status == CBG_OK && m->count == b->room) {
        const size_t n = (size_t)m->count, room = 2 * n + 64;
        m->first = grow(b->arena, m->first, n + (n > 0), sizeof *m->first, room + 1);
        m->pay = grow(b->arena, m->pay, n * seats, sizeof *m->pay, room * seats);
        m->share = grow(b->arena, m->share, n, sizeof *m->share, room);
        m->group_of = grow(b->arena, m->group_of, n, sizeof *m->group_of, room);
        b->room = (int)room;
    }
    if (b->status == CBG_OK && b->sides + sides > b->side_room) {
        b->side_room = 2 * (b->sides + sides) + 64;
        m->side = grow(b->arena, m->side, (size_t)b->sides, sizeof *m->side, (size_t)b->side_room);
    }
    b->status = b->status == CBG_OK && b->arena->failed ? CBG_NO_MEMORY : b->status;
    return b->status == CBG_OK;
}

/* The allowed options of a side that are marked in `has` (or, `outside`, are not); NULL: there is none. *share is
 * multiplied by their part of the allowed ones. */
static const bool *narrow(building *b, int issue, const bool *has, bool outside, double *share)
{
    const cbg_space *space = b->m->space;
    const bool *allowed = b->m->allowed + space->offset[issue];
    b->marks += space->option_count[issue];
    if (b->marks > MARKS_MAX) {
        b->status = CBG_TOO_LARGE;
        return NULL;
    }
    bool *set = cbgi_arena_array(b->arena, (size_t)space->option_count[issue], sizeof *set);
    int runs = 0, in = 0, all = 0;
    bool before = false;
    for (int o = 0; o < space->option_count[issue] && set != NULL; o++) {
        set[o] = allowed[o] && has[o] != outside;
        runs += set[o] && !before;
        in += set[o];
        all += allowed[o];
        before = allowed[o] ? set[o] : before;
    }
    b->status = set == NULL ? CBG_NO_MEMORY : b->status;
    *share *= in > 0 ? (double)in / all : 0;
    b->m->convex = b->m->convex && runs < 2;
    return runs > 0 ? set : NULL;
}

/* Adds the region given by the first `sides` sides of r, the last of them turned outside when told so. Empty
 * regions are left out. Returns its pays, NULL when it is left out. */
static int64_t *add_region(building *b, const cbg_region *r, int sides, bool outside, int group)
{
    cbgi_meet *m = b->m;
    const int from = b->sides;
    double share = 1;
    if (!reserve(b, sides)) {
        return NULL;
    }
    for (int k = 0; k < sides; k++) {
        const bool *has = narrow(b, r->issue[k], r->has[k], outside && k == sides - 1, &share);
        if (has == NULL) {
            b->sides = from;
            return NULL;
        }
        m->side[b->sides++] = (cbgi_side){r->issue[k], has};
    }
    m->first[m->count] = from;
    m->first[m->count + 1] = b->sides;
    m->group_of[m->count] = group;
    m->share[m->count] = share;
    return m->pay + (size_t)m->count++ * (size_t)m->space->seats;
}

static void add_outside(building *b, const cbg_region *r, int seat, int64_t pay, int group)
{
    for (int k = 0; k < r->issue_count; k++) {
        int64_t *at = add_region(b, r, k + 1, true, group);
        if (at != NULL && seat >= 0) {
            at[seat] = pay;
        }
    }
}

static void add_inside(building *b, const cbg_region *r, int seat, int64_t pay)
{
    int64_t *at = add_region(b, r, r->issue_count, false, -1);
    if (at != NULL) {
        at[seat] = pay;
    }
}

/* `pay`, of either sign, inside the region. */
static void add_signed(building *b, const cbg_region *r, int seat, int64_t pay)
{
    if (pay > 0) {
        add_inside(b, r, seat, pay);
    } else if (pay < 0) {
        b->m->base[seat] += pay;
        add_outside(b, r, seat, -pay, -1);
    }
}

/* An option of an issue is a region when some seat prefers it to the issue's worst. */
static void add_issue(building *b, int issue)
{
    cbgi_meet *m = b->m;
    const cbg_space *space = m->space;
    const size_t options = (size_t)space->offset[space->issues], at = (size_t)space->offset[issue];
    const int n = space->option_count[issue];
    int64_t worst[CBG_SEATS_MAX];
    bool any = false;
    for (int s = 0; s < space->seats; s++) {
        worst[s] = INT64_MAX;
        for (int o = 0; o < n; o++) {
            const int64_t v = space->value[(size_t)s * options + at + (size_t)o];
            worst[s] = m->allowed[at + (size_t)o] && v < worst[s] ? v : worst[s];
            any = any || m->allowed[at + (size_t)o];
        }
        m->base[s] += any ? worst[s] : 0;
    }
    m->blocked = m->blocked || !any;
    for (int o = 0; o < n && any && b->status == CBG_OK; o++) {
        bool pays = false;
        for (int s = 0; s < space->seats; s++) {
            pays = pays || space->value[(size_t)s * options + at + (size_t)o] > worst[s];
        }
        bool *one =
            pays && m->allowed[at + (size_t)o] ? cbgi_arena_array(b->arena, (size_t)n, sizeof *one) : NULL;
        if (one == NULL) {
            b->status = b->arena->failed ? CBG_NO_MEMORY : b->status;
            continue;
        }
        one[o] = true;
        const bool *has = one;
        const cbg_region region = {1, &issue, &has};
        int64_t *pay = add_region(b, &region, 1, false, -1);
        for (int s = 0; s < space->seats && pay != NULL; s++) {
            pay[s] = space->value[(size_t)s * options + at + (size_t)o] - worst[s];
        }
    }
}

/* Boxes that are not simply added bound the aggregate by the sum of what is positive. */
static void add_box(building *b, const cbg_box *box, bool added, int seat)
{
    int64_t pay = 0;
    cbg_rational exact;
    cbg_status status = cbg_box_pay(box, &exact);
    b->status = status == CBG_OK ? cbgi_units(exact, b->m->space->unit, &pay) : status;
    if (b->status != CBG_OK) {
        return;
    }
    if (added) {
        b->m->base[seat] += box->excludes ? pay : 0;
        add_signed(b, &box->region, seat, box->excludes ? -pay : pay);
    } else if (box->excludes == (pay > 0)) {
        add_outside(b, &box->region, seat, pay > 0 ? pay : 0, -1);
    } else {
        add_inside(b, &box->region, seat, pay > 0 ? pay : 0);
    }
}

static void add_seat(building *b, int seat)
{
    const cbg_space *space = b->m->space;
    const cbg_terms *terms = space->c->preference[space->scenario.party[seat]].terms;
    if (terms == NULL) {
        return;
    }
    b->status = terms->table.given ? CBG_TOO_LARGE : b->status;
    for (int k = 0; k < terms->interaction_count && b->status == CBG_OK; k++) {
        int64_t pay = 0;
        b->status = cbgi_units(terms->interaction[k].points.value, space->unit, &pay);
        add_signed(b, &terms->interaction[k].when, seat, pay);
    }
    for (int k = 0; k < terms->boxes.count && b->status == CBG_OK; k++) {
        add_box(b, &terms->boxes.box[k], terms->boxes.aggregation == CBG_AGGREGATE_SUM, seat);
    }
}

static void add_constraint(building *b, const cbg_constraint *c)
{
    cbgi_meet *m = b->m;
    for (int k = 0; k < c->region_count && b->status == CBG_OK; k++) {
        const int before = m->count;
        if (c->allows) {
            (void)add_region(b, &c->region[k], c->region[k].issue_count, false, m->groups);
        } else {
            add_outside(b, &c->region[k], -1, 0, m->groups++);
            m->blocked = m->blocked || m->count == before;
        }
    }
    if (c->allows) {
        m->blocked = m->blocked || m->count == 0 || m->group_of[m->count - 1] != m->groups;
        m->groups++;
    }
}

cbg_status cbgi_meet_build(const cbg_space *space, cbgi_arena *arena, cbgi_meet *out)
{
    const size_t options = (size_t)space->offset[space->issues];
    memset(out, 0, sizeof *out);
    out->space = space;
    out->convex = true;
    out->allowed = cbgi_arena_array(arena, options, sizeof *out->allowed);
    building b = {.m = out, .arena = arena, .status = out->allowed == NULL ? CBG_NO_MEMORY : CBG_OK};
    for (size_t o = 0; o < options && b.status == CBG_OK; o++) {
        out->allowed[o] = (space->breaks[o] & space->scenario.red_lines) == 0;
    }
    for (int i = 0; i < space->issues && b.status == CBG_OK; i++) {
        add_issue(&b, i);
    }
    for (int s = 0; s < space->seats && b.status == CBG_OK; s++) {
        add_seat(&b, s);
    }
    for (int k = 0; k < space->c->constraint_count && b.status == CBG_OK; k++) {
        add_constraint(&b, &space->c->constraint[k]);
    }
    return b.status;
}

/* Vertices that meet this option of an issue: those that have it, and those that do not speak of the issue. */
static void fill_meeting(const cbgi_meet *m, const int *order, int words, uint64_t *meeting)
{
    const cbg_space *space = m->space;
    const size_t options = (size_t)space->offset[space->issues];
    for (int v = 0; v < m->count; v++) {
        const size_t word = (size_t)v / 64;
        const uint64_t bit = UINT64_C(1) << (v % 64);
        for (size_t o = 0; o < options; o++) {
            meeting[o * (size_t)words + word] |= bit;
        }
        for (int k = m->first[order[v]]; k < m->first[order[v] + 1]; k++) {
            const int issue = m->side[k].issue;
            for (int o = 0; o < space->option_count[issue]; o++) {
                if (!m->side[k].has[o]) {
                    meeting[(size_t)(space->offset[issue] + o) * (size_t)words + word] &= ~bit;
                }
            }
        }
    }
}

cbg_status cbgi_meet_graph(const cbgi_meet *m, const int *order, const int64_t *weight, cbgi_arena *arena,
                           cbgi_clique *out, uint64_t **meeting_out)
{
    const cbg_space *space = m->space;
    const size_t n = (size_t)m->count, words = (n + 63) / 64, options = (size_t)space->offset[space->issues];
    if (options * words > MARKS_MAX / 8) {
        return CBG_TOO_LARGE;
    }
    uint64_t *meeting = cbgi_arena_array(arena, options * words, sizeof *meeting);
    uint64_t *near = cbgi_arena_array(arena, n * words, sizeof *near);
    uint64_t *any = cbgi_arena_array(arena, words, sizeof *any);
    uint64_t *group = cbgi_arena_array(arena, (size_t)m->groups * words, sizeof *group);
    int64_t *sorted = cbgi_arena_array(arena, n, sizeof *sorted);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    fill_meeting(m, order, (int)words, meeting);
    *meeting_out = meeting;
    for (size_t v = 0; v < n; v++) {
        uint64_t *row = near + v * words;
        memset(row, 0xff, words * sizeof *row);
        row[words - 1] >>= (64 - n % 64) % 64;
        for (int k = m->first[order[v]]; k < m->first[order[v] + 1]; k++) {
            const int issue = m->side[k].issue;
            memset(any, 0, words * sizeof *any);
            for (int o = 0; o < space->option_count[issue]; o++) {
                const uint64_t *with = meeting + (size_t)(space->offset[issue] + o) * words;
                for (size_t w = 0; w < words && m->side[k].has[o]; w++) {
                    any[w] |= with[w];
                }
            }
            for (size_t w = 0; w < words; w++) {
                row[w] &= any[w];
            }
        }
        row[v / 64] &= ~(UINT64_C(1) << (v % 64));
        sorted[v] = weight[order[v]];
        if (m->group_of[order[v]] >= 0) {
            group[(size_t)m->group_of[order[v]] * words + v / 64] |= UINT64_C(1) << (v % 64);
        }
    }
    *out = (cbgi_clique){.count = (int)n,
                         .words = (int)words,
                         .near = near,
                         .weight = sorted,
                         .groups = m->groups,
                         .group = group};
    return CBG_OK;
}

/* Does the option of the issue lie in every region of the clique? */
static bool common(const cbgi_meet *m, const int *order, const uint64_t *member, int issue, int option)
{
    bool in = m->allowed[m->space->offset[issue] + option];
    for (int w = 0; w < (m->count + 63) / 64; w++) {
        for (uint64_t left = member[w]; left != 0 && in; left &= left - 1) {
            const int r = order[64 * w + __builtin_ctzll(left)];
            for (int k = m->first[r]; k < m->first[r + 1]; k++) {
                in = in && (m->side[k].issue != issue || m->side[k].has[option]);
            }
        }
    }
    return in;
}

void cbgi_meet_shrink(const cbgi_meet *m, const int *order, const uint64_t *meeting, const uint64_t *member,
                      int v, uint64_t *next)
{
    const int words = (m->count + 63) / 64;
    for (int k = m->first[order[v]]; k < m->first[order[v] + 1]; k++) {
        const int issue = m->side[k].issue;
        uint64_t any[REGIONS_MAX / 64] = {0};
        for (int o = 0; o < m->space->option_count[issue]; o++) {
            if (!m->side[k].has[o] || !common(m, order, member, issue, o)) {
                continue;
            }
            const uint64_t *with = meeting + (size_t)(m->space->offset[issue] + o) * (size_t)words;
            for (int w = 0; w < words; w++) {
                any[w] |= with[w];
            }
        }
        for (int w = 0; w < words; w++) {
            next[w] &= any[w];
        }
    }
}

void cbgi_meet_outcome(const cbgi_meet *m, const int *order, const uint64_t *member, int *option)
{
    const cbg_space *space = m->space;
    for (int i = 0; i < space->issues; i++) {
        option[i] = -1;
        for (int o = 0; o < space->option_count[i] && option[i] < 0; o++) {
            option[i] = common(m, order, member, i, o) ? o : -1;
        }
    }
}
