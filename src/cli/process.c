/* Talking to a program in lines. Its pipes do not block: every wait is a poll with what is left of the time. The program leads
 * a process group of its own, so that ending it ends what it started, and Ctrl-C reaches us alone. */
#include "cli/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const double grace_s = 0.5;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool fail(cbgi_process *p, const char *why)
{
    snprintf(p->reason, sizeof p->reason, "%s", why);
    return false;
}

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* In the child: nothing but calls that are safe after fork. */
static void become(const char *command, int in, int out)
{
    setpgid(0, 0);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0)
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    for (int k = 0; k < 2; k++)
        fcntl(ends[k], F_SETFD, FD_CLOEXEC);
    return true;
}

bool cbgi_process_start(cbgi_process *p, const char *command)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    *p = (cbgi_process){.pid = -1, .in = -1, .out = -1};
    signal(SIGPIPE, SIG_IGN); /* a program that ended shows as EPIPE */
    const bool piped = make_pipe(in) && make_pipe(out);
    if (piped)
        p->pid = fork();
    if (p->pid == 0)
        become(command, in[0], out[1]);
    close_end(&in[0]);
    close_end(&out[1]);
    if (p->pid < 0) {
        close_end(&in[1]);
        close_end(&out[0]);
        return fail(p, "cannot be started");
    }
    setpgid(p->pid, p->pid); /* here too: whoever comes first */
    p->in = in[1];
    p->out = out[0];
    fcntl(p->in, F_SETFL, O_NONBLOCK);
    fcntl(p->out, F_SETFL, O_NONBLOCK);
    return true;
}

/* false: the time is over. */
static bool wait_for(int fd, short what, double until)
{
    for (;;) {
        const double left = until - now_s();
        struct pollfd one = {.fd = fd, .events = what};
        const int ready = left <= 0 ? 0 : poll(&one, 1, (int)(left * 1000) + 1);
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

static bool too_late(cbgi_process *p, const char *what, double seconds)
{
    snprintf(p->reason, sizeof p->reason, "%s within %.3g s", what, seconds);
    return false;
}

/* Why a pipe closed: how the program ended, if it did. NULL, as a shorthand. */
static const char *ended(cbgi_process *p)
{
    int status = 0;
    const double until = now_s() + grace_s;
    pid_t gone = 0;
    while (p->pid > 0 && (gone = waitpid(p->pid, &status, WNOHANG)) == 0 && now_s() < until)
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    if (gone > 0) {
        kill(-p->pid, SIGKILL); /* what it left running */
        p->pid = -1;
    }
    if (gone <= 0)
        fail(p, "closed its input or output");
    else if (WIFSIGNALED(status))
        snprintf(p->reason, sizeof p->reason, "was ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) == 127)
        fail(p, "cannot be run (exit code 127: is it there, and executable?)");
    else
        snprintf(p->reason, sizeof p->reason, "ended with exit code %d instead of answering",
                 WEXITSTATUS(status));
    return NULL;
}

bool cbgi_process_write(cbgi_process *p, const char *data, size_t length, double seconds)
{
    const double until = now_s() + seconds;
    while (length > 0 && p->in >= 0) {
        const ssize_t n = write(p->in, data, length);
        if (n > 0) {
            data += n;
            length -= (size_t)n;
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (!wait_for(p->in, POLLOUT, until))
                return too_late(p, "did not read what it was told", seconds);
        } else if (n < 0 && errno != EINTR) {
            close_end(&p->in);
        }
    }
    return length == 0 || ended(p) != NULL;
}

const char *cbgi_process_line(cbgi_process *p, double seconds)
{
    const double until = now_s() + seconds;
    size_t begin = strnlen(p->buffer, p->have); /* of what follows the line returned last */
    begin = begin < p->have ? begin + 1 : 0;
    p->have -= begin;
    memmove(p->buffer, p->buffer + begin, p->have);
    for (size_t seen = 0;;) {
        char *stop = memchr(p->buffer + seen, '\n', p->have - seen);
        if (stop != NULL) {
            *stop = '\0';
            return p->buffer;
        }
        seen = p->have;
        if (p->have == CBGI_LINE_BYTES_MAX) {
            fail(p, "wrote a line of more than 64 KiB");
            return NULL;
        }
        const ssize_t n = p->out < 0 ? 0 : read(p->out, p->buffer + p->have, CBGI_LINE_BYTES_MAX - p->have);
        if (n > 0) {
            for (char *nul; (nul = memchr(p->buffer + p->have, '\0', (size_t)n)) != NULL;)
                *nul = ' '; /* it would end the line too soon */
            p->have += (size_t)n;
        } else if (n == 0) {
            return ended(p);
        } else if (errno != EINTR && !wait_for(p->out, POLLIN, until)) {
            too_late(p, "did not answer", seconds);
            return NULL;
        }
    }
}

void cbgi_process_stop(cbgi_process *p)
{
    close_end(&p->in);
    const double until = now_s() + grace_s;
    while (p->pid > 0 && now_s() < until) {
        if (waitpid(p->pid, NULL, WNOHANG) != 0) {
            kill(-p->pid, SIGKILL);
            p->pid = -1;
            break;
        }
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    if (p->pid > 0) {
        kill(-p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
        p->pid = -1;
    }
    close_end(&p->out);
}
