/* The queue of pairs that can exchange: a binary heap, the greatest gain first. Of equal gains who was ahead stays ahead:
 * who falls to a gain comes before those that have it, who rises to it after them. */
#include <stdlib.h>

#include "forecast/exchange.h"

/* Gains as whole multiples of EXCHANGE_TIE, so that equal ones compare equal. */
static double key_of(const exchange_pair *t)
{
    return (double)(int64_t)(t->rank * (1 / EXCHANGE_TIE) + .5);
}

static bool ahead(const exchange_pair *a, const exchange_pair *b)
{
    return a->key > b->key || (a->key == b->key && a->turn < b->turn);
}

static void set(exchange *e, size_t slot, exchange_pair *t)
{
    e->queue[slot] = t;
    t->slot = slot;
}

static void rise(exchange *e, exchange_pair *t, size_t slot)
{
    for (; slot > 0 && ahead(t, e->queue[(slot - 1) / 2]); slot = (slot - 1) / 2) {
        set(e, slot, e->queue[(slot - 1) / 2]);
    }
    set(e, slot, t);
}

static void sink(exchange *e, exchange_pair *t, size_t slot)
{
    for (size_t child = 2 * slot + 1; child < e->queued; child = 2 * slot + 1) {
        child += child + 1 < e->queued && ahead(e->queue[child + 1], e->queue[child]);
        if (!ahead(e->queue[child], t)) {
            break;
        }
        set(e, slot, e->queue[child]);
        slot = child;
    }
    set(e, slot, t);
}

void exchange_queue_fill(exchange *e)
{
    e->queued = e->pairs;
    for (size_t k = 0; k < e->pairs; k++) {
        exchange_pair *const t = &e->pair[k];
        t->key = key_of(t);
        t->turn = (int64_t)k;
        set(e, k, t);
    }
    for (size_t k = e->queued / 2; k-- > 0;) {
        sink(e, e->queue[k], k);
    }
    e->front = 0;
    e->back = (int64_t)e->pairs;
}

void exchange_queue_put(exchange *e, exchange_pair *t)
{
    rise(e, t, e->queued++);
}

void exchange_queue_take(exchange *e, exchange_pair *t)
{
    const size_t slot = t->slot;
    if (slot == EXCHANGE_NOWHERE) {
        return;
    }
    t->slot = EXCHANGE_NOWHERE;
    exchange_pair *const last = e->queue[--e->queued];
    if (last != t) {
        rise(e, last, slot);
        sink(e, last, last->slot);
    }
}

/* In the order in which they have stood; no two turns are the same. */
static int by_standing(const void *a, const void *b)
{
    const exchange_pair *const one = *(exchange_pair *const *)a, *const two = *(exchange_pair *const *)b;
    return ahead(one, two) ? -1 : ahead(two, one);
}

void exchange_queue_again(exchange *e, exchange_pair **list, size_t count)
{
    qsort(list, count, sizeof *list, by_standing);
    for (size_t k = count; k-- > 0;) {
        if (key_of(list[k]) < list[k]->key) {
            list[k]->turn = --e->front;
        }
    }
    for (size_t k = 0; k < count; k++) {
        const double key = key_of(list[k]);
        if (key > list[k]->key) {
            list[k]->turn = e->back++;
        }
        list[k]->key = key;
        exchange_queue_put(e, list[k]);
    }
}
