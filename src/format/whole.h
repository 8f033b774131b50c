/* A whole file in memory, and what every reader says alike when it cannot go on. These complaints have no place. */
#ifndef COBURGI_WHOLE_H
#define COBURGI_WHOLE_H

#include "base/text.h"
#include "coburg/status.h"

/* Adds the bytes of a file to `out`, whose data is then never NULL. Stops soon after `most` bytes: the caller refuses
 * what is longer. CBG_IO after a complaint, or CBG_NO_MEMORY without one. */
cbg_status cbgi_whole_read(const char *path, size_t most, cbgi_text *out, cbg_diags *diags);

/* "cannot read PATH: ..." by errno; returns CBG_IO. */
cbg_status cbgi_unreadable(const char *path, cbg_diags *diags);

/* "WHAT larger than N MiB", the sizes in bytes; returned for a hint. */
cbg_diag *cbgi_too_large(const char *what, int most, cbg_diags *diags);

/* Says "out of memory" when that is the status: whoever notices it first says nothing, whoever gives up tells. */
void cbgi_tell_no_memory(cbg_status status, cbg_diags *diags);

#endif
