/* The table of formats, made from registry.def, and which of them a path means. */
#include "format/formats.h"

#include <string.h>

const cbgi_format_kind *const cbgi_formats[] = {
#define X(name) &cbgi_format_##name,
#include "format/registry.def"
#undef X
    NULL};

int cbg_format_count(void)
{
    int n = 0;
    while (cbgi_formats[n] != NULL) {
        n++;
    }
    return n;
}

cbg_format_info cbg_format_at(int index)
{
    const cbgi_format_kind *k = cbgi_formats[index];
    return (cbg_format_info){k->name,         k->title,  k->summary,    k->source,
                             k->extension[0], k->folder, k->fixed_names};
}

int cbg_format_find(const char *name)
{
    for (int k = 0; cbgi_formats[k] != NULL; k++) {
        if (strcmp(cbgi_formats[k]->name, name) == 0) {
            return k;
        }
    }
    return -1;
}

int cbg_format_of_path(const char *path)
{
    for (int k = 0; cbgi_formats[k] != NULL; k++) {
        if (cbgi_has_extension(path, cbgi_formats[k]->extension)) {
            return k;
        }
    }
    return -1;
}
