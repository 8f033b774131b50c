/* A tournament in its files and on the screen. */
#ifndef COBURGI_REPORT_TOURNAMENT_H
#define COBURGI_REPORT_TOURNAMENT_H

#include "coburg/tournament.h"
#include "report/json.h"
#include "report/table.h"

/* A case of a tournament, as its manifest tells of it. */
typedef struct cbgi_played_case {
    const char *title, *hash;     /* hash: SHA-256 in hexadecimal digits */
    const char *outcomes;         /* how many, in digits */
    uint64_t agreements;          /* outcomes that all voices accept; at least so many unless `counted` */
    bool counted;
    const char *const *party;     /* [voices]: ids */
    bool discounted;
    int64_t zero_pareto, zero_nash; /* distances of the point where everybody gets 0; CBG_NANO_NONE */
} cbgi_played_case;

/* Everything that decides what a tournament comes to. */
typedef struct cbgi_tournament_plan {
    const char *version;
    const cbg_tournament *t;
    const cbgi_played_case *played; /* [tables] */
    const char *protocol, *clock;
    int rounds;
    const char *const *setting; /* other options, as "name=value" */
    int settings;
    bool traces;
    uint64_t shard, shards; /* from 1 */
} cbgi_tournament_plan;

int cbgi_tournament_voices(const cbgi_tournament_plan *plan); /* the most at any table */

/* manifest.json */
void cbgi_tournament_manifest(const cbgi_tournament_plan *plan, cbgi_text *out);

/* Names ready for CSV, so that rows are quick to write. */
typedef struct cbgi_row_names {
    const char *const *strategy; /* [program] */
    const char *const *title;    /* [table] */
    const char *const *const *party; /* [table][voice] */
} cbgi_row_names;

/* sessions.csv: a row a session. */
void cbgi_sessions_head(const cbgi_tournament_plan *plan, cbgi_text *out);
void cbgi_sessions_row(const cbgi_tournament_plan *plan, const cbgi_row_names *names, const cbg_fixture *f,
                       const cbg_session_score *s, cbgi_text *out);
/* Reads a row (without its line feed) of session f->session back; false: it is not that session's. */
bool cbgi_sessions_read(const cbg_fixture *f, const char *row, size_t length, cbg_session_score *out);

/* genius.csv: the columns of GENIUS's tournament files. */
void cbgi_genius_head(const cbgi_tournament_plan *plan, cbgi_text *out);
void cbgi_genius_row(const cbgi_tournament_plan *plan, const cbg_fixture *f, const cbg_session_score *s, cbgi_text *out);

/* What there is to tell in the end. */
typedef struct cbgi_tournament_report {
    const cbgi_tournament_plan *plan;
    const cbg_tally *tally;
    const cbg_ranking *ranking;
    const char *folder;  /* where the files are; NULL: nowhere */
    const char *replay;  /* how to play a session again; NULL */
} cbgi_tournament_report;

/* ranking.csv */
void cbgi_ranking_csv(const cbgi_tournament_report *r, cbgi_text *out);
void cbgi_tournament_text(const cbgi_tournament_report *r, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_tournament_json(const cbgi_tournament_report *r, cbgi_json *json);

#endif
