/* coburg merge: the parts of a tournament put together, to the bytes that one run would have written. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/core.h"
#include "cli/tournament.h"

enum { BLOCK = 1 << 20 };
#define MANIFEST_MAX (64 * 1024 * 1024)

typedef struct merging {
    cbgi_cli *cli;
    const char *out;
    int parts;
    const char *const *path; /* as given */
    int *order;              /* [part]: which path it is */
    cbgi_programme whole;
    cbg_tally *tally;
    cbgi_folder folder;
} merging;

static bool trouble(const merging *m, const char *what, const char *folder, const char *name)
{
    cbgi_cli_usage(m->cli, "cannot %s %s/%s: %s", what, folder, name, strerror(errno));
    return false;
}

static int open_part(const char *folder, const char *name)
{
    cbgi_text path;
    const int fd = cbgi_folder_path(folder, name, &path) ? open(path.data, O_RDONLY | O_CLOEXEC) : -1;
    cbgi_text_free(&path);
    return fd;
}

/* ---- checking ---- */

/* The programme of a part; the folder must be complete. */
static bool read_part(const merging *m, const char *folder, cbgi_programme *out)
{
    cbgi_text path, text, ranking, journal;
    cbgi_text_init(&text, NULL);
    cbgi_text_init(&ranking, NULL);
    cbgi_text_init(&journal, NULL);
    bool good = cbgi_folder_path(folder, "manifest.json", &path);
    if (good && cbgi_file_read(path.data, MANIFEST_MAX, &text) != CBG_OK)
        good = trouble(m, "read", folder, "manifest.json");
    good = good && cbgi_programme_read(m->cli, path.data, &text, out);
    good = good && cbgi_folder_path(folder, "ranking.csv", &ranking) && cbgi_folder_path(folder, "journal", &journal);
    if (good && (access(ranking.data, F_OK) != 0 || access(journal.data, F_OK) == 0)) {
        cbgi_cli_usage(m->cli, "%s is not finished: run its command again, it goes on where it stopped", folder);
        good = false;
    }
    cbgi_text_free(&path);
    cbgi_text_free(&text);
    cbgi_text_free(&ranking);
    cbgi_text_free(&journal);
    return good;
}

/* Are they parts of one tournament? Their manifests are the same but for the part. */
static bool same_whole(const cbgi_programme *a, const cbgi_programme *b)
{
    cbgi_text one, two;
    cbgi_tournament_plan of_one = a->plan, of_two = b->plan;
    cbgi_text_init(&one, NULL);
    cbgi_text_init(&two, NULL);
    of_one.shard = of_two.shard = 1;
    cbgi_tournament_manifest(&of_one, &one);
    cbgi_tournament_manifest(&of_two, &two);
    const bool same = !one.failed && !two.failed && one.length == two.length && memcmp(one.data, two.data, one.length) == 0;
    cbgi_text_free(&one);
    cbgi_text_free(&two);
    return same;
}

static bool place(merging *m, int index, const cbgi_programme *p)
{
    const uint64_t part = p->plan.shard - 1;
    if (!same_whole(&m->whole, p)) {
        cbgi_cli_usage(m->cli, "%s and %s are not parts of one tournament: their manifests differ in more than the part",
                       m->path[0], m->path[index]);
        return false;
    }
    if (p->plan.shards != (uint64_t)m->parts) {
        cbgi_cli_usage(m->cli, "%s is part %llu of %llu, but %d %s given", m->path[index], (unsigned long long)p->plan.shard,
                       (unsigned long long)p->plan.shards, m->parts, m->parts == 1 ? "folder was" : "folders were");
        return false;
    }
    if (m->order[part] >= 0) {
        cbgi_cli_usage(m->cli, "%s and %s are both part %llu", m->path[m->order[part]], m->path[index],
                       (unsigned long long)p->plan.shard);
        return false;
    }
    m->order[part] = index;
    return true;
}

static bool check_parts(merging *m)
{
    for (int k = 0; k < m->parts; k++) {
        cbgi_programme part;
        cbgi_programme *p = k == 0 ? &m->whole : &part;
        cbgi_programme_init(p);
        const bool good = read_part(m, m->path[k], p) && place(m, k, p);
        if (k > 0)
            cbgi_programme_free(p);
        if (!good)
            return false;
    }
    return true;
}

/* ---- putting together ---- */

/* Appends what follows the first `lines` lines of a file of a part. */
static bool copy_rows(merging *m, const char *folder, const char *name, int lines)
{
    const int fd = open_part(folder, name);
    char *block = malloc(BLOCK);
    const bool sessions = strcmp(name, "sessions.csv") == 0;
    bool good = fd >= 0 && block != NULL;
    ssize_t n = 0;
    cbgi_text text, none;
    cbgi_text_init(&text, NULL);
    cbgi_text_init(&none, NULL);
    while (good && (n = read(fd, block, BLOCK)) > 0) {
        const char *begin = block, *end = block + n;
        for (; lines > 0 && begin < end; begin++)
            lines -= *begin == '\n';
        text.length = 0;
        cbgi_text_add_n(&text, begin, (size_t)(end - begin));
        good = cbgi_folder_append(&m->folder, sessions ? &text : &none, sessions ? &none : &text);
    }
    if (fd < 0 || n < 0)
        good = trouble(m, "read", folder, name);
    if (fd >= 0)
        close(fd);
    free(block);
    cbgi_text_free(&text);
    return good;
}

static bool copy_traces(merging *m, const char *from)
{
    cbgi_text source, target, text;
    bool good = cbgi_folder_path(from, "traces", &source) && cbgi_folder_path(m->out, "traces", &target);
    DIR *folder = good ? opendir(source.data) : NULL;
    if (good && (folder == NULL || (mkdir(target.data, 0777) != 0 && errno != EEXIST)))
        good = trouble(m, "copy", from, "traces");
    for (const struct dirent *e; good && (e = readdir(folder)) != NULL;) {
        cbgi_text a, b;
        if (e->d_name[0] == '.')
            continue;
        cbgi_text_init(&text, NULL);
        good = cbgi_folder_path(source.data, e->d_name, &a) && cbgi_folder_path(target.data, e->d_name, &b);
        if (good && (cbgi_file_read(a.data, SIZE_MAX / 2, &text) != CBG_OK ||
                     !cbgi_file_write(b.data, text.data, text.length)))
            good = trouble(m, "copy", source.data, e->d_name);
        cbgi_text_free(&text);
        cbgi_text_free(&a);
        cbgi_text_free(&b);
    }
    if (folder != NULL)
        closedir(folder);
    cbgi_text_free(&source);
    cbgi_text_free(&target);
    return good;
}

static bool take_part(merging *m, int part)
{
    const char *folder = m->path[m->order[part]];
    uint64_t first, end, bytes = 0;
    struct stat s;
    m->whole.plan.shards = (uint64_t)m->parts;
    m->whole.plan.shard = (uint64_t)part + 1;
    cbgi_programme_part(&m->whole, &first, &end);
    const int fd = open_part(folder, "sessions.csv");
    const bool good = fd >= 0 && cbgi_rows_take(fd, m->whole.t, first, end, m->tally, &bytes) && fstat(fd, &s) == 0 &&
                      (uint64_t)s.st_size == bytes;
    if (fd >= 0)
        close(fd);
    m->whole.plan.shard = m->whole.plan.shards = 1;
    if (!good) {
        cbgi_cli_usage(m->cli, "%s/sessions.csv is not what part %d should have written", folder, part + 1);
        return false;
    }
    return copy_rows(m, folder, "sessions.csv", 1) && copy_rows(m, folder, "genius.csv", 2) &&
           (!m->whole.plan.traces || copy_traces(m, folder));
}

static int tell(merging *m)
{
    cbg_ranking *ranking = NULL;
    const cbg_status status = cbg_tally_rank(m->tally, NULL, &ranking);
    if (status != CBG_OK)
        return cbgi_cli_fail(m->cli, status, NULL);
    const cbgi_tournament_report report = {
        .plan = &m->whole.plan, .tally = m->tally, .ranking = ranking, .folder = m->out};
    cbgi_text file;
    cbgi_text_init(&file, NULL);
    cbgi_ranking_csv(&report, &file);
    const bool good = cbgi_folder_finish(&m->folder, &file);
    cbgi_text_free(&file);
    if (good && m->cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(m->cli, &json, NULL);
        cbgi_tournament_json(&report, &json);
        cbgi_json_close(&json, '}');
    } else if (good && m->cli->csv) {
        cbgi_ranking_csv(&report, &m->cli->out);
    } else if (good) {
        cbgi_tournament_text(&report, m->cli->style, &m->cli->out);
    }
    cbg_ranking_free(ranking);
    return good ? CBGI_EXIT_DONE : CBGI_EXIT_USAGE;
}

static int merge(merging *m)
{
    if (!check_parts(m))
        return CBGI_EXIT_USAGE;
    m->whole.plan.shard = m->whole.plan.shards = 1;
    if (cbg_tally_make(m->whole.t, NULL, &m->tally) != CBG_OK)
        return cbgi_cli_fail(m->cli, CBG_NO_MEMORY, NULL);
    if (access(m->out, F_OK) == 0)
        return cbgi_cli_usage(m->cli, "%s is there already: the merged files go to a new folder", m->out);
    if (!cbgi_folder_open(m->cli, m->out, &m->whole, m->tally, &m->folder))
        return CBGI_EXIT_USAGE;
    for (int k = 0; k < m->parts; k++) {
        if (atomic_load(m->cli->exec.cancel))
            return cbgi_cli_usage(m->cli, "stopped; remove %s and merge again", m->out);
        if (!take_part(m, k))
            return CBGI_EXIT_USAGE;
    }
    if (!cbgi_folder_mark(&m->folder, cbg_tournament_sets(m->whole.t)))
        return CBGI_EXIT_USAGE;
    return tell(m);
}

static int run(cbgi_cli *cli)
{
    merging m = {.cli = cli,
                 .out = cli->arg[0],
                 .parts = cli->arg_count - 1,
                 .path = cli->arg + 1,
                 .folder = {.sessions = -1, .genius = -1, .journal = -1}};
    cbgi_programme_init(&m.whole);
    m.order = malloc((size_t)m.parts * sizeof *m.order);
    for (int k = 0; m.order != NULL && k < m.parts; k++)
        m.order[k] = -1;
    const int code = m.order == NULL ? cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL) : merge(&m);
    free(m.order);
    cbg_tally_free(m.tally);
    cbgi_folder_close(&m.folder);
    cbgi_programme_free(&m.whole);
    return code;
}

const cbgi_command cbgi_command_merge = {
    .name = "merge",
    .args = "OUT DIR...",
    .args_min = 2,
    .args_max = -1,
    .summary = "Put the parts of a tournament together",
    .text = "Takes the folders that \"coburg tournament --shard\" wrote, in any order, and writes to OUT, byte for byte, what one run "
            "of the whole would have written; then tells the ranking. Every part must be there once and finished, and "
            "their manifests must agree.",
    .example = "coburg merge league part1 part2 part3",
    .options = NULL,
    .tabular = true,
    .run = run,
};
