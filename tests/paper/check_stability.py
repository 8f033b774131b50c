"""Published conflicts: the verdicts of each concept for each decision maker, state by state.

The two-person games are in every textbook; Elmira (states 1 to 9 of the literature) and the Euphrates have their
sources in the case files. Usage: check_stability.py PROGRAM SOURCE_ROOT
"""
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, cases = sys.argv[1], Path(sys.argv[2]) / "cases"
check = Checks()
CORE = ["nash", "gmr", "smr", "seq", "sseq"]


def stable(result, maker, concept):
    return [row["state"] for row in result["listed"] if concept in row["stable"][maker]]


def equilibria(result, concept):
    return [row["state"] for row in result["listed"] if row["equilibrium"][concept]]


def published(name, wanted, makers=None):
    result = answer(program, "stability", cases / f"{name}.yaml")
    for concept, states in zip(CORE, wanted):
        check.same(f"{name}: {concept}", equilibria(result, concept), states)
    for maker, rows in (makers or {}).items():
        for concept, states in zip(CORE, rows):
            check.same(f"{name}: {concept} for {maker}", stable(result, maker, concept), states)
    return result


# Here state 1 is NN, 2 is YN, 3 is NY and 4 is YY; Y is to cooperate, to swerve, to wait for the stag.
published("prisoners-dilemma", [[1], [1, 4], [1, 4], [1, 4], [1, 4]],
          {"Row": [[1, 3], [1, 3, 4], [1, 3, 4], [1, 3, 4], [1, 3, 4]],
           "Column": [[1, 2], [1, 2, 4], [1, 2, 4], [1, 2, 4], [1, 2, 4]]})
published("chicken", [[2, 3], [2, 3, 4], [2, 3, 4], [2, 3], [2, 3]],
          {"Row": [[2, 3], [2, 3, 4], [2, 3, 4], [2, 3], [2, 3]],
           "Column": [[2, 3], [2, 3, 4], [2, 3, 4], [2, 3], [2, 3]]})
published("stag-hunt", [[1, 4]] * 5,
          {"Row": [[1, 4], [1, 3, 4], [1, 3, 4], [1, 4], [1, 4]],
           "Column": [[1, 4], [1, 2, 4], [1, 2, 4], [1, 4], [1, 4]]})

every = list(range(1, 10))
published("elmira-1989", [[5, 8, 9], [1, 4, 5, 8, 9], [1, 4, 5, 8, 9], [5, 8, 9], [5, 8, 9]],
          {"MoE": [every] * 5, "UR": [[1, 4, 5, 8, 9]] * 5,
           "LG": [[5, 6, 7, 8, 9], every, every, [2, 3, 5, 6, 7, 8, 9], [2, 3, 5, 6, 7, 8, 9]]})
jump = answer(program, "stability", cases / "elmira-1989.yaml", "--from-state", "5", "--to-state", "8")["ways"]
check.same("elmira: from 5 to 8 only by a coalition", jump[0]["kind"], "coalition")
check.same("elmira: the Ministry, then Uniroyal", [(m["by"], m["from"], m["to"]) for m in jump[0]["moves"]],
           [("MoE", 5, 6), ("UR", 6, 8)])

groups = answer(program, "stability", cases / "elmira-1989.yaml", "--coalitions")
check.same("elmira: the jump of the literature", [(j["from"], j["to"], j["coalition"]) for j in groups["jumps"]],
           [(5, 8, ["MoE", "UR"])])
check.same("elmira: stable for every coalition under SEQ",
           [row["state"] for row in groups["coalitions"] if not row["leave"]["seq"]], [8, 9])

water = published("euphrates-1975", [[6], [1, 6], [6], [6], [6]],
                  {"Syria": [[1, 6], [1, 3, 6], [1, 3, 6], [1, 3, 6], [1, 3, 6]],
                   "Iraq": [[2, 4, 6], [1, 2, 4, 5, 6], [2, 4, 6], [2, 4, 5, 6], [2, 4, 6]]})
check.same("euphrates: decimal numbers", [row["decimal"] for row in water["listed"]], [0, 1, 2, 4, 5, 6])
check.same("euphrates: letters", [row["options"] for row in water["listed"]],
           ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"])
sim = answer(program, "stability", cases / "euphrates-1975.yaml", "--concepts", "sim")
check.same("euphrates: SIM", equilibria(sim, "sim"), [6])
once = answer(program, "stability", cases / "euphrates-1975.yaml", "--opponent-moves", "once")
for concept, states in zip(CORE[:4], [[6], [1, 6], [6], [6]]):
    check.same(f"euphrates, each opponent once: {concept}", equilibria(once, concept), states)
kinds = {way["to"]: way["kind"] for way in water["ways"]}
check.same("euphrates: by improvements to the attack", kinds[6], "improvements")

# What the reasons say agrees with the verdicts, for every state and concept.
for name in ("prisoners-dilemma", "chicken", "stag-hunt", "elmira-1989", "euphrates-1975", "vienna-2014"):
    whole = answer(program, "stability", cases / f"{name}.yaml", "--top", "100")
    for concept in CORE:
        asked = [part for row in whole["listed"] for part in ("--state", str(row["state"]))]
        result = answer(program, "stability", cases / f"{name}.yaml", "--concepts", concept, "--top", "100", *asked)
        said = {(why["state"], why["decision_maker"]): why["stable"] for why in result["reasons"]}
        found = {(row["state"], maker): concept in row["stable"][maker]
                 for row in whole["listed"] for maker in whole["decision_makers"]}
        check.same(f"{name}: reasons under {concept}", said, found)
# The guide's inverse example: state 2 needs Syria to prefer 2 to 1 and to 3 (Nash).
inverse = {(i["decision_maker"], i["concept"]): i for i in
           answer(program, "stability", cases / "euphrates-1975.yaml", "--inverse", "2")["inverse"]}
syria = inverse["Syria", "nash"]
check.same("Euphrates, inverse: what Syria needs", (syria["condition"], syria["holds"], syria["possible"]),
           ("2 ≥ 1; and 2 ≥ 3", False, "yes"))
check.same("Euphrates, inverse: a ranking that does", syria["order"], [[2], [1], [3]])
goal = answer(program, "stability", cases / "elmira-1989.yaml", "--inverse", "5", "--not-stable", "8", "--concepts", "nash")
check.same("Elmira: the Ministry has no move from 8, so nothing makes it unstable for it",
           [i["possible"] for i in goal["inverse"]], ["no", "yes", "yes"])
with tempfile.TemporaryDirectory() as folder:
    picture = Path(folder) / "p.svg"
    run(program, "stability", cases / "elmira-1989.yaml", "--svg", picture)
    drawn = xml.parse(picture).getroot()
    arrows = [e for e in drawn.iter() if e.get("marker-end")]
    check.same("Elmira drawn: an arrow for every improvement", len(arrows), 10)
    check.same("a picture that cannot be written is said", run(program, "stability", cases / "elmira-1989.yaml", "--svg",
                                                              folder).returncode, 2)
for bad in ("99", "5,,8", ""):
    check.same(f"--inverse {bad!r} is refused", run(program, "stability", cases / "elmira-1989.yaml", "--inverse", bad).returncode, 2)
ways = answer(program, "stability", cases / "elmira-1989.yaml", "--from-state", "5", "--to-state", "8", "--all-ways", "2",
              "--any-moves", "--tree", "1")
check.same("elmira: two ways from 5 to 8 in two moves", sorted([[m["by"] for m in w] for w in ways["all_ways"][0]["sequences"]]),
           [["MoE", "UR"], ["UR", "MoE"]])
check.same("elmira: what may follow 5", [n["to"] for n in ways["tree"]], [6, 7, 9, 1])

# The Vienna case as a conflict built from its issues: at the deadline the Nash package holds, before it only by sanctions.
for moment, wanted in ((["--deadline"], CORE), ([], ["gmr", "smr"])):
    built = answer(program, "stability", cases / "vienna-2014.yaml", "--from-issues", "--without-red-lines", *moment)
    nash = built["agreements"][0]
    check.same(f"vienna {moment}: the Nash package holds", [c for c in CORE if nash["equilibrium"][c]], wanted)
    check.same(f"vienna {moment}: it is reached together only", nash["reached"], "coalition")
    check.that(f"vienna {moment}: Iran owns the centrifuges",
               {"issue": "CF", "owner": "IR"}.items() <= built["ladders"][0].items(), built["ladders"][0])
    check.that(f"vienna {moment}: some deals are efficient", 0 < built["efficient_deals"] <= built["deals"])
red = answer(program, "stability", cases / "vienna-2014.yaml", "--from-issues")
check.same("vienna: with its red lines there is nothing to agree on", (red["deals"], red["agreements"]), (0, []))

check.finish()
