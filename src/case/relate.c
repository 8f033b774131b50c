/* Relations between claims, closed symmetrically, and the standing that follows.
 *
 * If A contests B then B contests A. Standing: contradicted if a claim contradicts it or it was
 * scored failed, else contested, else corroborated, else single.
 */
#include "case/model.h"

typedef enum relation { CORROBORATED, CONTESTED, CONTRADICTED, RELATIONS } relation;

static void get(const cbg_claim *c, relation kind, int *count, const int **list)
{
    *count = kind == CORROBORATED ? c->corroborated_by_count
             : kind == CONTESTED  ? c->contested_by_count
                                  : c->contradicted_by_count;
    *list = kind == CORROBORATED ? c->corroborated_by
            : kind == CONTESTED  ? c->contested_by
                                 : c->contradicted_by;
}

static void set(cbg_claim *c, relation kind, int count, const int *list)
{
    switch (kind) {
    case CORROBORATED:
        c->corroborated_by_count = count;
        c->corroborated_by = list;
        break;
    case CONTESTED:
        c->contested_by_count = count;
        c->contested_by = list;
        break;
    case CONTRADICTED:
    case RELATIONS:
        c->contradicted_by_count = count;
        c->contradicted_by = list;
        break;
    }
}

static bool has(const int *list, int count, int what)
{
    for (int k = 0; k < count; k++) {
        if (list[k] == what) {
            return true;
        }
    }
    return false;
}

/* Adds `other` to the list of claim `self`, unless it is there. */
static bool add(cbgi_arena *arena, cbg_claim *claim, int self, int other, relation kind)
{
    int count;
    const int *list;
    get(&claim[self], kind, &count, &list);
    if (has(list, count, other)) {
        return true;
    }
    int *longer = cbgi_arena_array(arena, (size_t)count + 1, sizeof *longer);
    if (longer == NULL) {
        return false;
    }
    for (int k = 0; k < count; k++) {
        longer[k] = list[k];
    }
    longer[count] = other;
    set(&claim[self], kind, count + 1, longer);
    return true;
}

static cbg_standing standing_of(const cbg_claim *c)
{
    return c->contradicted_by_count > 0 || c->verdict == CBG_VERDICT_FAILED ? CBG_STANDING_CONTRADICTED
           : c->contested_by_count > 0                                      ? CBG_STANDING_CONTESTED
           : c->corroborated_by_count > 0                                   ? CBG_STANDING_CORROBORATED
                                                                            : CBG_STANDING_SINGLE;
}

cbg_status cbgi_case_relate(cbg_case *c)
{
    cbgi_arena *arena = &c->own->arena;
    cbg_claim *claim = cbgi_arena_array(arena, (size_t)c->claim_count, sizeof *claim);
    if (claim == NULL) {
        return CBG_NO_MEMORY;
    }
    for (int k = 0; k < c->claim_count; k++) {
        claim[k] = c->claim[k];
    }
    for (int k = 0; k < c->claim_count; k++) {
        for (relation kind = CORROBORATED; kind < RELATIONS; kind++) {
            int count;
            const int *list;
            get(&c->claim[k], kind, &count, &list);
            for (int m = 0; m < count; m++) {
                if (!add(arena, claim, list[m], k, kind)) {
                    return CBG_NO_MEMORY;
                }
            }
        }
    }
    for (int k = 0; k < c->claim_count; k++) {
        claim[k].standing = standing_of(&claim[k]);
    }
    c->claim = claim;
    return CBG_OK;
}
