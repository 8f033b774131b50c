/* The least outcome that still reaches a walk-away: what a format that states reservation values as bids can say.
 *
 * u >= walk-away holds for the same outcomes as u >= u(that outcome). Found exactly by listing what each half of the
 * issues can add, both sorted, and one pass over the pair (Horowitz and Sahni, JACM 21(2), 1974, 277-292,
 * doi 10.1145/321812.321823): O(n log n) for n = the root of the number of outcomes.
 */
#include <stdlib.h>

#include "base/integer.h"
#include "format/additive.h"

enum { HALF_MAX = 1 << 20 };

typedef struct sum {
    int64_t value;
    int32_t outcome; /* within the half, the last issue varies fastest */
} sum;

typedef struct half {
    int first, end; /* issues */
    int count;
    sum *sum;
} half;

static int by_value(const void *a, const void *b)
{
    const sum *x = a, *y = b;
    const int order = (x->value > y->value) - (x->value < y->value);
    return order != 0 ? order : (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

/* weight * score of every option in one unit, and the walk-away, rounded up to it; false: does not fit. */
static bool scale(cbgi_output *out, const cbgi_additive_party *p, int64_t **value, int64_t *aim)
{
    const cbg_case *c = out->c;
    int64_t unit = 1;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < c->issue_count; i++) {
            for (int o = 0; o < c->issue[i].option_count; o++) {
                cbg_rational add;
                if (cbg_rational_multiply(p->weight[i], p->score[i][o], &add) != CBG_OK ||
                    (pass == 0 && !cbgi_common_multiple(&unit, add.den))) {
                    return false;
                }
                if (pass == 1 && __builtin_mul_overflow(add.num, unit / add.den, &value[i][o])) {
                    return false;
                }
            }
        }
        if (pass == 0 && (!cbgi_common_multiple(&unit, p->walk_away.den) || unit > INT64_MAX / 4)) {
            return false;
        }
    }
    return !__builtin_mul_overflow(p->walk_away.num, unit / p->walk_away.den, aim);
}

static bool list_half(cbgi_output *out, int64_t *const *value, half *h)
{
    const cbg_case *c = out->c;
    h->sum = cbgi_alloc(out->exec, (size_t)h->count * sizeof *h->sum);
    if (h->sum == NULL) {
        out->no_memory = true;
        return false;
    }
    h->sum[0] = (sum){0, 0};
    int have = 1;
    for (int i = h->first; i < h->end; i++) {
        const int options = c->issue[i].option_count;
        for (int k = have - 1; k >= 0; k--) { /* from behind: the list grows in place */
            const sum from = h->sum[k];
            for (int o = options - 1; o >= 0; o--) {
                h->sum[k * options + o] = (sum){from.value + value[i][o], from.outcome * options + o};
            }
        }
        have *= options;
    }
    qsort(h->sum, (size_t)h->count, sizeof *h->sum, by_value);
    return true;
}

/* Cuts the issues in two that are small enough; false: they are too many. */
static bool cut(const cbg_case *c, half *left, half *right)
{
    *left = (half){.first = 0, .count = 1};
    while (left->end < c->issue_count && left->count <= 1024 / 2 &&
           (int64_t)left->count * c->issue[left->end].option_count <= HALF_MAX) {
        left->count *= c->issue[left->end++].option_count;
    }
    *right = (half){.first = left->end, .end = c->issue_count, .count = 1};
    for (int i = right->first; i < right->end; i++) {
        if ((int64_t)right->count * c->issue[i].option_count > HALF_MAX) {
            return false;
        }
        right->count *= c->issue[i].option_count;
    }
    return true;
}

static void decode(const cbg_case *c, const half *h, int32_t outcome, int *option)
{
    for (int i = h->end - 1; i >= h->first; i--) {
        option[i] = outcome % c->issue[i].option_count;
        outcome /= c->issue[i].option_count;
    }
}

bool cbgi_least_outcome(cbgi_output *out, const cbgi_additive_party *p, int *option)
{
    const cbg_case *c = out->c;
    half left, right;
    int64_t aim, best = INT64_MAX;
    int64_t **value = cbgi_arena_array(out->arena, (size_t)c->issue_count, sizeof *value);
    for (int i = 0; value != NULL && i < c->issue_count; i++) {
        value[i] = cbgi_arena_array(out->arena, (size_t)c->issue[i].option_count, sizeof **value);
    }
    if (out->arena->failed || !cut(c, &left, &right) || !scale(out, p, value, &aim)) {
        return false;
    }
    if (list_half(out, value, &left) && list_half(out, value, &right)) {
        int r = right.count - 1;
        for (int l = 0; l < left.count; l++) {
            while (r > 0 && left.sum[l].value + right.sum[r - 1].value >= aim) {
                r--;
            }
            const int64_t here = left.sum[l].value + right.sum[r].value;
            if (here >= aim && here < best) {
                best = here;
                decode(c, &left, left.sum[l].outcome, option);
                decode(c, &right, right.sum[r].outcome, option);
            }
        }
    }
    cbgi_release(out->exec, left.sum);
    cbgi_release(out->exec, right.sum);
    return best < INT64_MAX;
}
