/* Text to rows of cells, separated as the header row is. */
#include <string.h>

#include "format/csv.h"

enum { LOOK_BYTES = 4000 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Is the word in the line, in whatever case? */
static bool holds(const char *line, size_t length, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= length; i++) {
        size_t k = 0;
        while (k < n && lower(line[i + k]) == word[k]) {
            k++;
        }
        if (k == n) {
            return true;
        }
    }
    return false;
}

static bool is_header(const char *line, size_t length)
{
    return holds(line, length, "party") && holds(line, length, "issue") && holds(line, length, "option");
}

/* The header line within the beginning of the text; NULL: there is none. */
static const char *find_header(const char *text, size_t *length)
{
    for (const char *s = text; *s != '\0' && s - text < LOOK_BYTES;) {
        *length = strcspn(s, "\r\n");
        if (is_header(s, *length)) {
            return s;
        }
        s += *length;
        s += strspn(s, "\r\n");
    }
    return NULL;
}

static char separator_of(const char *text)
{
    static const char candidates[] = ",;\t";
    size_t length = 0;
    if (strncmp(text, "sep=", 4) == 0 && text[4] != '\0') {
        return text[4];
    }
    const char *header = find_header(text, &length);
    char best = ',';
    int most = 0;
    for (const char *c = candidates; header != NULL && *c != '\0'; c++) {
        int count = 0;
        for (size_t i = 0; i < length; i++) {
            count += header[i] == *c;
        }
        if (count > most) {
            best = *c;
            most = count;
        }
    }
    return best;
}

bool cbgi_sheet_likely(const char *text)
{
    size_t length = 0;
    const char *header = find_header(text, &length);
    return header != NULL &&
           (memchr(header, ',', length) || memchr(header, ';', length) || memchr(header, '\t', length));
}

static bool is_empty(const cbgi_row *row)
{
    for (int k = 0; k < row->count; k++) {
        if (row->cell[k].text[0] != '\0') {
            return false;
        }
    }
    return true;
}

bool cbgi_sheet_read(cbgi_input *in, const cbgi_file *file, cbgi_sheet *out)
{
    cbgi_cells cells = {.separator = separator_of(file->text), .lines = true};
    if (cbgi_cells_read(in->arena, file->text, file->length, &cells, in->diags) != CBG_OK) {
        return false;
    }
    int rows = 0;
    for (int k = 0; k < cells.count; k++) {
        rows += cells.cell[k].first;
    }
    *out = (cbgi_sheet){.separator = cells.separator};
    out->row = cbgi_arena_array(in->arena, (size_t)rows, sizeof *out->row);
    for (int k = 0; out->row != NULL && k < cells.count;) {
        cbgi_row row = {.cell = &cells.cell[k]};
        do {
            row.count++;
        } while (++k < cells.count && !cells.cell[k].first);
        const bool directive = row.cell == cells.cell && strncmp(row.cell[0].text, "sep=", 4) == 0;
        if (!directive && !is_empty(&row)) {
            out->row[out->count++] = row;
        }
    }
    return out->row != NULL;
}
