/* How good the forecasts were, for programs. */
#include <stdio.h>

#include "report/score.h"

static void forecaster(const cbg_score_card *card, const cbg_forecaster *who, cbgi_json *json)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "by", who->by);
    cbgi_json_put_int(json, "events", who->events);
    cbgi_json_put_double(json, "brier", who->brier);
    cbgi_json_put_double(json, "chance", who->chance);
    cbgi_json_put_double(json, "skill", who->skill);
    cbgi_json_put_double(json, "log", who->log);
    cbgi_json_put_int(json, "impossible", who->impossible);
    cbgi_json_put_int(json, "numbers", who->numbers);
    cbgi_json_put_double(json, "crps", who->crps);
    cbgi_json_put_double(json, "error", who->error);
    cbgi_json_put_int(json, "open", who->open);
    cbgi_json_put_int(json, "not_counted", who->superseded);
    cbgi_json_put_open(json, "calibration", '[');
    for (int b = 0; b < CBG_SCORE_BINS; b++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_double(json, "up_to", cbg_score_bin_end[b]);
        cbgi_json_put_int(json, "answers", who->bin_count[b]);
        cbgi_json_put_double(json, "said", who->bin_sum[b] / who->bin_count[b]);
        cbgi_json_put_int(json, "came_true", who->bin_true[b]);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "intervals", '[');
    for (int k = 0; k < card->intervals; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_double(json, "should_hold", card->share[k]);
        cbgi_json_put_int(json, "held", who->inside[k]);
        cbgi_json_put_int(json, "of", who->asked[k]);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

void cbgi_score_json(const cbgi_score_page *page, cbgi_json *json)
{
    const cbg_score_card *card = page->card;
    cbgi_json_put_int(json, "questions", card->questions);
    cbgi_json_put_int(json, "settled", card->settled);
    cbgi_json_put_bool(json, "all", page->all);
    cbgi_json_put_bool(json, "shared", page->shared);
    cbgi_json_put_open(json, "forecasters", '[');
    for (int k = 0; k < card->forecasters; k++) {
        forecaster(card, &card->forecaster[k], json);
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "forecasts", '[');
    for (int k = 0; k < card->forecasts; k++) {
        const cbg_scored_forecast *f = &card->forecast[k];
        const cbg_prediction *p = &page->log->row[f->row];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "question", p->question);
        cbgi_json_put_string(json, "by", p->by);
        cbgi_json_put_string(json, "made", p->made);
        cbgi_json_put_string(json, "due", p->due);
        cbgi_json_put_bool(json, "settled", f->settled);
        cbgi_json_put_bool(json, "counted", f->counted);
        cbgi_json_put_double(json, "brier", f->brier);
        cbgi_json_put_double(json, "log", f->log);
        cbgi_json_put_double(json, "crps", f->crps);
        cbgi_json_put_double(json, "error", f->error);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void add(cbgi_text *out, double x, bool last)
{
    char number[40];
    snprintf(number, sizeof number, "%.17g", x);
    cbgi_csv(out, x == x ? number : "", last);
}

void cbgi_score_csv(const cbgi_score_page *page, cbgi_text *out)
{
    cbgi_text_add(out, "question,by,made,due,settled,counted,brier,log,crps,error\n");
    for (int k = 0; k < page->card->forecasts; k++) {
        const cbg_scored_forecast *f = &page->card->forecast[k];
        const cbg_prediction *p = &page->log->row[f->row];
        cbgi_csv(out, p->question, false);
        cbgi_csv(out, p->by, false);
        cbgi_csv(out, p->made, false);
        cbgi_csv(out, p->due, false);
        cbgi_csv(out, f->settled ? "yes" : "no", false);
        cbgi_csv(out, f->counted ? "yes" : "no", false);
        add(out, f->brier, false);
        add(out, f->log, false);
        add(out, f->crps, false);
        add(out, f->error, true);
    }
}
