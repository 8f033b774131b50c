/* Compiles interactions, boxes, tables and constraints, and evaluates them for one outcome. */
#include "space/terms.h"

#include "base/integer.h"

enum { MATCH_WORDS_MAX = 1 << 23 };

cbg_status cbgi_units(cbg_rational a, int64_t unit, int64_t *out)
{
    int64_t value;
    if (__builtin_mul_overflow(a.num, unit / a.den, &value) || value > CBGI_UTILITY_MAX ||
        value < -CBGI_UTILITY_MAX) {
        return CBG_OVERFLOW;
    }
    *out = value;
    return CBG_OK;
}

cbg_status cbgi_terms_unit(const cbg_terms *terms, int64_t *unit)
{
    bool fits = true;
    for (int k = 0; k < terms->interaction_count && fits; k++) {
        fits = cbgi_common_multiple(unit, terms->interaction[k].points.value.den);
    }
    for (int k = 0; k < terms->boxes.count && fits; k++) {
        cbg_rational pay;
        fits = cbg_box_pay(&terms->boxes.box[k], &pay) == CBG_OK && cbgi_common_multiple(unit, pay.den);
    }
    if (terms->boxes.cap.given && fits) {
        fits = cbgi_common_multiple(unit, terms->boxes.cap.value.den);
    }
    if (terms->table.given && fits) {
        fits = cbgi_common_multiple(unit, terms->table.otherwise.den);
    }
    for (int k = 0; k < terms->table.count && fits; k++) {
        fits = cbgi_common_multiple(unit, terms->table.points[k].den);
    }
    return fits ? CBG_OK : CBG_OVERFLOW;
}

/* What is being compiled. */
typedef struct compiling {
    cbg_space *space;
    cbgi_arena *arena;
    cbgi_terms *terms;
    uint64_t *match;
    int64_t *pays;
    bool *outside;
    int regions; /* so far */
} compiling;

static void add_region(compiling *k, const cbg_region *region, int64_t pays, bool outside)
{
    const cbg_space *space = k->space;
    const int r = k->regions++;
    const size_t words = (size_t)k->terms->words, word = (size_t)r / 64;
    const uint64_t bit = UINT64_C(1) << (r % 64);
    const size_t options = (size_t)space->offset[space->issues];
    k->pays[r] = pays;
    k->outside[r] = outside;
    for (size_t o = 0; o < options; o++) {
        k->match[o * words + word] |= bit;
    }
    for (int n = 0; n < region->issue_count; n++) {
        const int issue = region->issue[n];
        for (int o = 0; o < space->option_count[issue]; o++) {
            if (!region->has[n][o]) {
                k->match[(size_t)(space->offset[issue] + o) * words + word] &= ~bit;
            }
        }
    }
}

/* Constraints that forbid first, because their regions are one set. */
static void add_constraints(compiling *k, int *rule)
{
    const cbg_case *c = k->space->c;
    for (int n = 0; n < c->constraint_count; n++) {
        for (int r = 0; r < c->constraint[n].region_count && !c->constraint[n].allows; r++) {
            add_region(k, &c->constraint[n].region[r], 0, false);
        }
    }
    k->terms->forbidden = k->regions;
    for (int n = 0; n < c->constraint_count; n++) {
        rule[k->terms->rules] = k->regions;
        for (int r = 0; r < c->constraint[n].region_count && c->constraint[n].allows; r++) {
            add_region(k, &c->constraint[n].region[r], 0, false);
        }
        k->terms->rules += c->constraint[n].allows;
    }
    rule[k->terms->rules] = k->regions;
}

static cbg_status pay_of(const compiling *k, const cbg_box *box, int64_t *out)
{
    cbg_rational pay;
    cbg_status status = cbg_box_pay(box, &pay);
    return status == CBG_OK ? cbgi_units(pay, k->space->unit, out) : status;
}

static cbg_status add_boxes(compiling *k, const cbg_boxes *boxes, cbgi_seat_terms *seat)
{
    const bool added = boxes->aggregation == CBG_AGGREGATE_SUM && !boxes->cap.given;
    cbg_status status = CBG_OK;
    for (int b = 0; b < boxes->count && added && status == CBG_OK; b++) {
        const cbg_box *box = &boxes->box[b];
        int64_t pay = 0;
        status = pay_of(k, box, &pay);
        /* What is paid outside is paid everywhere and taken back inside. */
        seat->constant += box->excludes ? pay : 0;
        add_region(k, &box->region, box->excludes ? -pay : pay, false);
    }
    seat->aggregated = k->regions;
    seat->aggregation = boxes->aggregation;
    for (int b = 0; b < boxes->count && !added && status == CBG_OK; b++) {
        int64_t pay = 0;
        status = pay_of(k, &boxes->box[b], &pay);
        add_region(k, &boxes->box[b].region, pay, boxes->box[b].excludes);
    }
    seat->end = k->regions;
    seat->cap = INT64_MAX;
    if (status == CBG_OK && boxes->cap.given) {
        status = cbgi_units(boxes->cap.value, k->space->unit, &seat->cap);
    }
    return status;
}

static cbg_status add_table(compiling *k, const cbg_table *table, cbgi_seat_terms *seat)
{
    int64_t *pays = cbgi_arena_array(k->arena, (size_t)table->count, sizeof *pays);
    int64_t otherwise = 0;
    cbg_status status = pays == NULL    ? CBG_NO_MEMORY
                        : !table->given ? CBG_OK
                                        : cbgi_units(table->otherwise, k->space->unit, &otherwise);
    for (int n = 0; n < table->count && status == CBG_OK; n++) {
        status = cbgi_units(table->points[n], k->space->unit, &pays[n]);
        pays[n] -= otherwise;
    }
    seat->constant += otherwise;
    seat->rows = table->count;
    seat->row = table->outcome;
    seat->row_pays = pays;
    return status;
}

static cbg_status widen(cbg_space *space, int s, const cbg_terms *terms)
{
    cbg_rational least, most;
    int64_t low = 0, high = 0;
    cbg_status status = cbg_terms_reach(terms, &least, &most);
    if (status == CBG_OK) {
        status = cbgi_units(least, space->unit, &low);
    }
    if (status == CBG_OK) {
        status = cbgi_units(most, space->unit, &high);
    }
    if (status == CBG_OK &&
        (space->best[s] + high > CBGI_UTILITY_MAX || space->worst[s] + low < -CBGI_UTILITY_MAX)) {
        status = CBG_OVERFLOW;
    }
    space->best[s] += high;
    space->worst[s] += low;
    return status;
}

static cbg_status add_seat(compiling *k, int s)
{
    const cbg_terms *terms = k->space->c->preference[k->space->scenario.party[s]].terms;
    cbgi_seat_terms *seat = &k->terms->seat[s];
    *seat =
        (cbgi_seat_terms){.begin = k->regions, .aggregated = k->regions, .end = k->regions, .cap = INT64_MAX};
    if (terms == NULL) {
        return CBG_OK;
    }
    cbg_status status = widen(k->space, s, terms);
    for (int n = 0; n < terms->interaction_count && status == CBG_OK; n++) {
        int64_t pay = 0;
        status = cbgi_units(terms->interaction[n].points.value, k->space->unit, &pay);
        add_region(k, &terms->interaction[n].when, pay, false);
    }
    if (status == CBG_OK) {
        status = add_boxes(k, &terms->boxes, seat);
    }
    return status == CBG_OK ? add_table(k, &terms->table, seat) : status;
}

/* Counts regions and notes what there is. */
static int64_t survey(cbg_space *space)
{
    const cbg_case *c = space->c;
    int64_t regions = 0;
    space->structure = c->constraint_count > 0 ? CBG_HAS_CONSTRAINTS : 0;
    for (int n = 0; n < c->constraint_count; n++) {
        regions += c->constraint[n].region_count;
    }
    for (int s = 0; s < space->seats; s++) {
        const cbg_terms *terms = c->preference[space->scenario.party[s]].terms;
        if (terms == NULL) {
            continue;
        }
        regions += (int64_t)terms->interaction_count + terms->boxes.count;
        space->structure |= terms->interaction_count > 0 ? CBG_HAS_INTERACTIONS : 0;
        space->structure |= terms->boxes.count > 0 ? CBG_HAS_BOXES : 0;
        space->structure |= terms->table.given ? CBG_HAS_TABLE : 0;
    }
    return regions;
}

cbg_status cbgi_terms_compile(cbg_space *space, cbgi_arena *arena, int *seat)
{
    const int64_t regions = survey(space), words = (regions + 63) / 64;
    const int64_t options = space->offset[space->issues];
    *seat = 0;
    if (space->structure == 0) {
        return CBG_OK;
    }
    if (words * options > MATCH_WORDS_MAX) {
        return CBG_TOO_LARGE;
    }
    compiling k = {.space = space, .arena = arena, .terms = cbgi_arena_alloc(arena, sizeof *k.terms)};
    k.match = cbgi_arena_array(arena, (size_t)(words * options), sizeof *k.match);
    k.pays = cbgi_arena_array(arena, (size_t)regions, sizeof *k.pays);
    k.outside = cbgi_arena_array(arena, (size_t)regions, sizeof *k.outside);
    int *rule = cbgi_arena_array(arena, (size_t)space->c->constraint_count + 1, sizeof *rule);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    k.terms->regions = (int)regions;
    k.terms->words = (int)words;
    k.terms->match = k.match;
    k.terms->pays = k.pays;
    k.terms->outside = k.outside;
    k.terms->rule = rule;
    add_constraints(&k, rule);
    cbg_status status = CBG_OK;
    for (int s = 0; s < space->seats && status == CBG_OK; s++) {
        *seat = s;
        status = add_seat(&k, s);
    }
    space->terms = k.terms;
    return status;
}

/* The regions of word w that the outcome lies in. */
static uint64_t regions_at(const cbg_space *space, const int *option, int w)
{
    const cbgi_terms *t = space->terms;
    uint64_t in = UINT64_MAX;
    for (int i = 0; i < space->issues; i++) {
        in &= t->match[(size_t)(space->offset[i] + option[i]) * (size_t)t->words + (size_t)w];
    }
    return in;
}

static bool any_region(const cbg_space *space, const int *option, int from, int to)
{
    for (int w = from / 64; 64 * w < to; w++) {
        if ((regions_at(space, option, w) & cbgi_region_bits(w, from, to)) != 0) {
            return true;
        }
    }
    return false;
}

bool cbg_space_possible(const cbg_space *space, const int *option)
{
    const cbgi_terms *t = space->terms;
    if (t == NULL) {
        return true;
    }
    bool possible = !any_region(space, option, 0, t->forbidden);
    for (int k = 0; k < t->rules && possible; k++) {
        possible = any_region(space, option, t->rule[k], t->rule[k + 1]);
    }
    return possible;
}

static int64_t added(const cbg_space *space, const int *option, const cbgi_seat_terms *seat)
{
    int64_t sum = 0;
    for (int w = seat->begin / 64; 64 * w < seat->aggregated; w++) {
        uint64_t in = regions_at(space, option, w) & cbgi_region_bits(w, seat->begin, seat->aggregated);
        for (; in != 0; in &= in - 1) {
            sum += space->terms->pays[64 * w + __builtin_ctzll(in)];
        }
    }
    return sum;
}

static int64_t aggregate(const cbg_space *space, const int *option, const cbgi_seat_terms *seat)
{
    int64_t sum = 0, most = INT64_MIN, least = INT64_MAX;
    for (int r = seat->aggregated; r < seat->end; r++) {
        const bool in = (regions_at(space, option, r / 64) >> (r % 64) & 1) != 0;
        const int64_t pay = in != space->terms->outside[r] ? space->terms->pays[r] : 0;
        sum += pay;
        most = pay > most ? pay : most;
        least = pay < least ? pay : least;
    }
    const int64_t all = seat->aggregation == CBG_AGGREGATE_SUM   ? sum
                        : seat->aggregation == CBG_AGGREGATE_MAX ? most
                                                                 : least;
    return all < seat->cap ? all : seat->cap;
}

static int64_t looked_up(const cbgi_seat_terms *seat, uint64_t outcome)
{
    int low = 0, high = seat->rows;
    while (low < high) {
        const int mid = low + (high - low) / 2;
        if (seat->row[mid] < outcome) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < seat->rows && seat->row[low] == outcome ? seat->row_pays[low] : 0;
}

int64_t cbgi_terms_utility(const cbg_space *space, int s, const int *option)
{
    const cbgi_seat_terms *seat = &space->terms->seat[s];
    int64_t sum = seat->constant + added(space, option, seat);
    if (seat->end > seat->aggregated) {
        sum += aggregate(space, option, seat);
    }
    return seat->rows > 0 ? sum + looked_up(seat, cbg_space_encode(space, option)) : sum;
}
