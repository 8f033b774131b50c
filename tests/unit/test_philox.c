/* The generator against the vectors published with Random123, and what is drawn from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/philox.h"

static void words_are_those_of_the_published_vectors(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } vectors[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        uint32_t out[4];
        cbgi_philox(vectors[i].counter, vectors[i].key, out);
        assert_memory_equal(out, vectors[i].out, sizeof out);
    }
}

static void stream_is_the_blocks_of_its_address_in_order(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, UINT64_C(0x0123456789abcdef), 3, 4, 5, 6);
    for (uint32_t block = 0; block < 3; block++) {
        const uint32_t counter[4] = {block, 3, 4, 5u << 16 | 6}, key[2] = {0x89abcdef, 0x01234567};
        uint32_t out[4];
        cbgi_philox(counter, key, out);
        for (int i = 0; i < 4; i++) {
            assert_int_equal(cbgi_stream_u32(&s), out[i]);
        }
    }
}

static void streams_that_differ_in_one_coordinate_differ(void **state)
{
    (void)state;
    uint64_t first[7];
    for (int i = 0; i < 7; i++) {
        cbgi_stream s;
        cbgi_stream_init(&s, i == 1 ? 2 : i == 6 ? UINT64_C(1) << 32 | 1 : 1, i == 2, i == 3, i == 4, i == 5);
        first[i] = cbgi_stream_u64(&s);
        for (int k = 0; k < i; k++) {
            assert_true(first[k] != first[i]);
        }
    }
}

static void sixty_four_bits_are_two_words_low_one_first(void **state)
{
    (void)state;
    cbgi_stream s, t;
    cbgi_stream_init(&s, 9, 9, 9, 9, 9);
    t = s;
    for (int i = 0; i < 5; i++) {
        const uint64_t low = cbgi_stream_u32(&s), high = cbgi_stream_u32(&s);
        assert_true(cbgi_stream_u64(&t) == (high << 32 | low));
    }
}

static void draws_below_a_bound_are_below_it_and_uniform(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 2, 0, 0, 0, 0);
    enum { SIDES = 7, DRAWS = 70000 };
    int count[SIDES] = {0};
    for (int i = 0; i < DRAWS; i++) {
        count[cbgi_stream_below(&s, SIDES)]++;
    }
    double chi2 = 0;
    for (int i = 0; i < SIDES; i++) {
        const double off = count[i] - DRAWS / SIDES;
        chi2 += off * off / (DRAWS / SIDES);
    }
    assert_true(chi2 < 22.5); /* 99.9 % of a chi-squared with 6 degrees of freedom */
    for (int i = 0; i < 100; i++) {
        assert_true(cbgi_stream_below(&s, 1) == 0);
        assert_true(cbgi_stream_below(&s, UINT64_MAX) < UINT64_MAX);
    }
}

/* With the bound 3 * 2^62 a plain remainder would favour the lowest third two to one, and a
 * plain high word of the product the multiples of three. */
static void large_bounds_have_no_bias(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 3, 0, 0, 0, 0);
    const uint64_t third = UINT64_C(1) << 62;
    int count[3] = {0}, residue[3] = {0};
    for (int i = 0; i < 30000; i++) {
        const uint64_t draw = cbgi_stream_below(&s, 3 * third);
        assert_true(draw < 3 * third);
        count[draw / third]++;
        residue[draw % 3]++;
    }
    for (int i = 0; i < 3; i++) {
        assert_in_range(count[i], 9700, 10300);
        assert_in_range(residue[i], 9700, 10300);
    }
}

static void unit_draws_fill_the_unit_interval(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 4, 0, 0, 0, 0);
    double sum = 0, least = 1, most = 0;
    for (int i = 0; i < 100000; i++) {
        const double u = cbgi_stream_unit(&s);
        assert_true(u >= 0 && u < 1);
        sum += u;
        least = u < least ? u : least;
        most = u > most ? u : most;
    }
    assert_true(sum > 49500 && sum < 50500 && least < 0.001 && most > 0.999);
}

static int ones(uint64_t x)
{
    int n = 0;
    for (; x; x &= x - 1) {
        n++;
    }
    return n;
}

static void one_bit_of_any_word_moves_half_of_the_hash(void **state)
{
    (void)state;
    const uint64_t word[3] = {1, 0, 42};
    const uint64_t hash = cbgi_hash_words(word, 3);
    int moved = 0;
    for (int bit = 0; bit < 192; bit++) {
        uint64_t other[3] = {word[0], word[1], word[2]};
        other[bit / 64] ^= UINT64_C(1) << bit % 64;
        const int n = ones(hash ^ cbgi_hash_words(other, 3));
        assert_in_range(n, 10, 54);
        moved += n;
    }
    assert_in_range(moved / 192, 30, 34);
}

static void hash_depends_on_order_and_count(void **state)
{
    (void)state;
    const uint64_t a[3] = {1, 2, 0}, b[3] = {2, 1, 0};
    assert_true(cbgi_hash_words(a, 2) != cbgi_hash_words(b, 2));
    assert_true(cbgi_hash_words(a, 2) != cbgi_hash_words(a, 3));
    assert_true(cbgi_hash_words(a, 0) != cbgi_hash_words(a + 2, 1));
    assert_true(cbgi_hash_words(a, 3) == cbgi_hash_words(a, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_the_published_vectors),
        cmocka_unit_test(stream_is_the_blocks_of_its_address_in_order),
        cmocka_unit_test(streams_that_differ_in_one_coordinate_differ),
        cmocka_unit_test(sixty_four_bits_are_two_words_low_one_first),
        cmocka_unit_test(draws_below_a_bound_are_below_it_and_uniform),
        cmocka_unit_test(large_bounds_have_no_bias),
        cmocka_unit_test(unit_draws_fill_the_unit_interval),
        cmocka_unit_test(one_bit_of_any_word_moves_half_of_the_hash),
        cmocka_unit_test(hash_depends_on_order_and_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
