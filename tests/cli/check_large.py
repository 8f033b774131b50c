"""Cases that nobody can enumerate: answers, proofs recomputed in exact arithmetic, an oracle for the two-party frontier.

Usage: check_large.py PROGRAM SOURCE_ROOT
"""
import json
import math
import random
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
vienna = root / "cases/vienna-2014.yaml"
check = Checks()


class Domain:
    """Integer points of made-up parties."""

    def __init__(self, parties, issues, options, walk_away, seed):
        made = random.Random(seed)
        self.points = [[[made.randint(0, 100) * w for _ in range(options)] for w in
                        [made.randint(1, 9) for _ in range(issues)]] for _ in range(parties)]
        self.walk_away = [sum(max(i) for i in p) * walk_away // 100 for p in self.points]

    def write(self, path):
        lines = ["case: large", "parties:"]
        lines += [f"  P{p}: " + (f"{{walk_away: {w}}}" if w > 0 else "{}") for p, w in enumerate(self.walk_away)]
        lines += ["issues:"] + [f"  i{i}: {{scale: {{from: 1, to: {len(o)}, step: 1}}}}"
                                for i, o in enumerate(self.points[0])]
        lines += ["preferences:"]
        for p, issues in enumerate(self.points):
            lines += [f"  P{p}:", "    points:"] + [f"      i{i}: {o}" for i, o in enumerate(issues)]
        path.write_text("\n".join(lines) + "\n")

    def gains(self, options):
        return [sum(issue[o] for issue, o in zip(party, options)) - w
                for party, w in zip(self.points, self.walk_away)]

    def dual(self, multiplier):
        """The sum over issues of the best option under the multipliers, less what the walk-aways take."""
        bound = -sum(x * w for x, w in zip(multiplier, self.walk_away))
        for i in range(len(self.points[0])):
            bound += max(sum(x * p[i][o] for x, p in zip(multiplier, self.points))
                         for o in range(len(self.points[0][i])))
        return bound


def solution(found, name):
    return next(s for s in found["solutions"] if s["solution"] == name)


def fold_two(domain):
    """Plain dynamic programming over the best second sum for each first sum."""
    best = {0: 0}
    for a, b in zip(*domain.points):
        after = {}
        for x, y in best.items():
            for p, q in zip(a, b):
                after[x + p] = max(after.get(x + p, 0), y + q)
        best, top = {}, -1
        for x in sorted(after, reverse=True):
            if after[x] > top:
                best[x] = top = after[x]
    return sorted(best.items(), reverse=True)


def check_proofs(sentence, domain, found):
    nash = solution(found, "nash")
    gains = domain.gains(nash["options"])
    n = len(gains)
    check.that(f"{sentence}: Nash is proved", nash["proved"] and nash["efficient"])
    value = sum(math.log(g) for g in gains) / n
    x = [Fraction(m) for m in nash["multipliers"].values()]
    bound = float(domain.dual(x)) + sum(math.log(1 / (n * float(m))) - 1 for m in x) / n
    check.that(f"{sentence}: Nash value", abs(value - nash["value"]) < 1e-9, f"{value} {nash['value']}")
    check.that(f"{sentence}: Nash bound", abs(bound - nash["root_bound"]) < 1e-9 and bound >= value - 1e-12,
               f"{bound} {nash['root_bound']}")
    least = solution(found, "egalitarian")
    x = [Fraction(m) for m in least["multipliers"].values()]
    gains = domain.gains(least["options"])
    check.that(f"{sentence}: multipliers on the simplex", abs(sum(x) - 1) < Fraction(1, 10**12))
    bound = domain.dual(x) / sum(x)
    check.that(f"{sentence}: the smallest gain is below its bound", min(gains) <= bound)
    check.that(f"{sentence}: and the bound as told", abs(float(bound) - least["root_bound"]) <= 1e-9 * float(bound))
    check.same(f"{sentence}: the smallest gain", least["value"], float(min(gains)))
    check.that(f"{sentence}: bound above value", least["bound"] >= least["value"])
    total = solution(found, "utilitarian")
    check.that(f"{sentence}: utilitarian beats Nash in sum",
               total["value"] >= sum(domain.gains(nash["options"])) - 1e-6)


def without_proofs(found):
    """An analysis less what only a search can say."""
    found.pop("manifest", None)
    found.pop("method")
    for s in found["solutions"]:
        for key in ("value", "bound", "root_bound", "multipliers", "nodes"):
            s.pop(key, None)
    return found


for more in [[], ["--without-red-lines"], ["--parties", "IR,US"], ["--parties", "IR,US", "--without-red-lines"],
             ["--raise-walk-aways", "30"], ["--outcome", "2 2 3 0 0 2 1 1 1 1 1"]]:
    by_force, by_structure = [without_proofs(answer(program, "analyze", vienna, *more, "--method", m))
                              for m in ("enumerate", "structure")]
    check.same(f"structure says what enumeration says {more}", by_structure, by_force)

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "large.yaml"
    for parties, issues, options, walk_away in [(7, 12, 10, 50), (5, 20, 10, 55), (3, 40, 10, 60)]:
        domain = Domain(parties, issues, options, walk_away, issues)
        domain.write(path)
        check_proofs(f"{parties} parties, {options}^{issues}", domain, answer(program, "analyze", path))

    domain = Domain(2, 100, 10, 0, 7)
    domain.write(path)
    found = answer(program, "frontier", path)
    points = [tuple(int(u) for u in p["utilities"].values()) for p in found["frontier"]]
    check.same("two parties, 10^100: the frontier of plain dynamic programming", points, fold_two(domain))
    check.same("every point is what its options give",
               points, [tuple(domain.gains(p["options"])) for p in found["frontier"]])

    target = points[len(points) // 3][0]
    found = answer(program, "outcomes", path, "--party", "P0", "--at-least", str(target), "--best-for", "P1",
                   "--count", "2")
    check.same("best for the other at my target", [tuple(int(u) for u in p["utilities"].values()) for p in found["listed"]],
               [p for p in reversed(points) if p[0] >= target][:2])

    Domain(4, 12, 5, 99, 3).write(path)
    done = run(program, "analyze", path)
    check.same("an empty zone is an answer", done.returncode, 0)
    check.that("an empty zone is proved", "No agreement is possible" in done.stdout, done.stdout[:300])

    Domain(6, 14, 10, 0, 5).write(path)
    done = run(program, "frontier", path, "--max-partial", "5000")
    check.same("a frontier too large ends with 1", done.returncode, 1)
    check.that("and says where it stopped", "stopped at issue" in done.stdout and "of 14" in done.stdout, done.stdout)

for case in ("dam", "festival"):
    by_force, by_graph = [answer(program, "analyze", root / f"cases/{case}.yaml", "--method", m)
                          for m in ("enumerate", "structure")]
    for mine, theirs in zip(by_graph["solutions"], by_force["solutions"]):
        check.that(f"{case}, {mine['solution']}: proved", mine["proved"])
        check.same(f"{case}, {mine['solution']}: as good as by enumeration", sorted(mine["utilities"].values()),
                   sorted(theirs["utilities"].values()))
    check.same(f"{case}: walk-aways as by enumeration", by_graph["zone"]["slack_alone"], by_force["zone"]["slack_alone"])


class Boxes:
    """Boxes over runs of options, some of them negative, and pairs of options that exclude each other."""

    def __init__(self, parties, issues, options, boxes, seed):
        made = random.Random(seed)
        self.issues, self.options = issues, options
        self.boxes = [[(self.region(made, made.randint(1, 3), 4), made.choice([1, 1, 1, -1]) * made.randint(1, 99))
                       for _ in range(boxes)] for _ in range(parties)]
        self.forbidden = [self.region(made, 2, 2) for _ in range(4)]
        self.walk_away = 10

    def region(self, made, sides, widest):
        region = {}
        for i in made.sample(range(self.issues), sides):
            low = made.randint(0, self.options - 1)
            region[i] = (low, min(self.options - 1, low + made.randint(0, widest)))
        return region

    @staticmethod
    def words(region):
        return "{" + ", ".join(f"i{i}: {{at_least: {a}, at_most: {b}}}" for i, (a, b) in region.items()) + "}"

    def write(self, path):
        lines = ["case: boxes", "parties:"] + [f"  P{p}: {{walk_away: {self.walk_away}}}" for p in range(len(self.boxes))]
        lines += ["issues:"] + [f"  i{i}: {{scale: {{from: 0, to: {self.options - 1}, step: 1}}}}"
                                for i in range(self.issues)]
        lines += ["constraints:"] + [f"  - forbid: {self.words(r)}" for r in self.forbidden] + ["preferences:"]
        for p, boxes in enumerate(self.boxes):
            lines += [f"  P{p}:", "    boxes:"]
            lines += [f"      - {{includes: {self.words(r)}, value: {v}}}" for r, v in boxes]
        path.write_text("\n".join(lines) + "\n")

    @staticmethod
    def holds(region, outcome):
        return all(a <= outcome[i] <= b for i, (a, b) in region.items())

    def gains(self, outcome):
        return [sum(v for r, v in boxes if self.holds(r, outcome)) - self.walk_away for boxes in self.boxes]

    def possible(self, outcome):
        return not any(self.holds(r, outcome) for r in self.forbidden)


def climb(domain, worth, made):
    """Changes one issue at a time as long as that helps."""
    best = [made.randrange(domain.options) for _ in range(domain.issues)]
    for _ in range(3):
        for i in range(domain.issues):
            tries = [best[:i] + [o] + best[i + 1:] for o in range(domain.options)]
            best = max(tries, key=lambda t: (domain.possible(t), worth(domain.gains(t))))
    return best


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "boxes.yaml"
    domain = Boxes(2, 30, 10, 40, 1)
    domain.write(path)
    found = answer(program, "analyze", path)
    check.same("boxes: not enumerated", found["method"], "structure")
    made = random.Random(2)
    for name, worth in (("utilitarian", sum), ("egalitarian", min)):
        s = solution(found, name)
        gains = domain.gains(s["options"])
        check.that(f"boxes: {name} is proved", s["proved"])
        check.that(f"boxes: {name} can be agreed", domain.possible(s["options"]) and min(gains) >= 0, gains)
        check.same(f"boxes: {name} is worth what it says", s["value"], float(worth(gains)))
        tried = [climb(domain, worth, made) for _ in range(20)]
        better = [t for t in tried if domain.possible(t) and min(domain.gains(t)) >= 0
                  and worth(domain.gains(t)) > s["bound"] + 1e-9]
        check.same(f"boxes: nothing tried beats the bound of {name}", better, [])

done = run(program, "analyze", vienna, "--method", "guess")
check.same("a strange method", done.returncode, 2)
done = run(program, "frontier", vienna, "--tolerance", "2")
check.same("a strange tolerance", done.returncode, 2)
check.finish()
