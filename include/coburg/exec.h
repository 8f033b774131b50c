/* How a long call runs: memory, threads, progress and cancelling. Zero-initialise for defaults.
 *
 * Results never depend on `threads`: work is cut into fixed pieces and merged in order.
 */
#ifndef COBURG_EXEC_H
#define COBURG_EXEC_H

#include <stdatomic.h>
#include <stddef.h>

#include "coburg/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where memory comes from. Both functions are called from one thread at a time.
 * alloc returns NULL on failure, memory aligned for any type otherwise. */
typedef struct cbg_allocator {
    void *(*alloc)(void *context, size_t size);
    void (*release)(void *context, void *memory);
    void *context;
} cbg_allocator;

typedef struct cbg_exec {
    const cbg_allocator *allocator; /* NULL: malloc and free */
    int threads;                    /* 0 or 1: the calling thread only; at most 256 */
    /* Called now and then on the calling thread with done <= total; may be NULL. */
    void (*progress)(void *context, uint64_t done, uint64_t total);
    void *progress_context;
    const atomic_bool *cancel; /* set by anyone, at any time, to stop; may be NULL */
} cbg_exec;

#ifdef __cplusplus
}
#endif
#endif
