"""Whole answers compared with files that a person has read: <name>.txt holds the output of the command in its
first line. After a deliberate change: check_golden.py PROGRAM SOURCE_ROOT --write, then read the difference.

Usage: check_golden.py PROGRAM SOURCE_ROOT [--write]
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks, run  # noqa: E402

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
check = Checks()
pages = sorted((root / "tests/golden").glob("*.txt"))
check.that("there are golden pages", len(pages) >= 6, len(pages))
for page in pages:
    command, _, wanted = page.read_text(encoding="utf-8").partition("\n")
    done = run(program, *command.split()[2:], cwd=root)
    if sys.argv[3:] == ["--write"]:
        page.write_text(f"{command}\n{done.stdout}", encoding="utf-8")
    check.that(f"{page.name} is as it was", done.stdout == wanted, done.stdout)
check.finish()
