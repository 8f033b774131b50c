/* Finding landmarks; see coburg/measure.h. */
#ifndef COBURGI_TALK_LANDMARKS_H
#define COBURGI_TALK_LANDMARKS_H

#include "coburg/measure.h"

enum { CBGI_FRONTIER_MAX = 50000 };

/* Marks an outcome as a landmark of l. */
void cbgi_landmark_set(const cbg_landmarks *l, cbg_landmark *mark, uint64_t outcome);

/* The frontier of these seats of a space, which stand for the voices in order. */
cbg_status cbgi_landmarks_fold(cbg_landmarks *l, const cbg_space *space, const int *seat, size_t max_partial,
                               const cbg_exec *exec);

/* All landmarks, the frontier too, without looking at every outcome. */
cbg_status cbgi_landmarks_search(cbg_landmarks *l, const cbg_exec *exec);

#endif
