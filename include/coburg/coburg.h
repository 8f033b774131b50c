/* All of Coburg's public headers. */
#ifndef COBURG_H
#define COBURG_H

#include "coburg/analysis.h"
#include "coburg/bakeoff.h"
#include "coburg/blocker.h"
#include "coburg/case.h"
#include "coburg/conflict.h"
#include "coburg/convert.h"
#include "coburg/divide.h"
#include "coburg/exec.h"
#include "coburg/forecast.h"
#include "coburg/frontier.h"
#include "coburg/hazard.h"
#include "coburg/heat.h"
#include "coburg/measure.h"
#include "coburg/inversion.h"
#include "coburg/number.h"
#include "coburg/optimum.h"
#include "coburg/positions.h"
#include "coburg/profile.h"
#include "coburg/read.h"
#include "coburg/score.h"
#include "coburg/skyline.h"
#include "coburg/solution.h"
#include "coburg/space.h"
#include "coburg/stability.h"
#include "coburg/status.h"
#include "coburg/strategy.h"
#include "coburg/talk.h"
#include "coburg/terms.h"

#endif
