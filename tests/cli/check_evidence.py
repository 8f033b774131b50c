"""coburg forecast: ranges, grades and origins, and what moves the answer, where all of it can be worked out by hand.

A weighted mean with fixed weights is a sum, so that a number's first-order and total Sobol index are both its share of the
variance. A number is drawn evenly between low and value in half of the draws, between value and high in the other half.

Usage: check_evidence.py PROGRAM SOURCE_ROOT
"""
import math
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer  # noqa: E402

program, check = sys.argv[1], Checks()

SUM = """case: A sum
parties:
  A: {power: 2, positions: {q: {value: 20, range: [10, 40], source: C1}}, salience: {q: 50}}
  B: {power: 1, positions: {q: {value: 60, range: [30, 70], source: C2}}, salience: {q: 80}}
  C: {power: 3, positions: {q: {value: 90, range: [85, 95], source: [C1, C3]}}, salience: {q: 40}}
  D: {power: 0, positions: {q: {value: 90, range: [0, 100], source: C3}}, salience: {q: 40}}
issues:
  q: {scale: {from: 0, to: 100, step: 1}}
sources: {s1: {}, s2: {origin: s1}, s3: {}}
claims:
  C1: {source: s1, says: one}
  C2: {source: s2, says: two}
  C3: {source: s3, says: three}
"""
RANGES, WEIGHTS = {"A": (10, 20, 40), "B": (30, 60, 70), "C": (85, 90, 95)}, {"A": 1 / 3, "B": .8 / 3, "C": 1.2 / 3}


def variance(low, value, high):
    mean = (low + 2 * value + high) / 4
    square = ((low**2 + low * value + value**2) + (value**2 + value * high + high**2)) / 6
    return square - mean**2


def drawn(lot, low, value, high):
    return lot.uniform(low, value) if lot.random() < .5 else lot.uniform(value, high)


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "case.yaml")
    path.write_text(SUM, encoding="utf-8")
    got = answer(program, "forecast", path)
    share = {k: WEIGHTS[k]**2 * variance(*RANGES[k]) for k in RANGES}
    share = {k: v / sum(share.values()) for k, v in share.items()} | {"D": 0}
    groups = {"C1": "AC", "C2": "B", "C3": "CD", "s1": "AC", "s2": "B", "s3": "CD"}
    drivers = {d["name"].removeprefix("position of ").removesuffix(" on q"): d for d in got["drivers"]}
    check.same("all that moves it is told", sorted(drivers), sorted([*share, *groups]))
    for name, d in drivers.items():
        wanted = sum(share[k] for k in groups.get(name, name))
        check.that(f"{name}: alone", abs(d["first"] - wanted) < .02, (d, wanted))
        check.that(f"{name}: in all", abs(d["total"] - wanted) < .02, (d, wanted))
    base = sum(WEIGHTS[k] * RANGES[k][1] for k in RANGES)
    for k, (low, value, high) in RANGES.items():
        for end, x in (("at_low", low), ("at_high", high)):
            check.that(f"{k}: {end}", abs(drivers[k][end] - (base + WEIGHTS[k] * (x - value))) < 1e-9, drivers[k])
    check.that("no power: the ends do nothing", drivers["D"]["at_low"] == drivers["D"]["at_high"], drivers["D"])
    lot = random.Random(1)
    plain = sorted(sum(WEIGHTS[k] * drawn(lot, *RANGES[k]) for k in RANGES) for _ in range(100000))
    spread = got["issues"][0]["draws"]
    for name, p in (("q05", .05), ("q25", .25), ("median", .5), ("q75", .75), ("q95", .95)):
        check.that(f"{name} as by plain draws", abs(spread[name] - plain[int(p * len(plain))]) < .25, (spread, p))

    def half_width(source, grades, claims="", sources="  s1: {reliability: B}\n  s2: {origin: s1}\n  s3: {}\n"):
        """Half the range that the position of A gets, from the ends of the answer."""
        path.write_text(f"""case: Grades
parties:
  A: {{power: 1, positions: {{q: {{value: 50, source: {source}}}}}, salience: {{q: 50}}}}
  B: {{power: 1, positions: {{q: 50}}, salience: {{q: 50}}}}
issues:
  q: {{scale: {{from: 0, to: 200, step: 1}}}}
sources:
{sources}claims:
  C1: {{source: s1, says: one, grade: B2}}
  C2: {{source: s2, says: the same, grade: B2}}
  C3: {{source: s3, says: three, grade: C2}}
  half: {{source: s1, says: only the source is graded}}
  poor: {{source: s3, says: nothing sure, grade: F6}}
{claims}forecast: {{grades: {grades}}}
""", encoding="utf-8")
        moving = [d for d in answer(program, "forecast", path)["drivers"] if d["kind"] == "number"]
        return moving[0]["at_high"] - moving[0]["at_low"] if moving else 0

    GRADES = "{A1: 1, B2: 4, B: 6, C: 10, 6: 22, F: 25}"
    for source, wanted in (("C1", 8), ("[C1, C2]", 8), ("[C1, C3]", 8 / math.sqrt(2)), ("C3", 20), ("half", 12), ("s1", 12),
                           ("s3", 0), ("poor", 50), ("[poor, C3]", 20)):
        got = half_width(source, GRADES)
        check.that(f"{source}: half of the range", abs(got - wanted) < 1e-9, (got, wanted))
    check.same("half a grade that the table leaves open gives none", half_width("half", "{B2: 4}"), 0)
    check.same("half a grade: the widest it may be", half_width("half", "{B: 6, B2: 4}"), 12)
    check.same("no width, no range", half_width("C1", "{A1: 1}"), 0)
check.finish()
