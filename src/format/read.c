/* Reading and writing whole files: bytes to a tree, by whatever format they are in, to a case; and back. */
#include "coburg/read.h"

#include <sodium.h>
#include <string.h>

#include "case/model.h"
#include "format/formats.h"
#include "format/reader.h"
#include "format/whole.h"

static const cbg_span nowhere = {0, 0, 0};

/* What stays behind when a case cannot be made is released with it. */
static cbg_status give_up(cbg_case *c, cbg_status status, cbg_diags *diags)
{
    cbg_case_free(c);
    cbgi_tell_no_memory(status, diags);
    return status;
}

/* SHA-256 over the bytes of all files that were used, in their order. */
static void hash_of(const cbgi_input *in, char out[65])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (int k = 0; k < in->count; k++) {
        if (in->file[k].used) {
            crypto_hash_sha256_update(&state, (const unsigned char *)in->file[k].bytes,
                                      in->file[k].byte_count);
        }
    }
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(out, 65, digest, sizeof digest);
}

static const cbgi_format_kind *kind_of_file(const cbgi_file *file)
{
    for (int k = 1; cbgi_formats[k] != NULL; k++) {
        if (cbgi_formats[k]->role(file) != CBGI_NOT_OURS) {
            return cbgi_formats[k];
        }
    }
    return cbgi_formats[0];
}

static bool folder_has(const cbgi_input *in, const cbgi_format_kind *kind)
{
    for (int k = 0; k < in->count; k++) {
        if (kind_of_file(&in->file[k]) == kind && kind->role(&in->file[k]) == CBGI_PART) {
            return true;
        }
    }
    return false;
}

/* The one format whose parts lie in the folder. */
static const cbgi_format_kind *kind_of_folder(cbgi_input *in)
{
    const cbgi_format_kind *found = NULL;
    for (int k = 0; cbgi_formats[k] != NULL; k++) {
        if (!folder_has(in, cbgi_formats[k])) {
            continue;
        }
        if (found != NULL) {
            cbg_diag *diag = cbg_diags_add(in->diags, CBG_ERROR, CBG_BAD_CASE, nowhere,
                                           "the directory holds scenarios in two formats, %s and %s",
                                           found->title, cbgi_formats[k]->title);
            cbg_diag_hint(diag, "name the domain file that is meant");
            return NULL;
        }
        found = cbgi_formats[k];
    }
    if (found == NULL) {
        cbg_diag *diag = cbg_diags_add(in->diags, CBG_ERROR, CBG_IO, nowhere,
                                       "%s is a directory without a scenario that Coburg knows", in->path);
        cbg_diag_hint(diag, "name a case file, or a folder with a domain and its profiles (\"coburg list "
                            "formats\")");
    }
    return found;
}

/* The files and the tree and the case made of them all live in the arena of the case. */
static cbg_status build(cbg_case *c, cbgi_input *in)
{
    const cbgi_format_kind *kind = in->folder ? kind_of_folder(in) : kind_of_file(&in->file[0]);
    if (kind == NULL) {
        return cbg_diags_status(in->diags);
    }
    if (!in->folder) {
        cbgi_input_enter(in, &in->file[0]);
    }
    cbg_status status = kind->read(in);
    hash_of(in, c->own->hash);
    if (status != CBG_OK || in->arena->failed) {
        return in->arena->failed ? CBG_NO_MEMORY : status;
    }
    c->own->tree = in->root;
    if (in->count == 1 && !in->folder) { /* places of the case are in this file */
        c->own->text = in->file[0].recoded ? in->file[0].text : in->file[0].bytes;
        c->own->length = in->file[0].recoded ? in->file[0].length : in->file[0].byte_count;
    }
    c->format = kind->name;
    c->remark = in->remark;
    c->remark_count = in->remark_count;
    cbgi_reader *r = cbgi_arena_alloc(in->arena, sizeof *r);
    if (r == NULL) {
        return CBG_NO_MEMORY;
    }
    *r = (cbgi_reader){.arena = in->arena, .c = c, .diags = in->diags, .root = in->root};
    cbgi_read_case(r);
    if (!in->arena->failed && in->diags->errors == 0) {
        cbgi_case_relate(c);
        cbgi_case_check(c, in->diags);
    }
    for (int k = 0; k < in->remark_count; k++) {
        cbg_diags_add(in->diags, CBG_WARNING, CBG_OK, nowhere, "%s", in->remark[k]);
    }
    return cbgi_input_status(in);
}

/* From an opened input to the case; the case is released when that fails. */
static cbg_status finish(cbg_case *c, cbgi_input *in, cbg_status status, cbg_case **out)
{
    if (status == CBG_OK) {
        status = build(c, in);
        const cbgi_file *at = in->current;
        if (at != NULL && at->recoded) {
            cbg_diags_quote(in->diags, at->text, at->length);
        } else if (at != NULL) {
            cbg_diags_quote(in->diags, at->bytes, at->byte_count);
        }
    }
    if (status != CBG_OK) {
        return give_up(c, status, in->diags);
    }
    if (in->path != NULL) { /* not the last file of several */
        memset(in->diags->file, 0, sizeof in->diags->file);
        memcpy(in->diags->file, in->path, strnlen(in->path, sizeof in->diags->file - 1));
    }
    *out = c;
    return CBG_OK;
}

cbg_status cbg_case_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                              cbg_case **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    cbg_case *c = cbgi_case_create(exec == NULL ? NULL : exec->allocator);
    if (c == NULL) {
        return give_up(NULL, CBG_NO_MEMORY, diags);
    }
    cbgi_input in = {.arena = &c->own->arena, .diags = diags, .exec = exec};
    return finish(c, &in, cbgi_input_take(&in, text, length, name), out);
}

cbg_status cbg_case_read_file(const char *path, const cbg_exec *exec, cbg_case **out, cbg_diags *diags)
{
    cbg_diags_init(diags, path);
    cbg_case *c = cbgi_case_create(exec == NULL ? NULL : exec->allocator);
    if (c == NULL) {
        return give_up(NULL, CBG_NO_MEMORY, diags);
    }
    cbgi_input in = {.arena = &c->own->arena, .diags = diags, .exec = exec};
    return finish(c, &in, cbgi_input_open(&in, path), out);
}

cbg_status cbg_case_read_files(const cbg_file *file, int count, const char *name, const cbg_exec *exec,
                               cbg_case **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    cbg_case *c = count < 0 ? NULL : cbgi_case_create(exec == NULL ? NULL : exec->allocator);
    if (c == NULL) {
        return give_up(NULL, count < 0 ? CBG_BAD_ARGUMENT : CBG_NO_MEMORY, diags);
    }
    cbgi_input in = {.arena = &c->own->arena, .diags = diags, .exec = exec};
    return finish(c, &in, cbgi_input_take_all(&in, file, count, name), out);
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
