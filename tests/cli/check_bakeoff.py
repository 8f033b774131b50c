"""coburg bakeoff: the illustration, joined powers, other names of columns, and what is refused.

Usage: check_bakeoff.py PROGRAM SOURCE_ROOT
"""
import csv
import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, rows, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
data = root / "cases/decided-illustration.csv"
check = Checks()

got = answer(program, "bakeoff", data, "--outcomes")
by_name = {e["name"]: e for e in got["entrants"]}
check.that("baselines and models are there", {"compromise", "unweighted", "midpoint", "reference", "median", "smp", "challenge"} <=
           set(by_name), by_name.keys())
positions, issues = rows(data), {}
for r in positions:
    issues.setdefault((r["proposal"], r["issue"]), []).append(r)
errors, absent = [], 0
for stands in issues.values():
    weight = sum(float(r["power"]) * float(r["salience"]) for r in stands)
    mean = sum(float(r["power"]) * float(r["salience"]) * float(r["position"]) for r in stands) / weight
    errors.append(abs(mean - float(stands[0]["outcome"])))
    absent += stands[0]["reference"] == ""
check.that("the compromise mean errs as computed apart", abs(by_name["compromise"]["mean_error"] - sum(errors) / len(errors))
           < 1e-9, by_name["compromise"])
check.same("the reference point is left out where there is none", by_name["reference"]["issues"], len(issues) - absent)
page = run(program, "bakeoff", data)
check.that("the first sentence is the answer", page.stdout.startswith(f"On {len(issues)} decided issues of 8 proposals "),
           page.stdout[:90])
check.same("same bytes with two threads", run(program, "bakeoff", data, "--threads", "2").stdout, page.stdout)
table = list(csv.DictReader(io.StringIO(run(program, "bakeoff", data, "--csv").stdout)))
check.same("one row an issue and entrant", len(table), len(issues) * len(by_name))
chosen = answer(program, "bakeoff", data, "--models", "median:side=upper,smp:vote=binary")
check.same("chosen models", [e["name"] for e in chosen["entrants"]][4:], ["median:side=upper", "smp:vote=binary"])
with tempfile.TemporaryDirectory() as folder:
    renamed, votes = Path(folder) / "d.csv", Path(folder) / "votes.csv"
    text = data.read_text().replace("proposal,issue,actor,position,salience,power,reference,outcome",
                                    "prnr,isnr,who,position,salience,strength,rp,result")
    renamed.write_text(text)
    powers = {r["actor"]: r["power"] for r in positions}
    votes.write_text("actor;power\n" + "".join(f"{a};{p}\n" for a, p in powers.items()))
    joined = answer(program, "bakeoff", renamed, "--columns", "actor=who,outcome=result", "--power", votes)
    check.same("renamed columns and joined powers give the same", joined["entrants"], got["entrants"])
    check.that("without powers the page says so", "No powers are given" in
               run(program, "bakeoff", renamed, "--columns", "actor=who,outcome=result").stdout)
    alone = Path(folder) / "alone.csv"
    alone.write_text("issue,actor,position,salience,outcome\nx,a,10,0.5,500\nx,b,20,1,500\n")
    told = run(program, "bakeoff", alone).stdout
    check.that("one proposal upholds nothing", "one proposal does not say" in told.replace("\n", " ") and "upholds" not in told, told)
    alone.write_text("issue,actor,position,salience,power,outcome\nx,a,10,0.5,0,12\nx,b,20,1,0,12\n")
    told = run(program, "bakeoff", alone).stdout
    check.that("nobody counts: no forecast, not nan", "has no forecast" in told and "nan" not in told.split("Errors")[0], told)
    # Three issues of two proposals by hand. Resamples of two proposals are four, so the interval ends in the two pure ones.
    alone.write_text("""proposal;issue;actor;position;salience;power;reference;outcome;low;high
P1;i1;A;0;50;2;0;30;0;100
P1;i1;B;100;80;1;0;30;0;100
P1;i2;A;"0,1";20;2;;0,6;0;1
P1;i2;B;"0,7";40;1;;0,6;0;1
P1;i2;C;"0,5";60;3;;0,6;0;1
P2;i3;A;0;50;2;200;200;0;200
P2;i3;B;200;50;3;200;200;0;200
P2;i3;C;200;10;1;200;200;0;200
P3;i4;A;0;50;2;0;NA;0;1
""".replace("\n", "\r\n"), encoding="utf-8-sig")
    hand = {e["name"]: e for e in answer(program, "bakeoff", alone, "--models", "median,mean")["entrants"]}
    errors = {"compromise": [400 / 9, 305 / 6.5, 80 / 1.3], "unweighted": [50, 130 / 3, 200 / 3], "midpoint": [50, 50, 50],
              "median": [0, 50, 100], "mean": [400 / 9, 305 / 6.5, 80 / 1.3]}
    errors = {k: [abs(x - o) for x, o in zip(v, (30, 60, 100))] for k, v in errors.items()} | {"reference": [30, None, 0]}
    for name, e in errors.items():
        there, base = [x for x in e if x is not None], errors["compromise"]
        gain = [(b - x, k) for k, (x, b) in enumerate(zip(e, base)) if x is not None]
        first = [g for g, k in gain if k < 2]
        ends = sorted([sum(first) / len(first), gain[-1][0]])
        wanted = {"issues": len(there), "mean_error": sum(there) / len(there), "closer_by": sum(g for g, _ in gain) / len(gain),
                  "skill": 1 - sum(there) / sum(b for x, b in zip(e, base) if x is not None), "low": ends[0], "high": ends[1],
                  "median_error": sorted(there)[len(there) // 2] if len(there) % 2 else sum(sorted(there)[:2]) / 2,
                  "hits": 0.5 if name == "midpoint" else 1, "dichotomous": 1}
        for key, value in wanted.items():
            check.that(f"by hand: {name}, {key}", abs(hand[name][key] - value) < 1e-9, (hand[name], value))
    votes.write_text("actor;power\nA;2\nB;1\n")
    done = run(program, "bakeoff", alone, "--power", votes)
    check.same("an actor without a power, powers in its rows: they do", done.returncode, 0)
    alone.write_text("issue,actor,position,salience,outcome\nx,A,10,50,12\nx,C,20,100,12\ny,C,20,100,12\n")
    done = run(program, "bakeoff", alone, "--power", votes)
    check.that("an actor without a power is named once", done.returncode == 2 and done.stderr.count('power, of: "C"') == 1, done.stderr)
    for word, args in [("no column", [renamed]), ("no model", [data, "--models", "oracle"]), ("--models", [data, "--models", "smp,,"]),
                       ("gives no column", [data, "--columns", "x"]), ("cannot read", [Path(folder) / "none.csv"]),
                       ("cannot read", [data, "--power", folder]), ("votes.csv:1:1", [data, "--power", votes])]:
        if "votes" in word:
            votes.write_text("actor\n")
        done = run(program, "bakeoff", *args)
        check.same(f"refused {args[1:]}", done.returncode, 2)
        check.that(f"says {word!r}", word in done.stderr, done.stderr)
with tempfile.TemporaryDirectory() as folder:
    vast = Path(folder) / "vast.csv"
    vast.write_text("proposal,issue,actor,position,salience,power,outcome\nP,c,A,404444444444444444,60,4,58\n", encoding="utf-8")
    done = run(program, "bakeoff", vast)
    check.that("a number that no model takes: where it is", done.returncode == 2 and ":2:1: error: a number beyond 1e15" in done.stderr,
               done.stderr)
check.finish()
