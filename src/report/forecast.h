/* How a forecast is told. */
#ifndef COBURGI_REPORT_FORECAST_H
#define COBURGI_REPORT_FORECAST_H

#include "coburg/study.h"
#include "report/json.h"
#include "report/likelihood.h"
#include "report/table.h"

enum { CBGI_NUMBER_TEXT = 48, CBGI_PLACE_TEXT = 512, CBGI_OPTION_TEXT = 220 };

/* The answer when one side of a dispute is believed. */
typedef struct cbgi_forecast_side {
    int claim;             /* accepted */
    int rejected;          /* how many rivals went out with it */
    double point;          /* the answer on the issue told */
    double low, high;      /* its 90 % interval; NaN without draws */
} cbgi_forecast_side;

/* Turn by turn, of one model. */
typedef struct cbgi_forecast_turns {
    const char *model; /* as typed */
    int turns;         /* rows below */
    double *position;  /* [turn][actor] on the issue told */
    double *point;     /* [turn] */
} cbgi_forecast_turns;

/* One exchange, bargain or challenge of a model's run. */
typedef struct cbgi_forecast_move {
    cbg_forecast_event event;  /* effect: a copy of its own, or NULL */
    int most, least;           /* of an exchange: which of the others gains most and loses most; -1: nobody */
    double most_by, least_by;  /* what it is worth to them */
} cbgi_forecast_move;

typedef struct cbgi_forecast_moves {
    const char *model; /* as typed */
    int moves;
    cbgi_forecast_move *move; /* in order */
} cbgi_forecast_moves;

/* What one difference between variants changes. */
typedef struct cbgi_forecast_change {
    const char *model;
    const cbg_forecast_difference *difference;
    double from, to; /* the point on the issue told */
} cbgi_forecast_change;

/* The forecast of a model turn by turn over draws. */
typedef struct cbgi_forecast_fan {
    const cbgi_forecast_turns *turns_of; /* at the stated values */
    int turns, runs;
    cbg_spread *spread; /* [turns] */
} cbgi_forecast_fan;

typedef struct cbgi_forecast_report {
    const cbg_study *study;
    const cbg_case *c;  /* NULL: a table */
    bool power_given;   /* of a table */
    int issue;          /* of the study; the one told in full */
    bool all;           /* the others are listed too */
    double spread;      /* asked for, in percent */
    const cbg_drivers *drivers; /* NULL: none */
    int sides;
    const cbgi_forecast_side *side;
    int turn_count;
    const cbgi_forecast_turns *turns;
    int move_count;
    const cbgi_forecast_moves *moves;
    int moves_shown; /* of each model in the text; 0: all */
    int changes;
    const cbgi_forecast_change *change;
    const cbgi_forecast_fan *fan; /* for the picture; NULL: none */
} cbgi_forecast_report;

void cbgi_forecast_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
void cbgi_forecast_csv(const cbgi_forecast_report *r, cbgi_text *out);
void cbgi_forecast_json(const cbgi_forecast_report *r, cbgi_json *json);
/* order: room for the actors. */
void cbgi_forecast_svg(const cbgi_forecast_report *r, int *order, cbgi_text *out);

/* ---- forecast_words.c ---- */

/* A place on the scale of an issue with as many digits as the scale deserves: "5,412", "1.73"; "–" for NaN. */
const char *cbgi_forecast_number(const cbg_forecast_input *in, int issue, double x, char out[CBGI_NUMBER_TEXT]);
/* "5,060 – 6,500" */
const char *cbgi_forecast_interval(const cbg_forecast_input *in, int issue, double low, double high,
                                   char out[2 * CBGI_NUMBER_TEXT]);
/* "between “a” and “b”, nearer the first"; "" without a case. */
const char *cbgi_forecast_place(const cbgi_forecast_report *r, int issue, double x, char out[CBGI_PLACE_TEXT]);
/* The name of an option, in quotes unless it is a number, cut at a word when it is long. */
void cbgi_forecast_option(const cbg_issue *of, int o, char out[CBGI_OPTION_TEXT]);
/* Of the evidence on an issue: low, moderate or high, and why. */
const char *cbgi_forecast_confidence(const cbg_evidence *e, int issue, char why[CBGI_PLACE_TEXT]);
/* "position of IR on CF"; the issue is left out when it is `told`. */
void cbgi_forecast_number_name(const cbg_evidence *e, int number, int told, cbgi_text *out);

/* ---- forecast_more.c: what lies behind the answer; each is silent when there is nothing ---- */
void cbgi_forecast_drivers(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
/* A sentence: which number the answer hangs on most. */
void cbgi_forecast_hinge(const cbgi_forecast_report *r, cbgi_text *out);
void cbgi_forecast_shares(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
void cbgi_forecast_sides(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
void cbgi_forecast_turns_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
void cbgi_forecast_more_json(const cbgi_forecast_report *r, cbgi_json *json);
void cbgi_forecast_changes(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);

/* ---- forecast_moves.c: who gave way to whom; silent when there is nothing ---- */
void cbgi_forecast_moves_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out);
void cbgi_forecast_moves_json(const cbgi_forecast_report *r, cbgi_json *json);
void cbgi_forecast_moves_csv(const cbgi_forecast_report *r, cbgi_text *out);

/* ---- forecast_data.c ---- */
/* One CSV field with the fewest digits that give the number back; empty when it is none. */
void cbgi_forecast_csv_double(cbgi_text *out, double x, bool last);
/* The name of an issue, or its number in `text`. */
const char *cbgi_forecast_issue_id(const cbg_forecast_input *in, int issue, char text[16]);
const char *cbgi_forecast_actor_id(const cbg_forecast_input *in, int actor, char text[16]);

#endif
