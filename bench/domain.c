/* Made-up additive domains for the benchmarks; see domain.h. */
#include "domain.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/philox.h"
#include "base/text.h"
#include "coburg/read.h"

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double cpu_seconds(void)
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds(void)
{
    return seconds(CLOCK_MONOTONIC);
}

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

/* Where option o of n stands for this party, out of `top`. */
static int score(cbgi_stream *random, domain_kind kind, int party, int o, int n, int top)
{
    if (kind != DOMAIN_OPPOSED) {
        return below(random, top + 1);
    }
    int place = party % 2 == 0 ? o : n - 1 - o;
    return 9 * top * place / (10 * (n > 1 ? n - 1 : 1)) + below(random, top / 10 + 1);
}

static long write_party(cbgi_stream *random, int party, int issues, int options, domain_kind kind,
                        cbgi_text *text)
{
    int top = kind == DOMAIN_COARSE ? 10 : 1000;
    long ideal = 0;
    cbgi_text_addf(text, "  P%d:\n    points:\n", party);
    for (int i = 0; i < issues; i++) {
        long weight = 1 + below(random, kind == DOMAIN_COARSE ? 100 : 1000), best = 0;
        cbgi_text_addf(text, "      i%d: [", i);
        for (int o = 0; o < options; o++) {
            long points = weight * score(random, kind, party, o, options, top);
            best = points > best ? points : best;
            cbgi_text_addf(text, "%s%ld", o == 0 ? "" : ", ", points);
        }
        cbgi_text_add(text, "]\n");
        ideal += best;
    }
    return ideal;
}

static void fail(const cbg_diags *diags)
{
    fprintf(stderr, "%s\n", diags->item[0].message);
    exit(1);
}

domain domain_make(int parties, int issues, int options, domain_kind kind, int walk_away, uint32_t seed)
{
    cbgi_stream random;
    cbgi_text head, preferences;
    static cbg_diags diags;
    cbgi_stream_init(&random, seed, 0xBE, (uint32_t)parties, (uint16_t)issues, (uint16_t)options);
    cbgi_text_init(&head, NULL);
    cbgi_text_init(&preferences, NULL);
    cbgi_text_add(&head, "case: bench\nparties:\n");
    for (int p = 0; p < parties; p++) {
        long ideal = write_party(&random, p, issues, options, kind, &preferences);
        if (walk_away > 0) {
            cbgi_text_addf(&head, "  P%d: {walk_away: %ld}\n", p, ideal * walk_away / 100);
        } else {
            cbgi_text_addf(&head, "  P%d: {}\n", p);
        }
    }
    cbgi_text_add(&head, "issues:\n");
    for (int i = 0; i < issues; i++) {
        cbgi_text_addf(&head, "  i%d: {scale: {from: 1, to: %d, step: 1}}\n", i, options);
    }
    cbgi_text_addf(&head, "preferences:\n%s", preferences.data);
    domain d = {0};
    cbg_scenario scenario;
    if (cbg_case_read_text(head.data, head.length, "bench", NULL, &d.c, &diags) != CBG_OK ||
        cbg_scenario_init(d.c, &scenario, &diags) != CBG_OK ||
        cbg_space_build(d.c, &scenario, NULL, &d.space, &diags) != CBG_OK) {
        fail(&diags);
    }
    cbgi_text_free(&head);
    cbgi_text_free(&preferences);
    return d;
}

void domain_free(domain *d)
{
    cbg_space_free(d->space);
    cbg_case_free(d->c);
}
