"""Formats of the field: the gold figures through every format, the rules of GENIUS against an independent reading of
them in Python, round trips of every case, and bad files refused at the right place with the right words.

A file in foreign/ is called after its verdict and position, as in bad/; what it must say stands in WORDS. Those called read_ are for the
fuzz targets, which write and read again what they have read.
Usage: check_formats.py PROGRAM SOURCE_ROOT
"""
import itertools
import json
import random
import re
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
check = Checks()
FORMATS = ("genius", "geniusweb", "negolog", "negmas", "csv")

# Itex v Cypress: option -> evaluation of the seller, of the buyer; weights in the order of the issues.
ITEX = {"Price": {"$4.37": (30, 1), "$4.12": (20, 10), "$3.98": (10, 25), "$3.71": (5, 33), "$3.47": (1, 40)},
        "Delivery": {"60 days": (1, 1), "45 days": (20, 10), "30 days": (10, 19), "20 days": (5, 25)},
        "Payment": {"Upon delivery": (10, 15), "30 days after delivery": (25, 6), "60 days after delivery": (1, 1)},
        "Returns": {"Full price": (1, 20), "5% spoilage allowed": (30, 7), "10% spoilage allowed": (5, 1)}}
WEIGHTS = (("0.28812635", "0.191529048", "0.242125759", "0.278218843"),
           ("0.470016658", "0.122081671", "0.177270082", "0.230631589"))


def domain_xml(issues, kinds=None):
    """kinds: issue -> (type, low, high) for those that are not discrete."""
    out = ['<?xml version="1.0"?>', "<negotiation_template>", f'<utility_space number_of_issues="{len(issues)}">',
           '<objective description="" etype="objective" index="0" name="any" type="objective">']
    for index, (name, options) in enumerate(issues.items(), 1):
        kind = (kinds or {}).get(name)
        if kind:
            out.append(f'<issue name={quoteattr(name)} etype="{kind[0]}" type="{kind[0]}" index="{index}">'
                       f'<range lowerbound="{kind[1]}" upperbound="{kind[2]}"/></issue>')
            continue
        out.append(f'<issue vtype="discrete" name={quoteattr(name)} index="{index}" etype="discrete" type="discrete">')
        out += [f'<item description="" cost="0.0" value={quoteattr(o)} index="{k}"></item>' for k, o in enumerate(options, 1)]
        out.append("</issue>")
    return "\n".join([*out, "</objective>", "</utility_space>", "</negotiation_template>", ""])


def profile_xml(issues, weights, evaluation, reservation=None, discount=None, evaluators=None, first=True):
    """evaluation(issue, option) -> text; weights before or after the issues."""
    head = f'<utility_space type="any" number_of_issues="{len(issues)}">'
    weight = [f'<weight value="{w}" index="{k}">\n</weight>' for k, w in enumerate(weights, 1)]
    out = []
    for index, (name, options) in enumerate(issues.items(), 1):
        if evaluators and name in evaluators:
            kind, text = evaluators[name]
            out.append(f'<issue index="{index}" type="{kind}" name={quoteattr(name)}>{text}</issue>')
            continue
        out.append(f'<issue index="{index}" name={quoteattr(name)}><!-- type is missing: discrete -->')
        order = list(options)[::-1] if index % 2 else list(options)
        out += [f'  <item value={quoteattr(o)} evaluation="{evaluation(name, o)}" description=""/>' for o in order]
        out.append("</issue>")
    body = weight + out if first else out + weight
    ends = [f'<reservation value="{reservation}"/>'] * (reservation is not None) + \
           [f'<discount_factor value="{discount}" />'] * (discount is not None)
    return "\n".join([head, *ends[:1], '<objective index="0" etype="objective" type="objective" name="any">', *body,
                      "</objective>", *ends[1:], "</utility_space>", ""])


def write_itex(folder, encoding="utf-8"):
    folder.mkdir()
    issues = {name: list(options) for name, options in ITEX.items()}
    (folder / "ItexvsCypress.xml").write_text(domain_xml(issues), encoding=encoding)
    for party in (0, 1):
        (folder / f"ItexvsCypress_prof{party + 1}.xml").write_text(
            profile_xml(issues, WEIGHTS[party], lambda i, o, p=party: ITEX[i][o][p], 0.0, 1.0, first=party == 0),
            encoding=encoding)
    (folder / "domainrepository.xml").write_text("<domainRepository><domainRepItem url='x'/></domainRepository>")
    return folder


def gold_itex(name, path):
    found = answer(program, "analyze", path)
    check.same(f"{name}: outcomes", found["zone"]["outcomes"], 180)
    check.same(f"{name}: Pareto outcomes", len(found["frontier"]), 18)
    for solution in found["solutions"]:
        if solution["solution"] in ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian"):
            got = [round(u, 4) for u in solution["utilities"].values()]
            check.same(f"{name}: {solution['solution']}", got, [0.7215, 0.6705])
    opposition = min((sum((1 - u) ** 2 for u in p["utilities"].values())) ** 0.5 for p in found["frontier"])
    check.same(f"{name}: opposition", round(opposition, 4), 0.4315)
    check.same(f"{name}: max sum", round(max(sum(p["utilities"].values()) for p in found["frontier"]), 4), 1.3920)


def frontier_of(points):
    """Distinct efficient points, exactly."""
    points = set(points)
    return {p for p in points if not any(q != p and all(a >= b for a, b in zip(q, p)) for q in points)}


def clamp(x):
    return min(Fraction(1), max(Fraction(0), x))


def random_scenario(rng, folder, scale_down):
    """A GENIUS scenario of random numbers, and every outcome's utilities by the stated rules, in fractions."""
    issues, kinds, values = {}, {}, {}
    for k in range(rng.randint(1, 4)):
        name = rng.choice(["Prix d'achat", "Größe", "a & b", "Delivery time", "価格"]) + f" {k}"
        kind = rng.choice(["discrete"] * 3 + ["integer", "real"])
        if kind == "discrete":
            options = [f"{rng.choice(['opt', 'Ünique', '<5', '10%'])} {o}" for o in range(rng.randint(1, 5))]
        else:
            low = rng.randint(-3, 5)
            high = low + rng.randint(1, 6)
            kinds[name] = (kind, low, high)
            steps = high - low if kind == "integer" else 20
            values[name] = [low + Fraction(high - low, steps) * s for s in range(steps + 1)]
            options = [str(v) for v in values[name]]
        issues[name] = options
    folder.mkdir()
    (folder / "domain.xml").write_text(domain_xml(issues, kinds), encoding="utf-8")
    tables, reservations = [], []
    for party in range(2):
        weights = [rng.random() for _ in issues]
        total = sum(weights) * scale_down
        weights = [repr(w / total) if rng.random() < 0.9 else "0.25" for w in weights]
        table, evaluators, evaluations = {}, {}, {}
        for name, options in issues.items():
            if name in kinds and kinds[name][0] == "integer":
                slope, offset = rng.choice(["0.25", "-0.125", "0.1"]), rng.choice(["0", "0.5", "1.0"])
                evaluators[name] = ("integer", f'<evaluator ftype="linear" offset="{offset}" slope="{slope}"/>')
                table[name] = [clamp(Fraction(offset) + Fraction(slope) * (v - kinds[name][1])) for v in values[name]]
            elif name in kinds:
                a, b = rng.choice(["0.5", "1", "0"]), rng.choice(["0.25", "-0.5"])
                evaluators[name] = ("real", f'<evaluator ftype="linear" parameter1="{b}" parameter0="{a}"/>')
                table[name] = [clamp(Fraction(a) + Fraction(b) * v) for v in values[name]]
            else:
                given = [rng.choice([0, 1, 5, 30, 7]) for _ in options]
                evaluations[name] = dict(zip(options, given))
                best = max(given)
                table[name] = [Fraction(e, best) if best else Fraction(0) for e in given]
        reservation = rng.choice([None, "0.25", "0.4"])
        reservations.append(Fraction(reservation or 0))
        (folder / f"prof{party}.xml").write_text(
            profile_xml(issues, weights, lambda i, o, e=evaluations: e[i][o], reservation, rng.choice([None, "0", "1.7"]),
                        evaluators, rng.random() < 0.5), encoding="utf-8")
        tables.append([[Fraction(w) * e for e in table[name]] for w, name in zip(weights, issues)])
    outcomes = [tuple(min(Fraction(1), sum(t[i][o] for i, o in enumerate(choice))) for t in tables)
                for choice in itertools.product(*[range(len(v)) for v in issues.values()])]
    return outcomes, reservations


def near(a, b):
    return all(abs(float(x) - float(y)) < 2e-7 for x, y in zip(a, b))


def check_rules(temporary):
    rng = random.Random(2014)
    for k in range(25):
        folder = temporary / f"random{k}"
        outcomes, reservations = random_scenario(rng, folder, rng.choice([1.0, 1.0, 1.006, 0.8]))
        found = answer(program, "analyze", folder)
        check.same(f"random {k}: outcomes", found["zone"]["outcomes"], len(outcomes))
        zone = [u for u in outcomes if all(a >= b for a, b in zip(u, reservations))]
        check.same(f"random {k}: agreements", found["zone"]["agreements"], len(zone))
        got = sorted(tuple(p["utilities"].values()) for p in found["frontier"])
        wanted = sorted(frontier_of(outcomes))
        check.that(f"random {k}: frontier", len(got) == len(wanted) and all(map(near, got, wanted)), (got, wanted))
        nash = [s for s in found["solutions"] if s["solution"] == "nash" and s.get("utilities")]
        if zone and nash:
            best = max((a - reservations[0]) * (b - reservations[1]) for a, b in zone)
            u, v = nash[0]["utilities"].values()
            check.that(f"random {k}: Nash", abs((u - float(reservations[0])) * (v - float(reservations[1])) - float(best)) < 1e-6)


def check_round_trips(temporary):
    for path in sorted((root / "cases").glob("*.yaml")):
        if not answer(program, "show", path)["parties"]:
            out = temporary / "nobody.csv"
            done = run(program, "convert", path, out)
            check.same(f"{path.stem}: nothing to write", (done.returncode, out.exists()), (2, False))
            continue
        before = answer(program, "analyze", path, "--without-red-lines", "--symmetric", "--max-outcomes", "2000000")
        for kind in FORMATS:
            name = f"{path.stem} as {kind}"
            out = temporary / (f"{path.stem}.csv" if kind == "csv" else f"{path.stem}-{kind}")
            done = run(program, "convert", path, out, "--to", kind)
            if kind == "negolog" and len(before["parties"]) != 2:
                check.same(f"{name}: two parties only", (done.returncode, out.exists()), (2, False))
                continue
            if "not a sum over issues" in done.stderr:
                check.same(f"{name}: refused whole", (done.returncode, out.exists()), (2, False))
                continue
            check.same(f"{name}: written", done.returncode, 0)
            if "constraint" in done.stderr:
                continue
            after = answer(program, "analyze", out, "--symmetric", "--max-outcomes", "2000000")
            for key in ("outcomes", "agreements"):
                check.same(f"{name}: {key}", after["zone"][key], before["zone"][key])
            top = 1 if kind == "csv" else max(max(p["utilities"].values()) for p in before.get("frontier") or
                                              [s for s in before["solutions"] if s["solution"] == "utilitarian"])
            for a, b in zip(before["solutions"], after["solutions"]):
                if kind == "geniusweb" and any(p["walk_away"] for p in before["parties"]):
                    continue  # a walk-away is a bid there: a little higher
                check.same(f"{name}: {a['solution']}", b.get("options"), a.get("options"))
            if before.get("frontier"):
                check.same(f"{name}: frontier", [p["outcome"] for p in after["frontier"]],
                           [p["outcome"] for p in before["frontier"]])
            check.that(f"{name}: top", top > 0)


def random_rectangles(rng, folder):
    """A nonlinear scenario of three issues 0..5, and every outcome's utilities by the stated rules."""
    issues = "".join(f'<issue index="{i}" name="i{i}" type="integer"><range lowerbound="0" upperbound="5"/></issue>' for i in (1, 2, 3))
    head = f'<utility_space type="nonlinear"><objective index="0" type="objective">{issues}</objective>'
    folder.mkdir()
    (folder / "domain.xml").write_text(f"<negotiation_template>{head}</utility_space></negotiation_template>", encoding="utf-8")
    functions = []
    for party in range(2):
        boxes, text = [], ""
        how, most = rng.choice(["sum", "sum", "max", "min"]), rng.choice([60, 97, 200])
        for _ in range(rng.randint(1, 6)):
            kind = rng.choice(["INCLUDES", "INCLUDES", "EXCLUDES", ""])
            pay, weight = rng.randint(1, 40), rng.choice([None, "2", "0.5"])
            conditions = [(rng.randint(1, 3), *sorted(rng.sample(range(-1, 8), 2))) for _ in range(rng.randint(1, 3))] if kind else []
            inside = "".join(f'<{kind} index="{i}" min="{a}" max="{b}"/>' for i, a, b in conditions)
            text += f'<hyperRectangle utility="{pay}"' + (f' weight="{weight}"' if weight else "") + f">{inside}</hyperRectangle>"
            boxes.append((kind, pay * Fraction(weight or 1), conditions))
        functions.append((how, most, boxes))
        (folder / f"p{party}.xml").write_text(
            f'{head}<utility maxutility="{most}"><ufun aggregation="{how}">{text}</ufun></utility></utility_space>', encoding="utf-8")

    def utility(function, outcome):
        how, most, boxes = function
        pays = []
        for kind, pay, conditions in boxes:
            holds = all(a <= outcome[i - 1] <= b for i, a, b in conditions)
            pays.append(pay if holds != (kind == "EXCLUDES") else 0)
        return min(Fraction(1), Fraction({"sum": sum, "max": max, "min": min}[how](pays)) / most)

    return [tuple(utility(f, o) for f in functions) for o in itertools.product(range(6), repeat=3)]


def check_rectangles(temporary):
    rng = random.Random(1992)
    for k in range(15):
        outcomes = random_rectangles(rng, temporary / f"boxes{k}")
        found = answer(program, "analyze", temporary / f"boxes{k}")
        got = sorted(tuple(p["utilities"].values()) for p in found["frontier"])
        wanted = sorted(frontier_of(outcomes))
        check.that(f"rectangles {k}: frontier", len(got) == len(wanted) and all(map(near, got, wanted)), (got, wanted))
        best = max(a + b for a, b in outcomes)
        sums = [sum(s["utilities"].values()) for s in found["solutions"] if s["solution"] == "utilitarian"]
        check.that(f"rectangles {k}: greatest sum", abs(sums[0] - float(best)) < 1e-6, (sums, best))


def check_latin(temporary):
    """Declared Latin-1, and files that lie about their encoding."""
    text = domain_xml({"Größe": ["klein", "groß"]})
    profile = profile_xml({"Größe": ["klein", "groß"]}, ["1"], lambda i, o: {"klein": 1, "groß": 2}[o])
    for label, encoding in (("ISO-8859-1", "latin-1"), ("UTF-8", "latin-1"), ("ISO-8859-1", "utf-8"), ("UTF-16", "utf-16")):
        folder = temporary / f"latin-{label}-{encoding}"
        folder.mkdir()
        head = f'<?xml version="1.0" encoding="{label}"?>\n'
        (folder / "d.xml").write_bytes(text.replace('<?xml version="1.0"?>\n', head).encode(encoding))
        for k in (1, 2):
            (folder / f"p{k}.xml").write_bytes((head + profile).encode(encoding))
        shown = answer(program, "show", folder)
        check.same(f"{label} in {encoding}: names", (shown["issues"][0]["name"], shown["issues"][0]["options"]),
                   ("Größe", ["klein", "groß"]))


def check_fractions(temporary):
    """NegMAS writes utilities where GENIUS has evaluations: the rule of GENIUS holds, and reading says so."""
    issues = {"a": ["x", "y"], "b": ["x", "y"]}
    for label, best, said in (("fractions below 1", "0.5", True), ("one of them 1", "1", True), ("above 1", "4", False)):
        folder = temporary / f"fractions-{best}"
        folder.mkdir()
        (folder / "d.xml").write_text(domain_xml(issues))
        for k in (1, 2):
            (folder / f"p{k}.xml").write_text(profile_xml(issues, ["0.5", "0.5"], lambda i, o, best=best:
                                                          "0.25" if o == "y" else best if i == "a" else "0.5"))
        found = answer(program, "analyze", folder, "--outcome", "a=y, b=x")
        check.same(f"{label}: divided by the greatest", [s["utilities"]["p1"] for s in found["solutions"]][:1], [1])
        check.same(f"{label}: and told so", any("NegMAS" in r for r in found["manifest"]["remarks"]), said)


SPREADSHEETS = {
    "semicolons and decimal commas": "\ufeffparty;issue;option;weight;score;walk-away\r\nA;Preis;hoch;100;80,5;40\r\n"
                                     "A;Preis;tief;;0;\r\nB;Preis;hoch;100;0;\r\nB;Preis;tief;;100;\r\n",
    "tabs, other order, sep=": "sep=\t\nissue\tparty\tscore\toption\tweight\twalk away\nPreis\tA\t80.5\thoch\t100%\t40\n"
                               "Preis\tA\t0\ttief\t\t\nPreis\tB\t0\thoch\t100\t\nPreis\tB\t100\ttief\t\t\n",
    "quotes, settings, no weights": 'case,"Eins, ""zwei"""\nscale,100\n\nparty,issue,option,score,walk_away\n'
                                    '"A","Preis","hoch",80.5,40\nA,Preis,tief,0,\nB,Preis,hoch,0,\nB,Preis,tief,100,\n,,,,\n',
}


def check_spreadsheets(temporary):
    for name, text in SPREADSHEETS.items():
        path = temporary / "sheet.csv"
        path.write_bytes(text.encode("utf-8"))
        found = answer(program, "analyze", path)
        check.same(f"{name}: utilities", sorted(tuple(p["utilities"].values()) for p in found["frontier"]),
                   [(0, 100), (80.5, 0)])
        check.same(f"{name}: walk-away", [p["walk_away"] for p in found["parties"]], [40, 0])
        if "case" in text:
            check.same(f"{name}: title", found["manifest"]["case"], 'Eins, "zwei"')
    path.write_bytes("party;issue;option;score\r\nÄ;é;ß;1\r\n".encode("cp1252"))
    check.same("Windows-1252 of a spreadsheet", answer(program, "show", path)["parties"][0]["name"], "Ä")


def check_treacherous_names(temporary):
    """Names that are words of the formats: files are recognised by their keys, not by what stands within text."""
    path = temporary / "names.yaml"
    path.write_text("case: x\nparties: {A: {}, B: {}}\nissues:\n  p: {options: ['h\"issuesValues', UtilitySpace, type]}\n"
                    "  issueUtilities: {options: [issueWeights, 'issues']}\npreferences:\n"
                    "  A: {points: {p: [1, 2, 3], issueUtilities: [1, 0]}}\n  B: {points: {p: [3, 2, 1], issueUtilities: [0, 1]}}\n")
    for kind in FORMATS:
        out = temporary / f"names-{kind}.csv" if kind == "csv" else temporary / f"names-{kind}"
        check.same(f"names as treacherous in {kind}", run(program, "convert", path, out, "--to", kind).returncode, 0)
        check.same(f"and read back from {kind}", answer(program, "show", out)["issues"][0]["options"],
                   ['h"issuesValues', "UtilitySpace", "type"])


def check_convert(temporary):
    case, out = root / "cases/price.yaml", temporary / "made"
    for kind in ("csv", "coburg"):
        plain = temporary / f"a name without ending {kind}"
        check.same(f"{kind}: done", run(program, "convert", case, plain, "--to", kind).returncode, 0)
        check.same(f"{kind}: the file is called as OUT says", run(program, "check", plain).returncode, 0)
    check.same("into a new folder", run(program, "convert", case, out, "--to", "genius").returncode, 0)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    done = run(program, "convert", case, out, "--to", "negmas")
    check.same("not into a folder that holds something", (done.returncode, "empty" in done.stderr), (2, True))
    check.same("and it stays as it was", {p.name: p.read_bytes() for p in out.iterdir()}, before)
    beside = temporary / "beside"
    beside.mkdir()
    check.same("beside a domain file", run(program, "convert", case, beside / "x.xml").returncode, 0)
    check.same("names", sorted(p.name for p in beside.iterdir()), ["x.xml", "x_prof1.xml", "x_prof2.xml"])
    (beside / "x.xml").unlink()
    done = run(program, "convert", case, beside / "x.xml")
    check.same("nothing is replaced", (done.returncode, "--force" in done.stderr), (2, True))
    check.same("nothing is half-written", sorted(p.name for p in beside.iterdir()), ["x_prof1.xml", "x_prof2.xml"])
    check.same("unless asked for", run(program, "convert", case, beside / "x.xml", "--force").returncode, 0)
    for args, word in ((["x"], "--to"), (["x", "--to", "genuis"], "did you mean \"genius\""), (["-", "--to", "genius"], "folder"),
                       ([temporary / "no/where.csv"], "No such file")):
        done = run(program, "convert", case, *args)
        check.same(f"convert {args}: exit", done.returncode, 2)
        check.that(f"convert {args}: says {word}", word in done.stderr, done.stderr)
    lines = run(program, "convert", root / "cases/vienna-2014.yaml", temporary / "vienna.xml").stderr
    for word in ("2 red lines", "1 bloc", "33 claims", "divided by 100"):
        check.that(f"losses are said: {word}", word in lines, lines)
    to_yaml = run(program, "convert", temporary / "vienna.xml", "-").stdout
    check.that("names and ids survive", "CF: " in to_yaml and "operating centrifuges" in to_yaml, to_yaml[:500])
    (temporary / "vienna.yaml").write_text(to_yaml, encoding="utf-8")
    check.same("what was converted is a case file", run(program, "check", temporary / "vienna.yaml").returncode, 0)
    check.same("format leaves other formats alone", run(program, "format", "--in-place", temporary / "vienna.xml").returncode, 2)


WORDS = json.loads((root / "tests/format/foreign/words.json").read_text(encoding="utf-8"))


def check_bad():
    files = sorted(p for p in (root / "tests/format/foreign").iterdir() if p.name.startswith("fail_"))
    check.same("every bad file has its words", sorted(WORDS), [p.name for p in files])
    for path in files:
        verdict = re.match(r"fail_L(\d+)C(\d+)_", path.name)
        done = run(program, "check", path)
        check.same(f"{path.name}: exit", done.returncode, 1)
        places = re.findall(r"\.\w+:(\d+):(\d+): error", done.stdout)
        check.same(f"{path.name}: one message, at its place", places, [(verdict[1], verdict[2])])
        check.that(f"{path.name}: says {WORDS.get(path.name)!r}", WORDS.get(path.name, "?") in done.stdout, done.stdout)
        check.that(f"{path.name}: says what to write instead", "hint: " in done.stdout, done.stdout)


with tempfile.TemporaryDirectory() as name:
    temporary = Path(name)
    itex = write_itex(temporary / "ItexvsCypress")
    gold_itex("GENIUS, folder", itex)
    gold_itex("GENIUS, domain file", itex / "ItexvsCypress.xml")
    for kind in FORMATS:
        out = temporary / ("itex.csv" if kind == "csv" else f"itex-{kind}")
        check.same(f"itex to {kind}", run(program, "convert", itex, out, "--to", kind).returncode, 0)
        gold_itex(f"itex through {kind}", out)
    check.same("one profile alone", len(answer(program, "show", itex / "ItexvsCypress_prof1.xml")["parties"]), 1)
    check.same("parties are called after profiles", [p["id"] for p in answer(program, "show", itex)["parties"]],
               ["ItexvsCypress_prof1", "ItexvsCypress_prof2"])
    check_rules(temporary)
    check_rectangles(temporary)
    check_round_trips(temporary)
    check_fractions(temporary)
    check_treacherous_names(temporary)
    check_latin(temporary)
    check_spreadsheets(temporary)
    check_convert(temporary)
check_bad()
check.finish()
