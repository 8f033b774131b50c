#!/usr/bin/env python3
"""Means, medians and the asymmetric Nash solution from their definitions (heads of mean.c, median.c, nbs.c) beside the program, on
made tables of several issues with missing cells, ties, and actors without power or salience.

The Nash solution is checked as what it is: nobody is left worse off than without agreement, and no point near by, nor on a grid, has
a greater weighted sum of logarithms of gains.

Usage: check_static.py PROGRAM
"""
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

WEIGHTS = {"power-salience": lambda c, s: c * s, "power": lambda c, s: c, "salience": lambda c, s: s, "equal": lambda c, s: 1}
LOW, HIGH = 0, 10


def mean(x, w):
    return sum(a * b for a, b in zip(x, w)) / sum(w)


def medians(x, w):
    """Lower, upper, and the middle of the two."""
    def first(order):
        reached = 0
        for a, b in order:
            reached += b
            if reached >= sum(w) / 2 - 1e-12 * sum(w):
                return a
    lower, upper = first(sorted(zip(x, w))), first(sorted(zip(x, w), reverse=True))
    return {"lower": lower, "upper": upper, "middle": (lower + upper) / 2}


def product(x, w, y, power, without):
    """Weighted logarithms of gains over `without`, a point or a loss (negative); None: somebody gains nothing."""
    total = 0
    for a, b in zip(x, w):
        loss = (abs(y - a) / (HIGH - LOW))**power
        none = -without if without < 0 else (abs(without - a) / (HIGH - LOW))**power
        if b > 0 and none - loss <= 0:
            return None
        total += b * math.log(none - loss) if b > 0 else 0
    return total


def is_solution(y, x, w, power, without):
    grid = [LOW + (HIGH - LOW) * k / 500 for k in range(501)]
    others = [v for v in (product(x, w, g, power, without) for g in grid) if v is not None]
    if y is None:
        return not others
    mine = product(x, w, y, power, without)
    near = [v for v in (product(x, w, y + h, power, without) for h in (-1e-5, 1e-5)) if v is not None]
    return mine is not None and all(mine >= v - 1e-12 * max(1, abs(mine)) for v in others + near)


def table(lot):
    issues, rows = lot.randint(1, 3), []
    references = [lot.choice([None, 0.0, 10.0, lot.uniform(0, 10)]) for _ in range(issues)]
    grid = lot.random() < .6
    for actor in range(lot.randint(1, 14)):
        power = lot.choice([0, 1, 2, 3]) if grid else lot.uniform(0, 4)
        for issue in range(issues):
            if issue > 0 and lot.random() < .2:
                continue
            x = float(lot.randint(0, 10)) if grid else lot.uniform(0, 10)
            rows.append((f"A{actor}", f"q{issue}", x, lot.choice([0, .1, .5, 1]) if grid else lot.uniform(0, 1), power, references[issue]))
    return rows


def wanted(rows):
    """Pairs of a model and what its point must be, or a test of it."""
    x = [r[2] for r in rows]
    for name, weigh in WEIGHTS.items():
        w = [weigh(r[4], r[3]) for r in rows]
        yield f"mean:weights={name}", mean(x, w) if sum(w) > 0 else None
        for side in ("lower", "upper", "middle"):
            yield f"median:weights={name}:side={side}", medians(x, w)[side] if sum(w) > 0 else None
    w, reference = [r[3] * r[4] for r in rows], rows[0][5]
    for loss, power in (("quadratic", 2), ("linear", 1)):
        for against, without in [("loss:disagreement=1.01", -1.01), ("loss:disagreement=5", -5),
                                 ("reference", -2 if reference is None else reference)]:
            yield (f"nbs:loss={loss}:against={against}",
                   (lambda y, p=power, d=without: is_solution(y, x, w, p, d)) if sum(w) > 0 else None)


def main():
    program, wrong, checked, lot = sys.argv[1], 0, 0, random.Random(1948)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "made.csv")
        for _ in range(60):
            rows = table(lot)
            path.write_text("actor,issue,position,salience,power,reference,lower,upper\n" + "".join(
                f"{a},{q},{x!r},{s!r},{c!r},{'' if r is None else repr(r)},{LOW},{HIGH}\n" for a, q, x, s, c, r in rows))
            by_issue = {q: list(wanted([r for r in rows if r[1] == q])) for q in {r[1] for r in rows}}
            models = [name for name, _ in by_issue["q0"]]
            out = subprocess.run([program, "forecast", path, "--models", ",".join(models), "--json"], capture_output=True,
                                 text=True, check=True)
            for issue in json.loads(out.stdout)["issues"]:
                for (name, right), got in zip(by_issue[issue["issue"]], issue["models"], strict=True):
                    point, checked = got["point"], checked + 1
                    good = right(point) if callable(right) else point == right if None in (point, right) else \
                        abs(point - right) < 1e-9
                    if not good:
                        print(f"{name} on {issue['issue']}: {point}, not {right}\n{path.read_text()}")
                        wrong += 1
    print(f"{checked} points of static models compared, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
