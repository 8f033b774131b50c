/* Any bytes: reading a table of positions ends, with an input that every model takes or with diagnostics.
 * With libFuzzer when built for it; otherwise a program that runs over the files it is given. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "coburg/positions.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_positions: %s\n", what);
        abort();
    }
}

static void forecast(const cbg_forecast_input *in)
{
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        cbg_forecast_options options;
        cbg_forecast_result *r = NULL;
        cbg_forecast_options_init(model, &options);
        for (int k = 0; k < cbg_forecast_model_at(model)->params; k++) { /* short runs */
            if (cbg_forecast_model_at(model)->param[k].whole) {
                options.value[k] = 3;
            }
        }
        insist(cbg_forecast_run(model, &options, in, 1, 0, NULL, NULL, &r, NULL) == CBG_OK,
               "an input that a model refuses");
        cbg_forecast_result_free(r);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static cbg_diags diags;
    cbg_positions *p = NULL;
    const cbg_status status = cbg_positions_read_text((const char *)data, size, "fuzz", NULL, &p, &diags);
    insist((status == CBG_OK) == (p != NULL), "a status without its table");
    insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic");
    if (p != NULL && p->input.actors <= 12 && p->input.issues <= 4) {
        forecast(&p->input);
    }
    cbg_positions_free(p);
    return 0;
}
