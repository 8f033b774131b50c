/* A case as files in memory, and what writers share. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/integer.h"
#include "base/utf8.h"
#include "format/additive.h"
#include "format/whole.h"

__extension__ typedef __int128 int128;

enum { DECIMALS = 17 };

struct cbgi_export_private {
    cbgi_arena arena; /* holds everything, the export included */
};

void cbgi_loss(cbgi_output *out, const char *format, ...)
{
    char text[CBG_DIAG_TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cbg_diags_add(out->diags, CBG_WARNING, CBG_OK, (cbg_span){0, 0, 0}, "%s", text);
}

void cbgi_output_add(cbgi_output *out, const char *name, cbgi_text *text)
{
    const char *copy = text->failed || name == NULL
                           ? NULL
                           : cbgi_arena_copy(out->arena, text->data == NULL ? "" : text->data, text->length);
    if (copy != NULL && out->count < CBG_EXPORT_FILES_MAX) {
        out->file[out->count++] = (cbg_file){name, copy, text->length};
    }
    out->no_memory = out->no_memory || copy == NULL;
    cbgi_text_free(text);
}

void cbgi_put_decimal(cbgi_text *text, cbg_rational number, bool *rounded)
{
    char digits[CBG_RATIONAL_TEXT];
    cbg_rational_text(number, 18, digits);
    if (strchr(digits, '/') == NULL) {
        cbgi_text_add(text, digits);
        return;
    }
    const uint64_t power = UINT64_C(100000000000000000);
    const uint64_t size = number.num < 0 ? 0 - (uint64_t)number.num : (uint64_t)number.num;
    const uint64_t den = (uint64_t)number.den;
    const uint64_t whole = size / den;
    const uint64_t part =
        (uint64_t)(((int128)(size % den) * (int128)power * 2 + (int128)den) / (2 * (int128)den));
    cbgi_text_addf(text, "%s%" PRIu64 ".%0*" PRIu64, number.num < 0 ? "-" : "", whole + part / power,
                   DECIMALS, part % power);
    *rounded = true;
}

void cbgi_put_walk_away(cbgi_text *text, cbg_rational number, bool *rounded)
{
    char digits[CBG_RATIONAL_TEXT];
    cbg_rational_text(number, 18, digits);
    if (strchr(digits, '/') != NULL) {
        const int128 power = INT64_C(1000000000000), scaled = (int128)number.num * power;
        const int128 down = scaled / number.den - (scaled % number.den < 0);
        if (down <= INT64_MAX && down >= INT64_MIN &&
            cbg_rational_make((int64_t)down, (int64_t)power, &number) == CBG_OK) {
            *rounded = true;
        }
    }
    cbgi_put_decimal(text, number, rounded);
}

static cbg_rational near(double about, bool *rounded)
{
    cbg_rational out = {0, 1};
    cbg_rational_make((int64_t)(about * 1e15 + (about < 0 ? -0.5 : 0.5)), INT64_C(1000000000000000), &out);
    *rounded = true;
    return out;
}

cbg_rational cbgi_product(cbg_rational a, cbg_rational b, bool *rounded)
{
    cbg_rational out;
    return cbg_rational_multiply(a, b, &out) == CBG_OK
               ? out
               : near(cbg_rational_double(a) * cbg_rational_double(b), rounded);
}

cbg_rational cbgi_quotient(cbg_rational a, cbg_rational b, bool *rounded)
{
    cbg_rational out;
    return cbg_rational_divide(a, b, &out) == CBG_OK
               ? out
               : near(cbg_rational_double(a) / cbg_rational_double(b), rounded);
}

void cbgi_put_json(cbgi_text *text, const char *s)
{
    cbgi_text_add(text, "\"");
    for (; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\') {
            cbgi_text_addf(text, "\\%c", *s);
        } else if ((unsigned char)*s < 0x20) {
            cbgi_text_addf(text, "\\u%04x", (unsigned)(unsigned char)*s);
        } else {
            cbgi_text_add_n(text, s, 1);
        }
    }
    cbgi_text_add(text, "\"");
}

int64_t cbgi_denominator(const cbg_rational *number, int count, int64_t most)
{
    int64_t common = 1;
    for (int k = 0; k < count; k++) {
        if (!cbgi_common_multiple(&common, number[k].den) || common > most) {
            return 0;
        }
    }
    return common;
}

cbg_rational cbgi_greatest(const cbg_rational *number, int count)
{
    cbg_rational most = number[0];
    for (int k = 1; k < count; k++) {
        most = cbg_rational_compare(number[k], most) > 0 ? number[k] : most;
    }
    return most;
}

cbg_status cbg_case_export(const cbg_case *c, int format, const char *stem, const cbg_exec *exec,
                           cbg_export **out, cbg_diags *diags)
{
    if (c->own == NULL || c->own->tree == NULL || format < 0 || format >= cbg_format_count()) {
        return CBG_BAD_ARGUMENT;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_export *files = cbgi_arena_alloc(&arena, sizeof *files);
    struct cbgi_export_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    cbgi_output *output = cbgi_arena_alloc(&arena, sizeof *output);
    cbg_status status = arena.failed ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        *output = (cbgi_output){.arena = &arena, .exec = exec, .c = c, .stem = stem, .diags = diags};
        status = cbgi_formats[format]->write(output);
        status = arena.failed || output->no_memory ? CBG_NO_MEMORY : status;
    }
    if (status != CBG_OK) {
        cbgi_tell_no_memory(status, diags);
        cbgi_arena_free(&arena);
        return status;
    }
    own->arena = arena;
    *files = (cbg_export){output->count, output->file, own};
    *out = files;
    return CBG_OK;
}

void cbg_export_free(cbg_export *files)
{
    if (files != NULL) {
        cbgi_arena arena = files->own->arena; /* the export lives in it */
        cbgi_arena_free(&arena);
    }
}
