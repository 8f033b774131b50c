#!/usr/bin/env python3
"""Holds the editor's schema against cases.

It must accept every case in cases/ and tests/format/good/, and refuse each spoilt copy of BASE
below. Exit code 0: it does; 1: it does not, with a line for each failure.
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates stay text, `no` is a word, keys are text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"duplicate key {key}")
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), first)
# PyYAML reads 010 as eight and wants a dot in 1e2.
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Loader.add_constructor(
    "tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node, deep=True))

BASE = """
case: A test
as_of: 2014-11
scale: 100
schedule:
  began: 2014
  deadline: 2014-11-24T23:59+01:00
  history:
    - {date: 2014-07-20, event: moved, deadline: 2014-11-24, source: C1}
  extension: {status: off_agenda, consent: [A, B], rounds: 3, times: 1, claims: [C1]}
  sessions:
    - {id: first, kind: bilateral, status: held, date: 2014-11-20, with: [A, B], people: Ann}
    - {kind: trilateral, status: planned, with: [A, B, C]}
    - {kind: briefing, with: [A, S]}
parties:
  A: {name: Alpha, heads: Ann, walk_away: {value: 40, range: [30, 50], note: a guess}, power: 1e2,
      positions: {price: {value: 4, range: [3, 5]}, place: [here, {value: there, range: [here, 1], source: C1}]},
      salience: {price: 60, place: [40, {value: 50, range: [45, 60]}]}}
  B:
  C: {bargaining_weight: 1/3}
blocs:
  both: {members: [A, B], coordinator: S, member_weights: {A: 2/3, B: 1/3}}
stakeholders:
  S: {role: neighbour, briefed_by: A, salience: 60}
influence:
  - {from: S, to: A, issues: price, effect: raises, strength: 2}
issues:
  price: {scale: {from: 0, to: 10, step: 0.5, unit: EUR}}
  years: {scale: {options: [1, 2, 5]}}
  place: {options: [here, there, no], reference: no}
  farm: {to: [A, B], divisible: false}
preferences:
  A:
    weights: {price: {value: 50, range: [40, 60], source: C1}, years: 20, place: 20, farm: 10}
    scores: {price: {0: 0, 10: 100}, years: [0, 20/30, 1e2], place: {here: 0, there: 50, no: 100}, farm: 100}
    red_lines:
      - {issue: place, accept: [here, there], source: C1}
      - {issue: years, at_least: 2}
      - {accept: {place: here, years: [2, 5]}}
  B: {points: {price: {0: 0, 10: 1}, farm: {value: 12, note: his}}, red_lines: [{issue: years, at_most: 2}]}
  C:
    interactions: [{when: {place: here, years: [2, 5]}, points: -3, note: why}]
    boxes: {aggregation: max, cap: 90, list: [{includes: {price: {at_least: 5}}, value: 8, weight: 2}, {value: 3}]}
    table: {default: 1, rows: [{outcome: {price: 5, years: 2, place: here, farm: A}, points: 4}]}
    discount: 0.9
    red_lines: [{issue: years, at_least: 1, at_most: 2}]
constraints:
  - {forbid: {place: no, years: 5}, source: C1}
  - {if: {place: there}, then: {years: {at_most: 2}}}
  - allow: [{farm: A}, {farm: B, place: [here, there]}]
packages:
  middle: {outcome: {price: 5, years: 2, place: here, farm: A}}
sources:
  paper: {kind: press, reliability: B, origin: wire, date: 2014-11-24}
  wire:
    reliability: F
claims:
  C1: {source: paper, by: Bob, says: it rains, about: price, grade: C5, date: 2014-11-24,
       contested_by: C2, scored: {verdict: failed, on: 2014-11-25, by: [C2]}}
  C2: {says: it shines, grade: 3}
trail:
  - {date: 2014-06, party: A, issue: price, position: 7}
process:
  A: {moves: [agree, sanction], delay_cost: 2, status_quo: {value: 5, range: [4, 6]}}
forecast:
  models: [mean, {model: "smp:variant=fixed", weight: 2}]
  grades: {A1: 2, C: 20, 6: 50}
  hazard: {deal: {gap: {mean: -2, sd: 0.5}, base: -3}}
indicators:
  rain: {name: millimetres, value: 2-3, unit: mm}
"""

# What is wrong, the text in BASE, and what takes its place.
SPOILT = [
    ("a grade that is none", "A1: 2", "G1: 2"),
    ("a width beyond the scale", "C: 20", "C: 120"),
    ("an unknown exit", "{deal: {gap", "{deals: {gap"),
    ("an unknown term", "base: -3", "bases: -3"),
    ("a prior without a mean", "mean: -2, sd", "note: -2, sd"),
    ("a model without a name", "{model: \"smp:variant=fixed\", weight: 2}", "{weight: 2}"),
    ("a position without a value", "{value: there, range: [here, 1], source: C1}", "{range: [here, 1]}"),
    ("a salience above 100", "salience: {price: 60", "salience: {price: 160"),
    ("no rival at all", "place: [40, {value: 50, range: [45, 60]}]", "place: []"),
    ("no title", "case: A test\n", ""),
    ("no parties", "parties:\n", "people:\n"),
    ("no issues", "issues:\n", "topics:\n"),
    ("a misspelt key at the top", "as_of:", "asof:"),
    ("a misspelt key of a party", "walk_away:", "walkaway:"),
    ("a misspelt key of an issue", "divisible:", "divisable:"),
    ("a misspelt key of a claim", "contested_by:", "contest_by:"),
    ("an unknown key of a number", "note: a guess", "why: a guess"),
    ("a month 13", "as_of: 2014-11", "as_of: 2014-13"),
    ("a time without minutes", "T23:59+01:00", "T23"),
    ("a date in words", "date: 2014-06,", "date: June 2014,"),
    ("an unknown move of a side", "moves: [agree, sanction]", "moves: [agree, dance]"),
    ("a negative cost of delay", "delay_cost: 2", "delay_cost: -2"),
    ("an unknown kind of session", "kind: trilateral", "kind: quadrilateral"),
    ("an unknown status of a session", "status: planned", "status: hoped"),
    ("an unknown status of the extension", "status: off_agenda", "status: off"),
    ("a bilateral of three", "date: 2014-11-20, with: [A, B]", "date: 2014-11-20, with: [A, B, C]"),
    ("a trilateral of two", "with: [A, B, C]", "with: [A, B]"),
    ("a briefing of one", "with: [A, S]", "with: [A]"),
    ("a bloc without members", "members: [A, B], ", ""),
    ("an unknown effect", "effect: raises", "effect: bends"),
    ("an influence on nobody", "to: A, issues", "issues"),
    ("an issue without options", "{options: [here, there, no], reference: no}", "{name: Place}"),
    ("an issue of two forms", "{to: [A, B], divisible: false}", "{to: [A, B], options: [x, y]}"),
    ("a good for nobody", "farm: {to: [A, B]", "farm: {to: []"),
    ("the same option twice", "[here, there, no]", "[here, there, here]"),
    ("no option at all", "[here, there, no]", "[]"),
    ("a scale without a step", ", step: 0.5", ""),
    ("a scale of both forms", "{options: [1, 2, 5]}", "{options: [1, 2, 5], from: 1}"),
    ("a point of a scale in words", "[1, 2, 5]", "[1, 2, five]"),
    ("weights without scores", "    scores: {price: {0: 0, 10: 100}, years: [0, 20/30, 1e2], "
     "place: {here: 0, there: 50, no: 100}, farm: 100}\n", ""),
    ("weights and points", "B: {points:", "B: {weights: {price: 100}, points:"),
    ("a score in words", "there: 50", "there: half"),
    ("a number without digits before the point", "20/30", "'.5'"),
    ("a negative weight", "years: 20, place: 20", "years: -20, place: 20"),
    ("a scale of nothing", "scale: 100", "scale: 0"),
    ("a step of nothing", "step: 0.5", "step: 0"),
    ("a fraction over zero", "20/30", "20/0"),
    ("a range of one number", "range: [40, 60]", "range: [40]"),
    ("a red line without options", "{issue: years, at_least: 2}", "{issue: years}"),
    ("a red line of two forms", "{issue: years, at_least: 2}",
     "{issue: years, at_least: 2, accept: [2]}"),
    ("a red line that accepts nothing", "accept: [here, there]", "accept: []"),
    ("a red line without an issue", "{issue: place, accept:", "{accept:"),
    ("an interaction of one issue", "{place: here, years: [2, 5]}, points", "{place: here}, points"),
    ("an interaction without points", ", points: -3", ""),
    ("an unknown aggregation", "aggregation: max", "aggregation: mean"),
    ("a box without a value", "{value: 3}", "{weight: 3}"),
    ("a box that includes and excludes", "{value: 3}", "{value: 3, includes: {}, excludes: {}}"),
    ("a row without points", "farm: A}, points: 4}", "farm: A}}"),
    ("a constraint of two forms", "years: 5}, source: C1}", "years: 5}, if: {farm: A}, then: {years: 2}}"),
    ("a condition without a consequence", ", then: {years: {at_most: 2}}", ""),
    ("a package without an outcome", "middle: {outcome:", "middle: {result:"),
    ("a reliability beyond F", "reliability: F", "reliability: G"),
    ("a grade beyond 6", "grade: C5", "grade: C7"),
    ("a grade back to front", "grade: C5", "grade: 5C"),
    ("a claim that says nothing", "says: it rains, ", ""),
    ("an unknown verdict", "verdict: failed", "verdict: wrong"),
    ("a position of nobody", "party: A, issue: price, position", "issue: price, position"),
    ("an indicator without a value", "value: 2-3, ", ""),
    ("an id with a blank at its end", "middle: {", "'middle ': {"),
    ("an id with a comma", "middle: {", "'mid,dle': {"),
    ("an id of 65 characters", "middle: {", "m" * 65 + ": {"),
]


def main():
    schema = json.loads((ROOT / "schema/case.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = []

    def complain(what, text):
        for error in validator.iter_errors(yaml.load(text, Loader)):
            place = "/".join(map(str, error.absolute_path))
            failures.append(f"{what}: {place}: {error.message}")

    complain("the test's own case", BASE)
    shipped = sorted((ROOT / "cases").glob("*.yaml"))
    good = sorted((ROOT / "tests/format/good").glob("*.yaml"))
    if not shipped:
        failures.append("no case in cases/")
    for path in shipped + good:
        text = path.read_text(encoding="utf-8")
        complain(path.relative_to(ROOT), text)
    for path in shipped:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        if first != "# yaml-language-server: $schema=../schema/case.schema.json":
            failures.append(f"{path.name}: the first line does not name the schema")
    for what, old, new in SPOILT:
        if BASE.count(old) != 1:
            failures.append(f"{what}: the text to spoil stands {BASE.count(old)} times in the case")
        elif validator.is_valid(yaml.load(BASE.replace(old, new), Loader)):
            failures.append(f"accepted: {what}")

    for line in failures:
        print(line)
    print(f"{len(shipped)} shipped, {len(good)} good and {len(SPOILT)} spoilt cases: "
          + (f"{len(failures)} failures" if failures else "as they should be"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
