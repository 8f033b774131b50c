/* JSON as RFC 8259 has it, composed in order; what the caller gives is what is written, no
 * tree is built.
 *
 * Departure: bytes that are not UTF-8 (a file name may hold any) become U+FFFD, so the output
 * is valid JSON whatever comes in. */
#include "report/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void cbgi_json_init(cbgi_json *json, cbgi_text *out)
{
    memset(json, 0, sizeof *json);
    json->out = out;
}

static void new_line(cbgi_json *json)
{
    cbgi_text_add_n(json->out, "\n", 1);
    cbgi_text_pad(json->out, ' ', 2 * (size_t)json->depth);
}

/* What stands between the previous item of the same bracket and the next. */
static void separate(cbgi_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    int level = json->depth - 1;
    if (json->filled[level])
        cbgi_text_add_n(json->out, ",", 1);
    if (!json->compact[level])
        new_line(json);
    else if (json->filled[level])
        cbgi_text_add_n(json->out, " ", 1);
    json->filled[level] = true;
}

static void open(cbgi_json *json, char bracket, bool compact)
{
    assert(json->depth < CBGI_JSON_DEPTH);
    separate(json);
    cbgi_text_add_n(json->out, &bracket, 1);
    int level = json->depth++;
    json->compact[level] = compact || (level > 0 && json->compact[level - 1]);
    json->filled[level] = false;
}

void cbgi_json_open(cbgi_json *json, char bracket)
{
    open(json, bracket, false);
}

void cbgi_json_open_line(cbgi_json *json, char bracket)
{
    open(json, bracket, true);
}

void cbgi_json_close(cbgi_json *json, char bracket)
{
    assert(json->depth > 0);
    int level = --json->depth;
    if (json->filled[level] && !json->compact[level])
        new_line(json);
    cbgi_text_add_n(json->out, &bracket, 1);
    if (level == 0)
        cbgi_text_add_n(json->out, "\n", 1);
}

static void quoted(cbgi_text *out, const char *value)
{
    cbgi_text_add_n(out, "\"", 1);
    size_t left = strlen(value);
    for (const char *s = value; left > 0;) {
        uint32_t code;
        size_t size = cbgi_utf8_next(s, left, &code);
        if (code == CBGI_UTF8_INVALID)
            cbgi_text_add(out, "\\ufffd");
        else if (code == '"' || code == '\\')
            cbgi_text_addf(out, "\\%c", *s);
        else if (code == '\n')
            cbgi_text_add(out, "\\n");
        else if (code == '\t')
            cbgi_text_add(out, "\\t");
        else if (code < 0x20 || code == 0x7F)
            cbgi_text_addf(out, "\\u%04x", (unsigned)code);
        else
            cbgi_text_add_n(out, s, size);
        s += size;
        left -= size;
    }
    cbgi_text_add_n(out, "\"", 1);
}

void cbgi_json_key(cbgi_json *json, const char *key)
{
    separate(json);
    quoted(json->out, key);
    cbgi_text_add_n(json->out, ": ", 2);
    json->after_key = true;
}

void cbgi_json_string(cbgi_json *json, const char *value)
{
    if (value == NULL) {
        cbgi_json_null(json);
        return;
    }
    separate(json);
    quoted(json->out, value);
}

void cbgi_json_int(cbgi_json *json, int64_t value)
{
    separate(json);
    cbgi_text_addf(json->out, "%" PRId64, value);
}

void cbgi_json_uint(cbgi_json *json, uint64_t value)
{
    separate(json);
    cbgi_text_addf(json->out, "%" PRIu64, value);
}

void cbgi_json_bool(cbgi_json *json, bool value)
{
    separate(json);
    cbgi_text_add(json->out, value ? "true" : "false");
}

void cbgi_json_null(cbgi_json *json)
{
    separate(json);
    cbgi_text_add(json->out, "null");
}

void cbgi_json_double(cbgi_json *json, double value)
{
    if (!isfinite(value)) {
        cbgi_json_null(json);
        return;
    }
    /* 17 digits always read back as the same double. */
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        double back = strtod(text, NULL);
        if (back >= value && back <= value)
            break;
    }
    if (strchr(text, 'e') != NULL && fabs(value) >= 1 && fabs(value) < 1e15)
        snprintf(text, sizeof text, "%.0f", value); /* 100 rather than 1e+02: it has no digits behind the point */
    separate(json);
    cbgi_text_add(json->out, text);
}

void cbgi_json_rational(cbgi_json *json, cbg_rational value)
{
    char text[CBG_RATIONAL_TEXT];
    cbg_rational_text(value, 18, text);
    if (strchr(text, '/') != NULL) {
        cbgi_json_double(json, cbg_rational_double(value));
        return;
    }
    separate(json);
    cbgi_text_add(json->out, text);
}

void cbgi_json_put_string(cbgi_json *json, const char *key, const char *value)
{
    cbgi_json_key(json, key);
    cbgi_json_string(json, value);
}

void cbgi_json_put_int(cbgi_json *json, const char *key, int64_t value)
{
    cbgi_json_key(json, key);
    cbgi_json_int(json, value);
}

void cbgi_json_put_uint(cbgi_json *json, const char *key, uint64_t value)
{
    cbgi_json_key(json, key);
    cbgi_json_uint(json, value);
}

void cbgi_json_put_bool(cbgi_json *json, const char *key, bool value)
{
    cbgi_json_key(json, key);
    cbgi_json_bool(json, value);
}

void cbgi_json_put_double(cbgi_json *json, const char *key, double value)
{
    cbgi_json_key(json, key);
    cbgi_json_double(json, value);
}

void cbgi_json_put_rational(cbgi_json *json, const char *key, cbg_rational value)
{
    cbgi_json_key(json, key);
    cbgi_json_rational(json, value);
}

void cbgi_json_put_open(cbgi_json *json, const char *key, char bracket)
{
    cbgi_json_key(json, key);
    cbgi_json_open(json, bracket);
}

void cbgi_json_put_open_line(cbgi_json *json, const char *key, char bracket)
{
    cbgi_json_key(json, key);
    cbgi_json_open_line(json, bracket);
}
