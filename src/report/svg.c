/* What pictures share. */
#include "report/svg.h"

const char *cbgi_svg_colour(int number)
{
    static const char *const colours[] = {"#c2410c", "#1d4ed8", "#15803d", "#7e22ce",
                                          "#ca8a04", "#0e7490", "#db2777"};
    return colours[(unsigned)number % (sizeof colours / sizeof *colours)];
}

static void add_escaped(cbgi_text *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '&')
            cbgi_text_add(out, "&amp;");
        else if (*s == '<')
            cbgi_text_add(out, "&lt;");
        else if (*s == '>')
            cbgi_text_add(out, "&gt;");
        else
            cbgi_text_add_n(out, s, 1);
    }
}

void cbgi_svg_label(cbgi_text *out, double x, double y, const char *attributes, const char *s)
{
    cbgi_text_addf(out, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, attributes);
    add_escaped(out, s);
    cbgi_text_add(out, "</text>\n");
}

void cbgi_svg_open(cbgi_text *out, int width, int height, const char *title)
{
    cbgi_text_addf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"system-ui, "
        "sans-serif\" "
        "font-size=\"13\" fill=\"#1f2937\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
        width, height);
    cbgi_svg_label(out, 64, 30, "font-size=\"18\" font-weight=\"600\"", title);
}
