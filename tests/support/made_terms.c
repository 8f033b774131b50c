/* Interactions, boxes, tables and constraints for made cases, and what brute force makes of them. */
#include "support/made_case.h"

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

static cbg_number number(int64_t n)
{
    return (cbg_number){.given = true, .value = {n, 1}};
}

/* A region over `issues` different issues, most of the time not empty. */
static cbg_region random_region(made_case *m, cbgi_stream *random, int issues)
{
    const int r = m->regions++;
    int count = 0;
    for (int i = below(random, m->c.issue_count); count < issues; i = (i + 1) % m->c.issue_count) {
        m->region_issue[r][count] = i;
        for (int o = 0; o < m->issue[i].option_count; o++) {
            m->region_has[r][count][o] = below(random, 2) == 0;
        }
        m->region_has[r][count][below(random, m->issue[i].option_count)] = true;
        m->region_of[r][count] = m->region_has[r][count];
        count++;
    }
    return (cbg_region){count, m->region_issue[r], m->region_of[r]};
}

static int some_issues(const made_case *m, cbgi_stream *random)
{
    return below(random, (m->c.issue_count < 3 ? m->c.issue_count : 3) + 1);
}

static void random_boxes(made_case *m, cbgi_stream *random, int p)
{
    cbg_boxes *boxes = &m->terms[p].boxes;
    boxes->count = below(random, MADE_BOXES + 1);
    boxes->box = m->box[p];
    boxes->aggregation = (cbg_aggregation)below(random, 3);
    if (below(random, 3) == 0) {
        boxes->cap = number(below(random, 3));
    }
    for (int k = 0; k < boxes->count; k++) {
        m->box[p][k] = (cbg_box){.excludes = below(random, 3) == 0,
                                 .region = random_region(m, random, some_issues(m, random)),
                                 .value = number(below(random, 5) - 1)};
        if (below(random, 3) == 0) {
            m->box[p][k].weight = number(below(random, 3));
        }
    }
}

static void random_table(made_case *m, cbgi_stream *random, int p)
{
    cbg_table *table = &m->terms[p].table;
    int outcomes = 1;
    for (int i = 0; i < m->c.issue_count; i++) {
        outcomes *= m->issue[i].option_count;
    }
    *table = (cbg_table){.given = true,
                         .otherwise = {below(random, 3) - 1, 1},
                         .outcome = m->row[p],
                         .points = m->row_points[p]};
    for (int n = below(random, 5); n < outcomes && table->count < MADE_ROWS; n += 1 + below(random, 5)) {
        m->row[p][table->count] = (uint64_t)n;
        m->row_points[p][table->count++] = (cbg_rational){below(random, 7) - 2, 1};
    }
}

static void random_terms(made_case *m, cbgi_stream *random, int p)
{
    cbg_terms *terms = &m->terms[p];
    m->preference[p].terms = terms;
    terms->interaction = m->interaction[p];
    terms->interaction_count = m->c.issue_count < 2 ? 0 : below(random, MADE_BOXES + 1);
    for (int k = 0; k < terms->interaction_count; k++) {
        m->interaction[p][k] =
            (cbg_interaction){.when = random_region(m, random, 2), .points = number(below(random, 6) - 2)};
    }
    if (below(random, 2) == 0) {
        random_boxes(m, random, p);
    }
    if (below(random, 4) == 0) {
        random_table(m, random, p);
    }
}

void made_structured(made_case *m, cbgi_stream *random)
{
    made_random(m, random);
    const int kind = below(random, 4); /* 0: constraints alone */
    for (int p = 0; p < m->c.party_count && kind > 0; p++) {
        if (below(random, 3) > 0) {
            random_terms(m, random, p);
        }
    }
    m->c.constraint_count = kind == 1 ? 0 : 1 + below(random, MADE_CONSTRAINTS);
    m->c.constraint = m->constraint;
    for (int k = 0; k < m->c.constraint_count; k++) {
        const int from = m->regions, count = 1 + below(random, 2);
        for (int r = 0; r < count; r++) {
            m->constraint_region[k][r] = random_region(m, random, some_issues(m, random));
        }
        m->constraint[k] = (cbg_constraint){.allows = below(random, 2) == 0,
                                            .region_count = m->regions - from,
                                            .region = m->constraint_region[k]};
    }
}

static bool inside(const cbg_region *region, const int *option)
{
    bool all = true;
    for (int k = 0; k < region->issue_count; k++) {
        all = all && region->has[k][option[region->issue[k]]];
    }
    return all;
}

bool brute_possible(const made_case *m, const int *option)
{
    bool possible = true;
    for (int k = 0; k < m->c.constraint_count; k++) {
        bool any = false;
        for (int r = 0; r < m->constraint[k].region_count; r++) {
            any = any || inside(&m->constraint[k].region[r], option);
        }
        possible = possible && any == m->constraint[k].allows;
    }
    return possible;
}

static int boxes_pay(const cbg_boxes *boxes, const int *option)
{
    int pay[MADE_BOXES], sum = 0, most = -1000, least = 1000;
    if (boxes->count == 0) {
        return 0;
    }
    for (int k = 0; k < boxes->count; k++) {
        const cbg_box *box = &boxes->box[k];
        pay[k] = inside(&box->region, option) == box->excludes ? 0 : (int)box->value.value.num;
        pay[k] *= box->weight.given ? (int)box->weight.value.num : 1;
        sum += pay[k];
        most = pay[k] > most ? pay[k] : most;
        least = pay[k] < least ? pay[k] : least;
    }
    int all = boxes->aggregation == CBG_AGGREGATE_SUM   ? sum
              : boxes->aggregation == CBG_AGGREGATE_MAX ? most
                                                        : least;
    int cap = boxes->cap.given ? (int)boxes->cap.value.num : all;
    return all < cap ? all : cap;
}

int brute_terms(const made_case *m, int p, int outcome, const int *option)
{
    const cbg_terms *terms = m->preference[p].terms;
    if (terms == NULL) {
        return 0;
    }
    int sum = boxes_pay(&terms->boxes, option);
    for (int k = 0; k < terms->interaction_count; k++) {
        sum += inside(&terms->interaction[k].when, option) ? (int)terms->interaction[k].points.value.num : 0;
    }
    if (terms->table.given) {
        int points = (int)terms->table.otherwise.num;
        for (int k = 0; k < terms->table.count; k++) {
            points = terms->table.outcome[k] == (uint64_t)outcome ? (int)terms->table.points[k].num : points;
        }
        sum += points;
    }
    return sum;
}
