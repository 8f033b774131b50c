/* Any bytes as a file of any format, and any bytes cut at "%%%%" lines as the files of a folder: reading them ends, with
 * a case or with diagnostics; a case that was read is written in every format, and what was written is read again.
 * With libFuzzer when built for it; otherwise a program that runs over the files it is given. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coburg/convert.h"
#include "coburg/read.h"

enum { PARTS = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(int truth, const char *what, const cbg_diags *diags)
{
    if (!truth) {
        fprintf(stderr, "fuzz_formats: %s: %s\n", what, diags->count > 0 ? diags->item[0].message : "");
        abort();
    }
}

/* Every format holds the options of a case and as many parties as state preferences. */
static void write_and_read(const cbg_case *c)
{
    static cbg_diags diags;
    int stated = 0;
    for (int p = 0; p < c->party_count; p++) {
        stated += c->preference[p].given;
    }
    for (int k = 0; k < cbg_format_count(); k++) {
        cbg_export *files = NULL;
        cbg_case *again = NULL;
        cbg_diags_init(&diags, "export");
        const cbg_status status = cbg_case_export(c, k, "case", NULL, &files, &diags);
        insist((status == CBG_OK) == (files != NULL), "a status without its files", &diags);
        insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic", &diags);
        if (status != CBG_OK) {
            continue;
        }
        const cbg_status read =
            cbg_format_at(k).folder
                ? cbg_case_read_files(files->file, files->count, "case", NULL, &again, &diags)
                : cbg_case_read_text(files->file[0].text, files->file[0].length, files->file[0].name, NULL,
                                     &again, &diags);
        insist(read == CBG_OK || read == CBG_TOO_LARGE || read == CBG_OVERFLOW,
               "a written case that cannot be read", &diags);
        insist(read != CBG_OK || again->issue_count == c->issue_count, "issues are lost", &diags);
        insist(read != CBG_OK || again->party_count == (k == 0 ? c->party_count : stated), "parties are lost",
               &diags);
        cbg_case_free(again);
        cbg_export_free(files);
    }
}

/* The input as files a.xml, b.xml ... (or another ending, by the first byte). */
static cbg_status read_parts(const char *text, size_t size, cbg_case **out, cbg_diags *diags)
{
    static const char *const names[2][PARTS] = {{"a.xml", "b.xml", "c.xml", "d.xml"},
                                                {"a.yml", "b.json", "c.json", "d.yml"}};
    cbg_file file[PARTS];
    int count = 0;
    const int ending = size > 0 && text[0] != '<';
    for (size_t start = 0; count < PARTS && start <= size; count++) {
        size_t end = start;
        while (end < size && (size - end < 4 || memcmp(text + end, "%%%%", 4) != 0)) {
            end++;
        }
        file[count] = (cbg_file){names[ending][count], text + start, end - start};
        start = end + 4;
    }
    return cbg_case_read_files(file, count, "folder", NULL, out, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"fuzz", "fuzz.csv", "fuzz.yml"};
    static cbg_diags diags;
    for (int way = 0; way < 4; way++) {
        cbg_case *c = NULL;
        const cbg_status status =
            way < 3 ? cbg_case_read_text((const char *)data, size, names[way], NULL, &c, &diags)
                    : read_parts((const char *)data, size, &c, &diags);
        insist((status == CBG_OK) == (c != NULL), "a status without its case", &diags);
        insist(status == CBG_OK || diags.errors > 0, "a refusal without a diagnostic", &diags);
        if (status == CBG_OK) {
            write_and_read(c);
        }
        cbg_case_free(c);
    }
    return 0;
}
