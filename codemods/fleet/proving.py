"""`python -m labs prove` on a clone, where the labs are installed: the one step that runs the service's code."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any


class NotProved(Exception):
    """Why there is no proof, in one line."""


def is_here() -> bool:
    """Whether the labs are installed beside the codemods."""
    return importlib.util.find_spec("labs") is not None


def prove(path: Path, migrate: str) -> bytes:
    """The proof of one service: measured alone, or before and after its fixes. Raises NotProved."""
    words = [sys.executable, "-P", "-m", "labs", "prove", str(path)]
    with tempfile.TemporaryDirectory() as folder:
        more = ["--migrate", migrate, "--output", folder] if migrate else ["--format", "json"]
        done = subprocess.run([*words, *more], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise NotProved(f"not proved: {said[-1].removeprefix('error: ') if said else f'exit {done.returncode}'}")
        return (Path(folder) / "proof.json").read_bytes() if migrate else done.stdout


def summary(proof: bytes) -> str:
    """A proof in one line: how many experiments found harm, and in a comparison whether a figure is worse."""
    document = json.loads(proof)
    trees = document["trees"] if "trees" in document else document["predicate"]["measurements"]
    said = " -> ".join(_verdicts(tree) for tree in trees)
    worse = document.get("predicate", {}).get("result") == "FAILED"
    return f"{said}; something is worse" if worse else said


def _verdicts(tree: dict[str, Any]) -> str:
    counts = Counter(each["verdict"] for each in tree["results"])
    return ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
