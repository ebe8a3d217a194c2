"""Every command of the workshop's pages is run, and what it prints is what the page shows.

A page's console blocks run in their order in one copy of the repository. In the output that a page shows, `…` stands
for anything on that line, and a line that is only `…` for any lines. `make test` runs the quick pages, `make matrix`
all of them.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from labs.trees import ROOT

PAGES = sorted((ROOT / "labs" / "pages" / "en").glob("*.md"), key=lambda page: int(page.stem.partition("-")[0]))
INSTRUCTORS = ROOT / "labs" / "instructors"
QUICK = {"0", "5", "6", "7", "10", "12", "13"}
COLUMNS = 100
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SLOW = pytest.mark.skipif(not os.environ.get("OPERABLE_MATRIX"), reason="make matrix runs it")


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of a page, and the output that the page shows."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def lines(text: str) -> list[str]:
    """Without blank lines and surplus spaces: columns are as wide as their widest cell."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def same(shown: list[str], printed: list[str]) -> bool:
    """Whether what is shown, with its `…`, stands for what was printed."""
    if not shown:
        return not printed
    if shown[0] == "…":
        return any(same(shown[1:], printed[place:]) for place in range(len(printed) + 1))
    if not printed:
        return False
    pattern = ".*".join(map(re.escape, shown[0].split("…")))
    return bool(re.fullmatch(pattern, printed[0])) and same(shown[1:], printed[1:])


def test_what_counts_as_the_same() -> None:
    assert same(["a … c", "…", "d"], ["a b c", "x", "y", "d"])
    assert same(["…"], [])
    assert not same(["a … c"], ["a b"])
    assert not same(["a"], ["a", "b"])
    assert not same(["a", "b"], ["a"])
    assert lines("a   b  \n\n c\n") == ["a b", "c"]


def test_no_page_shows_more_on_a_line_than_the_labs_print() -> None:
    pages = (ROOT / "labs" / "pages").glob("*/*.md")
    shown = [(page, output) for page in pages for command, output in commands(page) if "-m labs run" in command]
    assert shown
    assert [(page, line) for page, output in shown for line in output.split("\n") if len(line) > COLUMNS] == []


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that git knows, and new ones that it does not ignore, as they are now."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=() if page.stem.partition("-")[0] in QUICK else SLOW) for page in PAGES],
    ids=lambda page: page.stem,
)
def test_what_a_page_shows_is_what_happens(page: Path, checkout: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(checkout),
        "COLUMNS": str(COLUMNS),
        "NO_COLOR": "1",
    }
    told = list(commands(page))
    assert told
    for command, shown in told:
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=checkout, env=environment, capture_output=True, text=True, check=False
        )
        assert same(lines(shown), lines(done.stdout)), f"$ {command}\n{done.stdout}{done.stderr}"


def test_every_page_has_its_parts() -> None:
    """Its headings, hints that open; what instructors know stands elsewhere."""
    parts = ("Why", "Predict", "See it fail", "Read the code", "Fix it", "Prove it", "Elsewhere", "Discuss", "Clean up")
    for page in PAGES[1:9]:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(parts), page.name
        assert text.count("<details>") == text.count("</details>") >= 1, page.name
        assert "instructors" not in text, page.name
        notes = (INSTRUCTORS / "en" / page.name).read_text(encoding="utf-8")
        assert all(f"{part}:" in notes.replace("mistakes", "mistake") for part in ("Time", "Usual mistake", "Answers"))
    assert [page.stem.partition("-")[0] for page in PAGES] == [str(number) for number in range(14)]


@pytest.mark.parametrize(("language", "heading"), [("en", "Plans"), ("ja", "進め方")])
def test_the_plans_of_those_who_teach_add_up(language: str, heading: str) -> None:
    """The minutes of 30 minutes, two hours, half a day and a day; the first two columns are names and the machine."""
    text = (INSTRUCTORS / language / "README.md").read_text(encoding="utf-8").partition(f"## {heading}\n")[2]
    rows = [line.strip("| ").split("|") for line in text.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    columns = zip(*([each.strip() for each in row[2:]] for row in rows[2:]), strict=True)
    minutes = [sum(int(found[0]) for each in column if (found := re.match(r"\d+", each))) for column in columns]
    assert minutes == [30, 120, 240, 430]


def test_what_a_page_names_is_there() -> None:
    """Files of the repository, targets of make; and a command in the middle of a sentence is one that a page runs."""
    run = {command for page in PAGES for command, _ in commands(page)}
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    wrong = []
    for page in PAGES:
        for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page.read_text(encoding="utf-8")):
            if code.startswith("python -m "):
                known = code in run
            elif code.startswith("make "):
                known = code.split()[1] in targets
            elif re.match(r"(before|after|infra|labs|codemods)/[\w./-]+$", code):
                known = (ROOT / code).exists() or code == "labs/report.html"
            else:
                continue
            wrong += [] if known else [f"{page.name}: {code}"]
    assert wrong == []
