"""Every command of every page runs in a test: which test runs which page's, and those that no other test runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from docs.site.pages import GROUPS, ROOT, pages
from tests.codemods.trees import HANDLER, committed, plant

# The test that runs a page's commands, by the page or by its folder.
RUN_BY = {
    "README.md": "tests/site/test_commands.py",
    "README.ja.md": "tests/test_readme.py",
    "docs/adopting.md": "tests/codemods/test_adopting.py",
    "docs/ci.md": "tests/site/test_commands.py",
    "docs/fleet.md": "tests/fleet/test_page.py",
    "docs/own-rules.md": "tests/codemods/own/test_own_rules.py",
    "labs/pages/en": "tests/labs/test_pages.py",
    "labs/pages/ja": "tests/labs/test_translated_pages.py",
    "labs/instructors/en/README.md": "tests/site/test_commands.py",
    "labs/instructors/ja/README.md": "tests/site/test_commands.py",
    "tests/services/README.md": "tests/site/test_commands.py",
}
# What takes half an hour, an index or checkouts of others' services is asked of make alone: whether it knows it.
MAKE = re.compile(r"make ([\w-]+)")
# `pip install .`: the wheel is built and installed by tests/test_house.py.
INSTALL = "pip install ."


def commands(source: str) -> list[str]:
    """What stands behind `$` in the page's console blocks, without the words on what it does."""
    blocks = re.findall(
        r"^```console\n(.*?)^```$", (ROOT / source).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    told = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [re.split(r"  +#", line)[0].strip() for line in told]


def with_commands() -> Iterator[str]:
    """The sources of the site's pages that show commands."""
    sources = {page.source for language in GROUPS for page in pages(language)}
    yield from sorted(source for source in sources if commands(source))


def test_every_page_with_commands_has_a_test_that_runs_them() -> None:
    folders = {source: str(Path(source).parent) for source in with_commands()}
    assert [source for source, folder in folders.items() if not {source, folder} & set(RUN_BY)] == []
    assert set(RUN_BY) <= {*folders, *folders.values()}, "a page that has no commands any more"
    for page, test in RUN_BY.items():
        text = (ROOT / test).read_text(encoding="utf-8")
        name = Path(page).name if page.endswith(".md") else ""
        assert name in text, f"{test} does not read {page}"


def run(command: str, cwd: Path, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A page's command, `operable` and `python` being those of this checkout."""
    programs = plant(
        cwd.parent / "bin",
        {
            "operable": f'#!/bin/sh\nexec {sys.executable} -P -m codemods "$@"\n',
            "python": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
        },
    )
    for each in programs.iterdir():
        each.chmod(0o755)
    environment = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": f"{path}:{ROOT}"}
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """A small old service in git."""
    return committed(
        tmp_path / "service", {"app.py": 'import os\n\nHOST = os.environ["DB_HOST"]\n', "logs.py": HANDLER}
    )


def test_the_commands_of_the_readme(service: Path) -> None:
    who = "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org"
    ran = 0
    for command in commands("README.md"):
        if MAKE.fullmatch(command) or command == INSTALL:
            continue
        subprocess.run(["git", "-C", str(service), "checkout", "--quiet", "."], check=True)
        done = run(f"{who} {command.replace('PATH', str(service))}", service)
        assert done.returncode in (0, 1), (command, done.stdout, done.stderr)
        assert "error: " not in done.stderr.casefold(), (command, done.stderr)
        ran += 1
    assert ran >= 5
    assert "FileHandler" not in (service.parent / "rewritten/logs.py").read_text()


def test_the_recipes_for_ci(service: Path) -> None:
    """The last command finds the setting that no file of the service gives."""
    codes = [run(command, service).returncode for command in commands("docs/ci.md")]
    assert codes == [0, 0, 0, 1]
    assert {"operable.xml", "operable.sarif"} <= {path.name for path in service.iterdir()}


def test_the_recipes_say_what_the_action_the_template_and_the_hooks_know() -> None:
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    action, gitlab, hooks = (_yaml(block) for block in re.findall(r"(?s)```yaml\n(.*?)```", text))
    known = _yaml((ROOT / "action.yml").read_text())["inputs"]
    assert set(action["jobs"]["operable"]["steps"][1]["with"]) <= set(known)
    assert set(re.findall(r"`(\w+): \S+`", text)) <= set(known)
    assert (ROOT / gitlab["include"][0]["file"]).is_file()
    template = _yaml((ROOT / gitlab["include"][0]["file"]).read_text())
    assert set(gitlab["operable"]["variables"]) <= set(template["operable"]["variables"])
    there = {each["id"] for each in _yaml((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {each["id"] for each in hooks["repos"][0]["hooks"]} == there


def _yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


def test_make_knows_what_the_pages_ask_of_it() -> None:
    asked = [command for source in with_commands() for command in commands(source) if command.startswith("make ")]
    assert asked
    for command in asked:
        done = subprocess.run(
            ["make", "--dry-run", "--file", str(ROOT / "Makefile"), *shlex.split(command)[1:]],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)


def test_the_commands_of_the_ledger(tmp_path: Path) -> None:
    """On no trees at all: its table is of this folder, so that the commands have a copy of it."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "tests/services", copy / "tests/services", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "trees").mkdir()
    (copy / "FILE").touch()
    asked = [each for each in commands("tests/services/README.md") if not each.startswith("make ")]
    assert len(asked) == 2
    for command in asked:
        done = run(command, copy, copy)
        assert (done.returncode, done.stderr) == (0, ""), command


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_commands_of_those_who_teach(language: str, tmp_path: Path) -> None:
    """`labs run` on one experiment is run by tests/labs; the rest in a copy, where what is predicted is kept."""
    asked = commands(f"labs/instructors/{language}/README.md")
    assert asked == commands("labs/instructors/en/README.md")
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "report.html")
    shutil.copytree(ROOT / "labs", copy / "labs", ignore=ignored)
    for command in asked:
        if command.startswith("python -m labs run"):
            continue
        done = run(command, copy, copy)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert (copy / "aiko.json").stat().st_size > 0
