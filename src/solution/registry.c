/* The table of solutions, made from registry.def. */
#include "solution/registry.h"

const cbgi_solution_kind *const cbgi_solutions[] = {
#define X(name) &cbgi_solution_##name,
#include "solution/registry.def"
#undef X
    NULL};

int cbg_solution_count(void)
{
    int n = 0;
    while (cbgi_solutions[n] != NULL) {
        n++;
    }
    return n;
}

cbg_solution_info cbg_solution_at(int index)
{
    const cbgi_solution_kind *k = cbgi_solutions[index];
    return (cbg_solution_info){k->name, k->title, k->summary, k->source};
}
