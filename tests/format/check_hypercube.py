"""Utilities that are more than sums over issues, through nonlinear GENIUS profiles and back.

Usage: check_hypercube.py PROGRAM SOURCE_ROOT
"""
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
check = Checks()

DOMAIN = """<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="any">
<issue index="1" name="a b" type="integer"><range lowerbound="0" upperbound="9"/></issue>
<issue index="4" name="c" type="integer" lowerbound="0" upperbound="9"/></objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space type="nonlinear"><utility maxutility="%d"><ufun aggregation="%s" weight="1">
<hyperRectangle utility="4"><INCLUDES index="1" min="2" max="5"/><INCLUDES index="4" min="0" max="%d"/></hyperRectangle>
<hyperRectangle utility="3" weight="2"><EXCLUDES index="4" min="%d" max="8"/></hyperRectangle>
<hyperRectangle utility="1"/></ufun></utility><reservation value="0.1"/></utility_space>"""
CASE = """case: x
scale: 10
parties: {A: {walk_away: 20/3}, B: {}}
issues:
  n: {scale: {from: 1, to: 6, step: 1}}
  m: {options: [x, y, z]}
preferences:
  A:
    points: {n: [0, 1, 2, 3, 4, 5]}
    interactions: [{when: {n: [1, 2], m: [x, z]}, points: 5/3}]
    boxes:
      - {includes: {n: [1, 3, 6], m: y}, value: 5/3}
      - {excludes: {n: [2, 5]}, value: 2}
  B:
    %s
"""
PLAIN = "points: {n: [6, 5, 4, 3, 2, 1], m: [0, 1, 2]}"


def zone_and_choice(path):
    found = answer(program, "analyze", path)
    return found["zone"]["agreements"], [(s["solution"], s.get("options")) for s in found["solutions"]
                                         if s["solution"] in ("nash", "kalai-smorodinsky")]


def through(case, folder):
    done = run(program, "convert", case, folder, "--to", "genius")
    check.same(f"{case.name}: written", done.returncode, 0)
    return done.stderr


with tempfile.TemporaryDirectory() as name:
    temporary = Path(name)
    for kind in ("sum", "max", "min"):
        folder = temporary / kind
        folder.mkdir()
        (folder / "d.xml").write_text(DOMAIN)
        for k in (1, 2):
            (folder / f"p{k}.xml").write_text(PROFILE % (8 * k, kind, 9 - k, k))
        through(folder, temporary / f"{kind}-again")
        first, second = [run(program, "frontier", f, "--csv").stdout.split("\n")[1:] for f in
                         (folder, temporary / f"{kind}-again")]
        check.that(f"hyperrectangles, {kind}: what is read is written", len(first) > 1 and first == second, (first, second))
    said = through(root / "cases/festival.yaml", temporary / "festival")
    check.same("a festival: the same zone and choices", zone_and_choice(temporary / "festival"),
               zone_and_choice(root / "cases/festival.yaml"))
    check.that("a festival: says what divides", "divided by 125" in said and "divided by 60" in said, said)
    case = temporary / "mixed.yaml"
    case.write_text(CASE % PLAIN)
    through(case, temporary / "mixed")
    check.same("gaps, interactions, thirds: the same zone and choices", zone_and_choice(temporary / "mixed"),
               zone_and_choice(case))
    for label, preference, word in (
            ("a table", "table: {default: 0, rows: [{outcome: {n: 1, m: x}, points: 4}]}", "the table"),
            ("max beside a sum", PLAIN + "\n    boxes: {aggregation: max, list: [{value: 1}]}", "a sum beside"),
            ("a cap on a part", PLAIN + "\n    boxes: {cap: 1, list: [{value: 2}]}", "the cap"),
            ("max of gaps", "boxes: {aggregation: max, list: [{includes: {n: [1, 3]}, value: 1}]}", "a region with gaps")):
        case.write_text(CASE % preference)
        done = run(program, "convert", case, temporary / "refused", "--to", "genius")
        check.same(f"{label}: refused", done.returncode, 2)
        check.that(f"{label}: with its place", word in done.stderr and "mixed.yaml:14:3: error" in done.stderr, done.stderr)
        check.that(f"{label}: nothing is written", not (temporary / "refused").exists())
    case.write_text("case: x\nscale: 10\nparties: {A: {}}\nissues: {n: {options: [x, y]}}\npreferences: {A: {points: {n: [-15, -12]}}}\n")
    for kind in ("genius", "geniusweb", "negmas"):
        done = run(program, "convert", case, temporary / f"lost-{kind}", "--to", kind)
        check.that(f"a walk-away of 0 above all points, to {kind}: refused", done.returncode == 2 and "walk-away of A" in done.stderr,
                   done.stderr)
check.finish()
