/* The table of protocols, made from registry.def. */
#include "talk/protocol.h"

#define X(name) extern const cbgi_protocol cbgi_protocol_##name;
#include "protocol/registry.def"
#undef X

const cbgi_protocol *const cbgi_protocols[] = {
#define X(name) &cbgi_protocol_##name,
#include "protocol/registry.def"
#undef X
    NULL};

int cbg_protocol_count(void)
{
    int n = 0;
    while (cbgi_protocols[n] != NULL)
        n++;
    return n;
}

cbg_protocol_info cbg_protocol_at(int index)
{
    const cbgi_protocol *p = cbgi_protocols[index];
    return (cbg_protocol_info){p->name, p->title, p->summary, p->source, p->note, p->params};
}
