/* The folder of a tournament: files that grow while it is played, and a journal so that it can be taken up again.
 *
 * manifest.json is written first and says what is played. sessions.csv and genius.csv are appended to; after each batch they
 * are flushed and the journal gets a line: next set, length of each file, a check of these numbers. To resume, the
 * last good line of the journal counts: the files are cut to those lengths (what was being written when it stopped is
 * played again, to the same bytes) and rows are read back into the tally, each with its number and seed checked. ranking.csv
 * comes last, and the journal goes.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/philox.h"
#include "cli/core.h"
#include "cli/tournament.h"

enum { LINE = 160 };
#define MANIFEST_MAX (64 * 1024 * 1024)

bool cbgi_folder_path(const char *folder, const char *name, cbgi_text *out)
{
    cbgi_text_init(out, NULL);
    cbgi_text_addf(out, "%s/%s", folder, name);
    return !out->failed;
}

static bool trouble(const cbgi_folder *f, const char *what, const char *name)
{
    cbgi_cli_usage(f->cli, "cannot %s %s/%s: %s", what, f->path, name, strerror(errno));
    return false;
}

static int open_in(const cbgi_folder *f, const char *name, int flags)
{
    cbgi_text path;
    int fd = -1;
    if (cbgi_folder_path(f->path, name, &path))
        fd = open(path.data, flags | O_CLOEXEC, 0666);
    cbgi_text_free(&path);
    return fd;
}

static bool exists(const cbgi_folder *f, const char *name)
{
    cbgi_text path;
    const bool there = cbgi_folder_path(f->path, name, &path) && access(path.data, F_OK) == 0;
    cbgi_text_free(&path);
    return there;
}

static bool write_all(int fd, const char *data, size_t length)
{
    while (length > 0) {
        const ssize_t n = write(fd, data, length);
        if (n < 0 && errno != EINTR)
            return false;
        data += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* Writes a whole file by way of another name, so that it is there whole or not at all. */
static bool write_file(const cbgi_folder *f, const char *name, const cbgi_text *text)
{
    cbgi_text path, temporary;
    bool good = cbgi_folder_path(f->path, name, &path);
    cbgi_text_init(&temporary, NULL);
    cbgi_text_addf(&temporary, "%s/.%s.new", f->path, name);
    good = good && !temporary.failed && !text->failed;
    if (good) {
        const int fd = open(temporary.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        good = fd >= 0 && write_all(fd, text->data, text->length) && fsync(fd) == 0;
        const int why = errno;
        if (fd >= 0 && close(fd) != 0)
            good = false;
        else
            errno = why;
        good = good && rename(temporary.data, path.data) == 0;
        if (!good) {
            const int kept = errno;
            unlink(temporary.data);
            errno = kept;
        }
    } else {
        errno = ENOMEM;
    }
    cbgi_text_free(&path);
    cbgi_text_free(&temporary);
    return good || trouble(f, "write", name);
}

/* ---- the manifest ---- */

/* Says which line differs. */
static bool differs(const cbgi_folder *f, const char *old, const char *new)
{
    while (*old != '\0' && strcspn(old, "\n") == strcspn(new, "\n") && strncmp(old, new, strcspn(old, "\n")) == 0) {
        old += strcspn(old, "\n") + (old[strcspn(old, "\n")] == '\n');
        new += strcspn(new, "\n") + (new[strcspn(new, "\n")] == '\n');
    }
    old += strspn(old, " ");
    new += strspn(new, " ");
    const int old_length = (int)strcspn(old, "\n"), new_length = (int)strcspn(new, "\n");
    const int old_comma = old_length > 0 && old[old_length - 1] == ',', new_comma = new_length > 0 && new[new_length - 1] == ',';
    cbgi_cli_usage(f->cli, "%s holds another tournament: its manifest says %.*s, this one is %.*s; choose another --out", f->path,
                   old_length - old_comma, old, new_length - new_comma, new);
    return false;
}

/* true: the folder is there and has this manifest, written now if there was none. */
static bool settle_manifest(const cbgi_folder *f, const cbgi_programme *p)
{
    cbgi_text wanted, found, path;
    cbgi_text_init(&wanted, NULL);
    cbgi_text_init(&found, NULL);
    cbgi_tournament_manifest(&p->plan, &wanted);
    bool good = cbgi_folder_path(f->path, "manifest.json", &path) && !wanted.failed;
    if (!good)
        cbgi_cli_usage(f->cli, "out of memory");
    else if (mkdir(f->path, 0777) != 0 && errno != EEXIST)
        good = trouble(f, "make", "");
    else if (!exists(f, "manifest.json") && (exists(f, "sessions.csv") || exists(f, "ranking.csv")))
        good = cbgi_cli_usage(f->cli, "%s holds files of something else; choose another --out", f->path) < 0;
    else if (!exists(f, "manifest.json"))
        good = write_file(f, "manifest.json", &wanted);
    else if (cbgi_file_read(path.data, MANIFEST_MAX, &found) != CBG_OK)
        good = trouble(f, "read", "manifest.json");
    else if (found.length != wanted.length || memcmp(found.data, wanted.data, wanted.length) != 0)
        good = differs(f, found.length == 0 ? "" : found.data, wanted.data);
    cbgi_text_free(&wanted);
    cbgi_text_free(&found);
    cbgi_text_free(&path);
    return good;
}

/* ---- the journal ---- */

typedef struct mark {
    uint64_t set, sessions, genius;
} mark;

static void mark_line(mark m, char out[LINE])
{
    const uint64_t word[3] = {m.set, m.sessions, m.genius};
    snprintf(out, LINE, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %016" PRIx64 "\n", m.set, m.sessions, m.genius,
             cbgi_hash_words(word, 3));
}

/* The last line that is whole and right and that the files are long enough for; the journal is cut after it. */
static bool read_journal(cbgi_folder *f, mark *out)
{
    cbgi_text path, text;
    struct stat sessions, genius;
    cbgi_text_init(&text, NULL);
    bool good = cbgi_folder_path(f->path, "journal", &path) &&
                cbgi_file_read(path.data, MANIFEST_MAX, &text) == CBG_OK &&
                fstat(f->sessions, &sessions) == 0 && fstat(f->genius, &genius) == 0;
    size_t kept = 0;
    for (const char *line = text.data; good && line != NULL && *line != '\0';) {
        char *end, wanted[LINE];
        mark m;
        m.set = strtoull(line, &end, 10);
        m.sessions = strtoull(end, &end, 10);
        m.genius = strtoull(end, NULL, 10);
        mark_line(m, wanted);
        if (strncmp(line, wanted, strlen(wanted)) != 0 || m.sessions > (uint64_t)sessions.st_size ||
            m.genius > (uint64_t)genius.st_size)
            break;
        *out = m;
        line += strlen(wanted);
        kept = (size_t)(line - text.data);
    }
    good = good && ftruncate(f->journal, (off_t)kept) == 0;
    cbgi_text_free(&path);
    cbgi_text_free(&text);
    return good || trouble(f, "read", "journal");
}

bool cbgi_folder_mark(cbgi_folder *f, uint64_t set)
{
    char line[LINE];
    mark_line((mark){set, f->sessions_bytes, f->genius_bytes}, line);
    f->set = set;
    if (fdatasync(f->sessions) != 0)
        return trouble(f, "write", "sessions.csv");
    if (fdatasync(f->genius) != 0)
        return trouble(f, "write", "genius.csv");
    return (write_all(f->journal, line, strlen(line)) && fdatasync(f->journal) == 0) || trouble(f, "write", "journal");
}

bool cbgi_folder_append(cbgi_folder *f, const cbgi_text *sessions, const cbgi_text *genius)
{
    if (sessions->failed || genius->failed) {
        errno = ENOMEM;
        return trouble(f, "write", "sessions.csv");
    }
    f->sessions_bytes += sessions->length;
    f->genius_bytes += genius->length;
    if (!write_all(f->sessions, sessions->data, sessions->length))
        return trouble(f, "write", "sessions.csv");
    return write_all(f->genius, genius->data, genius->length) || trouble(f, "write", "genius.csv");
}

/* ---- rows ---- */

typedef struct lines {
    int fd;
    char *data;
    size_t capacity, begin, end;
} lines;

/* The next line, without its line feed; NULL at the end, when the last line is torn, or reading fails. */
static const char *next_line(lines *l, size_t *length)
{
    for (size_t looked = l->begin;;) {
        const char *feed = l->end > looked ? memchr(l->data + looked, '\n', l->end - looked) : NULL;
        if (feed != NULL) {
            const char *line = l->data + l->begin;
            *length = (size_t)(feed - line);
            l->begin += *length + 1;
            return line;
        }
        looked = l->end - l->begin;
        memmove(l->data, l->data + l->begin, looked);
        l->begin = 0;
        l->end = looked;
        if (l->end == l->capacity) {
            char *larger = realloc(l->data, 2 * l->capacity);
            if (larger == NULL)
                return NULL;
            l->data = larger;
            l->capacity *= 2;
        }
        ssize_t n;
        while ((n = read(l->fd, l->data + l->end, l->capacity - l->end)) < 0 && errno == EINTR)
            ;
        if (n <= 0)
            return NULL;
        l->end += (size_t)n;
    }
}

bool cbgi_rows_take(int fd, const cbg_tournament *t, uint64_t first, uint64_t end, cbg_tally *tally, uint64_t *bytes)
{
    cbg_fixture fixture;
    cbg_session_score score;
    lines l = {.fd = fd, .capacity = 1 << 20};
    l.data = malloc(l.capacity);
    errno = 0;
    *bytes = 0;
    size_t length = 0;
    const char *line = l.data == NULL ? NULL : next_line(&l, &length); /* the head */
    bool good = line != NULL;
    *bytes += length + 1;
    const uint64_t last = cbg_tournament_first(t, end);
    for (uint64_t k = cbg_tournament_first(t, first); good && k < last; k++) {
        cbg_tournament_fixture(t, k, &fixture);
        line = next_line(&l, &length);
        good = line != NULL && cbgi_sessions_read(&fixture, line, length, &score);
        *bytes += length + 1;
        if (good)
            cbg_tally_add(tally, &fixture, &score);
    }
    free(l.data);
    return good;
}

/* ---- opening ---- */

static bool write_heads(cbgi_folder *f, const cbgi_programme *p, uint64_t first)
{
    cbgi_text sessions, genius;
    cbgi_text_init(&sessions, NULL);
    cbgi_text_init(&genius, NULL);
    cbgi_sessions_head(&p->plan, &sessions);
    cbgi_genius_head(&p->plan, &genius);
    const bool good = cbgi_folder_append(f, &sessions, &genius) && cbgi_folder_mark(f, first);
    cbgi_text_free(&sessions);
    cbgi_text_free(&genius);
    return good;
}

/* Cuts the files to where the journal says they were good, and reads the rows back. */
static bool take_up(cbgi_folder *f, const cbgi_programme *p, uint64_t first, uint64_t end, cbg_tally *tally)
{
    mark m = {0, 0, 0};
    if (!read_journal(f, &m))
        return false;
    if (ftruncate(f->sessions, (off_t)m.sessions) != 0 || ftruncate(f->genius, (off_t)m.genius) != 0)
        return trouble(f, "cut", "sessions.csv");
    if (m.sessions == 0)
        return write_heads(f, p, first);
    uint64_t bytes;
    const int fd = open_in(f, "sessions.csv", O_RDONLY);
    const bool good = fd >= 0 && m.set >= first && m.set <= end && cbgi_rows_take(fd, p->t, first, m.set, tally, &bytes) &&
                      bytes == m.sessions;
    if (fd >= 0)
        close(fd);
    f->set = m.set;
    f->sessions_bytes = m.sessions;
    f->genius_bytes = m.genius;
    if (!good)
        cbgi_cli_usage(f->cli, "%s/sessions.csv was changed since it was written; choose another --out", f->path);
    return good;
}

/* No two programs write at once. A lock goes as soon as any descriptor of its file is closed, so it lies on genius.csv: the
 * others are opened and closed a second time, to be read back. */
static bool lock(const cbgi_folder *f)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(f->genius, F_SETLK, &whole) == 0)
        return true;
    if (errno != EACCES && errno != EAGAIN)
        return trouble(f, "lock", "genius.csv");
    cbgi_cli_usage(f->cli, "%s is being written by another coburg; wait for it, or choose another --out", f->path);
    return false;
}

/* A complete folder: the rows say everything. */
static bool read_complete(cbgi_folder *f, const cbgi_programme *p, uint64_t first, uint64_t end, cbg_tally *tally)
{
    uint64_t bytes;
    struct stat s;
    const int fd = open_in(f, "sessions.csv", O_RDONLY);
    const bool good = fd >= 0 && cbgi_rows_take(fd, p->t, first, end, tally, &bytes) && fstat(fd, &s) == 0 &&
                      (uint64_t)s.st_size == bytes;
    if (fd >= 0)
        close(fd);
    if (!good)
        cbgi_cli_usage(f->cli, "%s/sessions.csv was changed since it was written; choose another --out", f->path);
    f->set = end;
    f->complete = true;
    return good;
}

bool cbgi_folder_open(cbgi_cli *cli, const char *path, const cbgi_programme *p, cbg_tally *tally, cbgi_folder *out)
{
    uint64_t first, end;
    *out = (cbgi_folder){.cli = cli, .path = path, .sessions = -1, .genius = -1, .journal = -1};
    if (*path == '\0') {
        cbgi_cli_usage(cli, "the name of the folder for the files is empty");
        return false;
    }
    cbgi_programme_part(p, &first, &end);
    out->set = first;
    if (!settle_manifest(out, p))
        return false;
    if (exists(out, "ranking.csv") && !exists(out, "journal"))
        return read_complete(out, p, first, end, tally);
    const int flags = O_RDWR | O_CREAT | O_APPEND;
    out->journal = open_in(out, "journal", flags);
    if (out->journal < 0)
        return trouble(out, "open", "journal");
    out->sessions = open_in(out, "sessions.csv", flags);
    out->genius = open_in(out, "genius.csv", flags);
    if (out->sessions < 0 || out->genius < 0)
        return trouble(out, "open", out->sessions < 0 ? "sessions.csv" : "genius.csv");
    return lock(out) && take_up(out, p, first, end, tally);
}

bool cbgi_folder_finish(cbgi_folder *f, const cbgi_text *ranking)
{
    if (f->complete)
        return true;
    if (!write_file(f, "ranking.csv", ranking))
        return false;
    cbgi_text path;
    const bool good = cbgi_folder_path(f->path, "journal", &path) && unlink(path.data) == 0;
    cbgi_text_free(&path);
    return good || trouble(f, "remove", "journal");
}

void cbgi_folder_close(cbgi_folder *f)
{
    if (f->sessions >= 0)
        close(f->sessions);
    if (f->genius >= 0)
        close(f->genius);
    if (f->journal >= 0)
        close(f->journal);
}
