/* XML as a tree of elements with attributes and places. Text between tags, comments and processing instructions are
 * passed over: no format here keeps anything in them. */
#ifndef COBURGI_XML_H
#define COBURGI_XML_H

#include "format/formats.h"

typedef struct cbgi_xml {
    const char *name;
    int attribute_count;
    const char *const *attribute; /* name 0, value 0, name 1 ... */
    cbg_span span;                /* the name of the element, with its '<' */
    const char *raw;              /* the tag as it stands in the file; not NUL-terminated */
    size_t raw_length;
    struct cbgi_xml *parent, *first, *last, *next;
} cbgi_xml;

/* The root of a file, NULL after a complaint or when memory ran out. Entities may not be declared, and nothing is
 * nested more than CBGI_DEPTH_MAX deep. */
cbgi_xml *cbgi_xml_read(cbgi_input *in, const cbgi_file *file);

/* The value of an attribute, NULL: it has none of that name. */
const char *cbgi_xml_get(const cbgi_xml *element, const char *name);

/* Where the value of the attribute stands; the element itself when that cannot be told. */
cbg_span cbgi_xml_place(const cbgi_xml *element, const char *name);

/* The first child of that name, NULL: none; and the next after one. */
cbgi_xml *cbgi_xml_child(const cbgi_xml *element, const char *name);
cbgi_xml *cbgi_xml_after(const cbgi_xml *child, const char *name);

/* The next element in the order of the file within `top`, of that name (NULL: any); start with `at` = top. */
cbgi_xml *cbgi_xml_walk(const cbgi_xml *top, const cbgi_xml *at, const char *name);

#endif
