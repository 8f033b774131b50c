"""Everything that ./check runs, one line a step, with every test case counted.

Builds are kept in build-check/, so a second run is quicker. Steps:
  release (gcc)      the whole test-suite
  clang, sanitizers  the suite again with clang, address and undefined-behaviour sanitizers
  threads            the threaded tests under the thread sanitizer
  fuzz               each fuzz target for a bounded time
  same bytes         gcc and clang, -O0 and -O3, one and two threads print the same
  layers, readme, manual page, completion
"""
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILDS = ROOT / "build-check"
FUZZ_S = int(os.environ.get("COBURG_FUZZ_S", "12"))
passed = failed = 0


def count(step, good, bad, began, output=""):
    global passed, failed
    passed += good
    failed += bad
    print(f"{'ok  ' if bad == 0 and good > 0 else 'FAIL'} {step}: {good} passed, {bad} failed "
          f"({time.monotonic() - began:.0f} s)", flush=True)
    if bad or not good:
        failed += not bad
        print(output[-6000:], flush=True)


def call(*command, **options):
    options.setdefault("cwd", ROOT)
    return subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", **options)


def configure(name, compiler, *options):
    """The build folder, set up and built; None with a failure counted when that does not work."""
    began, folder = time.monotonic(), BUILDS / name
    if not (folder / "build.ninja").exists():
        done = call("meson", "setup", folder, *options, env={**os.environ, "CC": compiler})
        if done.returncode:
            count(f"set up {name}", 0, 1, began, done.stdout)
            return None
    done = call("ninja", "-C", folder)
    if done.returncode:  # what failed, not the long list of what was compiled beside it
        done.stdout = re.sub(r"^\[\d+/\d+\] .*\n", "", done.stdout, flags=re.M)
    count(f"build {name}", int(done.returncode == 0), int(done.returncode != 0), began, done.stdout)
    return folder if done.returncode == 0 else None


def tally(log):
    """Test cases in a log of meson: cmocka's own counts and those of the checks in Python."""
    good = sum(map(int, re.findall(r"\[  PASSED  \] (\d+) test", log)))
    bad = sum(map(int, re.findall(r"\[  FAILED  \] .*?(\d+) test", log)))
    for p, f in re.findall(r"^(\d+) passed, (\d+) failed$", log, re.M):
        good, bad = good + int(p), bad + int(f)
    return good, bad


def suite(name, folder, *tests, env=None):
    began = time.monotonic()
    done = call("meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs", "--timeout-multiplier", "4", *tests,
                env={**os.environ, **(env or {})})
    log = (folder / "meson-logs/testlog.txt").read_text(encoding="utf-8", errors="replace")
    good, bad = tally(log)
    if done.returncode and not bad:
        bad = 1
    count(name, good, bad, began, done.stdout)


def fuzz(folder):
    for target in sorted((ROOT / "tests/fuzz").glob("fuzz_*.c")):
        began = time.monotonic()
        corpus = BUILDS / "corpus" / target.stem
        corpus.mkdir(parents=True, exist_ok=True)
        for seed in [*(ROOT / "cases").glob("*.yaml"), *(ROOT / "tests/format").glob("*/*.*"),
                     *(ROOT / "tests/paper/forecast").glob("*.csv"), *(ROOT / "cases").glob("*.csv")]:
            (corpus / seed.name).write_bytes(seed.read_bytes())
        done = call(folder / "tests" / f"{target.stem}_libfuzzer", f"-max_total_time={FUZZ_S}", "-max_len=4096",
                    "-rss_limit_mb=4096", "-seed=2014", f"-artifact_prefix={BUILDS}/", corpus)
        count(f"fuzz {target.stem}, {FUZZ_S} s", int(done.returncode == 0), int(done.returncode != 0), began, done.stdout)


def script(step, *command):
    began = time.monotonic()
    done = call(*command)
    good, bad = tally(done.stdout)
    if done.returncode and not bad:
        bad = 1
    count(step, good, bad, began, done.stdout)


def manual(program):
    began, good, output = time.monotonic(), 0, ""
    page = subprocess.run([program, "help", "--man"], stdout=subprocess.PIPE, check=False)
    made = subprocess.run(["scdoc"], input=page.stdout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    good += made.returncode == 0 and b".TH" in made.stdout
    words = subprocess.run([program, "help", "--completion", "bash"], stdout=subprocess.PIPE, check=False)
    parsed = subprocess.run(["bash", "-n"], input=words.stdout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    good += parsed.returncode == 0 and b"coburg" in words.stdout
    count("manual page and completion", good, 2 - good, began, output)


def main():
    release = configure("gcc", "gcc", "--buildtype=release")
    if release:
        suite("tests, gcc", release)
        for target in ("fuzz_case", "fuzz_formats"):
            script(f"replay the corpus of {target}", "/usr/bin/python3", "tools/replay.py", release / "tests" / target)
        manual(release / "src/cli/coburg")
        script("readme", "/usr/bin/python3", "tests/cli/check_readme.py", release / "src/cli/coburg", ROOT)
    script("layers and limits", "/usr/bin/python3", "tools/check_layers")
    sanitized = configure("clang-sanitized", "clang", "--buildtype=debugoptimized", "-Db_lundef=false",
                          "-Db_sanitize=address,undefined", "-Dfuzzers=true")
    if sanitized:
        suite("tests, clang with address and undefined-behaviour sanitizers", sanitized, "--no-suite", "plain",
              env={"UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"})
        fuzz(sanitized)
    threads = configure("clang-threads", "clang", "--buildtype=debugoptimized", "-Db_lundef=false", "-Db_sanitize=thread")
    if threads:
        suite("threads, clang with the thread sanitizer", threads, "--suite", "threads")
    script("same bytes", "/usr/bin/python3", "tools/check_same_bytes", BUILDS)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


main()
