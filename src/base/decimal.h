/* Numbers that people type. */
#ifndef COBURGI_DECIMAL_H
#define COBURGI_DECIMAL_H

#include "coburg/number.h"

/* As cbg_rational_parse, but ".5" is a number too: what is typed in a hurry is not a case file. */
cbg_status cbgi_rational_typed(const char *text, cbg_rational *out);

#endif
