/* One run of coburg forecast. */
#ifndef COBURGI_CLI_FORECAST_H
#define COBURGI_CLI_FORECAST_H

#include "base/arena.h"
#include "cli/cli.h"
#include "coburg/positions.h"
#include "report/forecast.h"

enum { FORECAST_IDS_MAX = 64, FORECAST_SIDES_MAX = 12, FORECAST_SPECS_BYTES = 2048, FORECAST_SIDE_DRAWS = 4000 };

typedef struct cbgi_forecast_question {
    cbgi_cli *cli;
    cbg_case *c;              /* one of the two */
    cbg_positions *positions;
    cbg_evidence *e;
    cbg_study *study;
    cbg_drivers *drivers;
    cbg_evidence_options evidence;
    cbg_study_options options;
    const char *accept[FORECAST_IDS_MAX], *reject[FORECAST_IDS_MAX], *spec[CBG_STUDY_MODELS_MAX];
    char specs[FORECAST_SPECS_BYTES];
    int64_t draws, seed;
    cbgi_forecast_report report;
    cbgi_forecast_side side[FORECAST_SIDES_MAX];
    cbgi_forecast_turns turns[CBG_STUDY_MODELS_MAX];
    cbgi_forecast_moves moves[CBG_STUDY_MODELS_MAX];
    int64_t shown; /* --moves: of each model in the text, 0: all; -1: not asked for */
    cbgi_forecast_change change[CBG_STUDY_MODELS_MAX * 4];
    cbgi_forecast_fan fan;
    cbgi_forecast_turns fan_turns;
    cbgi_arena arena;
    cbg_diags diags;
} cbgi_forecast_question;

/* Options into q; false after a complaint. */
bool cbgi_forecast_read_options(cbgi_forecast_question *q);

/* Reads what the argument names, a case or a table; false after a complaint. */
bool cbgi_forecast_read(cbgi_forecast_question *q);

/* The issue told in full; false after a complaint. */
bool cbgi_forecast_choose(cbgi_forecast_question *q);

/* Evidence from the case or the table. */
cbg_status cbgi_forecast_evidence(cbgi_forecast_question *q, const cbg_evidence_options *options,
                                  cbg_evidence **out);

/* Turns, differences between variants, drivers, disputes: what was asked for. */
cbg_status cbgi_forecast_more(cbgi_forecast_question *q);

/* Runs one model of the study once at the stated values and tells the observer. */
cbg_status cbgi_forecast_watch(cbgi_forecast_question *q, int model, const cbg_forecast_observer *observer);

/* The moves of every model that has turns, at the stated values. */
cbg_status cbgi_forecast_tell_moves(cbgi_forecast_question *q);

/* The turns of one model of the study at the stated values. */
cbg_status cbgi_forecast_record(cbgi_forecast_question *q, int model, cbgi_forecast_turns *out);

/* Writes the picture that --svg names, if it is given; *written is false after a complaint. */
cbg_status cbgi_forecast_picture(cbgi_forecast_question *q, bool *written);

#endif
