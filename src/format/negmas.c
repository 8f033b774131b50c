/* NegMAS scenarios, in YAML or JSON as it writes them: a file with an outcome space (issues) and one with a utility
 * function a party, in one folder. What NegMAS writes as XML is GENIUS XML.
 *
 * Source: the layout that NegMAS 0.15 writes and its documentation, negmas.readthedocs.io. Mapping: docs/formats.md.
 */
#include "format/negmas.h"

#include <string.h>

#include "coburg/space.h"

static const char *const extensions[] = {"yml", "yaml", "json", NULL};
static const char *const yaml_extensions[] = {"yml", "yaml", NULL};

static bool is_yaml(const cbgi_file *file)
{
    return cbgi_has_extension(file->name, yaml_extensions);
}

static bool name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* Do the bytes before s say `type: ` at the beginning of a line, or `"type": "`? */
static bool follows_type(const char *text, const char *s)
{
    static const char *const keys[] = {"type", "__python_class__"};
    const bool quoted = s > text && s[-1] == '"';
    s -= quoted;
    while (s > text && s[-1] == ' ') {
        s--;
    }
    if (s == text || *--s != ':') {
        return false;
    }
    const bool quoted_key = s > text && s[-1] == '"';
    s -= quoted_key;
    for (int k = 0; k < 2; k++) {
        const size_t n = strlen(keys[k]);
        if ((size_t)(s - text) < n || memcmp(s - n, keys[k], n) != 0) {
            continue;
        }
        const char *before = s - n;
        while (!quoted_key && before > text && (before[-1] == ' ' || before[-1] == '-')) {
            before--;
        }
        return quoted_key ? before > text && before[-1] == '"' : before == text || before[-1] == '\n';
    }
    return false;
}

/* Is there a value of the key `type` that ends so? Text within quotes does not count. */
static bool has_type(const cbgi_file *file, const char *ending)
{
    const size_t n = strlen(ending);
    for (const char *s = strstr(file->text, ending); s != NULL; s = strstr(s + n, ending)) {
        const char *start = s;
        while (start > file->text && name_character(start[-1])) {
            start--;
        }
        if ((s[n] == '\0' || strchr("\"\r\n", s[n]) != NULL) && follows_type(file->text, start)) {
            return true;
        }
    }
    return false;
}

static bool is_function(const cbgi_file *file)
{
    return has_type(file, "UtilityFunction") || has_type(file, "UFun") ||
           has_type(file, "AggregationFunction");
}

static bool is_space(const cbgi_file *file)
{
    return has_type(file, "OutcomeSpace") && !is_function(file);
}

static cbgi_role role(const cbgi_file *file)
{
    const size_t start = strspn(file->text, " \t\r\n");
    const bool json = file->text[start] == '{';
    const bool ours = (json || is_yaml(file)) && (is_space(file) || is_function(file)) &&
                      strncmp(file->text, "case:", 5) != 0 && strstr(file->text, "\ncase:") == NULL;
    return ours ? CBGI_PART : CBGI_NOT_OURS;
}

static const cbgi_node *read_tree(cbgi_input *in, cbgi_file *file)
{
    cbgi_input_enter(in, file);
    if (file->text[strspn(file->text, " \t\r\n")] == '{') {
        return cbgi_json_read(in, file);
    }
    bool no_memory = false;
    if (!cbgi_utf8_check(file->text, file->length, in->diags)) {
        return NULL;
    }
    const cbgi_node *root = cbgi_tree_read(in->arena, file->text, file->length, in->diags, &no_memory);
    in->arena->failed = in->arena->failed || no_memory;
    return cbgi_input_status(in) == CBG_OK ? root : NULL;
}

static bool add_function(cbgi_negmas *g, cbgi_file *file, const cbgi_node *root)
{
    if (g->draft.party_count == CBG_SEATS_MAX) {
        cbg_diag *diag = cbg_diags_add(g->in->diags, CBG_ERROR, CBG_TOO_LARGE, root->span,
                                       "more than %d utility functions", CBG_SEATS_MAX);
        cbg_diag_hint(diag, "move some of them out of the folder");
        return false;
    }
    cbgi_draft_party *party = &g->draft.party[g->draft.party_count++];
    const cbgi_node *name = cbgi_json_get(root, "name");
    const char *clean = name != NULL && name->kind == CBGI_SCALAR ? cbgi_name(g->in, name->text) : NULL;
    party->name = clean != NULL ? clean : cbgi_stem(g->in->arena, file->name);
    return party->name != NULL && cbgi_negmas_function(g, root, party);
}

static cbg_status incomplete(cbgi_input *in, const char *what, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(in->diags, CBG_ERROR, CBG_MISSING, (cbg_span){1, 1, 1}, "%s", what), "%s",
                  hint);
    return CBG_MISSING;
}

/* The outcome space among the files; NULL: there is none. The same scenario may lie there twice, in YAML and in
 * JSON: the kind of the first file counts. */
static cbgi_file *find_space(cbgi_input *in, bool *yaml)
{
    for (int k = 0; k < in->count; k++) {
        cbgi_file *file = &in->file[k];
        if (role(file) == CBGI_PART && is_space(file)) {
            *yaml = is_yaml(file);
            return file;
        }
    }
    return NULL;
}

static cbg_status read_all(cbgi_negmas *g, cbgi_file *space, bool yaml)
{
    const cbgi_node *root = read_tree(g->in, space);
    if (root == NULL) {
        return cbgi_input_status(g->in);
    }
    const cbgi_node *name = cbgi_json_get(root, "name");
    const char *title = name != NULL && name->kind == CBGI_SCALAR ? cbgi_name(g->in, name->text) : NULL;
    g->draft.title = title != NULL ? title : cbgi_stem(g->in->arena, space->name);
    if (!cbgi_negmas_space(g, root) || !cbgi_draft_parties(&g->draft, CBG_SEATS_MAX)) {
        return cbgi_input_status(g->in);
    }
    g->draft.party_count = 0;
    for (int k = 0; k < g->in->count; k++) {
        cbgi_file *file = &g->in->file[k];
        if (role(file) != CBGI_PART || !is_function(file) || is_yaml(file) != yaml) {
            continue;
        }
        root = read_tree(g->in, file);
        if (root == NULL || !add_function(g, file, root)) {
            return cbgi_input_status(g->in);
        }
    }
    return g->draft.party_count > 0
               ? CBG_OK
               : incomplete(g->in, "no utility function lies beside this outcome space",
                            "put the utility functions of the parties into the same folder");
}

static cbg_status read_negmas(cbgi_input *in)
{
    cbgi_negmas *g = cbgi_arena_alloc(in->arena, sizeof *g);
    if (g == NULL) {
        return CBG_NO_MEMORY;
    }
    *g = (cbgi_negmas){.in = in, .draft = {.in = in, .scale = {1, 1}, .total = {1, 1}}};
    if (!in->folder && is_function(&in->file[0])) {
        return incomplete(in, "a utility function without its outcome space",
                          "name the folder, or the file with the issues");
    }
    cbgi_file *named;
    bool yaml = true;
    cbg_status status = cbgi_input_beside(in, extensions, &named);
    if (status != CBG_OK) {
        return status;
    }
    if (named != NULL) {
        yaml = is_yaml(named);
    } else {
        named = find_space(in, &yaml);
    }
    if (named == NULL) {
        cbgi_input_enter(in, &in->file[0]);
        return incomplete(in, "the directory has utility functions but no outcome space",
                          "add the file with the issues of the scenario");
    }
    status = read_all(g, named, yaml);
    return status == CBG_OK ? cbgi_draft_finish(&g->draft) : status;
}

const cbgi_format_kind cbgi_format_negmas = {
    .name = "negmas",
    .title = "NegMAS scenario",
    .summary = "an outcome space and utility functions in a folder, YAML or JSON",
    .source = "Mohammad et al. 2021, doi 10.1007/978-981-16-0471-3_4; documentation of NegMAS",
    .extension = yaml_extensions,
    .folder = true,
    .role = role,
    .read = read_negmas,
    .write = cbgi_negmas_write,
};
