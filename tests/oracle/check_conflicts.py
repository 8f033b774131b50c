"""Conflicts as people write them, beside the definitions: case files made at random, with formulas of every operator, more
statements than a machine word holds, one-way options, misperceived states, strong and unknown preferences and both
numberings; read and solved by the program, and once more here, from the same formulas as Python functions.

Usage: check_conflicts.py PROGRAM SOURCE_ROOT
"""
import itertools
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer  # noqa: E402

program = sys.argv[1]
check = Checks()
CORE = ["nash", "gmr", "smr", "seq", "sseq"]
MODELS = 80


def formula(rng, options, depth):
    """Text and meaning; IF and IFF join the outermost two only, or stand in parentheses."""
    kind = rng.choice(["option", "not", "and", "or"]) if depth > 0 else "option"
    if kind == "option":
        k = rng.randrange(len(options))
        return rng.choice([options[k], str(k + 1)]), lambda s: s[k]
    a, f = formula(rng, options, depth - 1)
    if kind == "not":
        return rng.choice(["-({})", "NOT ({})", "!({})"]).format(a), lambda s: not f(s)
    b, g = formula(rng, options, depth - 1)
    if kind == "and":
        return rng.choice(["({}) & ({})", "({}) AND ({})"]).format(a, b), lambda s: f(s) and g(s)
    return rng.choice(["({}) | ({})", "({}) OR ({})"]).format(a, b), lambda s: f(s) or g(s)


def statement(rng, options):
    a, f = formula(rng, options, 2)
    b, g = formula(rng, options, 2)
    kind = rng.randrange(4)
    if kind == 0:
        return f"({a}) IF ({b})", lambda s: f(s) or not g(s)
    if kind == 1:
        return f"({a}) IFF ({b})", lambda s: f(s) == g(s)
    return a, f


def made(rng):
    """A model: the file, and what it means."""
    makers = rng.randint(2, 3)
    owned = [rng.randint(1, 2) for _ in range(makers)]
    options = [f"o{k}" for k in range(sum(owned))]
    owner = [i for i, n in enumerate(owned) for _ in range(n)]
    one_way = [rng.choice([None, None, None, "take", "drop"]) for _ in options]
    bad = [statement(rng, options) for _ in range(rng.randint(0, 1))]
    states = [s[::-1] for s in itertools.product([False, True], repeat=len(options))]
    states = [s for s in states if not any(f(s) for _, f in bad)]
    return makers, options, owner, one_way, bad, states


def text_of(model, orders, decimal, blind):
    makers, options, owner, one_way, bad, states = model
    lines = ["case: made", "conflict:", f"  numbering: {'decimal' if decimal else 'ordered'}", "  decision_makers:"]
    for i in range(makers):
        lines += [f"    M{i}:", "      options:"]
        for k, name in enumerate(options):
            if owner[k] == i:
                lines.append(f"        {name}: {{name: {name}, one_way: {one_way[k]}}}" if one_way[k] else f"        {name}: {name}")
        lines += orders[i]
        if blind[i]:
            lines.append(f"      misperceived: [{', '.join(str(b) for b in blind[i])}]")
    if bad:
        lines.append("  infeasible: [" + ", ".join(f'"{t}"' for t, _ in bad) + "]")
    return "\n".join(lines) + "\n"


def solve(states, moves, relation, makers):
    """relation(i, s, t): how i compares t with s: '>' better, '<' worse, '=' same, '?' unknown. Mode b."""
    better = [[[relation(i, s, t) == ">" for t in range(len(states))] for s in range(len(states))] for i in range(makers)]
    gains = [[[relation(i, s, t) in ">?" for t in range(len(states))] for s in range(len(states))] for i in range(makers)]
    no_better = [[[relation(i, s, t) in "<=" for t in range(len(states))] for s in range(len(states))] for i in range(makers)]

    def reach(i, start, improving):
        seen, todo = set(), [(start, None)]
        while todo:
            s, last = todo.pop()
            for j in range(makers):
                if j in (i, last):
                    continue
                for t in moves[j][s]:
                    if (t, j) not in seen and (not improving or gains[j][s][t]):
                        seen.add((t, j))
                        todo.append((t, j))
        return {t for t, _ in seen}

    result = {c: [] for c in CORE}
    for s in range(len(states)):
        holds = dict.fromkeys(CORE, True)
        for i in range(makers):
            for s1 in moves[i][s]:
                if not better[i][s][s1]:
                    continue
                holds["nash"] = False
                for plain, fast, improving in (("gmr", "smr", False), ("seq", "sseq", True)):
                    ends = [t for t in reach(i, s1, improving) if no_better[i][s][t]]
                    holds[plain] &= bool(ends)
                    holds[fast] &= any(all(no_better[i][s][v] for v in moves[i][t]) for t in ends)
        for c in CORE:
            if holds[c]:
                result[c].append(s + 1)
    return result


def orders_of(rng, model, number, label):
    """Preference lines of each maker, and the relation they mean."""
    makers, options, _, _, _, states = model
    lines, relations = [], []
    for i in range(makers):
        kind = (number + i) % 3
        if kind == 0:
            said = [statement(rng, options) for _ in range(rng.choice([3, 6, 70, 130]))]
            lines.append(["      statements:"] + [f'        - "{t}"' for t, _ in said])
            score = [tuple(f(s) for _, f in said) for s in states]
        elif kind == 1:
            said = []
            while len(said) < 4:
                t, f = statement(rng, options)
                if t not in [x[0] for x in said]:
                    said.append((t, f, rng.randint(-4, 6)))
            lines.append(["      weights:"] + [f'        "{t}": {w}' for t, _, w in said])
            score = [sum(w for _, f, w in said if f(s)) for s in states]
        else:
            score = [rng.randrange(4) for _ in states]
            levels = [[label(k) for k in range(len(states)) if score[k] == v] for v in sorted(set(score), reverse=True)]
            lines.append(["      ranking: [" + ", ".join(str(l) for l in levels) + "]"])
        unknown = set()
        if number % 2 and len(states) > 2:
            for _ in range(2):
                a, b = rng.sample(range(len(states)), 2)
                unknown |= {(a, b), (b, a)}
            pairs = sorted({tuple(sorted(p)) for p in unknown})
            lines[-1].append("      unknown: [" + ", ".join(f"[{label(a)}, {label(b)}]" for a, b in pairs) + "]")
        relations.append((score, unknown))

    def relation(i, s, t):
        score, unknown = relations[i]
        return "?" if (s, t) in unknown else ">" if score[t] > score[s] else "<" if score[t] < score[s] else "="

    return lines, relation


def one(number, folder):
    rng = random.Random(number)
    model = made(rng)
    while len(model[5]) < 2:
        model = made(rng)
    makers, options, owner, one_way, _, states = model
    decimal = number % 4 == 1

    def label(k):
        return sum(2**o for o, taken in enumerate(states[k]) if taken) if decimal else k + 1

    orders, relation = orders_of(rng, model, number, label)
    blind = [set(rng.sample(range(len(states)), 1)) if number % 5 == 0 and i == 0 else set() for i in range(makers)]
    moves = [[[] for _ in states] for _ in range(makers)]
    for i in range(makers):
        for s, t in itertools.permutations(range(len(states)), 2):
            changed = [o for o in range(len(options)) if states[s][o] != states[t][o]]
            legal = all(owner[o] == i and not (one_way[o] == "take" and states[s][o]) and not (one_way[o] == "drop" and not states[s][o])
                        for o in changed)
            if legal and s not in blind[i] and t not in blind[i]:
                moves[i][s].append(t)
    path = Path(folder) / f"made{number}.yaml"
    path.write_text(text_of(model, orders, decimal, [[label(k) for k in b] for b in blind]), encoding="utf-8")
    got = answer(program, "stability", path, "--unknown", "b", "--top", "1000")
    check.same(f"model {number}: states", got["states"], len(states))
    check.same(f"model {number}: decimal numbers", [r["decimal"] for r in got["listed"]],
               [sum(2**o for o, taken in enumerate(s) if taken) for s in states])
    wanted = solve(states, moves, relation, makers)
    for c in CORE:
        check.same(f"model {number}: {c}", [r["state"] for r in got["listed"] if r["equilibrium"][c]], wanted[c])


with tempfile.TemporaryDirectory() as folder:
    for number in range(MODELS):
        one(number, folder)
check.finish()
