#!/usr/bin/env python3
"""A program that negotiates: it concedes late, like boulware, and accepts what is worth its own next offer.

coburg talk cases/itex-cypress.yaml --party Itex=exec:examples/agent.py --party Cypress=conceder --rounds 20
Messages are lines of JSON; docs/agents.md describes them. Only "propose", "accept" and "extend" wait for an answer.
"""
import json
import sys


def answer(**what):
    print(json.dumps(what), flush=True)


def ask(**what):
    """Before an answer the engine may be asked what an outcome is worth, or which is worth enough."""
    answer(**what)
    return json.loads(sys.stdin.readline())


best = worst = 0
for line in sys.stdin:
    message = json.loads(line)
    kind = message["type"]
    if kind == "hello":
        best, worst = message["best"], message["worst"]
    elif kind == "propose":
        target = worst + (best - worst) * (1 - message["t"] ** 5)
        answer(offer=ask(ask="at_least", utility=target)["offer"])
    elif kind == "accept":
        answer(accept=message["utility"] >= ask(ask="utility", offer=message["next"])["utility"])
    elif kind == "extend":
        answer(extend=True)
