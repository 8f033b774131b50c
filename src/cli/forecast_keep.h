/* coburg forecast --keep FILE. */
#ifndef COBURGI_CLI_FORECAST_KEEP_H
#define COBURGI_CLI_FORECAST_KEEP_H

#include "cli/forecast.h"
#include "coburg/hazard.h"

/* Each appends to the log that --keep names, if it is given; false after a complaint. A forecast is dated as the case is
 * (as_of), else today. */
bool cbgi_forecast_keep(const cbgi_forecast_question *q);
bool cbgi_forecast_keep_exits(cbgi_cli *cli, const cbg_case *c, const double probability[CBG_EXITS]);

#endif
