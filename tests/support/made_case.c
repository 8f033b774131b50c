/* Cases made in memory for tests, and every outcome of them. */
#include "support/made_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cbg_number number(int64_t n)
{
    return (cbg_number){.given = true, .value = {n, 1}};
}

void made_init(made_case *m, int parties, int issues, const int *options)
{
    memset(m, 0, sizeof *m);
    m->c.title = "made";
    m->c.scale = (cbg_rational){10, 1};
    m->c.party_count = parties;
    m->c.party = m->party;
    m->c.issue_count = issues;
    m->c.issue = m->issue;
    m->c.preference = m->preference;
    m->c.red_line = m->line;
    m->c.bloc = m->bloc;
    for (int i = 0; i < issues; i++) {
        m->issue[i].option_count = options[i];
        m->issue[i].option = m->option[i];
        m->issue[i].id = m->issue[i].name = "issue";
        for (int o = 0; o < options[i]; o++) {
            m->option[i][o].name = "option";
        }
    }
    for (int p = 0; p < parties; p++) {
        m->party[p].id = m->party[p].name = "party";
        m->party[p].bloc = -1;
        m->party[p].walk_away = number(0);
        m->party[p].bargaining_weight = number(1);
        m->preference[p].given = true;
        m->preference[p].total = (cbg_rational){10, 1};
        m->preference[p].weight = m->weight[p];
        m->preference[p].score = m->score_of[p];
        for (int i = 0; i < issues; i++) {
            m->weight[p][i] = number(0);
            m->score_of[p][i] = m->score[p][i];
            for (int o = 0; o < options[i]; o++) {
                m->score[p][i][o] = number(0);
            }
        }
    }
}

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

static void random_preferences(made_case *m, cbgi_stream *random)
{
    int coarse = 1 + below(random, 10); /* few distinct scores make many ties */
    for (int p = 0; p < m->c.party_count; p++) {
        for (int left = 10; left > 0; left--) {
            cbg_number *w = &m->weight[p][below(random, m->c.issue_count)];
            w->value.num++;
        }
        for (int i = 0; i < m->c.issue_count; i++) {
            for (int o = 0; o < m->issue[i].option_count; o++) {
                m->score[p][i][o] = number(below(random, coarse + 1) * (10 / coarse));
            }
        }
        m->party[p].walk_away = number(below(random, 3) == 0 ? 0 : below(random, 7));
    }
}

static void random_bloc(made_case *m, cbgi_stream *random)
{
    if (m->c.party_count < 3 || below(random, 2) == 0) {
        return;
    }
    int first = below(random, 2), count = 2 + below(random, m->c.party_count - first - 1);
    count = first + count > m->c.party_count ? m->c.party_count - first : count;
    m->c.bloc_count = 1;
    m->bloc[0] = (cbg_bloc){.id = "bloc",
                            .name = "bloc",
                            .member_count = count,
                            .member = m->member,
                            .member_weight = m->member_weight,
                            .bargaining_weight = number(1)};
    for (int k = 0; k < count; k++) {
        m->member[k] = first + k;
        m->member_weight[k] = number(1);
        m->party[first + k].bloc = 0;
    }
}

static void random_red_lines(made_case *m, cbgi_stream *random)
{
    int count = below(random, 2) == 0 ? 0 : below(random, MADE_LINES + 1);
    m->c.red_line_count = count;
    for (int r = 0; r < count; r++) {
        m->line_issue[r] = below(random, m->c.issue_count);
        int options = m->issue[m->line_issue[r]].option_count;
        for (int o = 0; o < options; o++) {
            m->accept[r][o] = below(random, 2) == 0;
        }
        m->accept[r][below(random, options)] = true;
        m->accept_of[r] = m->accept[r];
        m->line[r] = (cbg_red_line){.party = below(random, m->c.party_count),
                                    .issue_count = 1,
                                    .issue = &m->line_issue[r],
                                    .accept = &m->accept_of[r]};
    }
}

void made_random(made_case *m, cbgi_stream *random)
{
    int parties = 2 + below(random, 6), issues = 1 + below(random, MADE_ISSUES);
    int options[MADE_ISSUES], outcomes = 1;
    for (int i = 0; i < issues; i++) {
        options[i] = 1 + below(random, MADE_OPTIONS);
        if (outcomes * options[i] > MADE_OUTCOMES / 4) {
            options[i] = 1;
        }
        outcomes *= options[i];
    }
    made_init(m, parties, issues, options);
    random_preferences(m, random);
    random_bloc(m, random);
    random_red_lines(m, random);
}

void brute_fill(const made_case *m, uint64_t red_lines, brute *b)
{
    memset(b, 0, sizeof *b);
    b->seats = m->c.party_count;
    b->issues = m->c.issue_count;
    b->outcomes = 1;
    for (int i = 0; i < b->issues; i++) {
        b->outcomes *= m->issue[i].option_count;
    }
    for (int p = 0; p < b->seats; p++) {
        b->walk_away[p] = 10 * (int)m->party[p].walk_away.value.num;
    }
    for (int n = 0; n < b->outcomes; n++) {
        int rest = n, option[MADE_ISSUES];
        for (int i = b->issues - 1; i >= 0; i--) {
            option[i] = rest % m->issue[i].option_count;
            rest /= m->issue[i].option_count;
        }
        for (int r = 0; r < m->c.red_line_count; r++) {
            if ((red_lines >> r & 1) != 0 && !m->accept[r][option[m->line_issue[r]]]) {
                b->broken[n] |= UINT64_C(1) << r;
            }
        }
        b->broken[n] |= brute_possible(m, option) ? 0 : BRUTE_IMPOSSIBLE;
        b->zone[n] = b->broken[n] == 0;
        for (int p = 0; p < b->seats; p++) {
            for (int i = 0; i < b->issues; i++) {
                b->utility[n][p] += (int)(m->weight[p][i].value.num * m->score[p][i][option[i]].value.num);
            }
            b->utility[n][p] += 10 * brute_terms(m, p, n, option);
            b->zone[n] = b->zone[n] && b->utility[n][p] >= b->walk_away[p];
        }
    }
}

cbg_space *made_space(const made_case *m, brute *b)
{
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, "made");
    if (cbg_scenario_init(&m->c, &scenario, &diags) != CBG_OK ||
        cbg_space_build(&m->c, &scenario, NULL, &space, &diags) != CBG_OK) {
        fprintf(stderr, "made_space: %s\n", diags.count > 0 ? diags.item[0].message : "");
        abort();
    }
    if (b != NULL) {
        brute_fill(m, scenario.red_lines, b);
    }
    return space;
}
