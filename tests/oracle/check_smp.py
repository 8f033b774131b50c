#!/usr/bin/env python3
"""SMP from its definition, slowly and plainly, beside the program: on KTAB's sample of 7 actors and 3 issues every deterministic
option by itself and thirty settings of all of them together; on made data of 2 to 12 actors and 1 to 4 issues all settings
together. Turns must be the same, final positions and forecasts to 1e-12 of the scale.

Usage: check_smp.py PROGRAM SOURCE
"""
import csv
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

CHOICES = {
    "victory": ["linear", "square", "quartic", "octic", "binary"],
    "pce": ["conditional", "markov-uniform", "markov-incentive"],
    "vote": ["prop", "binary", "prop-bin", "prop-cubic", "cubic", "prospect"],
    "range": ["mid", "min", "max"],
    "adjust": ["third", "none", "half", "two-thirds", "full"],
    "commit": ["semi", "none", "full"],
    "weights": ["s2p2", "s1p1", "s2pmax"],
    "bargain": ["initiator", "both", "compromise"],
    "variant": ["ktab", "fixed", "third-parties", "own-side", "receiver"],
}  # the first of each is where it begins


def utility(distance, risk):
    return (1 - distance) * (1 + (distance if distance <= 1 else 1) * risk)


def vote(rule, weight, gain):
    sign = max(-1, min(1, gain / 1e-8))
    return weight * {"binary": sign, "prop-bin": 0.8 * gain + 0.2 * sign, "prop": gain,
                     "prop-cubic": 0.5 * gain + 0.5 * gain**3, "cubic": gain**3,
                     "prospect": gain if gain < 0 else 2 * gain / 3}[rule]


def victory(rule, mine, theirs):
    if rule != "binary":
        power = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}[rule]
        return mine**power / (mine**power + theirs**power)
    if max(mine, theirs) >= 1.1 * min(mine, theirs):
        return float(mine > theirs)
    return (2.1 * mine / (mine + theirs) - 1) / 0.1


def odds(o, count, power, worth):
    """Chances of the options; worth[voter][option]."""
    strength = [[1e-8] * count for _ in range(count)]
    for i, j in ((i, j) for i in range(count) for j in range(i)):
        for k, c in enumerate(power):
            v = vote(o["vote"], c, worth[k][i] - worth[k][j])
            strength[i][j] += max(v, 0)
            strength[j][i] += max(-v, 0)
    wins = [[0.5] * count for _ in range(count)]
    for i, j in ((i, j) for i in range(count) for j in range(i)):
        wins[i][j] = victory(o["victory"], strength[i][j], strength[j][i])
        wins[j][i] = 1 - wins[i][j]
    each = range(count)
    if o["pce"] == "conditional":
        p = [math.prod(row) for row in wins]
        return [x / sum(p) for x in p]
    if o["pce"] == "markov-uniform":
        dares, close = [[1 / count] * count for _ in each], 1e-6
    else:
        pull = [[strength[i][j] * wins[i][j] + (1e-10 if i == j else 0) for j in each] for i in each]
        dares = [[pull[i][j] / sum(pull[k][j] for k in each) for j in each] for i in each]
        close = 1e-8
    p = [1 / count] * count
    while True:
        q = [sum(wins[i][j] * (p[i] * dares[j][i] + p[j] * dares[i][j]) for j in each) for i in each]
        apart = max(abs(a - b) for a, b in zip(p, q))
        p = [(a + b) / 2 for a, b in zip(p, q)]
        if apart <= close:
            return p


class Smp:
    def __init__(self, o, power, salience, position):
        self.o, self.c, self.s, self.x = o, power, salience, position
        self.n, self.m = len(power), len(position[0])
        self.all = [sum(row) for row in salience]

    def mended(self, fault):
        return self.o["variant"] in ("fixed", fault)

    def distance(self, k, a, b):
        s = self.s[k]
        return math.sqrt(sum((w * (p - q))**2 for w, p, q in zip(s, a, b)) / sum(w * w for w in s))

    def look(self):
        each = range(self.n)
        self.away = [[self.distance(k, self.x[k], self.x[i]) for i in each] for k in each]
        p = odds(self.o, self.n, self.c, [[utility(d, 0) for d in row] for row in self.away])
        low, high = min(p), max(p)
        if low == high:
            self.risk = [0] * self.n
            return
        self.risk = [{"min": (x - low) / (high - low), "mid": (3 * x - high - 2 * low) / (2 * (high - low)),
                      "max": (2 * x - high - low) / (high - low)}[self.o["range"]] for x in p]

    def seen(self, h, i):
        part = {"none": 0, "third": 1 / 3, "half": 0.5, "two-thirds": 2 / 3, "full": 1}[self.o["adjust"]]
        return self.risk[h] + part * (self.risk[i] - self.risk[h])

    def challenge(self, i, j, h):
        """What i expects to gain by challenging j, and the chance that it wins, as h sees it."""
        def u(a, b):
            return utility(self.away[a][b], self.seen(h, a))
        rule, weight = self.o["vote"], [s * c for s, c in zip(self.all, self.c)]
        own = [vote(rule, weight[a], u(a, i) - u(a, j)) for a in (i, j)]
        first = [1e-10 + sum(max(v, 0) for v in own), 1e-10 + sum(max(-v, 0) for v in own)]
        side = list(first)
        for k in (k for k in range(self.n) if k not in (i, j)):
            v = vote(rule, weight[k], u(k, i) - u(k, j))
            if self.mended("third-parties"):  # with its weight on the side it joins
                odds = [(first[0] + abs(v), first[1]), (first[0], first[1] + abs(v))]
            else:
                odds = [(first[0] + max(v, 0), first[1] + max(-v, 0))] * 2
            own, commit = u(k, k), self.o["commit"]
            alone, follows = 2 * u(k, i) + own, 3 * u(k, i)  # when i wins; the same for j
            lone, heeds = 2 * u(k, j) + own, 3 * u(k, j)
            stakes = {"semi": [(alone, heeds), (follows, lone)], "none": [(alone, lone)] * 2, "full": [(follows, heeds)] * 2}
            joins, opposes = ((a * x + b * y) / (a + b) for (a, b), (x, y) in zip(odds, stakes[commit]))
            stake = vote(rule, weight[k], joins - opposes)
            if not self.mended("third-parties") and commit != "semi":
                stake = 0  # both ways are worth the same
            if self.mended("own-side") and not stake * v > 0:
                stake = 0
            side[0] += max(stake, 0)
            side[1] += max(-stake, 0)
        phi, s = side[0] / (side[0] + side[1]), self.all[j]
        expected = (1 - s) * 2 * u(i, i) + s * 2 * (phi * u(i, i) + (1 - phi) * u(i, j))
        return expected - u(i, i) - u(i, j), phi

    def meet(self, i, j, phi):
        least, sides = 1e-6, ([], [])
        for k in range(self.m):
            xi, xj, si, sj = self.x[i][k], self.x[j][k], self.s[i][k], self.s[j][k]
            if self.o["weights"] == "s2pmax":
                for side, x, y, s, t, g in ((0, xi, xj, si, sj, max(0, 1 - 2 * phi)),
                                            (1, xj, xi, sj, si, max(0, 2 * phi - 1))):
                    sides[side].append(x + g * t * t / (g * t * t + least + (1 - g) * s * s) * (y - x))
                continue
            power = 1 if self.o["weights"] == "s1p1" else 2
            wi, wj = (si * phi)**power, (sj * (1 - phi))**power
            for side, a, b in ((0, wi + least, wj), (1, wi, wj + least)):
                sides[side].append(int(0.5 + 1e4 * ((a * xi + b * xj) / (wi + wj + least))) / 1e4)
        return i, j, sides[0], sides[1]

    def deals(self, i, j, phi):
        """What i proposes to j, and under the other rules what j makes of it: the published program gives the receiver's bargain
        the change in utility, as j sees it, where the chance is meant, and the compromise weighs by saliences alone."""
        mine = self.meet(i, j, phi)
        if self.o["bargain"] == "initiator":
            return [mine]
        gain, chance = self.challenge(i, j, j)
        theirs = self.meet(i, j, chance if self.mended("receiver") else gain)
        if self.o["bargain"] == "both":
            return [mine, theirs]
        a, b = (self.all[k] * (self.c[k] if self.mended("receiver") else 1) for k in (i, j))
        return [(i, j, *([(a * x + b * y) / (a + b) for x, y in zip(p, q)] for p, q in zip(mine[2:], theirs[2:])))]

    def worth(self, k, deal):
        """The mean utility to k over all actors, the two parties moved."""
        total = 0
        for a in range(self.n):
            x = self.x[a] if deal is None or a not in deal[:2] else deal[2 + deal.index(a)]
            total += utility(self.distance(k, self.x[k], x), self.risk[k])
        return total / self.n

    def turn(self):
        self.look()
        offers = [[] for _ in range(self.n)]
        for i in range(self.n):
            best, made = 1e-5, []
            for j in (j for j in range(self.n) if j != i):
                gain, phi = self.challenge(i, j, i)
                if gain > best:
                    best, made = gain, self.deals(i, j, phi)
            offers[i].append(None)
            for deal in made:
                for party in deal[:2]:
                    offers[party].append(deal)
        after = []
        for k, deals in enumerate(offers):
            p = odds(self.o, len(deals), self.c, [[self.worth(h, d) for d in deals] for h in range(self.n)])
            won = deals[p.index(max(p))]
            after.append(self.x[k] if won is None else won[2 + won.index(k)])
        moved = sum(math.dist(a, b) for a, b in zip(self.x, after))
        self.x = after
        return moved

    def run(self):
        first = self.turn()
        turn, moved = 1, first
        while turn < 100 and (turn < 2 or moved / (first + 1e-4) >= 0.02):
            moved = self.turn()
            turn += 1
        points = []
        for k in range(self.m):
            w = [c * s[k] for c, s in zip(self.c, self.s)]
            points.append(100 * sum(a * x[k] for a, x in zip(w, self.x)) / sum(w))
        return turn, points


def together(lot):
    """All options at once; but for a victory for certain by the conditional rule, which may leave nobody a chance, and votes of one's
    whole weight between the bargains of both sides, which are often the same but for the last bits."""
    while True:
        o = {k: lot.choice(v) for k, v in CHOICES.items()}
        if (o["victory"], o["pce"]) != ("binary", "conditional") and ("bin" not in o["vote"] or o["bargain"] == "initiator"):
            return o


def runs(source):
    """Options, powers, saliences and positions; positions and saliences in percent."""
    path = source / "tests/paper/forecast/ktab_dummyData_3Dim_input.csv"
    rows = list(csv.DictReader(line for line in path.open() if not line.startswith("#")))
    sample = ([float(r["power"]) for r in rows], [[float(r[f"sal_{k}"]) for k in range(3)] for r in rows],
              [[float(r[f"pos_{k}"]) for k in range(3)] for r in rows])
    start, lot = {k: v[0] for k, v in CHOICES.items()}, random.Random(1906)
    yield start, *sample
    for k, choices in CHOICES.items():
        yield from (({**start, k: v}, *sample) for v in choices[1:])
    yield from ((together(lot), *sample) for _ in range(30))
    for number in range(45):
        n, m = lot.randint(2, 12), lot.randint(1, 4)
        places = [[round(lot.uniform(0, 100), lot.choice([0, 2])) for _ in range(m)] for _ in range(n)]
        places[-1] = lot.choice(places)  # at times two at one place
        weights = [[round(lot.uniform(1, 100 / m), 2) for _ in range(m)] for _ in range(n)]
        power = [round(lot.uniform(1, 150), 3) for _ in range(n)]
        yield start if number % 4 == 0 else together(lot), power, weights, places


def written(path, power, salience, position):
    issues = range(len(position[0]))
    with path.open("w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["Actor", "Power"] + [f"{what} {k}" for k in issues for what in ("Position", "Salience")])
        for i, c in enumerate(power):
            out.writerow([f"A{i}", c] + [v for k in issues for v in (position[i][k], salience[i][k])])


def compare(program, path, o, power, salience, position):
    """What differs, in words; nothing when all agrees."""
    written(path, power, salience, position)
    model = ":".join(["smp"] + [f"{k}={v}" for k, v in o.items()])
    out = subprocess.run([program, "forecast", path, "--models", model, "--turns", "--json"], capture_output=True, text=True)
    answer = json.loads(out.stdout)
    mine = Smp(o, power, [[s / 100 for s in row] for row in salience], [[x / 100 for x in row] for row in position])
    turns, points = mine.run()
    for issue, (point, got) in enumerate(itertools.zip_longest(points, answer["issues"])):
        entry = None if got is None else got["models"][0]
        if entry is None or turns != entry["turns"] or abs(point - entry["point"]) > 1e-10:
            yield f"{model}, {len(power)} actors, issue {issue + 1}: {turns} turns, {point}; the program {entry}"
    last = answer["turns"][0]["turns"][-1]["position"]
    told = [i["issue"] for i in answer["issues"]].index(answer["told"])
    for i, x in enumerate(last):
        if abs(x - 100 * mine.x[i][told]) > 1e-10:
            yield f"{model}, {len(power)} actors, actor {i + 1} ends at {100 * mine.x[i][told]}; the program {x}"


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = checked = 0
    with tempfile.TemporaryDirectory() as folder:
        for run in runs(source):
            checked += 1
            for words in compare(program, pathlib.Path(folder, "made.csv"), *run):
                print(words)
                wrong += 1
    print(f"{checked} runs of SMP compared, {wrong} numbers differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
