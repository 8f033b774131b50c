/* The life of a case, and finding things in it by id. */
#include "coburg/case.h"

#include <string.h>

#include "case/model.h"

cbg_case *cbgi_case_create(const cbg_allocator *allocator)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, allocator);
    cbg_case *c = cbgi_arena_alloc(&arena, sizeof *c);
    struct cbgi_case_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (arena.failed) {
        cbgi_arena_free(&arena);
        return NULL;
    }
    own->arena = arena;
    c->own = own;
    c->title = "";
    c->scale = (cbg_rational){100, 1};
    return c;
}

void cbg_case_free(cbg_case *c)
{
    if (c != NULL) {
        cbgi_arena arena = c->own->arena; /* the case lives in it */
        cbgi_arena_free(&arena);
    }
}

/* Every kind of thing has its id as the first member of its struct. */
static int find(const void *array, int count, size_t size, const char *id)
{
    for (int k = 0; k < count; k++) {
        const char *const *at = (const char *const *)(const void *)((const char *)array + (size_t)k * size);
        if (strcmp(*at, id) == 0) {
            return k;
        }
    }
    return -1;
}

int cbg_case_find_party(const cbg_case *c, const char *id)
{
    return find(c->party, c->party_count, sizeof *c->party, id);
}

int cbg_case_find_bloc(const cbg_case *c, const char *id)
{
    return find(c->bloc, c->bloc_count, sizeof *c->bloc, id);
}

int cbg_case_find_stakeholder(const cbg_case *c, const char *id)
{
    return find(c->stakeholder, c->stakeholder_count, sizeof *c->stakeholder, id);
}

int cbg_case_find_issue(const cbg_case *c, const char *id)
{
    return find(c->issue, c->issue_count, sizeof *c->issue, id);
}

int cbg_case_find_source(const cbg_case *c, const char *id)
{
    return find(c->source, c->source_count, sizeof *c->source, id);
}

int cbg_case_find_claim(const cbg_case *c, const char *id)
{
    return find(c->claim, c->claim_count, sizeof *c->claim, id);
}

int cbg_case_find_package(const cbg_case *c, const char *id)
{
    return find(c->package, c->package_count, sizeof *c->package, id);
}

/* Scales run upward, so a value is found by halving. */
static int find_value(const cbg_issue *issue, cbg_rational value)
{
    int low = 0, high = issue->option_count - 1;
    while (low <= high) {
        const int mid = low + (high - low) / 2;
        const int order = cbg_rational_compare(issue->option[mid].value, value);
        if (order == 0) {
            return mid;
        }
        low = order < 0 ? mid + 1 : low;
        high = order < 0 ? high : mid - 1;
    }
    return -1;
}

int cbg_issue_find_option(const cbg_issue *issue, const char *name)
{
    cbg_rational value;
    if (issue->numeric) {
        return cbg_rational_parse(name, &value) == CBG_OK ? find_value(issue, value) : -1;
    }
    return find(issue->option, issue->option_count, sizeof *issue->option, name);
}
