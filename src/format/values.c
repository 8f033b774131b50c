/* Numbers and times. */
#include <stdlib.h>
#include <string.h>

#include "format/reader.h"

/* What someone may have meant who wrote this for a number. */
static void hint_number(cbg_diag *diag, const cbgi_node *node)
{
    const char *s = node->text;
    const size_t n = node->length;
    if (strchr(s, '%')) {
        cbg_diag_hint(diag, "write the number alone, without '%%'");
    } else if (strchr(s, ',')) {
        cbg_diag_hint(diag, "write a decimal point, and nothing between thousands: 1234.5");
    } else if (strchr(s, ':')) {
        cbg_diag_hint(diag, "a number has no ':'; write decimal digits");
    } else if (n > 0 && (s[0] == '.' || s[n - 1] == '.')) {
        cbg_diag_hint(diag, "write digits on both sides of the point, such as 0.5");
    } else {
        cbg_diag_hint(diag, "write a number such as 12.5, -3, 1e2 or 20/30");
    }
}

bool cbgi_rational_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_rational *out)
{
    if (node->kind == CBGI_BROKEN) {
        return false;
    }
    if (node->kind != CBGI_SCALAR || node->length == 0) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s is a number, not %s", what, cbgi_shown(r, node));
        cbg_diag_hint(diag, "write a number such as 12.5");
        return false;
    }
    const cbg_status status = cbg_rational_parse(node->text, out);
    if (status == CBG_OVERFLOW) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s, %s, has too many digits", what, cbgi_shown(r, node));
        cbg_diag_hint(diag, "numbers are exact with at most 18 digits: round it");
    } else if (status != CBG_OK) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s is a number, not %s", what, cbgi_shown(r, node));
        hint_number(diag, node);
    }
    return status == CBG_OK;
}

static bool within(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                   cbg_rational value)
{
    const bool below = bounds.low && cbg_rational_compare(value, *bounds.low) < 0;
    const bool above = bounds.high && cbg_rational_compare(value, *bounds.high) > 0;
    char text[CBG_RATIONAL_TEXT], low[CBG_RATIONAL_TEXT], high[CBG_RATIONAL_TEXT];
    if (!below && !above) {
        return true;
    }
    cbg_rational_text(value, 18, text);
    cbg_diag *diag = cbgi_wrong(r, node, "%s is %s %s: %s", what, below ? "below" : "above",
                                cbg_rational_text(below ? *bounds.low : *bounds.high, 18, low), text);
    if (bounds.low && bounds.high) {
        cbg_diag_hint(diag, "write a number from %s to %s", cbg_rational_text(*bounds.low, 18, low),
                      cbg_rational_text(*bounds.high, 18, high));
    } else {
        cbg_diag_hint(diag, "write a number of %s or %s", low, below ? "more" : "less");
    }
    return false;
}

static bool range_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                     cbg_number *out)
{
    cbg_rational end[2];
    if (node->kind != CBGI_LIST || node->count != 2) {
        if (node->kind != CBGI_BROKEN) {
            cbg_diag *diag = cbgi_wrong(r, node, "a range is a list of two numbers");
            cbg_diag_hint(diag, "write range: [low, high]");
        }
        return false;
    }
    for (int k = 0; k < 2; k++) {
        if (!cbgi_rational_of(r, node->item[k], k == 0 ? "the low end" : "the high end", &end[k]) ||
            !within(r, node->item[k], what, bounds, end[k])) {
            return false;
        }
    }
    if (cbg_rational_compare(end[0], end[1]) > 0) {
        cbg_diag *diag = cbgi_wrong(r, node, "this range runs downward");
        cbg_diag_hint(diag, "write the low end first: [%s, %s]", node->item[1]->text, node->item[0]->text);
        return false;
    }
    if (cbg_rational_compare(out->value, end[0]) < 0 || cbg_rational_compare(out->value, end[1]) > 0) {
        char text[CBG_RATIONAL_TEXT];
        cbg_diag *diag =
            cbgi_wrong(r, node, "%s is outside its range: %s", what, cbg_rational_text(out->value, 18, text));
        cbg_diag_hint(diag, "widen the range, or change the value");
        return false;
    }
    out->has_range = true;
    out->low = end[0];
    out->high = end[1];
    return true;
}

bool cbgi_number_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                    cbg_number *out)
{
    enum { VALUE, RANGE, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"value", "range", "source", "claims", "note"};
    const cbgi_node *v[COUNT] = {node, NULL, NULL, NULL, NULL};
    cbg_number n = {.given = true};
    if (node->kind == CBGI_MAP) {
        if (!cbgi_fields(r, node, "a number with evidence", keys, COUNT, v)) {
            return false;
        }
        if (!v[VALUE]) {
            cbg_diag *diag = cbgi_wrong(r, node, "%s has no `value`", what);
            cbg_diag_hint(diag, "write {value: 12, range: [10, 15], source: ...}");
            return false;
        }
    }
    if (!cbgi_rational_of(r, v[VALUE], what, &n.value) || !within(r, v[VALUE], what, bounds, n.value) ||
        (v[RANGE] && !range_of(r, v[RANGE], what, bounds, &n))) {
        return false;
    }
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &n.source);
    cbgi_note_of(r, v[NOTE], &n.note);
    n.span = v[VALUE]->span;
    if (!n.has_range) {
        n.low = n.high = n.value;
    }
    *out = n;
    return true;
}

void cbgi_optional_number(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                          cbg_number *out)
{
    if (node) {
        cbgi_number_of(r, node, what, bounds, out);
    }
}

bool cbgi_bool_of(cbgi_reader *r, const cbgi_node *node, const char *what, bool *out)
{
    static const char *const words[] = {"false", "true"};
    const int k = cbgi_word_of(r, node, what, words, 2);
    *out = k == 1;
    return k >= 0;
}

/* Reads exactly `digits` digits. */
static bool take_digits(const char **s, int digits, int *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++, (*s)++) {
        if (**s < '0' || **s > '9') {
            return false;
        }
        *out = 10 * *out + (**s - '0');
    }
    return true;
}

static bool take(const char **s, char c)
{
    const bool there = **s == c;
    *s += there;
    return there;
}

/* The shape of a time, without a look at the calendar. */
static bool parse_time(const char *s, cbg_time *t)
{
    int year, month = 0, day = 0, hour = 0, minute = 0, h = 0, m = 0;
    if (!take_digits(&s, 4, &year)) {
        return false;
    }
    t->has_month = take(&s, '-');
    if (t->has_month && !take_digits(&s, 2, &month)) {
        return false;
    }
    t->has_day = t->has_month && take(&s, '-');
    if (t->has_day && !take_digits(&s, 2, &day)) {
        return false;
    }
    t->has_clock = t->has_day && take(&s, 'T');
    if (t->has_clock && !(take_digits(&s, 2, &hour) && take(&s, ':') && take_digits(&s, 2, &minute))) {
        return false;
    }
    const bool utc = t->has_clock && take(&s, 'Z');
    const int sign = !t->has_clock || utc ? 0 : take(&s, '+') ? 1 : take(&s, '-') ? -1 : 0;
    if (sign != 0 && !(take_digits(&s, 2, &h) && take(&s, ':') && take_digits(&s, 2, &m))) {
        return false;
    }
    t->has_offset = utc || sign != 0;
    t->year = (int16_t)year;
    t->month = (int8_t)month;
    t->day = (int8_t)day;
    t->hour = (int8_t)hour;
    t->minute = (int8_t)minute;
    t->offset_min = (int16_t)(sign * (60 * h + m));
    return *s == '\0' && h <= 18 && m < 60;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

void cbgi_time_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_time *out)
{
    static const char *const month[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    cbg_time t = {.given = true};
    if (!node || node->kind == CBGI_BROKEN) {
        return;
    }
    if (node->kind != CBGI_SCALAR || !parse_time(node->text, &t)) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s is a time, not %s", what, cbgi_shown(r, node));
        cbg_diag_hint(diag, "write 2014, 2014-11, 2014-11-24 or 2014-11-24T23:59+01:00");
        return;
    }
    if (t.year == 0 || (t.has_month && (t.month < 1 || t.month > 12))) {
        cbg_diag *diag = cbgi_wrong(r, node, "there is no %s in the calendar", cbgi_shown(r, node));
        cbg_diag_hint(diag, "write year-month-day, months from 01 to 12");
        return;
    }
    if (t.has_day && (t.day < 1 || t.day > days_in(t.year, t.month))) {
        cbg_diag *diag = cbgi_wrong(r, node, "there is no %s in the calendar", cbgi_shown(r, node));
        cbg_diag_hint(diag, "%s %d has %d days", month[t.month - 1], t.year, days_in(t.year, t.month));
        return;
    }
    if (t.hour > 23 || t.minute > 59) {
        cbg_diag *diag = cbgi_wrong(r, node, "there is no %s on the clock", cbgi_shown(r, node));
        cbg_diag_hint(diag, "hours run from 00 to 23, minutes from 00 to 59");
        return;
    }
    t.text = node->text;
    t.span = node->span;
    *out = t;
}
