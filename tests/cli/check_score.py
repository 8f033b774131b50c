"""coburg score: forecasts kept, settled and scored; what is not understood leaves the file as it was.

Usage: check_score.py PROGRAM SOURCE_ROOT
"""
import csv
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
check = Checks()


def keeps(log, question, *words):
    done = run(program, "score", log, "--add", question, *words)
    check.same(f"kept {question}", (done.returncode, done.stderr), (0, ""))


def refuses(log, word, *args):
    before = log.read_bytes() if log.exists() else None
    done = run(program, "score", log, *args)
    check.same(f"refused {args}", done.returncode, 2)
    check.that(f"says {word!r}", word in done.stderr, done.stderr)
    check.same(f"{args} leaves the file as it was", log.read_bytes() if log.exists() else None, before)


with tempfile.TemporaryDirectory() as folder:
    log = Path(folder) / "log.csv"
    keeps(log, "Vienna, 24 \"November\"", "--by", "desk", "--made", "2014-11-20", "--answer", "deal=20%", "--answer",
          "extension=0.7", "--answer", "break=down=0.1", "--due", "2014-11-24")
    keeps(log, "centrifuges", "--by", "desk", "--made", "2014-11-20", "--quantile", "5=1500", "--quantile", "50=5000",
          "--quantile", "95=9400", "--low", "0", "--note", "a, b; c # d")
    keeps(log, "signed by all", "--by", "Zoë", "--answer", "yes=0.5")
    got = answer(program, "score", log)
    check.same("three questions, nothing settled", (got["questions"], got["settled"]), (3, 0))
    refuses(log, "sum to 0.6", "--add", "x", "--answer", "a=.5", "--answer", "b=.1")
    refuses(log, "second time", "--add", "centrifuges", "--by", "desk", "--made", "2014-11-20", "--quantile", "50=1")
    refuses(log, "either", "--add", "x")
    refuses(log, "either", "--add", "x", "--answer", "a=1", "--quantile", "50=2")
    refuses(log, "ANSWER=PROBABILITY", "--add", "x", "--answer", "a")
    refuses(log, "not a date", "--add", "x", "--answer", "a=1", "--made", "yesterday")
    refuses(log, "did you mean \"centrifuges\"", "--resolve", "centrifuge=1")
    refuses(log, "not a number", "--resolve", "centrifuges=many")
    refuses(log, "one at a time", "--resolve", "a=b", "--add", "x")
    refuses(Path(folder) / "none.csv", "No such file", "--resolve", "a=b")
    for outcome, on in (("Vienna, 24 \"November\"=extension", "2014-11-24"), ("centrifuges=6000", "2015-07-14")):
        done = run(program, "score", log, "--resolve", outcome, "--on", on)
        check.same(f"settled {outcome}", (done.returncode, done.stderr), (0, ""))
    got = answer(program, "score", log)
    desk = got["forecasters"][0]
    check.same("two are settled", got["settled"], 2)
    check.that("the Brier score is that of the definition", abs(desk["brier"] - (.04 + .09 + .01) / 2) < 1e-12, desk)
    check.same("the outcome lies within", desk["intervals"][0]["held"], 1)
    check.same("the error of the median", desk["error"], 1000)
    text = log.read_text(encoding="utf-8")
    check.that("notes come back as they were", "\"a, b; c # d\"" in text, text)
    once = text
    run(program, "score", log, "--resolve", "centrifuges=6000", "--on", "2015-07-14")
    check.same("settling again the same way changes nothing", log.read_text(encoding="utf-8"), once)
    # A hand-made log: comments, another order, another separator and columns of the user's own stay.
    hand = Path(folder) / "hand.csv"
    hand.write_text("# mine\noutcome;question;answer;probability;resolved;colour\n;\"a;b\";yes;0,25;\"\";red\n")
    done = run(program, "score", hand, "--resolve", "a;b=yes", "--on", "2020-01-02")
    check.same("only the two cells change", hand.read_text(),
               "# mine\noutcome;question;answer;probability;resolved;colour\nyes;\"a;b\";yes;0,25;2020-01-02;red\n")
    refuses(log, "--add", "--answer", "a=1")
    refuses(log, "--resolve", "--on", "2014-11-24")
    if os.geteuid() != 0:
        os.chmod(folder, 0o500)
        refuses(log, "cannot write", "--add", "new", "--answer", "a=1")
        os.chmod(folder, 0o700)
    rows = run(program, "score", log, "--csv").stdout.splitlines()
    check.same("one row a forecast", len(rows), 4)
    page = run(program, "score", log).stdout
    check.that("the first sentence is the answer", page.startswith("2 of 3 questions are settled; "), page[:80])
claims = answer(program, "score", root / "cases/vienna-2014.yaml")
check.same("S14 failed in a day", [(v["claim"], v["verdict"], v["on"]) for v in claims["verdicts"]],
           [("S14", "failed", "2014-11-24")])
check.that("a case tells its claims", "S14" in run(program, "score", root / "cases/vienna-2014.yaml").stdout)
check.same("a folder is refused", run(program, "score", root).returncode, 2)
json.dumps(claims)
with tempfile.TemporaryDirectory() as folder:
    log = Path(folder) / "log.csv"
    for args in (["--add", "Deal?", "--by", "a", "--made", "2014-11-20", "--answer", "yes=20%", "--answer", "no=80%"],
                 ["--add", "How many?", "--by", "a", "--made", "2014-11-20", "--quantile", "5=1", "--quantile", "95=3"]):
        check.same(f"{args}: kept", run(program, "score", log, *args).returncode, 0)
    slip = run(program, "score", log, "--resolve", "Deal?=yess").stdout
    check.that("an outcome that nobody named is remarked upon", "No forecast names yess; they name yes, no." in slip, slip)
    again = run(program, "score", log, "--resolve", "Deal?=yes").stdout
    check.that("and so is a change of mind", "Before, its outcome was yess." in again and "No forecast" not in again, again)
    run(program, "score", log, "--resolve", "How many?=2")
    card = answer(program, "score", log)["forecasters"][0]
    check.same("20 % is called as forecasts call it", [b["answers"] for b in card["calibration"]], [0, 0, 1, 0, 1, 0, 0])
    check.same("95 % less 5 % is 90 %", card["intervals"][0]["should_hold"], 0.9)
    for percent in ("0", "100", "-5", "nan", "x"):
        done = run(program, "score", log, "--add", "How many?", "--quantile", f"{percent}=1")
        check.that(f"no quantile of {percent} %", done.returncode == 2 and "percentage between 0 and 100" in done.stderr, done.stderr)
    before = log.read_bytes().splitlines()
    run(program, "score", log, "--add", "x", "--made", "2014-11-20", "--quantile", "10=1", "--quantile", "50=2")
    after = log.read_bytes().splitlines()
    check.that("a column that the log lacks is added, in every row", after[0] == before[0] + b",q10" and
               all(b + b"," == a for a, b in zip(after[1:-1], before[1:], strict=True)) and after[-1].endswith(b",1"), after)
    foreign = Path(folder) / "foreign.csv"
    foreign.write_bytes(b'\xef\xbb\xbf# mine\r\nquestion;by;probability;answer\r\n\r\n# c;d\r\n"a; b";me;0,5;yes\r\n')
    check.same("settled where nothing was foreseen for it",
               run(program, "score", foreign, "--resolve", "a; b=no", "--on", "2020-01-01").returncode, 0)
    check.same("comments, line ends, quotes and separators stay", foreign.read_bytes(),
               b'\xef\xbb\xbf# mine\r\nquestion;by;probability;answer;outcome;resolved\r\n\r\n# c;d\r\n'
               b'"a; b";me;0,5;yes;no;2020-01-01\r\n')
    kept, vienna = Path(folder) / "kept.csv", root / "cases/vienna-2014.yaml"
    for args in (["--issue", "CF"], ["--deadline"], ["--models", "smp"]):
        done = run(program, "forecast", vienna, *args, "--draws", "200", "--keep", kept)
        check.that(f"{args}: kept, and said", done.returncode == 0 and f"Kept in {kept}: " in done.stdout, done.stderr)
    told = answer(program, "forecast", vienna, "--issue", "CF", "--draws", "200")["issues"]
    draws = [i["draws"] for i in told if i["issue"] == "CF"][0]
    exits = {e["exit"]: e["probability"] for e in answer(program, "forecast", vienna, "--deadline", "--draws", "200")["exits"]}
    rows = list(csv.DictReader(kept.open(encoding="utf-8")))
    check.same("an issue, three exits, eleven issues", len(rows), 15)
    check.that("the quantiles are those of the answer", all(abs(float(rows[0][f"q{p}"]) - draws[k]) < 1e-5 for p, k in
               ((5, "q05"), (25, "q25"), (50, "median"), (75, "q75"), (95, "q95"))), (rows[0], draws))
    check.that("the probabilities are those of the exits", all(abs(float(r["probability"]) - exits[r["answer"]]) < 1e-5
               for r in rows[1:4]), (rows[1:4], exits))
    check.same("dated as the case is, due at its deadline", {(r["made"], r["due"]) for r in rows}, {("2014-11-23", "2014-11-24")})
    before = kept.read_bytes()
    done = run(program, "forecast", vienna, "--issue", "CF", "--draws", "200", "--keep", kept)
    check.that("twice on one day is refused, nothing is changed", done.returncode == 2 and "a second time" in done.stderr and
               kept.read_bytes() == before, done.stderr)
    question = rows[1]["question"]
    check.same("and settled", run(program, "score", kept, "--resolve", f"{question}=extension").returncode, 0)
    check.same("and scored", [f["events"] for f in answer(program, "score", kept)["forecasters"]], [0, 1, 0])
    log.write_text("foo,bar\n1,2\n")
    check.that("another table: what a log begins with", "its first line names question" in run(program, "score", log).stderr)
check.finish()
