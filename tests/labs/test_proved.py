"""python -m labs prove on three small services that are fit (Flask, FastAPI, Django): harmed in nothing; and with one
fault planted: harmed in that one. `make test` asks Flask for what needs no index; `make proofs` asks for all."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from labs.cli import main
from labs.trees import AFTER, BEFORE, ROOT

WHOLE = bool(os.environ.get("OPERABLE_PROOFS"))
HERE = Path(__file__).parent / "proved"
STARTS = {"flask": "gunicorn app:app", "fastapi": "python app.py", "django": "gunicorn app:application"}
PROFILE = """
[tool.operable.prove]
start = "{start}"
release = "python store.py"
settings = {{ DATABASE_URL = "{{postgres}}", DATABASE_READER_URL = "{{replica}}", SECRET_KEY = "prove" }}
requests = ["GET /names", "POST /names name={{unique}}", "GET /names", "GET /"]
"""
GREETING = 'os.environ.get("GREETING", "hello")'
# The file, what stands there, the fault: an anti-pattern each.
FAULTS = {
    1: ("store.py", 'log.info("a name', 'globals()["GREETING"] += f" after-{name}"\n    log.info("a name'),
    2: ("requirements.txt", "psycopg==3.3.9", "psycopg"),
    3: ("pyproject.toml", "", ""),  # another start, see _planted
    4: ("store.py", "ILL_SECONDS = 30", "ILL_SECONDS = 30\ntime.sleep(1.5)"),
    5: ("store.py", "ILL_SECONDS = 30", 'ILL_SECONDS = 30\nSECRET_KEY = "kE7vJ2pQx9LmR4sT"'),
    6: ("store.py", GREETING, '{"dev": "hi", "live": "hello"}[os.environ.get("APP_ENV", "live")]'),
    7: ("store.py", "stream=sys.stdout", 'filename="service.log"'),
    8: ("store.py", "_primary() if just_written else _reader()", "_primary()"),
}
AT_ONCE = {
    "flask": "flask run",
    "django": "gunicorn -c /dev/null app:application",
    "fastapi": "uvicorn app:app",
}


def _made(framework: str, folder: Path) -> Path:
    tree = shutil.copytree(HERE / framework, folder / "service")
    shutil.copy(HERE / "store.py", tree)
    shutil.copy(AFTER / "gunicorn.conf.py", tree)
    profile = PROFILE.format(start=STARTS[framework])
    (tree / "pyproject.toml").write_text(profile + 'python = "labs"\n' * (framework == "flask"))
    return tree


def _planted(tree: Path, framework: str, fault: int) -> None:
    name, old, new = FAULTS[fault]
    if fault == 3:
        old, new = STARTS[framework], AT_ONCE[framework]
    place = tree / name
    text = place.read_text()
    assert old in text, (fault, old)
    place.write_text(text.replace(old, new, 1))


def _measured(*arguments: str | int | Path) -> tuple[dict[str, Any], str]:
    """What is told of one tree, and all that was said."""
    done = CliRunner().invoke(main, ["prove", *map(str, arguments), "--format", "json"])
    assert done.stdout, done.stderr
    (told,) = json.loads(done.stdout)["trees"]
    return told, json.dumps(told["results"], indent=1) + done.stderr


def _verdicts(told: dict[str, Any]) -> dict[int, str]:
    return {each["experiment"]: each["verdict"] for each in told["results"]}


def _proved(tree: Path, numbers: list[int]) -> tuple[dict[int, str], str]:
    told, said = _measured(tree, *numbers)
    return _verdicts(told), said


# Experiment 2 needs an index; 6 costs a start for each setting.
FIT = [("flask", [1, 8])] if not WHOLE else [(framework, list(FAULTS)) for framework in STARTS]
# A service that is proved in all eight takes minutes: one framework in all, the others where the fault is.
PLANTED = [("flask", 8, [8])]
if WHOLE:
    PLANTED = [
        (framework, fault, list(FAULTS) if framework == "flask" else [fault])
        for framework in STARTS
        for fault in FAULTS
    ]


@pytest.mark.parametrize(("framework", "numbers"), FIT)
def test_a_fit_service_is_harmed_in_nothing(framework: str, numbers: list[int], tmp_path: Path) -> None:
    found, said = _proved(_made(framework, tmp_path), numbers)
    assert found == dict.fromkeys(numbers, "not harmed"), said


@pytest.mark.parametrize(("framework", "fault", "numbers"), PLANTED)
def test_a_planted_fault_harms_in_that_one(framework: str, fault: int, numbers: list[int], tmp_path: Path) -> None:
    tree = _made(framework, tmp_path)
    _planted(tree, framework, fault)
    found, said = _proved(tree, numbers)
    assert {number for number, verdict in found.items() if verdict == "harmed"} == {fault}, said


@pytest.mark.skipif(not WHOLE, reason="six whole runs; make proofs")
@pytest.mark.parametrize(("tree", "harmed"), [(BEFORE, set(FAULTS)), (AFTER, set())])
def test_three_runs_say_the_same(tree: Path, harmed: set[int]) -> None:
    profile = ROOT / "tests" / "services" / "profiles" / f"{tree.name}.toml"
    runs = [_measured(tree, "--profile", profile) for _ in range(3)]
    first, *others = [(told["digest"], _verdicts(told)) for told, _ in runs]
    assert [each for each in others if each != first] == []
    assert {number for number, verdict in first[1].items() if verdict == "harmed"} == harmed, runs[0][1]
