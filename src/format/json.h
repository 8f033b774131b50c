/* JSON as the same tree that YAML makes, so that formats which come in both are read once. */
#ifndef COBURGI_JSON_H
#define COBURGI_JSON_H

#include "format/formats.h"

/* The value of a whole file; NULL after a complaint, or when memory ran out. Numbers keep their text, so decimals stay
 * exact; strings are scalars that are not `plain`. NaN and Infinity, which Python writes, are numbers. Duplicate keys
 * are complained about. */
cbgi_node *cbgi_json_read(cbgi_input *in, const cbgi_file *file);

/* Does the text look like a map with this key at its top, or with `ending` one that ends so? Reads no further than it
 * must and complains about nothing: formats recognise their files by it. What stands within text does not count. */
bool cbgi_json_top_key(const cbgi_file *file, const char *key, bool ending);

/* The value of a key, NULL: the map does not have it, or is none. */
const cbgi_node *cbgi_json_get(const cbgi_node *map, const char *key);

/* ---- what readers of JSON formats share; each complains and returns false ---- */

/* A value that must be there, of this kind; `of` names the map: "the domain". */
const cbgi_node *cbgi_json_need(cbgi_input *in, const cbgi_node *map, const char *key, cbgi_kind kind,
                                const char *of);

/* A number, or text that is one. */
bool cbgi_json_number(cbgi_input *in, const cbgi_node *node, const char *what, cbg_rational *out);

/* Between 0 and 1. */
bool cbgi_json_share(cbgi_input *in, const cbgi_node *node, const char *what, cbg_rational *out);

/* Text fit for a name, out of a scalar; NULL after a complaint. */
const char *cbgi_json_name(cbgi_input *in, const cbgi_node *node, const char *what);

#endif
