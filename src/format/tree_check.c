/* Duplicate keys, and libyaml's complaints in plain words. */
#include <string.h>

#include "format/index.h"
#include "format/tree.h"

void cbgi_tree_check_keys(cbgi_arena *arena, cbgi_node *map, cbg_diags *diags)
{
    const char **name = cbgi_arena_array(arena, (size_t)map->count, sizeof *name);
    cbgi_index index;
    if (!name) {
        return;
    }
    for (int i = 0; i < map->count; i++) {
        name[i] = cbgi_key(map, i)->text ? cbgi_key(map, i)->text : "";
    }
    if (!cbgi_index_build(arena, name, map->count, &index)) {
        return;
    }
    for (int i = 0; i < map->count; i++) {
        cbgi_node *key = cbgi_key(map, i);
        const int first = cbgi_index_find(&index, name[i]);
        if (first < i && key->kind == CBGI_SCALAR) {
            cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, key->span,
                                           "the key '%s' stands twice", key->text);
            cbg_diag_hint(diag, "it is already on line %d: keep one of them",
                          (int)cbgi_key(map, first)->span.line);
            key->kind = CBGI_BROKEN;
            cbgi_value(map, i)->kind = CBGI_BROKEN;
        }
    }
}

static const struct {
    const char *problem, *says, *hint;
} words[] = {
    {"mapping values are not allowed", "a ': ' in a place where no key can be",
     "put text that holds ': ' in quotes, and begin each key on a line of its own"},
    {"could not find expected ':'", "a line that is neither `key: value` nor a list item",
     "write a ':' and a space after the key, or '- ' before an item"},
    {"did not find expected key", "the indentation does not fit", "keys of one map begin in the same column"},
    {"did not find expected '-' indicator", "the indentation does not fit",
     "items of one list begin with '- ' in the same column"},
    {"did not find expected ',' or ']'", "a list in brackets is not closed here",
     "put a ',' between items and a ']' at the end"},
    {"did not find expected ',' or '}'", "a map in braces is not closed here",
     "put a ',' between pairs and a '}' at the end"},
    {"found unexpected end of stream", "the file ends within quoted text", "close the quotes"},
    {"found character that cannot start any token", "this character cannot begin a value",
     "indent with spaces, not tabs, and put text that begins with @, ` or % in quotes"},
    {"found unknown escape character", "an unknown escape in double quotes",
     "write '\\\\' for a backslash, or use single quotes"},
    {"block sequence entries are not allowed", "a list item in a place where no item can be",
     "begin the list on the line after its key"},
    {"did not find expected <document start>", "more text after the end of the case",
     "one file holds one case"},
    {"did not find expected node content", "a value is missing here",
     "write the value, or leave out the comma"},
    {"found a tab character that violates indentation", "a tab where indentation is expected",
     "indent with spaces"},
    {"found undefined tag handle", "a case file has no tags (!type)",
     "put the text in quotes if the '!' belongs to it"},
    {"did not find expected whitespace or line break", "a blank is missing here", "add a space"},
};

void cbgi_tree_explain(const yaml_parser_t *parser, cbg_span at, cbg_diags *diags)
{
    const char *problem = parser->problem ? parser->problem : "not valid YAML";
    const char *says = problem, *hint = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(problem, words[i].problem)) {
            says = words[i].says;
            hint = words[i].hint;
        }
    }
    cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, at, "%s", says);
    if (hint && parser->context && parser->context_mark.line + 1 < (size_t)at.line) {
        cbg_diag_hint(diag, "%s (it began on line %zu)", hint, parser->context_mark.line + 1);
    } else if (hint) {
        cbg_diag_hint(diag, "%s", hint);
    }
}
