"""Programs that negotiate: the example plays like the strategy it imitates, and whatever else a program does ends
its own session, in time, with the reason.

Usage: check_agents.py PROGRAM SOURCE_ROOT
"""
import json
import shlex
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
itex = root / "cases/itex-cypress.yaml"
example = f"exec:{shlex.quote(sys.executable)} {shlex.quote(str(root / 'examples/agent.py'))}"
check = Checks()


def talk(agent, *more):
    return answer(program, "talk", itex, "--party", f"Itex={agent}", "--party", "Cypress=conceder", "--rounds", "20", *more)


def without_names(session):
    return {k: v for k, v in session.items() if k not in ("manifest", "voices")}


check.same("the example plays like boulware", without_names(talk(example)), without_names(talk("boulware")))
for protocol in ("amop", "majority", "mediated", "annealed", "mopac"):
    check.same(f"the example plays {protocol} like boulware", without_names(talk(example, "--protocol", protocol)),
               without_names(talk("boulware", "--protocol", protocol)))
both = answer(program, "talk", root / "cases/vienna-2014.yaml", "--without-red-lines", "--party", f"IR={example}", "--party",
              f"P5+1={example}", "--rounds", "10", "--extend", "5x1")
check.that("two programs and an extension", both["end"] in ("agreement", "timeout") and both["extensions"] == 1, both["end"])

SAYS = "import json, sys\nfor line in sys.stdin:\n m = json.loads(line)\n if m['type'] in ('propose', 'accept'):\n  {}\n"


def python(body):
    return f"exec:{shlex.quote(sys.executable)} -c {shlex.quote(SAYS.format(body))}"


def says(text):
    return python(f"print({text!r}, flush=True)")


for agent, word in [
        ("exec:sleep 30", "did not answer within 0.5 s"),
        ("exec:false", "exit code 1"),
        ("exec:./there-is-no-such-program", "cannot be run"),
        ("exec:kill -9 $$", "signal 9"),
        ("exec:exec >&-; sleep 30", "closed its input or output"),
        ("exec:cat", "without"),
        ("exec:yes", "not JSON"),
        ("exec:head -c 200000 /dev/zero; sleep 30", "64 KiB"),
        (says("[1, 2]"), "not an object"),
        (says('{"offer": [0, 0, 0]}'), "one option for each"),
        (says('{"offer": [0, 0, 0, 99]}'), "no option of the issue returns"),
        (says('{"offer": [0, 0, 0, -1]}'), "no option of the issue returns"),
        (says('{"offer": [0, 0, 0, 1e300]}'), "no option of the issue returns"),
        (says('{"offer": {"price": "$3.47"}}'), "one option for each"),
        (says('{"accept": true}'), "neither an offer nor an end"),
        (says('{"offer": [0, 0, 0, 0], "offer": 1}'), "not JSON"),
        (says('{"ask": "the way"}'), "asked something"),
        (says("[" * 60000), "not JSON"),
        (python("print('{\"ask\": \"at_least\", \"utility\": 1e999}', flush=True)"), ""),
        (python("print('{\"ask\": \"utility\", \"offer\": [0,0,0,0]}', flush=True)"), "did not answer"),
        (python("sys.exit(3)"), "exit code 3"),
]:
    began = time.monotonic()
    got = talk(agent, "--patience", "0.5")
    check.same(f"{agent[:60]}: ends in error", (got["end"], got["ended_by"]), ("error", "Itex"))
    check.that(f"{agent[:60]}: says {word!r}", word in got["failure"], got["failure"])
    check.that(f"{agent[:60]}: in time", time.monotonic() - began < 8)
text = run(program, "talk", itex, "--party", "Itex=exec:false", "--party", "Cypress=conceder")
check.that("the first sentence has the reason", "exit code 1" in " ".join(text.stdout.split("\n\n")[0].split()), text.stdout[:300])
check.same("a session that fails is still an answer", text.returncode, 0)
named = python("print('{\"offer\": {\"price\": \"$4.37\", \"delivery\": 1, \"payment\": 0, \"returns\": \"Full price\"}}'"
               " if m['type'] == 'propose' else '{\"accept\": false}', flush=True)")
check.same("options by name and number", talk(named)["deals"][0]["options"],
           {"price": "$4.37", "delivery": "45 days", "payment": "Upon delivery", "returns": "Full price"})
check.same("walking away", talk(python("print('{\"end\": true}', flush=True)"))["end"], "breakdown")
check.same("patience is checked", run(program, "talk", itex, "--party", "Itex=exec:cat", "--others", "linear", "--patience",
                                      "soon").returncode, 2)
with tempfile.TemporaryDirectory() as folder:  # what a program started ends with it
    mark = Path(folder) / "pid"
    talk(f"exec:sleep 77 & echo $! >{shlex.quote(str(mark))}; sleep 77", "--patience", "0.5")
    gone = False
    for _ in range(100):
        state = Path(f"/proc/{mark.read_text().strip()}/stat")
        gone = not state.exists() or state.read_text().split()[2] in "ZX"
        if gone:
            break
        time.sleep(0.02)
    check.that("nothing is left running", gone)
    told = Path(folder) / "told"
    talk(f"exec:tee {shlex.quote(str(told))} >/dev/null; sleep 9", "--patience", "0.5")
    hello = json.loads(told.read_text().splitlines()[0])
    check.same("the first message is a greeting", (hello["type"], hello["version"], hello["voice"]), ("hello", 1, "Itex"))
    check.that("what options add sums to the best", abs(sum(map(max, hello["adds"])) - hello["best"]) < 1e-12, hello["adds"])
check.finish()
