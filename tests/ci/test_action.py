"""What a CI is given: the steps of the GitHub Action as the scripts that they are, the templates, the hooks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.codemods.trees import HANDLER, ROOT, committed, git, plant

GH = """#!/bin/sh
echo "$@" >>"$CALLS"
case "$*" in *--paginate*) cat "$COMMENTS" ;; esac
"""


def yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """What a runner gives to a step; `operable` and a `gh` that only notes its calls are on the PATH."""
    programs = tmp_path / "bin"
    plant(programs, {"operable": f'#!/bin/sh\nexec {sys.executable} -P -m codemods "$@"\n', "gh": GH})
    for each in programs.iterdir():
        each.chmod(0o755)
    (tmp_path / "temp").mkdir()
    return {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_REPOSITORY": "a/b", "PULL_REQUEST": "7", "CALLS": str(tmp_path / "calls"),
        "COMMENTS": str(tmp_path / "comments"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip


def step(name: str, cwd: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = ROOT / "ci/action" / f"{name}.sh"
    return subprocess.run([script], cwd=cwd, env=given, capture_output=True, text=True, check=False, timeout=120)


def outputs(given: dict[str, str]) -> dict[str, str]:
    return dict(line.split("=", 1) for line in Path(given["GITHUB_OUTPUT"]).read_text().splitlines())


def test_check_annotates_and_writes_all(runner: dict[str, str], tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", {"web/app.py": HANDLER})
    done = step("check", tree, {**runner, "OPERABLE_PATH": "web"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::error file=web/app.py,line=3,")
    found = outputs(runner)
    assert found["code"] == "1"
    assert len(json.loads(Path(found["sarif"]).read_text())["runs"][0]["results"]) == 1
    assert "| web/app.py:3 | OP701 |" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()


def test_check_takes_its_inputs_as_they_are(runner: dict[str, str], tmp_path: Path) -> None:
    tree = committed(tmp_path / "tree", {"app.py": HANDLER})
    given = {**runner, "OPERABLE_PATH": ".", "OPERABLE_SINCE": "HEAD", "OPERABLE_SELECT": "7"}
    step("check", tree, given)
    assert outputs(runner)["code"] == "0"
    Path(runner["GITHUB_OUTPUT"]).unlink()
    git(tree, "tag", "x")
    step("check", tree, {**given, "OPERABLE_SINCE": "$(touch ran)", "OPERABLE_PATH": "."})
    assert outputs(runner)["code"] == "2"
    assert not (tree / "ran").exists()


def test_one_comment_is_kept(runner: dict[str, str], tmp_path: Path) -> None:
    given = {**runner, "OPERABLE_SUMMARY": str(tmp_path / "s.md")}
    (tmp_path / "s.md").write_text("### operable\n")
    (tmp_path / "comments").write_text("")
    assert step("comment", tmp_path, given).returncode == 0
    (tmp_path / "comments").write_text("42\n43\n")
    assert step("comment", tmp_path, given).returncode == 0
    calls = Path(runner["CALLS"]).read_text().splitlines()
    assert "--method POST repos/a/b/issues/7/comments" in calls[1]
    assert "--method PATCH repos/a/b/issues/comments/42" in calls[3]
    body = (tmp_path / "temp/operable-comment.md").read_text()
    assert body == "<!-- operable -->\n### operable\n"


def test_the_action_runs_the_scripts_and_no_input_is_pasted_into_a_shell() -> None:
    action = yaml(ROOT / "action.yml")
    steps = action["runs"]["steps"]
    for each in steps:
        assert "${{" not in each.get("run", "")
        assert "uses" in each or each["shell"] == "bash"
    scripts = {path.name for path in (ROOT / "ci/action").iterdir()}
    assert {name for name in scripts if any(f"ci/action/{name}" in each.get("run", "") for each in steps)} == scripts
    assert all(os.access(ROOT / "ci/action" / name, os.X_OK) for name in scripts)
    given = {name for each in steps for name in each.get("env", {}) if name.startswith("OPERABLE_")}
    text = "".join((ROOT / "ci/action" / name).read_text() for name in scripts)
    assert all(f"${name}" in text or f"${{{name}" in text for name in given)


def test_the_gitlab_template_runs(tmp_path: Path) -> None:
    job = yaml(ROOT / "ci/gitlab.yml")["operable"]
    tree = plant(tmp_path, {"app.py": HANDLER})
    environment = {"PATH": f"{tree}/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "OPERABLE_OPTIONS": "--select 7"}
    plant(tree, {"bin/operable": f'#!/bin/sh\nexec {sys.executable} -P -m codemods "$@"\n'})
    (tree / "bin/operable").chmod(0o755)
    (command,) = job["script"]
    done = subprocess.run(["sh", "-c", command], cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    for name in job["artifacts"]["reports"].values():
        assert (tree / name).stat().st_size > 0


def test_the_image_of_the_tool_is_linted() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    if not hadolint.exists():
        pytest.skip("no hadolint")
    done = subprocess.run([hadolint, ROOT / "ci/Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_release_is_of_its_tag_and_publishes_without_a_token() -> None:
    version = next(
        line.split('"')[1] for line in (ROOT / "pyproject.toml").read_text().splitlines() if line.startswith("version")
    )
    script = ROOT / "ci/release/require_tag.sh"
    assert subprocess.run([script, f"v{version}"], capture_output=True, check=False).returncode == 0
    wrong = subprocess.run([script, "v0.0.1-wrong"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    workflow = yaml(ROOT / ".github/workflows/release.yml")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["publish"]["permissions"] == {"id-token": "write"}
    assert "secrets." not in (ROOT / ".github/workflows/release.yml").read_text()


def test_the_site_is_published_as_it_is_built_here() -> None:
    jobs = yaml(ROOT / ".github/workflows/docs.yml")["jobs"]
    (command,) = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    path = jobs["build"]["steps"][-1]["with"]["path"]
    assert re.search(rf"^docs: .*\n\t.*-m docs\.site {path} ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert command == "make docs"
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_the_hooks_are_commands_that_there_are() -> None:
    hooks = yaml(ROOT / ".pre-commit-hooks.yaml")
    assert [each["id"] for each in hooks] == ["operable", "operable-env"]
    for each in hooks:
        done = subprocess.run([sys.executable, "-m", "codemods", *each["entry"].split()[1:], "--help"],
                              cwd=ROOT, capture_output=True, check=False)  # fmt: skip
        assert done.returncode == 0


@pytest.mark.skipif(not shutil.which("pre-commit") or not os.environ.get("OPERABLE_ONLINE"), reason="needs an index")
def test_try_repo(tmp_path: Path) -> None:
    """pre-commit builds the hook from this repository and runs it: OPERABLE_ONLINE=1, and pre-commit on the PATH."""
    tree = committed(tmp_path / "tree", {"app.py": HANDLER})
    command = ["pre-commit", "try-repo", str(ROOT), "operable", "--all-files"]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "app.py:3:11: OP701" in done.stdout
