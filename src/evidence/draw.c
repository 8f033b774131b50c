/* Draws of all numbers: stratified, each addressed by (seed, draw, number, draws).
 *
 * Which slice of a number's distribution a draw falls into is a pseudo-random permutation of the draws, computed draw by
 * draw: a Feistel network over the next even power of two, walked on until it lands within (J. Black and P. Rogaway, CT-RSA 2002,
 * doi 10.1007/3-540-45760-7_9). Its round keys, and the place within the slice, come from Philox.
 */
#include <math.h>

#include "base/philox.h"
#include "evidence/evidence.h"

enum { ROUNDS = 6, PURPOSE = 0x45764400 };

typedef struct keys {
    uint32_t round[ROUNDS];
} keys;

struct cbg_sampler {
    const cbg_evidence *e;
    uint64_t seed, draws;
    uint32_t purpose;
    int half_bits;
    keys *key; /* [varying] */
    cbg_exec exec;
};

double cbg_evidence_at(const cbg_evidence_number *n, double p)
{
    const int k = (int)(p * n->rivals);
    const cbg_evidence_value *v = &n->rival[k];
    const double within = p * n->rivals - k;
    return within < 0.5 ? v->low + 2 * within * (v->value - v->low) : v->value + (2 * within - 1) * (v->high - v->value);
}

void cbg_evidence_put(const cbg_evidence *e, int number, double value, double *position, double *salience,
                      double *capability)
{
    const cbg_evidence_number *n = &e->number[number];
    const size_t row = (size_t)n->actor * (size_t)e->input.issues;
    switch (n->kind) {
    case CBG_EVIDENCE_POSITION: position[row + (size_t)n->issue] = value; break;
    case CBG_EVIDENCE_SALIENCE: salience[row + (size_t)n->issue] = value; break;
    case CBG_EVIDENCE_POWER:
        for (int i = 0; i < e->input.issues; i++) {
            capability[row + (size_t)i] = value;
        }
        break;
    }
}

cbg_status cbg_sampler_make(const cbg_evidence *e, uint64_t seed, unsigned purpose, uint64_t draws,
                            const cbg_exec *exec, cbg_sampler **out)
{
    if (draws < 1 || draws > CBG_EVIDENCE_DRAWS_MAX || purpose > 0xff) {
        return CBG_BAD_ARGUMENT;
    }
    const size_t keys_at = (sizeof(cbg_sampler) + 15) / 16 * 16;
    cbg_sampler *s = cbgi_alloc(exec, keys_at + (size_t)e->varying * sizeof(keys));
    if (s == NULL) {
        return CBG_NO_MEMORY;
    }
    *s = (cbg_sampler){.e = e, .seed = seed, .draws = draws, .purpose = PURPOSE + purpose, .half_bits = 1};
    s->key = (keys *)(void *)((char *)s + keys_at);
    if (exec != NULL) {
        s->exec = *exec;
    }
    while (((uint64_t)1 << (2 * s->half_bits)) < draws) {
        s->half_bits++;
    }
    for (int k = 0; k < e->varying; k++) {
        const uint32_t number = (uint32_t)e->vary[k];
        cbgi_stream stream;
        cbgi_stream_init(&stream, seed, s->purpose, UINT32_MAX, (uint16_t)(number & 0xffff), (uint16_t)(number >> 16));
        for (int r = 0; r < ROUNDS; r++) {
            s->key[k].round[r] = cbgi_stream_u32(&stream);
        }
    }
    *out = s;
    return CBG_OK;
}

void cbg_sampler_free(cbg_sampler *s)
{
    if (s != NULL) {
        const cbg_exec exec = s->exec;
        cbgi_release(&exec, s);
    }
}

static uint32_t mix(uint32_t x, uint32_t key)
{
    x = (x ^ key) * UINT32_C(0x7feb352d);
    x = (x ^ (x >> 15)) * UINT32_C(0x846ca68b);
    return x ^ (x >> 16);
}

static uint64_t slice_of(const cbg_sampler *s, uint64_t draw, const keys *key)
{
    const uint32_t mask = ((uint32_t)1 << s->half_bits) - 1;
    uint32_t left = (uint32_t)(draw >> s->half_bits) & mask, right = (uint32_t)draw & mask;
    uint64_t at;
    do {
        for (int r = 0; r < ROUNDS; r++) {
            const uint32_t next = left ^ (mix(right, key->round[r]) & mask);
            left = right;
            right = next;
        }
        at = ((uint64_t)left << s->half_bits) | right;
    } while (at >= s->draws);
    return at;
}

double cbg_sampler_place(const cbg_sampler *s, uint64_t draw, int k)
{
    const uint32_t number = (uint32_t)s->e->vary[k];
    cbgi_stream stream;
    cbgi_stream_init(&stream, s->seed, s->purpose, (uint32_t)draw, (uint16_t)(number & 0xffff),
                     (uint16_t)(number >> 16));
    const double place =
        ((double)slice_of(s, draw, &s->key[k]) + cbgi_stream_unit(&stream)) / (double)s->draws;
    return place < 1 ? place : 0x1.fffffffffffffp-1; /* the last slice may round up to 1 */
}

void cbg_sampler_fill(void *sampler, uint64_t draw, double *position, double *salience, double *capability)
{
    const cbg_sampler *s = sampler;
    for (int k = 0; k < s->e->varying; k++) {
        const int number = s->e->vary[k];
        cbg_evidence_put(s->e, number, cbg_evidence_at(&s->e->number[number], cbg_sampler_place(s, draw, k)),
                         position, salience, capability);
    }
}
