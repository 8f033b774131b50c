/* The programme of a tournament: parts of it, names for its files, and reading it back from a manifest. */
#include <stdlib.h>
#include <string.h>

#include "cli/tournament.h"

void cbgi_programme_init(cbgi_programme *p)
{
    memset(p, 0, sizeof *p);
    cbgi_arena_init(&p->arena, NULL);
    p->plan.version = cbgi_version;
    p->plan.shard = p->plan.shards = 1;
}

void cbgi_programme_free(cbgi_programme *p)
{
    cbg_tournament_free(p->t);
    cbgi_arena_free(&p->arena);
}

static const char *quoted(cbgi_arena *arena, const char *name)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_csv(&text, name, false);
    /* cbgi_csv ends the field with a comma. */
    const char *copy = text.failed ? NULL : cbgi_arena_copy(arena, text.data, text.length - 1);
    arena->failed = arena->failed || text.failed;
    cbgi_text_free(&text);
    return copy;
}

bool cbgi_programme_name(cbgi_programme *p)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(p->t);
    cbgi_arena *arena = &p->arena;
    const char **strategy = cbgi_arena_array(arena, (size_t)o->programs, sizeof *strategy);
    const char **title = cbgi_arena_array(arena, (size_t)o->tables, sizeof *title);
    const char *const **party = cbgi_arena_array(arena, (size_t)o->tables, sizeof *party);
    for (int k = 0; k < o->programs && !arena->failed; k++)
        strategy[k] = quoted(arena, o->spec[k]);
    for (int k = 0; k < o->tables && !arena->failed; k++) {
        const char **id = cbgi_arena_array(arena, (size_t)o->table[k].voices, sizeof *id);
        title[k] = quoted(arena, p->plan.played[k].title);
        for (int v = 0; v < o->table[k].voices && !arena->failed; v++)
            id[v] = quoted(arena, p->plan.played[k].party[v]);
        party[k] = id;
    }
    p->names = (cbgi_row_names){strategy, title, party};
    return !arena->failed;
}

uint64_t cbgi_case_key(const char *hash)
{
    char head[17] = "";
    memcpy(head, hash, strlen(hash) < 16 ? strlen(hash) : 16);
    return strtoull(head, NULL, 16);
}

void cbgi_programme_part(const cbgi_programme *p, uint64_t *first, uint64_t *end)
{
    const uint64_t sets = cbg_tournament_sets(p->t), n = p->plan.shards, k = p->plan.shard - 1;
    /* Without products that could overflow: the first (sets % n) parts have one more. */
    const uint64_t each = sets / n, more = sets % n;
    *first = k * each + (k < more ? k : more);
    *end = *first + each + (k < more);
}

/* ---- reading a manifest ---- */

/* Tokens of the JSON that this program writes; what it would not write is refused in the end, when what was read is
 * written again and compared. */
typedef struct scanner {
    const char *at, *end;
    cbgi_arena *arena;
    bool good;
} scanner;

static void skip_blanks(scanner *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n'))
        s->at++;
}

static bool next_is(scanner *s, char c)
{
    skip_blanks(s);
    return s->at < s->end && *s->at == c;
}

static void expect(scanner *s, char c)
{
    s->good = next_is(s, c) && s->good;
    s->at += s->at < s->end;
}

static unsigned hexadecimal(const char *at)
{
    char digits[5] = {at[0], at[1], at[2], at[3], '\0'};
    return (unsigned)strtoul(digits, NULL, 16);
}

static const char *take_string(scanner *s)
{
    expect(s, '"');
    char *out = cbgi_arena_alloc(s->arena, (size_t)(s->end - s->at) + 1), *to = out;
    if (out == NULL || !s->good) {
        s->good = false;
        return "";
    }
    for (; s->at < s->end && *s->at != '"'; s->at++) {
        if (*s->at != '\\' || s->end - s->at < 2) {
            *to++ = *s->at;
            continue;
        }
        static const char name[] = "nrtbf", meaning[] = "\n\r\t\b\f";
        const char c = *++s->at, *known = c == '\0' ? NULL : strchr(name, c);
        if (c == 'u' && s->end - s->at > 5) {
            *to++ = (char)hexadecimal(s->at + 1);
            s->at += 4;
        } else {
            *to++ = known != NULL ? meaning[known - name] : c;
        }
    }
    *to = '\0';
    expect(s, '"');
    return out;
}

static void expect_key(scanner *s, const char *key)
{
    if (next_is(s, ','))
        s->at++;
    s->good = strcmp(take_string(s), key) == 0 && s->good;
    expect(s, ':');
    skip_blanks(s);
}

static const char *string_of(scanner *s, const char *key)
{
    expect_key(s, key);
    return take_string(s);
}

static uint64_t number_of(scanner *s, const char *key)
{
    uint64_t n = 0;
    expect_key(s, key);
    s->good = s->good && s->at < s->end && *s->at >= '0' && *s->at <= '9';
    for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++)
        s->good = s->good && !__builtin_mul_overflow(n, UINT64_C(10), &n) &&
                  !__builtin_add_overflow(n, (uint64_t)(*s->at - '0'), &n);
    return n;
}

static bool truth_of(scanner *s, const char *key)
{
    expect_key(s, key);
    const bool yes = s->end - s->at > 4 && memcmp(s->at, "true", 4) == 0;
    while (s->at < s->end && *s->at >= 'a' && *s->at <= 'z')
        s->at++;
    return yes;
}

static const char *const *strings_of(scanner *s, const char *key, int most, int *count)
{
    const char **list = cbgi_arena_array(s->arena, (size_t)most, sizeof *list);
    expect_key(s, key);
    expect(s, '[');
    for (*count = 0; list != NULL && s->good && !next_is(s, ']'); ++*count) {
        if (*count > 0)
            expect(s, ',');
        if (*count == most) {
            s->good = false;
            break;
        }
        list[*count] = take_string(s);
    }
    expect(s, ']');
    return list;
}

static void take_cases(scanner *s, cbgi_played_case *played, cbg_table_shape *shape, int *count)
{
    expect_key(s, "cases");
    expect(s, '[');
    for (*count = 0; s->good && *count < CBG_TABLES_MAX && !next_is(s, ']'); ++*count) {
        cbgi_played_case *c = &played[*count];
        if (*count > 0)
            expect(s, ',');
        expect(s, '{');
        c->title = string_of(s, "case");
        c->hash = string_of(s, "sha256");
        c->outcomes = string_of(s, "outcomes");
        c->agreements = number_of(s, "agreements");
        c->counted = truth_of(s, "agreements_counted");
        c->party = strings_of(s, "parties", CBG_VOICES_MAX, &shape[*count].voices);
        (void)number_of(s, "matches");
        expect(s, '}');
        shape[*count].key = cbgi_case_key(c->hash);
    }
    expect(s, ']');
}

static void scan(scanner *s, cbgi_programme *p, cbg_tournament_options *o, const char **pairing)
{
    cbgi_played_case *played = cbgi_arena_array(s->arena, CBG_TABLES_MAX, sizeof *played);
    cbg_table_shape *shape = cbgi_arena_array(s->arena, CBG_TABLES_MAX, sizeof *shape);
    if (s->arena->failed)
        return;
    expect(s, '{');
    s->good = strcmp(string_of(s, "program"), "coburg") == 0 && s->good;
    p->plan.version = string_of(s, "version");
    o->spec = strings_of(s, "strategies", CBG_PROGRAMS_MAX, &o->programs);
    take_cases(s, played, shape, &o->tables);
    p->plan.played = played;
    o->table = shape;
    p->plan.protocol = string_of(s, "protocol");
    p->plan.rounds = (int)number_of(s, "rounds");
    p->plan.clock = string_of(s, "clock");
    p->plan.setting = strings_of(s, "options", CBGI_GIVEN_MAX, &p->plan.settings);
    o->repeat = number_of(s, "repeat");
    o->seed = number_of(s, "seed");
    *pairing = string_of(s, "tuples");
    o->sample = number_of(s, "sample");
    o->self_play = truth_of(s, "self_play");
    (void)number_of(s, "sessions");
    p->plan.traces = truth_of(s, "traces");
    p->plan.shard = number_of(s, "shard");
    p->plan.shards = number_of(s, "shards");
}

bool cbgi_programme_read(cbgi_cli *cli, const char *path, const cbgi_text *text, cbgi_programme *out)
{
    cbg_tournament_options o = {0};
    const char *pairing = "", *data = text->data == NULL ? "" : text->data;
    scanner s = {data, data + text->length, &out->arena, true};
    cbg_diags diags;
    cbg_diags_init(&diags, path);
    scan(&s, out, &o, &pairing);
    for (int k = 0; k < 3; k++)
        if (strcmp(pairing, cbg_pairing_name((cbg_pairing)k)) == 0)
            o.pairing = (cbg_pairing)k;
    bool good = s.good && !out->arena.failed && cbg_tournament_make(&o, NULL, &out->t, &diags) == CBG_OK;
    if (good) {
        cbgi_text again;
        cbgi_text_init(&again, NULL);
        out->plan.t = out->t;
        cbgi_tournament_manifest(&out->plan, &again);
        good = !again.failed && again.length == text->length && memcmp(again.data, data, again.length) == 0 &&
               out->plan.shard >= 1 && out->plan.shard <= out->plan.shards;
        cbgi_text_free(&again);
    }
    if (!good)
        cbgi_cli_usage(cli, "%s is not the manifest of a tournament as this version of coburg writes it", path);
    return good && cbgi_programme_name(out);
}
