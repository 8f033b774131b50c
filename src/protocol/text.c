/* What mediators of a single text share: drawing texts and changing them. */
#include "protocol/text.h"

enum { PURPOSE = 0x3ED };

void cbgi_text_stream(const cbgi_session *s, cbgi_stream *random)
{
    cbgi_stream_init(random, s->seed, PURPOSE, (uint32_t)s->round, UINT16_MAX, 0);
}

uint64_t cbgi_text_any(const cbgi_session *s, cbgi_stream *random)
{
    return cbgi_stream_below(random, s->talk->space->outcomes);
}

uint64_t cbgi_text_change(const cbgi_session *s, uint64_t text, cbgi_stream *random)
{
    const cbg_space *space = s->talk->space;
    int option[CBG_ISSUES_MAX], open[CBG_ISSUES_MAX], count = 0;
    for (int i = 0; i < space->issues; i++)
        if (space->option_count[i] > 1)
            open[count++] = i;
    if (count == 0)
        return text;
    cbg_space_decode(space, text, option);
    const int i = open[cbgi_stream_below(random, (uint64_t)count)];
    const int other = (int)cbgi_stream_below(random, (uint64_t)space->option_count[i] - 1);
    option[i] = other + (other >= option[i]);
    return cbg_space_encode(space, option);
}

int cbgi_text_entries(int voices)
{
    return voices + 2;
}
