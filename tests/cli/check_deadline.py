"""coburg forecast --deadline: probabilities that sum to one, priors from the case and the command line, what is refused.

Usage: check_deadline.py PROGRAM SOURCE_ROOT
"""
import math
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
vienna = root / "cases/vienna-2014.yaml"
check = Checks()


def ask(*more, case=vienna):
    return answer(program, "forecast", case, "--deadline", *more)


got = ask()
exits = {e["exit"]: e for e in got["exits"]}
circumstances = {c["name"]: c for c in got["circumstances"]}
check.same("two days from the 23rd to the 24th", got["days"], 2)
check.that("the three sum to one", abs(sum(e["probability"] for e in exits.values()) - 1) < 1e-9)
check.that("quantiles rise", all(e["q5"] <= e["q25"] <= e["q50"] <= e["q75"] <= e["q95"] for e in exits.values()))
check.same("the deadline had moved once by then", circumstances["precedent"]["value"], 1)
check.that("the zone lies between none and 23 % of all", circumstances["zone"]["low"] == 0 and
           abs(circumstances["zone"]["high"] - (1 + math.log10(281086 / 1224720) / 6)) < 1e-9, circumstances["zone"])
page = run(program, "forecast", vienna, "--deadline")
check.that("the first sentence is the answer, and says what it is", page.stdout.startswith("By the deadline of 2014-11-24, with 2 days left: ")
           and "not estimates" in " ".join(page.stdout.split("\n\n")[0].split()), page.stdout[:200])
check.same("same bytes with two threads", run(program, "forecast", vienna, "--deadline", "--threads", "2").stdout, page.stdout)
# Everything certain: the formula by hand, for one day.
fixed = ["--days", "1", "--gap", "0.5", "--tension", "0.25"]
for e in exits:
    for term, value in {"base": 0, "gap": 0, "zone": 0, "precedent": 0, "tension": 0, "deadline": 0}.items():
        fixed += ["--prior", f"{e}.{term}={value}:0"]
fixed += ["--prior", "deal.gap=2:0", "--prior", "breakdown.tension=-4:0", "--prior", "extension.precedent=1:0"]
certain = {e["exit"]: e for e in ask(*fixed)["exits"]}
eta = {"deal": 1, "breakdown": -1, "extension": 1}
total = sum(map(math.exp, eta.values()))
for e, x in eta.items():
    check.that(f"{e} by hand", abs(certain[e]["probability"] - math.exp(x) / total) < 1e-12 and
               certain[e]["q5"] == certain[e]["q95"], certain[e])
# Hazards by hand over several days, and every day told once.
coefficient = {"deal": (-2, -1, 1, 0.5), "breakdown": (-3, 0.5, 2, 0.25), "extension": (-4, 1, 0, 2)}  # base, gap, tension, deadline
fixed = ["--days", "4", "--gap", "0.3", "--tension", "0.6", "--draws", "10"]
for e, (base, gap, tension, last) in coefficient.items():
    for term, value in {"base": base, "gap": gap, "zone": 0, "precedent": 0, "tension": tension, "deadline": last}.items():
        fixed += ["--prior", f"{e}.{term}={value}:0"]
certain = {e["exit"]: e["by_day"] for e in ask(*fixed)["exits"]}
still, done = 1, dict.fromkeys(coefficient, 0)
for day in range(4):
    weight = {e: math.exp(b + 0.3 * g + 0.6 * t + (last if day == 3 else 0)) for e, (b, g, t, last) in coefficient.items()}
    total = sum(weight.values()) + (1 if day < 3 else 0)
    for e, w in weight.items():
        done[e] += still * w / total
        check.that(f"{e} by day {day + 1}", abs(certain[e][day] - done[e]) < 1e-12, (certain, done))
    still = 1 - sum(done.values())
for days in (2, 3, 4, 5, 9, 10, 11, 12, 30, 365):
    lines = run(program, "forecast", vienna, "--deadline", "--days", days, "--draws", "10").stdout.split("Day by day")[1]
    shown = [int(line.split()[0]) for line in lines.split("\n\n")[0].splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    check.that(f"{days} days: each once, to the last", shown == sorted(set(shown)) and shown[0] == 1 and shown[-2:] == [days - 1, days],
               shown)
    check.that(f"{days} days: as many as fit", days > 10 or len(shown) == days, shown)
with tempfile.TemporaryDirectory() as folder:
    own = Path(folder) / "own.yaml"
    own.write_text(vienna.read_text())
    for word, args in [("--days", ["--days", "0"]), ("--gap", ["--gap", "2"]), ("--gap", ["--gap", "0.5..0.2"]), ("--tension", ["--tension", "high"]),
                       ("--prior", ["--prior", "deal=1"]), ("--prior", ["--prior", "deal.mood=1"]), ("--prior", ["--prior", "deal.gap=1:-1"]),
                       ("--prior", ["--prior", "deal.gap=nan"]), ("draws", ["--draws", "0"])]:
        done = run(program, "forecast", own, "--deadline", *args)
        check.same(f"refused {args}", done.returncode, 2)
        check.that(f"{args}: says {word}", word in done.stderr, done.stderr)
    own.write_text(vienna.read_text().replace("deadline: 2014-11-24T", "deadline: 2034-11-24T").replace("deadline: 2014-11-24\n",
                                                                                                     "deadline: 2034-11-24\n"))
    far = run(program, "forecast", own, "--deadline")
    check.that("a deadline decades away is not cut short in silence", far.returncode == 2 and "too far" in far.stderr, far.stderr)
    timeless = run(program, "forecast", root / "cases/price.yaml", "--deadline", "--equal-power")
    check.that("a case without dates says what it lacks", timeless.returncode == 2 and "--days" in timeless.stderr, timeless.stderr)
    check.same("and takes them from the command line",
               run(program, "forecast", root / "cases/price.yaml", "--deadline", "--days", "30", "--draws", "100").returncode, 0)
    table = run(program, "forecast", root / "tests/paper/forecast/oil_price_sultan_input.csv", "--deadline")
    check.that("a table has no deadline", table.returncode == 2 and "needs a case" in table.stderr, table.stderr)
check.finish()
