"""NegMAS from its registry package, for the scripts that time it beside Coburg."""
import json
import os
import subprocess
import venv
from pathlib import Path


def environment(folder):
    """The Python of a virtual environment that has NegMAS: in folder, or the one that COBURG_PEERS names."""
    keep = os.environ.get("COBURG_PEERS")
    home = Path(keep) if keep else Path(folder) / "negmas"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "negmas"], check=True)
    return python


def run(command, text=None):
    """What a command prints as JSON."""
    return json.loads(subprocess.run(command, input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout)
