"""Every command of every page runs in a test: which test runs which page's, and those that no other test runs."""

from __future__ import annotations

import os
import re
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
    "docs/adopting-ten-years.md": "tests/services/test_ten_years.py",
    "docs/ci.md": "tests/site/test_commands.py",
    "docs/fleet.md": "tests/fleet/test_page.py",
    "docs/own-rules.md": "tests/codemods/own/test_own_rules.py",
    "labs/pages/en": "tests/labs/test_pages.py",
    "labs/pages/ja": "tests/labs/test_translated_pages.py",
    "labs/instructors/en/README.md": "tests/site/test_commands.py",
    "labs/instructors/ja/README.md": "tests/site/test_commands.py",
    "tests/services/README.md": "tests/site/test_commands.py",
}
# The targets of make that pages name and that take seconds, and what each says: run here.
MADE_HERE = {
    "doctor": r"^(ok|LACKS) +Python",
    "services": r"^0 services, 0 files",
    "orders": r"^.venv/bin/python -m tests.services.orders",
    "suites": r"^0 differ",
}
# Those that take long or an index: which file runs the same on less, by which words; the site is made on each push.
MADE_BY = {
    "setup": (".github/workflows/docs.yml", "make docs"),
    "setup-lab": ("tests/site/test_commands.py", '"setup-lab"], cwd'),
    "docs": ("tests/site/test_build.py", '"docs.site"'),
    "slides": ("tests/labs/test_slides.py", "slides.write("),
    "lab": (".ci/run", "make lab"),
    "check": (".ci/run", "make check"),
}
# Those that a person runs.
MADE_BY_NOBODY = {
    "bundle": "146 MB of an index; tests/labs/test_slides.py holds its script",
    "bench": "needs a quiet machine; tests/bench/test_bench.py runs its parts",
}
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


def recipe(target: str) -> str:
    """What make would run, setup and all that is there already left out."""
    done = subprocess.run(
        ["make", "--dry-run", "--file", str(ROOT / "Makefile"), target], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, (target, done.stderr)
    return done.stdout


def test_every_target_that_a_page_names_is_run_somewhere() -> None:
    texts = [(ROOT / page.source).read_text(encoding="utf-8") for language in GROUPS for page in pages(language)]
    named = {target for text in texts for target in re.findall(r"(?:`|^\$ )make ([a-z][\w-]*)", text, re.MULTILINE)}
    # What runs tests is itself the run.
    others = {target for target in named if not re.search(r"-m pytest .*tests/", recipe(target))} - {"test"}
    assert others <= {*MADE_HERE, *MADE_BY, *MADE_BY_NOBODY}
    assert {*MADE_HERE, *MADE_BY, *MADE_BY_NOBODY} <= named, "a target that no page names any more"
    for target, (file, words) in MADE_BY.items():
        assert words in (ROOT / file).read_text(encoding="utf-8"), f"{file} does not run what `make {target}` runs"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """This repository by links, with an environment that is there already, a ledger of its own, and no trees beside."""
    copy = plant(tmp_path / "copy", {".venv/.ready": "", ".venv/.lab": ""})
    for part in ("bin", "lib", "pyvenv.cfg"):
        (copy / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    (copy / "tests").mkdir()
    for each in (*ROOT.iterdir(), *(ROOT / "tests").iterdir()):
        if each.name not in {".git", ".venv", "build", "tests", "services"}:
            (copy / each.relative_to(ROOT)).symlink_to(each)
    shutil.copytree(ROOT / "tests/services", copy / "tests/services", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "trees").mkdir()
    return copy


@pytest.mark.skipif(not (Path(sys.prefix) / "pyvenv.cfg").is_file(), reason="make runs what is in an environment")
@pytest.mark.parametrize("target", MADE_HERE)
def test_what_takes_seconds_is_made(target: str, room: Path) -> None:
    done = run(f"make PYTHON={sys.executable} {target} TREES=../trees", room)
    # What a machine lacks is told with 1, which make turns into 2.
    assert done.returncode in ((0, 2) if target == "doctor" else (0,)), (done.stdout, done.stderr)
    assert re.search(MADE_HERE[target], done.stdout, re.MULTILINE), done.stdout


@pytest.mark.skipif(not os.environ.get("OPERABLE_ZENSICAL"), reason="two minutes, and an index: make test-docs")
def test_what_attendees_need_is_installed_in_a_clone(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path / "clone")], check=True)
    subprocess.run(["make", "--silent", "setup-lab"], cwd=tmp_path / "clone", check=True)
    for module in ("labs", "codemods"):
        done = run(f".venv/bin/python -P -m {module} --version", tmp_path / "clone", tmp_path / "clone")
        assert (done.returncode, "version unknown" in done.stdout) == (0, True), done.stderr


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
