/* Names in order, so that looking one up among n takes log n steps: files may have
 * hundreds of thousands of names, and no choice of names can make it slow. */
#ifndef COBURGI_INDEX_H
#define COBURGI_INDEX_H

#include "base/arena.h"

typedef struct cbgi_index {
    int count;
    const char *const *name; /* in the order of the file */
    const struct cbgi_entry {
        const char *name;
        int number;
    } * entry; /* sorted by name, then number */
} cbgi_index;

/* `name` must stay alive. False when memory ran out (the arena has failed then). */
bool cbgi_index_build(cbgi_arena *arena, const char *const *name, int count, cbgi_index *out);

/* The number of the first with this name, -1: none. */
int cbgi_index_find(const cbgi_index *index, const char *name);

/* The nearest known name, NULL: none is near. Looks at the first 500 only. */
const char *cbgi_index_nearest(const cbgi_index *index, const char *name);

#endif
