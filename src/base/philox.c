/* Philox4x32-10 and what is drawn from it. Each round multiplies two words by constants and
 * swaps and mixes the halves:  (c0,c1,c2,c3) -> (hi(M1 c2)^c1^k0, lo(M1 c2), hi(M0 c0)^c3^k1,
 * lo(M0 c0)),  the key being bumped by Weyl constants. Source: see philox.h.
 */
#include "base/philox.h"

__extension__ typedef unsigned __int128 uint128;

enum { ROUNDS = 10 };

void cbgi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int i = 0; i < ROUNDS; i++) {
        const uint64_t p0 = UINT64_C(0xD2511F53) * c0, p1 = UINT64_C(0xCD9E8D57) * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/* The seed is the key; purpose and address fill three words of the counter and the block number
 * the fourth. Every (seed, purpose, run, party, round) thus has 2^34 words that no other has. */
void cbgi_stream_init(cbgi_stream *s, uint64_t seed, uint32_t purpose, uint32_t run, uint16_t party,
                      uint16_t round)
{
    *s = (cbgi_stream){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, purpose, run, (uint32_t)party << 16 | round},
    };
}

uint32_t cbgi_stream_u32(cbgi_stream *s)
{
    if (s->left == 0) {
        cbgi_philox(s->counter, s->key, s->word);
        s->counter[0]++;
        s->left = 4;
    }
    return s->word[4 - s->left--];
}

uint64_t cbgi_stream_u64(cbgi_stream *s)
{
    const uint64_t low = cbgi_stream_u32(s);
    return (uint64_t)cbgi_stream_u32(s) << 32 | low;
}

/* The high word of draw * bound; draws whose low word falls in the uneven remainder are repeated.
 * Source: Lemire, ACM TOMACS 29(1), 2019, doi 10.1145/3230636. */
uint64_t cbgi_stream_below(cbgi_stream *s, uint64_t bound)
{
    uint128 product = (uint128)cbgi_stream_u64(s) * bound;
    if ((uint64_t)product < bound) {
        const uint64_t uneven = (0 - bound) % bound;
        while ((uint64_t)product < uneven) {
            product = (uint128)cbgi_stream_u64(s) * bound;
        }
    }
    return (uint64_t)(product >> 64);
}

double cbgi_stream_unit(cbgi_stream *s)
{
    return (double)(cbgi_stream_u64(s) >> 11) * 0x1p-53;
}

/* A bijection of 64-bit words in which every bit of the input moves half of those of the output
 * (the finaliser "Mix13" of David Stafford's variants of MurmurHash3, as in SplitMix64). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

uint64_t cbgi_hash_words(const uint64_t *word, int count)
{
    uint64_t hash = mix((uint64_t)count + UINT64_C(0x9E3779B97F4A7C15));
    for (int i = 0; i < count; i++) {
        hash = mix((hash + UINT64_C(0x9E3779B97F4A7C15)) ^ mix(word[i]));
    }
    return hash;
}
