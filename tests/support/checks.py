"""What the tests in Python share: a list of named checks, and running the program."""
import csv
import json
import subprocess
import sys


class Checks:
    """Collects checks; `finish` prints a count and exits with 1 when one failed."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, sentence, truth, detail=""):
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {sentence}" + (f": {detail}" if detail else ""))

    def same(self, sentence, got, wanted):
        self.that(sentence, got == wanted, f"got {got!r}, wanted {wanted!r}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0 or self.passed == 0)


def run(program, *args, **options):
    """The finished process: returncode, stdout and stderr as text."""
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([program, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", timeout=120, **options)


def answer(program, *args):
    """The JSON answer of a command that must succeed."""
    done = run(program, *args, "--json")
    if done.returncode != 0:
        raise SystemExit(f"{args}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def rows(path):
    """The rows of a table in CSV, by the names in its first line; lines that begin with '#' are remarks."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
