/* Tables of positions to the input of a forecast: text to cells (cells.c), tagged lines to a table (positions_records.c), the header
 * (positions_header.c), the rows (positions_rows.c). */
#include "coburg/positions.h"

#include "base/utf8.h"
#include "format/node.h"
#include "format/positions.h"
#include "format/whole.h"

typedef struct owned {
    cbg_positions positions; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

bool cbg_positions_tagged(const char *text, size_t length)
{
    const size_t mark = cbgi_utf8_mark(text, length);
    return cbgi_positions_separator(text + mark, length - mark) != 0;
}

cbg_status cbg_positions_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                                   cbg_positions **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    if (length > CBG_POSITIONS_BYTES_MAX) {
        cbgi_too_large("the file is", CBG_POSITIONS_BYTES_MAX, diags);
        return CBG_TOO_LARGE;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    cbgi_cells cells = {0};
    cbgi_declared declared = {0};
    cbg_status status = made == NULL ? CBG_NO_MEMORY : CBG_OK;
    const size_t mark = cbgi_utf8_mark(text, length);
    if (status == CBG_OK && !cbgi_utf8_check(text + mark, length - mark, diags)) {
        status = CBG_BAD_SYNTAX;
    }
    cells.separator = cbgi_positions_separator(text + mark, length - mark);
    const bool tagged = cells.separator != 0;
    cells.lines = tagged; /* '#' begins no comment */
    if (status == CBG_OK) {
        status = cbgi_cells_read(&arena, text + mark, length - mark, &cells, diags);
    }
    if (status == CBG_OK && tagged) {
        status = cbgi_positions_records(&arena, &cells, &declared, diags);
    }
    if (status == CBG_OK) {
        status = cbgi_positions_build(&arena, &cells, &declared, &made->positions, diags);
    }
    if (status != CBG_OK) {
        cbgi_tell_no_memory(status, diags);
        cbg_diags_quote(diags, text, length);
        cbgi_arena_free(&arena);
        return status;
    }
    made->arena = arena;
    *out = &made->positions;
    return CBG_OK;
}

cbg_status cbg_positions_read_file(const char *path, const cbg_exec *exec, cbg_positions **out,
                                   cbg_diags *diags)
{
    cbg_diags_init(diags, path);
    cbgi_text text;
    cbgi_text_init(&text, exec);
    cbg_status status = cbgi_whole_read(path, CBG_POSITIONS_BYTES_MAX, &text, diags);
    if (status == CBG_OK) {
        status = cbg_positions_read_text(text.data, text.length, path, exec, out, diags);
    } else {
        cbgi_tell_no_memory(status, diags);
    }
    cbgi_text_free(&text);
    return status;
}

void cbg_positions_free(cbg_positions *positions)
{
    if (positions != NULL) {
        cbgi_arena arena = ((owned *)(void *)positions)->arena;
        cbgi_arena_free(&arena);
    }
}
