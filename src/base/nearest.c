/* Which known name a mistyped one may have meant.
 *
 * Edit distance with insertions, deletions, substitutions and swaps of neighbours (optimal string
 * alignment):  d(i,j) = min of d(i-1,j) + 1, d(i,j-1) + 1, d(i-1,j-1) + [a_i != b_j], and
 * d(i-2,j-2) + 1 where a_i a_(i-1) = b_(j-1) b_j.  Characters are code points; letters A-Z and
 * a-z are the same. Source: Damerau, CACM 7(3), 1964, doi 10.1145/363958.363994.
 */
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

enum { NAME_MAX_CHARACTERS = 128 };

/* Code points of s with case folded; the count, or -1 when there are too many. */
static int fold(const char *s, uint32_t out[NAME_MAX_CHARACTERS])
{
    const size_t length = strlen(s);
    int count = 0;
    for (size_t i = 0; i < length; count++) {
        if (count == NAME_MAX_CHARACTERS) {
            return -1;
        }
        i += cbgi_utf8_next(s + i, length - i, &out[count]);
        if (out[count] >= 'A' && out[count] <= 'Z') {
            out[count] += 'a' - 'A';
        }
    }
    return count;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const uint32_t *a, int m, const uint32_t *b, int n)
{
    int row[3][NAME_MAX_CHARACTERS + 1];
    for (int j = 0; j <= n; j++) {
        row[0][j] = j;
    }
    for (int i = 1; i <= m; i++) {
        const int *before = row[(i + 1) % 3], *above = row[(i - 1) % 3];
        int *here = row[i % 3];
        here[0] = i;
        for (int j = 1; j <= n; j++) {
            const int replaced = above[j - 1] + (a[i - 1] != b[j - 1]);
            here[j] = smaller(smaller(above[j], here[j - 1]) + 1, replaced);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here[j] = smaller(here[j], before[j - 2] + 1);
            }
        }
    }
    return row[m % 3][n];
}

int cbgi_text_distance(const char *a, const char *b, int limit)
{
    uint32_t x[NAME_MAX_CHARACTERS], y[NAME_MAX_CHARACTERS];
    const int m = fold(a, x), n = fold(b, y);
    if (m < 0 || n < 0) {
        return strcmp(a, b) == 0 ? 0 : limit + 1;
    }
    return smaller(distance(x, m, y, n), limit + 1);
}

int cbgi_text_nearest(const char *given, const char *const *names, int count)
{
    uint32_t folded[NAME_MAX_CHARACTERS];
    int limit = fold(given, folded) / 3;
    int nearest = -1;
    for (int i = 0; i < count && limit >= 0; i++) {
        const int d = cbgi_text_distance(given, names[i], limit);
        if (d <= limit) {
            nearest = i;
            limit = d - 1; /* only a strictly nearer name may replace this one */
        }
    }
    return nearest;
}
