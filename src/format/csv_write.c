/* A case as a table: one row a party, issue and option. Fractions are written as a score out of a whole, because a
 * spreadsheet would take 1/30 for a date. */
#include <string.h>

#include "base/integer.h"
#include "format/additive.h"
#include "format/csv.h"

enum { FRACTION_MAX = 1000000000 };

typedef struct writer {
    cbgi_output *out;
    cbgi_text text;
    bool party_names, issue_names, fractions, scales;
} writer;

static void put(writer *w, const char *s)
{
    if (strpbrk(s, ",;\t\"\r\n") == NULL && s[0] != ' ') {
        cbgi_text_add(&w->text, s);
        return;
    }
    cbgi_text_add(&w->text, "\"");
    for (; *s != '\0'; s++) {
        cbgi_text_add_n(&w->text, "\"\"", *s == '"' ? 2 : 0);
        cbgi_text_add_n(&w->text, s, *s == '"' ? 0 : 1);
    }
    cbgi_text_add(&w->text, "\"");
}

static void next(writer *w, const char *s)
{
    cbgi_text_add(&w->text, ",");
    put(w, s);
}

static void next_number(writer *w, cbg_rational number)
{
    char text[CBG_RATIONAL_TEXT];
    next(w, cbg_rational_text(number, 18, text));
}

static bool is_decimal(cbg_rational number)
{
    char text[CBG_RATIONAL_TEXT];
    return strchr(cbg_rational_text(number, 18, text), '/') == NULL;
}

/* What the scores of an issue are written out of: 0, they are decimals as they are. */
static int64_t out_of(const cbg_case *c, const cbg_preference *f, int i)
{
    int64_t common = 1;
    bool decimal = true, fits = true;
    for (int o = 0; o < c->issue[i].option_count; o++) {
        const cbg_rational s = f->score[i][o].value;
        decimal = decimal && is_decimal(s);
        fits = fits && cbgi_common_multiple(&common, s.den) && common <= FRACTION_MAX;
    }
    return decimal || !fits ? 0 : common;
}

static void survey(writer *w)
{
    const cbg_case *c = w->out->c;
    for (int p = 0; p < c->party_count; p++) {
        w->party_names = w->party_names || strcmp(c->party[p].id, c->party[p].name) != 0;
        for (int i = 0; c->preference[p].given && i < c->issue_count; i++) {
            w->fractions =
                w->fractions || (c->preference[p].score[i] != NULL && out_of(c, &c->preference[p], i) > 0);
        }
    }
    for (int i = 0; i < c->issue_count; i++) {
        w->issue_names = w->issue_names || strcmp(c->issue[i].id, c->issue[i].name) != 0;
        w->scales = w->scales || c->issue[i].numeric;
    }
}

static void write_top(writer *w)
{
    const cbg_case *c = w->out->c;
    cbgi_text_add(&w->text, "case");
    next(w, c->title);
    if (c->note != NULL) {
        cbgi_text_add(&w->text, "\r\nnote");
        next(w, c->note);
    }
    cbgi_text_add(&w->text, "\r\nscale");
    next_number(w, c->scale);
    cbgi_text_addf(&w->text, "\r\nparty,issue,option,score,%sweight,walk_away%s%s%s\r\n",
                   w->fractions ? "out_of," : "", w->party_names ? ",party_name" : "",
                   w->issue_names ? ",issue_name" : "", w->scales ? ",type,unit" : "");
}

static void write_row(writer *w, int p, int i, int o, int64_t of)
{
    const cbg_case *c = w->out->c;
    const cbg_preference *f = &c->preference[p];
    const cbg_issue *issue = &c->issue[i];
    cbg_rational score = f->score[i] == NULL ? (cbg_rational){0, 1} : f->score[i][o].value, whole = {of, 1};
    put(w, c->party[p].id);
    next(w, issue->id);
    next(w, issue->option[o].name);
    if (of > 0) { /* score = written / (of * scale) * scale */
        cbg_rational_multiply(score, whole, &score);
        cbg_rational_multiply(whole, c->scale, &whole);
    }
    next_number(w, score);
    if (w->fractions) {
        next_number(w, of > 0 ? whole : c->scale);
    }
    if (f->is_points) {
        next(w, "");
    } else {
        next_number(w, f->weight[i].value);
    }
    if (c->party[p].walk_away.given) {
        next_number(w, c->party[p].walk_away.value);
    } else {
        next(w, "");
    }
    if (w->party_names) {
        next(w, c->party[p].name);
    }
    if (w->issue_names) {
        next(w, issue->name);
    }
    if (w->scales) {
        next(w, issue->numeric ? "number" : "");
        next(w, issue->unit != NULL ? issue->unit : "");
    }
    cbgi_text_add(&w->text, "\r\n");
}

/* An issue that nobody cares for still needs rows, or it would be lost: the first party scores it 0. */
static bool nobody_scores(const cbg_case *c, int issue)
{
    for (int p = 0; p < c->party_count; p++) {
        if (c->preference[p].given && c->preference[p].score[issue] != NULL) {
            return false;
        }
    }
    return true;
}

cbg_status cbgi_csv_write(cbgi_output *out)
{
    const cbg_case *c = out->c;
    writer w = {.out = out};
    int stated = 0;
    cbgi_text_init(&w.text, out->exec);
    survey(&w);
    write_top(&w);
    for (int p = 0; p < c->party_count; p++) {
        const cbg_preference *f = &c->preference[p];
        stated += f->given;
        if (f->terms != NULL) {
            cbgi_text_free(&w.text);
            return cbgi_not_additive(out, p);
        }
        if (!f->given) {
            cbgi_loss(out, "%s states no preferences and is left out.", c->party[p].name);
        }
        for (int i = 0; f->given && i < c->issue_count; i++) {
            const int64_t of = f->score[i] == NULL ? 0 : out_of(c, f, i);
            const bool rows = f->score[i] != NULL || (stated == 1 && nobody_scores(c, i));
            for (int o = 0; rows && o < c->issue[i].option_count; o++) {
                write_row(&w, p, i, o, of);
            }
        }
    }
    if (stated == 0) {
        cbgi_text_free(&w.text);
        cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                       "the case does not say what anybody wants");
        cbg_diag_hint(diag, "a table needs scores of at least one party");
        return CBG_MISSING;
    }
    cbgi_say_losses(
        out, CBGI_HOLDS_IDS | CBGI_HOLDS_TITLE | CBGI_HOLDS_SCALE | CBGI_HOLDS_NUMBERS | CBGI_HOLDS_NOTE,
        "A table");
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s.csv", out->stem), &w.text);
    return CBG_OK;
}
