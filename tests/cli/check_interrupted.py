"""Ctrl-C during a long run of one model: progress is shown within the run, and the command ends soon, with nothing written.

Usage: check_interrupted.py PROGRAM SOURCE_ROOT
"""
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks  # noqa: E402

SOON = 20  # seconds, on the slowest machine; on a usual one a tenth of a second. The runs themselves take minutes.
program = sys.argv[1]
check = Checks()


def table(path, actors, issues):
    numbers = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("actor,issue,position,salience,power\n")
        for actor in range(actors):
            power = numbers.randint(1, 100)
            for issue in range(issues):
                file.write(f"a{actor},i{issue},{numbers.randint(0, 10000) / 100},"
                           f"{numbers.randint(1, 99) / 100 / issues},{power}\n")


def read_until(end, what, text, seconds):
    """Reads from the terminal until `what` is seen, or all when that is None."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and (what is None or what not in text):
        if select.select([end], [], [], 0.2)[0]:
            try:
                more = os.read(end, 65536)
            except OSError:  # closed on the other side
                more = b""
            if not more:
                break
            text += more
    return text


def ends():
    """Both ends of a terminal, on which progress is shown; of a pipe where the system gives no terminals."""
    try:
        return *os.openpty(), True
    except OSError:
        return *os.pipe(), False


def interrupted(folder, path, *args):
    """With a terminal for progress, so that it is known to be within the first run when the interrupt comes."""
    ours, theirs, terminal = ends()
    picture, log = folder / "picture.svg", folder / "log.csv"
    process = subprocess.Popen([program, "forecast", path, "--draws", "0", *args, "--svg", picture, "--keep", log],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    try:
        text = read_until(ours, b" % ", b"", 120 if terminal else 2)
        check.that(f"{args}: progress within a run", (b" % " in text or not terminal) and process.poll() is None, text)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        text = read_until(ours, None, text, SOON)
        try:
            out, _ = process.communicate(timeout=SOON)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
        took = time.monotonic() - began
    finally:
        os.close(ours)
    check.that(f"{args}: it ends soon", took < SOON, took)
    check.same(f"{args}: the interrupt is what ended it", process.returncode, -signal.SIGINT)
    check.that(f"{args}: it says so", b"coburg forecast: cancelled" in text, text)
    check.same(f"{args}: no answer", out, b"")
    check.same(f"{args}: no files", sorted(p.name for p in folder.iterdir()), [path.name])


for actors, issues, models in ((1000, 1, "smp"), (300, 1, "challenge:turns=10000:settle=0"), (300, 10, "exchange")):
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "made.csv"
        table(made, actors, issues)
        interrupted(Path(name), made, "--models", models)
check.finish()
