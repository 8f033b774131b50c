/* Comments are what starts with '#' between the values of the file: outside the text of scalars
 * there are only brackets, dashes, colons, commas and blanks. */
#include "format/scan.h"

cbgi_place cbgi_scan_find(const cbgi_scan *scan, cbgi_place from, size_t index)
{
    while (from.index < index && from.byte < scan->length) {
        const char c = scan->text[from.byte++];
        while (from.byte < scan->length && ((unsigned char)scan->text[from.byte] & 0xC0) == 0x80) {
            from.byte++;
        }
        from.index++;
        if (c == '\n') {
            from.line++;
            from.column = 1;
        } else {
            from.column++;
        }
    }
    return from;
}

static cbgi_comment *comment_new(cbgi_scan *scan, const char *text, size_t length, int32_t column)
{
    cbgi_comment *comment = cbgi_arena_alloc(scan->arena, sizeof *comment);
    char *copy = cbgi_arena_copy(scan->arena, text, length);
    if (!comment || !copy) {
        return NULL;
    }
    *comment = (cbgi_comment){.text = copy, .column = column};
    scan->nodes++;
    return comment;
}

static void wait_for_next(cbgi_scan *scan, cbgi_comment *comment)
{
    if (comment) {
        *(scan->pending ? &scan->pending_last->next : &scan->pending) = comment;
        scan->pending_last = comment;
    }
}

/* Takes the comment that starts here up to the end of its line. */
static void take_comment(cbgi_scan *scan)
{
    const cbgi_place start = scan->at;
    size_t end = start.byte;
    while (end < scan->length && scan->text[end] != '\n') {
        end++;
    }
    size_t length = end - start.byte;
    scan->at.byte = end;
    scan->at.index += (size_t)cbgi_utf8_count(scan->text + start.byte, length);
    scan->at.column += (int32_t)(scan->at.index - start.index);
    for (const char *text = scan->text + start.byte;
         text[length - 1] == ' ' || text[length - 1] == '\t' || text[length - 1] == '\r';) {
        length--;
    }
    cbgi_comment *comment = comment_new(scan, scan->text + start.byte, length, start.column);
    if (scan->content && scan->last && scan->last_line == start.line && !scan->last->after) {
        scan->last->after = comment;
    } else {
        wait_for_next(scan, comment);
    }
    scan->content = true; /* so that the end of this line is not taken for a blank line */
}

static void end_line(cbgi_scan *scan)
{
    const bool repeated = scan->pending && scan->pending_last->text[0] == '\0';
    if (!scan->content && !repeated) {
        wait_for_next(scan, comment_new(scan, "", 0, 0));
    }
    scan->content = false;
}

void cbgi_scan_gap(cbgi_scan *scan, cbgi_place until)
{
    while (scan->at.byte < until.byte) {
        const char c = scan->text[scan->at.byte];
        if (c == '#') {
            take_comment(scan);
            continue;
        }
        if (c == '\n') {
            end_line(scan);
        } else if (c != ' ' && c != '\t' && c != '\r') {
            scan->content = true;
        }
        scan->at = cbgi_scan_find(scan, scan->at, scan->at.index + 1);
    }
}

cbgi_comment *cbgi_scan_take(cbgi_scan *scan, int32_t column)
{
    cbgi_comment *first = scan->pending, *end = NULL;
    for (cbgi_comment *c = first; c && (c->text[0] == '\0' || c->column > column); c = c->next) {
        end = c->text[0] != '\0' || column == 0 ? c : end;
    }
    if (!end) {
        return NULL;
    }
    scan->pending = end->next;
    end->next = NULL;
    return first;
}
