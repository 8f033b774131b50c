"""Published examples, each with its source in the case file or beside the figure.

Usage: check_classics.py PROGRAM SOURCE_ROOT
"""
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer  # noqa: E402

program, cases = sys.argv[1], Path(sys.argv[2]) / "cases"
check = Checks()


def solution(result, name):
    return next(s for s in result["solutions"] if s["solution"] == name)


def gains(result, name):
    walk = [p["walk_away"] for p in result["parties"]]
    return [u - w for u, w in zip(solution(result, name)["utilities"].values(), walk)]


def lottery(result, name):
    return next(row["gains"] for row in result["lotteries"] if row["solution"] == name)


# Nash 1950, Econometrica 18, 155-162: the barter of Bill and Jack.
barter = answer(program, "analyze", cases / "nash-1950-barter.yaml")
check.same("barter: individually rational allocations", barter["zone"]["agreements"], 293)
check.same("barter: Nash gains", gains(barter, "nash"), [12, 5])
check.same("barter: Kalai-Smorodinsky without lots", gains(barter, "kalai-smorodinsky"), [12, 5])
check.same("barter: leximin avoids the trap (6, 6)", gains(barter, "egalitarian"), [8, 6])
check.same("barter: utilitarian sum", sum(gains(barter, "utilitarian")), 18)
check.same("barter: Nash with lots", lottery(barter, "nash"), ["12", "5"])
check.same("barter: Kalai-Smorodinsky with lots", lottery(barter, "kalai-smorodinsky"), ["81/7", "36/7"])
check.same("barter: egalitarian with lots", lottery(barter, "egalitarian"), ["27/4", "27/4"])
trade = [("book", "Jack"), ("whip", "Jack"), ("ball", "Jack"), ("bat", "Jack"), ("box", "Bill"),
         ("pen", "Bill"), ("toy", "Bill"), ("knife", "Bill"), ("hat", "Jack")]
check.same("barter: who holds what under Nash", list(solution(barter, "nash")["package"].items()), trade)
frontier = [tuple(p["utilities"].values()) for p in barter["frontier"]]
inside = sorted((a - 12, b - 6) for a, b in frontier if a >= 12 and b >= 6)
check.same("barter: efficient gains", inside, [(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)])

# Itex v Cypress, the Inspire case; figures by full enumeration.
itex = answer(program, "analyze", cases / "itex-cypress.yaml")
check.same("itex: outcomes", itex["zone"]["outcomes"], 180)
check.same("itex: Pareto outcomes", len(itex["frontier"]), 18)
for name in ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian"):
    chosen = solution(itex, name)
    check.same(f"itex: {name}", [round(u, 4) for u in chosen["utilities"].values()], [0.7215, 0.6705])
    check.same(f"itex: {name} is $3.47, 45 days, 30 days after, 5 %", chosen["options"], [4, 1, 1, 1])
product = 1
for u in solution(itex, "nash")["utilities"].values():
    product *= u
check.same("itex: Nash product", round(product, 6), 0.483735)
for both, count in ((0.5, 20), (0.25, 125)):
    zone = answer(program, "analyze", cases / "itex-cypress.yaml", "--raise-walk-aways", both)["zone"]
    check.same(f"itex: outcomes with both at {both}", zone["agreements"], count)

# Adjusted Winner: Brams and Taylor, Fair Division (1996) and The Win-Win Solution (1999).
DIVISIONS = {
    "panama-1974": ("66", "Land and water", "2/15", (66, 66), (64, 68)),
    "camp-david-1978": ("395/6", "Sinai", "1/6", (60, 75), (60, 75)),
    "divorce-a": ("218/3", "Palm Beach mansion", "13/15", (78, 70), (78, 70)),
    "divorce-b": ("665/11", "Cash and receivables", "1/11", (60, 61), (60, 61)),
}
for name, (each, split, share, _, whole) in DIVISIONS.items():
    text = str(answer(program, "divide", cases / f"{name}.yaml"))
    for what in (each, split, share):
        check.that(f"{name}: {what}", f"'{what}'" in text or f": {what}," in text, text[:400])
    # The same division of whole issues by the enumerating engine: leximin, and the largest product.
    case = answer(program, "analyze", cases / f"{name}.yaml")
    for kind in ("egalitarian", "max-product"):
        check.same(f"{name}: whole issues by {kind}", tuple(solution(case, kind)["utilities"].values()), whole)

# Kalai and Smorodinsky 1975: a set grows and Nash takes from the second party.
GROWN = """case: {title}
scale: 1
parties: {{A: {{}}, B: {{}}}}
issues: {{x: {{options: [a, b, c, d]}}}}
preferences:
  A: {{weights: {{x: 1}}, scores: {{x: {a}}}}}
  B: {{weights: {{x: 1}}, scores: {{x: {b}}}}}
"""
with tempfile.TemporaryDirectory() as folder:
    for title, a, b, nash, ks in (("S", "[0, 1, 0.75, 0]", "[0, 0, 0.75, 1]", ["3/4", "3/4"], ["3/4", "3/4"]),
                                  ("T", "[0, 1, 1, 0]", "[0, 0, 0.7, 1]", ["1", "7/10"], ["10/13", "10/13"])):
        path = Path(folder) / f"{title}.yaml"
        path.write_text(GROWN.format(title=title, a=a, b=b), encoding="utf-8")
        grown = answer(program, "analyze", path)
        check.same(f"set {title}: Nash", lottery(grown, "nash"), nash)
        check.same(f"set {title}: Kalai-Smorodinsky", lottery(grown, "kalai-smorodinsky"), ks)
check.finish()
