/* CSV as RFC 4180 has it. Departure: lines end in a line feed alone, as text files here do. */
#include "report/table.h"

#include <string.h>

void cbgi_csv(cbgi_text *out, const char *field, bool last)
{
    if (field == NULL)
        field = "";
    if (field[strcspn(field, ",\"\r\n")] == '\0') {
        cbgi_text_add(out, field);
    } else {
        cbgi_text_add_n(out, "\"", 1);
        for (const char *quote; (quote = strchr(field, '"')) != NULL; field = quote + 1) {
            cbgi_text_add_n(out, field, (size_t)(quote - field));
            cbgi_text_add_n(out, "\"\"", 2);
        }
        cbgi_text_add(out, field);
        cbgi_text_add_n(out, "\"", 1);
    }
    cbgi_text_add_n(out, last ? "\n" : ",", 1);
}
