/* Rules of a table that depend on who sits there: who hears whom, vetoes, powers, the extension. */
#include <string.h>

#include "cli/sitting.h"

enum { POWER_MAX = 1000000 };

/* --hears A=B,C: A hears only B and C (and itself). */
static bool limit_hearing(cbgi_cli *cli, cbgi_sitting *s)
{
    const uint64_t all = s->voices == 64 ? UINT64_MAX : (UINT64_C(1) << s->voices) - 1;
    for (int v = 0; v < s->voices; v++)
        s->voice[v].heard_by = all;
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "hears") != 0)
            continue;
        const char *value = cli->given[k].value, *equals = strchr(value, '=');
        const int ear = equals == NULL ? -1 : cbgi_sitting_find(s, value, (size_t)(equals - value));
        uint64_t heard = 0;
        for (const char *item = equals; ear >= 0 && item != NULL; item = strchr(item + 1, ',')) {
            const int from = cbgi_sitting_find(s, item + 1, strcspn(item + 1, ","));
            if (from < 0 || from == ear) {
                cbgi_cli_usage(cli,
                               from < 0 ? "--hears %s: who is not at the table cannot be heard"
                                        : "--hears %s: a voice always hears itself; name others, or leave the option out",
                               value);
                return false;
            }
            heard |= UINT64_C(1) << from;
        }
        if (ear < 0) {
            cbgi_cli_usage(cli, "--hears takes WHO=WHOM,WHOM with voices at the table, not \"%s\"", value);
            return false;
        }
        for (int v = 0; v < s->voices; v++)
            if (v != ear && (heard >> v & 1) == 0)
                s->voice[v].heard_by &= ~(UINT64_C(1) << ear);
    }
    return true;
}

/* WHO,WHO as a bit set of voices; false after saying that somebody is not there. */
static bool read_voices(cbgi_cli *cli, const cbgi_sitting *s, const char *option, const char *list, uint64_t *out)
{
    *out = 0;
    for (const char *item = list; item != NULL; item = strchr(item, ',') == NULL ? NULL : strchr(item, ',') + 1) {
        const size_t n = strcspn(item, ",");
        const int v = cbgi_sitting_find(s, item, n);
        if (v < 0) {
            cbgi_cli_usage(cli, "--%s: nobody at the table is called \"%.*s\"", option, (int)(n < 80 ? n : 80), item);
            return false;
        }
        *out |= UINT64_C(1) << v;
    }
    return true;
}

/* A rule that the protocol does not know would be dropped in silence. */
static bool is_known_to(cbgi_cli *cli, const cbgi_sitting *s, const char *option, const char *protocol)
{
    const size_t n = strlen(protocol);
    const char *word = s->options.protocol + strspn(s->options.protocol, " ");
    if (!cbgi_cli_has(cli, option, NULL) || (strncmp(word, protocol, n) == 0 && strspn(word + n, "( ") > 0) ||
        strcmp(word, protocol) == 0)
        return true;
    cbgi_cli_usage(cli, "--%s means something in protocol %s only: add --protocol %s, or leave it out", option, protocol,
                   protocol);
    return false;
}

/* --veto WHO,WHO; --power WHO=N, repeated. */
static bool give_powers(cbgi_cli *cli, cbgi_sitting *s)
{
    const char *list = NULL;
    uint64_t veto = 0;
    if (!is_known_to(cli, s, "veto", "majority") || !is_known_to(cli, s, "power", "mopac"))
        return false;
    if (cbgi_cli_has(cli, "veto", &list) && !read_voices(cli, s, "veto", list, &veto))
        return false;
    for (int v = 0; v < s->voices; v++)
        s->voice[v].veto = (veto >> v & 1) != 0;
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "power") != 0)
            continue;
        const char *value = cli->given[k].value, *equals = strchr(value, '=');
        const int v = equals == NULL ? -1 : cbgi_sitting_find(s, value, (size_t)(equals - value));
        cbg_rational power = {0, 1};
        if (v < 0 || cbg_rational_parse(equals + 1, &power) != CBG_OK || power.den != 1 || power.num < 1 ||
            power.num > POWER_MAX) {
            cbgi_cli_usage(cli, "--power takes WHO=N with a voice at the table and N from 1 to %d, not \"%s\"",
                           POWER_MAX, value);
            return false;
        }
        s->voice[v].power = (int)power.num;
    }
    return true;
}

/* "20" or "20x2". */
static bool read_rounds(const char *text, size_t length, cbg_extension_rule *out)
{
    char words[32];
    cbg_rational rounds, times = {1, 1};
    if (length >= sizeof words)
        return false;
    memcpy(words, text, length);
    words[length] = '\0';
    char *x = strchr(words, 'x');
    if (x != NULL)
        *x = '\0';
    if (cbg_rational_parse(words, &rounds) != CBG_OK || rounds.den != 1 || rounds.num < 0 ||
        rounds.num > CBG_ROUNDS_MAX || (x != NULL && cbg_rational_parse(x + 1, &times) != CBG_OK) || times.den != 1 ||
        times.num < 0 || times.num >= CBG_STAGES_MAX)
        return false;
    out->rounds = (int)rounds.num;
    out->times = rounds.num == 0 ? 0 : (int)times.num;
    return true;
}

/* The rule as the case states it; none when it says that there is to be none. */
static void extension_of_case(cbgi_sitting *s)
{
    const cbg_extension *rule = &s->c->schedule.extension;
    cbg_extension_rule *out = &s->options.extension;
    const bool stated = rule->rounds.given && rule->rounds.value.den == 1 && rule->rounds.value.num >= 1 &&
                        rule->rounds.value.num <= CBG_ROUNDS_MAX && rule->status != CBG_EXTENSION_REFUSED &&
                        rule->status != CBG_EXTENSION_OFF_AGENDA;
    if (!stated)
        return;
    out->rounds = (int)rule->rounds.value.num;
    out->times = !rule->times.given ? 1 : (int)(rule->times.value.num / rule->times.value.den);
    out->times = out->times < CBG_STAGES_MAX ? out->times : CBG_STAGES_MAX - 1;
    for (int k = 0; k < rule->consent_count; k++)
        for (int v = 0; v < s->voices; v++)
            for (int m = 0; m < s->profile[v]->members; m++)
                if (s->scenario.party[s->profile[v]->seat[m]] == rule->consent[k])
                    out->consent |= UINT64_C(1) << v;
}

/* --extend ROUNDS[xTIMES][:WHO,WHO], with everybody's consent or only theirs; --extend 0 is none; else as the case says. */
static bool set_extension(cbgi_cli *cli, cbgi_sitting *s)
{
    const char *value = NULL;
    if (!cbgi_cli_has(cli, "extend", &value)) {
        extension_of_case(s);
        return true;
    }
    const char *colon = strchr(value, ':');
    const size_t n = colon == NULL ? strlen(value) : (size_t)(colon - value);
    if (!read_rounds(value, n, &s->options.extension)) {
        cbgi_cli_usage(cli,
                       "--extend takes ROUNDS or ROUNDSxTIMES such as 20x2 (at most %d times), and whose consent it "
                       "needs, 20x2:A,B; not \"%s\"",
                       CBG_STAGES_MAX - 1, value);
        return false;
    }
    return colon == NULL || read_voices(cli, s, "extend", colon + 1, &s->options.extension.consent);
}

bool cbgi_sitting_rules(cbgi_cli *cli, cbgi_sitting *s)
{
    return limit_hearing(cli, s) && give_powers(cli, s) && set_extension(cli, s);
}
