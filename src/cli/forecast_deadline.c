/* coburg forecast --deadline: the circumstances of a case, priors from here and there, and what they come to. */
#include "cli/forecast_deadline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "cli/forecast_keep.h"
#include "coburg/outlook.h"
#include "report/deadline.h"

enum { DRAWS = 10000, DRAWS_MAX = 10000000, TEXT = 64 };

static bool number(const char *text, size_t length, double *out)
{
    char copy[TEXT];
    cbg_rational exact;
    if (length == 0 || length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (cbgi_rational_typed(copy, &exact) != CBG_OK)
        return false;
    *out = cbg_rational_double(exact);
    return true;
}

/* "0.3" or "0.2..0.6" within 0..1; false after a complaint. */
static bool read_share(cbgi_cli *cli, const char *option, cbg_hazard_term term, cbg_hazard_input *input,
                       cbgi_deadline_page *page)
{
    const char *value = NULL;
    double low = 0, high = 0;
    if (!cbgi_cli_has(cli, option, &value))
        return true;
    const char *dots = strstr(value, "..");
    const bool good = dots == NULL ? number(value, strlen(value), &low)
                                   : number(value, (size_t)(dots - value), &low) &&
                                         number(dots + 2, strlen(dots + 2), &high);
    high = dots == NULL ? low : high;
    if (!good || !(low >= 0 && low <= high && high <= 1)) {
        cbgi_cli_usage(cli, "--%s takes a number from 0 to 1, or two with .. between, not \"%s\"", option,
                       value);
        return false;
    }
    input->low[term] = low;
    input->high[term] = high;
    input->value[term] = (low + high) / 2;
    page->value_from[term] = CBGI_FROM_USER;
    return true;
}

/* EXIT.TERM=MEAN[:SD] */
static bool read_priors(cbgi_cli *cli, cbg_hazard_prior *prior, cbgi_deadline_page *page)
{
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "prior") != 0)
            continue;
        const char *value = cli->given[k].value, *equals = strchr(value, '=');
        const char *colon = equals == NULL ? NULL : strchr(equals, ':');
        char name[TEXT] = "";
        double mean = 0, sd = (double)NAN;
        const size_t length = equals == NULL ? sizeof name : (size_t)(equals - value);
        bool good = length < sizeof name;
        if (good) {
            memcpy(name, value, length);
            good = number(equals + 1, colon == NULL ? strlen(equals + 1) : (size_t)(colon - equals - 1),
                          &mean) &&
                   (colon == NULL || number(colon + 1, strlen(colon + 1), &sd));
        }
        cbg_hazard_prior before = *prior;
        if (!good || cbg_hazard_prior_set(prior, name, mean, sd) != CBG_OK) {
            cbgi_cli_usage(cli,
                           "--prior takes EXIT.TERM=MEAN:SD, EXIT being deal, breakdown or extension and "
                           "TERM base, gap, "
                           "zone, precedent, tension or deadline, not \"%s\"",
                           value);
            return false;
        }
        for (int e = 0; e < CBG_EXITS; e++)
            for (int t = 0; t < CBG_HAZARD_TERMS; t++) {
                cbg_hazard_prior probe = before; /* which one it was: set it to something else, and see */
                (void)cbg_hazard_prior_set(&probe, name, before.mean[e][t] == 1 ? 2 : 1, (double)NAN);
                if (probe.mean[e][t] != before.mean[e][t])
                    page->prior_from[e][t] = CBGI_FROM_USER;
            }
    }
    return true;
}

/* Priors that the case states. */
static void from_outlook(const cbg_outlook *o, cbg_hazard_prior *prior, cbgi_deadline_page *page)
{
    for (int e = 0; e < CBG_EXITS && o != NULL; e++)
        for (int t = 0; t < CBG_HAZARD_TERMS; t++) {
            if (o->prior_mean[e][t].given) {
                prior->mean[e][t] = cbg_rational_double(o->prior_mean[e][t].value);
                page->prior_from[e][t] = CBGI_FROM_CASE;
            }
            if (o->prior_sd[e][t].given)
                prior->sd[e][t] = cbg_rational_double(o->prior_sd[e][t].value);
        }
}

static void from_prospects(const cbg_prospects *p, cbg_hazard_input *input, cbgi_deadline_page *page)
{
    const double least = p->zone < p->zone_open ? p->zone : p->zone_open,
                 most = p->zone < p->zone_open ? p->zone_open : p->zone;
    *input = (cbg_hazard_input){.days = p->days,
                                .value = {0, p->gap, p->zone, p->moved, 0.5, 0},
                                .low = {0, p->gap, least, p->moved, 0, 0},
                                .high = {0, p->gap, most, p->moved, 1, 0}};
    page->days_from = page->value_from[CBG_HAZARD_GAP] = page->value_from[CBG_HAZARD_ZONE] =
        page->value_from[CBG_HAZARD_PRECEDENT] = CBGI_FROM_CASE;
}

/* What the case does not say must be given. */
static bool complete(cbgi_cli *cli, const cbg_prospects *p, cbg_hazard_input *input, cbgi_deadline_page *page)
{
    int64_t days = input->days;
    if (!cbgi_cli_integer(cli, "days", 1, CBG_HAZARD_DAYS_MAX, &days))
        return false;
    if (cbgi_cli_has(cli, "days", NULL))
        page->days_from = CBGI_FROM_USER;
    input->days = (int)days;
    if (input->days < 1) {
        cbgi_cli_usage(cli, p->past
                                ? "the deadline lies before as_of; give the days that are left with --days N"
                            : p->far
                                ? "the deadline is more than ten years (3660 days) away, too far for hazards by the day; give "
                                  "--days N"
                                : "the case does not say as_of and schedule: deadline to the day; add them, "
                                  "or give --days N");
        return false;
    }
    if (!p->has_gap && page->value_from[CBG_HAZARD_GAP] != CBGI_FROM_USER) {
        cbgi_cli_usage(cli,
                       "how far apart the parties are does not follow from tables of outcomes; give --gap X");
        return false;
    }
    return true;
}

static int rising(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void quantiles(double *value, int count, double out[5])
{
    static const double level[] = {.05, .25, .5, .75, .95};
    qsort(value, (size_t)count, sizeof *value, rising);
    for (int k = 0; k < 5; k++) {
        const double place = level[k] * (count - 1);
        const int at = (int)place, next = at + 1 < count ? at + 1 : at;
        out[k] = value[at] + (place - at) * (value[next] - value[at]);
    }
}

static void print(cbgi_cli *cli, const cbgi_deadline_page *page)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, page->c);
        cbgi_deadline_json(page, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_deadline_csv(page, &cli->out);
    } else {
        cbgi_deadline_text(page, cli->style, &cli->out);
    }
}

static int answer(cbgi_cli *cli, cbgi_deadline_page *page)
{
    const int days = page->input->days;
    const size_t table = (size_t)(CBG_EXITS * days);
    double *memory = malloc((2 * table + (size_t)CBG_EXITS * (size_t)page->draws) * sizeof *memory);
    if (memory == NULL)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
    double *end = memory + 2 * table;
    cbg_status status = cbg_hazard_run(page->prior, page->input, memory);
    if (status == CBG_OK)
        status = cbg_hazard_draws(page->prior, page->input, page->seed, page->draws, &cli->exec, end,
                                  memory + table);
    if (status == CBG_OK) {
        page->by = memory;
        page->mean_by = memory + table;
        for (int e = 0; e < CBG_EXITS; e++)
            quantiles(end + (size_t)e * (size_t)page->draws, page->draws, page->quantile[e]);
        print(cli, page);
        double p[CBG_EXITS];
        for (int e = 0; e < CBG_EXITS; e++)
            p[e] = page->mean_by[e * days + days - 1];
        if (!cbgi_forecast_keep_exits(cli, page->c, p)) {
            free(memory);
            return CBGI_EXIT_USAGE;
        }
    }
    free(memory);
    return status == CBG_OK ? CBGI_EXIT_DONE : cbgi_cli_fail(cli, status, NULL);
}

int cbgi_forecast_deadline(cbgi_cli *cli, const cbg_case *c)
{
    cbg_hazard_prior prior;
    cbg_hazard_input input;
    cbg_prospects prospects;
    cbg_diags diags;
    cbgi_deadline_page page = {.c = c, .prospects = &prospects, .input = &input, .prior = &prior};
    int64_t draws = DRAWS, seed = 1;
    if (!cbgi_cli_integer(cli, "draws", 1, DRAWS_MAX, &draws) ||
        !cbgi_cli_integer(cli, "seed", 0, INT64_MAX, &seed))
        return CBGI_EXIT_USAGE;
    page.draws = (int)draws;
    page.seed = (uint64_t)seed;
    cbg_diags_init(&diags, cli->arg[0]);
    const cbg_status status = cbg_prospects_of(c, &cli->exec, &prospects, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    from_prospects(&prospects, &input, &page);
    cbg_hazard_prior_default(&prior);
    from_outlook(c->outlook, &prior, &page);
    if (!read_share(cli, "gap", CBG_HAZARD_GAP, &input, &page) ||
        !read_share(cli, "tension", CBG_HAZARD_TENSION, &input, &page) || !read_priors(cli, &prior, &page) ||
        !complete(cli, &prospects, &input, &page))
        return CBGI_EXIT_USAGE;
    return answer(cli, &page);
}
