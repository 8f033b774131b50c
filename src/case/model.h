/* Inside a case: the memory behind it, and what readers use to build one.
 *
 * A reader creates a case, fills the arrays from the case's arena, leaves out whatever it could
 * not understand (and has complained about), and then has the model derive and check the rest.
 * Because broken parts are absent, one mistake in a file gives one message.
 */
#ifndef COBURGI_MODEL_H
#define COBURGI_MODEL_H

#include "base/arena.h"
#include "coburg/case.h"

struct cbgi_node;

struct cbgi_case_private {
    cbgi_arena arena;             /* holds everything, the case and this struct included */
    const struct cbgi_node *tree; /* the file as it was laid out; NULL: not read from a file */
    const char *text;             /* the bytes read; NULL: none */
    size_t length;
    char hash[65]; /* SHA-256 of the bytes read, hexadecimal */
};

/* An empty case with default scale; NULL when memory ran out. */
cbg_case *cbgi_case_create(const cbg_allocator *allocator);

/* The last steps after reading. Derives: the symmetric closure of the relations of claims and
 * their standing. CBG_NO_MEMORY or CBG_OK. */
cbg_status cbgi_case_relate(cbg_case *c);

/* Problems that show only when the parts are seen together. */
void cbgi_case_check(const cbg_case *c, cbg_diags *diags);

/* Adds an error of status CBG_BAD_CASE. */
#define CBGI_WRONG(diags, span, ...) cbg_diags_add((diags), CBG_ERROR, CBG_BAD_CASE, (span), __VA_ARGS__)

#endif
