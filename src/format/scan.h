/* Walking along the text beside libyaml's events: places of marks, and the comments between
 * values, which libyaml throws away. */
#ifndef COBURGI_SCAN_H
#define COBURGI_SCAN_H

#include <stddef.h>

#include "format/node.h"

/* A place in the text. `index` counts code points from the start, as libyaml's marks do. */
typedef struct cbgi_place {
    size_t index, byte;
    int32_t line, column;
} cbgi_place;

typedef struct cbgi_scan {
    cbgi_arena *arena;
    const char *text;
    size_t length;
    cbgi_place at;   /* everything before this has been looked at */
    bool content;    /* something other than a comment stands on this line already */
    cbgi_node *last; /* the node that a comment at the end of this line is about */
    int32_t last_line;
    cbgi_comment *pending, *pending_last; /* full-line comments waiting for the next node */
    int nodes;                            /* values and comments so far */
} cbgi_scan;

/* The place of a mark; never before `from`. */
cbgi_place cbgi_scan_find(const cbgi_scan *scan, cbgi_place from, size_t index);

/* Looks at the text up to `until` and collects its comments. */
void cbgi_scan_gap(cbgi_scan *scan, cbgi_place until);

/* Takes the pending comments that stand further right than `column` (0: all of them). */
cbgi_comment *cbgi_scan_take(cbgi_scan *scan, int32_t column);

#endif
