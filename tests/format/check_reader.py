"""Reading and writing case files: what is bad is refused at the right place with the right words, what
is good is read, and laying a file out changes its layout only.

A file in bad/ is called after its verdict and position (fail_L12C5_what.yaml); its first line says
what the message or hint must contain. Usage: check_reader.py PROGRAM SOURCE_ROOT
"""
import json
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, answer, run  # noqa: E402

program, root = sys.argv[1], Path(sys.argv[2])
here = root / "tests/format"
check = Checks()

for path in sorted((here / "bad").glob("*.yaml")):
    verdict = re.match(r"fail_L(\d+)C(\d+)_", path.name)
    first = path.read_bytes().split(b"\n")[0].decode("utf-8", "replace")
    expect = first.split("# expect: ", 1)[1] if first.startswith("# expect: ") else ""
    done = run(program, "check", path)
    check.same(f"{path.name}: exit", done.returncode, 1)
    places = re.findall(r"yaml:(\d+):(\d+): error", done.stdout)
    check.same(f"{path.name}: one message, at its place", places, [(verdict[1], verdict[2])] if verdict else None)
    check.that(f"{path.name}: says {expect!r}", expect in done.stdout, done.stdout)
    check.that(f"{path.name}: says what to write instead", "hint: " in done.stdout, done.stdout)
    found = json.loads(run(program, "check", path, "--json").stdout)
    check.that(f"{path.name}: as JSON", str(found).count("'hint'") >= 1, found)


def shown(path):
    view = answer(program, "show", path)
    del view["manifest"]
    return view


good = sorted((here / "good").glob("*.yaml")) + sorted((root / "cases").glob("*.yaml"))
check.that("there are good files", len(good) >= 12, len(good))
with tempfile.TemporaryDirectory() as folder:
    for path in good:
        done = run(program, "check", path)
        check.same(f"{path.name}: read", done.returncode, 0)
        check.that(f"{path.name}: no warnings", "warning" not in done.stdout or path.name == "words.yaml", done.stdout)
        once, twice = Path(folder) / "once.yaml", Path(folder) / "twice.yaml"
        once.write_bytes(run(program, "format", path).stdout.encode())
        twice.write_bytes(run(program, "format", once).stdout.encode())
        check.same(f"{path.name}: laid out once is laid out", once.read_bytes(), twice.read_bytes())
        check.same(f"{path.name}: the same case", shown(once), shown(path))
        comments = [sorted(re.findall(r"(?:^|\s)#.*", text)) for text in
                    (path.read_text(encoding="utf-8-sig"), once.read_text(encoding="utf-8"))]
        check.same(f"{path.name}: comments kept", *[[c.strip() for c in group] for group in comments])

words = answer(program, "show", here / "good/words.yaml")
check.same("words stay words", words["issues"][0]["options"], ["12:30", "yes", "no", "~ish", "a, b"])
check.same("010 is ten", words["parties"][0]["walk_away"], 10)
check.finish()
