/* How good the forecasts were, for people. */
#include "report/likelihood.h"
#include "report/score.h"

#include <math.h>
#include <string.h>

/* In the middle of the bin the words are its own. */
static const char *bin_words(int bin)
{
    return cbgi_likelihood(((bin == 0 ? 0 : cbg_score_bin_end[bin - 1]) + cbg_score_bin_end[bin]) / 2);
}

static const char *name_of(const cbg_forecaster *who)
{
    return who->by[0] == '\0' ? "(not named)" : who->by;
}

/* NaN: a dash. */
static void add_number(cbgi_table *t, double x, int digits)
{
    if (isnan(x)) {
        cbgi_table_add(t, "–");
    } else if (isinf(x)) {
        cbgi_table_add(t, "infinite");
    } else {
        cbgi_table_addf(t, "%.*f", digits, x);
    }
}

/* The forecaster with the least Brier score, or without events the least CRPS; NULL: nothing is scored. */
static const cbg_forecaster *best_of(const cbg_score_card *card, bool events)
{
    const cbg_forecaster *best = NULL;
    for (int k = 0; k < card->forecasters; k++) {
        const cbg_forecaster *who = &card->forecaster[k];
        if (events ? who->events > 0 && (best == NULL || who->brier < best->brier)
                   : who->numbers > 0 && (best == NULL || who->crps < best->crps)) {
            best = who;
        }
    }
    return best;
}

static void answer(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    const cbg_score_card *card = page->card;
    const cbg_forecaster *events = best_of(card, true), *numbers = best_of(card, false);
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line, "%d of %d question%s %s settled", card->settled, card->questions,
                   card->questions == 1 ? "" : "s", card->settled == 1 ? "is" : "are");
    if (events != NULL) {
        cbgi_text_addf(
            &line, "; on events %s%s a Brier score of %.3f, where equal chances for all answers have %.3f",
            card->forecasters > 1 ? name_of(events) : "the forecasts have",
            card->forecasters > 1 ? " did best, with" : "", events->brier, events->chance);
    }
    if (numbers != NULL) {
        cbgi_text_addf(&line, "; on numbers %s%s a CRPS of %.4g",
                       card->forecasters > 1 ? name_of(numbers) : "they have",
                       card->forecasters > 1 ? " did best, with" : "", numbers->crps);
    }
    cbgi_text_add(&line, events == NULL && numbers == NULL ? ": there is nothing to score yet." : ".");
    out->failed = out->failed || line.failed;
    cbgi_wrap(out, style, 0, 0, line.failed ? "" : line.data);
    cbgi_text_free(&line);
}

static void print(cbgi_table *t, cbgi_text *out)
{
    cbgi_table_print(t, out);
    out->failed = out->failed || t->arena.failed;
    cbgi_table_free(t);
}

static void forecasters(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    static const char *const heading[] = {"forecaster", "events",  "Brier", "chance", "skill",
                                          "log",        "numbers", "CRPS",  "error",  "open"};
    cbgi_table t;
    cbgi_heading(out, style, "Scores (0 is perfect)");
    cbgi_table_init(&t, style, "lrrrrrrrrr");
    for (int k = 0; k < 10; k++) {
        cbgi_table_add(&t, heading[k]);
    }
    for (int k = 0; k < page->card->forecasters; k++) {
        const cbg_forecaster *who = &page->card->forecaster[k];
        cbgi_table_add(&t, name_of(who));
        cbgi_table_addf(&t, "%d", who->events);
        add_number(&t, who->brier, 3);
        add_number(&t, who->chance, 3);
        if (isnan(who->skill)) {
            cbgi_table_add(&t, "–");
        } else {
            cbgi_table_addf(&t, "%.0f %%", 100 * who->skill);
        }
        add_number(&t, who->log, 3);
        cbgi_table_addf(&t, "%d", who->numbers);
        add_number(&t, who->crps, 3);
        add_number(&t, who->error, 3);
        cbgi_table_addf(&t, "%d", who->open);
    }
    print(&t, out);
    for (int k = 0; k < page->card->forecasters; k++) {
        const cbg_forecaster *who = &page->card->forecaster[k];
        if (who->impossible > 0) {
            cbgi_text_addf(out, "  %s called %d thing%s impossible that happened.\n", name_of(who),
                           who->impossible, who->impossible == 1 ? "" : "s");
        }
    }
}

static void calibration(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    if (best_of(page->card, true) == NULL) {
        return;
    }
    cbgi_table t;
    cbgi_heading(out, style, "Calibration: how often came true what was called");
    cbgi_table_init(&t, style, "llrrr");
    cbgi_table_add_all(&t, "forecaster", "called", "answers", "said", "came true");
    for (int k = 0; k < page->card->forecasters; k++) {
        const cbg_forecaster *who = &page->card->forecaster[k];
        bool named = false;
        for (int b = 0; b < CBG_SCORE_BINS; b++) {
            const int count = who->bin_count[b];
            if (count == 0) {
                continue;
            }
            cbgi_table_add(&t, named ? "" : name_of(who));
            cbgi_table_addf(&t, "%s (%.0f–%.0f %%)", bin_words(b),
                            b == 0 ? 0 : 100 * cbg_score_bin_end[b - 1], 100 * cbg_score_bin_end[b]);
            cbgi_table_addf(&t, "%d", count);
            cbgi_table_addf(&t, "%.0f %%", 100 * who->bin_sum[b] / count);
            cbgi_table_addf(&t, "%d, %.0f %%", who->bin_true[b], 100.0 * who->bin_true[b] / count);
            named = true;
        }
    }
    print(&t, out);
}

static void intervals(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    const cbg_score_card *card = page->card;
    bool any = false;
    for (int k = 0; k < card->forecasters; k++) {
        for (int i = 0; i < card->intervals; i++) {
            any = any || card->forecaster[k].asked[i] > 0;
        }
    }
    if (!any) {
        return;
    }
    cbgi_table t;
    cbgi_heading(out, style, "Intervals: how often the outcome lay within");
    cbgi_table_init(&t, style, "lrrr");
    cbgi_table_add_all(&t, "forecaster", "should hold", "held", "of");
    for (int k = 0; k < card->forecasters; k++) {
        for (int i = 0; i < card->intervals; i++) {
            const cbg_forecaster *who = &card->forecaster[k];
            if (who->asked[i] > 0) {
                cbgi_table_add(&t, name_of(who));
                cbgi_table_addf(&t, "%.4g %%", 100 * card->share[i]);
                cbgi_table_addf(&t, "%.0f %%", 100.0 * who->inside[i] / who->asked[i]);
                cbgi_table_addf(&t, "%d", who->asked[i]);
            }
        }
    }
    print(&t, out);
}

/* "extension 70 %", "median 5,060", of the forecast that begins at this row. */
static void add_forecast(const cbgi_score_page *page, const cbg_scored_forecast *f, cbgi_table *t)
{
    const cbg_prediction *row = page->log->row, *p = &row[f->row], *likely = p;
    if (!f->event) {
        double median = (double)NAN;
        for (int k = 0; k < page->log->levels; k++) {
            median = page->log->level[k] == .5 ? p->quantile[k] : median;
        }
        if (isnan(median)) {
            cbgi_table_add(t, "quantiles");
        } else {
            cbgi_table_addf(t, "median %.10g", median);
        }
        return;
    }
    for (int k = f->row, seen = 0; k < page->log->count && seen < f->answers; k++) {
        seen += row[k].forecast == p->forecast;
        likely =
            row[k].forecast == p->forecast && row[k].probability > likely->probability ? &row[k] : likely;
    }
    cbgi_table_addf(t, "%s %.4g %%", likely->answer, 100 * likely->probability);
}

static void open_questions(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    enum { MOST = 20 };
    int open = 0;
    cbgi_table t;
    cbgi_table_init(&t, style, "lllll");
    cbgi_table_add_all(&t, "question", "due", "forecaster", "made", "says, above all");
    for (int k = 0; k < page->card->forecasts; k++) {
        const cbg_scored_forecast *f = &page->card->forecast[k];
        const cbg_prediction *p = &page->log->row[f->row];
        if (f->settled || ++open > MOST) {
            continue;
        }
        cbgi_table_add(&t, p->question);
        cbgi_table_add(&t, p->due);
        cbgi_table_add(&t, p->by);
        cbgi_table_add(&t, p->made);
        add_forecast(page, f, &t);
    }
    if (open > 0) {
        cbgi_heading(out, style, "Still open");
        cbgi_table_print(&t, out);
        out->failed = out->failed || t.arena.failed;
    }
    cbgi_table_free(&t);
    if (open > MOST) {
        cbgi_text_addf(out, "  ... and %d more; --json and --csv have them all.\n", open - MOST);
    }
}

void cbgi_score_text(const cbgi_score_page *page, cbgi_style style, cbgi_text *out)
{
    answer(page, style, out);
    if (page->card->forecasts > 0) {
        forecasters(page, style, out);
        calibration(page, style, out);
        intervals(page, style, out);
        open_questions(page, style, out);
    }
    cbgi_text_add(out, "\n");
    cbgi_wrap(
        out, style, 0, 0,
        page->all
            ? "How: every forecast made before its question was resolved counts."
            : "How: the last forecast that each forecaster made before a question was resolved counts.");
    cbgi_wrap(out, style, 0, 0,
              page->shared || page->card->forecasters < 2
                  ? "Brier: squared miss of the probabilities, 0 to 1. log: minus the logarithm of the "
                    "probability of what "
                    "happened. CRPS: the same for a number, in its unit; error: of the median."
                  : "Forecasters are compared over what each answered; --shared takes only questions that "
                    "all of them did.");
}
