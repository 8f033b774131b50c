/* The inside of an inversion. */
#ifndef COBURGI_INVERSION_H
#define COBURGI_INVERSION_H

#include "base/arena.h"
#include "coburg/inversion.h"

enum { CBGI_PART_MAX = 1 << 20, CBGI_INDEX_MAX = 1 << 16 };

/* A sum and the number of its combination of allowed options, side by side: a query touches both. */
typedef struct cbgi_sum {
    int64_t sum;
    uint32_t code;
} cbgi_sum;

/* The sums of consecutive issues, ascending. */
typedef struct cbgi_part {
    int from, to; /* issues from..to-1 */
    uint32_t count;
    cbgi_sum *entry; /* [count] */
    uint32_t stretches;
    uint32_t *index; /* [stretches + 1]: where each of so many equal stretches of values starts */
    double per_value;
} cbgi_part;

typedef struct cbgi_inversion_private {
    const cbg_space *space;
    const cbg_exec *exec;
    cbgi_arena arena;
    int *start;            /* [issues + 1] into option and value */
    int *option;           /* allowed options, ascending */
    int64_t *value;        /* beside option */
    int64_t *least, *most; /* [issues + 1]: of the sums of the issues before i */
    int lead;              /* leading issues outside the parts */
    cbgi_part part[2];
} cbgi_inversion_private;

/* The first place whose sum is at least `value`. */
uint32_t cbgi_part_at_least(const cbgi_part *part, int64_t value);

/* The options behind a combination of a part. */
void cbgi_part_decode(const cbgi_inversion_private *own, const cbgi_part *part, uint32_t code, int *option);

#endif
