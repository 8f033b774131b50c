/* A small table with a header line from a CSV file beside the tests: cells are text, comments ('#') are skipped. */
#ifndef TEST_TABLE_FILE_H
#define TEST_TABLE_FILE_H

enum { TABLE_ROWS = 400, TABLE_COLUMNS = 40 };

typedef struct table_file {
    int rows, columns;
    char *text; /* what the cells point into */
    const char *head[TABLE_COLUMNS], *cell[TABLE_ROWS][TABLE_COLUMNS];
} table_file;

/* Reads tests/paper/forecast/<name>; ends the program when it cannot. */
table_file *table_read(const char *name);
void table_free(table_file *t);

/* The cell of a column by its name, as text or number; ends the program when there is no such column. */
const char *table_text(const table_file *t, int row, const char *column);
double table_number(const table_file *t, int row, const char *column);

#endif
