/* A program that is talked to in lines, over its standard input and output, with a limit on how long an answer may take. */
#ifndef COBURGI_CLI_PROCESS_H
#define COBURGI_CLI_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { CBGI_LINE_BYTES_MAX = 65536, CBGI_REASON = 160 };

typedef struct cbgi_process {
    pid_t pid;
    int in, out; /* its standard input and output, -1: closed */
    size_t have;
    char buffer[CBGI_LINE_BYTES_MAX + 1];
    char reason[CBGI_REASON]; /* why the last call failed: "did not answer within 10 s" */
} cbgi_process;

/* Starts `command` with the shell; its standard error is ours. false: *reason says why. */
bool cbgi_process_start(cbgi_process *p, const char *command);

/* Writes all of it; false: the program does not read, or is gone. A closed pipe raises no signal. */
bool cbgi_process_write(cbgi_process *p, const char *data, size_t length, double seconds);

/* The next line without its end, valid until the next call; NULL: it did not come in time, was too long, or the program
 * ended. */
const char *cbgi_process_line(cbgi_process *p, double seconds);

/* Closes its input, gives it a moment to end by itself, then ends it and everything it started. */
void cbgi_process_stop(cbgi_process *p);

#endif
