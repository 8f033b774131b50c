/* A fair division for programs: CSV and JSON. Exact numbers are given twice, as a number and, where
 * that may be rounded, as a fraction in text. */
#include "report/divide.h"

static const struct rule {
    const char *name;
    size_t allotment; /* offset in cbg_division */
    bool whole;
} rules[] = {
    {"adjusted_winner", offsetof(cbg_division, adjusted), false},
    {"nash", offsetof(cbg_division, nash), false},
    {"leximin_whole", offsetof(cbg_division, leximin), true},
    {"max_product_whole", offsetof(cbg_division, max_product), true},
};

enum { RULES = sizeof rules / sizeof rules[0] };

static const cbg_allotment *allotment(const cbg_division *d, const struct rule *rule)
{
    if (rule->whole && !d->whole_known)
        return NULL;
    return (const cbg_allotment *)(const void *)((const char *)d + rule->allotment);
}

void cbgi_divide_csv(const cbgi_divide_report *r, cbgi_text *out)
{
    static const char *const head[] = {"rule",     "issue",    "side_a",  "side_b",
                                       "points_a", "points_b", "share_a", "share_b"};
    enum { COLUMNS = sizeof head / sizeof head[0] };
    for (int k = 0; k < COLUMNS; k++)
        cbgi_csv(out, head[k], k == COLUMNS - 1);
    char text[CBG_RATIONAL_TEXT];
    for (int k = 0; k < RULES; k++) {
        const cbg_allotment *a = allotment(r->division, &rules[k]);
        for (int i = 0; a != NULL && i < r->division->count; i++) {
            cbgi_csv(out, rules[k].name, false);
            cbgi_csv(out, r->c->issue[r->goods->issue[i]].id, false);
            for (int side = 0; side < 2; side++)
                cbgi_csv(out, r->goods->side[side], false);
            for (int side = 0; side < 2; side++)
                cbgi_csv(out, cbg_rational_text(r->division->points[side][i], 18, text), false);
            for (int side = 0; side < 2; side++)
                cbgi_csv(out, cbg_rational_text(cbgi_divide_part(a, side, i), 18, text), side == 1);
        }
    }
}

static void put_exact(cbgi_json *json, const char *key, cbg_rational value)
{
    char text[CBG_RATIONAL_TEXT];
    cbgi_json_put_string(json, key, cbg_rational_text(value, 18, text));
}

static void put_pair(cbgi_json *json, const cbgi_divide_report *r, const char *key,
                     const cbg_rational pair[2])
{
    cbgi_json_put_open_line(json, key, '{');
    for (int side = 0; side < 2; side++)
        cbgi_json_put_rational(json, r->goods->side[side], pair[side]);
    cbgi_json_close(json, '}');
}

static void put_pair_exact(cbgi_json *json, const cbgi_divide_report *r, const char *key,
                           const cbg_rational pair[2])
{
    cbgi_json_put_open_line(json, key, '{');
    for (int side = 0; side < 2; side++)
        put_exact(json, r->goods->side[side], pair[side]);
    cbgi_json_close(json, '}');
}

static const char *issue_id(const cbgi_divide_report *r, int good)
{
    return good < 0 ? NULL : r->c->issue[r->goods->issue[good]].id;
}

static void put_allotment(cbgi_json *json, const cbgi_divide_report *r, const cbg_allotment *a)
{
    cbgi_json_open(json, '{');
    put_pair(json, r, "totals", a->total);
    put_pair_exact(json, r, "totals_exact", a->total);
    cbgi_json_put_string(json, "shared_issue", issue_id(r, a->split));
    cbgi_json_put_open(json, "shares_exact", '{');
    for (int i = 0; i < r->division->count; i++) {
        cbg_rational part[2] = {cbgi_divide_part(a, 0, i), cbgi_divide_part(a, 1, i)};
        put_pair_exact(json, r, issue_id(r, i), part);
    }
    cbgi_json_close(json, '}');
    cbgi_json_close(json, '}');
}

static void put_issues(cbgi_json *json, const cbgi_divide_report *r)
{
    cbgi_json_put_open(json, "issues", '[');
    for (int i = 0; i < r->division->count; i++) {
        const cbg_issue *issue = &r->c->issue[r->goods->issue[i]];
        const cbg_rational points[2] = {r->division->points[0][i], r->division->points[1][i]};
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", issue->id);
        cbgi_json_put_string(json, "name", issue->name);
        cbgi_json_put_bool(json, "divisible", r->goods->divisible[i]);
        put_pair(json, r, "points", points);
        cbgi_json_put_open_line(json, "option_won", '{');
        for (int side = 0; side < 2; side++) {
            int option = r->goods->option[side][i];
            cbgi_json_put_string(json, r->goods->side[side], option < 0 ? NULL : issue->option[option].name);
        }
        cbgi_json_close(json, '}');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_open_line(json, "agreed", '[');
    for (int k = 0; k < r->goods->agreed_count; k++)
        cbgi_json_string(json, r->c->issue[r->goods->agreed[k]].id);
    cbgi_json_close(json, ']');
}

static void put_transfers(cbgi_json *json, const cbgi_divide_report *r)
{
    const cbg_division *d = r->division;
    put_pair(json, r, "initial_totals", d->initial.total);
    cbgi_json_put_string(json, "leader", d->leader < 0 ? NULL : r->goods->side[d->leader]);
    cbgi_json_put_open(json, "transfers", '[');
    for (int k = 0; k < d->transfer_count; k++) {
        const cbg_transfer *t = &d->transfer[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "issue", issue_id(r, t->good));
        put_exact(json, "ratio_exact", t->ratio);
        put_exact(json, "part_exact", t->part);
        put_pair(json, r, "totals", t->total);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

void cbgi_divide_json(const cbgi_divide_report *r, cbgi_json *json)
{
    const cbg_division *d = r->division;
    cbgi_json_put_open_line(json, "sides", '[');
    for (int side = 0; side < 2; side++)
        cbgi_json_string(json, r->goods->side[side]);
    cbgi_json_close(json, ']');
    put_pair(json, r, "stated_sums", d->stated_sum);
    cbgi_json_put_bool(json, "scaled_to_100", d->scaled);
    put_issues(json, r);
    for (int k = 0; k < RULES; k++) {
        const cbg_allotment *a = allotment(d, &rules[k]);
        cbgi_json_key(json, rules[k].name);
        if (a != NULL)
            put_allotment(json, r, a);
        else
            cbgi_json_null(json);
    }
    cbgi_json_put_rational(json, "greatest_sum", d->greatest_sum);
    put_transfers(json, r);
}
