/* Colour, headings and wrapped paragraphs.
 *
 * Colours are the eight of ECMA-48 ("SGR"), which every terminal maps to what its
 * owner finds readable. */
#include "report/table.h"

#include <string.h>

void cbgi_paint(cbgi_text *out, cbgi_style style, cbgi_colour colour, const char *text)
{
    static const char *const code[] = {
        [CBGI_PLAIN] = "",    [CBGI_BOLD] = "1", [CBGI_DIM] = "2",   [CBGI_GREEN] = "32",
        [CBGI_YELLOW] = "33", [CBGI_RED] = "31", [CBGI_CYAN] = "36",
    };
    if (!style.colour || colour == CBGI_PLAIN)
        cbgi_text_add(out, text);
    else
        cbgi_text_addf(out, "\033[%sm%s\033[0m", code[colour], text);
}

void cbgi_heading(cbgi_text *out, cbgi_style style, const char *text)
{
    cbgi_text_add_n(out, "\n", 1);
    cbgi_paint(out, style, CBGI_BOLD, text);
    cbgi_text_add_n(out, "\n", 1);
}

/* Columns of the first `length` bytes. A word too long for the copy is too long for any line. */
static size_t word_columns(const char *s, size_t length)
{
    char word[512];
    if (length >= sizeof word)
        length = sizeof word - 1;
    memcpy(word, s, length);
    word[length] = '\0';
    return cbgi_text_columns(word);
}

size_t cbgi_wrap_line(const char *s, size_t width)
{
    size_t length = 0, used = 0;
    for (;;) {
        size_t gap = strspn(s + length, " ");
        size_t word = strcspn(s + length + gap, " \n");
        if (word == 0)
            return length;
        size_t columns = gap + word_columns(s + length + gap, word);
        if (length > 0 && used + columns > width)
            return length;
        length += gap + word;
        used += columns;
    }
}

const char *cbgi_wrap_next(const char *s)
{
    s += strspn(s, " ");
    return *s == '\n' ? s + 1 : s;
}

void cbgi_wrap(cbgi_text *out, cbgi_style style, int indent, int hang, const char *text)
{
    int width = style.width > 0 ? style.width : 80;
    int margin = indent;
    do {
        size_t room = width > margin ? (size_t)(width - margin) : 1;
        size_t length = cbgi_wrap_line(text, room);
        if (length > 0)
            cbgi_text_pad(out, ' ', (size_t)margin);
        cbgi_text_add_n(out, text, length);
        cbgi_text_add_n(out, "\n", 1);
        text = cbgi_wrap_next(text + length);
        margin = indent + hang;
    } while (*text != '\0');
}
