/* NegoLog's JSON: a folder with profileA.json and profileB.json, each {reservationValue, issueWeights: {issue: w},
 * issues: {issue: {value: utility}}}; u = sum of w * utility. The issues are those of the first file.
 */
#include <string.h>

#include "coburg/space.h"
#include "format/additive.h"
#include "format/draft.h"
#include "format/json.h"

enum { PARTIES = 2 };

static const char *const extensions[] = {"json", NULL};

static cbgi_role role(const cbgi_file *file)
{
    const size_t start = strspn(file->text, " \t\r\n");
    const bool ours = file->text[start] == '{' && cbgi_json_top_key(file, "issueWeights", false) &&
                      cbgi_json_top_key(file, "issues", false);
    return ours ? CBGI_PART : CBGI_NOT_OURS;
}

/* The issues and their options, as the profile names them. */
static bool read_issues(cbgi_draft *d, const cbgi_node *issues)
{
    cbgi_arena *arena = d->in->arena;
    if (issues->count == 0 || issues->count > CBG_ISSUES_MAX) {
        cbg_diag *diag = cbgi_bad(d->in, issues->span, "the profile has %d issues", issues->count);
        cbg_diag_hint(diag, "between 1 and %d can be handled", CBG_ISSUES_MAX);
        return false;
    }
    if (!cbgi_draft_issues(d, issues->count)) {
        return false;
    }
    for (int i = 0; i < issues->count; i++) {
        cbgi_draft_issue *issue = &d->issue[i];
        const cbgi_node *values = cbgi_value(issues, i);
        issue->span = cbgi_key(issues, i)->span;
        issue->name = cbgi_json_name(d->in, cbgi_key(issues, i), "an issue");
        if (issue->name == NULL) {
            return false;
        }
        if (values->kind != CBGI_MAP || values->count == 0) {
            cbg_diag *diag = cbgi_bad(d->in, values->span, "%s has no values", issue->name);
            cbg_diag_hint(diag, "write {\"value\": utility, ...}");
            return false;
        }
        const char **name = cbgi_arena_array(arena, (size_t)values->count, sizeof *name);
        cbg_span *where = cbgi_arena_array(arena, (size_t)values->count, sizeof *where);
        for (int o = 0; name != NULL && where != NULL && o < values->count; o++) {
            where[o] = cbgi_key(values, o)->span;
            name[o] = cbgi_json_name(d->in, cbgi_key(values, o), "a value");
            if (name[o] == NULL) {
                return false;
            }
        }
        if (arena->failed || !cbgi_draft_options(d, issue, name, values->count, where)) {
            return false;
        }
    }
    return true;
}

/* The entry of a map whose key is this name, blanks at its ends aside. */
static const cbgi_node *entry(const cbgi_node *map, const char *name)
{
    const size_t n = strlen(name);
    for (int k = 0; k < map->count; k++) {
        const char *key = cbgi_key(map, k)->text;
        key += strspn(key, " \t\r\n");
        if (strncmp(key, name, n) == 0 && key[n + strspn(key + n, " \t\r\n")] == '\0') {
            return cbgi_value(map, k);
        }
    }
    return NULL;
}

static bool score_issue(cbgi_draft *d, const cbgi_node *values, int i, cbgi_draft_party *party)
{
    const cbgi_draft_issue *issue = &d->issue[i];
    cbg_rational *score = cbgi_draft_scores(d, party, i);
    bool *seen = cbgi_arena_array(d->in->arena, (size_t)issue->count, sizeof *seen);
    for (int k = 0; score != NULL && seen != NULL && k < values->count; k++) {
        const char *name = cbgi_json_name(d->in, cbgi_key(values, k), "a value");
        const int o = name == NULL ? -1 : cbgi_index_find(&issue->index, name);
        if (o < 0) {
            cbg_diag *diag =
                cbgi_bad(d->in, cbgi_key(values, k)->span, "%s has no value %s in the other profile",
                         issue->name, name == NULL ? "" : cbgi_quoted(d->in, name));
            cbg_diag_hint(diag, "both profiles name the same values");
            return false;
        }
        if (!cbgi_json_share(d->in, cbgi_value(values, k), "a utility", &score[o])) {
            return false;
        }
        seen[o] = true;
    }
    for (int o = 0; seen != NULL && o < issue->count; o++) {
        if (!seen[o]) {
            cbg_diag *diag = cbgi_bad(d->in, values->span, "no utility for %s of %s",
                                      cbgi_quoted(d->in, issue->option[o]), issue->name);
            cbg_diag_hint(diag, "both profiles name the same values");
            return false;
        }
    }
    return seen != NULL;
}

static bool read_profile(cbgi_draft *d, const cbgi_node *root, cbgi_draft_party *party)
{
    const cbgi_node *weights = cbgi_json_need(d->in, root, "issueWeights", CBGI_MAP, "the profile");
    const cbgi_node *issues = cbgi_json_need(d->in, root, "issues", CBGI_MAP, "the profile");
    const cbgi_node *reservation = cbgi_json_get(root, "reservationValue");
    if (weights == NULL || issues == NULL) {
        return false;
    }
    for (int i = 0; i < d->issue_count; i++) {
        const cbgi_node *weight = entry(weights, d->issue[i].name), *values = entry(issues, d->issue[i].name);
        if (weight == NULL || values == NULL || values->kind != CBGI_MAP) {
            cbg_diag *diag =
                cbgi_bad(d->in, weight == NULL ? weights->span : issues->span, "%s of issue %s is missing",
                         weight == NULL ? "the weight" : "a map of utilities", d->issue[i].name);
            cbg_diag_hint(diag, "both profiles have the same issues");
            return false;
        }
        if (!cbgi_json_share(d->in, weight, "a weight", &party->weight[i]) ||
            !score_issue(d, values, i, party)) {
            return false;
        }
    }
    party->given = true;
    party->span = root->span;
    return reservation == NULL ||
           cbgi_json_share(d->in, reservation, "the reservation value", &party->walk_away);
}

static cbg_status read_negolog(cbgi_input *in)
{
    cbgi_draft *d = cbgi_arena_alloc(in->arena, sizeof *d);
    if (d == NULL) {
        return CBG_NO_MEMORY;
    }
    *d = (cbgi_draft){.in = in, .scale = {1, 1}, .total = {1, 1}};
    d->title = cbgi_stem(in->arena, in->folder ? in->path : in->file[0].name);
    int count = 0;
    for (int k = 0; k < in->count; k++) {
        cbgi_file *file = &in->file[k];
        if (role(file) != CBGI_PART) {
            continue;
        }
        cbgi_input_enter(in, file);
        const cbgi_node *root = cbgi_json_read(in, file);
        const cbgi_node *issues =
            root == NULL || count > 0 ? NULL : cbgi_json_need(in, root, "issues", CBGI_MAP, "the profile");
        if (issues != NULL && (!read_issues(d, issues) || !cbgi_draft_parties(d, CBG_SEATS_MAX))) {
            return cbgi_input_status(in);
        }
        if (root == NULL || d->party == NULL || count == CBG_SEATS_MAX) {
            return cbgi_input_status(in);
        }
        d->party[count].name = cbgi_stem(in->arena, file->name);
        if (d->party[count].name == NULL || !read_profile(d, root, &d->party[count])) {
            return cbgi_input_status(in);
        }
        d->party_count = ++count;
    }
    if (!in->folder) {
        cbgi_remark(in, "One profile alone: name the folder to read both parties.");
    }
    return cbgi_draft_finish(d);
}

static void put_key(cbgi_text *text, const char *before, const char *name)
{
    cbgi_text_add(text, before);
    cbgi_put_json(text, name);
    cbgi_text_add(text, ": ");
}

static void write_profile(cbgi_output *out, const cbgi_additive *view, int k)
{
    const cbgi_additive_party *p = &view->party[k];
    const cbg_case *c = view->c;
    bool rounded = false;
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    cbgi_text_add(&text, "{\n  \"reservationValue\": ");
    cbgi_put_walk_away(&text, p->walk_away, &rounded);
    cbgi_text_add(&text, ",\n  \"issueWeights\": {");
    for (int i = 0; i < c->issue_count; i++) {
        put_key(&text, i == 0 ? "" : ", ", view->issue_name[i]);
        cbgi_put_decimal(&text, p->weight[i], &rounded);
    }
    cbgi_text_add(&text, "},\n  \"issues\": {");
    for (int i = 0; i < c->issue_count; i++) {
        put_key(&text, i == 0 ? "\n    " : ",\n    ", view->issue_name[i]);
        for (int o = 0; o < c->issue[i].option_count; o++) {
            put_key(&text, o == 0 ? "{" : ", ", c->issue[i].option[o].name);
            cbgi_put_decimal(&text, p->score[i][o], &rounded);
        }
        cbgi_text_add(&text, "}");
    }
    cbgi_text_add(&text, "\n  }\n}\n");
    if (rounded) {
        cbgi_loss(out, "%s: fractions are written as decimals, rounded to 17 digits after the point.",
                  p->name);
    }
    cbgi_output_add(out, k == 0 ? "profileA.json" : "profileB.json", &text);
}

static cbg_status write_negolog(cbgi_output *out)
{
    cbgi_additive *view = cbgi_arena_alloc(out->arena, sizeof *view);
    cbg_status status = view == NULL ? CBG_NO_MEMORY : cbgi_additive_view(out, 0, "NegoLog JSON", view);
    if (status != CBG_OK) {
        return status;
    }
    if (view->party_count != PARTIES) {
        cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                       "NegoLog is for two parties, the case has %d", view->party_count);
        cbg_diag_hint(diag, "write another format: genius, geniusweb, negmas or csv");
        return CBG_TOO_LARGE;
    }
    cbgi_loss(out, "NegoLog JSON has no place for the names of parties: they are A (%s) and B (%s).",
              view->party[0].name, view->party[1].name);
    write_profile(out, view, 0);
    write_profile(out, view, 1);
    return CBG_OK;
}

const cbgi_format_kind cbgi_format_negolog = {
    .name = "negolog",
    .title = "NegoLog JSON",
    .summary = "profileA.json and profileB.json in a folder",
    .source = "Doğru, Keskin, Jonker, Baarslag and Aydoğan, NegoLog, IJCAI 2024",
    .extension = extensions,
    .folder = true,
    .fixed_names = true,
    .role = role,
    .read = read_negolog,
    .write = write_negolog,
};
