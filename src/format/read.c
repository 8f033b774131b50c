/* Reading and writing whole files: bytes to tree to case, and back. */
#include "coburg/read.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "case/model.h"
#include "format/reader.h"

/* What stays behind when a case cannot be made is released with it. */
static cbg_status give_up(cbg_case *c, cbg_status status, cbg_diags *diags)
{
    cbg_case_free(c);
    if (status == CBG_NO_MEMORY) {
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "out of memory");
    }
    return status;
}

static void hash_of(const char *text, size_t length, char out[65])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)text, length);
    sodium_bin2hex(out, 65, digest, sizeof digest);
}

static cbg_status empty(cbg_diags *diags)
{
    cbg_diag_hint(CBGI_WRONG(diags, ((cbg_span){1, 1, 1}), "the file is empty"),
                  "a case begins with `case: ` and a title");
    return CBG_BAD_CASE;
}

/* The text, its tree and the case made of it all live in the arena of the case. */
static cbg_status build(cbg_case *c, const char *text, size_t length, cbg_diags *diags)
{
    cbgi_arena *arena = &c->own->arena;
    hash_of(text, length, c->own->hash);
    const bool mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    text += mark ? 3 : 0;
    length -= mark ? 3 : 0;
    if (!cbgi_utf8_check(text, length, diags)) {
        return CBG_BAD_SYNTAX;
    }
    bool no_memory = false;
    cbgi_node *root = cbgi_tree_read(arena, text, length, diags, &no_memory);
    if (no_memory || arena->failed) {
        return CBG_NO_MEMORY;
    }
    if (root == NULL) {
        return diags->errors > 0 ? cbg_diags_status(diags) : empty(diags);
    }
    c->own->tree = root;
    cbgi_reader *r = cbgi_arena_alloc(arena, sizeof *r);
    if (r == NULL) {
        return CBG_NO_MEMORY;
    }
    *r = (cbgi_reader){.arena = arena, .c = c, .diags = diags, .root = root};
    if (cbgi_node_empty(root)) {
        return empty(diags);
    }
    cbgi_read_case(r);
    if (!arena->failed && diags->errors == 0) {
        cbgi_case_relate(c);
        cbgi_case_check(c, diags);
    }
    return arena->failed ? CBG_NO_MEMORY : cbg_diags_status(diags);
}

cbg_status cbg_case_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                              cbg_case **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    if (length > CBG_CASE_BYTES_MAX) {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                       "the file is larger than %d MiB", CBG_CASE_BYTES_MAX >> 20);
        cbg_diag_hint(diag, "a case is text written by people: is this the right file?");
        return CBG_TOO_LARGE;
    }
    cbg_case *c = cbgi_case_create(exec == NULL ? NULL : exec->allocator);
    if (c == NULL) {
        return give_up(NULL, CBG_NO_MEMORY, diags);
    }
    char *copy = cbgi_arena_copy(&c->own->arena, text, length);
    c->own->text = copy;
    c->own->length = length;
    cbg_status status = copy == NULL ? CBG_NO_MEMORY : build(c, copy, length, diags);
    cbg_diags_quote(diags, text, length);
    if (status != CBG_OK) {
        return give_up(c, status, diags);
    }
    *out = c;
    return CBG_OK;
}

static cbg_status unreadable(cbg_diags *diags, const char *path)
{
    cbg_diags_add(diags, CBG_ERROR, CBG_IO, (cbg_span){0, 0, 0}, "cannot read %s: %s", path, strerror(errno));
    return CBG_IO;
}

cbg_status cbg_case_read_file(const char *path, const cbg_exec *exec, cbg_case **out, cbg_diags *diags)
{
    cbg_diags_init(diags, path);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return unreadable(diags, path);
    }
    cbgi_text text;
    cbgi_text_init(&text, exec);
    char part[65536];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0 && text.length <= CBG_CASE_BYTES_MAX) {
        cbgi_text_add_n(&text, part, n);
    }
    cbg_status status = ferror(file)  ? unreadable(diags, path)
                        : text.failed ? give_up(NULL, CBG_NO_MEMORY, diags)
                                      : cbg_case_read_text(text.data == NULL ? "" : text.data, text.length,
                                                           path, exec, out, diags);
    fclose(file);
    cbgi_text_free(&text);
    return status;
}

cbg_status cbg_case_write_text(const cbg_case *c, const cbg_exec *exec, char **out, size_t *length)
{
    if (c->own == NULL || c->own->tree == NULL) {
        return CBG_BAD_ARGUMENT;
    }
    cbgi_text text;
    cbgi_text_init(&text, exec);
    cbgi_tree_write(c->own->tree, &text);
    if (text.failed || text.data == NULL) {
        cbgi_text_free(&text);
        return CBG_NO_MEMORY;
    }
    *out = text.data;
    *length = text.length;
    return CBG_OK;
}

void cbg_text_free(const cbg_exec *exec, char *text)
{
    cbgi_release(exec, text);
}

void cbg_case_quote(const cbg_case *c, cbg_diags *diags)
{
    if (c->own != NULL && c->own->text != NULL) {
        cbg_diags_quote(diags, c->own->text, c->own->length);
    }
}

const char *cbg_case_hash(const cbg_case *c)
{
    return c->own->hash;
}
