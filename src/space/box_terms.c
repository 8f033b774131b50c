/* Regions over the low part of a box, and their effect on blocks of outcomes. */
#include "space/box_terms.h"

#include <string.h>

enum { LOW_WORDS_MAX = 1 << 24, CHUNKS = CBGI_BLOCK / 64 };

/* The combinations of the low part that lie in region r: inside[k] is 0 or 1. */
static void fill_inside(const cbgi_box *box, int r, uint8_t *inside)
{
    const cbg_space *space = box->space;
    const cbgi_terms *t = space->terms;
    int size = 1;
    inside[0] = 1;
    for (int i = box->high; i < space->issues; i++) {
        const int n = box->count[i];
        /* Backwards, as the partial sums are filled. */
        for (int k = size - 1; k >= 0; k--) {
            for (int o = n - 1; o >= 0; o--) {
                const size_t at = (size_t)(space->offset[i] + box->allowed[i][o]) * (size_t)t->words;
                inside[k * n + o] = inside[k] & (uint8_t)(t->match[at + (size_t)r / 64] >> (r % 64) & 1);
            }
        }
        size *= n;
    }
}

static uint64_t *low_outcomes(const cbgi_box *box, cbgi_arena *arena, uint64_t *total)
{
    const cbg_space *space = box->space;
    uint64_t *number = cbgi_arena_array(arena, (size_t)box->low_size, sizeof *number);
    int size = 1;
    *total = 1;
    for (int i = box->high; i < space->issues && number != NULL; i++) {
        const int n = box->count[i];
        for (int k = size - 1; k >= 0; k--) {
            for (int o = n - 1; o >= 0; o--) {
                number[k * n + o] =
                    number[k] * (uint64_t)space->option_count[i] + (uint64_t)box->allowed[i][o];
            }
        }
        size *= n;
        *total *= (uint64_t)space->option_count[i];
    }
    return number;
}

cbg_status cbgi_box_terms_build(cbgi_box *box, cbgi_arena *arena)
{
    const cbgi_terms *t = box->space->terms;
    const size_t size = (size_t)box->low_size, words = (size + 63) / 64, regions = (size_t)t->regions;
    if (words * regions > LOW_WORDS_MAX) {
        return CBG_TOO_LARGE;
    }
    cbgi_box_terms *b = cbgi_arena_alloc(arena, sizeof *b);
    uint64_t *low = cbgi_arena_array(arena, words * regions, sizeof *low);
    uint64_t *some = cbgi_arena_array(arena, (size_t)t->words, sizeof *some);
    uint64_t *all = cbgi_arena_array(arena, (size_t)t->words, sizeof *all);
    uint8_t *inside = cbgi_arena_array(arena, size, sizeof *inside);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t r = 0; r < regions; r++) {
        size_t held = 0;
        fill_inside(box, (int)r, inside);
        for (size_t k = 0; k < size; k++) {
            low[r * words + k / 64] |= (uint64_t)inside[k] << (k % 64);
            held += inside[k];
        }
        some[r / 64] |= (uint64_t)(held > 0 && held < size) << (r % 64);
        all[r / 64] |= (uint64_t)(held == size) << (r % 64);
    }
    *b = (cbgi_box_terms){
        .low_words = (int)words, .low = low, .some = some, .all = all, .steady = t->rules == 0};
    for (int s = 0; s < box->space->seats; s++) {
        b->steady = b->steady && t->seat[s].end == t->seat[s].aggregated && t->seat[s].rows == 0;
    }
    if ((box->space->structure & CBG_HAS_TABLE) != 0) {
        b->low_outcome = low_outcomes(box, arena, &b->low_outcomes);
    }
    box->terms = b;
    return arena->failed ? CBG_NO_MEMORY : CBG_OK;
}

int64_t cbgi_terms_size(const cbgi_terms *terms, int seat)
{
    const cbgi_seat_terms *s = &terms->seat[seat];
    int64_t size = s->constant < 0 ? -s->constant : s->constant;
    for (int r = s->begin; r < s->end; r++) {
        size += terms->pays[r] < 0 ? -terms->pays[r] : terms->pays[r];
    }
    return size;
}

/* The regions of word w that the leading issues leave alive. */
static uint64_t alive_at(const cbgi_box *box, const int *digit, int w)
{
    const cbg_space *space = box->space;
    const cbgi_terms *t = space->terms;
    uint64_t alive = UINT64_MAX;
    for (int i = 0; i < box->high; i++) {
        const size_t at = (size_t)(space->offset[i] + box->allowed[i][digit[i]]) * (size_t)t->words;
        alive &= t->match[at + (size_t)w];
    }
    return alive;
}

bool cbgi_terms_prefix(const cbgi_box *box, const int *digit, int64_t *sum, bool *plain)
{
    const cbgi_terms *t = box->space->terms;
    const cbgi_box_terms *b = box->terms;
    *plain = b->steady;
    for (int w = 0; w < t->words; w++) {
        const uint64_t alive = alive_at(box, digit, w), whole = alive & b->all[w];
        if ((whole & cbgi_region_bits(w, 0, t->forbidden)) != 0) {
            return false;
        }
        *plain = *plain && (alive & b->some[w]) == 0;
        for (int s = 0; s < box->space->seats; s++) {
            uint64_t in = whole & cbgi_region_bits(w, t->seat[s].begin, t->seat[s].aggregated);
            for (; in != 0; in &= in - 1) {
                sum[s] += t->pays[64 * w + __builtin_ctzll(in)];
            }
        }
    }
    return true;
}

/* The bits of region r for the 64 outcomes of a block that begin at 64 * chunk. */
static uint64_t chunk_of(const cbgi_block *block, int r, int chunk)
{
    const cbgi_box_terms *b = block->box->terms;
    const uint64_t *low = b->low + (size_t)r * (size_t)b->low_words;
    const int at = block->low_start + 64 * chunk, w = at / 64, shift = at % 64;
    uint64_t bits = low[w] >> shift;
    if (shift != 0 && w + 1 < b->low_words) {
        bits |= low[w + 1] << (64 - shift);
    }
    return bits;
}

static int chunks_of(const cbgi_block *block)
{
    return (block->count + 63) / 64;
}

/* Bits of the chunk that the block has. */
static uint64_t present(const cbgi_block *block, int chunk)
{
    const int left = block->count - 64 * chunk;
    return left >= 64 ? UINT64_MAX : (UINT64_C(1) << left) - 1;
}

/* Adds what the regions that a part of the low part lies in pay to one seat. */
static void add_regions(cbgi_block *block, int s)
{
    const cbgi_terms *t = block->box->space->terms;
    const cbgi_seat_terms *seat = &t->seat[s];
    for (int w = seat->begin / 64; 64 * w < seat->aggregated; w++) {
        uint64_t in = alive_at(block->box, block->digit, w) & block->box->terms->some[w];
        in &= cbgi_region_bits(w, seat->begin, seat->aggregated);
        for (; in != 0; in &= in - 1) {
            const int r = 64 * w + __builtin_ctzll(in);
            for (int c = 0; c < chunks_of(block); c++) {
                uint64_t bits = chunk_of(block, r, c) & present(block, c);
                for (; bits != 0; bits &= bits - 1) {
                    block->gain[s][64 * c + __builtin_ctzll(bits)] += t->pays[r];
                }
            }
        }
    }
}

static void add_aggregate(cbgi_block *block, int s)
{
    const cbgi_terms *t = block->box->space->terms;
    const cbgi_seat_terms *seat = &t->seat[s];
    int64_t total[CBGI_BLOCK];
    for (int r = seat->aggregated; r < seat->end; r++) {
        const bool alive = (alive_at(block->box, block->digit, r / 64) >> (r % 64) & 1) != 0;
        for (int k = 0; k < block->count; k++) {
            const bool in = alive && (chunk_of(block, r, k / 64) >> (k % 64) & 1) != 0;
            const int64_t pay = in != t->outside[r] ? t->pays[r] : 0, so_far = total[k];
            if (r == seat->aggregated) {
                total[k] = pay;
            } else if (seat->aggregation == CBG_AGGREGATE_SUM) {
                total[k] = so_far + pay;
            } else {
                const bool better = (pay > so_far) == (seat->aggregation == CBG_AGGREGATE_MAX);
                total[k] = better ? pay : so_far;
            }
        }
    }
    for (int k = 0; k < block->count && seat->end > seat->aggregated; k++) {
        block->gain[s][k] += total[k] < seat->cap ? total[k] : seat->cap;
    }
}

/* Outcome number of the combination of leading issues, times the combinations of the trailing ones. */
static uint64_t first_outcome(const cbgi_block *block)
{
    const cbgi_box *box = block->box;
    uint64_t outcome = 0;
    for (int i = 0; i < box->high; i++) {
        outcome =
            outcome * (uint64_t)box->space->option_count[i] + (uint64_t)box->allowed[i][block->digit[i]];
    }
    return outcome * box->terms->low_outcomes;
}

/* Rows and outcomes both ascend: one walk along them. */
static void add_table(cbgi_block *block, int s)
{
    const cbgi_seat_terms *seat = &block->box->space->terms->seat[s];
    const uint64_t *number = block->box->terms->low_outcome + block->low_start;
    const uint64_t first = first_outcome(block);
    int row = 0, end = seat->rows;
    while (row < end) {
        const int mid = row + (end - row) / 2;
        if (seat->row[mid] < first + number[0]) {
            row = mid + 1;
        } else {
            end = mid;
        }
    }
    for (int k = 0; k < block->count && row < seat->rows; k++) {
        while (row < seat->rows && seat->row[row] < first + number[k]) {
            row++;
        }
        if (row < seat->rows && seat->row[row] == first + number[k]) {
            block->gain[s][k] += seat->row_pays[row];
        }
    }
}

/* ok[chunk] &= outcomes outside all, or `inside` some, of regions from..to-1. */
static void rule_out(const cbgi_block *block, int from, int to, bool inside, uint64_t *ok)
{
    uint64_t in[CHUNKS] = {0};
    for (int w = from / 64; 64 * w < to; w++) {
        uint64_t alive = alive_at(block->box, block->digit, w) & cbgi_region_bits(w, from, to);
        for (; alive != 0; alive &= alive - 1) {
            for (int c = 0; c < chunks_of(block); c++) {
                in[c] |= chunk_of(block, 64 * w + __builtin_ctzll(alive), c);
            }
        }
    }
    for (int c = 0; c < chunks_of(block); c++) {
        ok[c] &= inside ? in[c] : ~in[c];
    }
}

static void mark_infeasible(cbgi_block *block)
{
    const cbgi_terms *t = block->box->space->terms;
    uint64_t ok[CHUNKS];
    memset(ok, 0xff, sizeof ok);
    rule_out(block, 0, t->forbidden, false, ok);
    for (int k = 0; k < t->rules; k++) {
        rule_out(block, t->rule[k], t->rule[k + 1], true, ok);
    }
    for (int c = 0; c < chunks_of(block); c++) {
        uint64_t dead = ~ok[c] & present(block, c);
        block->feasible -= __builtin_popcountll(dead);
        for (; dead != 0; dead &= dead - 1) {
            for (int s = 0; s < block->box->space->seats; s++) {
                block->gain[s][64 * c + __builtin_ctzll(dead)] = CBGI_INFEASIBLE;
            }
        }
    }
}

void cbgi_terms_block(cbgi_block *block)
{
    const cbg_space *space = block->box->space;
    for (int s = 0; s < space->seats; s++) {
        const cbgi_seat_terms *seat = &space->terms->seat[s];
        add_regions(block, s);
        if (seat->end > seat->aggregated) {
            add_aggregate(block, s);
        }
        if (seat->rows > 0) {
            add_table(block, s);
        }
    }
    block->feasible = block->count;
    if ((space->structure & CBG_HAS_CONSTRAINTS) != 0) {
        mark_infeasible(block);
    }
}
