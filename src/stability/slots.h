/* Lots of scratch memory that the pieces of a parallel-for share: as many as threads, taken and given back. */
#ifndef COBURGI_SLOTS_H
#define COBURGI_SLOTS_H

#include <stdatomic.h>
#include <stdbool.h>

enum { CBGI_SLOTS_MAX = 16 };

typedef struct cbgi_slots {
    int count; /* at least as many as threads */
    atomic_bool taken[CBGI_SLOTS_MAX];
} cbgi_slots;

static inline int cbgi_slot_take(cbgi_slots *slots)
{
    for (int k = 0;; k = k + 1 < slots->count ? k + 1 : 0) {
        bool was_free = false;
        if (atomic_compare_exchange_strong(&slots->taken[k], &was_free, true))
            return k;
    }
}

static inline void cbgi_slot_give(cbgi_slots *slots, int slot)
{
    atomic_store(&slots->taken[slot], false);
}

#endif
