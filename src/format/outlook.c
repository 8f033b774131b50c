/* forecast: the combination of models that a case names, its table of grades and its priors. */
#include <string.h>

#include "coburg/outlook.h"
#include "format/reader.h"

static const cbg_rational zero = {0, 1}, hundred = {100, 1}, below_hundred = {-100, 1};

static bool read_model(cbgi_reader *r, const cbgi_node *node, cbg_outlook_model *out)
{
    enum { MODEL, WEIGHT, NOTE, COUNT };
    static const char *const keys[COUNT] = {"model", "weight", "note"};
    const cbgi_node *v[COUNT] = {node, NULL, NULL};
    const char *unused;
    if (node->kind == CBGI_MAP) {
        if (!cbgi_fields(r, node, "a model of the combination", keys, COUNT, v)) {
            return false;
        }
        if (v[MODEL] == NULL) {
            cbgi_missing(r, node, "this part of the combination", "model", "{model: smp, weight: 1}");
            return false;
        }
    }
    *out = (cbg_outlook_model){.text = cbgi_text_of(r, v[MODEL], "a model"), .span = v[MODEL]->span};
    out->weight = (cbg_number){.value = {1, 1}, .low = {1, 1}, .high = {1, 1}};
    cbgi_optional_number(r, v[WEIGHT], "a weight", (cbgi_bounds){&zero, NULL}, &out->weight);
    cbgi_note_of(r, v[NOTE], &unused);
    if (out->weight.value.num == 0) {
        cbg_diag_hint(cbgi_wrong(r, v[WEIGHT], "this model has weight 0"), "leave it out, or give it a weight");
        return false;
    }
    return out->text != NULL;
}

static void read_models(cbgi_reader *r, const cbgi_node *node, cbg_outlook *out)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_items(r, node, "`models`", &item);
    if (count > CBG_OUTLOOK_MODELS_MAX) {
        cbg_diag_hint(cbgi_wrong(r, node, "%d models: at most %d can be combined", count,
                                 (int)CBG_OUTLOOK_MODELS_MAX),
                      "leave some out");
        return;
    }
    cbg_outlook_model *model = cbgi_arena_array(r->arena, count < 0 ? 0 : (size_t)count, sizeof *model);
    for (int k = 0; model != NULL && k < count && !cbgi_reader_done(r); k++) {
        out->models += read_model(r, item[k], &model[out->models]);
    }
    out->model = model;
}

/* The key is B2; B: every digit; or 2: every letter. More exact keys win, in whatever order they stand. */
static bool read_grade(cbgi_reader *r, const cbgi_node *key, const cbgi_node *value, int exactness,
                       cbg_outlook *out)
{
    const char *s = key->kind == CBGI_SCALAR ? key->text : "";
    const bool letter = s[0] >= 'A' && s[0] <= 'F', digit = s[letter] >= '1' && s[letter] <= '6';
    if ((!letter && !digit) || s[letter + digit] != '\0') {
        cbg_diag *diag = exactness > 0 ? NULL : cbgi_wrong(r, key, "there is no grade %s", cbgi_shown(r, key));
        cbg_diag_hint(diag, "write a letter A to F, a digit 1 to 6, or both: B2");
        return false;
    }
    if ((letter && digit ? 2 : letter ? 1 : 0) != exactness) {
        return true;
    }
    cbg_number width;
    if (!cbgi_number_of(r, value, "the width of a grade", (cbgi_bounds){&zero, &hundred}, &width)) {
        return false;
    }
    for (int a = 0; a < CBG_GRADE_LETTERS; a++) {
        for (int d = 0; d < CBG_GRADE_DIGITS; d++) {
            if ((!letter || s[0] - 'A' == a) && (!digit || s[letter] - '1' == d)) {
                out->grade[a][d] = width;
            }
        }
    }
    return true;
}

static void read_grades(cbgi_reader *r, const cbgi_node *map, cbg_outlook *out)
{
    if (map->kind != CBGI_MAP) {
        if (map->kind != CBGI_BROKEN && !cbgi_node_empty(map)) {
            cbg_diag_hint(cbgi_wrong(r, map, "grades are a map from grade to percent of the scale"),
                          "write {A1: 2, B2: 8, C3: 20, F6: 50}");
        }
        return;
    }
    bool ok = true;
    for (int exactness = 0; exactness <= 2 && ok; exactness++) {
        for (int k = 0; k < map->count && !cbgi_reader_done(r); k++) {
            ok = read_grade(r, cbgi_key(map, k), cbgi_value(map, k), exactness, out) && ok;
        }
    }
    out->graded = true;
}

/* deal: {gap: -2, deadline: {mean: 2, sd: 0.5}} */
static void read_prior(cbgi_reader *r, const cbgi_node *node, cbg_number *mean, cbg_number *sd)
{
    enum { MEAN, SD, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"mean", "sd", "source", "claims", "note"};
    const cbgi_node *v[COUNT] = {node, NULL, NULL, NULL, NULL};
    cbg_names ignored;
    const char *unused;
    if (node->kind == CBGI_MAP && !cbgi_fields(r, node, "a prior", keys, COUNT, v)) {
        return;
    }
    if (v[MEAN] == NULL) {
        cbgi_missing(r, node, "this prior", "mean", "{mean: -2, sd: 0.5}");
        return;
    }
    cbgi_number_of(r, v[MEAN], "a coefficient", (cbgi_bounds){&below_hundred, &hundred}, mean);
    cbgi_optional_number(r, v[SD], "a standard deviation", (cbgi_bounds){&zero, &hundred}, sd);
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &ignored);
    cbgi_note_of(r, v[NOTE], &unused);
}

static void read_priors(cbgi_reader *r, const cbgi_node *node, cbg_outlook *out)
{
    static const char *const exits[3] = {"deal", "breakdown", "extension"};
    static const char *const terms[6] = {"base", "gap", "zone", "precedent", "tension", "deadline"};
    const cbgi_node *exit[3], *term[6];
    if (!cbgi_fields(r, node, "`hazard`", exits, 3, exit)) {
        return;
    }
    for (int e = 0; e < 3; e++) {
        if (exit[e] == NULL || !cbgi_fields(r, exit[e], exits[e], terms, 6, term)) {
            continue;
        }
        for (int t = 0; t < 6 && !cbgi_reader_done(r); t++) {
            if (term[t] != NULL) {
                read_prior(r, term[t], &out->prior_mean[e][t], &out->prior_sd[e][t]);
            }
        }
    }
}

void cbgi_read_forecast(cbgi_reader *r, cbg_outlook *out)
{
    enum { MODELS, GRADES, HAZARD, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"models", "grades", "hazard", "source", "claims", "note"};
    const cbgi_node *v[COUNT], *node = r->section[CBGI_FORECAST];
    cbg_names ignored;
    const char *unused;
    if (node == NULL || !cbgi_fields(r, node, "`forecast`", keys, COUNT, v)) {
        return;
    }
    out->span = cbgi_key_of(r->root, node)->span;
    if (v[MODELS] != NULL) {
        read_models(r, v[MODELS], out);
    }
    if (v[GRADES] != NULL) {
        read_grades(r, v[GRADES], out);
    }
    if (v[HAZARD] != NULL) {
        read_priors(r, v[HAZARD], out);
    }
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &ignored);
    cbgi_note_of(r, v[NOTE], &unused);
}
