"""The Vienna case against figures computed independently: every row of tests/oracle/vienna/expected.csv.

Usage: check_vienna.py PROGRAM SOURCE_ROOT
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, rows  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
case = root / "cases/vienna-2014.yaml"
check = Checks()

OPEN = ["--without-red-lines"]
SCENARIOS = {
    "no red lines (7 parties equal)": (OPEN, "nash"),
    "Iran red line only": (["--without-red-lines=US"], "nash"),
    "US red line only": (["--without-red-lines=IR"], "nash"),
    "both red lines": ([], "nash"),
    "all walk-aways +5 (no red lines)": (OPEN + ["--raise-walk-aways", "5"], "nash"),
    "all walk-aways +10 (no red lines)": (OPEN + ["--raise-walk-aways", "10"], "nash"),
    "all walk-aways +15 (no red lines)": (OPEN + ["--raise-walk-aways", "15"], "nash"),
    "all walk-aways +20 (no red lines)": (OPEN + ["--raise-walk-aways", "20"], "nash"),
    "bilateral IR-US (no red lines)": (OPEN + ["--parties", "IR,US"], "nash"),
    "bloc-weighted Nash (IR 1/2; six 1/12 each; no red lines)": (OPEN, "nash-bloc"),
    "clone test IR + 2 copies of US (no red lines)": (OPEN + ["--parties", "IR,US,US"], "nash"),
    "clone test IR + 4..6 copies of US (no red lines)": (OPEN + ["--parties", "IR,US,US,US,US,US,US"], "nash"),
}


def solution(result, name):
    return next(s for s in result["solutions"] if s["solution"] == name)


def us(utilities):
    return utilities.get("US", utilities.get("US.1"))


def check_row(row):
    name = row["scenario"]
    if name.startswith("2015-like"):
        result = answer(program, "analyze", case, *OPEN, "--outcome", row["nash_vector"])
        scored = result["scored"]
        check.that("nothing dominates the 2015-like vector", scored["efficient"])
        utilities = scored["utilities"]
    else:
        args, kind = SCENARIOS[name]
        result = answer(program, "analyze", case, *args)
        if row["zopa_count"]:
            check.same(f"{name}: zone", result["zone"]["agreements"], int(row["zopa_count"]))
        if not row["nash_vector"]:
            return
        chosen = solution(result, kind)
        check.same(f"{name}: {kind}", " ".join(map(str, chosen["options"])), row["nash_vector"])
        utilities = chosen["utilities"]
    check.same(f"{name}: IR", f"{utilities['IR']:.2f}", row["nash_IR"])
    check.same(f"{name}: US", f"{us(utilities):.2f}", row["nash_US"])


expected = rows(root / "tests/oracle/vienna/expected.csv")
check.that("the table has its rows", len(expected) == 13, len(expected))
for each in expected:
    check_row(each)

# Nash, Kalai-Smorodinsky and egalitarian agree between Iran and the United States.
bilateral = answer(program, "analyze", case, *OPEN, "--parties", "IR,US")
for name in ("kalai-smorodinsky", "egalitarian"):
    check.same(f"bilateral {name}", solution(bilateral, name)["options"], [2, 2, 2, 1, 0, 3, 1, 1, 1, 1, 1])

whole = answer(program, "analyze", case)
losses = {row["issue"]: row for row in whole["issue_losses"]["issues"]}
check.same("Iran loses most on EC and UN", [losses["EC"]["first_loses"], losses["UN"]["first_loses"]], [24, 20])
check.same("joint losses", [losses[i]["least_joint"] for i in ("CF", "UN", "EC", "DU")], [12.7, 10.6, 10, 9.8])
check.that("walk-aways may rise by 15 to 20 points", 15 <= whole["zone_set_aside"]["slack"] < 20)
check.that("the answer names both red lines and what dropping them opens",
           whole["answer"].startswith("No agreement is possible: Iran's and the United States' red lines on UN measures "
                                      "exclude each other; dropping Iran's opens 120,334 outcomes, dropping the United "
                                      "States' 13,090"), whole["answer"])
for clones in (4, 5, 6):
    found = answer(program, "analyze", case, *OPEN, "--parties", "IR" + ",US" * clones)
    check.same(f"{clones} copies of the US", solution(found, "nash")["utilities"]["IR"], 52.35)
check.finish()
