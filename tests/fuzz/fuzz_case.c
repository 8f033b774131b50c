/* Any bytes: reading them ends, with a case or with diagnostics; a case that was read is written, read
 * again and written to the same text, and small ones are analysed and forecast.
 * With libFuzzer when built for it; otherwise a program that runs over the files it is given. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coburg/analysis.h"
#include "coburg/read.h"
#include "coburg/study.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_case: %s\n", what);
        abort();
    }
}

static void analyse(const cbg_case *c)
{
    static cbg_diags diags;
    cbg_scenario scenario;
    cbg_analysis *a = NULL;
    const cbg_analysis_options options = {.top = 2, .max_outcomes = 5000};
    cbg_diags_init(&diags, "fuzz");
    if (cbg_scenario_init(c, &scenario, &diags) == CBG_OK &&
        cbg_analyze(c, &scenario, &options, NULL, &a, &diags) == CBG_OK) {
        cbg_analysis_free(a);
    }
}

static void forecast(const cbg_case *c)
{
    static cbg_diags diags;
    static const char *const spec[] = {"mean", "median", "challenge"};
    const cbg_evidence_options how = {.equal_power = true, .spread = 5};
    const cbg_study_options what = {.specs = 3, .spec = spec, .draws = 4, .answer_only = true};
    cbg_evidence *e = NULL;
    cbg_study *s = NULL;
    cbg_diags_init(&diags, "fuzz");
    if (c->party_count * c->issue_count > 200 || cbg_evidence_build(c, &how, NULL, &e, &diags) != CBG_OK) {
        return;
    }
    if (cbg_study_make(e, &what, NULL, &s, &diags) == CBG_OK) {
        insist(s->models == 1, "an answer of several models");
        cbg_study_free(s);
    }
    cbg_evidence_free(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static cbg_diags diags;
    cbg_case *first = NULL, *second = NULL;
    char *once = NULL, *twice = NULL;
    size_t once_length = 0, twice_length = 0;
    const cbg_status status = cbg_case_read_text((const char *)data, size, "fuzz", NULL, &first, &diags);
    insist((status == CBG_OK) == (first != NULL), "a status without its case");
    insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic");
    if (status != CBG_OK) {
        return 0;
    }
    insist(cbg_case_write_text(first, NULL, &once, &once_length) == CBG_OK, "a case that cannot be written");
    insist(cbg_case_read_text(once, once_length, "fuzz", NULL, &second, &diags) == CBG_OK,
           "a written case that cannot be read");
    insist(cbg_case_write_text(second, NULL, &twice, &twice_length) == CBG_OK,
           "a case that cannot be written again");
    insist(once_length == twice_length && memcmp(once, twice, once_length) == 0,
           "writing changes what was written");
    analyse(first);
    forecast(first);
    cbg_text_free(NULL, once);
    cbg_text_free(NULL, twice);
    cbg_case_free(first);
    cbg_case_free(second);
    return 0;
}
