#include "support/made_tournament.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

const char *const made_spec[MADE_SPECS] = {"boulware", "conceder", "random(min=0.5)", "hardliner"};

cbg_tournament *made_tournament(const cbg_tournament_options *o)
{
    cbg_tournament *t = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_tournament_make(o, NULL, &t, &diags), CBG_OK);
    return t;
}

cbg_ranking *made_ranking(const cbg_tally *tally)
{
    cbg_ranking *r = NULL;
    assert_int_equal(cbg_tally_rank(tally, NULL, &r), CBG_OK);
    return r;
}

void made_near(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-9 * (1 + fabs(wanted))) && !(isnan(got) && isnan(wanted)))
        fail_msg("got %.15g, wanted %.15g", got, wanted);
}
