"""Frontier, Nash and Kalai-Smorodinsky points: NegMAS and Coburg on the same made-up domains, in one run.

Usage: peers.py BUILD_DIRECTORY [LARGEST]

NegMAS is installed from its registry package into a virtual environment that is thrown away afterwards (COBURG_PEERS
names one to keep and reuse). Domains: points 0..1000 per option, walk-away 0, up to LARGEST outcomes (default 10^5;
10^6 takes some minutes, all of them NegMAS's). NegMAS enumerates, evaluates, then filters: "frontier" is all of that,
"filter" what remains when utilities are already there. Its nash_points and kalai_points work on its frontier,
so their time includes the frontier's. Coburg: from the case in memory to the answer, one thread.
"""
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from peer_setup import environment, run

SHAPES = [(2, 3, 10), (2, 4, 10), (2, 5, 10), (2, 6, 10), (3, 3, 10), (3, 4, 10), (3, 5, 10), (3, 6, 10), (7, 5, 4),
          (7, 6, 5), (7, 8, 5)]
# NegMAS compares every point with every other: beyond this many a seven-party frontier takes it hours.
MANY_PARTIES_MAX = 20000


def make(parties, issues, options):
    made = random.Random(parties * 1000 + issues)
    return [[[made.randint(0, 1000) for _ in range(options)] for _ in range(issues)] for _ in range(parties)]


def case_text(points):
    issues, options = len(points[0]), len(points[0][0])
    lines = ["case: bench", "parties:"] + [f"  P{p}: {{}}" for p in range(len(points))] + ["issues:"]
    lines += [f"  i{i}: {{scale: {{from: 1, to: {options}, step: 1}}}}" for i in range(issues)] + ["preferences:"]
    for p, party in enumerate(points):
        # An option worth nothing to anybody's walk-away: gains are counted from 0, as NegMAS does.
        lines += [f"  P{p}:", "    points:"] + [f"      i{i}: {o}" for i, o in enumerate(party)]
    return "\n".join(lines) + "\n"


PEER = r'''
import json, sys, time
import numpy as np
import negmas
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, kalai_points, nash_points, pareto_frontier
from negmas.preferences.ops import pareto_frontier_numpy
from negmas.preferences.value_fun import TableFun

points = json.load(sys.stdin)
names = [make_issue([str(o) for o in range(len(v))], name=f"i{i}") for i, v in enumerate(points[0])]
space = make_os(names)
ufuns = [LinearAdditiveUtilityFunction(
    values=[TableFun({str(o): float(x) for o, x in enumerate(issue)}) for issue in party],
    weights=[1.0] * len(party), outcome_space=space, reserved_value=0.0) for party in points]
began = time.perf_counter()
outcomes = list(space.enumerate())
frontier, _ = pareto_frontier(ufuns, outcomes=outcomes, sort_by_welfare=True)
whole = time.perf_counter() - began
table = np.array([[u(o) for u in ufuns] for o in outcomes])
began = time.perf_counter()
pareto_frontier_numpy(table)
only = time.perf_counter() - began
began = time.perf_counter()
nash = nash_points(ufuns, frontier, outcome_space=space)
nash_s = time.perf_counter() - began
began = time.perf_counter()
ks = kalai_points(ufuns, frontier, outcome_space=space)
ks_s = time.perf_counter() - began
print(json.dumps({"version": negmas.__version__, "frontier_s": whole, "filter_s": only,
                  "points": len(set(map(tuple, frontier))), "nash_s": whole + nash_s, "ks_s": whole + ks_s,
                  "nash": [float(x) for x in nash[0][0]], "ks": [float(x) for x in ks[0][0]]}))
'''


def agree(ours, theirs):
    return "same" if all(abs(a - b) < 1e-6 for a, b in zip(ours, theirs)) else "differs"


def least_share(points, utilities):
    """What Kalai and Smorodinsky maximise: the smallest share of the own best."""
    return min(u / sum(max(i) for i in p) for p, u in zip(points, utilities))


def compare_ks(points, ours, theirs):
    if agree(ours, theirs) == "same":
        return "same"
    return f"smallest share {least_share(points, ours):.4f} against {least_share(points, theirs):.4f}"


def main():
    build, largest = Path(sys.argv[1]), int(float(sys.argv[2])) if len(sys.argv) > 2 else 10**5
    with tempfile.TemporaryDirectory() as folder:
        python, case = environment(folder), Path(folder) / "case.yaml"
        print(f"{'parties':>7} {'outcomes':>9} {'points':>7} | {'NegMAS, s':>10} {'filter, s':>10} {'Coburg, s':>10} "
              f"{'frontier':>10} {'filter':>8} | {'Nash':>10} {'KS':>10}  points, Nash, KS")
        for parties, issues, options in SHAPES:
            outcomes = options**issues
            if outcomes > largest or (parties > 3 and outcomes > MANY_PARTIES_MAX):
                continue
            points = make(parties, issues, options)
            case.write_text(case_text(points))
            ours = run([build / "bench" / "bench_case", case])
            theirs = run([python, "-c", PEER], json.dumps(points))
            ratio = {k: theirs[k + "_s"] / ours[k + "_s"] for k in ("frontier", "nash", "ks")}
            print(f"{parties:7} {outcomes:9,} {ours['points']:7,} | {theirs['frontier_s']:10.4f} "
                  f"{theirs['filter_s']:10.4f} {ours['frontier_s']:10.7f} {ratio['frontier']:9,.0f}x "
                  f"{theirs['filter_s'] / ours['frontier_s']:7,.0f}x | {ratio['nash']:9,.0f}x {ratio['ks']:9,.0f}x  "
                  f"{'same' if ours['points'] == theirs['points'] else theirs['points']}, "
                  f"{agree(ours['nash'], theirs['nash'])}, {compare_ks(points, ours['ks'], theirs['ks'])}", flush=True)
        print(f"NegMAS {theirs['version']}. Ratios: NegMAS's time over Coburg's.")
        if shutil.which("nproc"):
            print("One thread each.")


main()
