/* GENIUS XML: a domain and the profiles that lie beside it, one party a profile, in the order of file names.
 *
 * Sources: R. Lin et al., Genius: an integrated environment for supporting the design of generic automated
 * negotiators, Computational Intelligence 30(1), 2014, 48-70, doi 10.1111/j.1467-8640.2012.00463.x, and its
 * user guide. What is read and how: docs/formats.md.
 */
#include "format/genius.h"

#include <string.h>

#include "coburg/space.h"

static const char *const extensions[] = {"xml", NULL};

typedef enum part { OTHER, DOMAIN, PROFILE } part;

/* By the name of the root element, without parsing the rest. */
static part part_of(const cbgi_file *file)
{
    const char *s = file->text;
    while ((s = strchr(s, '<')) != NULL) {
        s++;
        if (strncmp(s, "!--", 3) == 0) {
            const char *end = strstr(s, "-->");
            s = end == NULL ? s + strlen(s) : end;
        } else if (*s != '!' && *s != '?') {
            const size_t length = strcspn(s, " \t\r\n/>");
            return length == 20 && strncmp(s, "negotiation_template", length) == 0 ? DOMAIN
                   : length == 13 && strncmp(s, "utility_space", length) == 0      ? PROFILE
                                                                                   : OTHER;
        }
    }
    return OTHER;
}

static cbgi_role role(const cbgi_file *file)
{
    const size_t start = strspn(file->text, " \t\r\n");
    return file->text[start] != '<' ? CBGI_NOT_OURS : part_of(file) == OTHER ? CBGI_ALONE : CBGI_PART;
}

static cbg_status not_genius(cbgi_input *in, const cbgi_xml *root)
{
    cbg_diag *diag = cbgi_bad(in, root->span, "<%s> is neither a GENIUS domain nor a profile", root->name);
    cbg_diag_hint(diag, "a domain begins with <negotiation_template>, a profile with <utility_space>");
    return CBG_BAD_CASE;
}

/* Parses the file; NULL after a complaint. */
static const cbgi_xml *open_file(cbgi_genius *g, cbgi_file *file)
{
    cbgi_input_enter(g->in, file);
    return cbgi_xml_read(g->in, file);
}

/* Does the profile speak of the same issues? Only asked when several domains share a folder. */
static bool belongs(cbgi_genius *g, const cbgi_xml *root)
{
    int found = 0;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "issue"); e != NULL;
         e = cbgi_xml_walk(root, e, "issue")) {
        const char *name = cbgi_xml_get(e, "name");
        const char *clean = name == NULL ? NULL : cbgi_name(g->in, name);
        found += clean != NULL && cbgi_index_find(&g->names, clean) >= 0;
    }
    return found == g->draft.issue_count;
}

/* One profile file as the next party. False after a complaint. */
static bool add_profile(cbgi_genius *g, cbgi_file *file, const cbgi_xml *root)
{
    if (g->draft.party_count == CBG_SEATS_MAX) {
        cbg_diag *diag = cbg_diags_add(g->in->diags, CBG_ERROR, CBG_TOO_LARGE, root->span,
                                       "more than %d profiles", CBG_SEATS_MAX);
        cbg_diag_hint(diag, "move some of them out of the folder");
        return false;
    }
    cbgi_draft_party *party = &g->draft.party[g->draft.party_count++];
    const char *name = cbgi_xml_get(root, "name");
    name = name == NULL ? NULL : cbgi_name(g->in, name);
    party->name = name != NULL ? name : cbgi_stem(g->in->arena, file->name);
    party->id = cbgi_xml_get(root, "id");
    if (party->name == NULL) {
        return false;
    }
    return cbgi_genius_hypercube(root) ? cbgi_genius_boxes(g, root, party) && cbgi_genius_ends(g, root, party)
                                       : cbgi_genius_profile(g, root, party);
}

static cbg_status no_profiles(cbgi_input *in)
{
    cbg_diag *diag = cbg_diags_add(in->diags, CBG_ERROR, CBG_MISSING, (cbg_span){1, 1, 1},
                                   "no profile lies beside this domain");
    cbg_diag_hint(diag, "put the profiles of the parties (<utility_space ...>) into the same folder");
    return CBG_MISSING;
}

/* All profiles among the files. */
static cbg_status read_profiles(cbgi_genius *g, cbgi_file *domain, int domains)
{
    cbgi_draft *d = &g->draft;
    if (!cbgi_draft_parties(d, CBG_SEATS_MAX)) {
        return CBG_NO_MEMORY;
    }
    d->party_count = 0;
    for (int k = 0; k < g->in->count; k++) {
        cbgi_file *file = &g->in->file[k];
        if (file->text == NULL || part_of(file) != PROFILE) {
            continue;
        }
        const cbgi_xml *root = open_file(g, file);
        if (root != NULL && domains > 1 && !belongs(g, root)) {
            file->used = false;
            continue;
        }
        if (root == NULL || !add_profile(g, file, root)) {
            return cbgi_input_status(g->in);
        }
    }
    if (d->party_count == 0) {
        cbgi_input_enter(g->in, domain);
        return no_profiles(g->in);
    }
    return CBG_OK;
}

/* The domain among the files of a folder; NULL with a complaint when there are several, else with none. */
static cbgi_file *find_domain(cbgi_input *in, int *domains, cbgi_file **first_profile)
{
    cbgi_file *domain = NULL;
    *domains = 0;
    *first_profile = NULL;
    for (int k = 0; k < in->count; k++) {
        const part which = part_of(&in->file[k]);
        if (which == DOMAIN && ++*domains == 1) {
            domain = &in->file[k];
        } else if (which == PROFILE && *first_profile == NULL) {
            *first_profile = &in->file[k];
        }
    }
    return domain;
}

static cbg_status several_domains(cbgi_input *in, const cbgi_file *first, int domains)
{
    cbg_diag *diag = cbg_diags_add(in->diags, CBG_ERROR, CBG_BAD_CASE, (cbg_span){0, 0, 0},
                                   "the directory holds %d domains, %s among them", domains, first->name);
    cbg_diag_hint(diag, "name the domain file that is meant");
    return CBG_BAD_CASE;
}

/* From the domain file (or, when there is none, the first profile, which repeats its issues). */
static cbg_status read_domain(cbgi_genius *g, cbgi_file *file)
{
    const cbgi_xml *root = open_file(g, file);
    if (root == NULL) {
        return cbgi_input_status(g->in);
    }
    const char *title = cbgi_xml_get(root, "name");
    title = title == NULL || part_of(file) == PROFILE ? NULL : cbgi_name(g->in, title);
    g->draft.title = title != NULL ? title : cbgi_stem(g->in->arena, file->name);
    return cbgi_genius_domain(g, root) ? CBG_OK : cbgi_input_status(g->in);
}

/* One profile that was named, or given without a file: a case of one party. */
static cbg_status read_alone(cbgi_genius *g, cbgi_file *file)
{
    const cbgi_xml *root = open_file(g, file);
    if (root == NULL) {
        return cbgi_input_status(g->in);
    }
    if (part_of(file) == OTHER) {
        return not_genius(g->in, root);
    }
    if (part_of(file) == DOMAIN) {
        return no_profiles(g->in);
    }
    cbg_status status = read_domain(g, file);
    if (status == CBG_OK) {
        status = cbgi_draft_parties(&g->draft, 1) ? CBG_OK : CBG_NO_MEMORY;
        g->draft.party_count = 0;
    }
    if (status == CBG_OK && !add_profile(g, file, root)) {
        status = cbgi_input_status(g->in);
    }
    if (status == CBG_OK) {
        cbgi_remark(g->in, "One profile alone: name the domain file or the folder to read all parties.");
    }
    return status;
}

static cbg_status read_genius(cbgi_input *in)
{
    cbgi_genius *g = cbgi_arena_alloc(in->arena, sizeof *g);
    if (g == NULL) {
        return CBG_NO_MEMORY;
    }
    *g = (cbgi_genius){.in = in, .draft = {.in = in, .scale = {1, 1}, .total = {1, 1}}};
    cbg_status status;
    if (!in->folder && (in->path == NULL || part_of(&in->file[0]) != DOMAIN)) {
        status = read_alone(g, &in->file[0]);
    } else {
        cbgi_file *named, *profile;
        int domains;
        status = cbgi_input_beside(in, extensions, &named);
        if (status != CBG_OK) {
            return status;
        }
        cbgi_file *domain = find_domain(in, &domains, &profile);
        domain = named != NULL ? named : domain;
        if (named == NULL && domains > 1) {
            return several_domains(in, domain, domains);
        }
        domain = domain != NULL ? domain : profile;
        status = read_domain(g, domain);
        if (status == CBG_OK) {
            status = read_profiles(g, domain, domains);
        }
    }
    return status == CBG_OK ? cbgi_draft_finish(&g->draft) : status;
}

const cbgi_format_kind cbgi_format_genius = {
    .name = "genius",
    .title = "GENIUS XML",
    .summary = "a domain and 2 or more profiles in a folder",
    .source = "Lin et al. 2014, doi 10.1111/j.1467-8640.2012.00463.x; user guide of GENIUS",
    .extension = extensions,
    .folder = true,
    .role = role,
    .read = read_genius,
    .write = cbgi_genius_write,
};
