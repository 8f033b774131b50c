"""coburg bakeoff: the illustration, joined powers, other names of columns, and what is refused.

Usage: check_bakeoff.py PROGRAM SOURCE_ROOT
"""
import csv
import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
data = root / "cases/decided-illustration.csv"
check = Checks()

got = answer(program, "bakeoff", data, "--outcomes")
by_name = {e["name"]: e for e in got["entrants"]}
check.that("baselines and models are there", {"compromise", "mean", "midpoint", "reference", "median", "smp", "challenge"} <=
           set(by_name), by_name.keys())
rows = [r for r in csv.DictReader(line for line in data.read_text().splitlines() if not line.startswith("#"))]
issues = {}
for r in rows:
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
    powers = {r["actor"]: r["power"] for r in rows}
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
    for word, args in [("no column", [renamed]), ("no model", [data, "--models", "oracle"]), ("--models", [data, "--models", "smp,,"]),
                       ("gives no column", [data, "--columns", "x"]), ("cannot read", [Path(folder) / "none.csv"]),
                       ("cannot read", [data, "--power", folder]), ("votes.csv:1:1", [data, "--power", votes])]:
        if "votes" in word:
            votes.write_text("actor\n")
        done = run(program, "bakeoff", *args)
        check.same(f"refused {args[1:]}", done.returncode, 2)
        check.that(f"says {word!r}", word in done.stderr, done.stderr)
check.finish()
