/* The issues of a case as goods between two sides.
 *
 * For a good of the case, side s gets (what getting it is worth) - (what the other's getting it is worth). Any
 * other issue is a position to be won: winning it means getting one's best option, and it is worth
 * the weight the side gives it (points form: best less worst). Points are put on the scale of the
 * case, so that weights summing to 1 and to 100 say the same. What a bloc gives is the mean of what its
 * members give, by member weight. Issues on which both sides have the same best option are not divided.
 */
#include "coburg/divide.h"

#include "base/arena.h"
#include "solution/exact.h"

struct cbgi_goods_private {
    cbgi_arena arena;
};

/* A party or a bloc. */
typedef struct side {
    const char *id, *name;
    int count;
    const int *party;
    const cbg_number *weight; /* NULL: one party */
    cbg_span span;
} side;

typedef struct build {
    const cbg_case *c;
    cbgi_arena *arena;
    cbg_goods *goods;
    side side[2];
    int *issue, *agreed, *option[2];
    const char **name;
    cbg_rational *points[2];
    bool *divisible;
    cbg_diags *diags;
} build;

static const cbg_rational zero = {0, 1};

static side side_of_party(const cbg_case *c, const int *party)
{
    const cbg_party *p = &c->party[*party];
    return (side){p->id, p->name, 1, party, NULL, p->span};
}

static side side_of_bloc(const cbg_bloc *b)
{
    return (side){b->id, b->name, b->member_count, b->member, b->member_weight, b->span};
}

static cbg_status side_named(const build *b, const char *id, int *party, side *out)
{
    int bloc = cbg_case_find_bloc(b->c, id);
    *party = cbg_case_find_party(b->c, id);
    if (*party >= 0) {
        *out = side_of_party(b->c, party);
    } else if (bloc >= 0) {
        *out = side_of_bloc(&b->c->bloc[bloc]);
    } else {
        const cbg_span nowhere = {0, 0, 0};
        cbg_diag *d = cbg_diags_add(b->diags, CBG_ERROR, CBG_NOT_FOUND, nowhere,
                                    "the case has no party or bloc \"%s\"", id);
        cbg_diag_hint(d, "use the id of a party or bloc as the case spells it");
        return CBG_NOT_FOUND;
    }
    return CBG_OK;
}

/* The two parties that every good of the case names; false when there are no such two. */
static bool parties_of_goods(const cbg_case *c, int party[2])
{
    bool found = false;
    for (int i = 0; i < c->issue_count; i++) {
        const cbg_issue *issue = &c->issue[i];
        if (!issue->is_good)
            continue;
        if (issue->option_count != 2)
            return false;
        if (!found) {
            party[0] = issue->to[0];
            party[1] = issue->to[1];
        }
        found = true;
        bool same = (issue->to[0] == party[0] && issue->to[1] == party[1]) ||
                    (issue->to[0] == party[1] && issue->to[1] == party[0]);
        if (!same)
            return false;
    }
    return found;
}

/* The sides when none are named. */
static cbg_status default_sides(build *b, int party[2])
{
    const cbg_case *c = b->c;
    int sides = cbg_case_sides(c, NULL);
    if (parties_of_goods(c, party) || c->party_count == 2) {
        if (c->party_count == 2)
            party[0] = 0, party[1] = 1;
        for (int k = 0; k < 2; k++)
            b->side[k] = side_of_party(c, &party[k]);
        return CBG_OK;
    }
    if (sides != 2) {
        const cbg_span nowhere = {0, 0, 0};
        cbg_diag *d = cbg_diags_add(b->diags, CBG_ERROR, CBG_MISSING, nowhere,
                                    "fair division is between two sides; this case has %d", sides);
        if (c->party_count > 2)
            cbg_diag_hint(d, "name two parties or blocs, for example --parties %s,%s", c->party[0].id,
                          c->party[1].id);
        return CBG_MISSING;
    }
    int first_bloc = c->party[0].bloc, k = 0;
    for (int p = 0; p < c->party_count && k < 2; p++) {
        int bloc = c->party[p].bloc;
        if (k == 1 && bloc >= 0 && bloc == first_bloc)
            continue;
        party[k] = p;
        b->side[k] = bloc >= 0 ? side_of_bloc(&c->bloc[bloc]) : side_of_party(c, &party[k]);
        k++;
    }
    return CBG_OK;
}

static bool holds(const side *s, int party)
{
    for (int k = 0; k < s->count; k++)
        if (s->party[k] == party)
            return true;
    return false;
}

/* What one party's utility gets from an option, in points on the scale of the case. */
static cbg_rational party_value(const cbg_case *c, int party, int issue, int option, cbg_status *s)
{
    const cbg_preference *p = &c->preference[party];
    if (!p->given || p->score[issue] == NULL)
        return zero;
    cbg_rational score = p->score[issue][option].value;
    if (p->is_points)
        return score;
    return cbgi_divide(s, cbgi_multiply(s, p->weight[issue].value, score), p->total);
}

/* What is at stake for one party on an issue that is not a good. */
static cbg_rational party_stake(const cbg_case *c, int party, int issue, cbg_status *s)
{
    const cbg_preference *p = &c->preference[party];
    if (!p->given || p->score[issue] == NULL)
        return zero;
    if (!p->is_points)
        return cbgi_divide(s, cbgi_multiply(s, p->weight[issue].value, c->scale), p->total);
    cbg_rational low = p->score[issue][0].value, high = low;
    for (int o = 1; o < c->issue[issue].option_count; o++) {
        cbg_rational v = p->score[issue][o].value;
        if (cbg_rational_compare(v, low) < 0)
            low = v;
        if (cbg_rational_compare(v, high) > 0)
            high = v;
    }
    return cbgi_subtract(s, high, low);
}

/* The mean over a side; option -1: of the stakes. */
static cbg_rational side_value(const cbg_case *c, const side *who, int issue, int option, cbg_status *s)
{
    cbg_rational sum = zero, weights = zero;
    for (int k = 0; k < who->count; k++) {
        cbg_rational v = option < 0 ? party_stake(c, who->party[k], issue, s)
                                    : party_value(c, who->party[k], issue, option, s);
        if (who->weight == NULL)
            return v;
        sum = cbgi_add(s, sum, cbgi_multiply(s, v, who->weight[k].value));
        weights = cbgi_add(s, weights, who->weight[k].value);
    }
    return weights.num == 0 ? zero : cbgi_divide(s, sum, weights);
}

static void append(build *b, int issue, const cbg_rational points[2], const int option[2])
{
    int n = b->goods->count++;
    b->issue[n] = issue;
    b->name[n] = b->c->issue[issue].name;
    b->divisible[n] = !b->c->issue[issue].is_good || b->c->issue[issue].divisible;
    for (int k = 0; k < 2; k++) {
        b->points[k][n] = points[k];
        b->option[k][n] = option[k];
    }
}

static cbg_status add_good(build *b, int i)
{
    const cbg_issue *issue = &b->c->issue[i];
    cbg_status s = CBG_OK;
    int mine[2] = {-1, -1};
    for (int k = 0; k < 2; k++) {
        for (int o = 0; o < issue->option_count && mine[k] < 0; o++)
            if (holds(&b->side[k], issue->to[o]))
                mine[k] = o;
        if (mine[k] < 0) {
            cbg_diag *d = cbg_diags_add(b->diags, CBG_ERROR, CBG_BAD_CASE, issue->span, "%s cannot go to %s",
                                        issue->name, b->side[k].name);
            cbg_diag_hint(d, "add it to the parties in `to`, or choose two sides that are there");
            return CBG_BAD_CASE;
        }
    }
    cbg_rational points[2];
    for (int k = 0; k < 2; k++)
        points[k] = cbgi_subtract(&s, side_value(b->c, &b->side[k], i, mine[k], &s),
                                  side_value(b->c, &b->side[k], i, mine[1 - k], &s));
    append(b, i, points, mine);
    return s;
}

/* An issue with options: best options, whether both want the same, and the stakes. */
static cbg_status add_position(build *b, int i)
{
    const cbg_issue *issue = &b->c->issue[i];
    cbg_status s = CBG_OK;
    cbg_rational best[2], points[2];
    int option[2] = {0, 0}, common = -1; /* common: best for both, as far as seen */
    for (int o = 0; o < issue->option_count && s == CBG_OK; o++) {
        bool top[2], risen = false;
        for (int k = 0; k < 2; k++) {
            cbg_rational v = side_value(b->c, &b->side[k], i, o, &s);
            int order = o == 0 ? 1 : cbg_rational_compare(v, best[k]);
            top[k] = order >= 0;
            risen = risen || order > 0;
            if (order <= 0)
                continue;
            best[k] = v;
            option[k] = o;
        }
        if (top[0] && top[1])
            common = risen || common < 0 ? o : common;
        else if (risen)
            common = -1;
    }
    for (int k = 0; k < 2; k++) {
        points[k] = side_value(b->c, &b->side[k], i, -1, &s);
        if (points[k].num == 0)
            option[k] = -1;
    }
    if (common >= 0 && option[0] >= 0 && option[1] >= 0) {
        b->agreed[b->goods->agreed_count++] = i;
        return s;
    }
    b->goods->positions = true;
    append(b, i, points, option);
    return s;
}

static cbg_status allocate(build *b)
{
    size_t n = (size_t)b->c->issue_count;
    cbg_goods *g = b->goods;
    g->issue = b->issue = cbgi_arena_array(b->arena, n, sizeof(int));
    g->agreed = b->agreed = cbgi_arena_array(b->arena, n, sizeof(int));
    g->name = b->name = cbgi_arena_array(b->arena, n, sizeof(char *));
    g->divisible = b->divisible = cbgi_arena_array(b->arena, n, sizeof(bool));
    for (int k = 0; k < 2; k++) {
        g->option[k] = b->option[k] = cbgi_arena_array(b->arena, n, sizeof(int));
        g->points[k] = b->points[k] = cbgi_arena_array(b->arena, n, sizeof(cbg_rational));
    }
    return b->arena->failed ? CBG_NO_MEMORY : CBG_OK;
}

static cbg_status check_sides(const build *b)
{
    const cbg_span nowhere = {0, 0, 0};
    for (int k = 0; k < 2; k++) {
        const side *me = &b->side[k];
        for (int m = 0; m < me->count; m++) {
            const cbg_party *p = &b->c->party[me->party[m]];
            if (holds(&b->side[1 - k], me->party[m])) {
                cbg_diags_add(b->diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s cannot be on both sides",
                              p->name);
                return CBG_BAD_ARGUMENT;
            }
            if (b->c->preference[me->party[m]].terms != NULL) {
                cbg_diag *d = cbg_diags_add(b->diags, CBG_ERROR, CBG_BAD_ARGUMENT, p->span,
                                            "what %s gets is not a sum over issues", p->name);
                cbg_diag_hint(d, "division needs goods of independent worth: use `coburg analyze`");
                return CBG_BAD_ARGUMENT;
            }
            if (b->c->preference[me->party[m]].given)
                continue;
            cbg_diag *d =
                cbg_diags_add(b->diags, CBG_ERROR, CBG_MISSING, p->span, "%s states no preferences", p->name);
            cbg_diag_hint(d, "add points (or weights and scores) for %s under `preferences`", p->id);
            return CBG_MISSING;
        }
    }
    return CBG_OK;
}

cbg_status cbg_goods_from_case(const cbg_case *c, const char *side_a, const char *side_b,
                               const cbg_exec *exec, cbg_goods **out, cbg_diags *diags)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec != NULL ? exec->allocator : NULL);
    build b = {.c = c, .arena = &arena, .diags = diags};
    int party[2];
    b.goods = cbgi_arena_alloc(&arena, sizeof *b.goods);
    struct cbgi_goods_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    cbg_status s = b.goods == NULL || own == NULL ? CBG_NO_MEMORY : allocate(&b);
    if (s == CBG_OK && (side_a == NULL) != (side_b == NULL))
        s = CBG_BAD_ARGUMENT;
    if (s == CBG_OK && side_a == NULL)
        s = default_sides(&b, party);
    if (s == CBG_OK && side_a != NULL)
        s = side_named(&b, side_a, &party[0], &b.side[0]);
    if (s == CBG_OK && side_b != NULL)
        s = side_named(&b, side_b, &party[1], &b.side[1]);
    if (s == CBG_OK)
        s = check_sides(&b);
    for (int i = 0; i < c->issue_count && s == CBG_OK; i++) {
        s = c->issue[i].is_good ? add_good(&b, i) : add_position(&b, i);
        if (s == CBG_OVERFLOW)
            cbg_diags_add(diags, CBG_ERROR, s, c->issue[i].span,
                          "the numbers on %s are too fine for an exact division", c->issue[i].name);
    }
    if (s != CBG_OK) {
        cbgi_arena_free(&arena);
        return s;
    }
    for (int k = 0; k < 2; k++) {
        b.goods->side[k] = b.side[k].id;
        b.goods->side_name[k] = b.side[k].name;
    }
    own->arena = arena;
    b.goods->own = own;
    *out = b.goods;
    return CBG_OK;
}

void cbg_goods_free(cbg_goods *goods)
{
    if (goods == NULL || goods->own == NULL)
        return;
    cbgi_arena arena = goods->own->arena;
    cbgi_arena_free(&arena);
}
