"""coburg forecast --moves: the published exchanges and challenges, one by one, through the command line.

Usage: check_moves.py PROGRAM SOURCE_ROOT
"""
import csv
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, rows, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
data = root / "tests/paper/forecast"
check = Checks()


def moves(*args):
    return list(csv.DictReader(run(program, "forecast", *args, "--draws", "0", "--moves", "0", "--csv").stdout.splitlines()))


def tagged(table, path):
    """The same table as an input file of the exchange model's program."""
    actors, issues = (list(dict.fromkeys(row[key] for row in table)) for key in ("actor", "issue"))
    ends = {row["issue"]: (row["lower"], row["upper"]) for row in table}
    lines = ["#O\tmade from a table"] + [f"#A\t{a}\t{a}" for a in actors]
    for issue in issues:
        lines += [f"#P\t{issue}\t{issue}"] + [f"#M\t{issue}\t{end}\ta point" for end in ends[issue]]
    lines += ["#D\t" + "\t".join(row[k] for k in ("actor", "issue", "position", "salience", "power")) for row in table]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# Every exchange of round 1 in order, with its gain, who moves on what, from where to where.
for name, model, seed, count in (("sample", "exchange", 1, 39), ("cop21", "exchange", 1, 46),
                                 ("cop21", "exchange:ties=coin", 71, 126)):
    table = rows(data / f"exchange_{name}_input.csv")
    scale = {row["issue"]: (float(row["lower"]), float(row["upper"])) for row in table}
    told = moves(data / f"exchange_{name}_input.csv", "--models", model, "--seed", seed)
    wanted = rows(data / f"exchange_{name}_round1.csv")[:count]
    check.that(f"{name}: enough exchanges", sum(m["turn"] == "1" for m in told) >= count, len(told))
    for k, (m, w) in enumerate(zip(told, wanted)):
        check.same(f"{name}, exchange {k + 1}: who and what", (m["actor"], m["issue"], m["other"], m["other_issue"]),
                   (w["actor_i"], w["supply_i"], w["actor_j"], w["supply_j"]))
        pairs = [(float(m["gain"]), float(w["gain"]))]
        for place, issue, at in (("from_i", m["issue"], m["from"]), ("to_i", m["issue"], m["to"]),
                                 ("from_j", m["other_issue"], m["other_from"]), ("to_j", m["other_issue"], m["other_to"])):
            low, high = scale[issue]
            pairs.append(((float(at) - low) / (high - low) * 100, float(w[place])))
        check.that(f"{name}, exchange {k + 1}: numbers", all(abs(a - b) < 1e-9 for a, b in pairs), pairs)
    if model == "exchange" and name == "sample":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sample"
            tagged(table, path)
            check.same("the input file of the model's program says the same", moves(path, "--models", model), told)

sample = data / "exchange_sample_input.csv"
text = run(program, "forecast", sample, "--models", "exchange", "--moves", "3").stdout
check.that("text: the first three, and how many there are", "The first 3 of 36" in text and
           "Exchanges by round: 39, 37, 36, 42, 35, 39, 36," in text, text)
check.that("text: who gains and loses beside the two", "GL +5.01" in text and "VVDs -19.06" in text, text)
one = answer(program, "forecast", sample, "--models", "exchange", "--draws", "0", "--moves", "0", "--issue", "tol-hoogte")
told = one["moves"][0]["moves"]
check.that("one issue: its exchanges only", 0 < len(told) < 367 and
           all("tol-hoogte" in (m["issue"], m["other_issue"]) for m in told), len(told))

# What an exchange is worth to everybody: to the two it is the gain, as long as nobody's forecast has been passed.
first = answer(program, "forecast", sample, "--models", "exchange:rounds=1", "--draws", "0", "--moves", "0")["moves"][0]["moves"][0]
names = list(dict.fromkeys(row["actor"] for row in rows(sample)))
for who in ("actor", "other"):
    effect = first["effect"][names.index(first[who])]
    check.that(f"effect on {first[who]}", abs(effect - first["gain"]) < 1e-9, (effect, first["gain"]))

# The challenges that the public replica accepts, in all fifteen rounds.
words = {"compromise": "compromises with", "confrontation": "loses confrontation to", "capitulation": "capitulates to"}
told = [(m["turn"], f"{m['actor']} {words[m['kind']]} {m['other']}") for m in
        moves(data / "scholz_car_emissions_input.csv", "--models", "challenge:variant=replica:settle=0:turns=15")]
wanted = [(row["round"], row["event"]) for row in rows(data / "scholz_car_emissions_expected_events.csv")]
check.same("car: every challenge", sorted(told), sorted(wanted))

# Bargains over several issues at once have no one place.
text = run(program, "forecast", data / "ktab_dummyData_3Dim_input.csv", "--models", "smp", "--draws", "0", "--moves", "2").stdout
check.that("smp: bargains", "bargains with" in text and "The first 2 of 44" in text, text)

for args, word in ((["--turns", "--csv"], "--turns or --moves"), (["--moves", "x"], "--moves"), (["--deadline"], "--deadline")):
    done = run(program, "forecast", sample, "--moves", "3", *args)
    check.same(f"{args}: exit", done.returncode, 2)
    check.that(f"{args}: says why", word in done.stderr, done.stderr)
check.finish()
