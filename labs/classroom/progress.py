"""One attendee's progress: what was predicted, what before/ measured, and what their own tree was found to be."""

from __future__ import annotations

import getpass
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labs.experiment import Figure, Result
from labs.experiments import EXPERIMENTS
from labs.trees import NAMES, ROOT

FILE = ROOT / ".labs" / "progress.json"
# What is asked before experiment N runs on before/: figures that it shows, and out of how many.
QUESTIONS: Mapping[int, Mapping[str, str]] = {
    1: {
        "carts lost with 3 replicas": "of 20",
        "photos lost": "of 6",
        "carts lost after one replica is replaced": "of 20",
    },
    2: {"different in a build some months later": "of 33"},
    3: {"customers charged twice for one purchase": "", "replicas killed after 8 s of grace": "of 2"},
    4: {"start to first good answer, artefact server slow": "s"},
    5: {"hand edits for two environments": "", "images for two environments": "", "secrets in the image": ""},
    6: {"settings that arrive from outside": "of 5"},
    7: {"log lines about the last orders that survive": "of 20", "orders that the log still knows": "of 10"},
    8: {"reads served by the replica": "%", "customers who miss what they have just written, 500 ms lag": "of 10"},
}


def status(file: Path = FILE) -> dict[str, Any]:
    """All that is known, as `labs status --json` gives it; experiments by their number as text."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    if not isinstance(known, dict) or known.get("version", 1) != 1:
        raise ValueError(f"{file}: not what this version writes; delete it to begin anew")
    return {"version": 1, "name": known.get("name") or _user(), "experiments": known.get("experiments", {})}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def predict(number: int, answers: Mapping[str, float], name: str = "", file: Path = FILE) -> None:
    """Keep what an attendee expects; an earlier prediction is replaced while nothing is measured yet.

    Raises ValueError where before/ has been measured already.
    """
    known = status(file)
    entry = known["experiments"].setdefault(str(number), {})
    if entry.get("measured"):
        raise ValueError(f"experiment {number} has been measured on before/: a prediction comes first")
    entry["predicted"] = dict(answers)
    known["name"] = name or known["name"]
    _write(known, file)


def record(result: Result, file: Path = FILE) -> None:
    """Keep what was measured: the figures of before/, the verdict on a tree of one's own."""
    if result.outcome is None or (result.tree in NAMES and result.tree != "before"):
        return
    known = status(file)
    entry = known["experiments"].setdefault(str(result.number), {})
    if result.tree == "before":
        entry["measured"] = {each.name: _number(each) for each in result.outcome.figures if _number(each) is not None}
    else:
        missing = [f"{each.name}: {each.text}" for each in result.outcome.figures if each.harm]
        entry["own"] = {"tree": result.tree, "passed": not missing, "missing": missing}
    entry["at"] = time.strftime("%Y-%m-%dT%H:%M:%S")
    _write(known, file)


def _number(figure: Figure) -> float | None:
    return float(figure.value) if isinstance(figure.value, int | float) else None


def _write(known: Mapping[str, Any], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    new = file.with_suffix(".new")
    new.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")
    new.replace(file)


def rows(known: Mapping[str, Any]) -> list[tuple[int, str, float | None, float | None, str]]:
    """For each question its experiment, figure, what was predicted, what was measured, and out of how many."""
    found = []
    for number in EXPERIMENTS:
        entry = known["experiments"].get(str(number), {})
        for figure, unit in QUESTIONS.get(number, {}).items():
            predicted, measured = (entry.get(each, {}).get(figure) for each in ("predicted", "measured"))
            found.append((number, figure, predicted, measured, unit))
    return found


def own(known: Mapping[str, Any], number: int) -> str:
    """What became of the attendee's tree: `passed`, `not yet`, or nothing."""
    entry = known["experiments"].get(str(number), {}).get("own")
    return "" if entry is None else "passed" if entry["passed"] else "not yet"
