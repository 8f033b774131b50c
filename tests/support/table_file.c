/* Reads small tables. */
#include "support/table_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "%s: %s\n", what, name);
    exit(2);
}

static char *whole(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/paper/forecast/%s", COBURG_SOURCE, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        stop("cannot open", path);
    }
    char *text = calloc(1, 1 << 17);
    if (text == NULL || fread(text, 1, (1 << 17) - 1, file) == 0) {
        stop("cannot read", path);
    }
    fclose(file);
    return text;
}

/* Cuts a line into cells in place, without their quotes; returns how many. */
static int cut(char *line, const char **cell)
{
    int n = 0;
    while (line != NULL && n < TABLE_COLUMNS) {
        char *comma = strchr(line, ',');
        if (comma != NULL) {
            *comma = '\0';
        }
        const size_t length = strlen(line);
        if (length >= 2 && line[0] == '"' && line[length - 1] == '"') {
            line[length - 1] = '\0';
            line++;
        }
        cell[n++] = line;
        line = comma == NULL ? NULL : comma + 1;
    }
    return n;
}

table_file *table_read(const char *name)
{
    table_file *t = calloc(1, sizeof *t);
    if (t == NULL) {
        stop("no memory for", name);
    }
    t->text = whole(name);
    char *line = t->text;
    while (line != NULL && *line != '\0') {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        if (*line != '#' && t->columns == 0) {
            t->columns = cut(line, t->head);
        } else if (*line != '#' && t->rows < TABLE_ROWS) {
            cut(line, t->cell[t->rows++]);
        }
        line = end == NULL ? NULL : end + 1;
    }
    return t;
}

void table_free(table_file *t)
{
    free(t->text);
    free(t);
}

const char *table_text(const table_file *t, int row, const char *column)
{
    for (int k = 0; k < t->columns; k++) {
        if (strcmp(t->head[k], column) == 0) {
            return t->cell[row][k];
        }
    }
    stop("no column", column);
    return NULL;
}

double table_number(const table_file *t, int row, const char *column)
{
    return strtod(table_text(t, row, column), NULL);
}
