"""The command line as a user meets it: exit codes, messages, help, colour, closed pipes, full disks.

Usage: check_cli.py PROGRAM SOURCE_ROOT
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
vienna, price = root / "cases/vienna-2014.yaml", root / "cases/price.yaml"
check = Checks()


def refused(sentence, args, *words, code=2):
    done = run(program, *args)
    check.same(f"{sentence}: exit", done.returncode, code)
    check.same(f"{sentence}: nothing on standard output", done.stdout, "")
    for word in words:
        check.that(f"{sentence}: says {word!r}", word in done.stderr, done.stderr)


def works(sentence, args, *words):
    done = run(program, *args)
    check.same(f"{sentence}: exit", done.returncode, 0)
    for word in words:
        check.that(f"{sentence}: says {word!r}", word in done.stdout, done.stdout[:500])
    return done.stdout


works("no arguments", [], "Try this first", "analyze")
commands = [c["name"] for c in json.loads(run(program, "help", "--json").stdout)["commands"]]
check.that("the commands are there", {"analyze", "check", "show", "divide", "format", "list", "help", "version",
                                      "fingerprint"} <= set(commands), commands)
for name in commands:
    check.same(f"help {name} is {name} --help", works(f"{name} --help", [name, "--help"], "Usage:"),
               run(program, "help", name).stdout)
for shell in ("bash", "zsh", "fish"):
    text = works(f"completion for {shell}", ["help", "--completion", shell])
    check.that(f"completion for {shell} knows every command", all(c in text for c in commands))
manual = works("manual", ["help", "--man"])
check.that("the manual knows every command", all(c in manual for c in commands))
works("version", ["version"], "0.")

refused("unknown command", ["analyse", vienna], "analyze")
refused("unknown option", ["analyze", vienna, "--partys", "IR"], "--parties")
refused("no such file", ["analyze", "nowhere.yaml"], "nowhere.yaml")
refused("a folder", ["analyze", root], "directory")
refused("unknown party", ["analyze", vienna, "--parties", "IR,USA"], "did you mean US?")
refused("walk-away without points", ["analyze", vienna, "--walk-away", "IR"], "IR=50")
refused("walk-away of nobody at the table", ["analyze", vienna, "--parties", "IR,US", "--walk-away", "FR=1"], "not at the table")
refused("points that are none", ["analyze", vienna, "--raise-walk-aways", "lots"], "a number of points")
refused("top beyond the most", ["analyze", vienna, "--top", "1000"], "100")
refused("both kinds of weights", ["analyze", vienna, "--symmetric", "--bloc-weights"], "exclude each other")
refused("outcome without an issue", ["analyze", vienna, "--outcome", "UN=kept in full"], "says nothing of issue EC")
refused("outcome with a strange option", ["analyze", price, "--outcome", "price=101"], "no option")
refused("too many outcomes", ["analyze", vienna, "--method", "enumerate", "--max-outcomes", "1000"], "1,224,720", "--max-outcomes")
refused("two cases", ["analyze", vienna, price], "one case at a time")
refused("bad case", ["analyze", root / "tests/format/bad/fail_L12C5_weight_sum.yaml"], "sum to 95", "hint")
check.same("check says no with 1", run(program, "check", root / "tests/format/bad/fail_L12C5_weight_sum.yaml").returncode, 1)

works("one package by name", ["analyze", price, "--outcome", "price=150"], "Acceptable to everybody")
works("one package by number", ["analyze", price, "--outcome", "#20".strip("#")], "Refused by buyer")
package = "UN=kept in f, EC=#1, CF=5060, EL=5, ST=300, DU=10, AR=as designed, safeguarded, FO=closed, PM=dropped, RD=none, " \
          "IN=Additional Protocol, managed access with a time limit"
scored = answer(program, "analyze", vienna, "--outcome", package)["scored"]
check.same("names with commas, beginnings of names", scored["options"], [0, 1, 3, 1, 0, 2, 2, 0, 2, 0, 1])
check.same("who accepts it", "IR" in scored["accepted_by"], False)
check.same("a package of the case", answer(program, "analyze", vienna, "--outcome", "plan-2015")["scored"]["options"],
           [2, 2, 3, 0, 0, 2, 1, 1, 1, 1, 1])
check.same("red lines of one party, without '='",
           run(program, "analyze", vienna, "--without-red-lines", "IR").stdout,
           run(program, "analyze", vienna, "--without-red-lines=IR").stdout)
check.same("a walk-away raised", answer(program, "analyze", price, "--walk-away", "seller=80")["zone"]["agreements"], 0)
for args, short, whole in [(["analyze", price, "--walk-away"], "seller=.5", "seller=0.5"),
                           (["frontier", price, "--tolerance"], ".05", "0.05"),
                           (["outcomes", price, "--party", "seller", "--between"], ".5..30", "0.5..30"),
                           (["forecast", vienna, "--issue", "UN", "--draws", "50", "--spread"], ".5", "0.5"),
                           (["forecast", vienna, "--deadline", "--tension"], ".2...6", "0.2..0.6"),
                           (["stability", vienna, "--from-issues", "--same-within"], ".5", "0.5")]:
    done = run(program, *args, short)
    check.that(f"{args[0]} {args[-1]} {short}: understood", done.returncode in (0, 1), done.stderr)
    check.same(f"{args[0]} {args[-1]} {short}: as with {whole}", done.stdout, run(program, *args, whole).stdout)
top = answer(program, "analyze", vienna, "--without-red-lines", "--top", "5")
check.same("the best package is Nash's", top["top"][0]["outcome"], top["solutions"][0]["outcome"])
rows = run(program, "analyze", vienna, "--csv").stdout.splitlines()
check.same("CSV: one row a solution and party, and a header", len(rows), 1 + 6 * 7)
equal = answer(program, "analyze", vienna, "--symmetric")
check.same("--symmetric makes both Nash solutions one", equal["solutions"][0]["outcome"], equal["solutions"][1]["outcome"])
text = price.read_text(encoding="utf-8")
piped = subprocess.run([program, "analyze", "-"], input=text, stdout=subprocess.PIPE, encoding="utf-8", check=False)
check.same("a case from standard input", piped.stdout, run(program, "analyze", price).stdout)

done = run(program, "analyze", price, "--color", "always")
check.that("colour when asked for", "\033[" in done.stdout)
check.that("no colour into a pipe", "\033[" not in run(program, "analyze", price).stdout)
if os.path.exists("/dev/full"):
    with open("/dev/full", "w") as full:
        done = subprocess.run([program, "list"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    check.same("a full disk is noticed", (done.returncode, "cannot write" in done.stderr), (3, True))
done = subprocess.run(f"'{program}' help --man | head -n 1 >/dev/null", shell=True, stderr=subprocess.PIPE, check=False)
check.same("a closed pipe is quiet", done.stderr, b"")

with tempfile.TemporaryDirectory() as folder:
    copy = Path(folder) / "copy.yaml"
    copy.write_text("case:   x\nparties: {A: , B: }\nissues:   {i: {options: [a, b]}}\n", encoding="utf-8")
    check.same("format --check says no", run(program, "format", "--check", copy).returncode, 1)
    check.same("format --in-place", run(program, "format", "--in-place", copy).returncode, 0)
    check.same("and then yes", run(program, "format", "--check", copy).returncode, 0)
    check.same("no file is left behind", [p.name for p in Path(folder).iterdir()], ["copy.yaml"])
shown = run(program, "show", vienna).stdout
claims = answer(program, "show", vienna)["claims"]
check.same("every claim is shown", [c["id"] for c in claims if f"  {c['id']} " not in shown], [])
check.same("standings", [next(c["standing"] for c in claims if c["id"] == i) for i in ("S1", "S2", "S14", "S13")],
           ["corroborated", "contested", "contradicted", "single"])
check.finish()
