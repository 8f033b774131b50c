/* Ordered parallel-for over fixed pieces.
 *
 * `count` pieces are handed to up to exec->threads threads; which thread runs which piece is not
 * determined, so a piece may only write to memory of its own, and must not use the allocator of
 * exec (which is promised one thread at a time). The caller merges by index afterwards.
 * Progress is reported and cancel is honoured between pieces.
 */
#ifndef COBURGI_PARALLEL_H
#define COBURGI_PARALLEL_H

#include <stdint.h>

#include "coburg/exec.h"

typedef cbg_status (*cbgi_piece)(void *context, uint64_t index);

/* Runs piece(context, 0..count-1). Returns the status of the failing piece with the lowest index
 * (pieces after a failure may not run), or CBG_CANCELLED. exec may be NULL. When threads
 * cannot be started the work is done with those that could. */
cbg_status cbgi_parallel_for(const cbg_exec *exec, uint64_t count, cbgi_piece piece, void *context);

#endif
