/* The programme of a tournament: which sessions there are, in which order, and their seeds.
 *
 * Nothing is listed: a session is worked out from its number. A match of n voices is a number in base `programs` with n
 * digits, the first seat first; those in which all digits are equal are k * (programs^n - 1) / (programs - 1) and are
 * stepped over unless a strategy may meet itself.
 */
#include "talk/tournament.h"

#include <string.h>

#include "base/arena.h"
#include "base/philox.h"

enum { SET_MAX = 256, PURPOSE_SAMPLE = 0x70A };
#define SESSIONS_MAX (UINT64_C(1) << 62)

const char *cbg_pairing_name(cbg_pairing pairing)
{
    static const char *const name[] = {"all", "duels", "sampled"};
    return name[pairing];
}

/* programs^voices; false: more than SESSIONS_MAX. */
static bool power(uint64_t programs, int voices, uint64_t *out)
{
    uint64_t n = 1;
    for (int v = 0; v < voices; v++)
        if (__builtin_mul_overflow(n, programs, &n) || n > SESSIONS_MAX)
            return false;
    *out = n;
    return true;
}

/* Numbers between two in which all seats have the same strategy. */
static uint64_t gap(uint64_t all, uint64_t programs)
{
    return (all - 1) / (programs - 1) - 1;
}

static bool duels(const cbg_tournament_options *o, int voices)
{
    return o->pairing == CBG_PAIRING_DUELS && voices > 2;
}

static bool count_matches(const cbg_tournament_options *o, int voices, uint64_t *out)
{
    const uint64_t programs = (uint64_t)o->programs, same = o->self_play ? programs : 0;
    if (o->pairing == CBG_PAIRING_SAMPLED) {
        *out = o->sample;
        return true;
    }
    if (duels(o, voices)) {
        *out = (uint64_t)voices * programs * (programs - 1) + same;
        return true;
    }
    if (!power(programs, voices, out))
        return false;
    *out = *out - programs + same;
    return true;
}

static cbg_status complain(cbg_diags *diags, cbg_status status, const char *what, const char *hint)
{
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "%s", what);
    cbg_diag_hint(d, "%s", hint);
    return status;
}

static cbg_status check(const cbg_tournament_options *o, cbg_diags *diags)
{
    if (o->programs < 1 || o->programs > CBG_PROGRAMS_MAX || o->tables < 1 || o->tables > CBG_TABLES_MAX ||
        o->repeat < 1 || (o->pairing == CBG_PAIRING_SAMPLED && o->sample < 1))
        return complain(diags, CBG_BAD_ARGUMENT, "a tournament needs 1 to 256 strategies and a case",
                        "name some strategies");
    if (o->programs == 1 && !o->self_play)
        return complain(diags, CBG_BAD_ARGUMENT, "one strategy has nobody to meet",
                        "name another, or let it meet itself");
    for (int a = 0; a < o->programs; a++)
        for (int b = 0; b < a; b++)
            if (strcmp(o->spec[a], o->spec[b]) == 0) {
                cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                              "the strategy %s is there twice", o->spec[a]);
                return CBG_BAD_ARGUMENT;
            }
    for (int k = 0; k < o->tables; k++)
        if (o->table[k].voices < 2 || o->table[k].voices > CBG_VOICES_MAX)
            return complain(diags, CBG_BAD_ARGUMENT, "a talk needs at least two voices, and at most 64",
                            "choose other cases");
    return CBG_OK;
}

static cbg_status count(cbg_tournament *t, cbg_diags *diags)
{
    const cbg_tournament_options *o = &t->options;
    t->parts = (o->repeat - 1) / SET_MAX + 1;
    for (int k = 0; k < o->tables; k++) {
        uint64_t matches, sessions;
        if (!count_matches(o, o->table[k].voices, &matches) ||
            __builtin_mul_overflow(matches, o->repeat, &sessions) || sessions > SESSIONS_MAX ||
            t->session_at[k] + sessions > SESSIONS_MAX)
            return complain(diags, CBG_TOO_LARGE, "that is more than 4,000,000,000,000,000,000 sessions",
                            "play fewer strategies, or not all matches");
        t->session_at[k + 1] = t->session_at[k] + sessions;
        t->set_at[k + 1] = t->set_at[k] + matches * t->parts;
    }
    return CBG_OK;
}

/* Hash of a text: its bytes in words of eight, and its length. */
static uint64_t text_key(const char *text)
{
    const size_t length = strlen(text);
    uint64_t word[3] = {length, 0, 0};
    for (size_t k = 0; k < length; k += 8) {
        word[2] = 0;
        memcpy(&word[2], text + k, length - k < 8 ? length - k : 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word[2] = __builtin_bswap64(word[2]);
#endif
        word[1] = cbgi_hash_words(word, 3);
    }
    return cbgi_hash_words(word, 2);
}

cbg_status cbg_tournament_make(const cbg_tournament_options *options, const cbg_exec *exec, cbg_tournament **out,
                               cbg_diags *diags)
{
    cbg_status status = check(options, diags);
    if (status != CBG_OK)
        return status;
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    const size_t programs = (size_t)options->programs, tables = (size_t)options->tables;
    cbg_tournament *t = cbgi_arena_alloc(&arena, sizeof *t);
    const char **spec = cbgi_arena_array(&arena, programs, sizeof *spec);
    uint64_t *key = cbgi_arena_array(&arena, programs, sizeof *key);
    cbg_table_shape *table = cbgi_arena_array(&arena, tables, sizeof *table);
    uint64_t *session_at = cbgi_arena_array(&arena, tables + 1, sizeof *session_at);
    uint64_t *set_at = cbgi_arena_array(&arena, tables + 1, sizeof *set_at);
    for (size_t k = 0; k < programs && !arena.failed; k++) {
        spec[k] = cbgi_arena_string(&arena, options->spec[k]);
        key[k] = text_key(options->spec[k]);
    }
    if (arena.failed) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    memcpy(table, options->table, tables * sizeof *table);
    t->options = *options;
    t->options.spec = spec;
    t->options.table = table;
    t->key = key;
    t->session_at = session_at;
    t->set_at = set_at;
    t->arena = arena;
    status = count(t, diags);
    if (status != CBG_OK)
        cbg_tournament_free(t);
    else
        *out = t;
    return status;
}

void cbg_tournament_free(cbg_tournament *t)
{
    if (t != NULL) {
        cbgi_arena arena = t->arena; /* it lives there */
        cbgi_arena_free(&arena);
    }
}

const cbg_tournament_options *cbg_tournament_options_of(const cbg_tournament *t)
{
    return &t->options;
}

uint64_t cbg_tournament_sessions(const cbg_tournament *t)
{
    return t->session_at[t->options.tables];
}

uint64_t cbg_tournament_sets(const cbg_tournament *t)
{
    return t->set_at[t->options.tables];
}

uint64_t cbg_tournament_table_set(const cbg_tournament *t, int table)
{
    return t->set_at[table];
}

uint64_t cbg_tournament_matches(const cbg_tournament *t, int table)
{
    return (t->set_at[table + 1] - t->set_at[table]) / t->parts;
}

/* The last table that begins at or before `number`; the last of all beyond the end. */
static int table_of(const cbg_tournament *t, const uint64_t *at, uint64_t number)
{
    int low = 0, high = t->options.tables;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        if (at[middle] <= number)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t cbg_tournament_first(const cbg_tournament *t, uint64_t set)
{
    const int table = table_of(t, t->set_at, set);
    const uint64_t within = set - t->set_at[table];
    return t->session_at[table] + within / t->parts * t->options.repeat + within % t->parts * SET_MAX;
}

/* Each seat from the strategies, each equally likely; drawn again while all are the same and may not be. */
static void draw(const cbg_tournament *t, const cbg_table_shape *table, uint64_t match, int *program)
{
    const cbg_tournament_options *o = &t->options;
    const uint64_t word[3] = {o->seed, table->key, match};
    cbgi_stream random;
    cbgi_stream_init(&random, cbgi_hash_words(word, 3), PURPOSE_SAMPLE, 0, 0, 0);
    bool same;
    do {
        same = true;
        for (int v = 0; v < table->voices; v++) {
            program[v] = (int)cbgi_stream_below(&random, (uint64_t)o->programs);
            same = same && program[v] == program[0];
        }
    } while (same && !o->self_play);
}

/* One seat against the rest; then, if they may, everybody the same. */
static void pair(const cbg_tournament_options *o, int voices, uint64_t match, int *program)
{
    const uint64_t programs = (uint64_t)o->programs, others = programs - 1;
    const uint64_t unequal = (uint64_t)voices * programs * others;
    const bool same = match >= unequal;
    const uint64_t alone = same ? match - unequal : match / others % programs;
    uint64_t rest = same ? alone : match % others;
    rest += !same && rest >= alone;
    for (int v = 0; v < voices; v++)
        program[v] = (int)(!same && (uint64_t)v == match / (programs * others) ? alone : rest);
}

static void fill(const cbg_tournament_options *o, int voices, uint64_t match, int *program)
{
    const uint64_t programs = (uint64_t)o->programs;
    uint64_t all = 0;
    if (!o->self_play && power(programs, voices, &all))
        match += 1 + match / gap(all, programs);
    for (int v = voices - 1; v >= 0; v--, match /= programs)
        program[v] = (int)(match % programs);
}

/* 63 bits, so that it can be written as a signed number anywhere. */
static uint64_t seed_of(const cbg_tournament *t, const cbg_fixture *f)
{
    uint64_t word[CBG_VOICES_MAX + 3] = {t->options.seed, t->options.table[f->table].key, f->repetition};
    for (int v = 0; v < f->voices; v++)
        word[3 + v] = t->key[f->program[v]];
    return cbgi_hash_words(word, 3 + f->voices) >> 1;
}

void cbg_tournament_fixture(const cbg_tournament *t, uint64_t index, cbg_fixture *out)
{
    const cbg_tournament_options *o = &t->options;
    const int table = table_of(t, t->session_at, index);
    const uint64_t within = index - t->session_at[table], match = within / o->repeat;
    const cbg_table_shape *shape = &o->table[table];
    out->session = index;
    out->table = table;
    out->voices = shape->voices;
    out->repetition = within % o->repeat;
    out->set = t->set_at[table] + match * t->parts + out->repetition / SET_MAX;
    out->first = out->repetition % SET_MAX == 0;
    out->last = out->repetition + 1 == o->repeat || (out->repetition + 1) % SET_MAX == 0;
    if (o->pairing == CBG_PAIRING_SAMPLED)
        draw(t, shape, match, out->program);
    else if (duels(o, shape->voices))
        pair(o, shape->voices, match, out->program);
    else
        fill(o, shape->voices, match, out->program);
    out->seed = seed_of(t, out);
}

void cbgi_tournament_next(const cbg_tournament *t, cbg_fixture *fixture)
{
    fixture->session++;
    fixture->repetition++;
    fixture->first = false;
    fixture->last = fixture->repetition + 1 == t->options.repeat || (fixture->repetition + 1) % SET_MAX == 0;
    fixture->seed = seed_of(t, fixture);
}
