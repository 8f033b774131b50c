/* Philox4x32-10, a counter-based generator: the same (key, counter) gives the same words on
 * every machine, in any order and from any thread.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
 * doi 10.1145/2063384.2063405. Checked against the vectors published with it.
 */
#ifndef COBURGI_PHILOX_H
#define COBURGI_PHILOX_H

#include <stdint.h>

void cbgi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* A stream of numbers for one purpose: keyed by (seed, purpose), addressed by (run, party,
 * round); streams with different keys or addresses share nothing. */
typedef struct cbgi_stream {
    uint32_t key[2], counter[4], word[4];
    int left;
} cbgi_stream;

void cbgi_stream_init(cbgi_stream *s, uint64_t seed, uint32_t purpose, uint32_t run, uint16_t party,
                      uint16_t round);
uint32_t cbgi_stream_u32(cbgi_stream *s);
uint64_t cbgi_stream_u64(cbgi_stream *s);
/* Uniform in [0, bound), without bias; bound >= 1. */
uint64_t cbgi_stream_below(cbgi_stream *s, uint64_t bound);
/* Uniform in [0, 1): 53 bits. */
double cbgi_stream_unit(cbgi_stream *s);

/* A well-mixed 64-bit hash of words, for deriving seeds. */
uint64_t cbgi_hash_words(const uint64_t *word, int count);

#endif
