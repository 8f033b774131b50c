/* A sorted array and binary search. */
#include "format/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NEAREST_AMONG = 500 };

static int by_name(const void *a, const void *b)
{
    const struct cbgi_entry *x = a, *y = b;
    const int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

bool cbgi_index_build(cbgi_arena *arena, const char *const *name, int count, cbgi_index *out)
{
    struct cbgi_entry *entry = cbgi_arena_array(arena, (size_t)count, sizeof *entry);
    if (!entry) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        entry[i] = (struct cbgi_entry){name[i], i};
    }
    qsort(entry, (size_t)count, sizeof *entry, by_name);
    *out = (cbgi_index){count, name, entry};
    return true;
}

int cbgi_index_find(const cbgi_index *index, const char *name)
{
    int low = 0, high = index->count;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (strcmp(index->entry[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const bool found = low < index->count && strcmp(index->entry[low].name, name) == 0;
    return found ? index->entry[low].number : -1;
}

const char *cbgi_index_nearest(const cbgi_index *index, const char *name)
{
    const int among = index->count < NEAREST_AMONG ? index->count : NEAREST_AMONG;
    const int nearest = cbgi_text_nearest(name, index->name, among);
    return nearest < 0 ? NULL : index->name[nearest];
}
