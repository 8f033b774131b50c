"""coburg talk --accuracy: a perfect model knows, the worst knows the reverse, and watching changes nothing.

Usage: check_accuracy.py PROGRAM SOURCE_ROOT
"""
import csv
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
check = Checks()
with tempfile.TemporaryDirectory() as folder:
    rows = Path(folder) / "a.csv"
    base = ["talk", root / "cases/itex-cypress.yaml", "--rounds", "30", "--party", "Cypress=hardheaded"]

    def watch(model):
        return answer(program, *base, "--party", f"Itex=bidding:tradeoff+model:{model}", "--accuracy", rows)

    got = watch("perfect")
    with rows.open() as file:
        table = list(csv.DictReader(file))
    check.same("a row for every round and pair", len(table), 2 * got["rounds_played"])
    itex = [r for r in table if r["voice"] == "Itex"]
    check.that("a perfect model knows from the first round", all(float(r["rmse"]) == 0 and abs(float(r["kendall"]) - 1) < 1e-12
                                                                  for r in itex))
    worst = {a["voice"]: a for a in watch("worst")["accuracy"]}
    check.that("the worst knows the reverse", abs(worst["Itex"]["kendall"] + 1) < 1e-12, worst)
    blind = {a["voice"]: a for a in watch("uniform")["accuracy"]}
    check.same("who believes all alike has no ranking", blind["Itex"]["kendall"], None)
    seen, unseen = watch("bayes"), answer(program, *base, "--party", "Itex=bidding:tradeoff+model:bayes")
    seen.pop("accuracy")
    check.same("watching changes nothing", seen, unseen)
    learned = {(a["voice"], a["about"]): a for a in watch("bayes")["accuracy"]}
    check.that("models learn something", all(a["spearman"] > 0.3 for a in learned.values()), learned)
    page = run(program, *base, "--party", "Itex=boulware", "--accuracy", rows).stdout
    check.that("the page tells it", "How well they knew each other" in page)
    check.same("a file that cannot be written is said", run(program, *base, "--party", "Itex=boulware", "--accuracy", folder).returncode, 2)
check.finish()
