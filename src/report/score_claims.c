/* Claims of a case that were scored later: which sources were right. */
#include "report/score.h"

typedef struct count {
    int claims, held, partly, failed;
} count;

static void add_claim(count *n, const cbg_claim *claim)
{
    n->claims++;
    n->held += claim->verdict == CBG_VERDICT_HELD;
    n->partly += claim->verdict == CBG_VERDICT_PARTLY;
    n->failed += claim->verdict == CBG_VERDICT_FAILED;
}

static int scored(count n)
{
    return n.held + n.partly + n.failed;
}

/* Claims of one source (-1: none stated) or, when source is -2, of one credibility. */
static count count_claims(const cbg_case *c, int source, char credibility)
{
    count n = {0};
    for (int k = 0; k < c->claim_count; k++) {
        if (source == -2 ? c->claim[k].credibility == credibility : c->claim[k].source == source) {
            add_claim(&n, &c->claim[k]);
        }
    }
    return n;
}

static count count_all(const cbg_case *c)
{
    count n = {0};
    for (int k = 0; k < c->claim_count; k++) {
        add_claim(&n, &c->claim[k]);
    }
    return n;
}

static const char *verdict_text(cbg_verdict verdict)
{
    switch (verdict) {
    case CBG_VERDICT_HELD: return "held";
    case CBG_VERDICT_PARTLY: return "held partly";
    case CBG_VERDICT_FAILED: return "failed";
    case CBG_VERDICT_OPEN: break;
    }
    return "open";
}

static void add_counts(cbgi_table *t, count n)
{
    cbgi_table_addf(t, "%d", n.claims);
    cbgi_table_addf(t, "%d", scored(n));
    cbgi_table_addf(t, "%d", n.held);
    cbgi_table_addf(t, "%d", n.partly);
    cbgi_table_addf(t, "%d", n.failed);
}

static void header(cbgi_table *t, const char *first, const char *second)
{
    static const char *const rest[] = {"claims", "scored", "held", "partly", "failed"};
    cbgi_table_add(t, first);
    if (second != NULL) {
        cbgi_table_add(t, second);
    }
    for (int k = 0; k < 5; k++) {
        cbgi_table_add(t, rest[k]);
    }
}

static void print(cbgi_table *t, cbgi_text *out)
{
    cbgi_table_print(t, out);
    out->failed = out->failed || t->arena.failed;
    cbgi_table_free(t);
}

static void verdicts(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    cbgi_heading(out, style, "What came of them");
    cbgi_table_init(&t, style, "lllll");
    cbgi_table_add_all(&t, "claim", "source", "grade", "verdict", "it said");
    for (int k = 0; k < c->claim_count; k++) {
        const cbg_claim *claim = &c->claim[k];
        if (claim->verdict == CBG_VERDICT_OPEN) {
            continue;
        }
        cbgi_table_add(&t, claim->id);
        cbgi_table_add(&t, claim->source < 0 ? "" : c->source[claim->source].name);
        cbgi_table_addf(&t, "%c%c", claim->reliability == 0 ? '-' : claim->reliability,
                        claim->credibility == 0 ? '-' : claim->credibility);
        cbgi_table_addf(&t, "%s%s%s", verdict_text(claim->verdict), claim->scored_on.given ? ", " : "",
                        claim->scored_on.given ? claim->scored_on.text : "");
        cbgi_table_add(&t, claim->says);
    }
    print(&t, out);
}

void cbgi_score_claims_text(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const count all = count_all(c);
    cbgi_table t;
    cbgi_text_addf(out, "%d of %d claim%s %s scored: %d held, %d partly, %d failed.\n", scored(all),
                   all.claims, all.claims == 1 ? "" : "s", scored(all) == 1 ? "is" : "are", all.held,
                   all.partly, all.failed);
    if (scored(all) == 0) {
        cbgi_wrap(out, style, 0, 0,
                  "A claim is scored with `scored: {verdict: held, on: 2014-11-24}` (held, partly or failed) "
                  "in the case file.");
        return;
    }
    verdicts(c, style, out);
    cbgi_heading(out, style, "By source");
    cbgi_table_init(&t, style, "llrrrrr");
    header(&t, "source", "reliability");
    for (int s = -1; s < c->source_count; s++) {
        const count n = count_claims(c, s, 0);
        if (scored(n) > 0) {
            cbgi_table_add(&t, s < 0 ? "(none stated)" : c->source[s].name);
            cbgi_table_addf(&t, "%c",
                            s < 0 || c->source[s].reliability == 0 ? '-' : c->source[s].reliability);
            add_counts(&t, n);
        }
    }
    print(&t, out);
    cbgi_heading(out, style, "By credibility, as it was graded");
    cbgi_table_init(&t, style, "lrrrrr");
    header(&t, "credibility", NULL);
    for (char grade = '0'; grade <= '6'; grade++) {
        const count n = count_claims(c, -2, grade == '0' ? '\0' : grade);
        if (n.claims > 0) {
            const char digit[] = {grade, '\0'};
            cbgi_table_add(&t, grade == '0' ? "not graded" : digit);
            add_counts(&t, n);
        }
    }
    print(&t, out);
}

void cbgi_score_claims_json(const cbg_case *c, cbgi_json *json)
{
    const count all = count_all(c);
    cbgi_json_put_int(json, "claims", all.claims);
    cbgi_json_put_int(json, "scored", scored(all));
    cbgi_json_put_int(json, "held", all.held);
    cbgi_json_put_int(json, "partly", all.partly);
    cbgi_json_put_int(json, "failed", all.failed);
    cbgi_json_put_open(json, "verdicts", '[');
    for (int k = 0; k < c->claim_count; k++) {
        const cbg_claim *claim = &c->claim[k];
        if (claim->verdict != CBG_VERDICT_OPEN) {
            const char grade[] = {claim->reliability == 0 ? '-' : claim->reliability,
                                  claim->credibility == 0 ? '-' : claim->credibility, '\0'};
            cbgi_json_open_line(json, '{');
            cbgi_json_put_string(json, "claim", claim->id);
            cbgi_json_put_string(json, "source", claim->source < 0 ? NULL : c->source[claim->source].id);
            cbgi_json_put_string(json, "grade", grade);
            cbgi_json_put_string(json, "verdict", verdict_text(claim->verdict));
            cbgi_json_put_string(json, "on", claim->scored_on.given ? claim->scored_on.text : NULL);
            cbgi_json_close(json, '}');
        }
    }
    cbgi_json_close(json, ']');
}
