/* Multiple offers, partial consensus: every round has three phases, in each of which all act at once. Offer: everyone
 * tables a bid. Vote: everyone says for which bids it is, and how much power must at least, and may at most, agree. Opt-in:
 * having heard the votes everyone may add to its own and widen its limits, but take nothing back. A set of at least two voices
 * that vote for one bid is a consensus when their power together meets the limits of each of them. The strongest
 * consensus is settled; then the talk is over (loop=0, LargestAgreement), or those who are left go on while there are two,
 * in the same round and later (loop=1, LargestAgreementsLoop). Whoever breaks the rules is removed; whoever walks away leaves
 * the others to go on, while there are two.
 * Source: the protocol of ANAC's 2021 league, as implemented in GeniusWeb (MOPAC, LargestAgreement,
 * LargestAgreementsLoop); remembered for the opt-in.
 * Here all voices state the same limits, as shares of the power of those who are in at the vote: at least `least`, from the
 * opt-in on `later` if that is less, and at most `most`. Bids that are the same outcome are one, and their votes count
 * together. Ties: between bids of equal power the one tabled by the voice that speaks first; between sets for one bid
 * the set that has the voice in which they first differ. With loop=0 the first deal ends the talk even if two are
 * left. A voice cannot vote for what it did not hear. A talk makes at most CBG_DEALS_MAX deals.
 */
#include <string.h>

#include "protocol/ballot.h"
#include "protocol/mopac.h"

enum { LEAST, LATER, MOST, LOOP };
static const cbg_param params[] = {
    {"least", "share of the power in the talk that a voice wants behind a deal; 1: everybody's", 1, 0, 1},
    {"later", "the same from the opt-in on, when less than `least`", 1, 0, 1},
    {"most", "share that a voice wants behind a deal at most; 1: no limit", 1, 0, 1},
    {"loop", "1: when some have settled, the others go on; 0: the first deal ends the talk", 0, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

typedef struct mopac {
    cbgi_ballot ballot;
    uint64_t out;                 /* settled, removed or gone */
    uint64_t tabled;              /* voices whose bids are on the table in this round */
    uint64_t yes[CBG_VOICES_MAX]; /* for the bid of this voice */
    int gone;                     /* voice that left without a deal last, and how */
    cbg_end how;
} mopac;

static int entries(int voices)
{
    return voices + 2 * voices * voices + 1;
}

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(mopac);
}

static int64_t power_of(const cbgi_mopac_vote *vote, int count, uint64_t members)
{
    int64_t sum = 0;
    for (int k = 0; k < count; k++)
        sum += (members >> k & 1) != 0 ? vote[k].power : 0;
    return sum;
}

static bool holds(const cbgi_mopac_vote *vote, int count, uint64_t members, int64_t power)
{
    for (int k = 0; k < count; k++)
        if ((members >> k & 1) != 0 && (power < vote[k].least || power > vote[k].most))
            return false;
    return (members & (members - 1)) != 0; /* at least two */
}

/* Without upper limits: those who ask for more than all others have together drop out, until nobody does. */
static uint64_t drop_out(const cbgi_mopac_vote *vote, int count)
{
    uint64_t members = cbgi_everyone(count), before = 0;
    while (members != before) {
        before = members;
        const int64_t power = power_of(vote, count, members);
        for (int k = 0; k < count; k++)
            if (vote[k].least > power)
                members &= ~(UINT64_C(1) << k);
    }
    return holds(vote, count, members, power_of(vote, count, members)) ? members : 0;
}

/* The lowest position in which two sets differ decides: better has it. */
static bool precedes(uint64_t a, uint64_t b)
{
    const uint64_t differ = a ^ b;
    return (a & (differ & (0 - differ))) != 0;
}

static uint64_t try_all(const cbgi_mopac_vote *vote, int count)
{
    uint64_t best = 0;
    int64_t most = 0;
    count = count < CBGI_MOPAC_SUBSETS ? count : CBGI_MOPAC_SUBSETS;
    for (uint64_t members = 1; members < UINT64_C(1) << count; members++) {
        const int64_t power = power_of(vote, count, members);
        if (power >= most && (power > most || precedes(members, best)) &&
            holds(vote, count, members, power)) {
            best = members;
            most = power;
        }
    }
    return best;
}

uint64_t cbgi_mopac_consensus(const cbgi_mopac_vote *vote, int count, int64_t *power)
{
    bool limited = false;
    int64_t all = 0;
    for (int k = 0; k < count; k++)
        all += vote[k].power;
    for (int k = 0; k < count; k++)
        limited = limited || vote[k].most < all;
    const uint64_t members = limited ? try_all(vote, count) : drop_out(vote, count);
    uint64_t voices = 0;
    *power = power_of(vote, count, members);
    for (int k = 0; k < count; k++)
        voices |= (members >> k & 1) << vote[k].voice;
    return voices;
}

static bool is_in(const mopac *m, int voice)
{
    return (m->out >> voice & 1) == 0;
}

static bool is_tabled(const mopac *m, int bid)
{
    return (m->tabled >> bid & 1) != 0;
}

static void offer_phase(cbgi_session *s, mopac *m)
{
    cbg_act act[CBG_VOICES_MAX] = {CBG_ACT_OFFER};
    s->phase = 0;
    for (int v = 0; v < s->voices; v++) {
        if (!is_in(m, v))
            continue;
        const cbg_move move = cbgi_session_propose(s, v);
        act[v] = move.act;
        m->ballot.offer[v] = move.outcome;
    }
    for (int v = 0; v < s->voices && !s->over; v++) {
        if (!is_in(m, v))
            continue;
        if (act[v] == CBG_ACT_OFFER) {
            m->tabled |= UINT64_C(1) << v;
            cbgi_session_say(s, v, CBG_ACT_OFFER, m->ballot.offer[v]);
            continue;
        }
        m->out |= UINT64_C(1) << v;
        m->gone = v;
        m->how = act[v] == CBG_ACT_END ? CBG_END_BREAKDOWN : CBG_END_ERROR;
        cbgi_session_say(s, v, act[v], CBG_NO_OUTCOME);
    }
}

/* Everyone's votes are decided before any is heard. A vote once given stays. */
static void vote_phase(cbgi_session *s, mopac *m, uint8_t phase)
{
    uint64_t fresh[CBG_VOICES_MAX] = {0};
    s->phase = phase;
    for (int b = 0; b < s->voices && !s->over; b++)
        for (int v = 0; v < s->voices; v++)
            if (is_tabled(m, b) && is_in(m, v) && (m->yes[b] >> v & 1) == 0 && cbgi_session_hears(s, v, b) &&
                cbgi_session_accepts(s, v, m->ballot.offer[b], m->ballot.offer[v]))
                fresh[b] |= UINT64_C(1) << v;
    for (int b = 0; b < s->voices; b++) {
        for (int v = 0; v < s->voices && !s->over; v++)
            if ((fresh[b] >> v & 1) != 0)
                cbgi_session_say(s, v, CBG_ACT_ACCEPT, m->ballot.offer[b]);
        m->yes[b] |= fresh[b];
    }
}

/* What everybody demands of the power behind a deal. */
typedef struct limits {
    int64_t least, most;
} limits;

static int64_t share_up(double share, int64_t all)
{
    const double exact = share * (double)all;
    const int64_t down = (int64_t)exact;
    return down + ((double)down < exact);
}

static limits limits_of(const cbgi_session *s, const mopac *m)
{
    const double *param = s->talk->param;
    int64_t all = 0;
    for (int v = 0; v < s->voices; v++)
        all += is_in(m, v) ? s->talk->voice[v].power : 0;
    const double least = param[LATER] < param[LEAST] ? param[LATER] : param[LEAST];
    return (limits){share_up(least, all), param[MOST] < 1 ? (int64_t)(param[MOST] * (double)all) : INT64_MAX};
}

/* The votes for every bid that equals b's; its strongest consensus. */
static uint64_t count_votes(const cbgi_session *s, const mopac *m, int b, limits limit, int64_t *power)
{
    cbgi_mopac_vote vote[CBG_VOICES_MAX];
    int count = 0;
    uint64_t yes = 0;
    for (int other = 0; other < s->voices; other++)
        if (is_tabled(m, other) && m->ballot.offer[other] == m->ballot.offer[b])
            yes |= m->yes[other];
    for (int v = 0; v < s->voices; v++)
        if (is_in(m, v) && (yes >> v & 1) != 0)
            vote[count++] = (cbgi_mopac_vote){v, s->talk->voice[v].power, limit.least, limit.most};
    return cbgi_mopac_consensus(vote, count, power);
}

/* Settles the strongest bid. false: there is none. */
static bool settle(cbgi_session *s, mopac *m, limits limit)
{
    int64_t most = 0;
    uint64_t members = 0;
    int bid = -1;
    for (int b = 0; b < s->voices; b++) {
        int64_t power = 0;
        const uint64_t agreed = is_tabled(m, b) ? count_votes(s, m, b, limit, &power) : 0;
        if (agreed != 0 && power > most) {
            members = agreed;
            most = power;
            bid = b;
        }
    }
    if (bid < 0)
        return false;
    cbgi_session_settle(s, m->ballot.offer[bid], members);
    m->out |= members;
    return true;
}

static void play(cbgi_session *s)
{
    mopac *m = s->state;
    m->tabled = 0;
    memset(m->yes, 0, sizeof m->yes);
    offer_phase(s, m);
    const limits limit = limits_of(s, m);
    vote_phase(s, m, 1);
    vote_phase(s, m, 2);
    if (s->over)
        return; /* the round was broken off */
    while (!s->over && settle(s, m, limit))
        s->over = s->talk->param[LOOP] == 0 || s->result->deals == CBG_DEALS_MAX;
    if (s->over || __builtin_popcountll(cbgi_everyone(s->voices) & ~m->out) >= 2)
        return;
    s->over = true;
    if (s->result->deals == 0) {
        s->result->end = m->how;
        s->result->ended_by = m->gone;
    }
}

const cbgi_protocol cbgi_protocol_mopac = {
    .name = "mopac",
    .title = "Multiple offers, partial consensus",
    .summary = "offers, votes and opt-in; the strongest group that agrees on one bid settles",
    .source = "ANAC 2021 league, GeniusWeb",
    .note = "opt-in remembered; all voices state the same limits; ties between bids go to the voice that speaks first, "
            "between groups to the one that has the first voice in which they differ",
    .params = params,
    .entries = entries,
    .state_size = state_size,
    .round = play,
};
