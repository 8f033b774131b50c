/* Any bytes: reading a log of forecasts ends, with scores or with diagnostics.
 * With libFuzzer when built for it; otherwise a program that runs over the files it is given. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "coburg/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_score: %s\n", what);
        abort();
    }
}

static void score(const cbg_score_log *log)
{
    cbg_score_card *card = NULL;
    for (int k = 0; k < 4; k++) {
        insist(cbg_score(log, k & 1, k & 2, NULL, &card) == CBG_OK, "a log that cannot be scored");
        for (int f = 0; f < card->forecasts; f++) {
            insist(isnan(card->forecast[f].brier) ||
                       (card->forecast[f].brier >= 0 && card->forecast[f].brier <= 1.01),
                   "a Brier score outside 0 to 1");
        }
        cbg_score_card_free(card);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static cbg_diags diags;
    cbg_score_log *log = NULL;
    const cbg_status status = cbg_score_log_read_text((const char *)data, size, "fuzz", NULL, &log, &diags);
    cbg_score_log_is((const char *)data, size);
    insist((status == CBG_OK) == (log != NULL), "a status without its log");
    insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic");
    if (log != NULL) {
        score(log);
    }
    cbg_score_log_free(log);
    return 0;
}
