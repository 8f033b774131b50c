/* The compiled graph: states, groups of states between which a decision maker moves, arcs, ranks.
 *
 * Option form. The states that agree on all options but those of maker i form a group: i moves
 * within it only. One-way options split a group by pattern: bit k of a state's pattern says
 * that the k-th one-way option of i has been used up, and i moves from pattern w to
 * pattern u only when u contains w. Hence reach within a group is a matter of ranks and
 * patterns and needs no arcs, and it is transitive.
 * Graph form has arcs and no groups.
 */
#ifndef COBURGI_GRAPH_H
#define COBURGI_GRAPH_H

#include "base/arena.h"
#include "coburg/stability.h"

/* An entry of a group's order: the state in the low 24 bits (CBG_GRAPH_STATES_MAX); its pattern of one-way options
 * in the next 7, when there are no more of them; and whether it has the same rank as the entry after it. */
#define CBGI_TIE UINT32_C(0x80000000)
#define CBGI_STATE UINT32_C(0x00FFFFFF)
enum { CBGI_PATTERN_SHIFT = 24, CBGI_PATTERN_PACKED = 7 };

typedef struct cbgi_maker {
    const char *id, *name;
    int first, count;     /* its options */
    uint64_t one_way;     /* its one-way options, ... */
    uint64_t used;        /* ... and the value of their bits once used up */
    const uint32_t *rank; /* [state], larger is better; NULL: compared by pairs only */
    /* Option form: group g is order[start[g]..start[g + 1]), ascending by rank. States that
     * the maker does not perceive are in none. */
    uint32_t groups;
    const uint32_t *start, *order;
    int pattern_bits;     /* one-way options */
    const uint64_t *code; /* as in the graph */
    /* What a weak order cannot say: bit rows [state][to], rows of graph->row words. NULL: none. */
    const uint64_t *better, *unknown, *strong; /* strong: [state][worse state] */
    const uint64_t *blind;                     /* states not perceived, one bit each; NULL: none */
    /* Graph form: arcs from s are arc[arc_start[s]..arc_start[s + 1]), ascending. */
    const uint32_t *arc_start, *arc;
} cbgi_maker;

struct cbg_graph {
    int makers, options;
    uint32_t states;
    uint32_t row; /* words in a bit row over states */
    bool option_form;
    bool weak_orders;         /* every maker has a complete weak order and nothing more */
    bool strengths, unknowns; /* somebody states strong preferences, unknown ones */
    cbg_numbering numbering;
    const uint64_t *code; /* [state], ascending; NULL: a state is its own code */
    const char *const *option_name, *const *option_id;
    const char *const *state_name; /* graph form */
    const char *const *label;      /* [state]: what a state of a built conflict is; NULL: none */
    int64_t status_quo;            /* -1: not stated */
    cbgi_maker maker[CBG_MAKERS_MAX];
    cbg_exec exec;
    cbgi_arena arena;
};

static inline uint64_t cbgi_code(const cbg_graph *g, uint32_t state)
{
    return g->code != NULL ? g->code[state] : state;
}

static inline uint64_t cbgi_maker_mask(const cbgi_maker *m)
{
    return ((UINT64_C(1) << m->count) - 1) << m->first;
}

static inline bool cbgi_bit(const uint64_t *bits, uint32_t at)
{
    return (bits[at >> 6] >> (at & 63) & 1) != 0;
}

static inline void cbgi_set_bit(uint64_t *bits, uint32_t at)
{
    bits[at >> 6] |= UINT64_C(1) << (at & 63);
}

/* The one-way options of the maker that are used up. */
static inline uint64_t cbgi_used_up(const cbgi_maker *m, uint64_t code)
{
    return ~(code ^ m->used) & m->one_way;
}

/* The same squeezed into pattern_bits bits, at most 32. */
uint32_t cbgi_pattern(const cbgi_maker *m, uint64_t code);

/* Index of the entry's pattern; pattern_bits <= 32. */
static inline uint32_t cbgi_entry_pattern(const cbgi_maker *m, uint32_t entry)
{
    if (m->pattern_bits <= CBGI_PATTERN_PACKED)
        return entry >> CBGI_PATTERN_SHIFT & ((1u << CBGI_PATTERN_PACKED) - 1);
    uint32_t s = entry & CBGI_STATE;
    return cbgi_pattern(m, m->code != NULL ? m->code[s] : s);
}

/* The feasible states of a conflict in option form, ascending: *code stays NULL when
 * every combination is feasible. states.c */
cbg_status cbgi_enumerate(const cbg_conflict *conflict, cbgi_arena *arena, const uint64_t **code,
                          uint32_t *states, cbg_diags *diags);

/* Bit o of word[o] for 64 states from `first` on (fewer at the end). states.c */
void cbgi_option_words(const cbg_graph *g, uint32_t first, uint64_t *word);

/* Ranks from what a maker states, and its pairs. prefer.c */
cbg_status cbgi_order_read(cbg_graph *g, int maker, const cbg_conflict_order *order, cbg_diags *diags);

/* Stable sort of `order` by key(state), least significant digits first. sort.c */
typedef uint64_t (*cbgi_key)(const void *context, uint32_t state);
void cbgi_sort(uint32_t *order, uint32_t *spare, uint32_t count, int bits, cbgi_key key, const void *context);

/* Groups of a maker from its ranks (option form). groups.c */
cbg_status cbgi_groups_build(cbg_graph *g, int maker);

/* The order of a maker anew, into memory of the caller, after its ranks changed; groups stay as they are. spare:
 * states entries. groups.c */
void cbgi_groups_order(cbg_graph *g, int maker, uint32_t *order, uint32_t *spare);

/* Index of the group that a state is in; m->groups when the maker perceives none of it. */
uint32_t cbgi_group_of(const cbg_graph *g, const cbgi_maker *m, uint32_t state);

/* The state with these options taken, -1: not feasible. O(log states). names.c */
int64_t cbgi_state_of_code(const cbg_graph *g, uint64_t code);

/* What the solvers may rely on, from the preferences of all. graph.c */
void cbgi_graph_note_kind(cbg_graph *g);

/* Reports an unknown state of a case file. names.c */
cbg_status cbgi_unknown_state(const cbg_graph *g, const char *text, cbg_span span, cbg_diags *diags);

/* One-step moves of a maker from a state, ascending, into out[states]; returns how many. graph.c */
uint32_t cbgi_moves(const cbg_graph *g, int maker, uint32_t state, uint32_t *out);

#endif
