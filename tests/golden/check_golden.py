"""Whole answers compared with files that a person has read: <name>.txt holds the output of the command in its
first line; talks/<strategy>.txt three short talks of a registered strategy, one line a round: who, the numbers of the
options offered (or yes, or leaves), and what that is worth to each. After a deliberate change:
check_golden.py PROGRAM SOURCE_ROOT --write, then read the difference.

Usage: check_golden.py PROGRAM SOURCE_ROOT [--write]
"""
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
write = sys.argv[3:] == ["--write"]
check = Checks()
pages = sorted((root / "tests/golden").glob("*.txt"))
check.that("there are golden pages", len(pages) >= 6, len(pages))
for page in pages:
    command, _, wanted = page.read_text(encoding="utf-8").partition("\n")
    done = run(program, *command.split()[2:], cwd=root)
    if write:
        page.write_text(f"{command}\n{done.stdout}", encoding="utf-8")
    check.that(f"{page.name} is as it was", done.stdout == wanted, done.stdout)

TALKS = (
    "cases/itex-cypress.yaml --party Itex={0} --party Cypress=boulware(e=0.5) --rounds 12",
    "cases/price.yaml --party seller=linear --party buyer={0} --rounds 12",
    "cases/reservoir.yaml --others {0} --rounds 15",
)


def said(row):
    worth = " ".join(v for k, v in row.items() if k.startswith("utility"))
    short = {"offers": row["options"].replace(" ", "."), "accepts": "yes"}.get(row["act"], row["act"])
    return f"{row['party']} {short}" + (f" ({' '.join(f'{float(w):.3f}' for w in worth.split())})" if worth.strip() else "")


def talk(strategy, line):
    """The talk as a person reads it."""
    words = line.format(strategy).split()
    done = run(program, "talk", *words, "--csv", cwd=root)
    rounds = {}
    for row in csv.DictReader(done.stdout.splitlines()):
        rounds.setdefault(int(row["round"]), []).append(said(row) + (" DEAL" if row["deal"] == "1" else ""))
    return "\n".join([f"$ coburg talk {' '.join(words)}", *(f"{r:3}  " + "  ".join(what) for r, what in rounds.items())])


names = [s["name"] for s in answer(program, "list", "strategies")["strategies"]]
kept = sorted(p.stem for p in (root / "tests/golden/talks").glob("*.txt"))
check.same("no page of talks is left over", [k for k in kept if k not in names], [])
for strategy in names:
    page = root / f"tests/golden/talks/{strategy}.txt"
    text = "\n\n".join(talk(strategy, line) for line in TALKS) + "\n"
    if write:
        page.write_text(text, encoding="utf-8")
    check.that(f"the talks of {strategy} are as they were (a new strategy: write its page with --write)",
               page.exists() and page.read_text(encoding="utf-8") == text, text)
check.finish()
