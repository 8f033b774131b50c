/* Frequencies in windows: the offers are cut into windows, and each is compared with the one before. An issue whose options are
 * distributed alike in both (chi-square test, p > .05) while another issue has moved, and moved to what is worth less by the
 * present beliefs, is one that the voice would rather not concede: it gains a (1 - t^b) of weight. The value of an option is
 * (count / largest count)^.25. Nothing is learned after t = .8.
 * Source: Tunali, Aydogan, Sanchez-Anguix, "Rethinking frequency opponent modeling in automated negotiation", PRIMA 2017, doi
 * 10.1007/978-3-319-69131-2_16. Ours: windows of 5 offers by default; the test takes the critical value by Wilson and Hilferty
 * (Proc. Natl. Acad. Sci. 17 (1931) 684-688), with one added to every count.
 */
#include <math.h>
#include <string.h>

#include "base/real.h"
#include "strategy/model/frequency.h"

static const cbg_param params[] = {
    {"window", "offers in a window", 5, 1, 1000},
    {"a", "weight gained at the beginning", 10, 0, 1000},
    {"b", "how late the gain falls off", 5, .01, 100},
    {"until", "relative time after which nothing is learned", .8, 0, 1},
    {NULL, NULL, 0, 0, 0},
};
enum { WINDOW, A, B, UNTIL };

/* Then counts of all, then of the window before and of this one, by option. */
typedef struct windows {
    uint32_t in_window, before;
} windows;

static size_t options_of(const cbg_space *space)
{
    return (size_t)space->offset[space->issues];
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    const size_t both = (2 * options_of(setup->own->space) * sizeof(uint32_t) + 7) / 8 * 8;
    (void)config;
    return sizeof(windows) + both + cbgi_frequency_size(setup->own->space);
}

static uint32_t *window_of(const cbg_space *space, void *memory, int which)
{
    return (uint32_t *)(void *)((windows *)memory + 1) + (size_t)which * options_of(space);
}

static cbgi_frequency *all_of(const cbg_space *space, void *memory)
{
    const size_t both = (2 * options_of(space) * sizeof(uint32_t) + 7) / 8 * 8;
    return (cbgi_frequency *)(void *)((unsigned char *)memory + sizeof(windows) + both);
}

static double value_of(const cbg_space *space, const cbgi_frequency *f, int issue, int option)
{
    const uint32_t most = cbgi_frequency_most(space, f, issue);
    return most == 0 ? 1 : cbgi_pow((double)cbgi_frequency_count(space, f, issue, option) / most, .25);
}

/* Are the two windows of an issue alike? */
static bool alike(const uint32_t *before, const uint32_t *now, int options, uint32_t n_before, uint32_t n_now)
{
    double statistic = 0;
    const double all_before = (double)n_before + options, all_now = (double)n_now + options;
    for (int o = 0; o < options; o++) {
        const double a = before[o] + 1., b = now[o] + 1., share = (a + b) / (all_before + all_now);
        const double ea = share * all_before, eb = share * all_now;
        statistic += (a - ea) * (a - ea) / ea + (b - eb) * (b - eb) / eb;
    }
    if (options < 2)
        return true;
    const double k = options - 1, part = 2 / (9 * k), root = 1 - part + 1.6448536269514722 * sqrt(part);
    return statistic < k * root * root * root;
}

/* The mean value of an issue's options in a window. */
static double worth(const cbg_space *space, const cbgi_frequency *f, int issue, const uint32_t *window,
                    uint32_t n)
{
    double sum = 0;
    for (int o = 0; o < space->option_count[issue]; o++)
        sum += window[o] * value_of(space, f, issue, o);
    return sum / n;
}

static void compare(const cbg_view *view, const double *p, windows *w, cbgi_frequency *f)
{
    const cbg_space *space = view->own->space;
    const uint32_t *before = window_of(space, w, 0), *now = window_of(space, w, 1);
    bool same[CBG_ISSUES_MAX], conceded = false;
    for (int i = 0; i < space->issues; i++) {
        const uint32_t *a = before + space->offset[i], *b = now + space->offset[i];
        same[i] = alike(a, b, space->option_count[i], w->before, w->in_window);
        conceded =
            conceded || (!same[i] && worth(space, f, i, b, w->in_window) < worth(space, f, i, a, w->before));
    }
    for (int i = 0; i < space->issues && conceded; i++)
        f->weight[i] += same[i] ? p[A] * (1 - cbgi_pow(view->t, p[B])) : 0;
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    const cbg_space *space = view->own->space;
    const double *p = self.config;
    windows *w = self.memory;
    cbgi_frequency *f = all_of(space, w);
    int option[CBG_ISSUES_MAX];
    if (heard->act != CBG_ACT_OFFER || view->t > p[UNTIL])
        return;
    for (int i = 0; i < space->issues && f->offers == 0; i++)
        f->weight[i] = 1;
    cbg_space_decode(space, heard->outcome, option);
    cbgi_frequency_add(space, f, heard->outcome, option);
    uint32_t *now = window_of(space, w, 1);
    for (int i = 0; i < space->issues; i++)
        now[space->offset[i] + option[i]]++;
    if (++w->in_window < (uint32_t)p[WINDOW])
        return;
    if (w->before > 0)
        compare(view, p, w, f);
    memcpy(window_of(space, w, 0), now, options_of(space) * sizeof *now);
    memset(now, 0, options_of(space) * sizeof *now);
    w->before = w->in_window;
    w->in_window = 0;
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)about;
    return cbgi_frequency_mean(view->own->space, all_of(view->own->space, self.memory), outcome, value_of);
}

const cbg_model cbgi_model_windowed = {
    .part = {.name = "windowed",
             .summary = "compares windows of offers: what stays while other issues are conceded weighs more",
             .source = "Tunali, Aydogan, Sanchez-Anguix 2017, doi 10.1007/978-3-319-69131-2_16",
             .note = "windows of 5 offers; critical values by Wilson and Hilferty",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
