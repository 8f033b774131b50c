/* Two sorted parts, and what they answer; see coburg/inversion.h. */
#include "space/inversion.h"

#include <string.h>

#include "base/radix.h"

static cbg_status list_options(cbg_inversion *inv, int seat, const int64_t *value, const bool *allowed)
{
    cbgi_inversion_private *own = inv->own;
    const cbg_space *space = own->space;
    size_t issues = (size_t)space->issues, columns = (size_t)space->offset[issues];
    own->start = cbgi_arena_array(&own->arena, issues + 1, sizeof *own->start);
    own->option = cbgi_arena_array(&own->arena, columns, sizeof *own->option);
    own->value = cbgi_arena_array(&own->arena, columns, sizeof *own->value);
    own->least = cbgi_arena_array(&own->arena, issues + 1, sizeof *own->least);
    own->most = cbgi_arena_array(&own->arena, issues + 1, sizeof *own->most);
    if (own->arena.failed) {
        return CBG_NO_MEMORY;
    }
    inv->any = true;
    int count = 0;
    for (int i = 0; i < space->issues; i++) {
        int64_t least = INT64_MAX, most = INT64_MIN;
        own->start[i] = count;
        for (int o = 0; o < space->option_count[i]; o++) {
            size_t column = (size_t)(space->offset[i] + o);
            if (allowed != NULL ? !allowed[column]
                                : (space->breaks[column] & space->scenario.red_lines) != 0) {
                continue;
            }
            int64_t v = value != NULL ? value[column] : space->value[(size_t)seat * columns + column];
            least = v < least ? v : least;
            most = v > most ? v : most;
            own->option[count] = o;
            own->value[count++] = v;
        }
        inv->any = inv->any && count > own->start[i];
        own->least[i + 1] = own->least[i] + (count > own->start[i] ? least : 0);
        own->most[i + 1] = own->most[i] + (count > own->start[i] ? most : 0);
    }
    own->start[issues] = count;
    inv->best = own->most[issues];
    inv->worst = own->least[issues];
    return CBG_OK;
}

/* The issues before `to` whose combinations fit a part. */
static int part_from(const cbgi_inversion_private *own, int to)
{
    uint64_t size = 1;
    int from = to;
    while (from > 0) {
        uint64_t more = size * (uint64_t)(own->start[from] - own->start[from - 1]);
        if (more > CBGI_PART_MAX) {
            break;
        }
        size = more;
        from--;
    }
    return from;
}

static uint64_t combinations(const cbgi_inversion_private *own, int from, int to)
{
    uint64_t size = 1;
    for (int i = from; i < to; i++) {
        size *= (uint64_t)(own->start[i + 1] - own->start[i]);
    }
    return size;
}

/* Two even parts answer faster than a full one and a small one: moves issues to the first while that evens them. */
static int balance(const cbgi_inversion_private *own, int second)
{
    int issues = own->space->issues;
    while (second < issues && combinations(own, 0, second + 1) <= combinations(own, second, issues)) {
        second++;
    }
    return second;
}

/* All sums, in the order of the codes: the last issue fastest. */
static void enumerate(const cbgi_inversion_private *own, cbgi_part *part, uint64_t *key)
{
    part->count = 1;
    key[0] = 0;
    for (int i = part->from; i < part->to; i++) {
        uint32_t n = (uint32_t)(own->start[i + 1] - own->start[i]);
        const int64_t *value = own->value + own->start[i];
        int64_t least = own->least[i + 1] - own->least[i];
        for (uint32_t k = part->count; k-- > 0;) { /* backwards, so that nothing is overwritten too early */
            for (uint32_t o = n; o-- > 0;) {
                key[k * n + o] = key[k] + (uint64_t)(value[o] - least);
            }
        }
        part->count *= n;
    }
}

/* A table over the values makes the search below start within a few entries of its end. */
static void build_index(cbgi_part *part)
{
    double range = (double)(part->entry[part->count - 1].sum - part->entry[0].sum);
    part->per_value = part->stretches / (range + 1);
    uint32_t at = 0;
    for (uint32_t k = 0; k < part->count; k++) {
        uint32_t bucket = (uint32_t)((double)(part->entry[k].sum - part->entry[0].sum) * part->per_value);
        while (at <= bucket) {
            part->index[at++] = k;
        }
    }
    while (at <= part->stretches) {
        part->index[at++] = part->count;
    }
}

static cbg_status build_part(cbgi_inversion_private *own, int from, int to, cbgi_part *part)
{
    size_t size = (size_t)combinations(own, from, to);
    *part = (cbgi_part){.from = from, .to = to};
    part->stretches = size < CBGI_INDEX_MAX ? (uint32_t)size : CBGI_INDEX_MAX;
    part->entry = cbgi_arena_array(&own->arena, size, sizeof *part->entry);
    part->index = cbgi_arena_array(&own->arena, part->stretches + 1, sizeof *part->index);
    uint64_t *key = cbgi_alloc(own->exec, 2 * size * sizeof *key);
    uint32_t *code = cbgi_alloc(own->exec, 2 * size * sizeof *code);
    cbg_status status = own->arena.failed || key == NULL || code == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        int64_t low = own->least[to] - own->least[from];
        enumerate(own, part, key);
        for (size_t k = 0; k < size; k++) {
            code[k] = (uint32_t)k;
        }
        cbgi_radix_sort(key, code, key + size, code + size, size);
        for (size_t k = 0; k < size; k++) {
            part->entry[k] = (cbgi_sum){low + (int64_t)key[k], code[k]};
        }
        build_index(part);
    }
    cbgi_release(own->exec, key);
    cbgi_release(own->exec, code);
    return status;
}

cbg_status cbg_inversion_build(const cbg_space *space, int seat, const int64_t *value, const bool *allowed,
                               const cbg_exec *exec, cbg_inversion **out)
{
    if (space->structure != 0 || (value == NULL && (seat < 0 || seat >= space->seats))) {
        return CBG_BAD_ARGUMENT;
    }
    cbg_inversion *inv = cbgi_alloc(exec, sizeof *inv);
    cbgi_inversion_private *own = cbgi_alloc(exec, sizeof *own);
    if (inv == NULL || own == NULL) {
        cbgi_release(exec, inv);
        cbgi_release(exec, own);
        return CBG_NO_MEMORY;
    }
    memset(own, 0, sizeof *own);
    *inv = (cbg_inversion){.issues = space->issues, .whole = true, .own = own};
    own->space = space;
    own->exec = exec;
    cbgi_arena_init(&own->arena, exec == NULL ? NULL : exec->allocator);
    cbg_status status = list_options(inv, seat, value, allowed);
    if (status == CBG_OK && inv->any) {
        int second = part_from(own, space->issues), first = part_from(own, second);
        second = first == 0 ? balance(own, second) : second;
        own->lead = first;
        inv->whole = first == 0;
        status = build_part(own, first, second, &own->part[0]);
        if (status == CBG_OK) {
            status = build_part(own, second, space->issues, &own->part[1]);
        }
    }
    if (status != CBG_OK) {
        cbg_inversion_free(inv);
        return status;
    }
    *out = inv;
    return CBG_OK;
}

void cbg_inversion_free(cbg_inversion *inv)
{
    if (inv != NULL) {
        const cbg_exec *exec = inv->own->exec;
        cbgi_arena_free(&inv->own->arena);
        cbgi_release(exec, inv->own);
        cbgi_release(exec, inv);
    }
}

uint32_t cbgi_part_at_least(const cbgi_part *part, int64_t value)
{
    if (value <= part->entry[0].sum) {
        return 0;
    }
    if (value > part->entry[part->count - 1].sum) {
        return part->count;
    }
    uint32_t bucket = (uint32_t)((double)(value - part->entry[0].sum) * part->per_value);
    uint32_t low = part->index[bucket], count = part->index[bucket + 1] - low;
    while (count > 0) {
        uint32_t half = count / 2;
        bool right = part->entry[low + half].sum < value;
        low = right ? low + half + 1 : low;
        count = right ? count - half - 1 : half;
    }
    return low;
}

void cbgi_part_decode(const cbgi_inversion_private *own, const cbgi_part *part, uint32_t code, int *option)
{
    for (int i = part->to - 1; i >= part->from; i--) {
        uint32_t n = (uint32_t)(own->start[i + 1] - own->start[i]);
        option[i] = own->option[own->start[i] + (int)(code % n)];
        code /= n;
    }
}
