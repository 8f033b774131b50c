/* Parts of building a tree that know nothing of events. */
#ifndef COBURGI_TREE_H
#define COBURGI_TREE_H

#include <yaml.h>

#include "format/node.h"

/* Complains about keys of a map that stand twice; the later ones become CBGI_BROKEN. */
void cbgi_tree_check_keys(cbgi_arena *arena, cbgi_node *map, cbg_diags *diags);

/* Says in plain words what libyaml could not parse. */
void cbgi_tree_explain(const yaml_parser_t *parser, cbg_span at, cbg_diags *diags);

#endif
