"""coburg talk on what tables cannot hold, and under rules and options that make no sense.

Usage: check_talks.py PROGRAM SOURCE_ROOT
"""
import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
vienna, itex = root / "cases/vienna-2014.yaml", root / "cases/itex-cypress.yaml"
check = Checks()


class Made:
    """Integer points: one party likes high options, the next low ones; some options are red lines."""

    def __init__(self, parties, issues, options, walk_away, seed, bloc=False):
        made = random.Random(seed)
        self.parties, self.issues, self.bloc = parties, issues, bloc
        self.points = []
        for p in range(parties):
            weight = [made.randint(1, 20) for _ in range(issues)]
            self.points.append([[w * max(0, (o if p % 2 == 0 else options - 1 - o) * 10 + made.randint(-9, 9))
                                 for o in range(options)] for w in weight])
        self.walk_away = [sum(max(i) for i in p) * walk_away // 100 for p in self.points]
        self.forbidden = {(0, 0): options - 1}  # party 0 does not take the last option of issue 0

    def write(self, path):
        lines = ["case: made", "parties:"]
        lines += [f"  P{p}: {{walk_away: {w}}}" for p, w in enumerate(self.walk_away)]
        if self.bloc:
            lines += ["blocs:", "  B: {members: [P1, P2]}"]
        options = len(self.points[0][0])
        lines += ["issues:"] + [f"  i{i}: {{options: [{', '.join(f'o{o}' for o in range(options))}]}}"
                                for i in range(self.issues)]
        lines += ["preferences:"]
        for p, issues in enumerate(self.points):
            lines += [f"  P{p}:", "    points:"] + [f"      i{i}: {o}" for i, o in enumerate(issues)]
            if p == 0:
                lines += [f"    red_lines:", f"      - {{issue: i0, accept: [{', '.join(f'o{o}' for o in range(options - 1))}]}}"]
        path.write_text("\n".join(lines) + "\n")

    def takes(self, party, options):
        value = sum(issue[o] for issue, o in zip(self.points[party], options))
        return value >= self.walk_away[party] and (party != 0 or options[0] != self.forbidden[(0, 0)])


def rows(path):
    lines = path.read_text().splitlines()
    for line in lines[1:]:
        cells = line.split(",")
        yield cells[3], cells[4], [int(o) for o in cells[6].split()]


def names(kind):
    return [entry["name"] for entry in json.loads(run(program, "list", kind, "--json").stdout)[kind]]


def talk_large(folder):
    path, trace = Path(folder) / "large.yaml", Path(folder) / "trace.csv"
    domain = Made(2, 12, 10, 35, 4)
    domain.write(path)
    slowest = (0, "")
    for name in names("strategies"):
        began = time.monotonic()
        found = answer(program, "talk", path, "--party", f"P0={name}", "--party", "P1=conceder", "--rounds", 100,
                       "--trace", trace)
        slowest = max(slowest, (time.monotonic() - began, name))
        offers = [(who, options) for who, act, options in rows(trace) if act == "offers"]
        check.that(f"10^12 outcomes, {name}: there are offers", len(offers) > 0)
        check.same(f"10^12 outcomes, {name}: every offer is acceptable to who makes it",
                   [o for who, o in offers if not domain.takes(int(who[1]), o)], [])
        for deal in found["deals"]:
            options = [int(o[1:]) for o in deal["options"].values()]
            check.that(f"10^12 outcomes, {name}: the deal is acceptable to both",
                       all(domain.takes(p, options) for p in range(2)))
        check.that(f"10^12 outcomes, {name}: Nash is proved", found["nash"]["proved"])
    print(f"slowest session with set-up at 10^12 outcomes: {slowest[0]:.2f} s, {slowest[1]}")
    bloc = Made(3, 12, 10, 30, 5, bloc=True)
    bloc.write(path)
    answer(program, "talk", path, "--party", "P0=linear", "--party", "B=linear", "--rounds", 50, "--trace", trace)
    offers = [(who, options) for who, act, options in rows(trace) if act == "offers"]
    check.same("a bloc offers at 10^12 outcomes what both members take",
               [o for who, o in offers if who == "B" and not (bloc.takes(1, o) and bloc.takes(2, o))], [])
    check.that("a bloc makes offers at 10^12 outcomes", any(who == "B" for who, _ in offers))
    for issues, words in ((19, None), (21, "too many")):
        Made(2, issues, 10, 20, 6).write(path)
        done = run(program, "talk", path, "--rounds", 20)
        check.same(f"10^{issues} outcomes: exit", done.returncode, 2 if words else 0)
        check.that(f"10^{issues} outcomes: says why", words is None or words in done.stderr, done.stderr)


def refused(case, *args):
    done = run(program, "talk", case, *args)
    check.same(f"talk {' '.join(args)}: refused", done.returncode, 2)
    check.that(f"talk {' '.join(args)}: says what to write", done.stderr.strip() != "" and done.stdout == "", done.stderr)


for args in (["--rounds", "0"], ["--rounds", "nan"], ["--rounds", "1e9"], ["--rounds", "-5"], ["--budget", "0"],
             ["--budget", "-1"], ["--budget", "1e308"], ["--seed", "-1"], ["--seed", "x"], ["--clock", "wall"],
             ["--protocol", ""], ["--protocol", "saop("], ["--protocol", "saop(x=1)"], ["--protocol", "mopac(least=nan)"],
             ["--protocol", "mopac(least=2)"], ["--protocol", "mopac(least=.5,least=.6)"], ["--protocol", "nothing"],
             ["--protocol", "mopac(least=0.5,least=0.6)"], ["--party", "Itex=parscat(width=0.1,width=0.2)", "--others", "linear"],
             ["--others", "boulware(e=0.1,)"], ["--others", "boulware(,e=0.1)"], ["--others", "boulware(e=.)"],
             ["--others", "boulware(e=-.5)"], ["--others", "boulware(e=.5.)"], ["--others", "boulware(e=..5)"],
             ["--party", "XX=linear"], ["--party", "Itex"], ["--party", "Itex=nothing"], ["--party", "=linear"],
             ["--party", "Itex=linear(e=inf)"], ["--party", "Itex=linear", "--party", "Itex=linear"],
             ["--party", "Itex=" + "bidding:" * 100], ["--others", "nothing"], ["--hears", "Itex"],
             ["--hears", "Itex=XX"], ["--hears", "Itex=Itex"],
             ["--veto", "Itex"], ["--power", "Itex=2"], ["--protocol", "majority", "--power", "Itex=2"],
             ["--trace", "same", "--svg", "same"], ["--svg", ""], ["--trace", "-"], ["--others", "exec:"], ["--others", "exec: "],
             ["--party", "Itex=linear"], ["--hears", "=Itex"], ["--hears", "XX=Itex"], ["--veto", "XX"], ["--veto", ""],
             ["--power", "Itex"], ["--power", "Itex=0"], ["--power", "Itex=1.5"], ["--power", "XX=3"],
             ["--power", "Itex=99999999999"], ["--extend", "x"], ["--extend", "5x99"], ["--extend", "-5"],
             ["--extend", "1000000x15"], ["--extend", "5:XX"], ["--extend", "5:"], ["--extend", "nanxnan"],
             ["--walk-away", "Itex=nan"], ["--trace", "/nonexistent/x"], ["--svg", "/nonexistent/x"]):
    refused(itex, *args)

for args, words in ((["--hears", "US=IR,UK"], "US hears IR, UK only."), (["--budget", "9"], "Budget: 9 actions."),
                    (["--protocol", "majority", "--veto", "IR,CN"], "Veto: IR, CN."), (["--extend", "1x1:IR"], "if IR consents."),
                    (["--protocol", "mopac", "--power", "US=3"], "Powers: IR 1, US 3, UK 1,"),
                    (["--extend", "2x3:IR,US"], "by 2 rounds, at most 3 times, if IR, US consent."), ([], "after 1 round.")):
    said = " ".join(run(program, "talk", vienna, "--without-red-lines", "--rounds", "1", *args).stdout.split())
    check.that(f"talk {' '.join(args)}: the report says {words!r}", words in said, said[-600:])
for args, words in ((["--party", "Itex=linear"], "another --party, such as Cypress"), (["--party", "XX=linear"], "Itex, Cypress"),
                    (["--veto", "Itex"], "--protocol majority"), (["--trace", "same", "--svg", "same"], "both write same")):
    said = run(program, "talk", itex, *args).stderr
    check.that(f"talk {' '.join(args)}: says {words!r}", words in said, said)
said = run(program, "talk", itex, "--others", "boulware(e=0.5,e=0.6)").stderr
check.that("a parameter that is given twice is named", "boulware: e is given twice" in said, said)
check.same("a number may begin with its point", run(program, "talk", itex, "--others", "bidding:boulware(e=.5)", "--protocol",
                                                    "mopac(least=.5)", "--rounds", "9", "--all").stdout.count("e=.5"), 2)
check.same(".5 is 0.5", *(answer(program, "talk", itex, "--others", f"boulware(e={e})")["deals"] for e in (".5", "0.5")))

said = run(program, "talk", itex, "--budget", "7", "--rounds", "50").stdout
check.that("a budget ends the talk", "the budget of actions is used up" in said, said[:300])
found = answer(program, "talk", vienna, "--without-red-lines", "--rounds", 12, "--protocol", "majority", "--veto", "IR")
kept = answer(program, "talk", vienna, "--without-red-lines", "--rounds", 12, "--protocol", "majority")
check.that("a veto protects who has it", [v["utility"] for v in found["voices"] if v["id"] == "IR"][0] >
           [v["utility"] for v in kept["voices"] if v["id"] == "IR"][0])
found = answer(program, "talk", vienna, "--without-red-lines", "--rounds", 12, "--protocol", "mopac(least=0.5)",
               "--power", "IR=20", "--others", "conceder")
check.that("power decides who settles", "IR" in found["deals"][0]["members"], found["deals"])
found = answer(program, "talk", itex, "--extend", "5x3:Itex", "--rounds", "6", "--others", "hardliner")
check.same("hardliners see no reason to go on", (found["extensions"], found["extensions_asked"]), (0, 1))
with tempfile.TemporaryDirectory() as folder:
    talk_large(folder)
check.finish()
