/* Any bytes: reading a set of decided issues ends, with a set that every baseline takes or with diagnostics.
 * With libFuzzer when built for it; otherwise a program that runs over the files it is given. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "coburg/bakeoff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_outcomes: %s\n", what);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static cbg_diags diags;
    static const char *const spec[] = {"median"};
    cbg_outcomes *set = NULL;
    cbg_bakeoff *bakeoff = NULL;
    /* The bytes are the table of powers, too, when they begin with a 'p'. */
    const bool power = size > 0 && data[0] == 'p';
    const cbg_status status =
        cbg_outcomes_read_text((const char *)data, size, "fuzz", NULL, "power",
                               power ? (const char *)data : NULL, size, NULL, &set, &diags);
    insist((status == CBG_OK) == (set != NULL), "a status without its set");
    insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic");
    if (set != NULL && set->decided > 0)
        insist(cbg_bakeoff_run(set, spec, 1, 1, 10, NULL, &bakeoff, &diags) == CBG_OK,
               "a set that cannot be tried");
    cbg_bakeoff_free(bakeoff);
    cbg_outcomes_free(set);
    return 0;
}
