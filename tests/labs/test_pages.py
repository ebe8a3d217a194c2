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

PAGES = sorted((ROOT / "labs" / "pages" / "en").glob("*.md"))
QUICK = {"0", "5", "6", "7"}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SLOW = pytest.mark.skipif(not os.environ.get("OPERABLE_MATRIX"), reason="make matrix runs it")


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of a page, and the output that the page shows."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def pattern(shown: str) -> str:
    """A regular expression for the output that a page shows; spaces at the end of a line do not count."""
    lines: list[str] = []
    for line in shown.rstrip("\n").splitlines():
        if line == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            # Columns are as wide as their widest cell.
            words = (
                r"[ ]+".join(map(re.escape, part.split(" "))) for part in re.sub(" +", " ", line.rstrip()).split("…")
            )
            lines.append(r".*?".join(words) + r"[ ]*\n")
    return "".join(lines) + r"\s*"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that git knows, as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=() if page.name[0] in QUICK else SLOW) for page in PAGES],
    ids=lambda page: page.stem,
)
def test_what_a_page_shows_is_what_happens(page: Path, checkout: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(checkout),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    told = list(commands(page))
    assert told
    for command, shown in told:
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=checkout, env=environment, capture_output=True, text=True, check=False
        )
        assert re.fullmatch(pattern(shown), done.stdout), f"$ {command}\n{done.stdout}{done.stderr}"


def test_every_page_has_its_parts() -> None:
    """Its headings, hints that open, a box for instructors."""
    parts = ("Why", "Predict", "See it fail", "Read the code", "Fix it", "Prove it", "Elsewhere", "Discuss", "Clean up")
    for page in PAGES[1:]:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(parts), page.name
        assert text.count("<details>") == text.count("</details>") >= 2, page.name
        assert "<summary>For instructors" in text, page.name
    assert [page.stem[0] for page in PAGES] == list("012345678")
