/* A study being made. */
#ifndef COBURGI_STUDY_H
#define COBURGI_STUDY_H

#include "base/arena.h"
#include "coburg/study.h"

struct cbgi_study_private {
    cbgi_arena arena;
};

/* The answer for each of draws->count runs: out[run * issues + issue]. */
cbg_status cbgi_study_answer(const cbg_study *s, const cbg_forecast_draws *draws, const cbg_exec *exec, double *out,
                             cbg_diags *diags);

/* The envelope over every other setting of one option of a model. study_options.c */
cbg_status cbgi_study_envelope(const cbg_study *s, cbg_study_model *m, const cbg_exec *exec);

#endif
