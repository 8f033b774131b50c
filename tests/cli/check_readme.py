"""Every command in README.md and docs/*.md prints what the page says.

In a ```console block a line "$ command" is run from the source folder with coburg on the PATH, and the lines below
it must be its output; a line "..." stands for any lines. Usage: check_readme.py PROGRAM SOURCE_ROOT
"""
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.checks import Checks  # noqa: E402

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
check = Checks()
env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "NO_COLOR": "1"}


def examples(page):
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip("\n")


def agrees(wanted, got):
    pattern = "\n".join("(?:.*\n)*?.*" if line.strip() == "..." else re.escape(line) for line in wanted.split("\n"))
    return re.fullmatch(pattern, got) is not None


for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
    for command, wanted in examples(page):
        done = subprocess.run(command, shell=True, cwd=root, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        check.that(f"{page.name}: {command}", agrees(wanted, done.stdout.rstrip("\n")), done.stdout)
check.finish()
