/* GeniusWeb JSON: profiles, each with its domain inside, one party a profile in the order of file names; a domain file
 * may lie beside them. u = sum of weight * utility; the reservation value is what the reservation bid is
 * worth. Source: GeniusWeb's documentation, tracinsy.ewi.tudelft.nl/pubtrac/GeniusWeb. Mapping: docs/formats.md.
 */
#include "format/geniusweb.h"

#include <string.h>

#include "coburg/space.h"

static const char *const extensions[] = {"json", NULL};

static bool is_profile(const cbgi_file *file)
{
    return cbgi_json_top_key(file, "UtilitySpace", true) || cbgi_json_top_key(file, "issueUtilities", false);
}

static cbgi_role role(const cbgi_file *file)
{
    const size_t start = strspn(file->text, " \t\r\n");
    const bool ours =
        file->text[start] == '{' && (cbgi_json_top_key(file, "issuesValues", false) || is_profile(file));
    return ours ? CBGI_PART : CBGI_NOT_OURS;
}

/* The map of the profile, without its wrapper; NULL after a complaint. */
static const cbgi_node *unwrap(cbgi_input *in, const cbgi_node *root)
{
    const cbgi_node *inside = cbgi_json_get(root, "LinearAdditiveUtilitySpace");
    if (inside == NULL && cbgi_json_get(root, "issueUtilities") != NULL) {
        return root;
    }
    if (inside == NULL) {
        cbg_diag *diag =
            cbgi_bad(in, root->kind == CBGI_MAP && root->count > 0 ? cbgi_key(root, 0)->span : root->span,
                     "this is no linear additive profile");
        cbg_diag_hint(diag, "Coburg reads {\"LinearAdditiveUtilitySpace\": {...}}");
        return NULL;
    }
    return cbgi_json_need(in, root, "LinearAdditiveUtilitySpace", CBGI_MAP, "the file");
}

static bool add_profile(cbgi_geniusweb *g, cbgi_file *file, const cbgi_node *profile)
{
    if (g->draft.party_count == CBG_SEATS_MAX) {
        cbg_diag *diag = cbg_diags_add(g->in->diags, CBG_ERROR, CBG_TOO_LARGE, profile->span,
                                       "more than %d profiles", CBG_SEATS_MAX);
        cbg_diag_hint(diag, "move some of them out of the folder");
        return false;
    }
    cbgi_draft_party *party = &g->draft.party[g->draft.party_count++];
    const cbgi_node *name = cbgi_json_get(profile, "name");
    const char *clean = name != NULL && name->kind == CBGI_SCALAR ? cbgi_name(g->in, name->text) : NULL;
    party->name = clean != NULL ? clean : cbgi_stem(g->in->arena, file->name);
    return party->name != NULL && cbgi_geniusweb_profile(g, profile, party);
}

/* The issues, of the domain file or out of the first profile. */
static bool read_domain(cbgi_geniusweb *g, cbgi_file *file)
{
    cbgi_input_enter(g->in, file);
    const cbgi_node *root = cbgi_json_read(g->in, file);
    const bool profile = is_profile(file);
    root = root != NULL && profile ? unwrap(g->in, root) : root;
    root = root != NULL && profile ? cbgi_json_need(g->in, root, "domain", CBGI_MAP, "the profile") : root;
    if (root == NULL) {
        return false;
    }
    const cbgi_node *name = cbgi_json_get(root, "name");
    const char *title = name != NULL && name->kind == CBGI_SCALAR ? cbgi_name(g->in, name->text) : NULL;
    g->draft.title = title != NULL ? title : cbgi_stem(g->in->arena, file->name);
    return cbgi_geniusweb_domain(g, root);
}

/* All profiles among the files, or the one. */
static bool read_profiles(cbgi_geniusweb *g, cbgi_file *only)
{
    if (!cbgi_draft_parties(&g->draft, CBG_SEATS_MAX)) {
        return false;
    }
    g->draft.party_count = 0;
    for (int k = 0; k < g->in->count; k++) {
        cbgi_file *file = &g->in->file[k];
        if ((only != NULL && file != only) || role(file) != CBGI_PART || !is_profile(file)) {
            continue;
        }
        cbgi_input_enter(g->in, file);
        const cbgi_node *root = cbgi_json_read(g->in, file);
        const cbgi_node *profile = root == NULL ? NULL : unwrap(g->in, root);
        if (profile == NULL || !add_profile(g, file, profile)) {
            return false;
        }
    }
    if (g->draft.party_count == 0) {
        cbg_diag *diag = cbg_diags_add(g->in->diags, CBG_ERROR, CBG_MISSING, (cbg_span){1, 1, 1},
                                       "no profile lies beside this domain");
        cbg_diag_hint(diag, "put the profiles of the parties into the same folder");
    }
    return g->draft.party_count > 0;
}

static cbgi_file *first_of(cbgi_input *in, bool profile)
{
    for (int k = 0; k < in->count; k++) {
        if (role(&in->file[k]) == CBGI_PART && is_profile(&in->file[k]) == profile) {
            return &in->file[k];
        }
    }
    return NULL;
}

static cbg_status read_geniusweb(cbgi_input *in)
{
    cbgi_geniusweb *g = cbgi_arena_alloc(in->arena, sizeof *g);
    if (g == NULL) {
        return CBG_NO_MEMORY;
    }
    *g = (cbgi_geniusweb){.in = in, .draft = {.in = in, .scale = {1, 1}, .total = {1, 1}}};
    const bool alone = !in->folder && is_profile(&in->file[0]);
    cbgi_file *named = &in->file[0], *only = alone ? named : NULL;
    if (!alone) {
        const cbg_status status = cbgi_input_beside(in, extensions, &named);
        if (status != CBG_OK) {
            return status;
        }
        named = named != NULL ? named : first_of(in, false);
        named = named != NULL ? named : first_of(in, true);
    }
    if (!read_domain(g, named) || !read_profiles(g, only)) {
        return cbgi_input_status(in);
    }
    if (alone) {
        cbgi_remark(in, "One profile alone: name the domain file or the folder to read all parties.");
    }
    return cbgi_draft_finish(&g->draft);
}

const cbgi_format_kind cbgi_format_geniusweb = {
    .name = "geniusweb",
    .title = "GeniusWeb JSON",
    .summary = "linear additive profiles in a folder, with or without a domain file",
    .source = "documentation of GeniusWeb, tracinsy.ewi.tudelft.nl/pubtrac/GeniusWeb",
    .extension = extensions,
    .folder = true,
    .role = role,
    .read = read_geniusweb,
    .write = cbgi_geniusweb_write,
};
