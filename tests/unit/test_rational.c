/* Exact numbers. The expected values of the three tables were computed with Python's
 * fractions.Fraction (and its correctly rounded division). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "coburg/number.h"

/* What a + b, a - b, a * b, a / b must be; {0, 0}: overflow, {0, -1}: bad argument. */
static const struct {
    cbg_rational a, b;
    int order;
    cbg_rational result[4];
} operations[] = {
    {{INT64_MIN, 1}, {INT64_MIN, 1}, 0, {{0, 0}, {0, 1}, {0, 0}, {1, 1}}},
    {{INT64_MIN, 1}, {-1, 1}, -1, {{0, 0}, {INT64_C(-9223372036854775807), 1}, {0, 0}, {0, 0}}},
    {{INT64_C(9223372036854775807), 1},
     {1, 1},
     1,
     {{0, 0},
      {INT64_C(9223372036854775806), 1},
      {INT64_C(9223372036854775807), 1},
      {INT64_C(9223372036854775807), 1}}},
    {{1, INT64_C(9223372036854775807)},
     {1, INT64_C(9223372036854775807)},
     0,
     {{2, INT64_C(9223372036854775807)}, {0, 1}, {0, 0}, {1, 1}}},
    {{INT64_MIN, INT64_C(9223372036854775807)},
     {INT64_C(9223372036854775807), 3},
     -1,
     {{0, 0}, {0, 0}, {INT64_MIN, 3}, {0, 0}}},
    {{INT64_MIN, 1}, {0, 1}, -1, {{INT64_MIN, 1}, {INT64_MIN, 1}, {0, 1}, {0, -1}}},
    {{INT64_MIN, 1}, {1, 2}, -1, {{0, 0}, {0, 0}, {INT64_C(-4611686018427387904), 1}, {0, 0}}},
    {{1, 1}, {INT64_MIN, 1}, 1, {{INT64_C(-9223372036854775807), 1}, {0, 0}, {INT64_MIN, 1}, {0, 0}}},
    {{INT64_C(9223372036854775807), 2},
     {INT64_C(9223372036854775807), 2},
     0,
     {{INT64_C(9223372036854775807), 1}, {0, 1}, {0, 0}, {1, 1}}},
    {{-1, INT64_C(9223372036854775807)},
     {1, INT64_C(9223372036854775806)},
     -1,
     {{0, 0}, {0, 0}, {0, 0}, {INT64_C(-9223372036854775806), INT64_C(9223372036854775807)}}},
    {{INT64_C(-9223372036854775807), 2},
     {-1, 2},
     -1,
     {{INT64_C(-4611686018427387904), 1},
      {INT64_C(-4611686018427387903), 1},
      {INT64_C(9223372036854775807), 4},
      {INT64_C(9223372036854775807), 1}}},
    {{0, 1}, {INT64_MIN, 1}, 1, {{INT64_MIN, 1}, {0, 0}, {0, 1}, {0, 1}}},
    {{-223916572, INT64_C(445363681616962641)},
     {-5, 124551739},
     1,
     {{0, 0}, {0, 0}, {0, 0}, {INT64_C(2145322956424516), INT64_C(171293723698831785)}}},
    {{-891308, 7},
     {INT64_C(-172237242060633201), 7},
     1,
     {{INT64_C(-172237242061524509), 7},
      {INT64_C(172237242059741893), 7},
      {0, 0},
      {891308, INT64_C(172237242060633201)}}},
    {{-1, 14415},
     {INT64_C(-750477447528542128), 121471},
     1,
     {{0, 0}, {0, 0}, {INT64_C(750477447528542128), 1751004465}, {0, 0}}},
    {{INT64_C(-2710643736215022197), 780975},
     {-3, 1},
     -1,
     {{INT64_C(-2710643736217365122), 780975},
      {INT64_C(-2710643736212679272), 780975},
      {INT64_C(2710643736215022197), 260325},
      {INT64_C(2710643736215022197), 2342925}}},
    {{INT64_C(1325717476849482661), INT64_C(921620848898488435)},
     {-294580, 171663},
     1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{98073991, 83814269},
     {INT64_C(-3980571954), INT64_C(1401809887307036719)},
     1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{INT64_C(-3888439813464626071), 6},
     {INT64_C(2986270863), INT64_C(634226243327876971)},
     -1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{1, INT64_C(559576673501304499)},
     {INT64_C(3530140069), 1656961616},
     -1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{991483081, 122784}, {INT64_C(-36653939425183184), 34719501}, 1, {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{620327, INT64_C(743231323767509053)},
     {417726, INT64_C(1281306837850000393)},
     1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{378581, 891842471},
     {INT64_C(-3303897089), 3},
     1,
     {{INT64_C(-2946555743782331176), INT64_C(2675527413)},
      {INT64_C(2946555743784602662), INT64_C(2675527413)},
      {INT64_C(-1250792663850709), INT64_C(2675527413)},
      {-1135743, INT64_C(2946555743783466919)}}},
    {{-75679, 25299}, {INT64_C(235133607514867151), 17581914}, -1, {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{354306, 684213371}, {-411057, INT64_C(1835772138875353298)}, 1, {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{INT64_C(-2701763761565004627), INT64_C(3693431372000578828)},
     {-1, 1},
     1,
     {{INT64_C(-6395195133565583455), INT64_C(3693431372000578828)},
      {INT64_C(991667610435574201), INT64_C(3693431372000578828)},
      {INT64_C(2701763761565004627), INT64_C(3693431372000578828)},
      {INT64_C(2701763761565004627), INT64_C(3693431372000578828)}}},
    {{INT64_C(-2583866648292445275), 225810526},
     {-16, 212787},
     -1,
     {{0, 0}, {0, 0}, {INT64_C(6890311062113187400), INT64_C(8008257399327)}, {0, 0}}},
    {{-414746456, 1},
     {INT64_C(2067432368986974292), 1},
     -1,
     {{INT64_C(2067432368572227836), 1},
      {INT64_C(-2067432369401720748), 1},
      {0, 0},
      {-103686614, INT64_C(516858092246743573)}}},
    {{INT64_C(4250039500543825367), INT64_C(792146241652100543)},
     {-619971, 1137122203},
     1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{INT64_C(-826137345833461261), 629653100},
     {3, 5},
     -1,
     {{INT64_C(-826137345455669401), 629653100},
      {INT64_C(-826137346211253121), 629653100},
      {INT64_C(-2478412037500383783), INT64_C(3148265500)},
      {INT64_C(-826137345833461261), 377791860}}},
    {{-98506635, 239221898},
     {-1561470019, 502033},
     1,
     {{INT64_C(-373587275196765017), INT64_C(120097287118634)},
      {INT64_C(373488368033787107), INT64_C(120097287118634)},
      {INT64_C(153815157225076065), INT64_C(120097287118634)},
      {INT64_C(49453581488955), INT64_C(373537821615276062)}}},
    {{INT64_C(-6200336511143535), INT64_C(29232522122778956)},
     {1478675319, 1566099206},
     -1,
     {{0, 0}, {0, 0}, {0, 0}, {0, 0}}},
    {{-1, 2},
     {INT64_C(1618470864844183005), 1012198},
     -1,
     {{INT64_C(809235432421838453), 506099},
      {INT64_C(-809235432422344552), 506099},
      {INT64_C(-1618470864844183005), 2024396},
      {-506099, INT64_C(1618470864844183005)}}},
    {{7, 182060406},
     {2, 250627},
     -1,
     {{365875201, INT64_C(45629253374562)},
      {-362366423, INT64_C(45629253374562)},
      {7, INT64_C(22814626687281)},
      {1754389, 364120812}}},
};

static const struct {
    cbg_rational a;
    double nearest;
} doubles[] = {
    {{INT64_C(9223372036854775807), 1}, 0x1.0000000000000p+63},
    {{INT64_MIN, 1}, -0x1.0000000000000p+63},
    {{1, 3}, 0x1.5555555555555p-2},
    {{INT64_C(9007199254740993), 1}, 0x1.0000000000000p+53},
    {{INT64_C(18014398509481986), 1}, 0x1.0000000000000p+54},
    {{INT64_C(18014398509481990), 1}, 0x1.0000000000002p+54},
    {{1, INT64_C(9223372036854775807)}, 0x1.0000000000000p-63},
    {{INT64_C(9223372036854775807), INT64_C(9223372036854775806)}, 0x1.0000000000000p+0},
    {{INT64_C(9007199254740993), 2}, 0x1.0000000000000p+52},
    {{INT64_MIN, 3}, -0x1.5555555555555p+61},
    {{INT64_C(9223372036854775807), INT64_C(4611686018427387904)}, 0x1.0000000000000p+1},
    {{INT64_C(4611686018427388417), INT64_C(2305843009213693951)}, 0x1.0000000000001p+1},
    {{771437, 372587780}, 0x1.0f61e9475e5afp-9},
    {{INT64_C(2792593845291954287), 3}, 0x1.9d630def9b676p+59},
    {{-171913, 1}, -0x1.4fc4800000000p+17},
    {{INT64_C(2069327436582660683), 334819384}, 0x1.7061dcd9c2f79p+32},
    {{-479416, 1}, -0x1.d42e000000000p+18},
    {{192738, 110647}, 0x1.bdee566597ce7p+0},
    {{0, 1}, 0x0.0p+0},
    {{318722, 1799645191}, 0x1.736948096c822p-13},
    {{-396562, 983893223}, -0x1.a6a1f50df74c3p-12},
    {{INT64_C(-4266642169173690983), INT64_C(1688872188839009171)}, -0x1.435ea8b7f5645p+1},
    {{-7, 296871}, -0x1.8b982c1dde193p-16},
    {{INT64_C(700811611264751845), INT64_C(262047865876498608)}, 0x1.565196b009eb9p+1},
    {{INT64_C(882243827637506809), INT64_C(194608027387824529)}, 0x1.2223e1c890534p+2},
    {{INT64_C(450770513387775834), INT64_C(2085293395612896083)}, 0x1.bab57c8bfb284p-3},
    {{INT64_C(42836034656174016), INT64_C(1374300999352208813)}, 0x1.feada000c473fp-6},
    {{INT64_C(32470799301773566), INT64_C(166847537743169139)}, 0x1.8e9192b0f7fd6p-3},
    {{INT64_C(4488831874580258968), INT64_C(2795316657171197447)}, 0x1.9b1857fc49dd2p+0},
    {{INT64_C(919584970226074559), INT64_C(1278292689579069869)}, 0x1.7053452318755p-1},
    {{INT64_C(2343456629632855811), INT64_C(3723300713036866793)}, 0x1.42411c151e653p-1},
    {{INT64_C(2341592150080263811), INT64_C(1142110796793657295)}, 0x1.066e00e6e1df1p+1},
    {{INT64_C(2412878639524737403), INT64_C(4039729243178180885)}, 0x1.31cfa153d7834p-1},
    {{INT64_C(4278765201642405677), INT64_C(4255591041240179691)}, 0x1.0164e1aaf0147p+0},
    {{INT64_C(4117105452770937827), INT64_C(934274683647947475)}, 0x1.1a080675f8109p+2},
    {{INT64_C(66576118451193871), INT64_C(61980622082157387)}, 0x1.12fb1b4a5bfa2p+0},
};

static const struct {
    cbg_rational a;
    int digits;
    const char *text;
} rounded[] = {
    {{395, 6}, 2, "65.83"},
    {{1, 2}, 0, "1"},
    {{-1, 2}, 0, "-1"},
    {{-1, 3}, 0, "0"},
    {{-1, 1000}, 2, "0.00"},
    {{1, 200}, 2, "0.01"},
    {{-1, 200}, 2, "-0.01"},
    {{INT64_MIN, 1}, 9, "-9223372036854775808.000000000"},
    {{INT64_C(9223372036854775807), 1}, 9, "9223372036854775807.000000000"},
    {{INT64_C(9223372036854775807), 2}, 0, "4611686018427387904"},
    {{INT64_MIN, 3}, 9, "-3074457345618258602.666666667"},
    {{999999, 1000000}, 3, "1.000"},
    {{0, 1}, 4, "0.0000"},
    {{1, INT64_C(9223372036854775807)}, 9, "0.000000000"},
    {{INT64_C(2469135781), 2000000000}, 9, "1.234567891"},
    {{49999, 10000}, 0, "5"},
    {{9, INT64_C(669119630780140885)}, 3, "0.000"},
    {{INT64_C(-688251749907559699), 525488742}, 2, "-1309736431.82"},
    {{307045058, 490457}, 3, "626.039"},
    {{9, INT64_C(1489261528388809580)}, 6, "0.000000"},
    {{INT64_C(3159493350165336269), 747876}, 5, "4224621929524.86277"},
    {{7, 6}, 8, "1.16666667"},
    {{INT64_C(2478219743599854919), 1268965730}, 8, "1952944579.20455812"},
    {{-9, 219739}, 1, "0.0"},
};

static void arithmetic_is_exact_or_says_overflow(void **state)
{
    (void)state;
    cbg_status (*const call[4])(cbg_rational, cbg_rational, cbg_rational *) = {
        cbg_rational_add, cbg_rational_subtract, cbg_rational_multiply, cbg_rational_divide};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        for (int k = 0; k < 4; k++) {
            const cbg_rational want = operations[i].result[k];
            cbg_rational got = {77, 78};
            const cbg_status status = call[k](operations[i].a, operations[i].b, &got);
            if (want.den > 0) {
                assert_int_equal(status, CBG_OK);
                assert_true(got.num == want.num && got.den == want.den);
            } else {
                assert_int_equal(status, want.den == 0 ? CBG_OVERFLOW : CBG_BAD_ARGUMENT);
                assert_true(got.num == 77 && got.den == 78);
            }
        }
    }
}

static void comparison_is_exact_and_antisymmetric(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        const cbg_rational a = operations[i].a, b = operations[i].b;
        assert_int_equal(cbg_rational_compare(a, b), operations[i].order);
        assert_int_equal(cbg_rational_compare(b, a), -operations[i].order);
        assert_int_equal(cbg_rational_compare(a, a), 0);
    }
}

static void double_is_the_nearest_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
        const double got = cbg_rational_double(doubles[i].a);
        assert_memory_equal(&got, &doubles[i].nearest, sizeof got);
    }
}

static void rounding_is_half_away_from_zero_and_never_minus_zero(void **state)
{
    (void)state;
    char out[CBG_RATIONAL_TEXT];
    for (size_t i = 0; i < sizeof rounded / sizeof *rounded; i++) {
        assert_string_equal(cbg_rational_rounded(rounded[i].a, rounded[i].digits, out), rounded[i].text);
    }
}

static void make_gives_lowest_terms_and_a_positive_denominator(void **state)
{
    (void)state;
    static const struct {
        int64_t num, den;
        cbg_status status;
        cbg_rational want;
    } made[] = {
        {20, 30, CBG_OK, {2, 3}},
        {-20, -30, CBG_OK, {2, 3}},
        {20, -30, CBG_OK, {-2, 3}},
        {0, -7, CBG_OK, {0, 1}},
        {5, 0, CBG_BAD_ARGUMENT, {0, 0}},
        {0, 0, CBG_BAD_ARGUMENT, {0, 0}},
        {INT64_MIN, INT64_MIN, CBG_OK, {1, 1}},
        {INT64_MIN, -1, CBG_OVERFLOW, {0, 0}},
        {1, INT64_MIN, CBG_OVERFLOW, {0, 0}},
        {2, INT64_MIN, CBG_OK, {-1, INT64_C(1) << 62}},
        {INT64_MIN, 2, CBG_OK, {INT64_MIN / 2, 1}},
        {INT64_MIN, 1, CBG_OK, {INT64_MIN, 1}},
    };
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        cbg_rational got = {0, 0};
        assert_int_equal(cbg_rational_make(made[i].num, made[i].den, &got), made[i].status);
        assert_true(got.num == made[i].want.num && got.den == made[i].want.den);
    }
}

static void numbers_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cbg_rational want;
    } good[] = {
        {"0", {0, 1}},
        {"-0", {0, 1}},
        {"+0.000", {0, 1}},
        {"007", {7, 1}},
        {"12.5", {25, 2}},
        {"-3", {-3, 1}},
        {"1e2", {100, 1}},
        {"1.0E-5", {1, 100000}},
        {"+1.25e+1", {25, 2}},
        {"20/30", {2, 3}},
        {"-20/30", {-2, 3}},
        {"0/9", {0, 1}},
        {"0.1000000000000000000000000000000000000000000000000000000000000000000", {1, 10}},
        {"100000000000000000000000000000000e-32", {1, 1}},
        {"0.00000000000000000000000000000000000001e38", {1, 1}},
        {"0e999999999999999999999999", {0, 1}},
        {"9223372036854775807", {INT64_MAX, 1}},
        {"-9223372036854775808", {INT64_MIN, 1}},
        {"-9223372036854775808/9223372036854775807", {INT64_MIN, INT64_MAX}},
        {"922337203685477580.7", {INT64_MAX, 10}},
        {"0.000000000000000001", {1, INT64_C(1000000000000000000)}},
        /* 1/2^62 and (2^63 - 1)/2^62, the longest decimals that fit */
        {"0.00000000000000000021684043449710088680149056017398834228515625", {1, INT64_C(1) << 62}},
        {"1.99999999999999999978315956550289911319850943982601165771484375", {INT64_MAX, INT64_C(1) << 62}},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(good[i].text, &got), CBG_OK);
        assert_true(got.num == good[i].want.num && got.den == good[i].want.den);
    }
}

static void numbers_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    static const char *const large[] = {
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e-19",
        "-1e99999999999999999999",
        "1e-99999999999999999999",
        "0.33333333333333333333",
        "0.000000000000000000108420217248550443400745280086994171142578125",
        "9999999999999999999999999999999999999999999999999999999999999999999999999999999",
        "1/9223372036854775808",
        "9223372036854775808/3",
    };
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(large[i], &got), CBG_OVERFLOW);
        assert_true(got.num == 77 && got.den == 78);
    }
}

static void texts_that_are_no_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",      "-",     "+",   ".",   ".5",    "1.",    "1.e2",  "1e",       "1e+", "e5",   "0x10",
        "nan",   "inf",   " 1",  "1 ",  "1,5",   "1..2",  "1/",    "/2",       "1/0", "1/-2", "1/2/3",
        "1e2/3", "1/2e3", "--1", "+-1", "1_000", "1.5.2", "1e2.5", "\xd9\xa1", "12a",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(bad[i], &got), CBG_BAD_SYNTAX);
        assert_true(got.num == 77 && got.den == 78);
    }
}

static void text_is_a_decimal_when_that_is_short_and_a_fraction_otherwise(void **state)
{
    (void)state;
    static const struct {
        cbg_rational a;
        int digits;
        const char *text;
    } written[] = {
        {{25, 2}, 2, "12.5"},
        {{25, 2}, 0, "25/2"},
        {{395, 6}, 18, "395/6"},
        {{-1, 8}, 3, "-0.125"},
        {{-1, 8}, 2, "-1/8"},
        {{0, 1}, 5, "0"},
        {{INT64_MIN, 1}, 0, "-9223372036854775808"},
        {{INT64_MIN, INT64_MAX}, 18, "-9223372036854775808/9223372036854775807"},
        {{1, INT64_C(1000000000000000000)}, 18, "0.000000000000000001"},
        {{1, INT64_C(1000000000000000000)}, 17, "1/1000000000000000000"},
        {{INT64_MAX, 10}, 1, "922337203685477580.7"},
    };
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char out[CBG_RATIONAL_TEXT];
        cbg_rational back;
        assert_string_equal(cbg_rational_text(written[i].a, written[i].digits, out), written[i].text);
        assert_int_equal(cbg_rational_parse(out, &back), CBG_OK);
        assert_int_equal(cbg_rational_compare(back, written[i].a), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arithmetic_is_exact_or_says_overflow),
        cmocka_unit_test(comparison_is_exact_and_antisymmetric),
        cmocka_unit_test(double_is_the_nearest_one),
        cmocka_unit_test(rounding_is_half_away_from_zero_and_never_minus_zero),
        cmocka_unit_test(make_gives_lowest_terms_and_a_positive_denominator),
        cmocka_unit_test(numbers_are_read_exactly),
        cmocka_unit_test(numbers_that_do_not_fit_are_refused),
        cmocka_unit_test(texts_that_are_no_numbers_are_refused),
        cmocka_unit_test(text_is_a_decimal_when_that_is_short_and_a_fraction_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
