/* Least common multiples by Euclid's algorithm. */
#include "base/integer.h"

bool cbgi_common_multiple(int64_t *common, int64_t n)
{
    int64_t a = *common, b = n, multiple;
    while (b != 0) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    if (__builtin_mul_overflow(*common, n / a, &multiple)) {
        return false;
    }
    *common = multiple;
    return true;
}
