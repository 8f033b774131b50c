#!/usr/bin/env python3
"""Compares cases/vienna-2014.yaml, number by number, with the tables in tests/oracle/vienna/.

Exit code 0: they agree; 1: they do not, with a line for each difference.
"""
import csv
import math
import pathlib
import re
import sys
from fractions import Fraction

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTIES = ["IR", "US", "UK", "FR", "DE", "RU", "CN"]
ISSUES = ["UN", "EC", "CF", "EL", "ST", "DU", "AR", "FO", "PM", "RD", "IN"]
OUTCOMES = 1224720


def table(name):
    with open(ROOT / "tests/oracle/vienna" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def options(issue):
    return issue["options"] if "options" in issue else issue["scale"]["options"]


def as_list(item):
    return item if isinstance(item, list) else [item]


def around(value):
    """The range of 30% either way, within 0..100."""
    return [max(Fraction(0), value * Fraction(7, 10)), min(Fraction(100), value * Fraction(13, 10))]


def references(node, key=""):
    """Every id that stands under `source` or `claims` in a part of the case."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from references(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from references(value, key)
    elif key in ("source", "claims"):
        yield node


def check_order(case, same):
    same("the parties", list(case["parties"]), PARTIES)
    same("the issues", list(case["issues"]), ISSUES)
    same("the parties with preferences", list(case["preferences"]), PARTIES)
    same("the bloc", case["blocs"]["P5+1"]["members"], PARTIES[1:])
    same("the outcomes", math.prod(len(options(i)) for i in case["issues"].values()), OUTCOMES)


def check_scores(case, same):
    rows = table("case.csv")
    same("the rows of case.csv", len(rows), sum(len(options(i)) for i in case["issues"].values()))
    for row in rows:
        issue, k = row["issue"], int(row["option_index"])
        same(f"option {k} of {issue}", options(case["issues"][issue])[k], row["option"])
        for party in PARTIES:
            scores = case["preferences"][party]["scores"][issue]
            same(f"the score of {party} for option {k} of {issue}", Fraction(scores[k]),
                 Fraction(row[party]))


def check_weights(case, same):
    rows = table("weights.csv")
    same("the parties of weights.csv", [row["party"] for row in rows], PARTIES)
    for row in rows:
        party = row["party"]
        weights = case["preferences"][party]["weights"]
        same(f"the issues {party} weighs", list(weights), ISSUES)
        numbers = [(f"the weight of {issue} for {party}", weights[issue], row[issue])
                   for issue in ISSUES]
        numbers.append((f"the walk-away of {party}", case["parties"][party]["walk_away"],
                        row["walk_away"]))
        for what, number, value in numbers:
            same(what, Fraction(number["value"]), Fraction(value))
            same(f"the range of {what[4:]}", [Fraction(n) for n in number["range"]],
                 around(Fraction(value)))
        same(f"the sum of the weights of {party}",
             sum(Fraction(number["value"]) for number in weights.values()), 100)
        check_red_line(case, row, same)


def check_red_line(case, row, same):
    """The table writes `UN=3 and EC=3` or `UN<=1`, in indices of options."""
    wanted = {}
    for issue, sign, k in re.findall(r"(\w+)(<?=)(\d)", row["red_line"]):
        names = options(case["issues"][issue])
        wanted[issue] = names[:int(k) + 1] if sign == "<=" else [names[int(k)]]
    lines = case["preferences"][row["party"]].get("red_lines", [])
    same(f"the number of red lines of {row['party']}", len(lines), 1 if wanted else 0)
    for line in lines:
        accept = {line["issue"]: line["accept"]} if "issue" in line else line["accept"]
        same(f"the red line of {row['party']}",
             {issue: as_list(names) for issue, names in accept.items()}, wanted)
        same(f"the source of the red line of {row['party']}", as_list(line["source"]),
             [row["red_line_source"]])


def check_claims(case, same):
    rows = table("claims.csv")
    same("the claims", list(case["claims"]), [row["id"] for row in rows])
    elsewhere = set(references({key: part for key, part in case.items() if key != "claims"}))
    for row in rows:
        claim = case["claims"][row["id"]]
        same(f"the grade of {row['id']}", claim.get("grade", ""),
             row["reliability"] + row["credibility"])
        same(f"{row['id']} is referred to outside the claims", row["id"] in elsewhere, True)


def main():
    text = (ROOT / "cases/vienna-2014.yaml").read_text(encoding="utf-8")
    case = yaml.load(text, yaml.BaseLoader)  # every scalar stays text
    differences, count = [], 0

    def same(what, found, wanted):
        nonlocal count
        count += 1
        if found != wanted:
            differences.append(f"{what}: the case has {found}, the table {wanted}")

    for check in (check_order, check_scores, check_weights, check_claims):
        check(case, same)
    for line in differences:
        print(line)
    print(f"{count} comparisons, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
