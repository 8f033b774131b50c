"""Whole commands: wall time (median of 15), and peak memory where GNU time is installed to tell.

Usage: whole.py PROGRAM
"""
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

program = sys.argv[1]
case = Path(__file__).resolve().parents[1] / "cases/vienna-2014.yaml"
COMMANDS = [["analyze", case, "--threads", "1"], ["analyze", case, "--threads", "2"],
            ["analyze", case, "--without-red-lines", "--top", "20", "--threads", "1"], ["check", case], ["show", case],
            ["forecast", case, "--threads", "2", "--models", "mean,median,nbs,challenge,smp"]]

print(f"{'command':60} {'wall, s':>9} {'peak, MB':>9}")
for command in COMMANDS:
    walls = []
    for _ in range(15):
        began = time.monotonic()
        subprocess.run([program, *command], stdout=subprocess.DEVNULL, check=True)
        walls.append(time.monotonic() - began)
    peak = "-"
    if shutil.which("time"):
        told = subprocess.run(["time", "-f", "%M", program, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              encoding="utf-8", check=True)
        peak = f"{int(told.stderr) / 1024:.1f}"
    name = " ".join("vienna" if c is case else c for c in command)
    print(f"{name:60} {statistics.median(walls):9.3f} {peak:>9}")
