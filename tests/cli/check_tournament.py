"""Tournaments through the command line: the same bytes whole, in parts, with any number of threads, interrupted or not.

Usage: check_tournament.py PROGRAM SOURCE_ROOT
"""
import csv
import filecmp
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
itex, price, festival = (root / f"cases/{name}.yaml" for name in ("itex-cypress", "price", "festival"))
check = Checks()
STRATEGIES = "boulware(e=0.1),conceder, random(min=0.5),bidding:linear(k=0.05,min=0.1)+accept:next"
FILES = ["sessions.csv", "genius.csv", "ranking.csv", "manifest.json"]


def play(folder, *more, cases=(itex, price), repeat=30, strategies=STRATEGIES, **options):
    return run(program, "tournament", *cases, "--strategies", strategies, "--repeat", repeat, "--out", folder, *more, **options)


def same_folder(sentence, a, b):
    check.same(f"{sentence}: the files that are there", sorted(os.listdir(a)), sorted(os.listdir(b)))
    for name in FILES:
        there = (a / name).exists() and (b / name).exists()
        check.that(f"{sentence}: {name}", there and filecmp.cmp(a / name, b / name, shallow=False))


def refused(sentence, done, *words):
    check.same(f"{sentence}: exit", done.returncode, 2)
    check.same(f"{sentence}: nothing on standard output", done.stdout, "")
    for word in words:
        check.that(f"{sentence}: says {word!r}", word in done.stderr, done.stderr)


def rows_of(folder):
    with open(folder / "sessions.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_files(folder):
    rows = rows_of(folder)
    check.same("a row a session", len(rows), 2 * 12 * 30)
    check.same("sessions are numbered", [r["session"] for r in rows], [str(k) for k in range(len(rows))])
    check.same("every session has its own seed", len({r["seed"] for r in rows}), len(rows))
    check.same("every ordered pair of strategies", len({(r["strategy_1"], r["strategy_2"]) for r in rows}), 12)
    lines = (folder / "genius.csv").read_text(encoding="utf-8").split("\n")
    check.same("first line of GENIUS's format", lines[0], "sep=;")
    check.same("columns of GENIUS", lines[1],
               "Run time (s);Round;Exception;deadline;Agreement;Discounted;#agreeing;min.util.;max.util.;Dist. to Pareto;"
               "Dist. to Nash;Social Welfare;Agent 1;Agent 2;Utility 1;Utility 2;Disc. Util. 1;Disc. Util. 2;"
               "Perceived. Util. 1;Perceived. Util. 2;User Bother 1;User Bother 2;User Util. 1;User Util. 2;Profile 1;Profile 2")
    check.same("a row a session for GENIUS", len(lines), 2 + len(rows) + 1)
    with open(folder / "ranking.csv", encoding="utf-8", newline="") as file:
        for place in csv.DictReader(file):
            mine = [float(r[f"utility_{v}"]) for r in rows for v in (1, 2) if r[f"strategy_{v}"] == place["strategy"]]
            check.that(f"mean utility of {place['strategy']}", abs(statistics.fmean(mine) - float(place["utility"])) < 1e-8)
            bound = [r[f"bound_{v}"] == "1" for r in rows for v in (1, 2) if r[f"strategy_{v}"] == place["strategy"]]
            check.that(f"agreement rate of {place['strategy']}",
                       abs(statistics.fmean(bound) - float(place["agreement_rate"])) < 1e-8)


def check_replay(folder):
    for row in [r for r in rows_of(folder) if r["case"] == "Itex and Cypress"][::37]:
        seats = [a for v in (1, 2) for a in ("--party", f"{row[f'party_{v}']}={row[f'strategy_{v}']}")]
        again = json.loads(run(program, "talk", itex, *seats, "--seed", row["seed"], "--json").stdout)
        check.same(f"session {row['session']} again: how it ends", again["end"], row["end"])
        check.same(f"session {row['session']} again: rounds", str(again["rounds_played"]), row["rounds"])
        for v in (1, 2):
            check.that(f"session {row['session']} again: utility",
                       abs(again["voices"][v - 1]["utility"] - float(row[f"utility_{v}"])) < 1e-9)


def check_seeds(folder, other):
    """A strategy more changes no session of the others."""
    play(other, strategies="hardliner," + STRATEGIES)
    seeds = {(r["case"], r["strategy_1"], r["strategy_2"], r["repetition"]): r["seed"] for r in rows_of(other)}
    check.that("seeds do not depend on who else plays",
               all(seeds[r["case"], r["strategy_1"], r["strategy_2"], r["repetition"]] == r["seed"] for r in rows_of(folder)))


def check_interrupted(whole, folder, how):
    """Ends the program several times at some point while it writes, then lets it finish."""
    stops = 0
    for attempt in range(60):
        process = subprocess.Popen([program, "tournament", itex, "--strategies", STRATEGIES, "--repeat", "6000", "--out", folder,
                                    "--threads", str(1 + attempt % 2)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(.03 + .02 * (attempt % 5))
        process.send_signal(how)
        _, error = process.communicate()
        if process.returncode == 0:
            break
        stops += 1
        if how == signal.SIGINT and error:
            check.that("an interrupt says how to go on, or that it came before the first session",
                       b"the same command goes on" in error or b"cancelled" in error, error)
        if stops == 3:
            with open(folder / "sessions.csv", "ab") as file:
                file.write(b"72000,1,torn")
            if (folder / "journal").exists():
                with open(folder / "journal", "ab") as file:
                    file.write(b"12 34 5")
        if stops == 6:
            break
    check.that(f"signal {how}: it was stopped while it ran", stops > 0)
    check.same(f"signal {how}: it finishes", play(folder, cases=[itex], repeat=6000).returncode, 0)
    same_folder(f"after signal {how}", whole, folder)


def check_two_at_once(whole, folder):
    process = subprocess.Popen([program, "tournament", itex, "--strategies", STRATEGIES, "--repeat", "6000", "--out", folder],
                               stdout=subprocess.DEVNULL)
    while process.poll() is None and not (folder / "journal").exists():
        time.sleep(0.001)
    while process.poll() is None and (folder / "journal").exists() and (folder / "journal").stat().st_size == 0:
        time.sleep(0.001)
    process.send_signal(signal.SIGSTOP)
    check.that("a tournament stands still half-way", (folder / "journal").exists())
    refused("a second program in the same folder", play(folder, cases=[itex], repeat=6000), "being written by another")
    process.send_signal(signal.SIGCONT)
    check.same("the first one goes on", process.wait(), 0)
    same_folder("two at once", whole, folder)


def check_refusals(folder, whole):
    def strategies(text, *more):
        return run(program, "tournament", itex, "--strategies", text, *more)

    refused("no strategies", run(program, "tournament", itex), "--strategies boulware,conceder")
    refused("an unknown strategy", strategies("boulware,concede"), "conceder")
    refused("twice the same", strategies("boulware,boulware"), "twice")
    refused("a parenthesis left open", strategies("boulware(e=0.1,conceder"), "parentheses")
    refused("a parenthesis too many", strategies("boulware),conceder"), "parentheses")
    refused("nothing between commas", strategies("boulware,,conceder"), "commas")
    refused("a parameter out of bounds", strategies("boulware(e=nan),conceder"), "e")
    refused("a program of its own", strategies("boulware,exec:cat"), "talk")
    refused("one alone", strategies("boulware"), "nobody to meet")
    refused("the same case twice", play(folder / "n", cases=[itex, itex]), "same case")
    refused("too many sessions", run(program, "tournament", root / "cases/vienna-2014.yaml", "--strategies", "boulware,linear,conceder,random",
                                     "--repeat", "1000000000"), "sessions, more than", "--tuples duels")
    refused("a huge count", run(program, "tournament", itex, "--strategies", "all", "--repeat", "99999999999999999999"), "--repeat")
    for shard in ("0/3", "4/3", "1", "1/", "a/b", "-1/3", "1/3x"):
        refused(f"part {shard}", play(folder / "n", "--shard", shard), "2/5")
    for tuples in ("some", "0", "-5", "1e3"):
        refused(f"tuples {tuples}", run(program, "tournament", itex, "--strategies", "boulware,conceder", "--tuples", tuples), "duels")
    refused("traces without a folder", run(program, "tournament", itex, "--strategies", "boulware,conceder", "--traces"), "--out")
    refused("another tournament in the folder", play(whole, "--seed", "7"), "seed", "another --out")
    refused("another tournament: lines of the manifest", play(whole, "--rounds", "7"), '"rounds": 100, this one is "rounds": 7;')
    refused("a folder without a name", play(""), "is empty")
    refused("a veto where there is none", strategies("boulware,conceder", "--veto", "Itex"), "--protocol majority")
    refused("one voice", strategies("boulware,conceder", "--party", "Itex"), "another --party, such as Cypress")
    check.that("one session is one", "after 1 session," in strategies("boulware,conceder", "--shard", "1/3").stdout)
    refused("no folder can be made there", play("/dev/null/x"), "/dev/null/x")
    refused("a missing case", run(program, "tournament", "nowhere.yaml", "--strategies", "boulware,conceder"), "nowhere.yaml")
    refused("a strategy in --party", run(program, "tournament", itex, "--strategies", "boulware,conceder", "--party", "Itex=linear"),
            "=linear")


def check_merge(folder, whole):
    parts = [folder / f"part{k}" for k in (1, 2, 3)]
    for k, part in enumerate(parts, 1):
        check.same(f"part {k} plays", play(part, "--shard", f"{k}/3", "--threads", 1 + k % 2).returncode, 0)
    done = run(program, "merge", folder / "merged", parts[2], parts[0], parts[1])
    check.same("merge works", done.returncode, 0)
    same_folder("merged", whole, folder / "merged")
    merge = lambda *given: run(program, "merge", folder / "no", *given)  # noqa: E731
    refused("a part is missing", merge(parts[0], parts[1]), "of 3")
    refused("a part twice", merge(parts[0], parts[1], parts[1]), "both part 2")
    refused("over a folder", run(program, "merge", folder / "merged", *parts), "already")
    refused("no tournament", merge(root), "manifest.json")
    play(folder / "other", "--shard", "3/3", "--seed", "5")
    refused("of another tournament", merge(parts[0], parts[1], folder / "other"), "not parts of one tournament")
    with open(parts[1] / "sessions.csv", "a", encoding="utf-8") as file:
        file.write("one row more\n")
    refused("a part that was changed", merge(*parts), "should have written")
    (parts[2] / "journal").write_text("")
    refused("a part that is not finished", merge(*parts), "not finished")
    (parts[0] / "manifest.json").write_text('{"program": "coburg"}')
    refused("a manifest that is none", merge(*parts), "manifest")


def check_shapes(folder):
    """More than two parties, self-play, traces, JSON."""
    def answer(*args):
        done = run(program, "tournament", *args, "--json")
        return json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr}

    pool = ["--strategies", "boulware,conceder,hardliner"]
    voices = len(answer(festival, *pool, "--tuples", "3").get("cases", [{}])[0].get("parties", []))
    check.that("a case with more than two parties", voices > 2, voices)
    check.same("all ways to fill the seats", answer(festival, *pool).get("played"), 3**voices - 3)
    check.same("with self-play", answer(festival, *pool, "--self-play").get("played"), 3**voices)
    check.same("duels", answer(festival, *pool, "--tuples", "duels").get("played"), voices * 3 * 2)
    check.same("sampled", answer(festival, *pool, "--tuples", "17").get("played"), 17)
    mixed = folder / "mixed"
    check.same("cases with different numbers of parties", play(mixed, "--traces", cases=[festival, itex], repeat=1,
                                                               strategies="boulware,conceder").returncode, 0)
    columns = {line.count(",") for line in (mixed / "sessions.csv").read_text(encoding="utf-8").split("\n") if line}
    check.same("as many columns in each row", len(columns), 1)
    check.same("a trace a session", len(os.listdir(mixed / "traces")), len(rows_of(mixed)))
    check.same("a complete folder is told again", play(mixed, "--traces", cases=[festival, itex], repeat=1,
                                                       strategies="boulware,conceder").returncode, 0)


def check_full_disk(folder):
    if not Path("/dev/full").exists():
        return
    target = folder / "full"
    target.mkdir()
    (target / "sessions.csv").symlink_to("/dev/full")
    refused("files of something else", play(target), "something else")
    (target / "sessions.csv").unlink()
    (target / "genius.csv").symlink_to("/dev/full")
    refused("a full disk", play(target), "cannot")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    whole = folder / "whole"
    check.same("a tournament plays", play(whole, "--threads", 2).returncode, 0)
    check_files(whole)
    check_replay(whole)
    play(folder / "one", "--threads", 1)
    same_folder("one thread", whole, folder / "one")
    check_seeds(whole, folder / "more")
    check_merge(folder, whole)
    check_refusals(folder, whole)
    check_shapes(folder)
    check_full_disk(folder)
    long = folder / "long"
    play(long, cases=[itex], repeat=6000)
    check_two_at_once(long, folder / "twice")
    check_interrupted(long, folder / "killed", signal.SIGKILL)
    check_interrupted(long, folder / "interrupted", signal.SIGINT)
check.finish()
