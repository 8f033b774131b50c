"""Boulware against Conceder, alternating offers, 100 rounds: NegMAS and Coburg on the same made-up domains, in one run.

Usage: peers_talk.py BUILD_DIRECTORY [SECONDS]

NegMAS is installed from its registry package into a virtual environment that is thrown away afterwards (COBURG_PEERS names one to
keep and reuse). It plays for about SECONDS (default 10) on each domain; "session" is making a mechanism with two negotiators
and running it, "run" the running alone; preferences are made once. Its negotiators keep what they work out about a
domain for one session only. Coburg: bench_tournament, sessions with measures and sums, processor time of one thread, the set-up of
profiles, frontier and plans apart. Curves differ a little (each has its own clock and exponents), so rounds and deals do too.
"""
import json
import random
import sys
import tempfile
from pathlib import Path

from peer_setup import environment, run

SHAPES = [(3, 5), (5, 10)]  # issues, options: 125 and 10^5 outcomes
ROUNDS = 100


def make(issues, options):
    """Points of two parties that want opposite things, to different degrees."""
    made = random.Random(issues * 100 + options)
    party = []
    for direction in (1, -1):
        weights = [made.randint(10, 100) for _ in range(issues)]
        party.append([[w * o for o in range(options)][::direction] for w in weights])
    return party


def case_text(points):
    issues, options = len(points[0]), len(points[0][0])
    lines = ["case: bench", "parties: {A: {}, B: {}}", "issues:"]
    lines += [f"  i{i}: {{scale: {{from: 1, to: {options}, step: 1}}}}" for i in range(issues)] + ["preferences:"]
    for name, party in zip("AB", points):
        lines += [f"  {name}:", "    points:"] + [f"      i{i}: {values}" for i, values in enumerate(party)]
    return "\n".join(lines) + "\n"


PEER = r'''
import json, sys, time
import negmas
from negmas import SAOMechanism, make_issue
from negmas.outcomes import make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao.negotiators import BoulwareTBNegotiator, ConcederTBNegotiator

asked = json.load(sys.stdin)
issues = [make_issue([str(o) for o in range(len(v))], name=f"i{i}") for i, v in enumerate(asked["points"][0])]
space = make_os(issues)
ufuns = []
for party in asked["points"]:
    top = sum(max(values) for values in party)
    ufuns.append(LinearAdditiveUtilityFunction(
        values=[TableFun({str(o): x / top for o, x in enumerate(values)}) for values in party],
        weights=[1.0] * len(party), outcome_space=space, reserved_value=0.0))
began, sessions, running, rounds, deals = time.perf_counter(), 0, 0.0, 0, 0
while sessions == 0 or time.perf_counter() - began < asked["seconds"]:
    mechanism = SAOMechanism(outcome_space=space, n_steps=asked["rounds"])
    mechanism.add(BoulwareTBNegotiator(name="A"), ufun=ufuns[0])
    mechanism.add(ConcederTBNegotiator(name="B"), ufun=ufuns[1])
    start = time.perf_counter()
    state = mechanism.run()
    running += time.perf_counter() - start
    sessions, rounds, deals = sessions + 1, rounds + state.step, deals + (state.agreement is not None)
whole = time.perf_counter() - began
print(json.dumps({"version": negmas.__version__, "sessions": sessions, "whole_s": whole / sessions,
                  "run_s": running / sessions, "rounds": rounds / sessions, "agreed": deals / sessions}))
'''


def main():
    build, seconds = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as folder:
        python, case = environment(folder), Path(folder) / "case.yaml"
        print(f"{'outcomes':>9} | {'NegMAS sessions/s':>17} {'run alone':>10} {'rounds':>7} {'deals':>6} | {'Coburg sessions/s':>17} "
              f"{'set-up, ms':>10} {'deals':>6} | {'ratio':>9} {'run alone':>9}")
        for issues, options in SHAPES:
            points = make(issues, options)
            case.write_text(case_text(points), encoding="utf-8")
            ours = run([build / "bench" / "bench_tournament", case, "boulware", "conceder", str(ROUNDS), "200000"])
            theirs = run([python, "-c", PEER], json.dumps({"points": points, "rounds": ROUNDS, "seconds": seconds}))
            each = ours["seconds"] / ours["sessions"]
            print(f"{options**issues:9,} | {1 / theirs['whole_s']:17,.1f} {1 / theirs['run_s']:10,.1f} {theirs['rounds']:7.0f} "
                  f"{theirs['agreed']:6.0%} | {1 / each:17,.0f} {1e3 * ours['set_up_s']:10.3f} {ours['agreed']:6.0%} | "
                  f"{theirs['whole_s'] / each:8,.0f}x {theirs['run_s'] / each:8,.0f}x", flush=True)
        print(f"NegMAS {theirs['version']}, {ROUNDS} rounds, one thread each. Ratios: NegMAS's time a session over Coburg's.")


main()
