/* What a format has no place for: one warning a kind of thing, with how many there are. */
#include "format/additive.h"

#include <string.h>

#include "coburg/outlook.h"

typedef struct tally {
    int discounts, heads, power, bargaining, notes, scales, goods, ids, evidence, stands;
} tally;

static bool has_evidence(const cbg_number *n)
{
    return n->has_range || n->source.count > 0 || n->note != NULL;
}

static void count_preferences(const cbg_case *c, tally *t)
{
    for (int p = 0; p < c->party_count; p++) {
        const cbg_preference *f = &c->preference[p];
        t->evidence += has_evidence(&c->party[p].walk_away);
        t->discounts += f->discount.given && f->discount.value.num < f->discount.value.den;
        for (int i = 0; f->given && i < c->issue_count; i++) {
            t->evidence += has_evidence(&f->weight[i]);
            for (int o = 0; f->score[i] != NULL && o < c->issue[i].option_count; o++) {
                t->evidence += has_evidence(&f->score[i][o]);
            }
        }
    }
}

static tally count_all(const cbg_case *c)
{
    tally t = {0};
    for (int p = 0; p < c->party_count; p++) {
        const cbg_party *party = &c->party[p];
        t.heads += party->heads.count > 0;
        t.power += party->power.given;
        t.bargaining += party->bargaining_weight.given;
        t.notes += (party->note != NULL) + (party->source.count > 0);
        t.ids += strcmp(party->id, party->name) != 0;
    }
    for (int i = 0; i < c->issue_count; i++) {
        const cbg_issue *issue = &c->issue[i];
        t.scales += issue->numeric;
        t.goods += issue->is_good;
        t.notes += (issue->note != NULL) + (issue->source.count > 0);
        t.ids += strcmp(issue->id, issue->name) != 0;
    }
    for (int k = 0; c->outlook != NULL && k < c->party_count * c->issue_count; k++) {
        t.stands += (c->outlook->position[k].count > 0) + (c->outlook->salience[k].count > 0);
    }
    count_preferences(c, &t);
    return t;
}

/* "GENIUS XML has no place for 2 red lines"; `then`: what that means, NULL: left out. */
static void say(cbgi_output *out, const char *format, int count, const char *one, const char *many,
                const char *then)
{
    if (count > 0) {
        cbgi_loss(out, "%s has no place for %d %s: %s.", format, count, count == 1 ? one : many,
                  then != NULL ? then : "left out");
    }
}

/* Sources, claims and what hangs on them. */
static void say_evidence(cbgi_output *out, const char *format, const cbg_case *c, const tally *t)
{
    say(out, format, c->source_count, "source", "sources", NULL);
    say(out, format, c->claim_count, "claim", "claims", NULL);
    say(out, format, c->trail_count + c->indicator_count, "dated position or indicator",
        "dated positions and indicators", NULL);
    say(out, format, t->evidence, "range, source or note of a number", "ranges, sources and notes of numbers",
        NULL);
    say(out, format, t->notes + c->as_of.given, "note, source or date", "notes, sources and dates", NULL);
}

static bool has_schedule(const cbg_schedule *s)
{
    return s->began.given || s->deadline.given || s->session_count > 0 || s->milestone_count > 0 ||
           s->venue != NULL || s->goal != NULL || s->extension.status != CBG_EXTENSION_UNSTATED;
}

void cbgi_say_losses(cbgi_output *out, unsigned holds, const char *format)
{
    const cbg_case *c = out->c;
    const tally t = count_all(c);
    say(out, format, c->red_line_count, "red line", "red lines",
        "outcomes that break them count like others there");
    say(out, format, c->constraint_count, "constraint", "constraints",
        "outcomes that they rule out are open there");
    if ((holds & CBGI_HOLDS_DISCOUNT) == 0) {
        say(out, format, t.discounts, "discount", "discounts", "utilities are those at the start");
    }
    say(out, format, c->bloc_count, "bloc", "blocs", "members negotiate one by one there");
    say(out, format, t.power + t.bargaining, "power or bargaining weight", "powers and bargaining weights",
        NULL);
    say(out, format, t.stands, "position or salience", "positions and saliences", NULL);
    say(out, format, c->outlook != NULL && c->outlook->span.line > 0, "section forecast", "sections forecast", NULL);
    say(out, format, t.heads, "list of heads", "lists of heads", NULL);
    say(out, format, c->stakeholder_count + c->influence_count, "stakeholder or influence",
        "stakeholders and influences", NULL);
    say(out, format, has_schedule(&c->schedule), "schedule", "schedules", NULL);
    say(out, format, c->package_count, "package", "packages", NULL);
    say_evidence(out, format, c, &t);
    say(out, format, c->conflict != NULL, "graph model", "graph models", NULL);
    say(out, format, c->process_count, "process of a side", "processes of sides", NULL);
    say(out, format, t.goods, "good", "goods", "written as issues of who gets them");
    if ((holds & CBGI_HOLDS_NOTE) == 0) {
        say(out, format, c->note != NULL, "note of the case", "notes of the case", NULL);
    }
    if ((holds & CBGI_HOLDS_TITLE) == 0 && strcmp(c->title, out->stem) != 0) {
        cbgi_loss(out, "%s has no place for a title: the files stand for it.", format);
    }
    if ((holds & CBGI_HOLDS_IDS) == 0) {
        say(out, format, t.ids, "id", "ids", "names are written instead");
    }
    if ((holds & CBGI_HOLDS_NUMBERS) == 0) {
        say(out, format, t.scales, "scale", "scales", "its points become names of options");
    }
}
