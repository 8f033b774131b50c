/* The bounds of an input, and the scales of its issues. */
#ifndef COBURGI_FORECAST_INPUT_H
#define COBURGI_FORECAST_INPUT_H

#include "coburg/forecast.h"

/* The ends of each scale: as given, or the least and the greatest position (0, 0 when there is none); with powers_only,
 * of actors that have capability. */
void cbgi_forecast_scales(const cbg_forecast_input *in, bool powers_only, double *low, double *high);

#endif
