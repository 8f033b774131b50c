/* coburg fingerprint: one number for how the engine behaves.
 *
 * A fixed work-load is run and everything it computes is hashed: random words, exp, log and pow, and the
 * whole analysis of cases made up from those words. Any machine, compiler and thread count must print the
 * same; a change of the number is a change of behaviour.
 */
#include <sodium.h>
#include <string.h>

#include "base/philox.h"
#include "base/real.h"
#include "cli/cli.h"
#include "report/analyze.h"

enum { CASES = 40, REALS = 2000, WORDS = 1000, PURPOSE = 0xF1 };

static void add_double(crypto_hash_sha256_state *hash, double x)
{
    uint64_t bits;
    unsigned char bytes[8];
    memcpy(&bits, &x, sizeof bits);
    for (int k = 0; k < 8; k++)
        bytes[k] = (unsigned char)(bits >> (8 * k));
    crypto_hash_sha256_update(hash, bytes, sizeof bytes);
}

static void hash_numbers(crypto_hash_sha256_state *hash)
{
    cbgi_stream s;
    cbgi_stream_init(&s, 2014, PURPOSE, 0, 0, 0);
    for (int k = 0; k < WORDS; k++)
        add_double(hash, (double)cbgi_stream_u32(&s));
    for (int k = 0; k < REALS; k++) {
        const double x = cbgi_stream_unit(&s) * 40 - 20, y = cbgi_stream_unit(&s) * 100;
        add_double(hash, cbgi_exp(x));
        add_double(hash, cbgi_log(y));
        add_double(hash, cbgi_pow(y, x / 4));
    }
}

static int below(cbgi_stream *s, int bound)
{
    return (int)cbgi_stream_below(s, (uint64_t)bound);
}

static void write_preference(cbgi_stream *s, int issues, const int *options, char party, cbgi_text *out)
{
    int left = 100;
    cbgi_text_addf(out, "  %c:\n    weights: {", party);
    for (int i = 0; i < issues; i++) {
        const int weight = i + 1 == issues ? left : below(s, left + 1);
        left -= weight;
        cbgi_text_addf(out, "%si%d: %d", i == 0 ? "" : ", ", i, weight);
    }
    cbgi_text_add(out, "}\n    scores:\n");
    for (int i = 0; i < issues; i++) {
        cbgi_text_addf(out, "      i%d: [", i);
        for (int o = 0; o < options[i]; o++)
            cbgi_text_addf(out, "%s%d", o == 0 ? "" : ", ", below(s, 101));
        cbgi_text_add(out, "]\n");
    }
    if (below(s, 3) == 0) {
        const int issue = below(s, issues);
        cbgi_text_addf(out, "    red_lines: [{issue: i%d, accept: [o%d]}]\n", issue,
                       below(s, options[issue]));
    }
}

/* A made-up case of 2 to 5 parties and 2 to 5 issues. */
static void write_case(cbgi_stream *s, int number, cbgi_text *out)
{
    const int parties = 2 + below(s, 4), issues = 2 + below(s, 4);
    int options[8];
    cbgi_text_addf(out, "case: made up %d\nparties:\n", number);
    for (int p = 0; p < parties; p++)
        cbgi_text_addf(out, "  %c: {walk_away: %d}\n", 'A' + p, below(s, 45));
    if (parties > 3)
        cbgi_text_add(out, "blocs: {bloc: {members: [B, C, D]}}\n");
    cbgi_text_add(out, "issues:\n");
    for (int i = 0; i < issues; i++) {
        options[i] = 2 + below(s, 5);
        cbgi_text_addf(out, "  i%d: {options: [", i);
        for (int o = 0; o < options[i]; o++)
            cbgi_text_addf(out, "%so%d", o == 0 ? "" : ", ", o);
        cbgi_text_add(out, "]}\n");
    }
    cbgi_text_add(out, "preferences:\n");
    for (int p = 0; p < parties; p++)
        write_preference(s, issues, options, (char)('A' + p), out);
}

static cbg_status hash_analysis(cbgi_cli *cli, const cbg_case *c, crypto_hash_sha256_state *hash,
                                cbg_diags *diags)
{
    cbg_scenario scenario;
    cbg_analysis *a = NULL;
    const cbg_analysis_options options = {.top = 10, .weighted_top = true};
    cbg_status status = cbg_scenario_init(c, &scenario, diags);
    if (status == CBG_OK)
        status = cbg_analyze(c, &scenario, &options, &cli->exec, &a, diags);
    if (status != CBG_OK)
        return status;
    cbgi_text text;
    cbgi_json json;
    cbgi_text_init(&text, &cli->exec);
    cbgi_json_init(&json, &text);
    cbgi_json_open(&json, '{');
    cbgi_analysis_json(a, &json);
    cbgi_json_close(&json, '}');
    crypto_hash_sha256_update(hash, (const unsigned char *)text.data, text.length);
    status = text.failed ? CBG_NO_MEMORY : CBG_OK;
    cbgi_text_free(&text);
    cbg_analysis_free(a);
    return status;
}

static cbg_status hash_case(cbgi_cli *cli, int number, crypto_hash_sha256_state *hash, cbg_diags *diags)
{
    cbgi_stream s;
    cbgi_text text;
    cbg_case *c = NULL;
    cbgi_stream_init(&s, 2014, PURPOSE, (uint32_t)number + 1, 0, 0);
    cbgi_text_init(&text, &cli->exec);
    write_case(&s, number, &text);
    cbg_status status = text.failed
                            ? CBG_NO_MEMORY
                            : cbg_case_read_text(text.data, text.length, "made up", &cli->exec, &c, diags);
    if (status == CBG_OK)
        status = hash_analysis(cli, c, hash, diags);
    cbg_case_free(c);
    cbgi_text_free(&text);
    return status;
}

static int run(cbgi_cli *cli)
{
    crypto_hash_sha256_state hash;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    crypto_hash_sha256_init(&hash);
    hash_numbers(&hash);
    cbg_status status = CBG_OK;
    for (int number = 0; number < CASES && status == CBG_OK; number++)
        status = hash_case(cli, number, &hash, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    unsigned char digest[crypto_hash_sha256_BYTES];
    char text[17];
    crypto_hash_sha256_final(&hash, digest);
    sodium_bin2hex(text, sizeof text, digest, 8);
    cbgi_text_addf(&cli->out, "%s\n", text);
    return CBGI_EXIT_DONE;
}

const cbgi_command cbgi_command_fingerprint = {
    .name = "fingerprint",
    .args = "",
    .args_min = 0,
    .args_max = 0,
    .summary = "Print one number for how the engine behaves",
    .text = "Runs a fixed work-load (random words, exp, log and pow, and the analysis of made-up cases) and "
            "prints a hash "
            "of all results. It is the same on every machine, with every compiler and any number of threads; "
            "when it "
            "changes, behaviour has changed.",
    .example = "coburg fingerprint",
    .threads = true,
    .run = run,
};
