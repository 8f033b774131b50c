/* Arenas: memory in blocks that grow with what is asked for, released together.
 *
 * A block is a header and a data area that starts at a multiple of 64 bytes, so offsets alone
 * decide alignment. A request too big to share gets a block of its own behind the head, so
 * that the room left in the head stays in use.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64, SMALL_ALIGN = 16, BLOCK_MIN = 4096, BLOCK_MAX = 1 << 20 };

struct cbgi_arena_block {
    struct cbgi_arena_block *next;
    unsigned char *data;
};

static void *heap_alloc(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void heap_release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static const cbg_allocator heap = {heap_alloc, heap_release, NULL};

void cbgi_arena_init(cbgi_arena *arena, const cbg_allocator *allocator)
{
    *arena = (cbgi_arena){.allocator = allocator ? *allocator : heap};
}

void cbgi_arena_free(cbgi_arena *arena)
{
    const cbg_allocator allocator = arena->allocator;
    struct cbgi_arena_block *block = arena->head;
    while (block) {
        struct cbgi_arena_block *next = block->next;
        allocator.release(allocator.context, block);
        block = next;
    }
    *arena = (cbgi_arena){.allocator = allocator};
}

/* A block with `capacity` bytes of data, not yet in the list. */
static struct cbgi_arena_block *block_new(cbgi_arena *arena, size_t capacity)
{
    const size_t overhead = sizeof(struct cbgi_arena_block) + LINE - 1;
    if (capacity > SIZE_MAX - overhead) {
        return NULL;
    }
    struct cbgi_arena_block *block = arena->allocator.alloc(arena->allocator.context, capacity + overhead);
    if (!block) {
        return NULL;
    }
    unsigned char *data = (unsigned char *)(block + 1);
    block->data = data + (LINE - (uintptr_t)data % LINE) % LINE;
    arena->total += capacity + overhead;
    return block;
}

static void *alloc_in_new_block(cbgi_arena *arena, size_t size)
{
    const size_t shared = arena->total < BLOCK_MIN   ? BLOCK_MIN
                          : arena->total > BLOCK_MAX ? BLOCK_MAX
                                                     : arena->total;
    const bool own = size > shared / 4;
    struct cbgi_arena_block *block = block_new(arena, own ? size : shared);
    if (!block) {
        arena->failed = true;
        return NULL;
    }
    if (own && arena->head) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
        arena->used = size;
        arena->capacity = own ? size : shared;
    }
    return memset(block->data, 0, size);
}

void *cbgi_arena_alloc(cbgi_arena *arena, size_t size)
{
    if (size == 0) {
        size = 1;
    }
    const size_t align = size >= LINE ? LINE : SMALL_ALIGN;
    const size_t start = (arena->used + align - 1) / align * align;
    if (!arena->head || start > arena->capacity || size > arena->capacity - start) {
        return alloc_in_new_block(arena, size);
    }
    arena->used = start + size;
    return memset(arena->head->data + start, 0, size);
}

void *cbgi_arena_array(cbgi_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    return cbgi_arena_alloc(arena, count * size);
}

char *cbgi_arena_copy(cbgi_arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? cbgi_arena_alloc(arena, length + 1) : NULL;
    if (!copy) {
        arena->failed = true;
        return NULL;
    }
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *cbgi_arena_string(cbgi_arena *arena, const char *text)
{
    return cbgi_arena_copy(arena, text, strlen(text));
}

char *cbgi_arena_format(cbgi_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = length >= 0 ? cbgi_arena_alloc(arena, (size_t)length + 1) : NULL;
    if (out) {
        vsnprintf(out, (size_t)length + 1, format, again);
    } else {
        arena->failed = true;
    }
    va_end(again);
    return out;
}

void *cbgi_alloc(const cbg_exec *exec, size_t size)
{
    const cbg_allocator *allocator = exec && exec->allocator ? exec->allocator : &heap;
    return allocator->alloc(allocator->context, size ? size : 1);
}

void cbgi_release(const cbg_exec *exec, void *memory)
{
    const cbg_allocator *allocator = exec && exec->allocator ? exec->allocator : &heap;
    if (memory) {
        allocator->release(allocator->context, memory);
    }
}
