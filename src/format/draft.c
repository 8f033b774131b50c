/* Filling a draft: issues with their options, parties with their scores. */
#include "format/draft.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "format/reader.h"

static const cbg_rational zero = {0, 1}, one = {1, 1};

bool cbgi_draft_issues(cbgi_draft *d, int count)
{
    d->issue = cbgi_arena_array(d->in->arena, (size_t)count, sizeof *d->issue);
    d->issue_count = d->issue == NULL ? 0 : count;
    return d->issue != NULL;
}

bool cbgi_draft_parties(cbgi_draft *d, int count)
{
    cbgi_arena *arena = d->in->arena;
    const size_t n = (size_t)d->issue_count;
    d->party = cbgi_arena_array(arena, (size_t)count, sizeof *d->party);
    for (int p = 0; d->party != NULL && p < count; p++) {
        cbgi_draft_party *party = &d->party[p];
        party->weight = cbgi_arena_array(arena, n, sizeof *party->weight);
        party->score = cbgi_arena_array(arena, n, sizeof *party->score);
        party->over = cbgi_arena_array(arena, n, sizeof *party->over);
        party->walk_away = zero;
        for (size_t i = 0; party->weight != NULL && i < n; i++) {
            party->weight[i] = zero;
        }
    }
    d->party_count = d->party == NULL ? 0 : count;
    return !arena->failed;
}

bool cbgi_draft_options(cbgi_draft *d, cbgi_draft_issue *issue, const char **option, int count,
                        const cbg_span *where)
{
    issue->option = option;
    issue->count = count;
    if (!cbgi_index_build(d->in->arena, option, count, &issue->index)) {
        return false;
    }
    for (int o = 0; o < count; o++) {
        if (cbgi_index_find(&issue->index, option[o]) < o) {
            cbg_diag *diag = cbgi_bad(d->in, where[o], "%s has the option %s twice", issue->name,
                                      cbgi_quoted(d->in, option[o]));
            cbg_diag_hint(diag, "remove one, or give each a name of its own");
            return false;
        }
    }
    return true;
}

bool cbgi_draft_range(cbgi_draft *d, cbgi_draft_issue *issue, cbg_rational low, cbg_rational step,
                      int64_t count, cbg_span where)
{
    cbgi_arena *arena = d->in->arena;
    if (count < 1 || count > CBGI_ISSUE_OPTIONS_MAX) {
        cbg_diag *diag = cbg_diags_add(d->in->diags, CBG_ERROR, CBG_TOO_LARGE, where,
                                       "%s has %" PRId64 " options, more than 1,000,000", issue->name, count);
        cbg_diag_hint(diag, "take a smaller range, or larger steps");
        return false;
    }
    const char **option = cbgi_arena_array(arena, (size_t)count, sizeof *option);
    cbg_rational *value = cbgi_arena_array(arena, (size_t)count, sizeof *value);
    for (int64_t o = 0; o < count && !arena->failed; o++) {
        char text[CBG_RATIONAL_TEXT];
        cbg_rational along;
        if (cbg_rational_multiply(step, (cbg_rational){o, 1}, &along) != CBG_OK ||
            cbg_rational_add(low, along, &value[o]) != CBG_OK) {
            cbg_diag *diag = cbgi_bad(d->in, where, "the numbers of %s have too many digits", issue->name);
            cbg_diag_hint(diag, "round the ends of the range");
            return false;
        }
        option[o] = cbgi_arena_string(arena, cbg_rational_text(value[o], 18, text));
    }
    if (arena->failed || !cbgi_index_build(arena, option, (int)count, &issue->index)) {
        return false;
    }
    issue->numeric = true;
    issue->range = count > 1;
    issue->option = option;
    issue->value = value;
    issue->count = (int)count;
    return true;
}

bool cbgi_draft_real(cbgi_draft *d, cbgi_draft_issue *issue, cbg_rational low, cbg_rational high,
                     cbg_span where)
{
    const int order = cbg_rational_compare(low, high);
    cbg_rational step = one;
    if (order > 0) {
        cbg_diag_hint(cbgi_bad(d->in, where, "the range of %s runs downward", issue->name),
                      "write the lower bound first");
        return false;
    }
    if (order < 0 && (cbg_rational_subtract(high, low, &step) != CBG_OK ||
                      cbg_rational_divide(step, (cbg_rational){CBGI_REAL_STEPS, 1}, &step) != CBG_OK)) {
        cbg_diag_hint(cbgi_bad(d->in, where, "the bounds of %s have too many digits", issue->name),
                      "round them");
        return false;
    }
    if (!cbgi_draft_range(d, issue, low, step, order == 0 ? 1 : CBGI_REAL_STEPS + 1, where)) {
        return false;
    }
    cbgi_remark(d->in, "%s is a real number from %s to %s, read as %d equally spaced points.", issue->name,
                issue->option[0], issue->option[issue->count - 1], issue->count);
    return true;
}

int cbgi_draft_from(const cbgi_draft_issue *issue, cbg_rational x)
{
    int low = 0, high = issue->count;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (cbg_rational_compare(issue->value[middle], x) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int cbgi_draft_option(const cbgi_draft_issue *issue, const char *name)
{
    const int found = cbgi_index_find(&issue->index, name);
    cbg_rational number;
    bool rounded = false;
    if (found >= 0 || !issue->numeric || cbgi_decimal(name, &number, &rounded) != CBG_OK) {
        return found;
    }
    const int at = cbgi_draft_from(issue, number);
    return at < issue->count && cbg_rational_compare(issue->value[at], number) == 0 ? at : -1;
}

cbg_rational *cbgi_draft_scores(cbgi_draft *d, cbgi_draft_party *party, int issue)
{
    const int count = d->issue[issue].count;
    cbg_rational *score = cbgi_arena_array(d->in->arena, (size_t)count, sizeof *score);
    for (int o = 0; score != NULL && o < count; o++) {
        score[o] = zero;
    }
    party->score[issue] = score;
    return score;
}

cbg_rational cbgi_clamp(cbg_rational a)
{
    return a.num < 0 ? zero : cbg_rational_compare(a, one) > 0 ? one : a;
}

bool cbgi_line(cbg_rational offset, cbg_rational slope, cbg_rational x, cbg_rational *out)
{
    cbg_rational along;
    if (cbg_rational_multiply(slope, x, &along) != CBG_OK ||
        cbg_rational_add(offset, along, &along) != CBG_OK) {
        return false;
    }
    *out = cbgi_clamp(along);
    return true;
}

const char *cbgi_name(cbgi_input *in, const char *text)
{
    char *out = cbgi_arena_string(in->arena, text);
    if (out == NULL) {
        return NULL;
    }
    size_t length = strlen(out), start = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        const size_t taken = cbgi_utf8_next(out + i, length - i, &code);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
            code == 0xFEFF || code == 0xFFFE || code == 0xFFFF || code == CBGI_UTF8_INVALID) {
            memset(out + i, ' ', taken);
        }
        i += taken;
    }
    while (length > 0 && out[length - 1] == ' ') {
        length--;
    }
    while (start < length && out[start] == ' ') {
        start++;
    }
    out[length] = '\0';
    return start == length ? NULL : out + start;
}
