/* Curves of straight pieces. */
#ifndef COBURGI_AGENT_CURVE_H
#define COBURGI_AGENT_CURVE_H

typedef struct cbgi_corner {
    double t, u;
} cbgi_corner;

/* The height at t of the line through corners of rising t; level outside them. */
static inline double cbgi_curve(const cbgi_corner *corner, int corners, double t)
{
    if (t <= corner[0].t)
        return corner[0].u;
    for (int k = 1; k < corners; k++)
        if (t < corner[k].t)
            return corner[k - 1].u +
                   (corner[k].u - corner[k - 1].u) * (t - corner[k - 1].t) / (corner[k].t - corner[k - 1].t);
    return corner[corners - 1].u;
}

#endif
