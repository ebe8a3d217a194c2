"""docs/adopting-ten-years.md: every command on the page, in its order, on a ledger's service; what each of them prints.

`make services TREES=DIR` runs it: it needs the service's checkout. Cloned is a private copy of that, whose only commit
is called as the page calls the real one.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.codemods.trees import ROOT, committed, git, plant
from tests.console import assert_as_told, steps
from tests.services.__main__ import services

PAGE = ROOT / "docs/adopting-ten-years.md"
REPOSITORY = "flaskbb/flaskbb"
COMMIT = {repository: commit for repository, commit, _ in services()}[REPOSITORY]
TREE = Path(os.environ.get("OPERABLE_TREES") or "/nonexistent") / REPOSITORY.replace("/", "+")


def test_the_page_is_about_the_ledgers_commit() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert COMMIT in text
    told = "\n".join(step.command for step in steps(PAGE))
    assert f"https://github.com/{REPOSITORY}\n" in told
    assert f" {COMMIT[:7]}\n" in told


def test_the_steps_script_is_given_what_the_workflow_says() -> None:
    """As the runner does it: each input of the action that the workflow sets or that has a default."""
    (written,) = (step.command for step in steps(PAGE) if ".github/workflows/operable.yml <<" in step.command)
    yaml = YAML(typ="safe")
    workflow = yaml.load(re.sub(r"^cat .*\n|^END$", "", written, flags=re.MULTILINE))
    (used,) = (each for each in workflow["jobs"]["operable"]["steps"] if each["uses"].startswith("OWNER/operable@"))
    action = yaml.load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(used["with"]) <= set(action["inputs"])
    inputs = {name: used["with"].get(name, each["default"]) for name, each in action["inputs"].items()}
    (check,) = (each for each in action["runs"]["steps"] if each.get("id") == "check")
    given = {name: inputs[re.sub(r"\W|inputs", "", each)] for name, each in check["env"].items()}
    (exported,) = (step.command for step in steps(PAGE) if step.command.startswith("export "))
    assert exported.split()[1:] == [f"{name}={value}" for name, value in given.items() if value]


@pytest.mark.skipif(not TREE.is_dir(), reason=f"make services TREES=DIR runs it, with {TREE.name} in DIR")
def test_every_command_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns(".git", "__pycache__")
    there = committed(shutil.copytree(TREE, tmp_path / "there", symlinks=True, ignore=ignored), {})
    git(there, "tag", COMMIT[:7])
    here = plant(tmp_path / "here", {"gitconfig": f'[url "{there}"]\n\tinsteadOf = https://github.com/{REPOSITORY}\n'})
    assert len(steps(PAGE)) >= 25
    runner = {
        "GIT_CONFIG_GLOBAL": str(here / "gitconfig"), "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }  # fmt: skip
    assert_as_told(PAGE, here, runner)
