/* Coburg's own format, the case file in YAML. */
#include "base/utf8.h"
#include "format/formats.h"

static cbgi_role role(const cbgi_file *file)
{
    (void)file; /* what nobody else claims */
    return CBGI_ALONE;
}

static cbg_status empty(cbgi_input *in)
{
    cbg_diag_hint(cbgi_bad(in, ((cbg_span){1, 1, 1}), "the file is empty"),
                  "a case begins with `case: ` and a title");
    return CBG_BAD_CASE;
}

static cbg_status read_yaml(cbgi_input *in)
{
    const size_t mark = cbgi_utf8_mark(in->current->bytes, in->current->byte_count);
    const char *bytes = in->current->bytes + mark;
    const size_t length = in->current->byte_count - mark;
    if (!cbgi_utf8_check(bytes, length, in->diags)) {
        return CBG_BAD_SYNTAX;
    }
    bool no_memory = false;
    cbgi_node *root = cbgi_tree_read(in->arena, bytes, length, in->diags, &no_memory);
    if (no_memory || in->arena->failed) {
        return CBG_NO_MEMORY;
    }
    if (root == NULL && in->diags->errors > 0) {
        return cbg_diags_status(in->diags);
    }
    if (root == NULL || cbgi_node_empty(root)) {
        return empty(in);
    }
    in->root = root;
    return CBG_OK;
}

static cbg_status write_yaml(cbgi_output *out)
{
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    cbgi_tree_write(out->c->own->tree, &text);
    const char *name = cbgi_arena_format(out->arena, "%s.yaml", out->stem);
    const char *copy = text.failed ? NULL : cbgi_arena_copy(out->arena, text.data, text.length);
    if (name != NULL && copy != NULL) {
        out->file[out->count++] = (cbg_file){name, copy, text.length};
    }
    out->no_memory = text.failed;
    cbgi_text_free(&text);
    return CBG_OK;
}

static const char *const extensions[] = {"yaml", "yml", NULL};

const cbgi_format_kind cbgi_format_coburg = {
    .name = "coburg",
    .title = "Coburg case file",
    .summary = "the case file: YAML; holds everything",
    .source = "docs/case-format.md",
    .extension = extensions,
    .role = role,
    .read = read_yaml,
    .write = write_yaml,
};
