/* MiCRO: no model, no clock. It goes down its own outcomes one by one, and reveals a new one only if each of the others has
 * revealed at least as many different ones; otherwise it repeats one of its old ones at random.
 * Source: de Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy", IJCAI 2022, 223-229, doi
 * 10.24963/ijcai.2022/32. With several others the slowest of them counts, which is ours.
 * Different offers are told apart in a table of hashes by voice, at most 32 bytes a round; more than the voice has acceptable
 * outcomes of its own need not be told apart.
 */
#include "base/philox.h"
#include "coburg/strategy.h"

enum { PURPOSE = 0x317C };

/* Then, by voice: how many different offers it made, and the table of them, CBG_NO_OUTCOME standing for a free place. */
typedef struct micro {
    uint64_t revealed; /* own outcomes that were offered, ranks 0..revealed-1 */
    bool pending;      /* the next one was proposed, which does not say that it was offered */
} micro;

static size_t places(const cbg_setup *setup)
{
    size_t n = 16;
    const uint64_t rounds = (uint64_t)setup->max_rounds;
    const uint64_t most = rounds < setup->own->acceptable ? rounds : setup->own->acceptable;
    while (n < 2 * most)
        n *= 2;
    return n;
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(micro) + (size_t)setup->seats * (places(setup) + 1) * sizeof(uint64_t);
}

/* Of a voice: [0] how many, then the table. */
static uint64_t *offers_of(const cbg_view *view, void *memory, int voice)
{
    return (uint64_t *)(void *)((micro *)memory + 1) + (size_t)voice * (places(view->setup) + 1);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    if (heard->act != CBG_ACT_OFFER || heard->from >= view->seats)
        return;
    uint64_t *offers = offers_of(view, self.memory, heard->from), *table = offers + 1;
    const size_t mask = places(view->setup) - 1;
    size_t at = (size_t)cbgi_hash_words(&heard->outcome, 1) & mask;
    while (table[at] != 0 && table[at] != heard->outcome + 1) /* kept plus 1: memory begins as zeros */
        at = (at + 1) & mask;
    if (table[at] == 0 && offers[0] < mask) {
        table[at] = heard->outcome + 1;
        offers[0]++;
    }
}

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    micro *m = self.memory;
    uint64_t slowest = UINT64_MAX;
    (void)beliefs;
    for (int v = 0; v < view->seats; v++) {
        const uint64_t theirs = v == view->seat ? UINT64_MAX : offers_of(view, self.memory, v)[0];
        slowest = theirs < slowest ? theirs : slowest;
    }
    if (m->pending && view->own_last == cbg_profile_ranked(view->own, m->revealed))
        m->revealed++;
    m->pending = m->revealed == 0 || (m->revealed <= slowest && m->revealed < view->own->acceptable);
    if (m->pending)
        return (cbg_move){CBG_ACT_OFFER, cbg_profile_ranked(view->own, m->revealed)};
    const uint64_t rank = (uint64_t)(cbg_view_random_unit(view, PURPOSE, 0) * (double)m->revealed);
    return (cbg_move){CBG_ACT_OFFER,
                      cbg_profile_ranked(view->own, rank < m->revealed ? rank : m->revealed - 1)};
}

const cbg_bidding cbgi_bidding_micro = {
    .part = {.name = "micro",
             .summary = "goes down its own outcomes, a new one only when the others have shown as many",
             .source = "de Jonge 2022, doi 10.24963/ijcai.2022/32",
             .note = "of several others the slowest counts",
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
};
