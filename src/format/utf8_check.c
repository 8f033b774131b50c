/* Is it text? The first gate for any input: UTF-8 without controls and with ordinary line ends,
 * so that lines and columns mean the same to us, to libyaml (which also ends lines at
 * U+0085, U+2028, U+2029 and lone carriage returns) and to an editor.
 */
#include <string.h>

#include "base/utf8.h"
#include "format/node.h"

int32_t cbgi_utf8_count(const char *text, size_t length)
{
    int32_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

static void refuse_wide(cbg_diags *diags)
{
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, (cbg_span){1, 1, 1}, "the file is UTF-16, not UTF-8");
    cbg_diag_hint(diag, "save it as UTF-8");
}

static void refuse(cbg_diags *diags, cbg_span at, uint32_t code, unsigned char byte)
{
    if (code == CBGI_UTF8_INVALID) {
        cbg_diag *diag =
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, at, "byte 0x%02X is not UTF-8", (unsigned)byte);
        cbg_diag_hint(diag, "save the file as UTF-8");
    } else if (code == 0) {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, at, "a NUL character in the text");
        cbg_diag_hint(diag, "is this a text file?");
    } else if (code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029) {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, at,
                                       "an unusual line end, character U+%04X", (unsigned)code);
        cbg_diag_hint(diag, "end lines with a line feed, with or without a carriage return before it");
    } else {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, at,
                                       "character U+%04X does not belong in a text file", (unsigned)code);
        cbg_diag_hint(diag, "remove it");
    }
}

/* What YAML takes as text, less the unusual line ends. */
static bool allowed(uint32_t code)
{
    return code == '\t' || code == '\n' || (code >= 0x20 && code <= 0x7E) ||
           (code >= 0xA0 && code <= 0xFFFD && code != 0x2028 && code != 0x2029 && code != 0xFEFF) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

bool cbgi_utf8_check(const char *text, size_t length, cbg_diags *diags)
{
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        refuse_wide(diags);
        return false;
    }
    cbg_span at = {1, 1, 1};
    for (size_t i = 0; i < length; at.column++) {
        uint32_t code;
        const unsigned char byte = (unsigned char)text[i];
        i += cbgi_utf8_next(text + i, length - i, &code);
        const bool pair = code == '\r' && i < length && text[i] == '\n';
        if (!pair && !allowed(code)) {
            refuse(diags, at, code, byte);
            return false;
        }
        if (code == '\n') {
            at = (cbg_span){at.line + 1, 0, 1};
        }
    }
    return true;
}
