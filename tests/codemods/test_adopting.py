"""docs/adopting.md: every command on the page, in its order, on the bookshop; and what each of them prints."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.codemods.trees import ROOT, committed, plant

PAGE = ROOT / "docs/adopting.md"
# A commit's name is another one each time.
COMMIT = re.compile(r"^[0-9a-f]{7,}(?= Fix )", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """The commands of the page's console blocks, each with what is said to be printed."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = each.partition("\n")
            found.append((command, printed))
    return found


def is_printed(said: str, printed: str) -> bool:
    """Whether the page tells it as it is: lines may be broken elsewhere, `…` stands for what is left out."""
    pieces = [re.escape(" ".join(each.split())).replace(r"\ ", " ") for each in COMMIT.sub("NAME", said).split("…")]
    pattern = r"\s*" + ".*".join(pieces) + r"\s*"
    return re.fullmatch(pattern, " ".join(COMMIT.sub("NAME", printed).split()), re.DOTALL) is not None


def test_every_command_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    shop = shutil.copytree(ROOT / "before", tmp_path / "service", ignore=shutil.ignore_patterns("__pycache__"))
    root = committed(shop, {})
    program = f"#!{sys.executable} -P\nfrom codemods.__main__ import run\n\nrun()\n"
    programs = plant(tmp_path / "bin", {"operable": program})
    (programs / "operable").chmod(0o755)
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        **who,
    }
    subprocess.run(["git", "branch", "--move", "main"], cwd=root, check=True)
    assert len(steps()) >= 15
    wrong = []
    for command, said in steps():
        done = subprocess.run(
            ["sh", "-c", command], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        # 1 is findings, which the page is about; 2 would be a wrong call.
        assert done.returncode in (0, 1), (command, done.stdout, done.stderr)
        assert done.stderr == "", command
        if not is_printed(said, done.stdout):
            wrong.append(f"$ {command}\n{done.stdout}")
    assert wrong == [], "\n".join(wrong)


def test_what_is_another_output_is_seen() -> None:
    assert is_printed("a\n…\nb c\n", "a\nx\ny\nb\n c")
    assert is_printed("1f0c2aa Fix x", "0123456 Fix x")
    assert not is_printed("a\nb\n", "a\nx\nb\n")
    assert not is_printed("Found 1 finding", "Found 2 finding")
    assert not is_printed("", "warning")
