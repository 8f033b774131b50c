/* Folding issues into a frontier: what the driver (frontier.c) and the three ways to combine share. */
#ifndef COBURGI_FOLD_H
#define COBURGI_FOLD_H

#include "base/arena.h"
#include "coburg/frontier.h"

/* Where a partial sum comes from. */
typedef struct cbgi_origin {
    uint64_t key;  /* orders partial outcomes as their numbers do */
    uint64_t many; /* partial outcomes with this sum, saturating */
    uint32_t parent;
    uint32_t option;
} cbgi_origin;

/* Non-dominated partial sums. */
typedef struct cbgi_layer {
    size_t count;
    int64_t *sum; /* [point * seats + seat] */
    cbgi_origin *origin;
} cbgi_layer;

/* The issue being folded in, and what is common to all of them. */
typedef struct cbgi_fold {
    const cbg_exec *exec;
    int seats;
    int64_t need[CBG_SEATS_MAX];  /* partial sums below cannot reach the floor any more */
    int64_t slack[CBG_SEATS_MAX]; /* counts as dominated when this much better at most; 0: exact */
    bool exact;
    size_t max_partial;
    int options;
    const int *option;    /* [options]: allowed, ascending */
    const int64_t *value; /* [options * seats] */
    uint64_t key_step;    /* key of a child: key * key_step + option */
} cbgi_fold;

/* *to becomes the non-dominated sums of a point of `from` and an option; equal sums become one that keeps the
 * smallest key. `from` must be as one of these left it (the first layer holds one point). Arrays of *to are
 * allocated; CBG_TOO_LARGE with to->count set when more than max_partial are left. */
cbg_status cbgi_fold_two(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to);
cbg_status cbgi_fold_three(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to);
cbg_status cbgi_fold_many(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to);

/* The same frontier where utilities are not sums over issues, from out->seat and out->seats, by looking at
 * every outcome; epsilon is not needed. frontier_scan.c */
cbg_status cbgi_frontier_scan(const cbg_space *space, const cbg_frontier_options *options, size_t most,
                              const cbg_exec *exec, cbg_frontier *out);

cbg_status cbgi_layer_alloc(const cbgi_fold *f, size_t count, cbgi_layer *layer);
void cbgi_layer_free(const cbgi_fold *f, cbgi_layer *layer);

/* Can a sum still reach the floor? */
static inline bool cbgi_fold_viable(const cbgi_fold *f, const int64_t *sum)
{
    bool viable = true;
    for (int s = 0; s < f->seats; s++) {
        viable &= sum[s] >= f->need[s];
    }
    return viable;
}

static inline cbgi_origin cbgi_fold_child(const cbgi_fold *f, const cbgi_layer *from, size_t point, int o)
{
    const cbgi_origin *parent = &from->origin[point];
    uint32_t option = (uint32_t)f->option[o];
    return (cbgi_origin){parent->key * f->key_step + option, parent->many, (uint32_t)point, option};
}

/* Two partial outcomes with one sum: the smaller key stays, both are counted. */
static inline void cbgi_fold_join(cbgi_origin *kept, const cbgi_origin *other)
{
    uint64_t many = kept->many + other->many < kept->many ? UINT64_MAX : kept->many + other->many;
    if (other->key < kept->key) {
        *kept = *other;
    }
    kept->many = many;
}

#endif
