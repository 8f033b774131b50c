#!/usr/bin/env python3
"""The challenge model from its definition (head of challenge.c, after Bueno de Mesquita 1997 and Scholz, Calbert and Smith 2011),
slowly and plainly, beside the program: made data of 2 to 20 actors, 18 turns, both variants, q from 0 to 1, to 1e-9 of the range.

The range is often a number of which D * (1 / D) is not 1. A data set is left when two positions come within a millionth of the
range without being equal: what happens then hangs on the last bits.

Usage: check_challenge.py PROGRAM
"""
import csv
import io
import pathlib
import random
import subprocess
import sys
import tempfile

TURNS = 18


class Challenge:
    def __init__(self, x, power, salience, variant, q, t):
        self.x, self.s, self.w = list(x), salience, [c * s for c, s in zip(power, salience)]
        self.n, self.range = len(x), max(x) - min(x)
        self.replica, self.q, self.t = variant == "replica", q, t

    def vote(self, k, a, b, r):
        return self.w[k] * (abs(self.x[k] - b)**r[k] - abs(self.x[k] - a)**r[k]) / self.range**r[k]

    def median(self):
        """Positions in ascending order; a newcomer with more than half of the votes replaces the holder."""
        places, plain = sorted(set(self.x)), [1] * self.n
        holder = places[0]
        for place in places[1:]:
            if sum(self.vote(k, place, holder, plain) for k in range(self.n)) > 0:
                holder = place
        return holder

    def chances(self, r):
        x, each = self.x, range(self.n)
        every = sum(abs(self.vote(k, x[a], x[b], r)) for k in each for a in each for b in each)
        p = [[0] * self.n for _ in each]
        for i, j in ((i, j) for i in each for j in each if x[i] != x[j]):
            votes = [self.vote(k, x[i], x[j], r) for k in each]
            p[i][j] = sum(max(0, v) for v in votes) / (every if self.replica else sum(map(abs, votes)))
        return p

    def expects(self, p, middle, r, i, j):
        """EU of i challenging j, seen with the attitude r."""
        d = abs(self.x[i] - self.x[j]) / self.range
        m = (abs(self.x[i] - middle) + abs(self.x[i] - self.x[j])) / self.range
        win, lose, stay = 2 - 4 * (.5 - .5 * d)**r, 2 - 4 * (.5 + .5 * d)**r, 2 - 4 * .5**r
        better, worse = 2 - 4 * (.5 - .25 * m)**r, 2 - 4 * (.5 + .25 * m)**r
        return (self.s[j] * (p[i][j] * win + (1 - p[i][j]) * lose) + (1 - self.s[j]) * win - self.q * stay -
                (1 - self.q) * (self.t * better + (1 - self.t) * worse))

    def attitudes(self, middle):
        p = self.chances([1] * self.n)
        g = [sum(self.expects(p, middle, 1, j, i) for j in range(self.n) if j != i) for i in range(self.n)]
        low, high = min(g), max(g)
        support = [(2 * v - high - low) / (high - low) if high > low else 0 for v in g]
        return [(1 - v / 3) / (1 + v / 3) for v in support]

    def choose(self, i, p, middle, r):
        fights, meets, yields = [], [], []
        for x, j in ((self.x[j], j) for j in range(self.n) if self.x[j] != self.x[i]):
            mine, a = self.x[i], self.expects(p, middle, r[i], i, j)
            b = self.expects(p, middle, r[i], j, i)
            if b > a > 0:
                fights.append((abs(x - mine), x))
            elif b > 0 > a and b > abs(a):
                to = mine + (x - mine) * abs(a / b)
                meets.append(((abs(a) * mine + b * x) / (abs(a) + b) if self.replica else abs(to - mine), to))
            elif b > 0 > a and not self.replica:
                yields.append((abs(x - mine), x))
        for offers in (fights, meets, yields):
            if offers:
                return min(offers, key=lambda o: o[0])[1]
        return self.x[i]

    def turn(self):
        middle = self.median()
        r = self.attitudes(middle)
        p = self.chances(r)
        self.x = [self.choose(i, p, middle, r) for i in range(self.n)]

    def hangs_on_last_bits(self):
        order = sorted(self.x)
        return any(0 < b - a < 1e-6 * self.range for a, b in zip(order, order[1:]))


def data_sets():
    lot = random.Random(1910)
    for number in range(45):
        n, wide = lot.randint(2, 20), lot.choice([49, 98, 103, 107, 197])
        if number % 3 > 0:
            x = [float(lot.choice([0, wide, lot.randint(0, wide)])) for _ in range(n)]
            x[:2] = [0.0, float(wide)]
        else:
            x = [lot.uniform(-50, 200) for _ in range(n)]
        yield (x, [lot.uniform(.1, 10) for _ in range(n)], [lot.uniform(.05, 1) for _ in range(n)],
               "replica" if number % 2 else "textbook", lot.choice([1, 1, .9, .5, 0]), lot.choice([.5, .3, 1]))
    for _ in range(60):  # many ties: half of the votes on either side, where the replica goes by what rounding leaves
        n = lot.randint(2, 9)
        x = [float(lot.randint(0, 4)) for _ in range(n - 1)]
        yield ([*x, x[0] + 1], [float(lot.choice([1, 2])) for _ in range(n)], [lot.choice([.5, 1.0]) for _ in range(n)],
               "replica", 1, .5)


def main():
    program, wrong, turns = sys.argv[1], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "made.csv")
        for x, power, salience, variant, q, t in data_sets():
            rows = "".join(f"A{i},x,{x[i]!r},{salience[i]!r},{power[i]!r}\n" for i in range(len(x)))
            path.write_text("actor,issue,position,salience,power\n" + rows)
            model = f"challenge:variant={variant}:q={q}:t={t}:turns={TURNS}:settle=0"
            out = subprocess.run([program, "forecast", path, "--models", model, "--turns", "--csv"],
                                 capture_output=True, text=True, check=True)
            got = list(csv.DictReader(io.StringIO(out.stdout)))
            mine = Challenge(x, power, salience, variant, q, t)
            for turn in range(TURNS + 1):
                if turn > 0:
                    mine.turn()
                if mine.hangs_on_last_bits():
                    break
                turns += 1
                theirs = [float(r["position"]) for r in got if int(r["turn"]) == turn]
                apart = max(abs(a - b) for a, b in zip(mine.x + [mine.median()], theirs, strict=True))
                if apart > 1e-9 * mine.range:
                    print(f"{model}, {len(x)} actors, turn {turn}: apart by {apart}\n{path.read_text()}")
                    wrong += 1
                    break
    print(f"{turns} turns of the challenge model compared, {wrong} data sets differ")
    return 1 if wrong or turns < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
