/* Reads rows of sessions.csv back, strictly: they are what cbgi_sessions_row wrote, or they are refused. */
#include <string.h>

#include "report/tournament.h"

typedef struct reader {
    const char *at, *end;
    bool good;
} reader;

/* Past the comma, or at the end. */
static void close_field(reader *r)
{
    if (r->at == r->end)
        return;
    r->good = r->good && *r->at == ',';
    r->at++;
}

static uint64_t take_digits(reader *r, int *count)
{
    uint64_t n = 0;
    *count = 0;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++, ++*count)
        r->good = r->good && !__builtin_mul_overflow(n, UINT64_C(10), &n) &&
                  !__builtin_add_overflow(n, (uint64_t)(*r->at - '0'), &n);
    return n;
}

/* `empty`: what nothing between the commas means. */
static uint64_t take_count(reader *r, uint64_t empty)
{
    int count;
    const uint64_t n = take_digits(r, &count);
    close_field(r);
    return count == 0 ? empty : n;
}

static int64_t take_nano(reader *r)
{
    const bool negative = r->at < r->end && *r->at == '-';
    r->at += negative;
    int count, places = 0;
    const uint64_t whole = take_digits(r, &count);
    uint64_t part = 0;
    if (count > 0 && r->at < r->end && *r->at == '.') {
        r->at++;
        part = take_digits(r, &places);
    }
    close_field(r);
    if (count == 0)
        return CBG_NANO_NONE;
    r->good = r->good && places <= 9 && whole <= UINT64_C(1000000000);
    for (; r->good && places < 9; places++)
        part *= 10;
    const int64_t size = r->good ? (int64_t)(whole * CBG_NANO + part) : 0;
    return negative ? -size : size;
}

static void skip_name(reader *r)
{
    bool quoted = false;
    for (; r->at < r->end && (quoted || *r->at != ','); r->at++)
        quoted ^= *r->at == '"';
    r->good = r->good && !quoted;
    close_field(r);
}

static cbg_end take_end(reader *r)
{
    for (int k = 0; k < 4; k++) {
        const char *name = cbg_end_name((cbg_end)k);
        const size_t n = strlen(name);
        if ((size_t)(r->end - r->at) > n && memcmp(r->at, name, n) == 0 && r->at[n] == ',') {
            r->at += n + 1;
            return (cbg_end)k;
        }
    }
    r->good = false;
    return CBG_END_ERROR;
}

bool cbgi_sessions_read(const cbg_fixture *f, const char *row, size_t length, cbg_session_score *out)
{
    reader r = {row, row + length, true};
    const bool same = take_count(&r, UINT64_MAX) == f->session && take_count(&r, UINT64_MAX) == f->repetition &&
                      take_count(&r, UINT64_MAX) == f->seed;
    if (!same)
        return false;
    out->end = take_end(&r);
    out->ended_by = (int)take_count(&r, 0) - 1;
    out->voices = f->voices;
    out->rounds = (int)take_count(&r, 0);
    out->t = take_nano(&r);
    out->actions = take_count(&r, 0);
    out->outcome = take_count(&r, CBG_NO_OUTCOME);
    out->welfare = take_nano(&r);
    out->pareto = take_nano(&r);
    out->nash = take_nano(&r);
    out->kalai = take_nano(&r);
    skip_name(&r);
    out->bound = 0;
    for (int v = 0; v < f->voices; v++) {
        out->utility[v] = take_nano(&r);
        out->gain[v] = take_nano(&r);
        out->advantage[v] = take_nano(&r);
        out->bound |= (take_count(&r, 0) & 1) << v;
        skip_name(&r);
        skip_name(&r);
        r.good = r.good && out->utility[v] != CBG_NANO_NONE && out->gain[v] != CBG_NANO_NONE;
    }
    out->whole = out->outcome != CBG_NO_OUTCOME && __builtin_popcountll(out->bound) == f->voices;
    for (; r.at < r.end && *r.at == ','; r.at++) /* cases with fewer voices than the largest */
        ;
    return r.good && r.at == r.end && out->welfare != CBG_NANO_NONE && out->t != CBG_NANO_NONE;
}
