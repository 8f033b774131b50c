/* Nothing else in the library opens files: see whole.h. */
#include "format/whole.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const cbg_span nowhere = {0, 0, 0};

cbg_status cbgi_whole_read(const char *path, size_t most, cbgi_text *out, cbg_diags *diags)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return cbgi_unreadable(path, diags);
    }
    char part[65536];
    size_t n;
    cbgi_text_add_n(out, "", 0);
    while ((n = fread(part, 1, sizeof part, file)) > 0 && out->length <= most && !out->failed) {
        cbgi_text_add_n(out, part, n);
    }
    const cbg_status status = ferror(file)  ? cbgi_unreadable(path, diags)
                              : out->failed ? CBG_NO_MEMORY
                                            : CBG_OK;
    fclose(file);
    return status;
}

cbg_status cbgi_unreadable(const char *path, cbg_diags *diags)
{
    cbg_diags_add(diags, CBG_ERROR, CBG_IO, nowhere, "cannot read %s: %s", path, strerror(errno));
    return CBG_IO;
}

cbg_diag *cbgi_too_large(const char *what, int most, cbg_diags *diags)
{
    return cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, nowhere, "%s larger than %d MiB", what, most >> 20);
}

void cbgi_tell_no_memory(cbg_status status, cbg_diags *diags)
{
    if (status == CBG_NO_MEMORY) {
        cbg_diags_add(diags, CBG_ERROR, status, nowhere, "out of memory");
    }
}
