/* coburg stability --from-issues: what was asked for, the conflict built, packages found again among its states. */
#include "cli/stability.h"

#include <string.h>

#include "base/decimal.h"
#include "cli/scenario.h"

typedef cbgi_question question;

enum { EFFICIENCY_MAX = 64 };

static cbg_status wrong(question *q, const char *option, const char *value, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(&q->diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0}, "--%s cannot be \"%.60s\"", option,
                                value),
                  "%s", hint);
    return CBG_BAD_ARGUMENT;
}

static cbg_status read_issues(question *q, const char *value)
{
    cbg_built_options *o = &q->built_options;
    o->issue = q->issue;
    for (const char *s = value;; s++) {
        size_t length = strcspn(s, ",");
        char id[80] = "";
        if (length < sizeof id)
            memcpy(id, s, length);
        int issue = cbg_case_find_issue(q->c, id);
        for (int k = 0; k < o->issue_count; k++)
            issue = q->issue[k] == issue ? -1 : issue;
        if (issue < 0 || o->issue_count == CBG_BUILT_ISSUES_MAX)
            return wrong(q, "issues", value, "write ids of issues of the case, each once, at most 12, with commas between");
        q->issue[o->issue_count++] = issue;
        s += length;
        if (*s == '\0')
            return CBG_OK;
    }
}

static cbg_status read_points(question *q, const char *option, cbg_rational *out, bool *given)
{
    const char *value = NULL;
    if (!cbgi_cli_has(q->cli, option, &value))
        return CBG_OK;
    if (cbgi_rational_typed(value, out) != CBG_OK || out->num < 0)
        return wrong(q, option, value, "write points of 0 or more, such as 2.5");
    *given = true;
    return CBG_OK;
}

cbg_status cbgi_stability_build(question *q)
{
    cbg_built_options *o = &q->built_options;
    const char *value = NULL;
    bool unused = false;
    int64_t rungs = 0;
    if (q->c->party_count == 0 || q->c->issue_count == 0) {
        cbg_diag_hint(cbg_diags_add(&q->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0}, "the case has no issues to build from"),
                      "leave --from-issues out to read its `conflict`");
        return CBG_MISSING;
    }
    cbg_status status = cbg_scenario_init(q->c, &q->scenario, &q->diags);
    if (status == CBG_OK && !cbgi_cli_what_if(q->cli, q->c, &q->scenario))
        return CBG_BAD_ARGUMENT;
    o->scenario = &q->scenario;
    o->deadline = cbgi_cli_has(q->cli, "deadline", NULL);
    o->ranges = cbgi_cli_has(q->cli, "ranges", NULL);
    if (cbgi_cli_has(q->cli, "issues", &value))
        status = read_issues(q, value);
    if (status == CBG_OK && !cbgi_cli_integer(q->cli, "rungs", 2, CBG_BUILT_RUNGS_MAX, &rungs))
        return CBG_BAD_ARGUMENT;
    o->rungs = (int)rungs;
    if (status == CBG_OK)
        status = read_points(q, "same-within", &o->same, &unused);
    if (status == CBG_OK)
        status = read_points(q, "strong-above", &o->strong, &o->has_strong);
    if (status == CBG_OK)
        status = cbg_built_make(q->c, o, &q->cli->exec, &q->built, &q->diags);
    if (status != CBG_OK)
        return status;
    q->g = cbg_built_graph(q->built);
    q->report.built = q->built;
    q->report.built_options = o;
    return CBG_OK;
}

/* Deals without sanctions, and which of them no package of the whole case improves on. */
static cbg_status count_efficient(question *q)
{
    cbgi_stability_report *r = &q->report;
    const cbg_space *space = cbg_built_space(q->built);
    int option[CBG_ISSUES_MAX];
    int64_t utility[CBG_SEATS_MAX];
    for (uint32_t s = 0; s < cbg_graph_states(q->g); s++) {
        if (cbg_built_kind_of(q->built, s) != CBG_BUILT_DEAL)
            continue;
        cbg_built_package(q->built, s, option);
        r->deals += cbg_built_deal(q->built, option) == (int64_t)s;
    }
    r->counted = r->deals <= EFFICIENCY_MAX && space->countable && space->outcomes <= 20000000;
    cbg_status status = CBG_OK;
    for (uint32_t s = 0; r->counted && s < cbg_graph_states(q->g) && status == CBG_OK; s++) {
        bool dominated = true;
        uint64_t by;
        if (cbg_built_kind_of(q->built, s) != CBG_BUILT_DEAL)
            continue;
        cbg_built_package(q->built, s, option);
        if (cbg_built_deal(q->built, option) != (int64_t)s)
            continue;
        cbg_space_utilities(space, option, utility);
        status = cbg_dominated(space, utility, &q->cli->exec, &dominated, &by);
        r->efficient_deals += !dominated;
        for (int c = 0; c < CBG_CORE_CONCEPTS && !dominated; c++)
            r->efficient_hold[c] += cbg_stability_equilibrium(q->result, (cbg_concept)c, s);
    }
    return status;
}

cbg_status cbgi_stability_link(question *q)
{
    cbgi_stability_report *r = &q->report;
    const cbg_solutions *solutions = cbg_built_solutions(q->built);
    int count = solutions != NULL ? solutions->count : 0;
    cbgi_link *link = cbgi_arena_array(&q->arena, (size_t)count, sizeof *link);
    if (link == NULL)
        return CBG_NO_MEMORY;
    for (int k = 0; k < count; k++) {
        const cbg_agreement *a = &solutions->agreement[k];
        int option[CBG_ISSUES_MAX];
        if (!a->exists)
            continue;
        cbg_space_decode(cbg_built_space(q->built), a->outcome, option);
        link[r->links++] = (cbgi_link){a->name, a, cbg_built_deal(q->built, option)};
    }
    r->link = link;
    /* Ways are told to these packages, wherever they rank. */
    for (int k = 0; k < r->links && q->targets_first < TARGETS_MAX / 2; k++) {
        bool known = link[k].state < 0;
        for (int j = 0; j < q->targets_first && !known; j++)
            known = q->target[j] == (uint32_t)link[k].state;
        if (!known)
            q->target[q->targets_first++] = (uint32_t)link[k].state;
    }
    r->targets = q->targets_first;
    return count_efficient(q);
}
