/* coburg stability --all-ways and --tree. */
#include "cli/stability.h"

enum { WAYS_KEPT = 100, TREE_KEPT = 400 };

cbg_status cbgi_stability_sequences_find(cbgi_question *q)
{
    cbgi_stability_report *r = &q->report;
    if (q->all_length == 0 && q->tree_depth == 0)
        return CBG_OK;
    if (r->from < 0) {
        cbg_diag_hint(cbg_diags_add(&q->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0}, "from where? the case has no `status_quo`"),
                      "add --from-state");
        return CBG_MISSING;
    }
    r->any_moves = cbgi_cli_has(q->cli, "any-moves", NULL);
    cbg_sequence_rules rules = {.from = (uint32_t)r->from, .improving = !r->any_moves, .most = WAYS_KEPT};
    cbg_status status = CBG_OK;
    r->all_ways = q->all_ways;
    rules.length = (int)q->all_length;
    for (int k = 0; q->all_length > 0 && k < r->targets && k < TARGETS_MAX && status == CBG_OK; k++) {
        rules.to = r->target[k];
        q->all_ways[k].to = r->target[k];
        status = cbg_sequences_find(q->g, &rules, &q->cli->exec, &q->all_ways[k].sequences, &q->diags);
        r->all_ways_count += status == CBG_OK;
    }
    rules.to = -1;
    rules.most = TREE_KEPT;
    rules.length = (int)q->tree_depth;
    if (status == CBG_OK && q->tree_depth > 0)
        status = cbg_sequences_find(q->g, &rules, &q->cli->exec, &q->tree, &q->diags);
    r->tree = q->tree;
    r->all_length = (int)q->all_length;
    r->tree_depth = (int)q->tree_depth;
    return status;
}
