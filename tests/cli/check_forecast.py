"""coburg forecast: published reference data through the command line, evidence, claims, and bad usage.

Usage: check_forecast.py PROGRAM SOURCE_ROOT
"""
import re
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, rows, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
data = root / "tests/paper/forecast"
check = Checks()


def forecast(*args):
    return answer(program, "forecast", *args)


def points(*args):
    return {(i["issue"], m["model"]): m["point"] for i in forecast(*args)["issues"] for m in i["models"]}


# Static models, to 1e-9 where computed by hand and 1e-6 where optimised.
CAR, OIL = data / "scholz_car_emissions_input.csv", data / "oil_price_sultan_input.csv"
MODELS = {"mean_unweighted": "mean:weights=equal", "mean_power": "mean:weights=power",
          "mean_salience": "mean:weights=salience", "compromise_power_x_salience": "mean",
          "median_unweighted_lower": "median:weights=equal", "median_power_lower": "median:weights=power",
          "median_power_x_salience_lower": "median"}
found = {}
for name, path in (("car", CAR), ("oil", OIL)):
    for (_, model), point in points(path, "--draws", "0", "--models", ",".join(MODELS.values())).items():
        found[name, model] = point
seen = 0
for row in rows(data / "static_models_expected.csv"):
    if row["model"] in MODELS:
        got = found.get((row["case"], MODELS[row["model"]]))
        check.that(f"{row['case']} {row['model']}", got is not None and abs(got - float(row["value"])) < 1e-8,
                   (got, row["value"], found))
        seen += 1
check.that("static models were compared", seen >= 14, seen)

# SMP turn by turn, as its own program prints it.
dims = forecast(data / "ktab_dummyData_3Dim_input.csv", "--models", "smp", "--draws", "0", "--turns", "--issue", "1")
check.that("a table of KTAB is read", dims["evidence"]["actors"] == 7, dims["evidence"])
check.that("its turns are told", len(dims["turns"][0]["turns"]) > 3, dims["turns"])

for k in range(3):
    turns = forecast(data / "ktab_dummyData_3Dim_input.csv", "--models", "smp", "--draws", "0", "--turns", "--issue",
                     k + 1)["turns"][0]["turns"]
    wanted = [row for row in rows(data / "ktab_dummyData_3Dim_expected.csv") if row["dim"] == str(k)]
    for a, row in enumerate(wanted):
        for t in range(min(len(turns), 11)):
            check.same(f"KTAB: turn {t}, dimension {k}, {row['actor']}", turns[t]["position"][a], float(row[f"t{t}"]))
turns = forecast(CAR, "--models", "challenge:variant=replica:settle=0:turns=15", "--draws", "0", "--turns")["turns"][0]["turns"]
check.same("car: rounds", len(turns), 16)
for t, row in enumerate(rows(data / "scholz_car_emissions_expected.csv")):
    wanted = [float(v) for k, v in row.items() if k.startswith("x_")]
    check.that(f"car: round {t}", all(abs(a - b) < 1e-9 for a, b in zip(turns[t]["position"], wanted)),
               (turns[t], wanted))

# A hundred is written as one.
plain = run(program, "forecast", data / "exchange_cop21_input.csv", "--models", "exchange", "--draws", "0", "--turns", "--csv")
check.that("numbers without exponents where none is needed",
           ",100\n" in plain.stdout and "e+0" not in plain.stdout, plain.stdout[:400])

# Same bytes for any number of threads; draws by seed.
vienna = root / "cases/vienna-2014.yaml"
one, three, other = (run(program, "forecast", vienna, "--json", "--draws", "700", *extra).stdout for extra in
                     (["--threads", "1"], ["--threads", "3"], ["--seed", "2"]))
check.that("threads change nothing", one == three, "")
check.that("the seed does", one != other, "")

# Evidence: power is needed, and said where.
done = run(program, "forecast", root / "cases/festival.yaml")
check.same("no power: exit", done.returncode, 2)
check.that("no power: what to do", "needs `power`" in done.stderr and "--equal-power" in done.stderr, done.stderr)
check.same("equal power: exit", run(program, "forecast", root / "cases/festival.yaml", "--equal-power").returncode, 0)

RIVALS = """case: Two claims about one position
parties:
  A: {power: 1, positions: {x: [{value: 10, source: S}, {value: 50, source: P}]}, salience: {x: 50}}
  B: {power: 1, positions: {x: 90}, salience: {x: 50}}
issues:
  x: {scale: {from: 0, to: 100, step: 1}}
sources:
  wire:
  echo: {origin: wire}
claims:
  S: {source: wire, says: ten, grade: C3}
  P: {source: echo, says: fifty, grade: B2, contested_by: S}
"""
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "rivals.yaml"
    path.write_text(RIVALS, encoding="utf-8")

    def issue(*args):
        return forecast(path, *args)["issues"][0]

    check.same("the first value stands", issue()["point"], 50)
    check.same("the accepted claim stands", issue("--accept", "P")["point"], 70)
    check.same("the rejected claim falls", issue("--reject", "S")["point"], 70)
    check.same("a rejected source takes its claims along", issue("--reject", "wire")["point"], 70)
    check.same("rivals are drawn equally often", issue()["draws"]["mean"], 60)
    none = issue("--reject", "S,P")
    check.that("nothing left: the number widens, it is not dropped",
               none["draws"]["q05"] < 50 < none["draws"]["q95"] and none["draws"]["q95"] > 85, none)
    for args, word in ((["--accept", "Z"], "no such claim"), (["--accept", "S", "--reject", "S"], "both"),
                       (["--issue", "y"], "no issue"), (["--models", "smpp"], "smpp"), (["--models", "smp,,mean"], "commas"),
                       (["--draws", "-1"], "draws"), (["--draws", "1e400"], "draws"), (["--spread", "nan"], "spread")):
        done = run(program, "forecast", path, *args)
        check.same(f"{args}: exit", done.returncode, 2)
        check.that(f"{args}: says why", word in done.stderr, done.stderr)

    graded = RIVALS.replace(", {value: 50, source: P}", "") + "forecast: {grades: {C3: 10, F: 50}}\n"
    path.write_text(graded, encoding="utf-8")
    spread = issue()["draws"]
    check.that("a grade widens a number without a range", 45.4 < spread["q05"] < 45.6 and 54.4 < spread["q95"] < 54.6,
               spread)
    path.write_text(graded.replace("grade: C3", "grade: F6"), encoding="utf-8")
    check.that("F6 widens more", issue()["draws"]["q95"] - issue()["draws"]["q05"] > 15, issue())
    path.write_text(RIVALS + "forecast: {models: [mean, {model: 'median', weight: 3}]}\n", encoding="utf-8")
    named = forecast(path)
    check.same("the combination of the case is the answer", named["answer"], "combination of the case")
    check.same("as a weighted mean", named["issues"][0]["point"], (50 + 3 * 10) / 4)
    path.write_text(RIVALS + "forecast: {models: [meen]}\n", encoding="utf-8")
    done = run(program, "forecast", path)
    check.that("an unknown model in the case: its line", ":13:" in done.stderr and done.returncode == 2, done.stderr)

    picture = Path(folder) / "picture.svg"
    path.write_text(RIVALS.replace("  A: {power", "  A<&: {power"), encoding="utf-8")
    for args in ([path], [CAR, "--spread", "5"], [CAR, "--draws", "0"], [path, "--models", "mean"]):
        check.same(f"{args}: a picture", run(program, "forecast", *args, "--svg", picture).returncode, 0)
        words = " ".join(element.text or "" for element in ET.parse(picture).getroot().iter())
        check.that(f"{args}: names are on it", "A<&" in words or "Netherlands" in words, words)
    table = Path(folder) / "names.csv"
    table.write_text("actor,issue,position,salience,power\nThe Republic of " + "Somewhere " * 12 + ",x,1,50,1\nB,x,2,50,0\n"
                     "C,x,5,20,2\n", encoding="utf-8")
    told = run(program, "forecast", table, "--models", "smp:weights=s1p1:bargain=compromise", "--turns", "--svg", picture).stdout
    words = picture.read_text(encoding="utf-8")
    check.that("who has no power has no path, long names are cut", "nan" not in words and "Somewhere …" in words and
               "Without power 1 actor takes no part" in told, (told, words))
    done = run(program, "forecast", path, "--svg", Path(folder) / "none" / "x.svg")
    check.that("a picture that cannot be written", done.returncode == 2 and "cannot write" in done.stderr, done.stderr)

# What belongs to one question is not passed over in another; nobody counts.
for args, word in (([vienna, "--days", "5"], "--deadline"), ([vienna, "--deadline", "--turns"], "--turns"),
                   ([vienna, "--deadline", "--models", "smp"], "--models"), ([CAR, "--accept", "S1"], "need a case")):
    done = run(program, "forecast", *args)
    check.same(f"{args}: exit", done.returncode, 2)
    check.that(f"{args}: says why", re.search(word, done.stderr), done.stderr)
with tempfile.TemporaryDirectory() as folder:
    table = Path(folder) / "nobody.csv"
    table.write_text("actor,issue,position,salience,power\nA,x,1,1,0\nB,x,2,1,0\n", encoding="utf-8")
    told = run(program, "forecast", table).stdout
    check.that("no power at all: why there is no forecast", "nobody who counts has a position" in told and
               "span –" not in told, told)

with tempfile.TemporaryDirectory() as folder:
    table = Path(folder) / "halves.csv"
    actors = "A,x,2,50,1\nB,x,8,50,1\n"
    table.write_text("actor,issue,position,salience,power,reference\n" + actors.replace("1\n", "1,2.5\n"), encoding="utf-8")
    told = " ".join(run(program, "forecast", table, "--models", "median,nbs,mean", "--spread", "20").stdout.split())
    check.that("half on either side: the interval of the median", "half stand on either side between 2.00 and 8.00" in told, told)
    told = " ".join(run(program, "forecast", table, "--models", "nbs", "--spread", "20").stdout.split())
    check.that("draws without agreement are counted", re.search(r"[0-9.]+ % of the draws (of the evidence there is one|have no forecast)",
                                                                told), told)
    table.write_text("actor,issue,position,salience,power\n" + actors.replace("8", "2"), encoding="utf-8")
    told = " ".join(run(program, "forecast", table).stdout.split())
    check.that("all models agree", "all models say the same" in told, told)
    told = run(program, "forecast", data / "ktab_dummyData_3Dim_input.csv", "--models", "smp", "--explain").stdout
    check.that("--explain: what changes, what does not, all faults together", "Here it changes nothing" in told and
               "all three together" in told and "in place of" in told, told)

for bad in ("/nonexistent.csv", folder, "/dev/null"):
    check.same(f"{bad}: exit", run(program, "forecast", bad).returncode, 2)
check.finish()
