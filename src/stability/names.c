/* What a graph consists of, by name: concepts, decision makers, options, and the states that a text names. */
#include "stability/graph.h"

#include <string.h>

static const char *const concept_id[CBG_CONCEPTS] = {"nash", "gmr", "smr", "seq", "sseq", "sim"};
static const char *const concept_name[CBG_CONCEPTS] = {"Nash", "GMR", "SMR", "SEQ", "SSEQ", "SIM"};

const char *cbg_concept_id(cbg_concept concept)
{
    return concept_id[concept];
}

const char *cbg_concept_name(cbg_concept concept)
{
    return concept_name[concept];
}

int cbg_concept_find(const char *id)
{
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (strcmp(concept_id[c], id) == 0)
            return c;
    return -1;
}

int cbg_graph_makers(const cbg_graph *graph)
{
    return graph->makers;
}

uint32_t cbg_graph_states(const cbg_graph *graph)
{
    return graph->states;
}

const char *cbg_graph_maker_name(const cbg_graph *graph, int maker)
{
    return graph->maker[maker].name;
}

uint64_t cbg_graph_code(const cbg_graph *graph, uint32_t state)
{
    return graph->option_form ? cbgi_code(graph, state) : 0;
}

int64_t cbgi_state_of_code(const cbg_graph *g, uint64_t code)
{
    if (g->code == NULL)
        return code < g->states ? (int64_t)code : -1;
    uint32_t low = 0, high = g->states;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (g->code[middle] < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->states && g->code[low] == code ? (int64_t)low : -1;
}

/* Decimal digits only, at most 18 of them. */
static bool whole_number(const char *text, uint64_t *out)
{
    size_t n = strlen(text);
    *out = 0;
    if (n == 0 || n > 18 || strspn(text, "0123456789") != n)
        return false;
    for (; *text != '\0'; text++)
        *out = 10 * *out + (uint64_t)(*text - '0');
    return true;
}

static int64_t find_pattern(const cbg_graph *g, const char *text)
{
    if ((int)strlen(text) != g->options || strspn(text, "YN") != strlen(text))
        return -1;
    uint64_t code = 0;
    for (int o = 0; o < g->options; o++)
        code |= (uint64_t)(text[o] == 'Y') << o;
    return cbgi_state_of_code(g, code);
}

int64_t cbg_graph_find(const cbg_graph *g, const char *text)
{
    uint64_t number;
    if (!g->option_form)
        for (uint32_t s = 0; s < g->states; s++)
            if (strcmp(g->state_name[s], text) == 0)
                return s;
    bool decimal = g->option_form && g->numbering == CBG_NUMBER_DECIMAL;
    if (text[0] == 'd' && g->option_form && whole_number(text + 1, &number))
        return cbgi_state_of_code(g, number);
    if (text[0] == 'o' && whole_number(text + 1, &number))
        decimal = false;
    else if (!whole_number(text, &number))
        return g->option_form ? find_pattern(g, text) : -1;
    if (decimal)
        return cbgi_state_of_code(g, number);
    return number >= 1 && number <= g->states ? (int64_t)number - 1 : -1;
}

cbg_status cbgi_unknown_state(const cbg_graph *g, const char *text, cbg_span span, cbg_diags *diags)
{
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, span, "there is no feasible state %s", text);
    if (!g->option_form)
        cbg_diag_hint(diag, "states are named as in states:, or by number from 1 to %u", (unsigned)g->states);
    else
        cbg_diag_hint(diag,
                      "write its number (o1 to o%u as ordered, or d and the decimal number) "
                      "or %d letters Y and N, one an option",
                      (unsigned)g->states, g->options);
    return CBG_BAD_CASE;
}

const char *cbg_graph_maker_id(const cbg_graph *graph, int maker)
{
    return graph->maker[maker].id;
}

bool cbg_graph_option_form(const cbg_graph *graph)
{
    return graph->option_form;
}

int cbg_graph_options(const cbg_graph *graph)
{
    return graph->options;
}

const char *cbg_graph_option_id(const cbg_graph *graph, int option)
{
    return graph->option_id[option];
}

const char *cbg_graph_option_name(const cbg_graph *graph, int option)
{
    return graph->option_name[option];
}

const char *cbg_graph_label(const cbg_graph *graph, uint32_t state)
{
    return graph->label != NULL ? graph->label[state] : NULL;
}

const char *cbg_graph_state_name(const cbg_graph *graph, uint32_t state)
{
    return graph->option_form ? NULL : graph->state_name[state];
}

int64_t cbg_graph_status_quo(const cbg_graph *graph)
{
    return graph->status_quo;
}

cbg_numbering cbg_graph_numbering(const cbg_graph *graph)
{
    return graph->numbering;
}

int64_t cbg_graph_rank(const cbg_graph *graph, int maker, uint32_t state)
{
    return graph->maker[maker].rank == NULL ? -1 : (int64_t)graph->maker[maker].rank[state];
}

uint32_t cbg_graph_moves(const cbg_graph *graph, int maker, uint32_t state, uint32_t *out)
{
    return cbgi_moves(graph, maker, state, out);
}
