/* Boolean formulas over options, read by recursive descent into postfix steps.
 *
 *   formula  = or [ ("IF" | "IFF") or ]
 *   or       = and { ("|" | "OR") and }
 *   and      = not { ("&" | "AND") not }
 *   not      = { "-" | "!" | "NOT" } operand
 *   operand  = option id | option number from 1 | "(" formula ")"
 *
 * The connectives and the minus sign are those of option prioritisation in GMCR II
 * (Fang, Hipel, Kilgour and Peng, IEEE Trans. SMC A 33(1), 2003, doi 10.1109/TSMCA.2003.811772).
 */
#include "case/formula.h"

#include <string.h>

#include "base/text.h"

enum { STEPS_MAX = 1024, NESTING_MAX = 60 };

typedef struct parser {
    const char *text;
    size_t at;
    cbg_span span;
    const cbg_conflict_option *option;
    int option_count;
    cbg_formula_step step[STEPS_MAX];
    int count;
    int nesting, depth; /* open parentheses; operands waiting after the last step */
    bool failed;
    cbg_diags *diags;
} parser;

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || (unsigned char)c >= 0x80;
}

/* Columns count characters, so continuation bytes of UTF-8 do not. */
static cbg_span span_at(const parser *p, size_t at, size_t length)
{
    cbg_span span = p->span;
    int32_t column = 0;
    if (span.line == 0)
        return span;
    for (size_t i = 0; i < at; i++)
        column += ((unsigned char)p->text[i] & 0xC0) != 0x80;
    span.column += column;
    span.length = length > 0 ? (int32_t)length : 1;
    return span;
}

static cbg_diag *fail(parser *p, size_t at, size_t length, const char *what)
{
    cbg_diag *diag = NULL;
    if (!p->failed)
        diag = cbg_diags_add(p->diags, CBG_ERROR, CBG_BAD_CASE, span_at(p, at, length),
                             "formula \"%.80s\", character %d: %s", p->text, (int)at + 1, what);
    p->failed = true;
    return diag;
}

static void emit(parser *p, cbg_formula_op op, int option)
{
    if (p->count == STEPS_MAX) {
        cbg_diag_hint(fail(p, p->at, 1, "the formula is too long"), "write several statements");
        return;
    }
    if (op == CBG_FORMULA_OPTION)
        p->depth++;
    else if (op != CBG_FORMULA_NOT)
        p->depth--;
    if (p->depth > CBG_FORMULA_DEPTH)
        cbg_diag_hint(fail(p, p->at, 1, "the formula is nested too deeply"), "write several statements");
    p->step[p->count++] = (cbg_formula_step){(uint8_t)op, (uint8_t)option};
}

static void skip_blanks(parser *p)
{
    while (p->text[p->at] == ' ' || p->text[p->at] == '\t' || p->text[p->at] == '\n')
        p->at++;
}

static size_t word_length(const parser *p)
{
    size_t n = 0;
    while (is_word(p->text[p->at + n]))
        n++;
    return n;
}

/* Takes the keyword (upper or lower case) or the sign, whichever stands here. */
static bool take(parser *p, const char *keyword, char sign)
{
    skip_blanks(p);
    if (sign != 0 && p->text[p->at] == sign) {
        p->at += p->text[p->at + 1] == sign ? 2 : 1; /* && and || are read as & and | */
        return true;
    }
    size_t n = word_length(p);
    if (n == 0 || n != strlen(keyword))
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = p->text[p->at + i];
        if (c != keyword[i] && c - 'a' + 'A' != keyword[i])
            return false;
    }
    p->at += n;
    return true;
}

static int find_option(const parser *p, const char *word, size_t n)
{
    for (int o = 0; o < p->option_count; o++)
        if (strlen(p->option[o].id) == n && memcmp(p->option[o].id, word, n) == 0)
            return o;
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        if (word[i] < '0' || word[i] > '9' || number > CBG_CONFLICT_OPTIONS_MAX)
            return -1;
        number = 10 * number + (word[i] - '0');
    }
    return number >= 1 && number <= p->option_count ? number - 1 : -1;
}

static void unknown_option(parser *p, const char *word, size_t n)
{
    char given[65] = "";
    const char *names[CBG_CONFLICT_OPTIONS_MAX];
    if (n > sizeof given - 1)
        n = sizeof given - 1;
    memcpy(given, word, n);
    for (int o = 0; o < p->option_count; o++)
        names[o] = p->option[o].id;
    cbg_diag *diag = fail(p, p->at, n, "no option has this id or number");
    int nearest = cbgi_text_nearest(given, names, p->option_count);
    if (nearest >= 0)
        cbg_diag_hint(diag, "did you mean %s?", names[nearest]);
    else
        cbg_diag_hint(diag, "options are named by their id, or by their number from 1 to %d",
                      p->option_count);
}

static void read_formula(parser *p);

static void read_operand(parser *p)
{
    skip_blanks(p);
    if (p->text[p->at] == '(') {
        size_t open = p->at++;
        if (++p->nesting > NESTING_MAX) {
            cbg_diag_hint(fail(p, open, 1, "parentheses are nested too deeply"), "write several statements");
            return;
        }
        read_formula(p);
        p->nesting--;
        skip_blanks(p);
        if (!p->failed && p->text[p->at] != ')')
            cbg_diag_hint(fail(p, open, 1, "this parenthesis is not closed"), "add the missing )");
        else if (!p->failed)
            p->at++;
        return;
    }
    size_t n = word_length(p);
    if (n == 0) {
        cbg_diag_hint(
            fail(p, p->at, 1,
                 p->text[p->at] == '\0' ? "an option is missing at the end" : "an option should stand here"),
            "write an id, or its negation as -id, or a formula in parentheses");
        return;
    }
    int option = find_option(p, p->text + p->at, n);
    if (option < 0) {
        unknown_option(p, p->text + p->at, n);
        return;
    }
    p->at += n;
    emit(p, CBG_FORMULA_OPTION, option);
}

static void read_not(parser *p)
{
    bool negate = false;
    for (;;) {
        skip_blanks(p);
        if (p->text[p->at] == '-' || p->text[p->at] == '!')
            p->at++;
        else if (!take(p, "NOT", 0))
            break;
        negate = !negate;
    }
    read_operand(p);
    if (negate)
        emit(p, CBG_FORMULA_NOT, 0);
}

static void read_and(parser *p)
{
    read_not(p);
    while (!p->failed && take(p, "AND", '&')) {
        read_not(p);
        emit(p, CBG_FORMULA_AND, 0);
    }
}

static void read_or(parser *p)
{
    read_and(p);
    while (!p->failed && take(p, "OR", '|')) {
        read_and(p);
        emit(p, CBG_FORMULA_OR, 0);
    }
}

static void read_formula(parser *p)
{
    read_or(p);
    if (p->failed)
        return;
    cbg_formula_op op;
    if (take(p, "IFF", 0))
        op = CBG_FORMULA_IFF;
    else if (take(p, "IF", 0))
        op = CBG_FORMULA_IF;
    else
        return;
    read_or(p);
    emit(p, op, 0);
    skip_blanks(p);
    size_t at = p->at;
    if (!p->failed && (take(p, "IFF", 0) || take(p, "IF", 0)))
        cbg_diag_hint(fail(p, at, 2, "a second IF or IFF needs parentheses"),
                      "write (A IF B) IF C, or A IF (B IF C)");
}

/* "YY-": one letter an option. Returns false when the text is not of that form. */
static bool read_pattern(parser *p)
{
    size_t n = strlen(p->text);
    bool any = false;
    if (n != (size_t)p->option_count || strspn(p->text, "YN-") != n)
        return false;
    for (int o = 0; o < p->option_count; o++) {
        if (p->text[o] == '-')
            continue;
        emit(p, CBG_FORMULA_OPTION, o);
        if (p->text[o] == 'N')
            emit(p, CBG_FORMULA_NOT, 0);
        if (any)
            emit(p, CBG_FORMULA_AND, 0);
        any = true;
    }
    if (!any)
        cbg_diag_hint(fail(p, 0, n, "the pattern names no option"), "write Y or N for at least one option");
    return true;
}

cbg_status cbgi_formula_read(cbgi_arena *arena, const char *text, cbg_span span,
                             const cbg_conflict_option *option, int option_count, cbg_formula *out,
                             cbg_diags *diags)
{
    parser p = {.text = text, .span = span, .option = option, .option_count = option_count, .diags = diags};
    if (!read_pattern(&p)) {
        read_formula(&p);
        skip_blanks(&p);
        if (!p.failed && p.text[p.at] != '\0')
            cbg_diag_hint(fail(&p, p.at, 1,
                               p.text[p.at] == ')' ? "this parenthesis was never opened"
                                                   : "an operator should stand here"),
                          "join formulas with &, |, IF or IFF");
    }
    if (p.failed)
        return CBG_BAD_CASE;
    cbg_formula_step *step = cbgi_arena_array(arena, (size_t)p.count, sizeof *step);
    const char *copy = cbgi_arena_string(arena, text);
    if (step == NULL || copy == NULL)
        return CBG_NO_MEMORY;
    memcpy(step, p.step, (size_t)p.count * sizeof *step);
    *out = (cbg_formula){.text = copy, .span = span, .count = p.count, .step = step};
    return CBG_OK;
}

uint64_t cbgi_formula_lanes(const cbg_formula *formula, const uint64_t *word)
{
    uint64_t stack[CBG_FORMULA_DEPTH + 1] = {0};
    int top = 0; /* stack[top] is free */
    for (int i = 0; i < formula->count; i++) {
        cbg_formula_step step = formula->step[i];
        switch ((cbg_formula_op)step.op) {
        case CBG_FORMULA_OPTION: stack[top++] = word[step.option]; break;
        case CBG_FORMULA_NOT: stack[top - 1] = ~stack[top - 1]; break;
        case CBG_FORMULA_AND: top--, stack[top - 1] &= stack[top]; break;
        case CBG_FORMULA_OR: top--, stack[top - 1] |= stack[top]; break;
        case CBG_FORMULA_IF: top--, stack[top - 1] |= ~stack[top]; break;
        case CBG_FORMULA_IFF: top--, stack[top - 1] = ~(stack[top - 1] ^ stack[top]); break;
        }
    }
    return stack[0];
}

unsigned cbgi_formula_partial(const cbg_formula *formula, uint64_t code, uint64_t known)
{
    bool may[CBG_FORMULA_DEPTH + 1] = {false}, not_may[CBG_FORMULA_DEPTH + 1] = {false};
    int top = 0;
    for (int i = 0; i < formula->count; i++) {
        cbg_formula_step step = formula->step[i];
        uint64_t bit = UINT64_C(1) << step.option;
        if ((cbg_formula_op)step.op == CBG_FORMULA_OPTION) {
            may[top] = (known & bit) == 0 || (code & bit) != 0;
            not_may[top] = (known & bit) == 0 || (code & bit) == 0;
            top++;
            continue;
        }
        if ((cbg_formula_op)step.op == CBG_FORMULA_NOT) {
            bool swap = may[top - 1];
            may[top - 1] = not_may[top - 1];
            not_may[top - 1] = swap;
            continue;
        }
        top--;
        bool a = may[top - 1], na = not_may[top - 1], b = may[top], nb = not_may[top];
        if ((cbg_formula_op)step.op == CBG_FORMULA_AND)
            may[top - 1] = a && b, not_may[top - 1] = na || nb;
        else if ((cbg_formula_op)step.op == CBG_FORMULA_OR)
            may[top - 1] = a || b, not_may[top - 1] = na && nb;
        else if ((cbg_formula_op)step.op == CBG_FORMULA_IF)
            may[top - 1] = a || nb, not_may[top - 1] = na && b;
        else
            may[top - 1] = (a && b) || (na && nb), not_may[top - 1] = (a && nb) || (na && b);
    }
    return (may[0] ? 1u : 0u) | (not_may[0] ? 2u : 0u);
}
