/* What pictures share. */
#ifndef COBURGI_REPORT_SVG_H
#define COBURGI_REPORT_SVG_H

#include "base/text.h"

/* Colours that tell parties apart, also for most of those who see few; used in turn. */
const char *cbgi_svg_colour(int number);

/* Opens a picture of this size on white, with its title. */
void cbgi_svg_open(cbgi_text *out, int width, int height, const char *title);

/* Text with what XML reserves escaped; attributes as they stand in the element. */
void cbgi_svg_label(cbgi_text *out, double x, double y, const char *attributes, const char *s);

#endif
