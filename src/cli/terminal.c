/* What the terminal can show, and the progress bar on it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/core.h"

enum { WIDTH_UNKNOWN = 80, WIDTH_FILE = 100, WIDTH_MIN = 40, BAR = 24 };

static bool set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

static bool dumb(void)
{
    const char *term = getenv("TERM");
    return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

cbgi_style cbgi_terminal_style(int fd, const char *when)
{
    cbgi_style style = {.colour = strcmp(when, "always") == 0, .width = WIDTH_FILE};
    if (!isatty(fd))
        return style;
    if (strcmp(when, "auto") == 0)
        style.colour = !set("NO_COLOR") && !dumb();
    struct winsize size;
    style.width = WIDTH_UNKNOWN;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
    return style;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void cbgi_progress_init(cbgi_progress *progress, cbgi_style style)
{
    memset(progress, 0, sizeof *progress);
    progress->began_s = progress->drawn_s = now_s();
    progress->style = style;
}

/* A carriage return and blanks rather than an escape sequence: this works on any terminal. */
void cbgi_progress_clear(cbgi_progress *progress)
{
    if (progress->visible)
        fprintf(stderr, "\r%*s\r", progress->style.width - 1, "");
    progress->visible = false;
}

/* "1.2 M": three significant digits at most. */
static void rate_text(double rate, char *out, size_t size)
{
    static const char *const unit[] = {"", " k", " M", " G"};
    int k = 0;
    while (rate >= 1000 && k < 3) {
        rate /= 1000;
        k++;
    }
    snprintf(out, size, "%.*f%s", rate < 10 && k > 0 ? 1 : 0, rate, unit[k]);
}

void cbgi_progress_show(void *context, uint64_t done, uint64_t total)
{
    cbgi_progress *progress = context;
    double now = now_s();
    if (done < progress->done) /* another phase */
        progress->began_s = now;
    progress->done = done;
    double elapsed = now - progress->began_s;
    if (total == 0 || elapsed < 1.0 || now - progress->drawn_s < 0.1)
        return;
    progress->drawn_s = now;
    progress->visible = true;

    double share = (double)done / (double)total;
    char bar[BAR + 1], rate[32], left[32];
    for (int k = 0; k < BAR; k++)
        bar[k] = k < (int)(share * BAR) ? '#' : '.';
    bar[BAR] = '\0';
    rate_text((double)done / elapsed, rate, sizeof rate);
    if (done == 0)
        left[0] = '\0';
    else if (elapsed / share - elapsed < 100)
        snprintf(left, sizeof left, ", %.0f s left", elapsed / share - elapsed);
    else
        snprintf(left, sizeof left, ", %.0f min left", (elapsed / share - elapsed) / 60);
    char line[160];
    const bool slow = (double)done < elapsed; /* long pieces: their rate tells nothing */
    snprintf(line, sizeof line, "[%s] %3d %%  %s%s%s", bar, (int)(share * 100), slow ? "" : rate,
             slow ? "" : " a second", slow && left[0] == ',' ? left + 2 : left);
    /* Blanks to the end of the line wipe out what a longer line left there. */
    int width = progress->style.width - 1;
    fprintf(stderr, "\r%-*.*s", width, width, line);
}
