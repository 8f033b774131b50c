"""Runs a fuzz target, built without a fuzzer, over every case there is, good and bad."""
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[1]
files = sorted([*(root / "cases").glob("*.yaml"), *(root / "tests/format").glob("*/*.*")])
failed = sum(subprocess.run([sys.argv[1], file], stdout=subprocess.DEVNULL, check=False).returncode != 0 for file in files)
print(f"{len(files) - failed} passed, {failed} failed")
sys.exit(failed > 0)
