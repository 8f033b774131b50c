/* Writes JSON into a text, two-space indented, keys in the order given. Commas and nesting are
 * taken care of. Strings must be UTF-8. */
#ifndef COBURGI_JSON_H
#define COBURGI_JSON_H

#include <stdint.h>

#include "base/text.h"
#include "coburg/number.h"

enum { CBGI_JSON_DEPTH = 32 };

typedef struct cbgi_json {
    cbgi_text *out;
    int depth;
    bool compact[CBGI_JSON_DEPTH]; /* on one line */
    bool filled[CBGI_JSON_DEPTH];
    bool after_key;
} cbgi_json;

void cbgi_json_init(cbgi_json *json, cbgi_text *out);
void cbgi_json_open(cbgi_json *json, char bracket);      /* '{' or '[' */
void cbgi_json_open_line(cbgi_json *json, char bracket); /* the same, all on one line */
void cbgi_json_close(cbgi_json *json, char bracket);     /* '}' or ']' */
void cbgi_json_key(cbgi_json *json, const char *key);
void cbgi_json_string(cbgi_json *json, const char *value); /* NULL: null */
void cbgi_json_int(cbgi_json *json, int64_t value);
void cbgi_json_uint(cbgi_json *json, uint64_t value);
void cbgi_json_bool(cbgi_json *json, bool value);
void cbgi_json_null(cbgi_json *json);
/* Shortest decimal that reads back as the same double; null when not finite. */
void cbgi_json_double(cbgi_json *json, double value);
/* An exact decimal number where there is one of at most 18 digits after the point, else the nearest double. */
void cbgi_json_rational(cbgi_json *json, cbg_rational value);

/* The same, with the key before. */
void cbgi_json_put_string(cbgi_json *json, const char *key, const char *value);
void cbgi_json_put_int(cbgi_json *json, const char *key, int64_t value);
void cbgi_json_put_uint(cbgi_json *json, const char *key, uint64_t value);
void cbgi_json_put_bool(cbgi_json *json, const char *key, bool value);
void cbgi_json_put_double(cbgi_json *json, const char *key, double value);
void cbgi_json_put_rational(cbgi_json *json, const char *key, cbg_rational value);
void cbgi_json_put_open(cbgi_json *json, const char *key, char bracket);
void cbgi_json_put_open_line(cbgi_json *json, const char *key, char bracket);

#endif
