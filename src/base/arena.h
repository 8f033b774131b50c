/* Arenas: memory by lifetime. Everything allocated from an arena is released at once.
 *
 * A failed allocation returns NULL and sets `failed`, which stays set: code that builds a large
 * structure may check once per step. Not thread-safe: one arena, one thread at a time.
 */
#ifndef COBURGI_ARENA_H
#define COBURGI_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "coburg/exec.h"

struct cbgi_arena_block;

typedef struct cbgi_arena {
    cbg_allocator allocator;
    struct cbgi_arena_block *head;
    size_t used, capacity; /* of the head block */
    size_t total;          /* bytes taken from the allocator */
    bool failed;
} cbgi_arena;

/* allocator NULL: malloc and free. Allocates nothing. */
void cbgi_arena_init(cbgi_arena *arena, const cbg_allocator *allocator);
void cbgi_arena_free(cbgi_arena *arena);

/* Zeroed memory, aligned to 64 bytes when size >= 64, else to 16. size 0 gives a valid pointer. */
void *cbgi_arena_alloc(cbgi_arena *arena, size_t size);

/* count * size bytes with an overflow check. */
void *cbgi_arena_array(cbgi_arena *arena, size_t count, size_t size);

/* NUL-terminated copies. */
char *cbgi_arena_copy(cbgi_arena *arena, const char *text, size_t length);
char *cbgi_arena_string(cbgi_arena *arena, const char *text);
char *cbgi_arena_format(cbgi_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Plain allocation through the allocator of `exec` (which may be NULL). */
void *cbgi_alloc(const cbg_exec *exec, size_t size);
void cbgi_release(const cbg_exec *exec, void *memory);

#endif
