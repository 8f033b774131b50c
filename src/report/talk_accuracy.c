/* How well voices knew each other: a table of a few rounds, and all of them for programs. */
#include <math.h>
#include <stdio.h>

#include "report/talk.h"

static const char *id_of(const cbgi_talk_report *r, int voice)
{
    return cbg_talk_voice(r->talk, voice)->id;
}

static void add_number(cbgi_table *t, double x)
{
    if (isnan(x))
        cbgi_table_add(t, "–");
    else
        cbgi_table_addf(t, "%.3f", x);
}

/* The first round, the middle one and the last of each pair. */
void cbgi_talk_accuracy(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_accuracy *a = r->accuracy;
    if (a == NULL)
        return;
    cbgi_heading(out, style, "How well they knew each other");
    if (a->pairs == 0) {
        cbgi_text_add(out, "  Nobody at the table had a model of the others.\n");
        return;
    }
    const size_t rounds = a->count / (size_t)a->pairs, shown[] = {0, rounds / 2, rounds - 1};
    cbgi_table t;
    cbgi_table_init(&t, style, "llrrrrr");
    t.indent = 2;
    static const char *const heading[] = {"voice", "of", "round", "RMSE", "Pearson", "Spearman", "Kendall"};
    for (int k = 0; k < 7; k++)
        cbgi_table_add(&t, heading[k]);
    for (int pair = 0; pair < a->pairs && rounds > 0; pair++)
        for (int k = 0; k < 3; k++) {
            const cbg_accuracy_row *row = &a->row[shown[k] * (size_t)a->pairs + (size_t)pair];
            if (k > 0 && shown[k] == shown[k - 1])
                continue;
            cbgi_table_add(&t, k == 0 ? id_of(r, row->voice) : "");
            cbgi_table_add(&t, k == 0 ? id_of(r, row->about) : "");
            cbgi_table_addf(&t, "%d", row->round + 1);
            add_number(&t, row->of.rmse);
            add_number(&t, row->of.pearson);
            add_number(&t, row->of.spearman);
            add_number(&t, row->of.kendall);
        }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
    cbgi_text line;
    char number[32];
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line, "What each believed of the other's utilities beside the truth, over %s outcomes.",
                   cbgi_text_grouped(a->outcomes, number));
    if (!line.failed)
        cbgi_wrap(out, style, 2, 2, line.data);
    cbgi_text_free(&line);
}

void cbgi_talk_accuracy_csv(const cbgi_talk_report *r, cbgi_text *out)
{
    cbgi_text_add(out, "round,voice,about,rmse,pearson,spearman,kendall\n");
    for (size_t k = 0; k < r->accuracy->count; k++) {
        const cbg_accuracy_row *row = &r->accuracy->row[k];
        const double of[] = {row->of.rmse, row->of.pearson, row->of.spearman, row->of.kendall};
        cbgi_text_addf(out, "%d,", row->round + 1);
        cbgi_csv(out, id_of(r, row->voice), false);
        cbgi_csv(out, id_of(r, row->about), false);
        for (int m = 0; m < 4; m++) {
            char number[40];
            snprintf(number, sizeof number, "%.17g", of[m]);
            cbgi_csv(out, isnan(of[m]) ? "" : number, m == 3);
        }
    }
}

/* The last round of each pair; the file has all of them. */
void cbgi_talk_accuracy_json(const cbgi_talk_report *r, cbgi_json *json)
{
    const cbg_accuracy *a = r->accuracy;
    if (a == NULL)
        return;
    cbgi_json_put_open(json, "accuracy", '[');
    for (size_t k = a->count - (a->count > 0 ? (size_t)a->pairs : 0); k < a->count; k++) {
        const cbg_accuracy_row *row = &a->row[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "voice", id_of(r, row->voice));
        cbgi_json_put_string(json, "about", id_of(r, row->about));
        cbgi_json_put_int(json, "round", row->round + 1);
        cbgi_json_put_double(json, "rmse", row->of.rmse);
        cbgi_json_put_double(json, "pearson", row->of.pearson);
        cbgi_json_put_double(json, "spearman", row->of.spearman);
        cbgi_json_put_double(json, "kendall", row->of.kendall);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
