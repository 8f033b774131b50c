/* Diagnostics for people: where, what is wrong, the line with the place marked, what to write
 * instead. */
#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/core.h"

/* Adds text that came from a file: what could move the cursor or hide text becomes "?". */
static void add_safe(cbgi_text *out, const char *s)
{
    for (size_t left = strlen(s); left > 0;) {
        uint32_t code;
        size_t size = cbgi_utf8_next(s, left, &code);
        if (code == '\t' || cbgi_utf8_printable(code))
            cbgi_text_add_n(out, s, size);
        else
            cbgi_text_add_n(out, "?", 1);
        s += size;
        left -= size;
    }
}

/* East Asian wide characters and emoji take two columns (Unicode Standard Annex 11, to the
 * granularity of whole blocks). */
static bool wide(uint32_t code)
{
    static const uint32_t block[][2] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };
    for (size_t k = 0; k < sizeof block / sizeof block[0]; k++)
        if (code >= block[k][0] && code <= block[k][1])
            return true;
    return false;
}

/* The line below the excerpt: blanks as wide as the text above them (a tab for a tab), then a
 * caret and tildes under the place itself. */
static void add_caret(const cbg_diag *diag, cbgi_style style, cbgi_text *out)
{
    cbgi_text mark;
    cbgi_text_init(&mark, NULL);
    const char *s = diag->excerpt;
    int32_t first = diag->excerpt_column, last = first + diag->span.length - 1;
    if (last < first)
        last = first;
    size_t left = strlen(s);
    for (int32_t column = 1; column <= last && (left > 0 || column == first); column++) {
        uint32_t code = ' ';
        size_t size = left > 0 ? cbgi_utf8_next(s, left, &code) : 0;
        size_t columns = cbgi_utf8_combining(code) ? 0 : wide(code) ? 2 : 1;
        if (column < first && code == '\t')
            cbgi_text_add_n(out, "\t", 1);
        else if (column < first)
            cbgi_text_pad(out, ' ', columns);
        else
            cbgi_text_pad(&mark, '~', columns);
        s += size;
        left -= size;
    }
    if (mark.failed)
        out->failed = true;
    if (mark.length > 0) {
        mark.data[0] = '^';
        cbgi_paint(out, style, CBGI_GREEN, mark.data);
    }
    cbgi_text_add_n(out, "\n", 1);
    cbgi_text_free(&mark);
}

static void print_diag(const cbg_diags *diags, const cbg_diag *diag, cbgi_style style, cbgi_text *out)
{
    bool error = diag->severity == CBG_ERROR;
    if (diags->file[0] != '\0') {
        add_safe(out, diags->file);
        if (diag->span.line > 0)
            cbgi_text_addf(out, ":%d:%d", diag->span.line, diag->span.column);
        cbgi_text_add(out, ": ");
    }
    cbgi_paint(out, style, error ? CBGI_RED : CBGI_YELLOW, error ? "error: " : "warning: ");
    add_safe(out, diag->message);
    cbgi_text_add(out, "\n");
    if (diag->span.line > 0 && diag->excerpt[0] != '\0') {
        cbgi_text_add(out, "    ");
        add_safe(out, diag->excerpt);
        cbgi_text_add(out, "\n    ");
        add_caret(diag, style, out);
    }
    if (diag->hint[0] != '\0') {
        cbgi_paint(out, style, CBGI_CYAN, "hint: ");
        add_safe(out, diag->hint);
        cbgi_text_add(out, "\n");
    }
}

void cbgi_cli_print_diags(const cbg_diags *diags, cbgi_style style, cbgi_text *out)
{
    for (int32_t k = 0; k < diags->count; k++)
        print_diag(diags, &diags->item[k], style, out);
    int32_t all = diags->errors + diags->warnings;
    if (all == 0)
        return;
    if (diags->errors > 0)
        cbgi_text_addf(out, "%d error%s", diags->errors, diags->errors == 1 ? "" : "s");
    if (diags->warnings > 0)
        cbgi_text_addf(out, "%s%d warning%s", diags->errors > 0 ? ", " : "", diags->warnings,
                       diags->warnings == 1 ? "" : "s");
    if (all > diags->count)
        cbgi_text_addf(out, "; %d shown of %d", diags->count, all);
    cbgi_text_add(out, "\n");
}

int cbgi_cli_fail(cbgi_cli *cli, cbg_status status, const cbg_diags *diags)
{
    if (diags != NULL && diags->count > 0) {
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_cli_print_diags(diags, cli->error_style, &text);
        if (!text.failed)
            fputs(text.data, stderr);
        cbgi_text_free(&text);
    } else {
        fprintf(stderr, "coburg %s: %s\n", cli->command->name, cbg_status_text(status));
    }
    return status == CBG_NO_MEMORY || status == CBG_CANCELLED ? CBGI_EXIT_INTERNAL : CBGI_EXIT_USAGE;
}
