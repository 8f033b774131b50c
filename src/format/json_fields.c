/* Taking values out of a tree of JSON (or of YAML that means the same). */
#include <string.h>

#include "format/draft.h"
#include "format/json.h"

/* Behind the closing quote of the text that starts behind `s`. */
static const char *behind_text(const char *s)
{
    while (*s != '\0' && *s != '"') {
        s += *s == '\\' && s[1] != '\0' ? 2 : 1;
    }
    return s;
}

bool cbgi_json_top_key(const cbgi_file *file, const char *key, bool ending)
{
    const size_t n = strlen(key);
    int depth = 0;
    for (const char *s = file->text; *s != '\0'; s++) {
        depth += (*s == '{' || *s == '[') - (*s == '}' || *s == ']');
        if (*s != '"') {
            continue;
        }
        const char *start = s + 1;
        s = behind_text(start);
        const size_t length = (size_t)(s - start);
        const bool same = (ending ? length >= n : length == n) && memcmp(s - n, key, n) == 0;
        if (*s == '\0') {
            return false;
        }
        if (depth == 1 && same && s[1 + strspn(s + 1, " \t\r\n")] == ':') {
            return true;
        }
    }
    return false;
}

const cbgi_node *cbgi_json_get(const cbgi_node *map, const char *key)
{
    for (int k = 0; map != NULL && map->kind == CBGI_MAP && k < map->count; k++) {
        const cbgi_node *name = cbgi_key(map, k);
        if (name->kind == CBGI_SCALAR && strcmp(name->text, key) == 0) {
            return cbgi_value(map, k);
        }
    }
    return NULL;
}

const cbgi_node *cbgi_json_need(cbgi_input *in, const cbgi_node *map, const char *key, cbgi_kind kind,
                                const char *of)
{
    static const char *const kinds[] = {"text or a number", "a map", "a list", "something else"};
    const cbgi_node *value = cbgi_json_get(map, key);
    if (value == NULL) {
        cbg_diag *diag = cbgi_bad(in, map->span, "%s has no \"%s\"", of, key);
        cbg_diag_hint(diag, "add \"%s\": %s", key,
                      kind == CBGI_MAP    ? "{...}"
                      : kind == CBGI_LIST ? "[...]"
                                          : "...");
    } else if (value->kind != kind) {
        cbg_diag *diag = cbgi_bad(in, value->span, "\"%s\" of %s is %s here, not %s", key, of,
                                  kinds[value->kind], kinds[kind]);
        cbg_diag_hint(diag, "see docs/formats.md for what belongs here");
        value = NULL;
    }
    return value;
}

bool cbgi_json_number(cbgi_input *in, const cbgi_node *node, const char *what, cbg_rational *out)
{
    const char *text = node->kind == CBGI_SCALAR ? node->text : "";
    bool rounded = false;
    const cbg_status status = cbgi_decimal(text, out, &rounded);
    if (status != CBG_OK) {
        cbg_diag *diag = cbgi_bad(in, node->span, "%s is %s: %s", what,
                                  status == CBG_OVERFLOW ? "too large a number" : "not a number",
                                  node->kind == CBGI_SCALAR ? cbgi_quoted(in, text) : "a list or map");
        cbg_diag_hint(diag, "write a number such as 0.25");
        return false;
    }
    if (rounded) {
        cbgi_remark(in, "%s: %s, %s, is rounded to 15 decimals.", in->current->name, what, text);
    }
    return true;
}

bool cbgi_json_share(cbgi_input *in, const cbgi_node *node, const char *what, cbg_rational *out)
{
    if (!cbgi_json_number(in, node, what, out)) {
        return false;
    }
    if (out->num < 0 || cbg_rational_compare(*out, (cbg_rational){1, 1}) > 0) {
        cbg_diag *diag = cbgi_bad(in, node->span, "%s is not between 0 and 1: %s", what, node->text);
        cbg_diag_hint(diag, "utilities run from 0 to 1 in this format");
        return false;
    }
    return true;
}

const char *cbgi_json_name(cbgi_input *in, const cbgi_node *node, const char *what)
{
    const char *name = node->kind == CBGI_SCALAR ? cbgi_name(in, node->text) : NULL;
    if (name == NULL && !in->arena->failed) {
        cbg_diag *diag = cbgi_bad(in, node->span, "%s has no name", what);
        cbg_diag_hint(diag, "write text in double quotes");
    }
    return name;
}
