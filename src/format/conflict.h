/* The conflict section while it is being read. */
#ifndef COBURGI_FORMAT_CONFLICT_H
#define COBURGI_FORMAT_CONFLICT_H

#include "coburg/conflict.h"
#include "format/reader.h"

typedef struct cbgi_conflict_reader {
    cbgi_reader *r;
    cbg_conflict *conflict;
    cbg_conflict_maker *maker;
    cbg_conflict_option *option;
    const cbgi_node *key, *makers, *entry[CBG_MAKERS_MAX];
    bool graph_form;
    bool option_lost; /* an option could not be read: formulas that may name it are passed over */
} cbgi_conflict_reader;

/* What one decision maker says about its preferences; NULL: nothing. */
typedef struct cbgi_order_nodes {
    const cbgi_node *statements, *weights, *ranking, *prefers, *unknown, *strong, *strong_gap;
} cbgi_order_nodes;

/* One formula; false after a complaint. */
bool cbgi_read_formula(cbgi_conflict_reader *k, const cbgi_node *node, cbg_formula *out);

/* A list of formulas, or one; returns how many could be read. */
int cbgi_read_formulas(cbgi_conflict_reader *k, const cbgi_node *node, const char *what,
                       const cbg_formula **out);

/* The preferences of the decision maker, once all options are known. conflict_order.c */
void cbgi_read_order(cbgi_conflict_reader *k, int maker, const cbgi_order_nodes *nodes);

#endif
