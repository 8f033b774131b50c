/* A case at a glance: title and clock first, then who, where it burns, when, and on what evidence. */
#include <stdio.h>

#include "report/show.h"

/* Days since 1970-01-01 of a date in the Gregorian calendar. */
static int64_t day_number(const cbg_time *t)
{
    const int64_t shifted = t->month > 2 ? t->year : t->year - 1; /* years that begin in March */
    const int64_t month = t->month > 2 ? t->month - 3 : t->month + 9;
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * month + 2) / 5 + t->day -
           719469;
}

static void clock_line(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_schedule *s = &c->schedule;
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    if (c->as_of.given)
        cbgi_text_addf(&line, "As of %s", c->as_of.text);
    if (s->deadline.given) {
        cbgi_text_addf(&line, "%seadline %s", line.length > 0 ? "; d" : "D", s->deadline.text);
        if (c->as_of.given && c->as_of.has_day && s->deadline.has_day) {
            const int64_t days = day_number(&s->deadline) - day_number(&c->as_of);
            const int64_t size = days < 0 ? -days : days;
            cbgi_text_addf(&line,
                           days == 0  ? " (today)"
                           : days < 0 ? " (%lld day%s ago)"
                                      : " (in %lld day%s)",
                           (long long)size, size == 1 ? "" : "s");
        }
    }
    if (s->venue != NULL)
        cbgi_text_addf(&line, "%s%s", line.length > 0 ? "; " : "", s->venue);
    if (s->goal != NULL)
        cbgi_text_addf(&line, "%saim: %s", line.length > 0 ? "; " : "", s->goal);
    if (line.length > 0 && !line.failed) {
        cbgi_text_add_n(&line, ".", 1);
        cbgi_wrap(out, style, 0, 0, line.data);
    }
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

void cbgi_show_text(const cbg_case *c, const double *heat, cbgi_style style, cbgi_text *out)
{
    cbgi_paint(out, style, CBGI_BOLD, c->title);
    cbgi_text_add(out, "\n");
    clock_line(c, style, out);
    if (c->note != NULL)
        cbgi_wrap(out, style, 0, 0, c->note);
    cbgi_show_people(c, style, out);
    cbgi_show_heat(c, heat, style, out);
    cbgi_show_red_lines(c, style, out);
    cbgi_show_outlook(c, style, out);
    cbgi_show_conflict(c, style, out);
    cbgi_show_schedule(c, style, out);
    cbgi_show_evidence(c, style, out);
    cbgi_show_record(c, style, out);
}
