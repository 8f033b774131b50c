/* From utility back to outcomes: build and queries of an inversion, at 10^6, 10^12 and beyond.
 *
 * One party, 6, 12 and 30 issues of 10 options (domain.h, FINE). "pick" draws an outcome within a window of a thousandth of
 * the range; "extreme" finds the least value at or above a target exactly; "top" lists the best 100,000.
 */
#include <stdio.h>
#include <stdlib.h>

#include "coburg/inversion.h"
#include "domain.h"

enum { PICKS = 1000000, EXTREMES = 50, TOP = 100000 };

static void bench(int issues)
{
    domain d = domain_make(2, issues, 10, DOMAIN_FINE, 0, 1974);
    cbg_inversion *inv = NULL;
    double began = wall_seconds();
    if (cbg_inversion_build(d.space, 0, NULL, NULL, NULL, &inv) != CBG_OK) {
        exit(1);
    }
    double build = wall_seconds() - began;
    int64_t range = inv->best - inv->worst, found = 0, sum = 0;
    int option[CBG_ISSUES_MAX], misses = 0;
    began = wall_seconds();
    for (int k = 0; k < PICKS; k++) {
        int64_t low = inv->worst + range / 2 + range / 4 * (k % 1000) / 1000;
        misses += !cbg_inversion_between(inv, low, low + range / 1000, (uint64_t)k, option, &found);
        sum += found;
    }
    double pick = (wall_seconds() - began) / PICKS;
    began = wall_seconds();
    for (int k = 0; k < EXTREMES; k++) {
        cbg_inversion_at_least(inv, inv->worst + range / 2 + range / 100 * k, option, &found);
        sum += found;
    }
    double extreme = (wall_seconds() - began) / EXTREMES;
    int *options = malloc((size_t)TOP * (size_t)issues * sizeof *options);
    int64_t *value = malloc((size_t)TOP * sizeof *value);
    began = wall_seconds();
    if (options == NULL || value == NULL || cbg_inversion_top(inv, TOP, options, value) != TOP) {
        exit(1);
    }
    double top = (wall_seconds() - began) / TOP;
    printf(
        "10^%-3d %-6s build %8.2f ms   pick %6.0f ns (%d misses)   extreme %8.3f ms   top %6.0f ns each%s\n",
        issues, inv->whole ? "exact" : "", 1e3 * build, 1e9 * pick, misses, 1e3 * extreme, 1e9 * top,
        sum == 0 ? "!" : "");
    free(options);
    free(value);
    cbg_inversion_free(inv);
    domain_free(&d);
}

int main(void)
{
    bench(6);
    bench(12);
    bench(30);
    return 0;
}
