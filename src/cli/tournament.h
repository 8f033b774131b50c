/* What tournament and merge share: the programme and its folder of files. */
#ifndef COBURGI_CLI_TOURNAMENT_H
#define COBURGI_CLI_TOURNAMENT_H

#include "base/arena.h"
#include "cli/sitting.h"
#include "report/tournament.h"

/* A tournament as planned, and the names that rows are written with. */
typedef struct cbgi_programme {
    cbgi_arena arena;
    cbg_tournament *t;
    cbgi_tournament_plan plan;
    cbgi_row_names names;
} cbgi_programme;

void cbgi_programme_init(cbgi_programme *p);
void cbgi_programme_free(cbgi_programme *p);
/* Once plan.t and plan.played are there. false: out of memory. */
bool cbgi_programme_name(cbgi_programme *p);
/* The key of a case for seeds: the first 64 bits of its hash. */
uint64_t cbgi_case_key(const char *hash);
/* Sets first..end - 1 are those of part plan.shard of plan.shards. */
void cbgi_programme_part(const cbgi_programme *p, uint64_t *first, uint64_t *end);

/* The programme that a manifest tells of; explains on standard error and returns false when it is none that this program
 * wrote. `text` is the whole file. */
bool cbgi_programme_read(cbgi_cli *cli, const char *path, const cbgi_text *text, cbgi_programme *out);

/* ---- the folder ---- */

typedef struct cbgi_folder {
    cbgi_cli *cli;
    const char *path;
    int sessions, genius, journal; /* descriptors; -1 */
    uint64_t set;                  /* the next to be played */
    uint64_t sessions_bytes, genius_bytes;
    bool complete; /* nothing was left to play when it was opened */
} cbgi_folder;

/* Opens or makes the folder. Played sets are added to `tally`, folder->set is where to go on. A folder of another tournament is
 * refused. Explains on standard error and returns false when it cannot be used; close either way. */
bool cbgi_folder_open(cbgi_cli *cli, const char *path, const cbgi_programme *p, cbg_tally *tally, cbgi_folder *out);
/* Appends; then folder_mark says that all sets before `set` are there, and makes that durable. */
bool cbgi_folder_append(cbgi_folder *f, const cbgi_text *sessions, const cbgi_text *genius);
bool cbgi_folder_mark(cbgi_folder *f, uint64_t set);
/* Writes the ranking and removes the journal: the folder is complete. */
bool cbgi_folder_finish(cbgi_folder *f, const cbgi_text *ranking);
void cbgi_folder_close(cbgi_folder *f);

/* "folder/name" in `out`; false: out of memory. */
bool cbgi_folder_path(const char *folder, const char *name, cbgi_text *out);
/* Reads the rows of `fd` from where it stands: those of sets first..end - 1, in order, into the tally, and copies them to
 * `copy` unless that is NULL. Bytes read in *bytes. false: not those rows (or reading failed: errno, else 0). */
bool cbgi_rows_take(int fd, const cbg_tournament *t, uint64_t first, uint64_t end, cbg_tally *tally, uint64_t *bytes);

/* ---- setting it up from the command line ---- */

/* A case at its table; NULL until needed, when memory is short. */
typedef struct cbgi_table_case {
    cbg_case *c;
    cbgi_sitting *sitting;
} cbgi_table_case;

typedef struct cbgi_entry_list {
    cbgi_programme programme;
    int programs, tables;
    cbg_program *program[CBG_PROGRAMS_MAX];
    cbgi_table_case *table; /* [tables] */
    cbg_talk_options options;
    cbgi_cli one; /* the command line as if there were but one case; here, because tables keep its exec */
} cbgi_entry_list;

/* Reads options and cases. Explains on standard error and returns false when they make no sense; free either way. */
bool cbgi_entries_set(cbgi_cli *cli, cbgi_entry_list *out);
void cbgi_entries_free(cbgi_entry_list *e);
/* The table is set (again, if need be). */
cbgi_sitting *cbgi_entries_table(cbgi_cli *cli, cbgi_entry_list *e, int table);
void cbgi_entries_clear(cbgi_entry_list *e, int table);

#endif
