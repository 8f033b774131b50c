/* All sequences of moves beside the definition followed move by move, on random conflicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "coburg/sequences.h"
#include "support/made_conflict.h"

enum { MODELS = 1000, MOST = 2000 };

static made_conflict made;

typedef struct trail {
    bool improving, visited[CONFLICT_STATES];
    int to, length, count;
    cbg_graph_move way[8], last[MOST]; /* the moves made; the move that each node is */
    int depth[MOST];
    bool wanted[MOST];
} trail;

static bool improves(int maker, int from, int to)
{
    unsigned char r = made.relation[maker][from][to];
    return r == CBG_BETTER || r == CBG_MUCH_BETTER || r == CBG_UNKNOWN;
}

static void note(trail *t, int depth, bool wanted)
{
    if (t->count < MOST) {
        t->last[t->count] = t->way[depth - 1];
        t->depth[t->count] = depth;
        t->wanted[t->count] = wanted;
    }
    t->count++;
}

/* Without a target every node is noted, else the ends of sequences only. */
static void follow(trail *t, int s, int last, int depth)
{
    if (depth > 0 && (t->to < 0 || s == t->to))
        note(t, depth, s == t->to);
    if (depth == t->length || (depth > 0 && s == t->to))
        return;
    t->visited[s] = true;
    for (int j = 0; j < made.makers; j++)
        for (int n = 0; n < made.states; n++) {
            if (j == last || !made.move[j][s][n] || t->visited[n] || (t->improving && !improves(j, s, n)))
                continue;
            t->way[depth] = (cbg_graph_move){j, (uint32_t)s, (uint32_t)n};
            follow(t, n, j, depth + 1);
        }
    t->visited[s] = false;
}

static void compare(const cbg_sequences *q, const trail *t, int number)
{
    int at = 0;
    for (uint32_t k = 0; k < q->count; k++) {
        const cbg_sequence_node *n = &q->node[k];
        assert_true(n->parent < (int64_t)k);
        assert_int_equal(n->depth, n->parent < 0 ? 1 : q->node[n->parent].depth + 1);
        assert_int_equal(n->move.from, n->parent < 0 ? n->move.from : q->node[n->parent].move.to);
        if (t->to >= 0 && !n->wanted)
            continue;
        if (at >= t->count || t->last[at].maker != n->move.maker || t->last[at].to != n->move.to ||
            t->last[at].from != n->move.from || t->depth[at] != n->depth || t->wanted[at] != n->wanted)
            fail_msg("model %d: node %u is another one", number, (unsigned)k);
        at++;
    }
    assert_int_equal(at, t->count);
}

static void all_sequences_are_told_each_once_and_in_order(void **state)
{
    (void)state;
    int compared = 0;
    for (int number = 0; number < MODELS; number++) {
        cbgi_stream random;
        cbgi_stream_init(&random, 13, 1, (uint32_t)number, 0, 0);
        made_conflict_random(&made, &random,
                             (made_wishes){.graph_form = number % 4 == 0,
                                           .infeasible = number % 2,
                                           .one_way = number % 3 == 0,
                                           .blind = number % 5 == 0,
                                           .unknown = number % 7 == 0});
        cbg_graph *g = NULL;
        cbg_diags diags;
        cbg_diags_init(&diags, NULL);
        assert_int_equal(cbg_graph_build(&made.conflict, NULL, &g, &diags), CBG_OK);
        static trail t;
        int from = (int)cbgi_stream_below(&random, (uint64_t)made.states);
        t = (trail){.improving = number % 2 == 0,
                    .to = (int)cbgi_stream_below(&random, (uint64_t)made.states + 3) - 3,
                    .length = 1 + (int)cbgi_stream_below(&random, 4)};
        t.to = t.to < 0 ? -1 : t.to;
        follow(&t, from, -1, 0);
        cbg_sequence_rules rules = {(uint32_t)from, t.to, t.length, t.improving, MOST};
        cbg_sequences *q = NULL;
        assert_int_equal(cbg_sequences_find(g, &rules, NULL, &q, &diags), CBG_OK);
        assert_int_equal(q->cut, t.count > MOST);
        if (!q->cut) {
            compare(q, &t, number);
            compared += t.count > 0;
        }
        cbg_sequences_free(q);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
    assert_true(compared > MODELS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_sequences_are_told_each_once_and_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
